"""Readings, numbers, dates, errors and the glossary in words."""

from __future__ import annotations

from datetime import date

import pytest

from skolemiljo_analytics import errors
from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.vocabulary import (
    Gate,
    Language,
    Purpose,
    QuestionKind,
    ReadingStatus,
    Reason,
    Strength,
)
from skolemiljo_analytics.wording import (
    explain_term,
    get_translator,
    known_terms,
    say_date,
    say_error,
    say_gate,
    say_kind,
    say_number,
    say_purpose,
    say_reading,
    say_reason,
    say_strength,
    say_unexpected,
)

ERTESVAAG = (
    "one_sided_choice",
    "mutual_choice",
    "star",
    "unchosen",
    "special_power",
    "in_and_out_groups",
    "subgroup",
    "chain",
)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading.known(2, n_asked=25, n_answered=25), "2"),
        (Reading.bounded(2, 0, 3, n_asked=25, n_answered=22), "2 (0–3)"),
        (Reading.bounded(2.84, 2.5, 3.1, n_asked=25, n_answered=22), "2,8 (2,5–3,1)"),
        (Reading.missing(Reason.NOT_ASKED), "ikke spurt"),
        (Reading.missing(Reason.DISCLOSURE), "skjult"),
        (Reading.missing(Reason.PARTICIPATION), "for få svar"),
        (Reading.missing(Reason.NO_TIES), "ingen valg å regne på"),
    ],
)
def test_a_reading_in_words(reading: Reading, expected: str) -> None:
    assert say_reading(reading) == expected


def test_a_missing_reading_is_never_a_number() -> None:
    for reason in Reason:
        for language in Language:
            said = say_reading(Reading.missing(reason), language)
            assert said
            assert not any(c.isdigit() for c in said)


def test_decimals_follow_the_language() -> None:
    mean = Reading.known(2.844, n_asked=3, n_answered=3)
    assert say_reading(mean, "en", decimals=2) == "2.84"
    assert say_reading(mean, "nn", decimals=0) == "3"
    assert say_number(1234.5) == "1\xa0234,5"


def test_dates() -> None:
    day = date(2025, 10, 14)
    assert say_date(day) == "14. oktober 2025"
    assert say_date(day, "en") == "14 October 2025"


@pytest.mark.parametrize("language", list(Language))
def test_every_code_has_a_word(language: Language) -> None:
    words = [
        *(say_reason(r, language) for r in Reason),
        *(say_gate(g, language) for g in Gate),
        *(say_strength(s, language) for s in (None, *Strength)),
        *(say_kind(k, language) for k in QuestionKind),
        *(say_purpose(p, language) for p in Purpose),
        *(get_translator(language)(f"terms.status.{s}") for s in ReadingStatus),
    ]
    assert all(words)


@pytest.mark.parametrize("language", list(Language))
def test_every_term_has_a_name_and_an_explanation(language: Language) -> None:
    say = get_translator(language)
    for term in known_terms():
        assert say(f"terms.{term}.name")
        explained = explain_term(term, language)
        assert explained.endswith(".")
        assert len(explained) < 260
    assert set(ERTESVAAG) <= set(known_terms())


def test_an_unknown_term_is_refused() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        explain_term("nonsense")


def every_error() -> list[errors.SkolemiljoError]:
    return [
        errors.SkolemiljoError(),
        errors.InvalidGraphError("a square matrix", "(3, 4)"),
        errors.InvalidTableError([object(), object()]),
        errors.UnknownRelationError("ideer", ["friminutt", "arbeid"]),
        errors.UnknownChoiceError("gini", ("class_by_gini",)),
        errors.UnknownRoundError("2024-10", ("2025-03",)),
        errors.DocumentRefusedError("no_class", "portrait"),
        errors.UnlawfulQuestionError("Hvem bråker?", Purpose.PREVENTIVE),
        errors.NotAvailableError(Reason.NO_TIES),
        errors.UncheckedFindingError("abc"),
        errors.CatalogueError(12, "T99", "mangler kilde"),
        errors.FileRefusedError("empty", "svar.csv"),
        errors.FileRefusedError("something_new", "svar.csv", limit=3),
        errors.FileRefusedError("too_large", "svar.csv", limit=20),
        errors.StoreError("locked"),
        errors.StoreKeyError("missing"),
        errors.StoreTooNewError(),
        errors.AnswersDeletedError("2025-10", date(2026, 6, 30)),
        errors.ImportQuestionsError(1, 2, 3),
        errors.AccessDeniedError("leadership", "class"),
        errors.ArrangementRefusedError("sizes", pupils=24, places=25),
        errors.ArrangementRefusedError("something_new"),
        errors.ArrangementRefusedError("divides_by_gender", paragraph="§ 14-2"),
        errors.MissingExtraError("grouping"),
        errors.CaseRefusedError("not_gone_back"),
        errors.TemplateError("syntax", "3"),
        errors.TemplateError("something_new"),
    ]


@pytest.mark.parametrize("language", list(Language))
def test_every_error_is_said_without_placeholders(language: Language) -> None:
    for error in every_error():
        said = say_error(error, language)
        assert "{" not in said
        assert said[0] == said[0].upper()
        assert said.rstrip()[-1] in ".?" or isinstance(error, errors.CatalogueError)


def test_every_error_class_is_tried() -> None:
    def below(kind: type[errors.SkolemiljoError]) -> set[type[errors.SkolemiljoError]]:
        return {kind}.union(*(below(k) for k in kind.__subclasses__()))

    ours = {k for k in below(errors.SkolemiljoError) if k.__module__ == errors.__name__}
    assert ours == {type(e) for e in every_error()}


def test_an_error_says_its_own_reason() -> None:
    assert "er tom" in say_error(errors.FileRefusedError("empty", "svar.csv"))
    assert "ble ikke lest" in say_error(errors.FileRefusedError("something_new", "svar.csv"))
    no_ties = say_error(errors.NotAvailableError(Reason.NO_TIES))
    assert no_ties == "Dette tallet finnes ikke her: ingen valg å regne på."
    assert "30. juni 2026" in say_error(errors.AnswersDeletedError("2025-10", date(2026, 6, 30)))
    assert "(2 i alt)" in say_error(errors.InvalidTableError([1, 2]))


def test_a_subclass_without_a_sentence_uses_its_parents() -> None:
    class OddStoreError(errors.StoreError):
        code = "odd"

    assert say_error(OddStoreError("x")) == say_error(errors.StoreError("x"))


def test_the_unexpected_is_said_without_detail() -> None:
    assert "ikke hadde tenkt på" in say_unexpected()


@pytest.mark.parametrize(
    ("key", "said"),
    [("2025-10", "oktober 2025"), ("2025-13", "2025-13"), ("2025", "2025"), ("vår", "vår")],
)
def test_a_round_is_said_as_a_month_where_its_key_is_one(key: str, said: str) -> None:
    from skolemiljo_analytics.wording.phrases import say_round

    assert say_round(key) == said
