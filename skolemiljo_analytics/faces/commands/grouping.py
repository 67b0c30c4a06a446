"""The parts of ``skolemiljo groups``: options to a wish, proposals to the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

import typer

from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    ArrangementKind,
    Focus,
    Request,
    Rule,
    RuleKind,
)
from skolemiljo_analytics.arrangements.rooms import Room, RoomShape, Side, make_room
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.faces.commands.speech import console, language, say
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.wording import Labels
from skolemiljo_analytics.wording.arrangements import say_goals, say_refusal, say_unmet
from skolemiljo_analytics.workflows.arrange import (
    USUAL_SIZE,
    GroupWish,
    called,
    find_questions,
    tabulate_groups,
    usual_question,
)
from skolemiljo_analytics.workflows.exporting import ClassFigures
from skolemiljo_analytics.workflows.read_class import SchoolClass
from skolemiljo_analytics.workflows.seating import (
    arrange,
    draw_seats,
    places_of,
    tabulate_seats,
)
from skolemiljo_analytics.workflows.seating_sheet import make_sheet

__all__ = ["find_labels", "find_room", "find_rules", "find_wish", "show", "solve", "write"]


def _refuse(text: str) -> NoReturn:
    console(errors=True).print(text, style="red")
    raise typer.Exit(2)


def _refuse_choice(given: str, choices: Iterable[str]) -> NoReturn:
    _refuse(say("cli.not_a_choice", given=given, choices=", ".join(choices)))


def _numbers(text: str, otherwise: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(",") if part.strip())
    except ValueError:
        _refuse(otherwise)


def find_wish(
    figures: ClassFigures,
    kind: str,
    question: str,
    *,
    size: int | None,
    sizes: str,
    focus: str,
    contact: bool,
) -> GroupWish:
    """Return what the options ask for, or stop with what they may be."""
    questions = find_questions(figures.graph)
    if not questions:
        _refuse(say("groups.no_question"))
    keys = [one.key for one in questions]
    if kind not in set(ArrangementKind):
        _refuse_choice(kind, ArrangementKind)
    if focus not in set(Focus):
        _refuse_choice(focus, Focus)
    if question and question not in keys:
        _refuse_choice(question, keys)
    wanted = ArrangementKind(kind)
    chosen = question or usual_question(questions, wanted)
    exact = _numbers(sizes, say("cli.groups.sizes"))
    members = size or USUAL_SIZE[wanted]
    return GroupWish(wanted, chosen, members, exact, contact=contact, focus=Focus(focus))


def find_labels(school_class: SchoolClass) -> NameLabeller:
    """Return what stands beside a pupil; a number for one who may not be named."""
    entries = school_class.roster.pupils
    hidden = {one.pupil for one in entries if one.protected}
    listed = school_class.roster.ids
    return NameLabeller(school_class.names, protected=hidden, pupils=listed, language=language())


def find_room(room: str, n: int, wish: GroupWish, *, board: str, facing: bool) -> Room | None:
    """Return the room: a usual one by its name, or drawn in a text file; None for groups."""
    if wish.kind is not ArrangementKind.SEATS:
        return None
    if board not in set(Side):
        _refuse_choice(board, Side)
    side = Side(board)
    if room in set(RoomShape):
        made = make_room(RoomShape(room), n)
        return replace(made, board=side, facing=made.facing or facing)
    try:
        text = Path(room).read_text(encoding="utf-8-sig")
        return Room.from_text(text, board=side, facing=facing)
    except ArrangementRefusedError as error:
        _refuse(say_refusal(error, (), str, language())[0])
    except (OSError, ValueError):
        _refuse(say("cli.groups.room"))


def find_rules(school_class: SchoolClass, **asked: Iterable[str]) -> tuple[Rule, ...]:
    """Turn "3,7" into a rule about the third and the seventh on the class list, by its kind.

    In a rule about a certain group or seat the second number is that of the group or seat.
    """
    return tuple(
        _rule(school_class, RuleKind(kind), text) for kind, many in asked.items() for text in many
    )


def _rule(school_class: SchoolClass, kind: RuleKind, text: str) -> Rule:
    listed = school_class.roster.ids
    wrong = say("cli.groups.numbers_wrong", pupils=len(listed))
    numbers = _numbers(text, wrong)
    named = numbers[:1] if kind is RuleKind.IN_GROUP else numbers
    expected = 1 if kind is RuleKind.NEAR_BOARD else 2
    if len(numbers) != expected or not all(1 <= n <= len(listed) for n in named):
        _refuse(wrong)
    pupils = tuple(listed[n - 1] for n in named)
    return Rule(kind, pupils, numbers[1] - 1 if kind is RuleKind.IN_GROUP else None)


def solve(request: Request, n: int, label: Labels) -> tuple[Arrangement, ...]:
    """Return proposals, or stop with why there are none."""
    try:
        with console(errors=True).status(say("groups.making")):
            return arrange(request, n=n)
    except ArrangementRefusedError as error:
        seats = request.room is not None
        _refuse("\n".join(say_refusal(error, request.rules, label, language(), seats=seats)))


def show(made: Arrangement, number: int, request: Request, label: Labels) -> None:
    """Print one proposal: the groups, how far each goal was met, whose wish was not."""
    out, tongue = console(), language()
    out.print(say("groups.alternative", number=number), style="bold")
    if request.room is not None:
        out.print(draw_seats(made.seats, request.room, label, tongue), highlight=False)
    for k, members in enumerate(() if made.seats else made.groups, start=1):
        out.print(f"{say('groups.group', number=k)}: {', '.join(called(members, label))}")
    for text in say_goals(made.results, request, tongue):
        out.print(f"{text.title}: {text.reached} {text.proof}".rstrip())
    for line in say_unmet(made, label, tongue):
        out.print(line)
    for warning in made.warnings:
        out.print(say(f"groups.warning.{warning}"), style="yellow")


def write(made: Arrangement, request: Request, label: Labels, out: Path, *, title: str) -> None:
    """Write a proposal, telling nothing of any choice: a sheet (PDF, PNG) or a spreadsheet."""
    kind = out.suffix.removeprefix(".").lower()
    if kind in ("pdf", "png"):
        from skolemiljo_analytics.views.documents.wall import render_wall

        day = date.today()  # noqa: DTZ011 (the day on the reader's own wall)
        sheet = make_sheet(
            places_of(made), label, language(), title=title, day=day, room=request.room
        )
        out.write_bytes(render_wall(sheet, kind))
        return
    table = (
        tabulate_groups(made.groups, label, language())
        if request.room is None
        else tabulate_seats(made.seats, request.room, label, language())
    )
    table.to_csv(out, index=False, encoding="utf-8-sig")
