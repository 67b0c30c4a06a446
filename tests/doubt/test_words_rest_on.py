"""What each word by the short way rests on: its chance, its redraws and its gate, counted apart.

`judge` is listened to, so that the numbers are seen and not only the word; quick on purpose.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from skolemiljo_analytics.doubt import verdicts, verdicts_named
from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.doubt.anything import chance_of_metric, doubt_metric, put_in_doubt
from skolemiljo_analytics.doubt.chance import (
    chance_of,
    compare_labels,
    compare_with_chance,
    possible,
)
from skolemiljo_analytics.doubt.exact import received_tails, unchosen_probability
from skolemiljo_analytics.doubt.ratings import is_low, is_rated, rating_sides
from skolemiljo_analytics.doubt.signed import compare_signed, find_fronts
from skolemiljo_analytics.doubt.silence import unchosen_if_all
from skolemiljo_analytics.doubt.sums import rating_sums
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import concentration, counts
from skolemiljo_analytics.kernels.draws import draw_again, draw_null
from skolemiljo_analytics.kernels.segregation import ei_index
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import BoolArray, Gate, PupilId, Reason, Strength

N = 14
LABELS = np.array([0] * 5 + [1] * 5 + [2] * 4)
LEVELS = (0.25, 0.6, 0.9)
Told = list[dict[str, Any]]


def made(seed: int, inside: float, across: float, silent: int = 0, key: str = "q") -> Relation:
    """Fourteen pupils in three groupings; some silent, one whom nobody could name."""
    rng = np.random.Generator(np.random.PCG64(seed))
    share = np.where(LABELS[:, None] == LABELS, inside, across)
    answered = np.arange(N) >= silent
    eligible = ~np.eye(N, dtype=bool)
    eligible[:, N - 1] = False
    named = (rng.random((N, N)) < share) & eligible & answered[:, None]
    return Relation(Question(key, ""), named, answered, eligible)


def rated(seed: int, silent: int = 0) -> Relation:
    """Ratings 1 to 5, the first pupils low from most."""
    rng = np.random.Generator(np.random.PCG64(seed))
    relation = made(seed, 0.0, 0.0, silent)
    marks = rng.integers(1, 6, (N, N)).astype(float)
    marks[:, 3] = np.where(rng.random(N) < 0.8, 1, 3)
    marks[3] = np.where(rng.random(N) < 0.7, 1, 4)
    marks[~(relation.answered[:, None] & relation.eligible)] = np.nan
    question = replace(relation.question, lowest=1, highest=5)
    return replace(relation, question=question, named=marks >= 4, ratings=marks)


def listen(monkeypatch: pytest.MonkeyPatch, module: Any, name: str = "judge") -> Told:
    told: Told = []

    def note(**given: Any) -> Strength:
        told.append(given)
        return Strength.CLEAR

    monkeypatch.setattr(module, name, note)
    return told


def several(named: BoolArray, labels: np.ndarray) -> list[bool]:
    """From three or more, of two or more groupings, pupil by pupil."""
    raters = [np.flatnonzero(named[:, j]) for j in range(len(named))]
    return [len(r) >= 3 and len(set(labels[r].tolist())) >= 2 for r in raters]


@pytest.mark.parametrize("silent", [0, 1])
def test_a_front_rests_on_the_clearest_pair_and_its_redraws(
    monkeypatch: pytest.MonkeyPatch, silent: int
) -> None:
    told = listen(monkeypatch, verdicts)
    labels = np.array([0] * 4 + [1] * 4 + [2] * 3 + [3] * 3)
    share = np.where(labels[:, None] ^ 1 == labels, np.where(np.arange(N) < 8, 0.6, 0.95), 0.1)
    facing = np.random.Generator(np.random.PCG64(6)).random((N, N)) < share
    blank = made(1, 0.0, 0.0, silent)
    against = replace(blank, named=facing & possible(blank))
    again = answer_again(against, keep=0.7, draws=60, seed=1)
    assert verdicts.front_word(against, labels, again) is Strength.CLEAR
    fronts = find_fronts(against, labels, draws=1000)
    assert len({one.p for one in fronts}) == 2
    one = min(fronts, key=lambda one: one.p)
    assert one is not fronts[0]
    a, b = labels == one.first, labels == one.second
    beyond = [
        d[np.ix_(a, b)].sum() > one.high_forth and d[np.ix_(b, a)].sum() > one.high_back
        for d in again
    ]
    gate = verdicts.gate_of(against)
    assert told.pop() == {"gate": gate, "p": one.p, "stability": np.mean(beyond)}
    assert 0 < np.mean(beyond) < 1
    verdicts.front_word(made(1, 0.0, 0.0, 5), labels, again)
    assert told == [{"gate": verdicts.gate_of(made(1, 0.0, 0.0, 5)), "p": 1.0}]
    assert told[0]["gate"] is not Gate.EVERYTHING


@pytest.mark.parametrize("silent", [0, 4])
def test_words_about_pupils_rest_on_their_own_numbers(
    monkeypatch: pytest.MonkeyPatch, silent: int
) -> None:
    told = listen(monkeypatch, verdicts_named, "judge_one")
    yes, no = made(2, 0.5, 0.1, silent), made(3, 0.05, 0.2, silent, key="n")
    raters = no.named.copy()
    raters[silent : silent + 7, 4] = raters[silent : silent + 7, 8] = True
    np.fill_diagonal(raters, val=False)
    no = replace(no, named=raters)
    gate = verdicts.gate_of(no)
    keep, draws = verdicts.KEEP, verdicts.REDRAWS

    def expect(words: verdicts_named.Words, seen: list[bool], p: Any, stays: Any) -> None:
        at = np.flatnonzero(seen).tolist()
        assert list(words) == at
        assert at
        right = [(gate, float(p[i]), float(stays[i]), N) for i in at]
        assert [(t["gate"], t["p"], t["stability"], t["pupils"]) for t in told] == right
        told.clear()

    again = answer_again(no, keep=keep, draws=draws)
    p = compare_signed(yes, no).preference.low
    rare = (p <= DEFAULT_PRESET.probable_p.value).tolist()
    seen = [a and b for a, b in zip(several(no.named, LABELS), rare, strict=True)]
    stays = np.mean([several(d, LABELS) for d in again], axis=0)
    expect(verdicts_named.several_no_words(yes, no, LABELS), seen, p, stays)

    enough = DEFAULT_PRESET.reporters.value
    stays = np.mean([d.sum(axis=0) >= enough for d in again], axis=0)
    seen = (no.named.sum(axis=0) >= enough).tolist()
    expect(verdicts_named.reported_words(no), seen, received_tails(no)[1], stays)

    some = made(5, 0.15, 0.03, silent)
    again = answer_again(some, keep=keep, draws=draws)
    stays = np.mean(again.sum(axis=1) == 0, axis=0) * unchosen_if_all(some)
    seen = (some.named.sum(axis=0) == 0).tolist()
    expect(verdicts_named.unchosen_words(some), seen, unchosen_probability(some), stays)

    low = rated(1, silent)
    p = rating_sums(low, highest=5, lowest=1).low
    rare = ((p <= DEFAULT_PRESET.probable_p.value) & rating_sides(low).less_and_more).tolist()
    again = draw_again(is_low(low), is_rated(low), keep=keep, draws=draws, seed=0)
    stays = np.mean([several(d, LABELS) for d in again], axis=0)
    seen = [a and b for a, b in zip(several(is_low(low), LABELS), rare, strict=True)]
    expect(verdicts_named.low_words(low, LABELS), seen, p, stays)


def test_no_to_nobody_is_no_word() -> None:
    assert verdicts_named.several_no_words(made(2, 0.5, 0.1), made(2, 0, 0), LABELS) == {}


@pytest.mark.parametrize("silent", [0, 4])
def test_low_both_ways_rests_on_pairs(monkeypatch: pytest.MonkeyPatch, silent: int) -> None:
    told = listen(monkeypatch, verdicts_named)
    relation = rated(4, silent)
    assert verdicts_named.low_both_ways_word(relation) is Strength.CLEAR
    low, can = is_low(relation), is_rated(relation)

    def pairs(stack: BoolArray) -> np.ndarray:
        return (stack & stack.swapaxes(-1, -2)).sum(axis=(-1, -2)) / 2

    random = pairs(draw_null(low, can, null="out", draws=1000, seed=0))
    chance = chance_of(float(pairs(low)), random, null="out")
    again = draw_again(low, can, keep=verdicts.KEEP, draws=verdicts.REDRAWS, seed=0)
    stands = np.mean(pairs(again) > chance.high)
    assert told == [{"gate": verdicts.gate_of(relation), "p": chance.p, "stability": stands}]
    assert 0 < stands < 1 or chance.p > 0.05


PATTERNS = {
    "unchosen": ("out", lambda a, spoke: (a.sum(axis=1) == 0).sum(axis=1)),
    "without_mutual": (
        "out",
        lambda a, spoke: (((a & a.swapaxes(1, 2)).sum(axis=2) == 0) & spoke).sum(axis=1),
    ),
    "returned": ("in_out", lambda a, spoke: (a & a.swapaxes(1, 2)).sum(axis=(1, 2)) // 2),
    "concentrated": ("out", lambda a, spoke: concentration.top_share(a)),
}


def strong(pattern: str, silent: int) -> Relation:
    """A class with more of the pattern than chance gives, or near it."""
    relation = made(7, 0.75, 0.06, silent)
    named = relation.named.copy()
    if pattern == "without_mutual":
        named = (np.arange(N) - np.arange(N)[:, None]) % N < 6
    elif pattern != "returned":
        rng = np.random.Generator(np.random.PCG64(silent))
        named = rng.random((N, N)) < np.where(np.arange(N) < 4, 0.8, 0.06)
    named &= possible(relation)
    return replace(relation, named=named)


@pytest.mark.parametrize("silent", [0, 4])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_word_of_a_count_rests_on_its_numbers(
    monkeypatch: pytest.MonkeyPatch, pattern: str, silent: int
) -> None:
    told = listen(monkeypatch, verdicts)
    null, count = PATTERNS[pattern]
    relation = strong(pattern, silent)
    spoke = relation.answered
    assert verdicts.count_word(pattern, relation) is Strength.CLEAR

    def random(draws: int) -> np.ndarray:
        drawn = draw_null(relation.named, possible(relation), null=null, draws=draws, seed=0)
        return np.asarray(count(drawn, spoke), dtype=float)

    own = float(count(relation.named[None], spoke)[0])
    chance = chance_of(own, random(1000), null=null)
    again = count(answer_again(relation, keep=verdicts.KEEP, draws=400), spoke)
    fewer = np.repeat(relation.named[None], spoke.sum(), axis=0)
    fewer[np.arange(spoke.sum()), np.flatnonzero(spoke)] = False
    agreement = None
    if pattern == "concentrated":
        drawn = draw_null(relation.named, possible(relation), null=null, draws=1000, seed=0)
        others = [
            chance_of(float(f(relation.named[None])[0]), f(drawn), null=null).p
            for f in (concentration.gini, concentration.centralization)
        ]
        agreement = (1 + sum(p <= 0.05 for p in others)) / 3
    expected = {
        "gate": verdicts.gate_of(relation),
        "p": chance.p,
        "stability": float((again > chance.high).mean()),
        "agreement": agreement,
        "rests_on_one": own > chance.high and bool((count(fewer, spoke) <= chance.high).any()),
    }
    assert told == [expected]


def test_a_count_as_chance_has_it_is_told_by_the_first_draws(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Fifty draws are enough where so many are as far that a thousand could not be too few."""
    told = listen(monkeypatch, verdicts)
    relation = made(8, 0.3, 0.3, silent=4)
    verdicts.count_word("unchosen", relation)
    own = counts.unchosen_count(relation.named[None])[0]
    random = draw_null(relation.named, possible(relation), null="out", draws=50, seed=0)
    far = int((counts.unchosen_count(random) >= own).sum())
    assert told == [{"gate": verdicts.gate_of(relation), "p": (1 + far) / 51}]
    limit = DEFAULT_PRESET.likely_p.value
    most = int(limit * 1001) - 1
    assert not verdicts._too_likely(most, 1000)
    assert verdicts._too_likely(most + 1, 1000)


@pytest.mark.parametrize("silent", [0, 4])
def test_a_word_of_gender_rests_on_its_numbers(
    monkeypatch: pytest.MonkeyPatch, silent: int
) -> None:
    told = listen(monkeypatch, verdicts)
    monkeypatch.setattr(verdicts, "_FIRM", frozenset({Strength.CLEAR}))
    relation, two = made(9, 0.6, 0.1, silent), (LABELS > 0).astype(int)
    assert verdicts.gender_word(relation, two) is Strength.CLEAR
    ei = compare_labels(relation, two, ei_index, draws=1000, tail="low")
    again = ei_index(answer_again(relation, keep=verdicts.KEEP, draws=400), two)
    fewer = np.repeat(relation.named[None], N - silent, axis=0)
    fewer[np.arange(N - silent), np.arange(silent, N)] = False
    rests = ei.observed < ei.low and bool((ei_index(fewer, two) >= ei.low).any())
    gate = verdicts.gate_of(relation)
    assert told == [
        {"gate": gate, "p": ei.p},
        {
            "gate": gate,
            "p": ei.p,
            "stability": float((again < ei.low).mean()),
            "rests_on_one": rests,
        },
    ]


@pytest.mark.parametrize("level", LEVELS)
def test_each_of_the_four_questions_is_asked_with_what_was_given(level: float) -> None:
    relation = made(10, level, 0.2, silent=3)
    found = put_in_doubt(relation, counts.mutual_pairs, null="in_out", tail="low", draws=40, seed=6)
    keeps = DEFAULT_PRESET.keep_short.value, DEFAULT_PRESET.keep_term.value
    for span, keep in zip((found.next_days, found.next_term), keeps, strict=True):
        numbers = counts.mutual_pairs(answer_again(relation, keep=keep, draws=40, seed=6))
        assert span is not None
        assert [span.low, span.high] == pytest.approx(np.quantile(numbers, [0.05, 0.95]))
    asked = {"null": "in_out", "draws": 40, "seed": 6, "tail": "low"}
    assert found.chance == compare_with_chance(relation, counts.mutual_pairs, **asked)


def mean_mark(graph: RelationGraph, key: str) -> float:
    ratings = graph.relation(key).ratings
    if ratings is None or np.isnan(ratings).all():
        raise NotAvailableError(Reason.NOT_ASKED)
    return float(np.nanmean(ratings))


@pytest.mark.parametrize("silent", [0, 4])
def test_a_number_of_the_ratings_is_put_to_one_rater_only(silent: int) -> None:
    relation = rated(2, silent)
    other = made(3, 0.3, 0.3, key="other")
    graph = RelationGraph(tuple(PupilId(f"p{i:02d}") for i in range(N)), (other, relation))
    found = doubt_metric(graph, "q", mean_mark)
    marks = relation.ratings
    assert marks is not None
    raters = range(silent, N)
    without = [float(np.nanmean(np.delete(marks, i, axis=0))) for i in raters]
    whole = float(np.nanmean(marks))
    assert found.reading.value == whole
    assert found.reading.low == found.reading.high == (None if silent else whole)
    assert (found.reading.n_asked, found.reading.n_answered) == (N, N - silent)
    assert found.one_rater.low == pytest.approx(min(without), abs=1e-12)
    assert found.one_rater.high == pytest.approx(max(without), abs=1e-12)
    assert (found.one_rater.versions, found.one_rater.undefined) == (N - silent, 0)
    assert found.most_moved_by == raters[int(np.argmax(np.abs(np.array(without) - whole)))]
    assert found.next_days is found.next_term is found.chance is None
    assert chance_of_metric(graph, "q", mean_mark) is None


def gini(graph: RelationGraph, key: str) -> float:
    return float(concentration.gini(graph.relation(key).named[None])[0])


@pytest.mark.parametrize("tail", ["low", "high"])
@pytest.mark.parametrize("null", ["out", "man"])
def test_chance_alone_is_the_chance_beside_the_other_doubts(null: str, tail: str) -> None:
    relation = made(11, 0.5, 0.2, silent=2)
    graph = RelationGraph(tuple(PupilId(f"p{i:02d}") for i in range(N)), (relation,))
    alone = chance_of_metric(graph, "q", gini, null=null, tail=tail, draws=30, seed=2)
    beside = doubt_metric(graph, "q", gini, null=null, tail=tail, draws=30, seed=2).chance
    assert alone == beside
    asked = {"null": null, "draws": 30, "seed": 2, "tail": tail}
    assert alone == compare_with_chance(relation, concentration.gini, **asked)
    usual = chance_of_metric(graph, "q", gini, draws=200)
    assert usual == chance_of_metric(graph, "q", gini, null="out", tail="high", seed=0)
