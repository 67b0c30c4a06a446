"""The search on sets kept as bits takes the same steps as the plain one, and counts the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.kernels import (
    draws,
    patterns,
    search,
    segregation,
    stacks,
    tallies,
    triads,
)
from skolemiljo_analytics.kernels.fused import bit_climb, chance
from skolemiljo_analytics.kernels.loops import bit_partition, bit_redraw, bits, partition, redraw
from skolemiljo_analytics.kernels.loops.bits import MOST
from skolemiljo_analytics.kernels.loops.stack import count_stack
from skolemiljo_analytics.kernels.seeds import stream_states
from skolemiljo_analytics.kernels.stacks import count_again, count_classes


def some_class(seed: int, most: int = 62) -> tuple[np.ndarray, np.ndarray]:
    """A class of any size that has room, thin or thick, with silent and ineligible pupils."""
    rng = np.random.Generator(np.random.PCG64(seed))
    n = int(rng.integers(1, most + 1))
    can = (rng.random((n, n)) < 0.9) & ~np.eye(n, dtype=bool)
    can[rng.permutation(n)[: rng.integers(0, 3)]] = False
    return can & (rng.random((n, n)) < rng.choice([0.02, 0.1, 0.2, 0.6])), can


def in_bits(named: np.ndarray) -> tuple[np.ndarray, int]:
    rows = np.zeros((3, len(named)), dtype=np.int64)
    bits.pack_rows(named, rows[0])
    bits.turn_rows(rows[0], rows[1])
    return rows, bit_partition.weigh_bits(rows[0], rows[1], rows[2])


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_the_search_on_bits_is_the_plain_search(seed: int) -> None:
    named, _ = some_class(seed)
    n = len(named)
    rows, two = in_bits(named)
    b = np.zeros((n, n), dtype=np.int64)
    strength = np.zeros(n, dtype=np.int64)
    assert partition.weigh(named, b, strength) == two
    assert (rows[2] == strength).all()
    room, gains = np.zeros((5 + n, 64), dtype=np.int64), np.zeros((n, n), dtype=np.int64)
    plain, found = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    best = partition.search(b, stream_states(seed, 11), plain, room, gains)
    assert bit_partition.search_bits(rows, two, stream_states(seed, 11), found, room) == best
    assert (found == plain).all()


@given(st.integers(0, 10**6), st.floats(0, 1))
@settings(max_examples=60)
def test_answering_again_on_bits_draws_the_same(seed: int, keep: float) -> None:
    named, can = some_class(seed)
    n = len(named)
    plain, pool = np.zeros((n, n), dtype=bool), np.zeros((2, n), dtype=np.int64)
    rows, word = np.zeros((2, n), dtype=np.int64), draws.keep_word(keep)
    for state, other in zip(stream_states(seed, 5), stream_states(seed, 5), strict=True):
        redraw.answer_again(named, can, word, state, plain, pool)
        given, able = bits.as_bits(named), bits.as_bits(can)
        bit_redraw.answer_again_bits(given, able, word, other, rows, pool[0])
        assert (rows[0] == bits.as_bits(plain)).all()
        assert (rows[1] == bits.as_bits(plain.T)).all()
        assert (state == other).all()


@pytest.mark.parametrize("size", [20, 70])
def test_counting_while_drawing_is_drawing_and_counting(size: int) -> None:
    rng = np.random.Generator(np.random.PCG64(size))
    can = ~np.eye(size, dtype=bool)
    named = can & (rng.random((size, size)) < 0.2)
    labels = rng.integers(-1, 3, size)
    stack = draws.draw_again(named, can, keep=0.8, draws=40, seed=9)
    drawn, counted = count_again(named, can, labels, keep=0.8, draws=40, seed=9)
    assert (drawn == stack).all()
    apart = count_classes(stack, labels)
    for key in ("received", "mutual", "inside", "labelled"):
        assert (getattr(counted, key) == getattr(apart, key)).all(), key
    assert counted.labelled.sum() > counted.inside.sum() > 0


@pytest.mark.parametrize("size", [20, 70])
def test_lent_memory_holds_the_same_and_is_each_threads_own(size: int) -> None:
    rng = np.random.Generator(np.random.PCG64(size))
    can = ~np.eye(size, dtype=bool)
    named = can & (rng.random((size, size)) < 0.2)
    labels = rng.integers(-1, 3, size)

    def count(seed: int, lend: bool) -> tuple[np.ndarray, ...]:
        stack, counted = count_again(named, can, labels, keep=0.7, draws=30, seed=seed, lend=lend)
        return stack, counted.received, counted.mutual, counted.inside, counted.labelled

    for seed in (1, 2):
        for own, lent in zip(count(seed, False), count(seed, True), strict=True):
            np.testing.assert_array_equal(own, lent)
    first = count(1, True)
    with ThreadPoolExecutor(1) as other:
        other.submit(count, 2, True).result()
    for own, lent in zip(count(1, False), first, strict=True):
        np.testing.assert_array_equal(own, lent)


def test_memory_is_lent_for_classes_and_new_for_a_school() -> None:
    assert stacks._lend(50, 26)[0] is stacks._lend(50, 26)[0]
    assert stacks._lend(50, 26)[0] is not stacks._lend(51, 26)[0]
    assert stacks._lend(210, 200)[0] is not stacks._lend(210, 200)[0]


def test_a_class_too_large_for_bits_is_searched_all_the_same() -> None:
    labels = np.repeat(np.arange(7), 10)
    named = (labels[:, None] == labels) & ~np.eye(70, dtype=bool)
    can = ~np.eye(70, dtype=bool)
    assert (search.find_groups(named, starts=4) == labels).all()
    shares = search.together_again(named, can, keep=0.95, draws=20, seed=1)
    assert ((shares > 0.9) == (labels[:, None] == labels)).all()


def test_each_class_of_a_stack_has_its_own_redraws() -> None:
    can = ~np.eye(4, dtype=bool)
    stack = np.stack([np.roll(np.eye(4, dtype=bool), k, axis=1) & can for k in (1, 2, 3)])
    each = search.together_each(stack, can, keep=1.0, draws=3, seed=0)
    own = [search.together_again(a, can, keep=1.0, draws=3, seed=0) for a in stack]
    assert each.shape == (3, 4, 4)
    assert (each[1] == own[1]).all()
    assert (each[1] != each[0]).any()


@pytest.mark.parametrize("null", ["in_out", "man_in_out"])
def test_neighbours_in_a_chain_have_next_to_nothing_in_common(null: str) -> None:
    """Shared choices and modularity of one class and the next vary together by a few hundredths."""
    rng = np.random.Generator(np.random.PCG64(3))
    labels = np.arange(24) // 6
    odds = np.where(labels[:, None] == labels, 6.0, 1.0) * ~np.eye(24, dtype=bool)
    named = np.zeros((24, 24), dtype=bool)
    for i in range(24):
        named[i, rng.choice(24, 3, replace=False, p=odds[i] / odds[i].sum())] = True
    can = ~np.eye(24, dtype=bool)
    random = draws.draw_null(named, can, null=null, draws=5000, seed=5)
    chains = (random & named).sum(axis=(1, 2)).reshape(-1, 25).astype(float)
    chains -= chains.mean()
    after = (chains[:, 1:] * chains[:, :-1]).mean() / (chains**2).mean()
    assert after < 0.2
    _, found, _ = search.null_modularity(named, can, null=null, draws=2000, seed=5)
    q = found.reshape(-1, 25) - found.mean()
    assert abs((q[:, 1:] * q[:, :-1]).mean() / (q**2).mean()) < 0.12
    assert abs(chains[:, 0].mean()) < 4 * (chains**2).mean() ** 0.5 / 200**0.5


@given(st.integers(0, 10**6))
@settings(max_examples=40)
def test_counts_in_one_pass_are_the_plain_ones(seed: int) -> None:
    named, _ = some_class(seed, 30)
    stack = np.stack([named, named.T, named & named.T])
    plain, found = triads.transitivity(stack), stacks.stack_transitivity(stack)
    np.testing.assert_array_equal(found, plain)
    mutual = named & named.T
    assert (stacks.cut_pupils(mutual) == patterns.connecting(mutual)).all()
    assert (stacks.cut_pupils(mutual, smallest=2) == patterns.bridging(mutual)).all()
    labels = np.random.Generator(np.random.PCG64(seed)).integers(-1, 3, (6, len(named)))
    inside, across, _, _ = segregation.mixing(named, labels)
    expected = tallies.ratio(across - inside, across + inside)
    np.testing.assert_array_equal(segregation.ei_index(named, labels), expected)


@pytest.mark.parametrize("size", [1, 25, MOST, MOST + 1])
def test_counts_on_bits_are_those_of_the_plain_loop(size: int) -> None:
    rng = np.random.Generator(np.random.PCG64(size))
    stack = rng.random((7, size, size)) < 0.3
    for labels in (None, rng.integers(-1, 3, size)):
        counted = stacks.count_classes(stack, labels)
        known = np.full(size, -1) if labels is None else labels
        received, mutual = np.zeros((2, 7, size), dtype=np.int64)
        inside = np.zeros((7, 2), dtype=np.int64)
        count_stack(stack, known, received, mutual, inside)
        np.testing.assert_array_equal(counted.received, received)
        np.testing.assert_array_equal(counted.mutual, mutual)
        np.testing.assert_array_equal(counted.inside, inside[:, 0])
        np.testing.assert_array_equal(counted.labelled, inside[:, 1])


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_the_climb_with_rows_that_count_several_times_is_the_plain_one(seed: int) -> None:
    named, _ = some_class(seed)
    n = len(named)
    times = np.random.Generator(np.random.PCG64(seed)).integers(0, 8, n)
    rows, two = np.zeros((6, n), dtype=np.int64), in_bits(named)[0]
    total = bit_climb.weigh_times(two[0], two[1], times, rows)
    b = np.zeros((n, n), dtype=np.int64)
    strength = np.zeros(n, dtype=np.int64)
    assert chance.weigh_rows(named, times, b, strength) == total
    assert (rows[5] == strength).all()
    plain, order = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    partition.scatter(plain, order, min(n, 8), stream_states(seed, 1)[0])
    found, lanes = plain.copy(), np.zeros((3 + n, 64), dtype=np.int64)
    room, gains = np.zeros((5 + n, n), dtype=np.int64), np.zeros((n, n), dtype=np.int64)
    partition.climb(b, plain, order, gains, room[2], room[4:])
    bit_climb.climb_weighed(rows, total, found, order, lanes)
    assert (found == plain).all()


def test_redraws_of_who_answered_are_the_same_however_they_are_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With few who answered some count more than seven times, which bits do not hold."""
    named, _ = some_class(5, 20)
    n = len(named)
    made = []
    loop = getattr(chance.redraw_respondents, "py_func", chance.redraw_respondents)
    for most in (bits.MOST, 0):
        monkeypatch.setattr(chance, "MOST", most)
        together = np.zeros((n, n), dtype=np.int64)
        room, lanes = np.zeros((9 + n, n), dtype=np.int64), np.zeros((9 + n, 64), dtype=np.int64)
        weights = np.zeros((2, n, n), dtype=np.int64)
        few = np.array([0, 1, 2, 3] * 5)
        loop(named, few, 40, stream_states(3, 1)[0], together, room, lanes, weights)
        made.append(together)
    assert (made[0] == made[1]).all()
    assert made[0].diagonal().max() == 40
