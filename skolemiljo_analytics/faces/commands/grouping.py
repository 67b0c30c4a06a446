"""The parts of ``skolemiljo groups``: options to a wish, proposals to the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import typer

from skolemiljo_analytics.arrangements.groups import arrange_alternatives
from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    ArrangementKind,
    Request,
    Rule,
    RuleKind,
)
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.faces.commands.speech import console, language, say
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.wording import Labels
from skolemiljo_analytics.wording.arrangements import say_goal, say_refusal, say_unmet
from skolemiljo_analytics.workflows.arrange import (
    USUAL_SIZE,
    GroupWish,
    called,
    find_questions,
    usual_question,
)
from skolemiljo_analytics.workflows.exporting import ClassFigures
from skolemiljo_analytics.workflows.read_class import SchoolClass

__all__ = ["find_labels", "find_rules", "find_wish", "show", "solve"]


def _refuse(text: str) -> NoReturn:
    console(errors=True).print(text, style="red")
    raise typer.Exit(2)


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
    contact: bool,
) -> GroupWish:
    """Return what the options ask for, or stop with what they may be."""
    questions = find_questions(figures.graph)
    if not questions:
        _refuse(say("groups.no_question"))
    keys = [one.key for one in questions]
    if kind not in set(ArrangementKind):
        _refuse(say("cli.groups.kind"))
    if question and question not in keys:
        _refuse(f"{say('cli.groups.question')} ({', '.join(keys)})")
    wanted = ArrangementKind(kind)
    chosen = question or usual_question(questions, wanted)
    exact = _numbers(sizes, say("cli.groups.sizes"))
    return GroupWish(wanted, chosen, size or USUAL_SIZE[wanted], exact, contact=contact)


def find_labels(school_class: SchoolClass) -> NameLabeller:
    """Return what stands beside a pupil; a number for one who may not be named."""
    entries = school_class.roster.pupils
    hidden = {one.pupil for one in entries if one.protected}
    listed = school_class.roster.ids
    return NameLabeller(school_class.names, protected=hidden, pupils=listed, language=language())


def find_rules(
    school_class: SchoolClass, apart: Iterable[str], together: Iterable[str]
) -> tuple[Rule, ...]:
    """Turn "3,7" into a rule about the third and the seventh on the class list."""
    listed = school_class.roster.ids
    wrong = say("cli.groups.numbers_wrong", pupils=len(listed))
    rules = []
    for kind, pairs in ((RuleKind.APART, apart), (RuleKind.TOGETHER, together)):
        for pair in pairs:
            numbers = _numbers(pair, wrong)
            if len(numbers) != 2 or not all(1 <= n <= len(listed) for n in numbers):
                _refuse(wrong)
            rules.append(Rule(kind, (listed[numbers[0] - 1], listed[numbers[1] - 1])))
    return tuple(rules)


def solve(request: Request, n: int, label: Labels) -> tuple[Arrangement, ...]:
    """Return proposals, or stop with why there are none."""
    try:
        with console(errors=True).status(say("groups.making")):
            return arrange_alternatives(request, n=n)
    except ArrangementRefusedError as error:
        _refuse("\n".join(say_refusal(error, request.rules, label, language())))


def show(made: Arrangement, number: int, request: Request, label: Labels) -> None:
    """Print one proposal: the groups, how far each goal was met, whose wish was not."""
    out, tongue = console(), language()
    out.print(say("groups.alternative", number=number), style="bold")
    for k, members in enumerate(made.groups, start=1):
        out.print(f"{say('groups.group', number=k)}: {', '.join(called(members, label))}")
    for result in made.results:
        text = say_goal(result, request, tongue)
        out.print(f"{text.title}: {text.reached} {text.proof}".rstrip())
    for line in say_unmet(made, label, tongue):
        out.print(line)
    for warning in made.warnings:
        out.print(say(f"groups.warning.{warning}"), style="yellow")
