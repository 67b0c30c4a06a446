"""One named, versioned policy decides what each role may see of counts and means.

Hidden is a third state beside a number and no data. What is hidden cannot be computed back from
totals, from the mean, from other cells or from other rounds.

References
----------
Methods handbook 6.9; Hundepool et al. (2012), Statistical Disclosure Control, chapter 4,
https://doi.org/10.1002/9781118348239
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from skolemiljo_analytics.trends.recovery import possible_values
from skolemiljo_analytics.vocabulary import Role

__all__ = ["DEFAULT_POLICY", "CountRow", "Policy", "UnitKind", "hide_counts", "pool_over_classes"]


class UnitKind(StrEnum):
    """What a figure is about."""

    CLASS = "class"
    GRADE = "grade"
    SCHOOL = "school"


@dataclass(frozen=True)
class Policy:
    """Who may see figures of what, from how many answers.

    Attributes
    ----------
    name, version
        Printed where the policy is used.
    class_answers
        Fewest answers behind a class figure, for the class's own adults.
    wide_answers
        Fewest answers behind a grade or school figure.
    wide_classes
        Fewest classes behind a grade or school figure, each with `class_answers`: never one class.
    small_count
        Counts from 1 to this are hidden, and counts that leave so few for the rest.
    possibilities
        A hidden count must have at least this many values it could be.
    """

    name: str
    version: str
    class_answers: int = 5
    wide_answers: int = 10
    wide_classes: int = 2
    small_count: int = 2
    possibilities: int = 3

    def units(self, role: Role) -> tuple[UnitKind, ...]:
        """Return what kinds of figures a role may see at all."""
        return {
            Role.TEACHER: (UnitKind.CLASS,),
            Role.LEADERSHIP: (UnitKind.GRADE, UnitKind.SCHOOL),
            Role.SMT: (UnitKind.CLASS, UnitKind.GRADE, UnitKind.SCHOOL),
        }[role]

    def allows(self, kind: UnitKind, *, n_answered: int, n_classes: int) -> bool:
        """Tell whether a figure rests on enough answers, and on enough classes."""
        if kind is UnitKind.CLASS:
            return n_answered >= self.class_answers
        return n_answered >= self.wide_answers and n_classes >= self.wide_classes

    def is_small(self, count: int, total: int) -> bool:
        """Tell whether a count, or what it leaves for the rest, is too small to show.

        All the same answer is too: it tells what everybody answered.
        """
        rest = total - count
        return 0 < count <= self.small_count or 0 < rest <= self.small_count or rest == 0

    def is_small_change(self, count: int, shown_before: int | None) -> bool:
        """Tell whether beside the round before, a count would show that one or two changed."""
        return shown_before is not None and 0 < abs(count - shown_before) <= self.small_count


DEFAULT_POLICY = Policy("skole_streng", "2026.2")


@dataclass(frozen=True)
class CountRow:
    """How many gave each answer in one unit and round, from the lowest answer to the highest.

    `exact_mean` tells whether the mean shown beside it is the mean of these very answers (a scale
    of one item); with several items, counts are of rounded scores and tell the mean only about.
    """

    counts: tuple[int, ...]
    lowest: int = 1
    exact_mean: bool = True

    @property
    def total(self) -> int:
        """Answers in all."""
        return sum(self.counts)


def pool_over_classes(by_class: Sequence[int], policy: Policy = DEFAULT_POLICY) -> int | None:
    """Return the sum of counts over the classes of a school, None where it must be hidden.

    Hidden: a sum from 1 to `policy.small_count`, one that comes from fewer than
    `policy.wide_classes` classes, and any where the school has fewer classes than that. A hidden
    sum may be any number from 1 up, so being hidden tells only that it is not 0.

    Examples
    --------
    >>> pool_over_classes([2, 0, 1]), pool_over_classes([0, 0]), pool_over_classes([7, 0, 0])
    (3, 0, None)
    """
    total, contributing = sum(by_class), sum(count > 0 for count in by_class)
    enough = len(by_class) >= policy.wide_classes
    spread = total > policy.small_count and contributing >= policy.wide_classes
    return total if enough and (total == 0 or spread) else None


def hide_counts(
    row: CountRow, policy: Policy = DEFAULT_POLICY, *, before: Sequence[int | None] | None = None
) -> tuple[bool, ...] | None:
    """Decide which counts of a row to hide, the total and the mean being shown.

    First the small ones, their complements, and those that beside the round before would show a
    change of one or two; then the smallest others, until every hidden count could be at least
    `policy.possibilities` different numbers.

    Parameters
    ----------
    row
        The counts.
    policy
        What is small.
    before
        The counts shown in the round before, None where hidden; or None if there was no round.

    Returns
    -------
    For each count whether it is hidden; None when even all hidden leave too little in doubt beside
    the mean: then the mean must be hidden too.

    References
    ----------
    Hundepool et al. (2012), https://doi.org/10.1002/9781118348239 (secondary suppression)

    Examples
    --------
    >>> hide_counts(CountRow((0, 9, 12, 10, 1)))
    (False, True, False, True, True)
    >>> hide_counts(CountRow((0, 9, 12, 10, 8)))
    (False, False, False, False, False)
    """
    earlier = before if before is not None else [None] * len(row.counts)
    hidden = [
        policy.is_small(count, row.total) or policy.is_small_change(count, shown)
        for count, shown in zip(row.counts, earlier, strict=True)
    ]
    while any(hidden) and not _is_safe(row, hidden, policy):
        if all(hidden):
            return None
        hidden[_next_to_hide(row, hidden)] = True
    return tuple(hidden)


def _next_to_hide(row: CountRow, hidden: Sequence[bool]) -> int:
    """Return the smallest shown count (answered by somebody first); ties from the lowest answer."""
    shown = [at for at, away in enumerate(hidden) if not away]
    return min(shown, key=lambda at: (row.counts[at] == 0, row.counts[at], at))


def _is_safe(row: CountRow, hidden: Sequence[bool], policy: Policy) -> bool:
    found = possible_values(row.counts, hidden, lowest=row.lowest, exact_mean=row.exact_mean)
    return all(len(values) >= policy.possibilities for values in found.values())
