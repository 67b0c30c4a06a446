"""Records hold the law and keep four kinds of answer apart."""

from __future__ import annotations

from datetime import date

import pytest

from skolemiljo_analytics.errors import UnlawfulQuestionError
from skolemiljo_analytics.tables import (
    AnswerSheet,
    ClassRecord,
    NominationRound,
    Problem,
    PupilEntry,
    Question,
    Roster,
    Severity,
)
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    AnswerState,
    Polarity,
    PupilId,
    Purpose,
    QuestionKind,
)

DISLIKE = Question("ikke", "Hvem vil du ikke …?", QuestionKind.DISLIKE, Polarity.NEGATIVE)


def _round(question: Question, purpose: Purpose) -> NominationRound:
    return NominationRound("2025-10", date(2025, 10, 6), purpose, (question,), ())


def test_a_preventive_round_may_not_name_in_a_negative_question() -> None:
    with pytest.raises(UnlawfulQuestionError) as caught:
        _round(DISLIKE, Purpose.PREVENTIVE)
    assert caught.value.question == DISLIKE.text
    assert caught.value.purpose is Purpose.PREVENTIVE


def test_the_same_question_is_lawful_on_concrete_suspicion() -> None:
    assert _round(DISLIKE, Purpose.SUSPICION).question("ikke") is DISLIKE


def test_a_negative_question_without_names_is_lawful() -> None:
    unrest = Question("uro", "Det er mye uro", polarity=Polarity.NEGATIVE, form=AnswerForm.SCALE)
    assert not _round(unrest, Purpose.PREVENTIVE).question("uro").names_pupils


def test_a_question_without_an_answer_was_skipped_not_answered_nobody() -> None:
    sheet = AnswerSheet(PupilId("a"), states={"x": AnswerState.NOBODY})
    assert sheet.state("x") is AnswerState.NOBODY
    assert sheet.state("y") is AnswerState.SKIPPED


def test_a_sheet_cannot_be_changed_through_the_mapping_it_was_given() -> None:
    given = {"x": AnswerState.NAMED}
    sheet = AnswerSheet(PupilId("a"), states=given)
    given["x"] = AnswerState.SKIPPED
    assert sheet.state("x") is AnswerState.NAMED
    with pytest.raises(TypeError):
        sheet.states["x"] = AnswerState.SKIPPED  # type: ignore[index]


def test_periods_include_both_ends() -> None:
    entry = PupilEntry(PupilId("a"), joined=date(2025, 8, 18), left=date(2025, 12, 19))
    days = [date(2025, 8, 17), date(2025, 8, 18), date(2025, 12, 19), date(2025, 12, 20)]
    assert [entry.present_on(d) for d in days] == [False, True, True, False]


def test_the_roster_refuses_an_id_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        Roster("7B", (PupilEntry(PupilId("a")), PupilEntry(PupilId("a"))))


def test_an_unknown_round_lists_those_there_are() -> None:
    question = Question("q", "q")
    record = ClassRecord(Roster("7B", ()), (_round(question, Purpose.PREVENTIVE),))
    assert record.round("2025-10").key == "2025-10"
    with pytest.raises(KeyError, match="2025-10"):
        record.round("2024-10")


def test_a_problem_s_details_cannot_be_changed() -> None:
    problem = Problem("x", Severity.NOTE, details={"n": 1})
    with pytest.raises(TypeError):
        problem.details["n"] = 2  # type: ignore[index]
