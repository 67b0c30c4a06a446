"""Errors say what was expected, what came and what to do, with fields for translation."""

from __future__ import annotations

from datetime import date

import pytest

from skolemiljo_analytics import errors
from skolemiljo_analytics.vocabulary import Purpose, Reason

RAISED = [
    errors.InvalidGraphError("a square", "a circle"),
    errors.InvalidTableError(["x", "y"]),
    errors.UnknownRelationError("work", ["play"]),
    errors.UnknownChoiceError("gini", ["class_by_gini"]),
    errors.UnknownRoundError("1999-01", ["2025-10"]),
    errors.DocumentRefusedError("no_class", "portrait"),
    errors.UnlawfulQuestionError("Hvem …?", Purpose.PREVENTIVE),
    errors.NotAvailableError(Reason.NO_TIES, "nobody was named"),
    errors.UncheckedFindingError("abc"),
    errors.CaseRefusedError("nobody_asked"),
    errors.CatalogueError(7, "T01", "no source"),
    errors.FileRefusedError("zip_bomb", "a.xlsx", ratio=900),
    errors.StoreError("The key does not fit"),
    errors.AccessDeniedError("leadership", "a class"),
    errors.StoreKeyError("missing"),
    errors.StoreTooNewError(),
    errors.TemplateError("syntax", "unexpected end"),
    errors.AnswersDeletedError("2025-10", date(2026, 6, 20)),
    errors.ImportQuestionsError(1, 0, 2),
    errors.ArrangementRefusedError("sizes", pupils=5, places=4),
    errors.MissingExtraError("grouping"),
]


def test_every_error_class_is_tried() -> None:
    public = (getattr(errors, name) for name in errors.__all__)
    kinds = {one for one in public if isinstance(one, type)}
    assert {type(e) for e in RAISED} == kinds - {errors.SkolemiljoError}


@pytest.mark.parametrize("error", RAISED, ids=lambda e: type(e).__name__)
def test_an_error_has_a_code_fields_and_a_sentence(error: errors.SkolemiljoError) -> None:
    assert error.code != "error"
    assert error.fields()
    assert len(str(error)) > 15


def test_codes_are_unique() -> None:
    assert len({e.code for e in RAISED}) == len(RAISED)


def test_problems_are_listed_all_at_once() -> None:
    assert "2 problem(s)" in str(RAISED[1])


def test_an_unknown_relation_is_said_plainly() -> None:
    assert str(RAISED[2]) == "The class was not asked about 'work'. Asked: play."
