"""Every finding in three languages: whole, readable, without ids and without predicates."""

from __future__ import annotations

import re
from dataclasses import astuple, replace

import pytest
from syrupy.assertion import SnapshotAssertion

from skolemiljo_analytics.doubt.agreement import Agreement
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.vocabulary import FindingCode, Language, PupilId, Strength
from skolemiljo_analytics.wording import FindingText, say, say_finding
from skolemiljo_analytics.wording.findings import stem
from tests.contracts.test_language import Sentence, breaches
from tests.wording.examples import EXAMPLES

NAMES = {PupilId("p01"): "Aisha", PupilId("p02"): "Bo", PupilId("p03"): "Chi"}
LANGUAGES = list(Language)


def parts(text: FindingText) -> list[str]:
    return [p for part in astuple(text) for p in (part if isinstance(part, tuple) else (part,))]


def test_there_is_an_example_of_every_code() -> None:
    assert {f.code for f in EXAMPLES} == set(FindingCode)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("finding", EXAMPLES, ids=stem)
def test_the_sentences(finding: Finding, language: Language, snapshot: SnapshotAssertion) -> None:
    assert say_finding(finding, language, NAMES.get) == snapshot  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_page(language: Language, snapshot: SnapshotAssertion) -> None:
    assert say(EXAMPLES, language) == snapshot


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("finding", EXAMPLES, ids=stem)
def test_nothing_is_left_open_or_empty(finding: Finding, language: Language) -> None:
    text = say_finding(finding, language)
    told = [part for part in parts(text) if part]
    assert bool(text.conclusion) == (finding.strength is not None)
    assert len(told) == len(parts(text)) - (finding.strength is None)
    for part in told:
        assert not re.search(r"[{}]|  |\bnan\b| ,|\.\.|p0\d", part), part
        assert part[0] == part[0].upper(), part
    assert len(text.other_readings) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("finding", EXAMPLES, ids=stem)
def test_the_finished_text_keeps_the_language_law(finding: Finding, language: Language) -> None:
    label = "{pupil}".format  # the lint knows this subject
    text = say_finding(finding, language, lambda _: label(pupil="{pupil}"))
    for part in parts(text):
        assert not breaches(Sentence(language, stem(finding), part)), part


def test_without_labels_a_pupil_has_no_name_and_no_id() -> None:
    (unchosen,) = (f for f in EXAMPLES if f.code is FindingCode.UNCHOSEN)
    (pair,) = (f for f in EXAMPLES if f.code is FindingCode.CLOSED_PAIR)
    assert "nevnte eleven på" in say_finding(unchosen).fact
    assert "elev 1 og elev 2" in say_finding(pair).claim
    text = say([pair, unchosen])
    assert "nevnte elev 1 på" in text


def test_a_label_is_used_as_given() -> None:
    (pair,) = (f for f in EXAMPLES if f.code is FindingCode.CLOSED_PAIR)
    assert "Aisha og Bo" in say_finding(pair, "nb", NAMES.__getitem__).claim
    assert "Aisha and Bo" in say_finding(pair, "en", NAMES.__getitem__).claim


@pytest.mark.parametrize(
    ("p", "words"), [(0.62, "i rundt 60 av 100"), (0.99, "nesten alltid"), (0.01, "nesten aldri")]
)
def test_how_likely_it_would_stand_had_all_answered(p: float, words: str) -> None:
    finding = next(f for f in EXAMPLES if f.code is FindingCode.UNCHOSEN)
    doubt = replace(finding.doubt, n_asked=25, n_answered=22, low=0, high=3)
    assert "svarene som mangler" not in say_finding(replace(finding, doubt=doubt)).silence
    said = say_finding(replace(finding, doubt=replace(doubt, if_all=p))).silence
    assert "fra 0 til 3" in said
    assert words in said


def test_the_definitions_that_agree_are_named() -> None:
    split = next(f for f in EXAMPLES if f.code is FindingCode.SPLIT_GROUPINGS)
    found = Agreement(("modularity", "camps"), ("map_equation",))
    doubt = replace(split.doubt, agree=2, of=3, definitions=found)
    said = say_finding(replace(split, doubt=doubt)).agreement
    assert said.startswith("2 av 3 ")
    assert "Ertesvågs inn- og utgrupper" in said
    assert said.index("modularitet") < said.index("kartlikningen")


def test_silence_stands_beside_the_fact() -> None:
    (unchosen,) = (f for f in EXAMPLES if f.code is FindingCode.UNCHOSEN)
    assert "3 svarte ikke, så tallet kan være 0–3" in say_finding(unchosen).fact
    one = replace(unchosen, doubt=replace(unchosen.doubt, n_answered=24, high=1))
    assert "1 elev svarte ikke, så tallet kan være 0–1" in say_finding(one).fact
    none = replace(unchosen, doubt=replace(unchosen.doubt, n_answered=25, high=0))
    assert "svarte ikke, så" not in say_finding(none).fact
    assert say_finding(none).silence.startswith("Alle svarte")


@pytest.mark.parametrize("strength", [None, *Strength])
def test_the_strength_is_a_word_and_an_explanation(strength: Strength | None) -> None:
    few = next(f for f in EXAMPLES if f.code is FindingCode.FEW_CHOICES)
    text = say_finding(replace(few, strength=strength))
    assert text.strength
    assert text.strength_help
    assert bool(text.conclusion) == (strength is not None)


def test_the_same_fact_whatever_is_concluded() -> None:
    few = next(f for f in EXAMPLES if f.code is FindingCode.FEW_CHOICES)
    facts = {say_finding(replace(few, strength=s)).fact for s in (None, *Strength)}
    assert len(facts) == 1


def test_rare_is_fewer_than_one_in_a_hundred_never_zero() -> None:
    few = next(f for f in EXAMPLES if f.code is FindingCode.FEW_CHOICES)
    rare = say_finding(replace(few, doubt=replace(few.doubt, chance=0.0002)))
    assert "Færre enn 1 av 100" in rare.chance
    often = say_finding(replace(few, doubt=replace(few.doubt, chance=0.3)))
    assert "30 av 100" in often.chance


def test_nothing_found_is_said() -> None:
    assert say([]) == "Det er ingenting å si om denne runden: ingen spørsmål med nok svar."


def test_no_percentages() -> None:
    for language in LANGUAGES:
        page = say(EXAMPLES, language)
        assert "%" not in page
        assert "prosent" not in page
        assert "percent" not in page


def test_a_question_is_quoted_without_what_to_fill_in() -> None:
    (found,) = (f for f in EXAMPLES if f.code is FindingCode.UNCHOSEN)
    asked = say_finding(replace(found, questions=("Hvem vil du være med? Skriv tre navn.",))).asked
    assert "«Hvem vil du være med?»" in asked
    stated = say_finding(replace(found, questions=("Jeg trives på skolen",))).asked
    assert "«Jeg trives på skolen»" in stated
