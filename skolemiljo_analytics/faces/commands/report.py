"""``skolemiljo report``: a class's portrait as a Word or PDF document."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from skolemiljo_analytics.faces.commands.reading import read_and_describe
from skolemiljo_analytics.faces.commands.speech import console, language, say
from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["NAME", "run"]

NAME = "report"


def run(
    folder: Annotated[Path, typer.Argument(help="cli.folder", exists=True)],
    out: Annotated[Path, typer.Option(help="cli.report.out", dir_okay=False)],
    round_key: Annotated[str | None, typer.Option("--round", help="cli.round")] = None,
    purpose: Annotated[Purpose, typer.Option(help="cli.purpose")] = Purpose.PREVENTIVE,
) -> None:
    """Write the portrait of one round as a document; its ending decides which kind."""
    from skolemiljo_analytics.workflows.exporting import report_material
    from skolemiljo_analytics.workflows.report import ReportFormat, render_material

    kind = out.suffix.lower().removeprefix(".")
    if kind not in set(ReportFormat):
        console(errors=True).print(say("cli.report.unknown_ending"), style="red")
        raise typer.Exit(2)
    school_class, figures = read_and_describe(folder, round_key, purpose)
    material = report_material(school_class, figures)
    out.write_bytes(render_material(material, format=kind, language=language()))
    console().print(say("cli.report.written", file=out))
