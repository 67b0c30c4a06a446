"""Portraits and findings stay as made; checks belong to what was checked."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import StoreError
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.proposals.records import Check, Choice
from skolemiljo_analytics.store import Store
from skolemiljo_analytics.store.codec import from_json, to_json
from skolemiljo_analytics.store.judgements import substance_of
from skolemiljo_analytics.vocabulary import FindingCode, Scope, Strength
from tests.store.examples import ADA, BO, roster, suspicion_round

UNCHOSEN = Finding(
    FindingCode.UNCHOSEN,
    Scope.PUPIL,
    "2025-10",
    ("friminutt",),
    Doubt(4, 3, 0, 1, chance=0.125, stable_short=1 / 3, preset="skolemiljo 2026.1"),
    pupils=(ADA,),
    facts={"received": 0, "share": 0.1},
    strength=Strength.POSSIBLE,
    themes=("F2",),
    other_readings=("a", "b"),
)
ORDINARY = Finding(FindingCode.ORDINARY_CLASS, Scope.CLASS, "2025-10", (), Doubt(4, 3))
CHECK = Check(UNCHOSEN.id, "Kari kontaktlærer", date(2025, 10, 20), "Snakket med trinnet")
CHOICE = Choice(
    "T07",
    (UNCHOSEN.id, ORDINARY.id),
    "Få felles oppgaver",
    "Kari kontaktlærer",
    date(2025, 11, 1),
    date(2026, 1, 15),
    "Flere å være sammen med i mars",
    "rektor",
    date(2025, 10, 27),
)


@pytest.fixture(scope="module")
def portrait() -> SocialPortrait:
    graph = RelationGraph.from_round(roster(), suspicion_round())
    return describe_class(graph, redraws=50, null_draws=20)


@pytest.fixture
def judged(filled: Store, portrait: SocialPortrait) -> Store:
    with filled.work() as work:
        work.judgements.add_portrait("7A", "f1", portrait)
        work.judgements.add_findings("7A", "f1", (UNCHOSEN, ORDINARY))
    return filled


def test_a_portrait_comes_back_bit_for_bit(judged: Store, portrait: SocialPortrait) -> None:
    with judged.read() as work:
        back = work.judgements.portrait("7A", "f1")
        assert work.judgements.newest_portrait("7A", "2025-10") == back
        assert work.judgements.portrait("7A", "other input") is None
    assert back == portrait


def test_a_portrait_as_made_is_not_written_over(judged: Store, portrait: SocialPortrait) -> None:
    with judged.work() as work:
        work.judgements.add_portrait("7A", "f1", replace(portrait, seed=portrait.seed + 1))
    with judged.read() as work:
        assert work.judgements.portrait("7A", "f1") == portrait


def test_findings_come_back_in_order(judged: Store) -> None:
    with judged.read() as work:
        assert work.judgements.findings("7A", "2025-10") == (UNCHOSEN, ORDINARY)
        assert work.judgements.findings("7A", "2025-03") == ()


def test_a_portrait_of_a_shape_past_reading_stands_in_nobodys_way(
    judged: Store, portrait: SocialPortrait, places: tuple[Path, Path]
) -> None:
    with judged.work() as work:
        work.judgements.add_portrait("7A", "f2", portrait)
        work.judgements.add_findings("7A", "f2", (ORDINARY,))
    with closing(sqlite3.connect(places[0])) as file, file:
        file.execute("UPDATE portrait SET body = '{}' WHERE fingerprint = 'f2'")
    with judged.read() as work:
        assert work.judgements.newest_portrait("7A", "2025-10") == portrait
        assert work.judgements.findings("7A", "2025-10") == (UNCHOSEN, ORDINARY)


def test_findings_need_their_portrait(filled: Store) -> None:
    with filled.work() as work, pytest.raises(StoreError, match="portrait"):
        work.judgements.add_findings("7A", "f1", (ORDINARY,))


def test_the_newest_check_counts(judged: Store) -> None:
    doubted = replace(CHECK, holds=False, how="Eleven sier noe annet")
    for check in (CHECK, doubted):
        with judged.work() as work:
            work.judgements.add_check("7A", UNCHOSEN, check)
        with judged.read() as work:
            assert dict(work.judgements.checks("7A", (UNCHOSEN, ORDINARY))) == {UNCHOSEN.id: check}


def test_a_check_does_not_follow_a_finding_that_new_answers_changed(judged: Store) -> None:
    with judged.work() as work:
        work.judgements.add_check("7A", UNCHOSEN, CHECK)
    changed = replace(UNCHOSEN, facts={"received": 0, "share": 0.2})
    noisier = replace(UNCHOSEN, doubt=replace(UNCHOSEN.doubt, stable_short=0.34))
    with judged.read() as work:
        assert dict(work.judgements.checks("7A", (changed,))) == {}
        assert dict(work.judgements.checks("7A", (noisier,))) == {UNCHOSEN.id: CHECK}
        assert dict(work.judgements.checks("7B", (UNCHOSEN,))) == {}


def test_substance_is_fact_scope_and_strength() -> None:
    assert substance_of(UNCHOSEN) == substance_of(replace(UNCHOSEN, themes=("F3",)))
    assert substance_of(UNCHOSEN) != substance_of(replace(UNCHOSEN, strength=Strength.CLEAR))
    assert substance_of(UNCHOSEN) != substance_of(replace(UNCHOSEN, pupils=(BO,)))


def test_a_choice_comes_back_with_its_findings(judged: Store) -> None:
    with judged.work() as work:
        work.judgements.add_choice("7A", "2025-10", CHOICE, (UNCHOSEN, ORDINARY))
        work.judgements.add_choice(
            "7A", "2025-10", replace(CHOICE, action="T02"), (UNCHOSEN, ORDINARY)
        )
    with judged.read() as work:
        assert work.judgements.choices("7A") == (CHOICE, replace(CHOICE, action="T02"))
        assert work.judgements.choices("7B") == ()


def test_what_adults_wrote_is_sealed(judged: Store, places: tuple[Path, Path]) -> None:
    with judged.work() as work:
        work.judgements.add_check("7A", UNCHOSEN, CHECK)
        work.judgements.add_choice("7A", "2025-10", CHOICE, (UNCHOSEN,))
    everything = b"".join(f.read_bytes() for f in sorted(places[0].parent.iterdir()))
    for words in ("kontaktlærer", "Snakket", "felles oppgaver", "rektor"):
        assert words.encode() not in everything


def test_erasing_a_pupil_takes_what_was_made_of_the_pupil(judged: Store) -> None:
    with judged.work() as work:
        work.judgements.add_check("7A", UNCHOSEN, CHECK)
        work.judgements.add_choice("7A", "2025-10", CHOICE, (UNCHOSEN, ORDINARY))
        erased = work.retention.erase_pupil(ADA)
    assert (erased.portraits, erased.findings, erased.texts_to_read) == (1, 1, 1)
    with judged.read() as work:
        assert work.judgements.newest_portrait("7A", "2025-10") is None
        assert dict(work.judgements.checks("7A", (UNCHOSEN,))) == {}
        (left,) = work.judgements.choices("7A")
    assert left.findings == (ORDINARY.id,)


def test_a_record_that_does_not_fit_is_refused_without_quoting_it() -> None:
    with pytest.raises(StoreError) as caught:
        from_json(Finding, '{"code": "unchosen", "wave": "hemmelig"}')
    assert "hemmelig" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_nothing_that_is_no_number_is_stored_as_one() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        to_json(Doubt(1, 1, math.nan))
