"""One form of a word where Norwegian allows two, and no sentence a tired reader must read twice."""

from __future__ import annotations

import re

import pytest

from skolemiljo_analytics.vocabulary import Language
from tests.contracts.test_language import Sentence, every_sentence

ONE_FORM = {
    Language.NB: {
        "fila": r"filen",
        "mappa": r"mappen",
        "cella": r"cellen",
        "lista": r"listen",
        "gruppa": r"gruppen",
        "foreldregruppa": r"foreldregruppen",
        "linja": r"linjen",
        "tida": r"tiden",
        "klassen": r"klassa",
        "saken": r"saka",
        "runden": r"runda",
        "fram": r"frem(over|me)?",
        "bare": r"kun",
    },
    Language.NN: {
        "blei": r"vart",
        "blir": r"vert|verte",
        "blitt": r"vorte",
        "ikkje": r"inkje",
        "berre": r"bare",
        "noko, nokon": r"noe|noen|nokor",
        "saman": r"sammen",
        "frå": r"fra",
        "klassa, klasser, klassene": r"klassen|klassens|klassar|klassane",
        "runden, rundar": r"runda|runder|rundene",
        "svara": r"svarte|svart",
        "skole": r"skul(e|en|ar|ane|eår|eåret|edag|edagen|eveg|emiljø|emiljøet|emiljøteamet)",
        "venn": r"ven|vener|venen|venskap",
        "einskild": r"enkelte?|enkeltelev\w*",
        "verken": r"korkje",
        "vere": r"vera",
        "gjere": r"gjera",
        "først": r"fyrst|fyrste",
        "ønske": r"ynskje\w*",
        "gi, gir": r"gje|gjev",
        "viss": r"hvis",
    },
}
"""Language: the form we use, and the forms it stands for. Also written in CONTRIBUTING.md."""

MOST_WORDS = 25
_ENDS = re.compile(r"(?<=[.!?])[»”\")]*\s+|\n+")


def other_forms(sentence: Sentence) -> list[str]:
    """The words of a sentence that stand in a form we do not use."""
    plain = re.sub(r"\{\w+\}", "", sentence.text)
    return [
        found.group(0)
        for form in ONE_FORM.get(sentence.language, {}).values()
        for found in re.finditer(rf"(?<![\w{{])({form})(?!\w)", plain, re.IGNORECASE)
    ]


def too_long(text: str) -> list[str]:
    """The sentences of a text with more words than a reader takes in at once."""
    return [one for one in _ENDS.split(text) if len(one.split()) > MOST_WORDS]


def on_a_page(sentence: Sentence) -> bool:
    """Tell if a text stands on a page or a card, not in a document or on the command line."""
    begins = ("app.", "findings.", "casework.", "groups.", "actions.", "catalogue.", "readers.")
    return sentence.key.startswith(begins)


def test_a_word_has_one_form_in_each_norwegian() -> None:
    found = {(s.language.value, s.key): other_forms(s) for s in every_sentence() if other_forms(s)}
    assert not found


def test_no_sentence_on_a_page_has_more_than_25_words() -> None:
    pages = [s for s in every_sentence() if on_a_page(s)]
    assert len(pages) > 2000
    found = {(s.language.value, s.key): too_long(s.text) for s in pages if too_long(s.text)}
    assert not found


@pytest.mark.parametrize(
    ("language", "text", "form"),
    [
        ("nn", "Klassa vart spurd.", "vart"),
        ("nn", "Tre svarte ikkje.", "svarte"),
        ("nn", "Alle på skulen.", "skulen"),
        ("nb", "Åpne filen igjen.", "filen"),
    ],
)
def test_another_form_is_found(language: str, text: str, form: str) -> None:
    assert other_forms(Sentence(Language(language), "any.key", text)) == [form]


def test_a_placeholder_is_no_word_of_ours() -> None:
    assert not other_forms(Sentence(Language.NN, "any.key", "{skule} og {svarte} skulle gå."))


def test_a_long_sentence_is_found_and_a_list_of_short_ones_is_not() -> None:
    assert too_long(" ".join(["ord"] * 26))
    assert not too_long(". ".join([" ".join(["ord"] * 20)] * 3))
