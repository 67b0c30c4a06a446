"""``skolemiljo udir``: Udir's published figures as series over years; hidden ones stay hidden."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skolemiljo_analytics.faces.commands.speech import console, language, say

if TYPE_CHECKING:
    from skolemiljo_analytics.readers.reading import Reading

__all__ = ["NAME", "run"]

NAME = "udir"


def run(
    files: Annotated[list[Path], typer.Argument(help="cli.udir.files")],
    *,
    csv_file: Annotated[Path | None, typer.Option("--csv", help="cli.udir.csv")] = None,
    group: Annotated[str | None, typer.Option(help="cli.udir.group")] = None,
) -> None:
    """Show each index over school years; exit with 2 where no figures are found."""
    from skolemiljo_analytics.workflows.official import official_csv, read_official

    with console(errors=True).status(say("cli.udir.reading")):
        reading = read_official(files)
    _show(reading, group)
    if csv_file is not None and reading.statistics.rows:
        csv_file.write_bytes(official_csv(reading.statistics))
        console().print(say("cli.udir.written", file=csv_file))
    raise typer.Exit(reading.report.exit_code if reading.statistics.rows else 2)


def _show(reading: Reading, group: str | None) -> None:
    from skolemiljo_analytics.wording.official import say_official, say_vanished
    from skolemiljo_analytics.wording.problems import say_problem
    from skolemiljo_analytics.workflows.official import main_series

    out, tongue = console(), language()
    for series in main_series(reading.statistics):
        if group is None or series.group.casefold() == group.casefold():
            out.print(say_official(series, tongue))
    for unit, topic, year in reading.statistics.vanished():
        out.print(say_vanished(unit, topic, year, tongue))
    for problem in reading.report.problems:
        out.print(say_problem(problem, tongue))
    if not reading.statistics.rows:
        out.print(say("cli.udir.nothing"), style="bold")
