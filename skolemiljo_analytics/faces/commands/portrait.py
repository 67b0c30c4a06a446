"""``skolemiljo portrait``: a class's portrait as tables, JSON, sentences and pictures."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from skolemiljo_analytics.faces.commands.reading import read_and_describe
from skolemiljo_analytics.faces.commands.speech import console, language, say
from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["NAME", "run"]

NAME = "portrait"


def run(
    folder: Annotated[Path, typer.Argument(help="cli.folder", exists=True)],
    *,
    out: Annotated[Path, typer.Option(help="cli.portrait.out", file_okay=False)],
    round_key: Annotated[str | None, typer.Option("--round", help="cli.round")] = None,
    purpose: Annotated[Purpose, typer.Option(help="cli.purpose")] = Purpose.PREVENTIVE,
    kinds: Annotated[list[str] | None, typer.Option("--format", help="cli.portrait.format")] = None,
) -> None:
    """Write the portrait of one round to a folder."""
    from skolemiljo_analytics.workflows.exporting import ExportFormat, export_portrait

    wanted = frozenset(kinds or ExportFormat)
    if not wanted <= set(ExportFormat):
        console(errors=True).print(
            say("cli.portrait.unknown_format", formats=", ".join(ExportFormat)), style="red"
        )
        raise typer.Exit(2)
    with _without_collecting():
        _, figures = read_and_describe(folder, round_key, purpose)
        formats = frozenset(ExportFormat(kind) for kind in wanted)
        written = export_portrait(figures, out, formats=formats, language=language())
    console().print(say("cli.portrait.written", n=len(written), folder=out))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Look for no unused memory meanwhile: in one short process it takes an eighth of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
