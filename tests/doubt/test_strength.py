"""The words, and whether they are as right as law 4 asks."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from skolemiljo_analytics.doubt import calibration, trials, verdicts, worlds
from skolemiljo_analytics.doubt.strength import judge
from skolemiljo_analytics.findings import find_all
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels.search import find_groups
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import (
    FindingCode,
    Gate,
    Gender,
    IntArray,
    PupilId,
    QuestionKind,
    Scope,
    Strength,
)

ORDER = [Strength.CANNOT_SAY, Strength.POSSIBLE, Strength.PROBABLE, Strength.CLEAR]


@pytest.mark.parametrize(
    ("given_", "word"),
    [
        ({"p": 0.003, "stability": 0.90}, Strength.CLEAR),
        ({"p": 0.0031, "stability": 0.90}, Strength.PROBABLE),
        ({"p": 0.003, "stability": 0.89}, Strength.PROBABLE),
        ({"p": 0.01, "stability": 0.80}, Strength.PROBABLE),
        ({"p": 0.011, "stability": 0.99}, Strength.POSSIBLE),
        ({"p": 0.001, "stability": 0.79}, Strength.POSSIBLE),
        ({"p": 0.001}, Strength.CLEAR),
        ({"stability": 0.99}, Strength.CLEAR),
        ({"stability": 0.95}, Strength.PROBABLE),
        ({"stability": 0.85}, Strength.POSSIBLE),
        ({}, Strength.POSSIBLE),
        ({"p": 0.001, "stability": 1.0, "crosses": True}, Strength.CANNOT_SAY),
        ({"p": 0.001, "stability": 1.0, "rests_on_one": True}, Strength.POSSIBLE),
        ({"p": 0.001, "stability": 1.0, "agreement": 0.59}, Strength.POSSIBLE),
        ({"p": 0.001, "stability": 1.0, "agreement": 0.6}, Strength.CLEAR),
    ],
)
def test_words(given_: dict[str, float], word: Strength) -> None:
    assert judge(gate=Gate.EVERYTHING, **given_) is word  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gate", "pattern", "alone"),
    [
        (Gate.EVERYTHING, Strength.CLEAR, Strength.CLEAR),
        (Gate.WITH_BOUNDS, Strength.PROBABLE, Strength.POSSIBLE),
        (Gate.CLASS_ONLY, Strength.CANNOT_SAY, Strength.CANNOT_SAY),
        (Gate.NOTHING_NAMED, Strength.CANNOT_SAY, Strength.CANNOT_SAY),
    ],
)
def test_participation_limits_the_word(gate: Gate, pattern: Strength, alone: Strength) -> None:
    assert judge(gate=gate, p=0.0001, stability=1.0) is pattern
    assert judge(gate=gate, stability=1.0) is alone


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_doubt_never_gives_a_firmer_word(
    p: float, more: float, stability: float, less: float
) -> None:
    firm = judge(gate=Gate.EVERYTHING, p=min(p, more), stability=max(stability, less))
    weak = judge(gate=Gate.EVERYTHING, p=max(p, more), stability=min(stability, less))
    assert ORDER.index(weak) <= ORDER.index(firm)


def test_the_published_table_was_made_with_todays_thresholds() -> None:
    table = calibration.load_table()
    for name, value in table["thresholds"].items():
        assert getattr(DEFAULT_PRESET, name).value == value, name
    assert set(table["thresholds"]) == set(calibration.CRITERIA)


def pooled(conclusion: str, form: str | None = None) -> list[int]:
    """The six counts of one conclusion over every design (of one form)."""
    rows = [
        row["words"][conclusion]
        for row in calibration.load_table()["by_design"]
        if conclusion in row["words"] and form in {None, row["form"]}
    ]
    return [sum(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("conclusion", [c for c in trials.CONCLUSIONS if c != "members"])
def test_every_word_is_as_right_as_it_must_be(conclusion: str) -> None:
    """Where a word was said often enough to tell, the upper limit of its errors counts too."""
    clear, clear_right, probable, probable_right, true, of = pooled(conclusion)
    assert clear_right + probable_right <= true <= of
    for said, right, most in ((clear, clear_right, 0.01), (probable, probable_right, 0.10)):
        assert said - right <= most * said + 1e-9 or said < 100, (conclusion, said, right)
        assert calibration.at_most(said - right, said) <= 1.1 * most or said < 400


@pytest.mark.parametrize("form", worlds.FORMS)
def test_words_are_reached_in_every_design(form: str) -> None:
    for conclusion in ("split", "gender", "concentrated", "returned", "unchosen"):
        clear, _, probable, *_ = pooled(conclusion, form)
        assert clear > 0, (form, conclusion)
        assert probable > 0, (form, conclusion)


def test_the_published_table_covers_what_it_says() -> None:
    rows = calibration.load_table()["by_design"]
    keys = [(r["form"], r["pupils"], r["limit"], r["silent"]) for r in rows]
    assert keys == [(d.form, d.pupils, d.limit, d.silent) for d in calibration.designs()]
    for row in rows:
        for conclusion, (clear, right, probable, also, true, of) in row["words"].items():
            assert right <= clear <= of
            assert also <= probable <= of
            assert true <= of
            assert conclusion in trials.CONCLUSIONS


def test_the_published_table_is_what_the_generator_gives() -> None:
    table = calibration.load_table()
    row = next(r for r in table["by_design"] if (r["pupils"], r["limit"]) == (15, 2))
    design = worlds.Design(row["pupils"], row["limit"], row["silent"], row["form"])
    made = calibration.simulate(design, table["classes"], table["seed"])
    assert calibration.summarise(made) == row["words"], f"make it again: {table['command']}"


def test_silence_takes_words_away() -> None:
    """Below nine in ten nothing is clear; below three in four nothing is even probable."""
    for row in calibration.load_table()["by_design"]:
        silent = round(row["silent"] * row["pupils"]) / row["pupils"]
        for clear, _, probable, *_ in row["words"].values():
            assert clear == 0 or silent <= 0.1
            assert probable == 0 or silent <= 0.25


def test_limits_of_shares() -> None:
    """Clopper & Pearson by their definition: as few would be seen in one of twenty."""
    for count, of in ((0, 300), (3, 50), (7, 8)):
        limit = calibration.at_most(count, of)
        assert stats.binom.cdf(count, of, limit) == pytest.approx(0.05)
    assert calibration.at_most(5, 5) == 1.0


@pytest.mark.parametrize("kind", ["plain", "groups", "gender", "both"])
def test_worlds_have_what_their_kind_says(kind: str) -> None:
    rng = np.random.Generator(np.random.PCG64(3))
    drawn = [calibration.some_world(kind, rng) for _ in range(200)]
    assert all((w.groups > 1) == (kind in {"groups", "both"}) for w in drawn)
    assert all((w.gender_odds > 1) == (kind in {"gender", "both"}) for w in drawn)
    assert 60 < sum(w.appeal > 0 for w in drawn) < 140
    assert 60 < sum(w.returned > 0 for w in drawn) < 140


def test_the_short_way_says_what_the_findings_say() -> None:
    """Through `describe_class` and `find_all`, on planted and plain classes; draws differ."""
    codes = {
        "split": FindingCode.SPLIT_GROUPINGS,
        "gender": FindingCode.GENDER_SPLIT,
        "unchosen": FindingCode.FEW_CHOICES,
        "returned": FindingCode.RESOURCE_MUTUAL,
        "concentrated": FindingCode.CONCENTRATED_SAY,
    }
    kinds = (
        worlds.World(3, 15.0, returned=0.5),
        worlds.World(gender_odds=8.0, appeal=1.2),
        worlds.World(appeal=1.5),
        worlds.World(),
    )
    same = tried = 0
    for number, world in enumerate(kinds):
        rng = np.random.Generator(np.random.PCG64(number))
        design = worlds.Design(22, 3)
        truth = worlds.draw_world(world, design, rng)
        first = worlds.two_days(truth, design, 0.9, rng)[0].liked
        for pattern, code in codes.items():
            kind = QuestionKind.SAY if pattern == "concentrated" else QuestionKind.COMPANY
            long = said_by_findings(first, truth.genders, kind, code)
            short = said_by_verdict(pattern, first, truth.genders)
            firm = {Strength.CLEAR, Strength.PROBABLE}
            tried += 1
            same += long is short
            assert (long in firm) == (short in firm) or Strength.PROBABLE in {long, short}
    assert same >= 0.8 * tried


def said_by_verdict(pattern: str, relation: Relation, genders: IntArray) -> Strength:
    if pattern == "split":
        return verdicts.split_word(relation, find_groups(relation.named))
    if pattern == "gender":
        return verdicts.gender_word(relation, genders)
    return verdicts.count_word(pattern, relation)


def said_by_findings(
    relation: Relation, genders: IntArray, kind: QuestionKind, code: FindingCode
) -> Strength:
    asked = replace(relation, question=replace(relation.question, kind=kind))
    pupils = tuple(PupilId(f"p{i:02d}") for i in range(len(genders)))
    sexes = tuple(Gender.GIRL if g else Gender.BOY for g in genders)
    graph = RelationGraph(pupils, (asked,), wave="2026-11", genders=sexes)
    portrait = _described(graph)
    words = {f.strength for f in find_all(portrait) if f.code is code and f.scope is Scope.CLASS}
    return max((w for w in words if w), key=ORDER.index, default=Strength.POSSIBLE)


@cache
def _described(graph: RelationGraph) -> SocialPortrait:
    return describe_class(graph, redraws=400)


def test_a_world_has_the_structure_it_says() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    design = worlds.Design(24, 3)
    shares = []
    for odds in (1.0, 5.0, 20.0):
        inside = []
        for _ in range(30):
            truth = worlds.draw_world(worlds.World(4, odds), design, rng)
            wanted, groups = truth.choices, truth.groups
            assert (wanted.sum(axis=1) == 3).all()
            inside.append((wanted & (groups[:, None] == groups)).sum() / 72)
        shares.append(float(np.mean(inside)))
    assert all(a + 0.2 < b for a, b in pairwise(shares))
    assert shares[0] == pytest.approx(5 / 23, abs=0.03)


@pytest.mark.reference
def test_planted_groups_are_as_strong_as_published(reference: Path) -> None:
    """The share of choices inside, at the odds of the handbook's power table."""
    rows = json.loads((reference / "vectors" / "power_planted_groups.json").read_text())
    rng = np.random.Generator(np.random.PCG64(4))
    for row in rows:
        design, world = worlds.Design(row["n"], row["k"]), worlds.World(row["groups"], row["odds"])
        inside = []
        for _ in range(20):
            truth = worlds.draw_world(world, design, rng)
            same = truth.groups[:, None] == truth.groups
            inside.append((truth.choices & same).sum() / truth.choices.sum())
        assert np.mean(inside) == pytest.approx(row["within_share"], abs=0.04), row


@pytest.mark.parametrize("form", worlds.FORMS)
@pytest.mark.parametrize("limit", [3, None])
def test_two_days_share_what_they_should(form: str, limit: int | None) -> None:
    rng = np.random.Generator(np.random.PCG64(2))
    design = worlds.Design(25, limit, silent=0.2, form=form)
    shared = []
    for _ in range(100):
        truth = worlds.draw_world(worlds.World(returned=0.3), design, rng)
        first, second = worlds.two_days(truth, design, 0.9, rng)
        assert first.liked.answered.sum() == 20
        assert second.liked.answered.all()
        rows = first.liked.answered
        both = (first.liked.named & second.liked.named)[rows].sum()
        shared.append(both / first.liked.named[rows].sum())
        assert (first.against is None) == (form != "signed")
        assert (first.liked.ratings is None) == (form != "ratings")
    assert np.mean(shared) == pytest.approx(0.9, abs=0.025)


def test_negatives_lie_where_liking_is_low_and_ratings_follow_it() -> None:
    rng = np.random.Generator(np.random.PCG64(5))
    world = worlds.World(2, 20.0, appeal=0.8)
    inside, tops = [], []
    for _ in range(20):
        signed = worlds.draw_world(world, worlds.Design(24, 3, form="signed"), rng)
        assert signed.against is not None
        assert not (signed.against & signed.choices).any()
        same = signed.groups[:, None] == signed.groups
        inside.append((signed.against & same).sum() / max(signed.against.sum(), 1))
        rated = worlds.draw_world(world, worlds.Design(24, None, form="ratings"), rng)
        assert rated.ratings is not None
        same = (rated.groups[:, None] == rated.groups) & ~np.eye(24, dtype=bool)
        other = rated.groups[:, None] != rated.groups
        tops.append(rated.ratings[same].mean() - rated.ratings[other].mean())
        assert set(np.unique(rated.ratings)) <= {0, 1, 2, 3, 4, 5}
        assert not np.diagonal(rated.ratings).any()
    assert np.mean(inside) < 0.25
    assert np.mean(tops) > 1.0


def test_liking_is_returned_as_much_as_it_says() -> None:
    rng = np.random.Generator(np.random.PCG64(6))
    pairs = []
    for returned in (0.0, 0.4, 0.8):
        mutual = []
        for _ in range(60):
            named = worlds.draw_world(
                worlds.World(returned=returned), worlds.Design(25, 3), rng
            ).choices
            mutual.append((named & named.T).sum() / 2)
        pairs.append(np.mean(mutual))
    assert pairs[0] == pytest.approx(25 * 9 / 48, abs=0.7)
    assert pairs[0] + 4 < pairs[1]
    assert pairs[1] + 6 < pairs[2]


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_without_the_pattern_choices_and_mutual_pairs_stay(seed: int) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    design = worlds.Design(20, int(rng.integers(2, 6)))
    truth = worlds.draw_world(worlds.World(4, 20.0, returned=0.6), design, rng)
    named = truth.choices
    twin = worlds.without_pattern(named, rng)
    assert (twin.sum(axis=1) == named.sum(axis=1)).all()
    assert (twin & twin.T).sum() == (named & named.T).sum()
    assert not np.diagonal(twin).any()
    same = truth.groups[:, None] == truth.groups
    assert (twin & same).sum() < (named & same).sum()
