"""`OverviewDesk`: what waits at a school, for those who lead it: counts only, never which class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from skolemiljo_analytics.casework.law import count_overdue
from skolemiljo_analytics.casework.records import Case
from skolemiljo_analytics.casework.steps import waits_for_the_affected
from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.trends.disclosure import DEFAULT_POLICY, pool_over_classes
from skolemiljo_analytics.vocabulary import Reason, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.year_desk import YearDesk

__all__ = ["OverviewDesk", "Waiting"]


@dataclass(frozen=True)
class Waiting:
    """What waits at one school.

    Attributes
    ----------
    overdue
        Evaluations of what was decided in open cases whose day has passed.
    affected
        Open cases (§§ 12-4, 12-5) in which something is decided and nobody has gone back to the
        one it concerns.
    policy
        Name and version of the disclosure policy that decided what is hidden.
    """

    overdue: Reading
    affected: Reading
    policy: str


class OverviewDesk(YearDesk):
    """Counts what waits over the classes of a school."""

    def waiting(
        self, role: Role | Viewer, school_id: str | None = None, *, today: date | None = None
    ) -> Waiting:
        """Return how much waits at a school, or that it is hidden.

        Counts of 1 and 2 are hidden, and those that come from one class alone; nothing tells of
        which class, case or pupil they are.

        Raises
        ------
        AccessDeniedError
            If the role may not fetch it.
        StoreError
            If it is not clear for which school.
        """
        self.policy.require(role, Fetch.WAITING)
        school = self.school(role, school_id)
        with self._store.read() as work:
            classes = work.people.classes(school.school_id) if school else ()
            cases = {one.class_id: work.cases.cases(one.class_id) for one in classes}
        day = today or self.today
        return Waiting(
            _shown([sum(count_overdue(c, day) for c in found) for found in cases.values()]),
            _shown([_affected(found) for found in cases.values()]),
            f"{DEFAULT_POLICY.name} {DEFAULT_POLICY.version}",
        )


def _affected(cases: tuple[Case, ...]) -> int:
    return sum(map(waits_for_the_affected, cases))


def _shown(by_class: list[int]) -> Reading:
    """Return the sum over classes, or that it is hidden."""
    total = pool_over_classes(by_class)
    if total is None:
        return Reading.missing(Reason.DISCLOSURE)
    return Reading.known(total, n_asked=0, n_answered=0)
