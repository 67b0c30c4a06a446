from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.findings.guides import GUIDES
from skolemiljo_analytics.proposals.catalogue import load_catalogue
from skolemiljo_analytics.proposals.matching import propose
from skolemiljo_analytics.proposals.records import Caution, EvidenceLabel, Level, Party, Proposal
from skolemiljo_analytics.vocabulary import FindingCode, Strength
from skolemiljo_analytics.wording.actions import say_action, say_proposal
from skolemiljo_analytics.wording.catalogue import get_translator, keys_of
from tests.proposals.finding_makers import THEMES, findings, make_finding

LANGUAGES = ("nb", "nn", "en")
CATALOGUE = load_catalogue()
FEW = [make_finding("F2", pupil="p1"), make_finding("F3", strength=None, pupil="p1")]
_NORWEGIAN = r"\b(isolert|avvist|oversett|populær|mobber|offer|utsatt|utsett|klikk|leder|taper)"
STATUS_WORDS = {
    "nb": re.compile(_NORWEGIAN, re.IGNORECASE),
    "nn": re.compile(_NORWEGIAN, re.IGNORECASE),
    "en": re.compile(r"\b(rejected|isolated|victim|bully|loner|popular|neglected)", re.IGNORECASE),
}


def offered(*found: object, action: str) -> Proposal:
    return next(p for p in propose(found) if p.action.id == action)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_can_be_said(language: str) -> None:
    for action in CATALOGUE.actions:
        text = say_action(action, language)
        for part in (text.title, text.description, text.responsible, text.levels, text.evaluate):
            assert part
        assert str(action.evaluate_after_weeks) in text.evaluate
        assert text.evidence.endswith(".")
        assert text.sources == action.sources


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_about_actions_says_what_a_pupil_is(language: str) -> None:
    sentences = [str(say_proposal(p, FEW, language)) for p in propose(FEW)]
    for action in CATALOGUE.actions:
        text = say_action(action, language)
        sentences += [text.title, text.description, text.against]
    for sentence in sentences:
        assert not STATUS_WORDS[language].search(sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_words(language: str) -> None:
    say = get_translator(language)
    keys = [f"actions.theme.{theme}" for theme in THEMES]
    keys += [f"actions.level.{level}" for level in Level]
    keys += [f"actions.evidence.{label}" for label in EvidenceLabel]
    keys += [f"actions.party.{party}" for party in Party]
    keys += [f"actions.caution.{caution}" for caution in Caution]
    keys += [f"actions.reason.{strength}" for strength in (*Strength, "fact")]
    assert set(keys) <= keys_of("actions", language)
    assert all(say.has(key) for key in keys)


def test_the_languages_have_the_same_keys() -> None:
    assert keys_of("actions", "nb") == keys_of("actions", "nn") == keys_of("actions", "en")


@pytest.mark.parametrize("code", list(FindingCode))
def test_every_finding_leads_to_an_action_or_says_none(code: FindingCode) -> None:
    themes = GUIDES[code].themes
    nothing_to_do = {
        FindingCode.LOW_ANSWER_RATE,
        FindingCode.ORDINARY_CLASS,
        FindingCode.RATING_SHARES,
        FindingCode.WOVEN,
    }
    assert (themes == ()) == (code in nothing_to_do)
    for theme in themes:
        assert any(not a.individual_only for a in CATALOGUE.answering(theme)), theme


def test_a_reason_is_no_firmer_than_its_finding() -> None:
    words = {
        Strength.CLEAR: "tydelig viser",
        Strength.PROBABLE: "tyder på",
        Strength.POSSIBLE: "kan tyde på",
        Strength.CANNOT_SAY: "verken kan vise eller avvise",
        None: "svarene i denne runden var slik",
    }
    for strength, phrase in words.items():
        finding = make_finding("F14", strength=strength)
        proposal = Proposal(CATALOGUE.action("T34"), (finding.id,), ("F14",))
        because = say_proposal(proposal, [finding]).because
        assert phrase in because
        assert "at noen holdes utenfor på nett" in because
        firmer = {"tydelig viser"} - {phrase}
        assert not any(word in because for word in firmer)


def test_the_firmest_reason_is_said_first_and_at_most_three() -> None:
    found = [
        make_finding("F1", strength=Strength.POSSIBLE),
        make_finding("F4", strength=Strength.CLEAR),
        make_finding("F2", strength=None),
        make_finding("F5", strength=None),
    ]
    because = say_proposal(offered(*found, action="T02"), found).because
    assert because.index("tydelig viser") < because.index("kan tyde på") < because.index("svarene")
    assert because.count(" at ") == 3


def test_a_finding_it_does_not_rest_on_is_passed_over() -> None:
    mine, other = make_finding("F14"), make_finding("F16")
    proposal = offered(mine, action="T34")
    assert say_proposal(proposal, [mine, other]).because == say_proposal(proposal, [mine]).because
    loose = make_finding("F14", strength=Strength.POSSIBLE)
    resting = replace(proposal, findings=(loose.id,))
    assert "tydelig viser" not in say_proposal(resting, [mine, loose]).because


def test_a_theme_is_said_once_with_its_firmest_finding() -> None:
    found = [make_finding("F14"), make_finding("F14", strength=Strength.POSSIBLE)]
    because = say_proposal(offered(*found, action="T34"), found).because
    assert because.count("holdes utenfor på nett") == 1
    assert "kan tyde på" not in because


def test_the_pupils_own_path_goes_beside_few_choices() -> None:
    few, split = make_finding("F2"), make_finding("F1")
    assert "§ 12-4" in say_proposal(offered(few, action="T02"), [few]).beside
    assert say_proposal(offered(split, action="T02"), [split]).beside == ""


def test_adult_practice_without_a_theme_gives_its_reason() -> None:
    alone = make_finding("F16")
    first = propose([alone])[0]
    assert "de voksne gjør" in say_proposal(first, [alone]).because


def test_strength_look_first_and_no_effect_have_their_reasons() -> None:
    strong = make_finding("F13", resource=True)
    because = say_proposal(offered(strong, action="T49"), [strong]).because
    assert "bånd på tvers" in because
    assert "viser" not in because
    loose = make_finding("F2", strength=Strength.POSSIBLE)
    assert "sikre nok" in say_proposal(offered(loose, action="T39"), [loose]).because
    failed = propose([], without_effect={"T34": 2})
    assert any("uten virkning" in say_proposal(p, []).because for p in failed)


def test_what_was_tried_is_said_in_the_right_number() -> None:
    few = make_finding("F2")
    proposal = offered(few, action="T02")
    assert say_proposal(proposal, [few]).tried == ""
    assert "1 gang før" in say_proposal(replace(proposal, tried=1), [few]).tried
    assert "3 ganger før" in say_proposal(replace(proposal, tried=3), [few]).tried
    moved = replace(proposal, tried=2, moved_down=True)
    assert "lenger ned" in say_proposal(moved, [few]).tried


def test_the_counter_reason_holds_warning_and_missing_study() -> None:
    assert "Red Barnet" in say_action(CATALOGUE.action("T05")).against
    assert "ikke funnet en kontrollert studie" in say_action(CATALOGUE.action("T05")).against
    assert "ikke funnet en kontrollert studie" not in say_action(CATALOGUE.action("T10")).against


@pytest.mark.parametrize("language", LANGUAGES)
@given(found=st.lists(findings(), max_size=6))
def test_every_proposal_can_be_said(language: str, found: list) -> None:
    for proposal in propose(found):
        text = say_proposal(proposal, found, language)
        assert text.because.endswith(".")
        assert "{" not in text.because + text.law + text.action.against
        assert "§ 20-5" in text.law
        assert text.counter == text.action.against
