"""The five steps through the workspace: locked, restricted, versioned, on what is checked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from skolemiljo_analytics.casework.expectation import Expectation
from skolemiljo_analytics.casework.questions import Answer, PortraitQuestion
from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Case,
    Closing,
    Evaluation,
    ExpectedChange,
    Figure,
    LegalTrack,
    Outcome,
    PlanItem,
    Source,
    Stage,
)
from skolemiljo_analytics.errors import (
    AccessDeniedError,
    CaseRefusedError,
    StoreError,
    UncheckedFindingError,
)
from skolemiljo_analytics.proposals.records import Check, Level
from skolemiljo_analytics.vocabulary import PupilId, Role
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

TODAY = date(2026, 4, 1)
ROUND = "2025-10"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("cases")
    workspace = open_workspace(root / "data", key_file=root / "keys" / "k", today=TODAY)
    workspace.install_demo(Role.SMT)
    yield workspace
    workspace.close()


@pytest.fixture(params=["5A"])
def class_id(demo: Workspace, request: pytest.FixtureRequest) -> str:
    return next(c.class_id for c in demo.classes(Role.SMT) if c.label == request.param)


@pytest.fixture
def other(demo: Workspace) -> str:
    return next(c.class_id for c in demo.classes(Role.SMT) if c.label == "5B")


def newest(demo: Workspace, class_id: str) -> str:
    return demo.rounds(Role.SMT, class_id)[-1].key


def expectation(round_key: str, *pupils: PupilId) -> Expectation:
    long_ago = datetime(2000, 1, 1, tzinfo=UTC)
    return Expectation(round_key, (pupils,), (), pupils[:1], "Vi tror det.", "To lærere", long_ago)


# -- before the map --------------------------------------------------------------------------------


def test_an_expectation_is_locked_with_the_stores_own_time(demo: Workspace, class_id: str) -> None:
    key = newest(demo, class_id)
    pupils = demo.roster(Role.SMT, class_id).ids[:3]
    assert not demo.map_opened(Role.TEACHER, class_id, key)
    first = demo.expect(Role.TEACHER, class_id, expectation(key, *pupils))
    assert first.locked_at.year > 2000
    assert not first.map_seen
    demo.open_map(Role.TEACHER, class_id, key)
    demo.open_map(Role.TEACHER, class_id, key)
    second = demo.expect(Role.SMT, class_id, replace(expectation(key, *pupils), map_seen=False))
    assert second.map_seen
    assert demo.expectations(Role.SMT, class_id, key) == (first, second)
    assert demo.expectations(Role.SMT, class_id, "1999-01") == ()
    noted = [e for e in demo.audit(Role.SMT) if e.action == f"map:{key}"]
    assert len(noted) == 1
    assert demo.surprises(Role.SMT, class_id, first).questions


def test_an_expectation_names_pupils_of_the_class_only(demo: Workspace, class_id: str) -> None:
    key = newest(demo, class_id)
    with pytest.raises(CaseRefusedError, match="unknown_pupil"):
        demo.expect(Role.TEACHER, class_id, expectation(key, PupilId("somebody")))


def test_an_erased_pupil_is_taken_out_of_what_was_expected(demo: Workspace) -> None:
    class_id = next(c.class_id for c in demo.classes(Role.SMT) if c.label == "7C")
    key = newest(demo, class_id)
    gone, stays = demo.roster(Role.SMT, class_id).ids[:2]
    demo.expect(Role.SMT, class_id, expectation(key, gone, stays))
    demo.put_in_brackets(Role.SMT, class_id, [gone, stays])
    demo.erase_pupil(Role.SMT, class_id, gone)
    (left,) = demo.expectations(Role.SMT, class_id, key)
    assert left.groupings == ((stays,),)
    assert left.decides == ()
    assert [b.pupil for b in demo.brackets(Role.SMT, class_id)] == [stays]


# -- parentheses -----------------------------------------------------------------------------------


def test_parentheses_keep_their_day_and_give_a_comparison(demo: Workspace, class_id: str) -> None:
    key = newest(demo, class_id)
    with pytest.raises(CaseRefusedError, match="nobody_bracketed"):
        demo.without_bracketed(Role.TEACHER, class_id, key)
    first, second = demo.roster(Role.SMT, class_id).ids[:2]
    demo.put_in_brackets(Role.TEACHER, class_id, [first])
    demo.put_in_brackets(Role.TEACHER, class_id, [second, first])
    assert [b.pupil for b in demo.brackets(Role.TEACHER, class_id)] == [first, second]
    assert {b.since for b in demo.brackets(Role.TEACHER, class_id)} == {TODAY}
    found = demo.without_bracketed(Role.TEACHER, class_id, key)
    assert found.n_bracketed == 2
    assert found.figures
    with pytest.raises(CaseRefusedError, match="unknown_pupil"):
        demo.put_in_brackets(Role.SMT, class_id, [PupilId("nobody")])
    everybody = demo.roster(Role.SMT, class_id).ids
    demo.put_in_brackets(Role.SMT, class_id, everybody)
    with pytest.raises(CaseRefusedError, match="too_few_left"):
        demo.without_bracketed(Role.SMT, class_id, key)
    demo.put_in_brackets(Role.SMT, class_id, [])


def test_a_pupil_in_parentheses_has_no_name_on_the_map(demo: Workspace, other: str) -> None:
    from skolemiljo_analytics.vocabulary import Language
    from skolemiljo_analytics.workflows.class_map import map_of_class, place_in_round

    key = newest(demo, other)
    where = (Role.TEACHER, other, key)
    layout = place_in_round(demo, *where, language=Language.NB)
    pupil = demo.graph(*where).pupils[0]
    name = demo.names(Role.TEACHER, other).short(pupil)
    assert name in {p["label"] for p in map_of_class(demo, *where, layout=layout)["pupils"]}
    demo.put_in_brackets(Role.TEACHER, other, [pupil])
    shown = {p["id"]: p["label"] for p in map_of_class(demo, *where, layout=layout)["pupils"]}
    assert shown[pupil] == "( )"
    assert name not in shown.values()
    demo.put_in_brackets(Role.TEACHER, other, [])


# -- the fourteen questions ------------------------------------------------------------------------


def test_an_approved_version_is_never_changed(demo: Workspace, class_id: str) -> None:
    key = newest(demo, class_id)
    text = Answer(PortraitQuestion.P1, "To grupper som sjelden møtes.")
    own = [Answer(q, "Vi vil begynne timene likt.") for q in (PortraitQuestion.P5, "p9")]
    with pytest.raises(CaseRefusedError, match="no_draft"):
        demo.approve_answers(Role.SMT, class_id, "Leder")
    draft = demo.write_answers(
        Role.TEACHER, class_id, key, answers=[text, Answer(PortraitQuestion.P2)], written_by="Team"
    )
    assert draft.answers == (text,)
    assert not draft.complete
    approved = demo.approve_answers(Role.SMT, class_id, "Leder")
    assert approved.approved
    assert not approved.complete
    answers = [text, *(replace(a, question=PortraitQuestion(a.question)) for a in own)]
    second = demo.write_answers(Role.TEACHER, class_id, key, answers=answers, written_by="Team")
    again = demo.write_answers(Role.TEACHER, class_id, key, answers=answers, written_by="Flere")
    assert (second.number, again.number) == (2, 2)
    assert again.complete
    assert demo.answers(Role.SMT, class_id) == (approved, again)
    with (
        pytest.raises(StoreError, match="approved"),
        demo._store.work() as work,
    ):
        work.cases.save_answers(class_id, replace(approved, written_by="noen"))


def test_what_another_adult_has_written_since_is_not_written_over_or_approved_unread(
    demo: Workspace, other: str
) -> None:
    key = newest(demo, other)
    first, second = Answer(PortraitQuestion.P1, "To grupper."), Answer(PortraitQuestion.P2, "Ro.")
    seen = demo.write_answers(Role.SMT, other, key, answers=[first], written_by="Team")
    theirs = replace(first, adults="Tre grupper.")
    demo.write_answers(Role.TEACHER, other, key, answers=[theirs], written_by="Lærer", seen=seen)
    mine = replace(first, adults="Fire grupper.")
    for answers in ([mine], []):
        with pytest.raises(CaseRefusedError, match="written_meanwhile"):
            demo.write_answers(Role.SMT, other, key, answers=answers, written_by="Team", seen=seen)
    with pytest.raises(CaseRefusedError, match="written_meanwhile"):
        demo.approve_answers(Role.SMT, other, "Leder", seen=seen)
    now = demo.write_answers(
        Role.SMT, other, key, answers=[theirs, second], written_by="Team", seen=seen
    )
    assert now.answers == (theirs, second), "another question is in nobody's way"
    assert demo.approve_answers(Role.SMT, other, "Leder", seen=now).approved


# -- cases -----------------------------------------------------------------------------------------


def the_case(demo: Workspace, class_id: str, case_id: str, role: Role = Role.SMT) -> Case:
    return next(c for c in demo.cases(role, class_id) if c.id == case_id)


def item(round_key: str, *findings: str, action: str = "T01") -> PlanItem:
    return PlanItem(
        0,
        "Få arbeider på tvers",
        "Læreren setter sammen parene",
        Level.GROUP,
        TODAY,
        "Kontaktlærer",
        date(2026, 5, 13),
        ExpectedChange(Figure.OBSERVATION, words="Flere på tvers"),
        "Klassen",
        round_key=round_key,
        findings=findings,
        catalogue_id=action,
    )


def test_a_case_from_what_was_told_to_its_closing(demo: Workspace, class_id: str) -> None:
    key = newest(demo, class_id)
    case_id = demo.open_case(
        Role.TEACHER, class_id, LegalTrack.CASE, opened_on=TODAY, reported_on=TODAY
    )
    case = the_case(demo, class_id, case_id)
    with pytest.raises(CaseRefusedError, match="rests_on_nothing"):
        demo.decide(Role.SMT, case, item(key))
    told = Account("Det ble stille da hun kom.", "Ingenting", "To gikk", TODAY, Source.PARENT)
    with pytest.raises(CaseRefusedError, match="rests_on_nothing"):
        demo.decide(Role.SMT, replace(case, accounts=(told,)), item(key))
    demo.tell(Role.TEACHER, case, told)
    case = the_case(demo, class_id, case_id)
    finding = demo.findings(Role.SMT, class_id, key)[0].id
    with pytest.raises(UncheckedFindingError):
        demo.decide(Role.SMT, case, item(key, finding))
    refuted = Check(finding, "Lærer", TODAY, "Så etter", holds=False)
    demo.check_finding(Role.SMT, class_id, key, refuted)
    with pytest.raises(UncheckedFindingError):
        demo.decide(Role.SMT, case, item(key, finding))
    demo.check_finding(Role.SMT, class_id, key, replace(refuted, holds=True))
    demo.decide(Role.SMT, case, item(key, finding))
    demo.move_case(Role.SMT, case, stage=Stage.FOLLOW_UP, reported_on=TODAY)
    case = the_case(demo, class_id, case_id)
    assert (case.accounts, case.plan[0].number, case.stage) == ((told,), 1, Stage.FOLLOW_UP)
    ended = Closing(TODAY, "Enige i dialog")
    with pytest.raises(CaseRefusedError, match="nobody_asked"):
        demo.close_case(Role.SMT, case, ended)
    pupil = demo.roster(Role.SMT, class_id).ids[3]
    back = BackToAffected(pupil, TODAY, "Det er bedre", "Sitte ved vinduet")
    with pytest.raises(AccessDeniedError):
        demo.go_back(Role.TEACHER, case, back)
    demo.go_back(Role.SMT, case, back)
    assert the_case(demo, class_id, case_id).backs == (back,)
    seen = the_case(demo, class_id, case_id, Role.TEACHER)
    assert (seen.backs, seen.back_days) == ((), (TODAY,))
    with pytest.raises(CaseRefusedError, match="not_evaluated"):
        demo.close_case(Role.SMT, seen, ended)
    with pytest.raises(CaseRefusedError, match="unknown_item"):
        demo.evaluate(
            Role.SMT, case, Evaluation(TODAY, Outcome.NOT_RESTORED, "Samtale", (9,), None)
        )
    demo.evaluate(Role.SMT, case, Evaluation(TODAY, Outcome.RESTORED_CLOSED, "Samtale"))
    demo.close_case(Role.SMT, the_case(demo, class_id, case_id), ended)
    closed = the_case(demo, class_id, case_id)
    assert closed.closing == ended
    with pytest.raises(CaseRefusedError, match="already_closed"):
        demo.tell(Role.SMT, closed, told)


def test_a_case_left_open_on_another_screen_does_not_undo_what_was_written(
    demo: Workspace, other: str
) -> None:
    case_id = demo.open_case(Role.TEACHER, other, LegalTrack.CASE, opened_on=TODAY)
    told = Account("Det ble stille.", "Ingenting", "To gikk", TODAY, Source.PUPIL)
    demo.tell(Role.TEACHER, the_case(demo, other, case_id), told)
    stale = the_case(demo, other, case_id, Role.TEACHER)
    key = newest(demo, other)
    demo.decide(Role.TEACHER, stale, item(key))
    demo.decide(Role.SMT, stale, item(key))
    assert [one.number for one in the_case(demo, other, case_id).plan] == [1, 2]
    pupil = demo.roster(Role.SMT, other).ids[0]
    demo.go_back(Role.SMT, stale, BackToAffected(pupil, TODAY, "Bedre", "Plass"))
    restored = Evaluation(TODAY, Outcome.RESTORED_CLOSED, "Samtale", (2,))
    demo.evaluate(Role.SMT, stale, restored)
    ready = the_case(demo, other, case_id)
    demo.evaluate(Role.TEACHER, stale, Evaluation(TODAY, Outcome.NOT_RESTORED, "Uro"))
    with pytest.raises(CaseRefusedError, match="not_restored"):
        demo.close_case(Role.SMT, ready, Closing(TODAY, "Enige"))
    demo.evaluate(Role.SMT, stale, restored)
    for silent in ("", "  "):
        with pytest.raises(CaseRefusedError, match="duties_left"):
            demo.close_case(Role.SMT, stale, Closing(TODAY, "Enige", silent))
    demo.move_case(Role.SMT, stale, stage=Stage.ONWARD, reported_on=TODAY)
    demo.close_case(Role.SMT, stale, Closing(TODAY, "Enige"))
    for late in (
        lambda: demo.tell(Role.TEACHER, stale, told),
        lambda: demo.decide(Role.TEACHER, stale, item(key)),
        lambda: demo.move_case(Role.SMT, stale, stage=Stage.SUSPICION, reported_on=None),
        lambda: demo.close_case(Role.SMT, stale, Closing(TODAY, "Igjen")),
    ):
        with pytest.raises(CaseRefusedError, match="already_closed"):
            late()
    assert the_case(demo, other, case_id).closing == Closing(TODAY, "Enige")


def test_nothing_is_written_as_done_on_a_day_to_come(demo: Workspace, other: str) -> None:
    ahead = date(2062, 4, 1)
    with pytest.raises(CaseRefusedError, match="day_ahead"):
        demo.open_case(Role.SMT, other, LegalTrack.CASE, opened_on=TODAY, reported_on=ahead)
    case_id = demo.open_case(Role.SMT, other, LegalTrack.CASE, opened_on=TODAY)
    case = the_case(demo, other, case_id)
    pupil = demo.roster(Role.SMT, other).ids[0]
    for slip in (
        lambda: demo.tell(Role.SMT, case, Account("Stille", "", "", ahead, Source.PUPIL)),
        lambda: demo.go_back(Role.SMT, case, BackToAffected(pupil, ahead, "Bedre", "Plass")),
        lambda: demo.evaluate(
            Role.SMT, case, Evaluation(ahead, Outcome.RESTORED_CLOSED, "Samtale")
        ),
        lambda: demo.move_case(Role.SMT, case, stage=Stage.INQUIRY, reported_on=ahead),
    ):
        with pytest.raises(CaseRefusedError, match="day_ahead"):
            slip()
    assert the_case(demo, other, case_id) == case


def test_what_was_tried_twice_without_effect_moves_down(demo: Workspace) -> None:
    class_id = next(c.class_id for c in demo.classes(Role.SMT) if c.label == "7B")
    key = newest(demo, class_id)
    first = demo.proposals(Role.SMT, class_id, key)[0]
    assert not first.moved_down
    told = Account("Noe", "", "", TODAY, Source.TEACHER)
    for _ in range(2):
        case_id = demo.open_case(Role.SMT, class_id, LegalTrack.PREVENTIVE, opened_on=TODAY)
        demo.tell(Role.SMT, the_case(demo, class_id, case_id), told)
        case = the_case(demo, class_id, case_id)
        demo.decide(Role.SMT, case, item(key, action=first.action.id))
        case = the_case(demo, class_id, case_id)
        demo.evaluate(Role.SMT, case, Evaluation(TODAY, Outcome.NOT_RESTORED, "Så etter", (1,)))
    after = demo.proposals(Role.SMT, class_id, key)
    assert after[0].action.id != first.action.id
    assert all(p.moved_down for p in after if p.action.id == first.action.id)


def test_leadership_reaches_no_step(demo: Workspace, class_id: str) -> None:
    for ask in (demo.cases, demo.answers, demo.brackets):
        with pytest.raises(AccessDeniedError):
            ask(Role.LEADERSHIP, class_id)


def test_nothing_the_adults_wrote_lies_open_on_disk(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "data", key_file=tmp_path / "keys" / "k", today=TODAY)
    workspace.install_demo(Role.SMT)
    class_id = workspace.classes(Role.SMT)[0].class_id
    case_id = workspace.open_case(Role.SMT, class_id, LegalTrack.CASE, opened_on=TODAY)
    (case,) = workspace.cases(Role.SMT, class_id)
    assert case.id == case_id
    told = Account("Hemmeligordet", "Sagtord", "", TODAY, Source.PUPIL)
    workspace.tell(Role.SMT, case, told)
    workspace.close()
    with sqlite3.connect(tmp_path / "data" / "school.sqlite") as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert "casework" in dump
    assert "Hemmeligordet" not in dump
    assert b"Hemmeligordet" not in (tmp_path / "data" / "school.sqlite").read_bytes()
    assert "Hemmeligordet" not in repr(replace(case, accounts=(told,)))
