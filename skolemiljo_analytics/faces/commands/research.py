"""``skolemiljo research``: a class's figures for science, with ids nobody can join to a list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from skolemiljo_analytics.faces.commands.reading import read_round
from skolemiljo_analytics.faces.commands.speech import console, say
from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["NAME", "run"]

NAME = "research"


def run(
    folder: Annotated[Path, typer.Argument(help="cli.folder", exists=True)],
    *,
    out: Annotated[Path, typer.Option(help="cli.research.out", file_okay=False)],
    round_key: Annotated[str | None, typer.Option("--round", help="cli.round")] = None,
    purpose: Annotated[Purpose, typer.Option(help="cli.purpose")] = Purpose.PREVENTIVE,
) -> None:
    """Write the research tables of one round to a folder."""
    from skolemiljo_analytics.research import write_research

    school_class, key = read_round(folder, round_key, purpose)
    written = write_research(school_class.graph(key), out)
    console().print(say("cli.research.written", n=len(written), folder=out))
    console(errors=True).print(say("cli.research.warning"), style="yellow")
