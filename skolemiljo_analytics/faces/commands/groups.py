"""``skolemiljo groups``: groups, partners, tables and seats from answers and rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from skolemiljo_analytics.faces.commands.reading import read_and_describe
from skolemiljo_analytics.faces.commands.speech import console, say
from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["NAME", "run"]

NAME = "groups"


def run(  # noqa: PLR0913 (each is an option of the command)
    folder: Annotated[Path, typer.Argument(help="cli.folder", exists=True)],
    *,
    kind: Annotated[str, typer.Option(help="cli.groups.kind")] = "groups",
    size: Annotated[int | None, typer.Option(min=2, help="cli.groups.size")] = None,
    sizes: Annotated[str, typer.Option(help="cli.groups.sizes")] = "",
    question: Annotated[str, typer.Option(help="cli.groups.question")] = "",
    apart: Annotated[list[str] | None, typer.Option(help="cli.groups.apart")] = None,
    together: Annotated[list[str] | None, typer.Option(help="cli.groups.together")] = None,
    near_board: Annotated[list[int] | None, typer.Option(help="cli.groups.near_board")] = None,
    in_group: Annotated[list[str] | None, typer.Option(help="cli.groups.in_group")] = None,
    room: Annotated[str, typer.Option(help="cli.groups.room")] = "",
    board: Annotated[str, typer.Option(help="cli.groups.board")] = "top",
    facing: Annotated[bool, typer.Option("--facing", help="cli.groups.facing")] = False,
    focus: Annotated[str, typer.Option(help="cli.groups.focus")] = "usual",
    contact: Annotated[bool, typer.Option("--contact", help="cli.groups.contact")] = False,
    alternatives: Annotated[int, typer.Option(min=1, max=5, help="cli.groups.alternatives")] = 1,
    round_key: Annotated[str | None, typer.Option("--round", help="cli.round")] = None,
    purpose: Annotated[Purpose, typer.Option(help="cli.purpose")] = Purpose.PREVENTIVE,
    out: Annotated[Path | None, typer.Option(help="cli.groups.out", dir_okay=False)] = None,
) -> None:
    """Propose groups; pupils are given by their number on the class list, never by name."""
    from skolemiljo_analytics.faces.commands import grouping
    from skolemiljo_analytics.workflows.arrange import make_request

    school_class, figures = read_and_describe(folder, round_key, purpose)
    wish = grouping.find_wish(
        figures, kind, question, size=size, sizes=sizes, focus=focus, contact=contact
    )
    drawn = grouping.find_room(room, len(figures.graph), wish, board=board, facing=facing)
    rules = grouping.find_rules(
        school_class,
        apart=apart or (),
        together=together or (),
        near_board=map(str, near_board or ()),
        in_group=in_group or (),
    )
    label = grouping.find_labels(school_class)
    wish = replace(wish, rules=rules, room=drawn)
    request = make_request(figures.graph, figures.portrait, wish)
    found = grouping.solve(request, alternatives, label)
    for number, one in enumerate(found, start=1):
        grouping.show(one, number, request, label)
    if out is not None:
        grouping.write(found[0], request, label, out, title=school_class.roster.class_id)
        console().print(say("cli.groups.written", file=out))
