"""Nobody is named where nobody may be, and only the pupil it is about where somebody may."""

from __future__ import annotations

import pytest

from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.vocabulary import (
    Language,
    Role,
)
from skolemiljo_analytics.workflows.documents import KINDS, DocumentKind
from skolemiljo_analytics.workflows.documents.nameless import NameFilter
from tests.workflows.documents_reading import named_in, prepare, words
from tests.workflows.documents_school import KLASS, DocumentSchool

NAMELESS = [info.kind for info in KINDS if info.nameless]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", NAMELESS)
def test_nobody_is_named_where_nobody_may_be(
    school: DocumentSchool, kind: DocumentKind, language: Language
) -> None:
    asked_all_the_same = prepare(school, kind, language, names=True)
    assert named_in(words(asked_all_the_same), school) == []


def test_the_class_plan_tells_that_names_were_taken_out(school: DocumentSchool) -> None:
    document = prepare(school, DocumentKind.CLASS_PLAN)
    stamps = {stamp.label: stamp.text for stamp in document.stamps}
    assert "navn" in stamps["Navn"]
    assert "[navn tatt ut] og [navn tatt ut] står ofte for seg." in words(document)


def test_a_protected_address_is_known_to_the_filter(school: DocumentSchool) -> None:
    away = school.space.name_filter(Role.SMT, KLASS, "[…]")
    for name in school.names:
        assert away(f"Så gikk {name.given}s venn hjem.") == "Så gikk […] venn hjem."
    assert not any(name.given in repr(away) for name in school.names)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Noras gruppe og NORA", "[…] gruppe og […]"),
        ("nora elise vik", "[…]"),
        ("bo ved en vik, sa Bo Lie", "bo ved en vik, sa […]"),
        ("Borte bra, norat", "Borte bra, norat"),
        ("Anne-Gretes plass, Grete", "[…] plass, […]"),
        ("A\u030asa og O\u0308zil, Ö\u00adzil, Å\u200bsa", "[…] og […], […], […]"),
        ("_Nora_ og Nora_Vik", "_[…]_ og […]_[…]"),
        ("", ""),
    ],
)
def test_the_filter_takes_names_and_leaves_words(text: str, left: str) -> None:
    names = [
        PersonName("Vik", "Nora Elise"),
        PersonName("Lie", "Bo"),
        PersonName("Å", "Anne-Grete"),
        PersonName("O\u0308zil", "Åsa"),
    ]
    assert NameFilter(names, "[…]")(text) == left


def test_a_filter_without_names_changes_nothing() -> None:
    assert NameFilter((), "[…]")("Nora") == "Nora"
