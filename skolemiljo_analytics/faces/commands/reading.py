"""What several commands begin with: one class read from a folder, one round of it described."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from skolemiljo_analytics.faces.commands.speech import console, say
from skolemiljo_analytics.vocabulary import Purpose

if TYPE_CHECKING:
    from skolemiljo_analytics.workflows.exporting import ClassFigures
    from skolemiljo_analytics.workflows.read_class import SchoolClass

__all__ = ["read_and_describe", "read_round"]


def read_round(folder: Path, round_key: str | None, purpose: Purpose) -> tuple[SchoolClass, str]:
    """Read a class, and return it with the round asked for: the newest where none is."""
    from skolemiljo_analytics.workflows.read_class import read_class

    with console(errors=True).status(say("cli.reading")):
        school_class = read_class(folder, purpose=purpose)
    if not school_class.rounds or (round_key and round_key not in school_class.rounds):
        rounds = ", ".join(school_class.rounds) or "–"
        console(errors=True).print(say("cli.no_round", rounds=rounds), style="red")
        raise typer.Exit(2)
    if school_class.report.questions:
        left = len(school_class.report.questions)
        console(errors=True).print(say("cli.undecided", n=left), style="yellow")
    return school_class, round_key or school_class.rounds[-1]


def read_and_describe(
    folder: Path, round_key: str | None, purpose: Purpose
) -> tuple[SchoolClass, ClassFigures]:
    """Read a class and describe one round, with a word on screen while it takes time."""
    from skolemiljo_analytics.workflows.exporting import describe_round

    school_class, key = read_round(folder, round_key, purpose)
    with console(errors=True).status(say("cli.reckoning")):
        return school_class, describe_round(school_class, key)
