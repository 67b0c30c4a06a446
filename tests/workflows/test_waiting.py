"""What waits at a school, as leadership may see it: counts, and nothing that points to a class."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Closing,
    Evaluation,
    ExpectedChange,
    Figure,
    LegalTrack,
    Outcome,
    PlanItem,
    Source,
)
from skolemiljo_analytics.doubt.reading import ReadingStatus
from skolemiljo_analytics.errors import AccessDeniedError
from skolemiljo_analytics.proposals.records import Level
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.access import Viewer
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

OPENED, EVALUATE, TODAY = date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 1)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Workspace]:
    space = open_workspace(tmp_path / "data", key_file=tmp_path / "k.key", today=TODAY)
    space.install_demo(Role.SMT)
    yield space
    space.close()


def decide(
    space: Workspace, class_id: str, *, track: LegalTrack = LegalTrack.CASE, day: date = EVALUATE
) -> str:
    """Open a case with one decision that is to be evaluated; return its id."""
    case_id = space.open_case(Role.SMT, class_id, track, opened_on=OPENED, reported_on=OPENED)
    told = Account("Det ble stille.", "", "", OPENED, Source.PUPIL)
    space.tell(Role.SMT, _case(space, class_id, case_id), told)
    change = ExpectedChange(Figure.OBSERVATION, words="Flere på tvers")
    item = PlanItem(0, "p", "a", Level.GROUP, OPENED, "Lærer", day, change, "Klassen")
    space.decide(Role.SMT, _case(space, class_id, case_id), item)
    return case_id


def _case(space: Workspace, class_id: str, case_id: str):
    return next(c for c in space.cases(Role.SMT, class_id) if c.id == case_id)


def shown(space: Workspace) -> tuple[float | None, float | None]:
    found = space.waiting(Role.LEADERSHIP)
    for one in (found.overdue, found.affected):
        assert (one.status is ReadingStatus.HIDDEN) == (one.value is None)
    return found.overdue.value, found.affected.value


def test_nothing_waits_where_nothing_is_decided(demo: Workspace) -> None:
    assert shown(demo) == (0, 0)
    demo.open_case(Role.SMT, "7A", LegalTrack.CASE, opened_on=OPENED)
    assert shown(demo) == (0, 0)


def test_few_and_what_is_of_one_class_is_hidden(demo: Workspace) -> None:
    decide(demo, "7A")
    assert shown(demo) == (None, None)
    for _ in range(3):
        decide(demo, "7A")
    assert shown(demo) == (None, None)  # four, all of one class
    decide(demo, "7B")
    assert shown(demo) == (5, 5)


def test_what_is_evaluated_talked_about_closed_or_preventive_does_not_wait(
    demo: Workspace,
) -> None:
    ids = [(klass, decide(demo, klass)) for klass in ("5A", "7A", "7A", "7B")]
    decide(demo, "7C", track=LegalTrack.PREVENTIVE)  # its evaluation is late; nobody to go back to
    decide(demo, "7C", day=TODAY)  # not late yet
    assert shown(demo) == (5, 5)
    klass, first = ids[0]
    good = Evaluation(TODAY, Outcome.RESTORED_CLOSED, "Samtale")
    demo.evaluate(Role.SMT, _case(demo, klass, first), good)
    assert shown(demo) == (4, 5)
    back = BackToAffected(demo.roster(Role.SMT, klass).ids[0], TODAY, "Bedre", "")
    demo.go_back(Role.SMT, _case(demo, klass, first), back)
    assert shown(demo) == (4, 4)
    demo.close_case(Role.SMT, _case(demo, klass, first), Closing(TODAY, "Enige"))
    assert shown(demo) == (4, 4)


def test_a_day_set_for_the_next_evaluation_waits_too(demo: Workspace) -> None:
    for klass in ("7A", "7B", "7C"):
        case_id = decide(demo, klass)
        again = Evaluation(EVALUATE, Outcome.RESTORED_CONTINUED, "g", (), date(2026, 3, 30))
        demo.evaluate(Role.SMT, _case(demo, klass, case_id), again)
    assert shown(demo)[0] == 3


def test_teachers_and_leaders_of_other_schools_are_told_nothing(demo: Workspace) -> None:
    with pytest.raises(AccessDeniedError):
        demo.waiting(Role.TEACHER)
    decide(demo, "7A")
    elsewhere = Viewer(Role.LEADERSHIP, schools=frozenset())
    found = demo.waiting(elsewhere)
    assert (found.overdue.value, found.affected.value) == (None, None)
    assert "skole_streng" in found.policy
