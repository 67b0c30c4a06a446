import pytest

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.views.facts import PupilNumbers, read_numbers, say_facts, say_span
from skolemiljo_analytics.vocabulary import Reason
from skolemiljo_analytics.wording import get_translator
from tests.views.examples import ids, small


def facts(pupil: str, language: str = "nb") -> str:
    return say_facts(read_numbers(small(), "friminutt")[ids(pupil)[0]], get_translator(language))


def test_a_fact_says_what_was_asked_and_answered() -> None:
    assert facts("p1") == "valgt av 2–3 · valgte 2 medelever · gjensidige valg: 1"


def test_nobody_chosen_by_none_and_silence_are_three_different_sentences() -> None:
    assert facts("p5").startswith("valgt av 0–1: ingen av dem som svarte")
    assert "svarte «ingen»" in facts("p5")
    assert "svarte ikke på spørsmålet" in facts("p6")
    assert "gjensidig" not in facts("p6")


def test_where_silence_changes_nothing_it_is_not_spoken_of() -> None:
    zero = Reading.known(0, n_asked=5, n_answered=5)
    said = say_facts(PupilNumbers(True, zero, zero, zero), get_translator("nb"))
    assert said.startswith("ikke valgt av noen av dem som svarte")


@pytest.mark.parametrize(("language", "word"), [("nn", "vald"), ("en", "chosen")])
def test_facts_are_said_in_every_language(language: str, word: str) -> None:
    assert word in facts("p1", language)


def test_a_number_that_is_not_there_is_not_written_as_zero() -> None:
    missing = Reading.missing(Reason.PARTICIPATION)
    assert say_span(missing) == ""
    said = say_facts(PupilNumbers(False, missing, missing, missing), get_translator("nb"))
    assert said == "svarte ikke på spørsmålet"
