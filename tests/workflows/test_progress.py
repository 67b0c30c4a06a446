"""How far one has come: the next step, and what is due, without making a portrait."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from skolemiljo_analytics.casework.expectation import Expectation
from skolemiljo_analytics.casework.law import Duty
from skolemiljo_analytics.casework.questions import Answer, PortraitQuestion
from skolemiljo_analytics.casework.records import (
    Account,
    ExpectedChange,
    Figure,
    LegalTrack,
    PlanItem,
    Source,
)
from skolemiljo_analytics.errors import AccessDeniedError
from skolemiljo_analytics.proposals.records import Check, Level
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.progress import Progress, Step, find_progress
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

TODAY = date(2026, 4, 1)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("progress")
    workspace = open_workspace(root / "data", key_file=root / "keys" / "k", today=TODAY)
    workspace.install_demo(Role.SMT)
    yield workspace
    workspace.close()


def where(demo: Workspace, label: str) -> tuple[Role, str, str]:
    class_id = next(c.class_id for c in demo.classes(Role.SMT) if c.label == label)
    return Role.SMT, class_id, demo.rounds(Role.SMT, class_id)[-1].key


def progress(demo: Workspace, place: tuple[Role, str, str], today: date = TODAY) -> Progress:
    return find_progress(demo, *place, today=today)


def test_the_next_step_follows_what_was_done(demo: Workspace) -> None:
    place = where(demo, "5A")
    role, class_id, key = place
    assert progress(demo, place).next is Step.EXPECT
    now = datetime(2026, 4, 1, tzinfo=UTC)
    demo.expect(role, class_id, Expectation(key, (), (), (), "To grupper.", "Teamet", now))
    assert progress(demo, place).next is Step.SEE
    demo.open_map(role, class_id, key)
    assert progress(demo, place).next is Step.CHECK
    finding = demo.findings(*place)[0]
    demo.check_finding(role, class_id, key, Check(finding.id, "Lærer", TODAY, "Så det"))
    assert progress(demo, place).next is Step.ANSWER
    answers = [Answer(q, "Vi gjør det.") for q in (PortraitQuestion.P5, PortraitQuestion.P9)]
    demo.write_answers(*place, answers=answers, written_by="Teamet")
    assert progress(demo, place).next is Step.ANSWER
    demo.approve_answers(role, class_id, "Leder")
    found = progress(demo, place)
    assert found.next is Step.DECIDE
    assert (found.passed, found.due, found.open_cases) == (frozenset(), (), 0)


def test_what_one_expects_comes_too_late_once_the_map_was_opened(demo: Workspace) -> None:
    place = where(demo, "5B")
    demo.open_map(*place)
    found = progress(demo, place)
    assert Step.EXPECT in found.passed
    assert Step.EXPECT not in found.done
    assert found.next is Step.CHECK


def test_what_is_due_within_two_weeks_or_late_is_told(demo: Workspace) -> None:
    place = where(demo, "7A")
    role, class_id, key = place
    demo.open_case(role, class_id, LegalTrack.CASE, opened_on=TODAY)
    (case,) = demo.cases(role, class_id)
    (report,) = progress(demo, place).due
    assert (report.case, report.deadline.duty, report.late) == (1, Duty.REPORT, False)
    assert progress(demo, place, TODAY + timedelta(days=1)).due[0].late
    demo.tell(role, case, Account("Det ble stille.", "", "", TODAY, Source.PUPIL))
    (case,) = demo.cases(role, class_id)
    change = ExpectedChange(Figure.OBSERVATION, words="Flere på tvers")
    evaluate = TODAY + timedelta(days=30)
    item = PlanItem(
        0, "Få på tvers", "Voksne setter sammen", Level.GROUP, TODAY, "Lærer", evaluate, change,
        "Klassen", round_key=key,
    )  # fmt: skip
    demo.decide(role, case, item)
    assert [d.deadline.duty for d in progress(demo, place).due] == [Duty.REPORT]
    later = progress(demo, place, evaluate - timedelta(days=14))
    assert [d.deadline.duty for d in later.due] == [Duty.REPORT, Duty.EVALUATE]
    assert Step.DECIDE in later.done
    assert later.open_cases == 1


def test_leadership_learns_nothing_of_a_class(demo: Workspace) -> None:
    _, class_id, key = where(demo, "5A")
    with pytest.raises(AccessDeniedError):
        find_progress(demo, Role.LEADERSHIP, class_id, key, today=TODAY)
    for refused in (demo.install_demo, demo.remove_demo):
        with pytest.raises(AccessDeniedError):
            refused(Role.LEADERSHIP)
    with pytest.raises(AccessDeniedError):
        demo.remove_demo(Role.TEACHER)
    assert demo.grades(Role.LEADERSHIP) == (5, 7)
    assert demo.schools(Role.LEADERSHIP)
