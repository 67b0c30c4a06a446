"""*Klassetiltaksplan* (§ 12-3): what the adults do with the group; no pupil is named in it.

It never stands in for a pupil's own plan after § 12-4, and does not list those.

References
----------
Domain handbook 2.3; opplæringslova § 12-3, https://lovdata.no/lov/2023-06-09-30/§12-3
"""

from __future__ import annotations

from collections.abc import Iterable

from skolemiljo_analytics.casework.records import Case, Evaluation, LegalTrack
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.proposals.records import Choice, Level
from skolemiljo_analytics.views.documents.content import Document, Section, Table
from skolemiljo_analytics.workflows.documents.framing import (
    Frame,
    blank_fields,
    document_number,
    frame_document,
)
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind
from skolemiljo_analytics.workflows.documents.plan_parts import (
    PlanLine,
    line_of_choice,
    line_of_item,
    plan_card,
    say_background,
    say_evaluations,
    say_goals,
)

__all__ = ["class_plan", "class_plan_number", "lines_of_class"]

_ROOM_FOR = 3  # empty rows in a plan nobody has decided anything for


def class_plan_number(class_id: str, frame: Frame) -> str:
    """Return the number of a class's plan for the school year of `frame`."""
    first = frame.delete_on.year - 1
    return document_number("KTP", class_id, str(first))


def lines_of_class(
    frame: Frame, choices: Iterable[Choice], cases: Iterable[Case]
) -> tuple[PlanLine, ...]:
    """Return what the adults have decided to do with the group, by the day it starts.

    From chosen proposals and preventive cases; what is for one pupil alone belongs in that pupil's
    own plan.
    """
    found = [line_of_choice(frame, one) for one in choices]
    for case in cases:
        if case.track is LegalTrack.PREVENTIVE and case.closing is None:
            found += [line_of_item(frame, item) for item in case.plan]
    wide = [line for line in found if line.level is not Level.INDIVIDUAL]
    return tuple(sorted(wide, key=lambda line: line.starts_on))


def class_plan(
    frame: Frame,
    class_id: str,
    lines: tuple[PlanLine, ...],
    *,
    findings: tuple[Finding, ...],
    evaluations: tuple[Evaluation, ...],
) -> Document:
    """Write a class's plan.

    Parameters
    ----------
    frame
        Where and when.
    class_id
        Whose plan; its number follows from it and the school year.
    lines
        From `lines_of_class`; without any, rows to write in.
    findings
        Those an adult has checked and found to hold.
    evaluations
        Of preventive cases.
    """
    say = frame.say
    sections = (
        Section(say("plans.about"), (say("plans.class.about"), say("plans.class.not_instead"))),
        say_background(frame, findings),
        say_goals(frame, lines),
        _overview(frame, lines),
        *_class_cards(frame, lines),
        say_evaluations(frame, evaluations),
        Section(
            say("plans.signed"), fields=blank_fields(say, "plans.made_by", "plans.approved_by")
        ),
    )
    number = ("number", class_plan_number(class_id, frame))
    return frame_document(frame, DocumentKind.CLASS_PLAN, sections, extra=(number,))


def _overview(frame: Frame, lines: tuple[PlanLine, ...]) -> Section:
    say = frame.say
    header = tuple(say(f"plans.column.{key}") for key in ("action", "when", "who", "evaluate"))
    rows = tuple(
        (line.action, frame.day(line.starts_on), line.responsible, frame.day(line.evaluate_on))
        for line in lines
    )
    blank = (("",) * len(header),) * _ROOM_FOR
    table = Table(say("plans.column.caption"), header, rows or blank, (2.4, 1.1, 1.2, 1.1))
    return Section(say("plans.actions"), (say("plans.class.actions"),), table=table)


def _class_cards(frame: Frame, lines: tuple[PlanLine, ...]) -> tuple[Section, ...]:
    if not lines:
        return ()
    cards = tuple(plan_card(frame, line, number, law=False) for number, line in enumerate(lines, 1))
    return (Section(frame.say("plans.why"), cards=cards),)
