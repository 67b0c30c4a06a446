"""Reading in to the workspace: pupils keep their ids, and what is unclear is asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import (
    AccessDeniedError,
    ImportQuestionsError,
)
from skolemiljo_analytics.vocabulary import AnswerState, Role
from skolemiljo_analytics.workflows.access import Viewer
from skolemiljo_analytics.workflows.importing import ImportDecisions
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.workflows.small_school import ANSWERS, PUPILS, write_class


def test_nobody_reads_into_a_class_of_others(empty: Workspace, tmp_path: Path) -> None:
    klass = write_class(tmp_path / "høst", "2025-10-07")
    other = Viewer(Role.TEACHER, own=frozenset())
    assert empty.plan_import(other, klass, school="Vika skole").class_id == ""
    made = empty.import_class(Role.SMT, klass, school="Vika skole").class_id
    later = write_class(tmp_path / "vår", "2026-03-10")
    for ask in (empty.plan_import, empty.import_class):
        with pytest.raises(AccessDeniedError):
            ask(other, later)
    assert len(empty.rounds(Role.SMT, made)) == 1
    empty.import_class(Viewer(Role.TEACHER, own=frozenset({made})), later)
    assert len(empty.rounds(Role.SMT, made)) == 2


def test_pupils_keep_their_ids_over_rounds(small: Workspace) -> None:
    record = small.class_record(Role.SMT, "8C")
    assert [r.key for r in record.rounds] == ["2025-10", "2026-03"]
    first, second = ({s.pupil for s in r.sheets} for r in record.rounds)
    assert first == second
    names = small.names(Role.TEACHER, "8C")
    assert [names[p].full for p in record.roster.ids] == [
        "Ine Aas", "Ola Berg", "Kari Dahl", "Per Eik", "Liv Foss",
    ]  # fmt: skip
    by_name = {names[s.pupil].full: s for s in record.rounds[0].sheets}
    (question,) = record.rounds[0].questions
    named = [names[p].full for p in by_name["Ine Aas"].named[question.key]]
    assert named == ["Ola Berg", "Kari Dahl"]
    assert by_name["Per Eik"].state(question.key) is AnswerState.NAMED
    assert "Liv Foss" not in by_name  # absent, and still on the list
    graph = small.graph(Role.TEACHER, "8C", "2025-10")
    assert (len(graph), int(graph.answered(question.key).sum())) == (5, 4)


def test_ids_are_issued_by_the_store_and_say_nothing(small: Workspace) -> None:
    for pupil in small.roster(Role.SMT, "8C").ids:
        assert pupil.startswith("p")
        assert len(pupil) == 11
    random = [pupil.lower() for pupil in small.roster(Role.SMT, "8C").ids]
    assert not all("8c" in pupil for pupil in random), "one may hold it by chance, not all"


def test_the_same_import_twice_changes_nothing(small: Workspace, tmp_path: Path) -> None:
    before = small.class_record(Role.SMT, "8C"), small.rounds(Role.SMT, "8C")
    plan = small.import_class(Role.SMT, write_class(tmp_path / "igjen", "2026-03-10"))
    assert (plan.rounds_same, plan.rounds_new, plan.new) == (("2026-03",), (), ())
    assert (small.class_record(Role.SMT, "8C"), small.rounds(Role.SMT, "8C")) == before


def test_other_answers_to_the_same_round_are_asked_about(small: Workspace, tmp_path: Path) -> None:
    other = write_class(tmp_path / "ny", "2026-03-11", answers=ANSWERS[:3])
    plan = small.plan_import(Role.SMT, other)
    assert (plan.rounds_changed, plan.open_questions) == (("2026-03",), 1)
    before = small.class_record(Role.SMT, "8C")
    with pytest.raises(ImportQuestionsError) as caught:
        small.import_class(Role.SMT, other)
    assert caught.value.changed_rounds == 1
    assert small.class_record(Role.SMT, "8C") == before
    small.import_class(Role.SMT, other, decisions=ImportDecisions(replace=True))
    newest = small.rounds(Role.SMT, "8C")[-1]
    assert (newest.version, newest.n_answered) == (2, 3)


def test_somebody_gone_from_the_list_is_asked_about(small: Workspace, tmp_path: Path) -> None:
    later = write_class(tmp_path / "uten", "2026-04-01", PUPILS[:4])
    (gone,) = small.plan_import(Role.SMT, later).not_on_list
    assert small.names(Role.SMT, "8C")[gone].full == "Liv Foss"
    with pytest.raises(ImportQuestionsError):
        small.import_class(Role.SMT, later)
    decisions = ImportDecisions(left={gone: date(2026, 3, 20)})
    small.import_class(Role.SMT, later, decisions=decisions)
    assert len(small.graph(Role.SMT, "8C", "2026-03")) == 5
    assert len(small.graph(Role.SMT, "8C", "2026-04")) == 4
