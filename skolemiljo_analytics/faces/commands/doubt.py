"""``skolemiljo doubt``: how firm any figure of a class is, one answer a question."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from skolemiljo_analytics.faces.commands.reading import read_round
from skolemiljo_analytics.faces.commands.speech import console, language, say
from skolemiljo_analytics.vocabulary import Purpose

if TYPE_CHECKING:
    from skolemiljo_analytics.workflows.doubting import DoubtedFigure

__all__ = ["NAME", "run"]

NAME = "doubt"


def run(  # noqa: PLR0913 (each is an option of the command)
    folder: Annotated[Path, typer.Argument(help="cli.folder", exists=True)],
    figures: Annotated[list[str] | None, typer.Argument(help="cli.doubt.figures")] = None,
    *,
    question: Annotated[str | None, typer.Option(help="cli.doubt.question")] = None,
    round_key: Annotated[str | None, typer.Option("--round", help="cli.round")] = None,
    purpose: Annotated[Purpose, typer.Option(help="cli.purpose")] = Purpose.PREVENTIVE,
    null: Annotated[str | None, typer.Option(help="cli.doubt.null")] = None,
    tail: Annotated[str | None, typer.Option(help="cli.doubt.tail")] = None,
    draws: Annotated[int, typer.Option(min=20, max=5000, help="cli.doubt.draws")] = 200,
    json_file: Annotated[Path | None, typer.Option("--json", help="cli.doubt.json")] = None,
) -> None:
    """Put figures of one class to the four questions of doubt."""
    from skolemiljo_analytics.workflows.doubting import doubt_figure, to_record

    if not figures:
        _list_figures()
        return
    school_class, key = read_round(folder, round_key, purpose)
    graph, previous = school_class.graph(key), school_class.graph_before(key)
    how: dict[str, Any] = {"previous": previous, "null": null, "tail": tail, "draws": draws}
    with console(errors=True).status(say("cli.reckoning")):
        found = [doubt_figure(graph, figure, question, **how) for figure in figures]
    for one in found:
        _show(one, key)
    if json_file is not None:
        records = [{"round": key, **to_record(one)} for one in found]
        text = json.dumps(records, ensure_ascii=False, indent=1)
        json_file.write_text(f"{text}\n", encoding="utf-8")
        console().print(say("cli.doubt.written", file=json_file))


def _list_figures() -> None:
    from skolemiljo_analytics.wording.doubted import say_figure
    from skolemiljo_analytics.workflows.doubting import known_figures

    out = console()
    out.print(say("cli.doubt.there_are"), style="bold")
    for figure in known_figures():
        out.print(f"{figure:<30} {say_figure(figure, language())}")


def _show(found: DoubtedFigure, key: str) -> None:
    from rich.table import Table

    from skolemiljo_analytics.wording.doubted import say_doubted, say_figure
    from skolemiljo_analytics.wording.phrases import say_round

    tongue = language()
    heading = say(
        "cli.doubt.heading",
        figure=say_figure(found.figure, tongue),
        question=found.question,
        round=say_round(key, tongue),
    )
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", max_width=30)
    table.add_column()
    for asked, answered in say_doubted(found, tongue):
        table.add_row(asked, answered)
    out = console()
    out.print(heading, style="bold")
    out.print(table)
    out.print()
