"""A hyphen with spaces around it: two pupils where that is certain, else asked about with why."""

from __future__ import annotations

import pytest

from skolemiljo_analytics.tables.report import Decision, MentionReading
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.problems import say_why
from tests.readers.making import WHO, csv_bytes, read

LISTED = """Etternavn;Fornavn;Klasse;Kjønn
Berg;Ada;7B;jente
Li;Bo;7B;gutt
Strøm;Cæcilie;7B;jente
Dahl;Didrik;7B;gutt
Eide;Anne-Marie;7B;jente
Foss;Ada;7B;jente
Ås;Linn;7B;jente
Gran;Sara-Linn;7A;jente
Holt;Sara;7B;jente
"""


def mentions(cell: str) -> tuple[MentionReading, ...]:
    data = csv_bytes(["Navn", WHO], ["Bo Li", cell])
    return read({"a.csv": data}, roster=LISTED).report.mentions


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Didrik - Cæcilie", ["Didrik", "Cæcilie"]),
        ("Didrik - Cæcilie - Ada Berg", ["Didrik", "Cæcilie", "Ada Berg"]),
        ("Ada Berg - Cæcilie", ["Ada Berg", "Cæcilie"]),
        ("Anne-Marie - Didrik", ["Anne-Marie", "Didrik"]),
        ("Linn - Cæcilie - Anne-Marie", ["Linn", "Cæcilie", "Anne-Marie"]),
        ("Anne - Marie", ["Anne - Marie"]),
    ],
)
def test_what_is_certain_is_right_without_asking(cell: str, names: list[str]) -> None:
    found = mentions(cell)
    assert [one.text for one in found] == names
    assert {one.decision for one in found} == {Decision.MATCHED}
    assert len({one.pupil for one in found}) == len(found)


@pytest.mark.parametrize("cell", ["Linn - Cæcilie", "Cæcilie - Anne-Marie"])
def test_two_first_names_of_girls_may_be_one_girl_s_and_are_asked_about(cell: str) -> None:
    (found,) = mentions(cell)
    assert (found.decision, found.reason) == (Decision.ASK, "hyphen_between")
    assert len(found.candidates) == 2
    said = {say_why(found.reason, language) for language in Language}
    assert len(said) == 3


@pytest.mark.parametrize("cell", ["Ada - Didrik", "Didrik - Ukjent", "Didrik - jente"])
def test_where_a_side_is_not_certain_nothing_is_parted(cell: str) -> None:
    (found,) = mentions(cell)
    assert found.decision in {Decision.ASK, Decision.UNKNOWN}
    assert found.pupil is None


def test_a_double_name_of_the_parallel_class_is_not_taken_for_two_of_this() -> None:
    (found,) = mentions("Sara - Linn")
    assert (found.decision, found.pupil) == (Decision.ASK, None)
    assert "parallel_class" in {one.why for one in found.candidates}
