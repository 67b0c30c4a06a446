"""Use case: survey scales over time for one school, as far as one viewer may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.store import ClassInfo, RoundInfo, Store, Work
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.access import Viewer

if TYPE_CHECKING:
    from skolemiljo_analytics.trends.series import ClassRound, Series

__all__ = ["find_series"]


def find_series(
    store: Store,
    viewer: Viewer,
    school_id: str,
    *,
    grade: int | None = None,
    class_id: str | None = None,
) -> tuple[Series, ...]:
    """Return the series of one school that the viewer's role may see.

    What is hidden is decided from all classes of the school, and only then is one grade or class
    picked out: otherwise the choice itself would tell what is hidden. A teacher's figures rest on
    the teacher's own classes alone.
    """
    from skolemiljo_analytics.trends.disclosure import UnitKind
    from skolemiljo_analytics.trends.series import school_series

    with store.read() as work:
        rounds = _class_rounds(work, viewer, school_id)
    series = school_series(rounds, role=viewer.role)
    if grade is not None:
        series = tuple(s for s in series if (s.kind, s.unit) == (UnitKind.GRADE, str(grade)))
    if class_id is not None:
        series = tuple(s for s in series if (s.kind, s.unit) == (UnitKind.CLASS, class_id))
    return series


def _class_rounds(work: Work, viewer: Viewer, school_id: str) -> list[ClassRound]:
    return [
        _class_round(work, one, held)
        for one in work.people.classes(school_id)
        if viewer.role is not Role.TEACHER or viewer.owns(one.class_id)
        for held in work.rounds.infos(one.class_id)
    ]


def _class_round(work: Work, one: ClassInfo, held: RoundInfo) -> ClassRound:
    """Score a round from its answers, or from what was kept when they were deleted."""
    from skolemiljo_analytics.trends.series import ClassRound, score_class_round

    if held.answers_deleted_on is None:
        answers = work.rounds.read(one.class_id, held.key)
        return score_class_round(work.people.roster(one.class_id), answers, one.grade)
    scores = work.rounds.kept_scores(one.class_id, held.key)
    return ClassRound(one.class_id, one.grade, held.key, held.held_on, scores)
