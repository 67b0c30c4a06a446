"""The test of groupings in two stages: how often it errs, and that all doors draw alike."""

from __future__ import annotations

import os
from functools import cache
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from skolemiljo_analytics.doubt import groupings, split, verdicts
from skolemiljo_analytics.doubt.exact import possible
from skolemiljo_analytics.doubt.stages import SPLIT_STAGES, Stages
from skolemiljo_analytics.doubt.strength import judge, judge_split
from skolemiljo_analytics.doubt.worlds import Design, World, draw_world, without_pattern
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.search import find_groups
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import BoolArray, Gate, Strength

ORDER = [Strength.CANNOT_SAY, Strength.POSSIBLE, Strength.PROBABLE, Strength.CLEAR]
CLEAR = DEFAULT_PRESET.clear_split_p.value


def exact_ends(stages: Stages) -> dict[tuple[int, int], float]:
    """Chance of every end (draws, as far) of a random class, counting ways: all counts of `last`
    are as likely, and which of them fell in the first stage is hypergeometric."""
    ends: dict[tuple[int, int], float] = {}
    for i in range(stages.first + 1):
        if not stages.goes_on(i):
            ends[stages.first, i] = 1 / (stages.first + 1)
    more = stages.last - stages.first
    for k in range(stages.last + 1):
        ways = sum(
            comb(stages.first, i) * comb(more, k - i)
            for i in range(stages.low + 1, stages.high)
            if 0 <= k - i <= more
        )
        if ways:
            ends[stages.last, k] = ways / (comb(stages.last, k) * (stages.last + 1))
    return ends


ends_of = cache(exact_ends)


@pytest.mark.parametrize(
    "stages", [SPLIT_STAGES, Stages(20, 60, 0, 5), Stages(9, 30, 1, 4), Stages(5, 6, 2, 5)]
)
def test_p_is_the_chance_of_ending_there_or_more_extreme(stages: Stages) -> None:
    """By whole numbers: first what stopped low, then what went on, last what stopped high."""
    ends = ends_of(stages)
    assert sum(ends.values()) == pytest.approx(1.0, abs=1e-12)
    side = {(draws, k): (draws == stages.last) + 2 * (draws != stages.last and k >= stages.high)
            for draws, k in ends}  # fmt: skip
    total = 0.0
    for draws, k in sorted(ends, key=lambda end: (side[end], end[1])):
        total += ends[draws, k]
        assert stages.p(k, draws) == pytest.approx(total, rel=1e-9)


@given(st.integers(2, 40), st.integers(1, 60), st.data())
@settings(max_examples=40, deadline=None)
def test_p_is_small_in_no_larger_a_share_of_random_classes(
    first: int, more: int, data: st.DataObject
) -> None:
    low = data.draw(st.integers(0, first - 1))
    stages = Stages(first, first + more, low, data.draw(st.integers(low + 1, first)))
    ends = exact_ends(stages)
    for draws, k in ends:
        p = stages.p(k, draws)
        share = sum(chance for (d, j), chance in ends.items() if stages.p(j, d) <= p + 1e-12)
        assert share <= p + 1e-9


def test_clear_in_vain_is_as_rare_as_stated() -> None:
    """The chance of "clear" for a given p, integrated over p."""
    most = max(k for d, k in ends_of(SPLIT_STAGES) if d == 2000 and SPLIT_STAGES.p(k, d) <= CLEAR)

    def clear(p: float) -> float:
        i = np.arange(SPLIT_STAGES.low + 1, SPLIT_STAGES.high)
        on = stats.binom.pmf(i, 500, p) * stats.binom.cdf(most - i, 1500, p)
        return float((1 - p) ** 500 + on.sum())

    share = integrate.quad(clear, 0, 0.06, limit=200)[0]
    assert most == 14
    assert share == pytest.approx(SPLIT_STAGES.p(most, 2000), abs=1e-8)
    assert share == pytest.approx(0.00748, abs=5e-6)
    assert clear(0.06) < 1e-12


def test_what_stops_early_could_not_have_become_another_word() -> None:
    """With all 2,000 drawn at once, the chance of another verdict is as small as it should be."""
    for k in range(15, 21):  # not clear by 2,000: clear after 500 only by a first stage without any
        assert stats.hypergeom.pmf(0, 2000, k, 500) < 0.75**k + 1e-12
    lost = sum(stats.hypergeom.sf(6, 2000, k, 500) for k in range(15)) / 2001
    gained = sum(stats.hypergeom.pmf(0, 2000, k, 500) for k in range(15, 200)) / 2001
    assert lost < 5e-5
    assert gained < 5e-5


def relation_of(named: BoolArray, answered: BoolArray | None = None) -> Relation:
    n = len(named)
    spoke = np.ones(n, dtype=bool) if answered is None else answered
    return Relation(Question("q", "q"), named & spoke[:, None], spoke, ~np.eye(n, dtype=bool))


def some_class(number: int) -> BoolArray:
    """Classes around the limits: planted at several strengths, and dealt at random."""
    rng = np.random.Generator(np.random.PCG64(number))
    pupils, odds, limit = 15 + 5 * (number % 4), (3.0, 5.0, 8.0)[number % 3], 2 + number % 4
    truth = draw_world(World(4, odds), Design(pupils, limit), rng)
    return without_pattern(truth.choices, rng) if number % 5 == 0 else truth.choices


def test_the_word_is_that_of_the_p_that_is_shown() -> None:
    """`search_groupings` (the portrait) and `split_word` (the tables) draw the same and agree."""
    seen = set()
    for number in range(40):
        named = some_class(number)
        silent = np.ones(len(named), dtype=bool)
        silent[: 3 * (number % 2)] = False
        relation = relation_of(named, silent)
        found = groupings.search_groupings(relation, redraws=1, cohesion_classes=0, seed=number)
        assert found.modularity is not None
        word = judge_split(
            gate=verdicts.gate_of(relation),
            p=found.modularity.p,
            pupils=len(named),
            answered=int(silent.sum()),
            choices=int(relation.named.sum()),
        )
        labels = find_groups(relation.named)
        assert verdicts.split_word(relation, labels, seed=number) is word, number
        assert word is not Strength.CLEAR or found.modularity.p <= CLEAR
        seen.add((word, found.modularity.draws))
    assert {word for word, _ in seen} == set(ORDER) - {Strength.CANNOT_SAY}
    assert {draws for _, draws in seen} == {500, 2000}


def test_more_are_drawn_only_where_they_decide() -> None:
    """p, the draws it rests on and the counts agree; the first 500 are the same as alone."""
    went_on = 0
    for number in range(24):
        named = some_class(number)
        can = possible(relation_of(named))
        (one,) = split.compare_split(named, can, draws=500, seed=number, beside=False)
        random, observed, _ = split._draw(named, can, "man_in_out", draws=500, seed=number)
        as_far = int((random >= observed - 1e-9).sum())
        assert one.draws == (2000 if 0 < as_far < 7 else 500)
        if one.draws == 500:
            assert one.p == (1 + as_far) / 501
        else:
            went_on += 1
            assert 1 / 501 < one.p <= 7 / 501
    assert went_on >= 3


def test_when_one_stops_does_not_depend_on_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each random class has its own stream, so a stage counts the same however it is shared out."""
    found = []
    for cores in (1, 3):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        for number in (1, 2, 13, 22):
            named = some_class(number)
            can = possible(relation_of(named))
            found.append(split.compare_split(named, can, draws=500, seed=number, beside=False))
    assert found[:4] == found[4:]
    assert {one.draws for (one,) in found} == {500, 2000}


def test_other_numbers_of_draws_are_one_test() -> None:
    named = some_class(4)
    can = possible(relation_of(named))
    for draws in (99, 499, 501):
        strict, *weaker = split.compare_split(named, can, draws=draws, seed=1)
        assert strict.draws == draws
        assert [w.draws for w in weaker] == [draws // 5] * 2
        assert round(strict.p * (draws + 1)) == pytest.approx(strict.p * (draws + 1))
    assert split.compare_split(named, can, draws=0, seed=1) == ()


def test_the_first_look_never_takes_a_word_away() -> None:
    stopped = 0
    for number in range(40):
        named = some_class(5 * number)
        can = possible(relation_of(named))
        if split.ordinary_already(named, can, seed=number):
            stopped += 1
            chance = split.compare_split(named, can, draws=500, seed=number, beside=False)[0]
            assert chance.p >= 8 / 501
            assert chance.draws == 500
    assert stopped >= 15


@pytest.mark.parametrize(
    ("p", "size", "word"),
    [
        (CLEAR, (20, 20, 50), Strength.CLEAR),
        (CLEAR + 1e-6, (20, 20, 50), Strength.POSSIBLE),
        (CLEAR, (19, 19, 57), Strength.PROBABLE),
        (CLEAR, (20, 20, 49), Strength.PROBABLE),
        (0.003, (12, 12, 24), Strength.CLEAR),
        (0.01, (12, 12, 24), Strength.PROBABLE),
        (0.0101, (12, 12, 24), Strength.POSSIBLE),
    ],
)
def test_the_limit_of_groupings_and_where_it_holds(
    p: float, size: tuple[int, int, int], word: Strength
) -> None:
    pupils, answered, choices = size
    given_ = {"p": p, "pupils": pupils, "answered": answered, "choices": choices}
    assert judge_split(gate=Gate.EVERYTHING, **given_) is word  # type: ignore[arg-type]


@given(st.floats(0, 1), st.integers(12, 30), st.floats(1.5, 5))
def test_silence_never_makes_the_word_of_groupings_firmer(p: float, n: int, each: float) -> None:
    given_ = {"p": p, "pupils": n, "answered": n, "choices": int(each * n)}
    words = [judge_split(gate=gate, **given_) for gate in (Gate.EVERYTHING, Gate.WITH_BOUNDS)]  # type: ignore[arg-type]
    assert ORDER.index(words[1]) <= ORDER.index(words[0])
    assert words[1] is not Strength.CLEAR
    assert judge_split(gate=Gate.CLASS_ONLY, **given_) is Strength.CANNOT_SAY  # type: ignore[arg-type]


def test_limits_of_ones_own_are_for_p_alone() -> None:
    asked = {"gate": Gate.EVERYTHING, "limits": (0.02, 0.03)}
    assert judge(p=0.02, **asked) is Strength.CLEAR  # type: ignore[arg-type]
    assert judge(p=0.03, **asked) is Strength.PROBABLE  # type: ignore[arg-type]
    assert judge(p=0.031, **asked) is Strength.POSSIBLE  # type: ignore[arg-type]
    assert judge(p=0.02, stability=0.85, **asked) is Strength.PROBABLE  # type: ignore[arg-type]
