"""Every search on classes of a few pupils: quick enough to be run uncompiled, some thousand times.

Each step is held to sums over pairs, and the search on bits to the plain one.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from skolemiljo_analytics.kernels import draws, search
from skolemiljo_analytics.kernels.fused import bit_climb, chance
from skolemiljo_analytics.kernels.loops import (
    batch,
    bit_partition,
    bits,
    flow,
    partition,
)
from skolemiljo_analytics.kernels.loops.generator import next_word
from skolemiljo_analytics.kernels.seeds import stream_states
from tests.kernels.small import SEEDS, in_bits, small_class


@pytest.mark.parametrize("seed", SEEDS)
def test_both_searches_take_the_same_steps(seed: int) -> None:
    named, _ = small_class(seed)
    n = len(named)
    rows, two = in_bits(named)
    b, strength = np.full((n, n), 77), np.full(n, 77)
    assert partition.weigh(named, b, strength) == two
    w = named.astype(np.int64) + named.T
    expected = two * w - np.outer(rows[2], rows[2])
    np.fill_diagonal(expected, 0)
    assert (b == expected).all()
    assert (strength == rows[2]).all()
    plain, found = np.zeros((2, n), dtype=np.int64)
    scratch, room = np.full((4 + n, n), 5), np.full((5 + n, 64), 5)
    one, other = stream_states(seed, 9), stream_states(seed, 9)
    best = partition.search(b, one, plain, scratch, np.full((n, n), 5))
    assert bit_partition.search_bits(rows, two, other, found, room) == best
    assert (plain == found).all()
    assert (one == other).all()
    same = plain[:, None] == plain
    assert best == (b * same).sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_both_climbs_end_where_no_move_and_no_merger_helps(seed: int) -> None:
    named, _ = small_class(seed + 20)
    n = len(named)
    rows, two = in_bits(named)
    b, strength = np.zeros((n, n), dtype=np.int64), np.zeros(n, dtype=np.int64)
    partition.weigh(named, b, strength)
    for groups in (2, 3, n):
        labels, order = np.zeros((2, n), dtype=np.int64)
        partition.scatter(labels, order, groups, stream_states(seed, 1)[0])
        assert sorted(order) == list(range(n))
        assert labels.max() < groups
        other = labels.copy()
        scratch, gains = np.full((n + 1, n), 3), np.full((n, n), 3)
        top = partition.climb(b, labels, order, gains, scratch[0], scratch[1:])
        lanes = np.full((3 + n, 64), 3)
        assert bit_partition.climb_bits(rows, two, other, order, lanes) <= n
        assert (labels == other).all()
        score = np.zeros((n, n), dtype=np.int64)
        for i in range(n):
            for c in range(n):
                score[i, c] = b[i, labels == c].sum()
        assert (score.max(axis=1) == score[np.arange(n), labels]).all()
        between = np.stack([score[labels == c].sum(axis=0) for c in range(n)])
        np.fill_diagonal(between, 0)
        assert between.max() <= 0
        assert labels.max() < top <= n


@pytest.mark.parametrize("seed", SEEDS)
def test_the_length_of_a_code_is_counted_move_by_move(seed: int) -> None:
    """The length that the search returns is that of the groups it leaves."""
    named, _ = small_class(seed)
    w = named.astype(np.int64) + named.T
    s = w.sum(axis=1)
    n = len(w)
    p = np.array([0, *(round(x * math.log2(x) * 2**20) for x in range(1, 2 * int(s.sum()) + 1))])
    labels, scratch = np.full(n, 6), np.full((5, n), 6)
    best = flow.search_flow(w, s, p, stream_states(seed, 5), labels, scratch)
    exits, sums = np.full((2, n), 6)
    assert best == flow.code_length(w, s, labels, exits, sums, p)
    apart = labels[:, None] != labels
    right = [[int((w * apart)[labels == c].sum()), int(s[labels == c].sum())] for c in range(n)]
    assert np.stack([exits, sums], axis=1).tolist() == right
    alone = np.zeros(n, dtype=np.int64)
    assert best <= flow.code_length(w, s, alone, exits, sums, p)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_move_or_a_merger_gains_is_the_code_that_is_saved(seed: int) -> None:
    named, _ = small_class(seed)
    w = named.astype(np.int64) + named.T
    s = w.sum(axis=1)
    n = len(w)
    p = np.array([0, *(round(x * math.log2(x) * 2**20) for x in range(1, 2 * int(s.sum()) + 1))])
    labels = np.random.Generator(np.random.PCG64(seed)).integers(0, 3, n)
    exits, sums = np.zeros((2, n), dtype=np.int64)

    def length(groups: np.ndarray) -> int:
        return flow.code_length(w, s, groups, *np.zeros((2, n), dtype=np.int64), p)

    before = flow.code_length(w, s, labels, exits, sums, p)
    total = int(exits.sum())
    for i in range(n):
        near = np.array([w[i, labels == c].sum() for c in range(n)])
        for c in set(range(4)) - {int(labels[i])}:
            moved = labels.copy()
            moved[i] = c
            gain = flow._gain(int(s[i]), near, exits, sums, p, total, int(labels[i]), c)
            assert gain == before - length(moved)
    pairs = [(a, z) for z in range(3) for a in range(z)]
    saved = [before - length(np.where(labels == z, a, labels)) for a, z in pairs]
    joined = labels.copy()
    assert flow._join_best(w, joined, exits, sums, p, np.full(n, 9)) == max(0, *saved)
    assert before - length(joined) == max(0, *saved)
    right = np.zeros((2, n), dtype=np.int64)
    flow.code_length(w, s, joined, *right, p)
    assert [exits.tolist(), sums.tolist()] == right.tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_each_start_of_the_code_ends_where_no_move_helps(seed: int) -> None:
    """From each alone; what is said to be saved on the way is saved."""
    named, _ = small_class(seed, 8)
    w = named.astype(np.int64) + named.T
    s = w.sum(axis=1)
    n = len(w)
    p = np.array([0, *(round(x * math.log2(x) * 2**20) for x in range(1, 2 * int(s.sum()) + 1))])
    labels, exits, sums = np.arange(n), *np.zeros((2, n), dtype=np.int64)
    start = flow.code_length(w, s, labels, exits, sums, p)
    order, near = np.arange(n)[::-1].copy(), np.full(n, 9)
    end = flow._move(w, s, labels, order, exits, sums, near, p, start)
    again = np.zeros((2, n), dtype=np.int64)
    assert end == flow.code_length(w, s, labels, *again, p)
    assert [exits.tolist(), sums.tolist()] == again.tolist()
    for i in range(n):
        for c in range(n):
            other = labels.copy()
            other[i] = c
            assert flow.code_length(w, s, other, exits, sums, p) >= end
    assert end < start


@pytest.mark.parametrize("n", [18, 34, 50])
def test_both_climbs_agree_with_more_groups_than_are_taken_at_a_time(n: int) -> None:
    """Lanes are tried by sixteen: pupils in groups of two leave more of them than that."""
    named = np.zeros((n, n), dtype=bool)
    named[np.arange(n), np.arange(n) ^ 1] = True
    named[n - 1, 0] = True
    rows, two = in_bits(named)
    b, strength = np.zeros((n, n), dtype=np.int64), np.zeros(n, dtype=np.int64)
    partition.weigh(named, b, strength)
    labels, order = np.zeros((2, n), dtype=np.int64)
    partition.scatter(labels, order, n, stream_states(n, 1)[0])
    other, lanes = labels.copy(), np.full((3 + n, 64), 3)
    room, gains = np.full((n + 1, n), 3), np.full((n, n), 3)
    top = partition.climb(b, labels, order, gains, room[0], room[1:])
    assert bit_partition.climb_bits(rows, two, other, order, lanes) == top
    assert (labels == other).all()
    pairs = labels.reshape(-1, 2)
    assert (pairs[:, 0] == pairs[:, 1]).all()
    assert len(set(labels.tolist())) >= n // 2 - 1


@pytest.mark.parametrize("groups", [1, 2, 5, 9])
def test_a_start_is_dealt_out_word_by_word(groups: int) -> None:
    labels, order = np.full((2, 9), 7)
    state, words = stream_states(groups, 1)[0], stream_states(groups, 1)[0]
    partition.scatter(labels, order, groups, state)
    dealt, line = [], []
    for i in range(9):
        dealt.append(next_word(words) * groups >> 32 if groups < 9 else i)
        line.insert(next_word(words) * (i + 1) >> 32, i)
        at = line.index(i)
        if at < i:  # who stood there goes last
            line.append(line.pop(at + 1))
    assert labels.tolist() == dealt
    assert order.tolist() == line
    assert (state == words).all()


@pytest.mark.parametrize("seed", range(12))
def test_pupils_leave_for_lanes_that_were_empty(seed: int) -> None:
    """Four groups of three, begun in two lanes: others have to be opened on the way."""
    rng = np.random.Generator(np.random.PCG64(seed))
    n, groups = 12, np.arange(12) % 4
    named = (groups[:, None] == groups) ^ (rng.random((n, n)) < 0.06)
    np.fill_diagonal(named, val=False)
    rows, two = in_bits(named)
    b, strength = np.zeros((n, n), dtype=np.int64), np.zeros(n, dtype=np.int64)
    partition.weigh(named, b, strength)
    labels, order = np.zeros((2, n), dtype=np.int64)
    partition.scatter(labels, order, 2, stream_states(seed, 1)[0])
    other, lanes = labels.copy(), np.full((3 + n, 64), 3)
    room, gains = np.full((n + 1, n), 3), np.full((n, n), 3)
    top = partition.climb(b, labels, order, gains, room[0], room[1:])
    assert bit_partition.climb_bits(rows, two, other, order, lanes) == top
    assert (labels == other).all()
    score = np.stack([b[:, labels == c].sum(axis=1) for c in range(n)], axis=1)
    assert (score.max(axis=1) == score[np.arange(n), labels]).all()
    assert [int(room[0, c]) for c in range(top)] == np.bincount(labels, minlength=top).tolist()
    assert (score[:, :top] == gains[:top].T).all()


def test_each_class_of_a_stack_shares_groups_as_it_does_alone() -> None:
    """Pupils 1 and 3 have no ties: they are together with nobody, nor with each other."""
    many = np.stack([small_class(seed, 7)[0] for seed in (1, 2, 3)])
    many[:, [1, 3]] = many[:, :, [1, 3]] = False
    can = many.any(axis=0) | (np.arange(7) % 2 == 0)[:, None] & (np.arange(7) % 2 == 0)
    np.fill_diagonal(can, val=False)
    states = stream_states(4, 15).reshape(3, 5, 4)
    word, room = draws.keep_word(0.7), search._room(7)
    together = np.zeros((3, 7, 7), dtype=np.int64)
    batch.assign_each(many, can, word, states.copy(), together, *room)
    for c in range(3):
        alone = np.zeros((7, 7), dtype=np.int64)
        batch.assign_many(many[c], can, word, states[c].copy(), alone, *room)
        assert (together[c] == alone).all()
        assert alone.diagonal().tolist() == [5] * 7
        assert alone[[1, 3]].sum() == alone[:, [1, 3]].sum() == 10
    kept = search.together_each(many, can, keep=0.7, draws=5, seed=4)
    assert (kept * 5 == together).all()


def test_choices_shared_with_a_random_class_are_counted_once() -> None:
    named, other = small_class(4, 7)[0], small_class(5, 7)[0]
    strength, found = other.sum(axis=0) + other.sum(axis=1), np.full(3, 9)
    batch._add_up(other, named, strength, found)
    assert found.tolist() == [9, int((strength**2).sum()), int((named & other).sum())]


def test_gains_are_kept_in_half_the_room_as_long_as_they_fit() -> None:
    """The largest is twice 2m times the largest strength, in a class where all name all."""
    for n in range(1, 900):
        largest = 2 * (2 * n * (n - 1)) * 2 * (n - 1)
        scratch, gains = search._room(n)
        assert (gains.dtype == np.int32) == (largest < 2**31)
        assert gains.shape == (n, n)
        assert scratch.shape[1] >= max(n, 64)


def test_without_choices_there_is_nothing_to_search() -> None:
    empty, can = np.zeros((4, 4), dtype=bool), ~np.eye(4, dtype=bool)
    q, random, shared = search.null_modularity(empty, can, null="out", draws=3, seed=0)
    assert math.isnan(q)
    assert np.isnan(random).tolist() == [True] * 3
    assert shared == 1.0
    one = np.roll(np.eye(4, dtype=bool), 1, axis=1)
    many = np.stack([np.stack([one, one.T, empty]), np.stack([empty, one & False, one])])
    found = search.find_groups(many, starts=2)
    assert found.shape == (2, 3, 4)
    assert found[0, 2].tolist() == found[1, 0].tolist() == [-1] * 4


@pytest.mark.parametrize("seed", SEEDS)
def test_large_classes_count_who_shares_a_group_as_small_ones_do(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The loops for classes too large for bits, given a small one."""
    named, can = small_class(seed)
    n = len(named)
    made = []
    plain = {name: getattr(loop, "py_func", loop) for name, loop in vars(batch).items()}
    monkeypatch.setattr(batch, "_search_one", plain["_search_one"])
    for most in (bits.MOST, 0):
        monkeypatch.setattr(batch, "MOST", most)
        together, labels = np.zeros((n, n), dtype=np.int64), np.zeros((2, n), dtype=np.int64)
        room, gains = np.zeros((5 + n, 64), dtype=np.int64), np.zeros((n, n), dtype=np.int64)
        word, two = draws.keep_word(0.7), np.stack([named, named.T])
        states = stream_states(seed, 4)
        plain["assign_many"](named, can, word, states, together, room, gains)
        starts = stream_states(seed, 6).reshape(2, 3, 4)
        plain["partition_many"](two, starts, labels, room, gains)
        made.append((together, labels))
    for one, other in zip(*made, strict=True):
        assert (one == other).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_that_count_several_times_are_weighed_and_climbed(seed: int) -> None:
    named, _ = small_class(seed)
    n = len(named)
    times = np.random.Generator(np.random.PCG64(seed)).integers(0, 8, n)
    rows, two = np.zeros((6, n), dtype=np.int64), in_bits(named)[0]
    total = bit_climb.weigh_times(two[0], two[1], times, rows)
    b, strength = np.zeros((n, n), dtype=np.int64), np.zeros(n, dtype=np.int64)
    assert chance.weigh_rows(named, times, b, strength) == total
    weighed = named * times[:, None]
    w = weighed + weighed.T
    expected = w.sum() * w - np.outer(w.sum(axis=1), w.sum(axis=1))
    np.fill_diagonal(expected, 0)
    assert (b == expected).all()
    assert (rows[5] == w.sum(axis=1)).all()
    assert (strength == rows[5]).all()
    plain, order = np.zeros((2, n), dtype=np.int64)
    partition.scatter(plain, order, 3, stream_states(seed, 1)[0])
    found, lanes = plain.copy(), np.full((3 + n, 64), 6)
    room, gains = np.full((5 + n, n), 6), np.full((n, n), 6)
    partition.climb(b, plain, order, gains, room[2], room[4:])
    bit_climb.climb_weighed(rows, total, found, order, lanes)
    assert (found == plain).all()
