"""What both plans are made of: decisions, background, goals, evaluations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from skolemiljo_analytics.casework.records import Evaluation, Outcome, PlanItem
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.proposals.catalogue import load_catalogue
from skolemiljo_analytics.proposals.records import Action, Choice, Level
from skolemiljo_analytics.views.documents.content import Card, Section
from skolemiljo_analytics.vocabulary import Scope
from skolemiljo_analytics.wording import say_finding
from skolemiljo_analytics.workflows.documents.framing import Frame, blank_fields

__all__ = [
    "PlanLine",
    "line_of_choice",
    "line_of_item",
    "plan_card",
    "say_background",
    "say_evaluations",
    "say_goals",
    "say_points",
]


@dataclass(frozen=True)
class PlanLine:
    """One decision, from a case or from the page of proposals; texts without pupils' names."""

    problem: str
    action: str
    level: Level
    starts_on: date
    responsible: str
    evaluate_on: date
    expected: str
    heard: str = ""
    objections: str = ""


def line_of_choice(frame: Frame, choice: Choice) -> PlanLine:
    """Return a chosen proposal as a line of the plan; the action in the catalogue's words."""
    action = _of_catalogue(choice.action)
    return PlanLine(
        problem=frame.away(choice.problem),
        action=action.text("title", frame.say.language) if action else choice.action,
        level=action.levels[-1] if action else Level.GROUP,
        starts_on=choice.starts_on,
        responsible=frame.away(choice.responsible),
        evaluate_on=choice.evaluate_on,
        expected=frame.away(choice.expected_change),
    )


def line_of_item(frame: Frame, item: PlanItem) -> PlanLine:
    """Return a decision of a case as a line of a plan."""
    away = frame.away
    return PlanLine(
        problem=away(item.problem),
        action=away(item.action),
        level=item.level,
        starts_on=item.starts_on,
        responsible=away(item.responsible),
        evaluate_on=item.evaluate_on,
        expected=away(item.expected.words),
        heard=away(item.heard),
        objections=away(item.objections),
    )


def say_background(frame: Frame, findings: tuple[Finding, ...]) -> Section:
    """Say which checked findings a plan rests on, or leave room to write."""
    say = frame.say
    points = say_points(frame, findings)
    if not points:
        return Section(
            say("plans.background"), fields=blank_fields(say, "plans.looked_at", lines=4)
        )
    return Section(say("plans.background"), (say("plans.class.checked"),), bullets=points)


def say_points(frame: Frame, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Say patterns of the class; of a group only its kind, since members would be known by it."""
    language = frame.say.language
    texts = [(one, say_finding(one, language)) for one in findings]
    return tuple(
        text.title if one.pupils else f"{text.title}: {text.claim}"
        for one, text in texts
        if one.scope in {Scope.CLASS, Scope.GROUP, Scope.PRACTICE}
    )


def say_goals(frame: Frame, lines: tuple[PlanLine, ...]) -> Section:
    """Say the changes one expects to see, or ask for them."""
    say = frame.say
    goals = tuple(dict.fromkeys(line.expected for line in lines if line.expected))
    if not goals:
        return Section(say("plans.goals"), fields=blank_fields(say, "plans.goals.ask", lines=3))
    return Section(say("plans.goals"), (say("plans.goals.text"),), bullets=goals)


def plan_card(frame: Frame, line: PlanLine, number: int, *, law: bool) -> Card:
    """Write one decision; with `law` under the letters of § 12-4 third paragraph."""
    say, kind = frame.say, "letter" if law else "line"
    lines = (
        (say(f"plans.{kind}.problem"), line.problem),
        (say(f"plans.{kind}.action"), line.action if law else ""),
        (say(f"plans.{kind}.when"), frame.day(line.starts_on)),
        (say(f"plans.{kind}.who"), line.responsible),
        (say(f"plans.{kind}.evaluate"), frame.day(line.evaluate_on)),
        (say("plans.line.level"), say(f"actions.level.{line.level}")),
        (say("plans.line.expected"), line.expected),
        (say("plans.line.heard"), line.heard),
        (say("plans.line.objections"), line.objections),
    )
    title = say("plans.action_n", n=number) if law else f"{number}. {line.action}"
    return Card(title, "", tuple(one for one in lines if one[1]))


def say_evaluations(frame: Frame, evaluations: tuple[Evaluation, ...]) -> Section:
    """Show the plan's three outcomes: those recorded, or to tick."""
    say = frame.say
    if evaluations:
        cards = tuple(
            Card(
                say(f"casework.outcome.{one.outcome}"),
                frame.day(one.day),
                (("", frame.away(one.grounds)), *_next(frame, one)),
            )
            for one in evaluations
        )
        return Section(say("plans.evaluation"), cards=cards)
    ticks = tuple(f"☐ {say(f'casework.outcome.{outcome}')}" for outcome in Outcome)
    fields = blank_fields(say, "plans.evaluated_on", "plans.evaluated_from")
    return Section(say("plans.evaluation"), (say("plans.evaluation.text"), *ticks), fields=fields)


def _next(frame: Frame, one: Evaluation) -> tuple[tuple[str, str], ...]:
    if one.next_on is None:
        return ()
    return ((frame.say("plans.next"), frame.day(one.next_on)),)


def _of_catalogue(action_id: str) -> Action | None:
    """Return an action of the catalogue; None where the school has taken it out since."""
    return next((one for one in load_catalogue().actions if one.id == action_id), None)
