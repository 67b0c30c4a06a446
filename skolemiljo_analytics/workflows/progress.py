"""Use case: how far the adults have come with a class and round, what is next, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_analytics.casework.law import Deadline, Duty, deadlines
from skolemiljo_analytics.vocabulary import Role

if TYPE_CHECKING:
    from skolemiljo_analytics.casework.records import Case
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["Due", "Progress", "Step", "find_progress"]

_SOON = timedelta(days=14)


class Step(StrEnum):
    """The way through a class and round, in order."""

    EXPECT = "expect"  # write what one expects before the map
    SEE = "see"  # open the map
    CHECK = "check"  # read the portrait, mark what was checked
    ANSWER = "answer"  # the fourteen questions
    DECIDE = "decide"  # choose what the adults do


@dataclass(frozen=True)
class Due:
    """A duty of an open case that is late or comes within two weeks.

    `case` is the case's number in the class, from 1; 0 where the decision stands without a case.
    """

    case: int
    deadline: Deadline
    late: bool


@dataclass(frozen=True)
class Progress:
    """How far the adults have come.

    Attributes
    ----------
    done
        Steps taken.
    passed
        Steps it is too late for: what one expects, once the map has been opened.
    due
        What is late or near, in the order of its day.
    open_cases
        How many cases of the class are open.
    """

    done: frozenset[Step]
    passed: frozenset[Step]
    due: tuple[Due, ...]
    open_cases: int

    @property
    def next(self) -> Step | None:
        """The first step not taken and not too late; None when there is none."""
        return next((step for step in Step if step not in self.done | self.passed), None)


def find_progress(
    workspace: Workspace, role: Role, class_id: str, round_key: str, *, today: date
) -> Progress:
    """Return how far the adults have come; nothing is computed for it, so it is quick.

    Raises
    ------
    AccessDeniedError
        If the role may not open the class's cases.
    """
    where = (role, class_id, round_key)
    seen = workspace.map_opened(*where)
    cases = workspace.cases(role, class_id)
    choices = workspace.choices(role, class_id)
    taken = {
        Step.EXPECT: bool(workspace.expectations(*where)),
        Step.SEE: seen,
        Step.CHECK: workspace.any_check(*where),
        Step.ANSWER: any(v.approved for v in workspace.answers(role, class_id)),
        Step.DECIDE: bool(choices) or any(case.plan for case in cases),
    }
    days = [(0, Deadline(Duty.EVALUATE, "12-3", choice.evaluate_on)) for choice in choices]
    return Progress(
        frozenset(step for step, is_taken in taken.items() if is_taken),
        frozenset({Step.EXPECT} if seen and not taken[Step.EXPECT] else ()),
        _due([*days, *_of_cases(cases)], today),
        sum(case.closing is None for case in cases),
    )


def _of_cases(cases: tuple[Case, ...]) -> list[tuple[int, Deadline]]:
    return [
        (number, one)
        for number, case in enumerate(cases, start=1)
        if case.closing is None
        for one in deadlines(case)
    ]


def _due(days: list[tuple[int, Deadline]], today: date) -> tuple[Due, ...]:
    near = [
        Due(number, one, one.is_late(today))
        for number, one in days
        if one.day is not None
        and not one.done
        and one.duty not in {Duty.BARRED, Duty.AUTHORITY}
        and one.day <= today + _SOON
    ]
    return tuple(sorted(near, key=lambda one: one.deadline.day or today))
