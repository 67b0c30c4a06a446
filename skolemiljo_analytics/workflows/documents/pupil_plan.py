"""*Tiltaksplan (aktivitetsplan)* (§ 12-4): letters a-e, with the school's own parts.

It refers to the class's plan by number, and never stands in for it. Only the pupil it is about may
be named in it.

References
----------
Domain handbook 2.3; opplæringslova § 12-4, https://lovdata.no/lov/2023-06-09-30/§12-4
"""

from __future__ import annotations

from skolemiljo_analytics.casework.law import Duty, deadlines
from skolemiljo_analytics.casework.records import Case, LegalTrack
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.views.documents.content import Card, Document, Field, Section
from skolemiljo_analytics.wording.casework import say_closed_despite, say_deadline, say_paragraph
from skolemiljo_analytics.workflows.documents.class_plan import class_plan_number
from skolemiljo_analytics.workflows.documents.framing import (
    Frame,
    blank_fields,
    document_number,
    frame_document,
)
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind
from skolemiljo_analytics.workflows.documents.plan_parts import (
    PlanLine,
    line_of_item,
    plan_card,
    say_evaluations,
    say_goals,
    say_points,
)

__all__ = ["pupil_plan"]


def pupil_plan(
    frame: Frame, case: Case, *, pupil: str, findings: tuple[Finding, ...], backs_shown: bool
) -> Document:
    """Write a pupil's plan after § 12-4: letters a-e, and the school's own parts.

    Parameters
    ----------
    frame
        Where and when; its filter takes out every other pupil's name.
    case
        The case; `backs` only where the reader may see step 4.
    pupil
        The pupil's name where somebody asked for it, else "".
    findings
        Checked findings the plan rests on, about class and groups.
    backs_shown
        Whether the reader may see step 4.

    Raises
    ------
    CaseRefusedError
        If the case is preventive: its decisions belong in the class's plan.
    """
    if case.track is LegalTrack.PREVENTIVE:
        raise CaseRefusedError("no_pupil_plan")
    say = frame.say
    items = tuple(line_of_item(frame, item) for item in case.plan)
    sections = (
        Section(say("plans.about"), _pupil_about(frame, case), fields=_who(frame, case, pupil)),
        _told(frame, case, findings),
        _own_word(frame, case, backs_shown),
        say_goals(frame, items),
        _letters(frame, items),
        say_evaluations(frame, case.evaluations),
        _duties(frame, case),
        Section(say("plans.onward"), (say("plans.pupil.appeal"),)),
        Section(say("plans.signed"), fields=blank_fields(say, "plans.made_by", "plans.gone_over")),
    )
    extra = (
        ("number", document_number("TP", case.id)),
        ("linked", say("plans.linked", number=class_plan_number(case.class_id, frame))),
    )
    return frame_document(frame, DocumentKind.PUPIL_PLAN, sections, extra=extra)


def _pupil_about(frame: Frame, case: Case) -> tuple[str, ...]:
    keys = ["plans.pupil.about", "plans.pupil.not_instead"]
    if case.track is LegalTrack.SHARPENED:
        keys.append("plans.pupil.sharpened")
    return tuple(frame.say(key) for key in keys)


def _who(frame: Frame, case: Case, pupil: str) -> tuple[Field, ...]:
    say = frame.say
    told = frame.day(case.reported_on) if case.reported_on else ""
    return (
        Field(say("plans.pupil.name"), pupil),
        Field(say("plans.pupil.opened"), frame.day(case.opened_on)),
        Field(say("plans.pupil.reported"), told),
    )


def _told(frame: Frame, case: Case, findings: tuple[Finding, ...]) -> Section:
    say, away = frame.say, frame.away
    cards = tuple(
        Card(
            frame.day(one.day),
            say(f"casework.source.{one.source}"),
            tuple(
                (say(f"plans.told.{part}"), away(text))
                for part, text in (
                    ("happened", one.happened),
                    ("said", one.said),
                    ("reacted", one.reacted),
                )
                if text
            ),
        )
        for one in case.accounts
    )
    points = say_points(frame, findings)
    blank = () if cards or points else blank_fields(say, "plans.looked_at", lines=4)
    return Section(
        say("plans.background"),
        (say("plans.pupil.background"),),
        bullets=points,
        cards=cards,
        fields=blank,
    )


def _own_word(frame: Frame, case: Case, shown: bool) -> Section:
    """Say how the pupil has it; only where the reader may see step 4."""
    say, away = frame.say, frame.away
    heading = say("plans.own_word")
    if not shown and case.back_days:
        return Section(heading, (say("plans.own_word.apart"),))
    if not case.backs:
        fields = blank_fields(say, "plans.own_word.experience", "plans.own_word.wishes", lines=3)
        return Section(heading, (say("plans.own_word.text"),), fields=fields)
    cards = tuple(
        Card(
            frame.day(one.day),
            "",
            tuple(
                (say(f"plans.own_word.{part}"), away(getattr(one, part)))
                for part in ("experience", "wishes", "agreed")
                if getattr(one, part)
            ),
        )
        for one in case.backs
    )
    return Section(heading, (say("plans.own_word.text"),), cards=cards)


def _letters(frame: Frame, items: tuple[PlanLine, ...]) -> Section:
    say = frame.say
    if items:
        cards = tuple(
            plan_card(frame, line, number, law=True) for number, line in enumerate(items, 1)
        )
        return Section(say("plans.actions"), (say("plans.pupil.actions"),), cards=cards)
    letters = ("problem", "action", "when", "who", "evaluate")
    fields = blank_fields(say, *(f"plans.letter.{letter}" for letter in letters), lines=2)
    text = (say("plans.pupil.actions"), say("plans.pupil.none_yet"))
    return Section(say("plans.actions"), text, fields=fields)


def _duties(frame: Frame, case: Case) -> Section:
    """List the duties with their days, and what was left when the case was closed.

    When liability is barred is not for a plan.
    """
    lines = tuple(
        f"{say_deadline(one, frame.say.language)} ({say_paragraph(one, frame.say.language)})"
        for one in deadlines(case)
        if one.duty is not Duty.BARRED
    )
    left = frame.away(say_closed_despite(case, frame.say.language))
    return Section(frame.say("plans.duties"), bullets=(*lines, *([left] if left else [])))
