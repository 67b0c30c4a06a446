"""A number beside random ones, rule by rule: what faults put in on purpose slipped by."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.doubt import chance
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import concentration, counts
from skolemiljo_analytics.kernels.draws import draw_null
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.kernels.segregation import ei_index
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

INF = math.inf


def p_of(
    observed: float, random: Sequence[float], tail: str = "high", exact: bool = False
) -> float:
    return chance.chance_of(observed, np.array(random), null="x", tail=tail, exact=exact).p


def some(seed: int, n: int = 25) -> Relation:
    rng = np.random.Generator(np.random.PCG64(seed))
    can = (rng.random((n, n)) < 0.8) & ~np.eye(n, dtype=bool)
    answered = np.arange(n) != 2
    named = (rng.random((n, n)) < 0.2) & can & answered[:, None]
    return Relation(Question("arbeid", "?"), named, answered, can)


@given(
    st.lists(st.floats(-5, 5), min_size=1, max_size=40),
    st.lists(st.integers(1, 6), min_size=40, max_size=40),
)
def test_mean_and_ends_are_numpys(numbers: list[float], often: list[int]) -> None:
    random, ways = np.array(numbers), np.array(often[: len(numbers)])
    for ours, theirs in (
        (chance.chance_of(0.0, random.copy(), null="x"), random),
        (chance.chance_of(0.0, random, null="x", ways=ways), np.repeat(random, ways)),
    ):
        low, high = np.quantile(theirs, [0.05, 0.95])
        assert (ours.low, ours.high) == pytest.approx((low, high), abs=1e-12)
        assert ours.expected == pytest.approx(theirs.mean(), abs=1e-12)
        assert (ours.draws, ours.null, ours.observed) == (len(theirs), "x", 0.0)


def test_what_is_infinite_is_farthest_and_takes_no_part_in_the_mean() -> None:
    found = chance.chance_of(INF, np.array([INF, 1.0, 3.0, INF]), null="x")
    assert (found.p, found.expected, found.draws) == (3 / 5, 2.0, 4)
    assert (found.low, found.high) == pytest.approx((1.1, 2.9))
    assert p_of(1.0, [INF, 1.5, 0.0]) == 3 / 4
    all_of_it = chance.chance_of(INF, np.array([INF, INF]), null="x")
    assert (all_of_it.expected, all_of_it.low, all_of_it.high) == (INF, INF, INF)
    assert all_of_it.p == 1.0


def test_numbers_as_far_but_for_rounding_are_as_far() -> None:
    """Within 1e-9, or a thousand-millionth of a number above 1; both ends belong to it."""
    assert p_of(0.3, [0.1 + 0.2, 0.1]) == p_of(0.1 + 0.2, [0.3, 0.1]) == 2 / 3
    assert p_of(0.5, [0.5 - 1.5e-9]) == p_of(0.5, [0.5 + 1.5e-9], "low") == 1 / 2
    assert p_of(0.5, [0.5 - 0.5e-9]) == p_of(0.5, [0.5 + 0.5e-9], "low") == 1.0
    assert p_of(1e6, [1e6 - 5e-4]) == p_of(1e6, [1e6 + 5e-4], "low") == 1.0
    assert p_of(1e6, [1e6 - 5e-3]) == p_of(1e6, [1e6 + 5e-3], "low") == 1 / 2
    assert p_of(0.0, [-1e-9]) == p_of(0.0, [1e-9], "low") == 1.0


def test_both_ends_are_twice_the_smaller_and_one_at_most() -> None:
    nine = [float(x) for x in range(9)]
    assert p_of(1.0, nine, "both") == pytest.approx(5 / 10)
    assert p_of(1.0, nine, "both", exact=True) == pytest.approx(4 / 9)
    assert p_of(7.0, nine, "both") == pytest.approx(5 / 10)
    assert p_of(2.0, [2.0, 2.0, 2.0], "both") == 1.0


@pytest.mark.parametrize(("observed", "random"), [(math.nan, [1.0]), (1.0, [math.nan] * 2)])
def test_why_a_number_has_nothing_beside_it(observed: float, random: list[float]) -> None:
    with pytest.raises(NotAvailableError) as refused:
        chance.chance_of(observed, np.array(random), null="x")
    assert refused.value.reason is Reason.CONSTANT
    assert refused.value.detail == "undefined for this class"


@pytest.mark.parametrize("null", ["out", "in_out", "man"])
@pytest.mark.parametrize("tail", ["high", "low"])
def test_random_classes_are_those_of_question_null_and_seed(null: str, tail: str) -> None:
    """Who could be named stays so, and each question and null has draws of its own."""
    relation = some(1)
    seed = derive_seed(7, "arbeid", "chance", null)
    classes = draw_null(relation.named, chance.possible(relation), null=null, draws=50, seed=seed)
    assert not (classes & ~relation.eligible).any()
    kernel = concentration.gini
    random, observed = kernel(classes), float(kernel(relation.named))
    far = random >= observed - 1e-9 if tail == "high" else random <= observed + 1e-9
    found = chance.compare_with_chance(relation, kernel, null=null, draws=50, seed=7, tail=tail)
    assert found.p == (1 + np.count_nonzero(far)) / 51
    assert found.expected == pytest.approx(random.mean(), abs=1e-12)
    assert (found.null, found.draws, found.observed) == (null, 50, observed)


def test_a_thousand_classes_and_the_high_end_by_default() -> None:
    relation = some(2)
    found = chance.compare_with_chance(relation, counts.unchosen_count, null="out")
    assert found == chance.compare_with_chance(
        relation, counts.unchosen_count, null="out", draws=1000, seed=0, tail="high"
    )
    assert found.draws == 1000
    other = chance.compare_with_chance(relation, counts.unchosen_count, null="out", tail="low")
    assert other.p != found.p


def plain_ei(named: BoolArray, labels: IntArray) -> FloatArray:
    return ei_index(named, labels)


def test_labels_drawn_are_those_of_question_and_seed() -> None:
    relation, labels = some(3), np.arange(25) % 2
    generator = np.random.Generator(np.random.PCG64(derive_seed(4, "arbeid", "labels")))
    dealt = generator.permuted(np.repeat(labels[None], 40, axis=0), axis=1)
    random, observed = ei_index(relation.named, dealt), float(ei_index(relation.named, labels))
    for kernel in (ei_index, plain_ei):
        found = chance.compare_labels(relation, labels, kernel, draws=40, seed=4)
        assert found.p == (1 + np.count_nonzero(random <= observed + 1e-9)) / 41
        assert found.expected == pytest.approx(random.mean(), abs=1e-12)
    usual = chance.compare_labels(relation, labels, ei_index)
    assert usual == chance.compare_labels(relation, labels, ei_index, draws=1000, seed=0)
    assert usual.draws == 1000


def test_a_top_share_is_that_of_three_by_default() -> None:
    received = np.array([5, 1, 4, 0, 2])
    assert concentration.top_share_of(received) == pytest.approx(11 / 12)
    assert concentration.top_share_of(received, 1) == pytest.approx(5 / 12)
