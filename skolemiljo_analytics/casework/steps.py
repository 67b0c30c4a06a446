"""How far a case has come along the five steps, and what is next; the levels its plan works on.

References
----------
Domain handbook 1.2 (the steps), 6.2 (levels: never the individual alone).
"""

from __future__ import annotations

from enum import StrEnum

from skolemiljo_analytics.casework.records import (
    Account,
    Case,
    Evaluation,
    LegalTrack,
    Outcome,
    PlanItem,
    Stage,
)
from skolemiljo_analytics.proposals.records import Level

__all__ = [
    "CaseStep",
    "levels_of",
    "next_step",
    "only_individual",
    "stage_after",
    "steps_taken",
    "waits_for_the_affected",
]

_STAGES = tuple(Stage)
_STAGE_OF: dict[type[object], Stage] = {
    Account: Stage.INQUIRY,
    PlanItem: Stage.FOLLOW_UP,
    Evaluation: Stage.ONWARD,
}


class CaseStep(StrEnum):
    """One of the five steps."""

    TOLD = "told"
    LOOK = "look"
    DECIDED = "decided"
    BACK = "back"
    FOLLOW_UP = "follow_up"


def steps_taken(case: Case, *, looked: bool) -> frozenset[CaseStep]:
    """Return the steps something is recorded of.

    Parameters
    ----------
    case
        The case.
    looked
        Whether the adults have looked at the class: parentheses, or answers to the questions.

    Examples
    --------
    >>> from datetime import date
    >>> from skolemiljo_analytics.casework.records import LegalTrack
    >>> case = Case("c", "7A", date(2026, 1, 5), LegalTrack.CASE)
    >>> [str(step) for step in steps_taken(case, looked=True)]
    ['look']
    """
    taken = {
        CaseStep.TOLD: bool(case.accounts),
        CaseStep.LOOK: looked,
        CaseStep.DECIDED: bool(case.plan),
        CaseStep.BACK: bool(case.back_days),
        CaseStep.FOLLOW_UP: bool(case.evaluations),
    }
    return frozenset(step for step, is_taken in taken.items() if is_taken)


def next_step(case: Case, *, looked: bool) -> CaseStep | None:
    """Return the step to take now; None when the case is closed.

    After an evaluation that calls for new actions the way goes back to deciding, until something
    is decided that starts after it.
    """
    if case.closing is not None:
        return None
    if _calls_for_new(case):
        return CaseStep.DECIDED
    taken = steps_taken(case, looked=looked)
    return next((step for step in CaseStep if step not in taken), CaseStep.FOLLOW_UP)


def _calls_for_new(case: Case) -> bool:
    if not case.evaluations or case.evaluations[-1].outcome is not Outcome.NOT_RESTORED:
        return False
    return not any(item.starts_on >= case.evaluations[-1].day for item in case.plan)


def waits_for_the_affected(case: Case) -> bool:
    """Tell whether step 4 is what an open case waits for: decided, and nobody has gone back.

    A preventive case has nobody it is directly about, and waits for no one.
    """
    concerns = case.track is not LegalTrack.PREVENTIVE
    return concerns and case.closing is None and bool(case.plan) and not case.back_days


def levels_of(case: Case) -> tuple[Level, ...]:
    """Return the levels the plan works on, the system first."""
    there = {item.level for item in case.plan}
    return tuple(level for level in reversed(Level) if level in there)


def only_individual(case: Case) -> bool:
    """Tell whether all that is decided works with one pupil and nothing with the group."""
    return levels_of(case) == (Level.INDIVIDUAL,)


def stage_after(case: Case, part: object) -> Stage:
    """Return the school's stage of a case once this is written in it; it never goes back by itself.

    Something told begins the inquiry, a decision the follow-up, an evaluation the way onward.
    """
    reached = _STAGE_OF.get(type(part), case.stage)
    return max(case.stage, reached, key=_STAGES.index)
