"""Sheets for those outside the team: group patterns above the limits, and what the adults will do.

A pattern may stand there only when an adult has checked it, enough have answered for a figure to
leave the house, it is more than a possibility, and its sentence holds no number and points to
nobody. The list of such sentences is closed: a new finding is not told before somebody has written
what may be said of it.

References
----------
Domain handbook 3.5, 3.6 and 7 (rows 13 and 34).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.trends.disclosure import DEFAULT_POLICY, Policy
from skolemiljo_analytics.views.documents.content import Document, Layout, Section
from skolemiljo_analytics.vocabulary import FindingCode, Scope, Strength
from skolemiljo_analytics.workflows.documents.framing import Frame, blank_fields, frame_document
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind
from skolemiljo_analytics.workflows.documents.plan_parts import PlanLine

__all__ = ["TELLABLE", "class_sheet", "parents_sheet", "patterns_to_tell"]

TELLABLE = (
    FindingCode.RESOURCE_MUTUAL,
    FindingCode.RESOURCE_BRIDGES,
    FindingCode.RESOURCE_OPEN_GROUPS,
    FindingCode.ORDINARY_CLASS,
    FindingCode.SPLIT_GROUPINGS,
    FindingCode.GENDER_SPLIT,
    FindingCode.LOW_SCALE,
    FindingCode.LOW_ANSWER_RATE,
)
"""What may be told outside the team, in the order it is told: what works first."""

_FIRM = frozenset({None, Strength.CLEAR, Strength.PROBABLE})


def patterns_to_tell(
    checked: Iterable[Finding],
    *,
    policy: Policy = DEFAULT_POLICY,
    left_out: Collection[str] = (),
) -> tuple[FindingCode, ...]:
    """Return the patterns that may leave the team, each once, in the order of `TELLABLE`.

    Parameters
    ----------
    checked
        Findings an adult has checked and found to hold.
    policy
        From how many answers a figure may leave the house (`Policy.wide_answers`).
    left_out
        Codes the adults do not want to tell.
    """
    found = {
        one.code
        for one in checked
        if one.scope is Scope.CLASS
        and not one.pupils
        and one.strength in _FIRM
        and one.doubt.n_answered >= policy.wide_answers
    }
    return tuple(code for code in TELLABLE if code in found and code not in left_out)


def parents_sheet(
    frame: Frame, patterns: tuple[FindingCode, ...], lines: tuple[PlanLine, ...]
) -> Document:
    """Write the sheet for a parents' meeting."""
    say = frame.say
    sections = (
        Section(say("sheets.parents.why"), (say("sheets.parents.why.text"),)),
        _patterns(frame, "parents", patterns),
        _adults_do(frame, "parents", lines),
        Section(say("sheets.parents.you"), bullets=_points(frame, "sheets.parents.you", 4)),
        Section(say("sheets.parents.child"), (say("sheets.parents.child.text"),)),
        Section(say("sheets.parents.not"), (say("sheets.parents.not.text"),)),
    )
    return frame_document(frame, DocumentKind.PARENTS_SHEET, sections, layout=Layout.LETTER)


def class_sheet(
    frame: Frame, patterns: tuple[FindingCode, ...], lines: tuple[PlanLine, ...]
) -> Document:
    """Write the sheet for the class and the pupils' council."""
    say = frame.say
    sections = (
        Section(say("sheets.class.thanks"), (say("sheets.class.thanks.text"),)),
        _patterns(frame, "class", patterns),
        _adults_do(frame, "class", lines),
        Section(say("sheets.class.you"), bullets=_points(frame, "sheets.class.you", 3)),
        Section(
            say("sheets.class.council"),
            (say("sheets.class.council.text"),),
            bullets=_points(frame, "sheets.class.council", 4),
        ),
        Section(say("sheets.class.talk"), (say("sheets.class.talk.text"),)),
    )
    return frame_document(frame, DocumentKind.CLASS_SHEET, sections, layout=Layout.LETTER)


def _patterns(frame: Frame, reader: str, patterns: tuple[FindingCode, ...]) -> Section:
    say = frame.say
    heading = say(f"sheets.{reader}.patterns")
    if not patterns:
        return Section(heading, (say(f"sheets.{reader}.nothing"),))
    told = tuple(say(f"sheets.{reader}.pattern.{code}") for code in patterns)
    return Section(heading, bullets=told)


def _adults_do(frame: Frame, reader: str, lines: tuple[PlanLine, ...]) -> Section:
    """List what is decided for the group by its name alone: why stays with the adults."""
    say = frame.say
    heading = say(f"sheets.{reader}.adults")
    if not lines:
        return Section(heading, fields=blank_fields(say, "sheets.adults.ask", lines=4))
    told = tuple(
        say("sheets.adults.line", action=line.action.rstrip("."), day=frame.day(line.evaluate_on))
        for line in lines
    )
    return Section(heading, (say(f"sheets.{reader}.adults.text"),), bullets=told)


def _points(frame: Frame, key: str, n: int) -> tuple[str, ...]:
    return tuple(frame.say(f"{key}.{number}") for number in range(1, n + 1))
