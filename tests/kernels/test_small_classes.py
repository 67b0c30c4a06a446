"""Every loop on classes of a few pupils: quick enough to be run uncompiled, some thousand times.

What is drawn and found from a seed is pinned by a digest: it is to be the same on any machine, and
who changes it changes what schools were told ("Changed results" in the changelog).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest

from skolemiljo_analytics.errors import InvalidGraphError
from skolemiljo_analytics.kernels import draws, labellings, search, stacks
from skolemiljo_analytics.kernels.loops import (
    batch,
    bit_redraw,
    bits,
    redraw,
    stack,
    swap,
)
from skolemiljo_analytics.kernels.loops.generator import next_word
from skolemiljo_analytics.kernels.seeds import stream_states
from tests.kernels.small import SEEDS, digest, in_bits, small_class


@pytest.mark.parametrize("seed", SEEDS)
def test_sets_as_bits_are_the_rows_and_columns(seed: int) -> None:
    named, _ = small_class(seed)
    rows, two = in_bits(named)
    own = [sum(1 << j for j in np.flatnonzero(row).tolist()) for row in named]
    turned = [sum(1 << i for i in np.flatnonzero(row).tolist()) for row in named.T]
    assert rows[:2].tolist() == [own, turned]
    assert rows[2].tolist() == (named.sum(axis=0) + named.sum(axis=1)).tolist()
    assert two == 2 * named.sum()
    assert bits.as_bits(named).tolist() == own


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("keep", [0.0, 0.6, 1.0])
def test_both_ways_to_answer_again_draw_the_same(seed: int, keep: float) -> None:
    named, can = small_class(seed)
    n = len(named)
    plain, pool = np.ones((n, n), dtype=bool), np.full((2, n), 4)
    rows, word = np.full((2, n), 7), draws.keep_word(keep)
    one, other = stream_states(seed, 1)[0], stream_states(seed, 1)[0]
    for _ in range(3):
        redraw.answer_again(named, can, word, one, plain, pool)
        bit_redraw.answer_again_bits(
            bits.as_bits(named), bits.as_bits(can), word, other, rows, pool[0]
        )
        assert rows.tolist() == [bits.as_bits(plain).tolist(), bits.as_bits(plain.T).tolist()]
        assert (one == other).all()
        assert not (plain & ~can).any()
        assert (plain.sum(axis=1) == named.sum(axis=1)).all()
        assert keep < 1 or (plain == named).all()
    if keep == 0:
        spare = (can & ~named).sum(axis=1) >= named.sum(axis=1)
        assert not (plain & named)[spare].any()


@pytest.mark.parametrize("seed", SEEDS)
def test_counts_of_a_stack_are_those_of_numpy(seed: int) -> None:
    one, _ = small_class(seed, 7)
    named = np.stack([one, one.T, one & one.T, np.zeros_like(one)])
    m, n = named.shape[:2]
    labels = np.random.Generator(np.random.PCG64(seed)).integers(-1, 2, n)
    known = (labels >= 0)[:, None] & (labels >= 0)
    same = known & (labels[:, None] == labels)
    expected = (
        named.sum(axis=1),
        (named & named.swapaxes(1, 2)).sum(axis=2),
        np.stack([(named & same).sum(axis=(1, 2)), (named & known).sum(axis=(1, 2))], axis=1),
    )
    made = [np.zeros((m, n), int), np.zeros((m, n), int), np.zeros((m, 2), int)]
    stack.count_stack(named, labels, *made)
    for found, right in zip(made, expected, strict=True):
        assert (found == right).all()
    made = [np.full((m, n), 9), np.full((m, n), 9), np.full((m, 2), 9)]
    stack.count_stack_bits(named, bits.as_bits(same), np.full((2, n), 9), *made)
    for found, right in zip(made, expected, strict=True):
        assert (found == right).all()
    paths = np.full((m, 2), 9)
    stack.count_paths(named, np.full(n, 9), paths)
    a = named.astype(np.int64)
    two = a @ a
    two[:, np.arange(n), np.arange(n)] = 0
    assert paths.tolist() == np.stack([(two * a).sum((1, 2)), two.sum((1, 2))], axis=1).tolist()
    copy = np.ones((n, n), dtype=bool)
    stack.copy_class(one, copy)
    assert (copy == one).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_drawing_and_counting_at_once_is_drawing_and_counting(seed: int) -> None:
    named, can = small_class(seed, 7)
    labels = np.arange(7) % 3 - 1
    drawn, counted = stacks.count_again(named, can, labels, keep=0.5, draws=9, seed=seed)
    assert (drawn == draws.draw_again(named, can, keep=0.5, draws=9, seed=seed)).all()
    known = (labels >= 0)[:, None] & (labels >= 0)
    same = known & (labels[:, None] == labels)
    assert (counted.received == drawn.sum(axis=1)).all()
    assert (counted.mutual == (drawn & drawn.swapaxes(1, 2)).sum(axis=2)).all()
    assert (counted.inside == (drawn & same).sum(axis=(1, 2))).all()
    assert (counted.labelled == (drawn & known).sum(axis=(1, 2))).all()


@pytest.mark.parametrize("mutual", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_swaps_keep_their_list_of_choices(seed: int, mutual: bool) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    n = 8
    upper = np.triu(rng.random((n, n)) < 0.3, 1)
    named = upper | upper.T | np.triu(rng.random((n, n)) < 0.1, 1)
    can = ~np.eye(n, dtype=bool)
    before, state = named.copy(), stream_states(seed, 1)[0]
    ties = np.full((3, n * n), -1)
    swap.same_degrees(can, mutual, 30, state, named, ties)
    givers, receivers = ties[:2, : named.sum()]
    assert sorted(zip(givers, receivers, strict=True)) == sorted(zip(*named.nonzero(), strict=True))
    assert (ties[2, givers * n + receivers] == np.arange(named.sum())).all()
    assert (named.sum(axis=0) == before.sum(axis=0)).all()
    assert (named.sum(axis=1) == before.sum(axis=1)).all()
    if mutual:
        assert (named & named.T).sum() == (before & before.T).sum()
    assert (named != before).any()


@pytest.mark.parametrize("count", [7, 4096, 4097, 60_000])
def test_one_word_makes_two_numbers_and_of_many_choices_two_words_do(count: int) -> None:
    pick = getattr(swap._pick, "py_func", swap._pick)
    state = stream_states(count, 1)[0]
    words, column, high = pick(tuple(state.tolist()), count)
    first = next_word(state)
    if count <= 4096:
        assert (column, high) == ((first & 0xFFFF) * count >> 16, first & 0xFFFF0000)
    else:
        assert (column, high) == (first * count >> 32, next_word(state))
    assert words == tuple(state.tolist())
    assert 0 <= column < count


@pytest.mark.parametrize("many", [2, 3])
def test_few_choices_are_swapped_too(many: int) -> None:
    """Two choices exchange receivers in half of the draws; three in a row never stand still."""
    named = np.zeros((6, 6), dtype=bool)
    named[np.arange(many), np.arange(many) + 3] = True
    drawn = draws.draw_null(named, ~np.eye(6, dtype=bool), null="in_out", draws=100, seed=1)
    seen = {d.tobytes() for d in drawn}
    assert len(seen) == math.factorial(many)


def parts_around(tied: np.ndarray, pupil: int) -> list[int]:
    """Sizes of the parts around a pupil who is away, by powers of the rest of the class."""
    rest = tied.copy()
    rest[pupil] = rest[:, pupil] = False
    reach = np.linalg.matrix_power(rest.astype(float) + np.eye(len(tied)), len(tied)) > 0
    near = [tuple(reach[j].tolist()) for j in np.flatnonzero(tied[pupil])]
    return [sum(part) for part in set(near)]


@pytest.mark.parametrize("smallest", [1, 2])
@pytest.mark.parametrize("seed", SEEDS)
def test_who_alone_holds_parts_together(seed: int, smallest: int) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    n = 9
    upper = np.triu(rng.random((n, n)) < 0.22, 1)
    tied = upper | upper.T
    named = tied | np.triu(rng.random((n, n)) < 0.2, 1)
    found = np.zeros(n, dtype=bool)
    stack.find_cuts(named[None], smallest, np.full((2, n), 8), found)
    mutual = named & named.T
    expected = [sum(s >= smallest for s in parts_around(mutual, i)) >= 2 for i in range(n)]
    assert found.tolist() == expected
    twice = np.stack([named, np.zeros_like(named), named])
    counted = stack.count_without(twice, 4, smallest, np.full(n, 8), np.full(n, 8))
    assert counted == 2 * expected[4]


@pytest.mark.parametrize("sizes", [(2, 3), (2, 2, 2), (3, 2, 1), (1, 1, 3)])
def test_labels_dealt_in_every_way(sizes: tuple[int, ...]) -> None:
    named, _ = small_class(sum(sizes), sum(sizes))
    values, ways = labellings.every_inside(named, sizes)
    kinds = np.repeat(np.arange(len(sizes)), sizes)
    every = np.array(sorted(set(permutations(kinds.tolist()))))
    inside = (named & (every[:, :, None] == every[:, None, :])).sum(axis=(1, 2))
    right = np.unique(inside, return_counts=True)
    assert [values.tolist(), ways.tolist()] == [r.tolist() for r in right]


def test_shares_of_a_stack_and_who_could_be_named() -> None:
    star = np.zeros((5, 5), dtype=bool)
    star[0, 1:] = star[1:, 0] = True
    stack_of = np.stack([star, np.zeros_like(star), star, star])
    assert stacks.share_without(stack_of, 0, smallest=1) == 0.75
    assert stacks.share_without(stack_of, 1, smallest=1) == 0.0
    every = np.ones((5, 5), dtype=bool)
    _, can = draws.check_class(star, eligible=every)
    assert (can == ~np.eye(5, dtype=bool)).all()
    answered = np.arange(5) > 0
    _, can = draws.check_class(star & answered[:, None], eligible=every, answered=answered)
    assert (can == (~np.eye(5, dtype=bool) & answered[:, None])).all()


def test_many_draws_are_the_single_ones() -> None:
    named, can = small_class(3, 6)
    word, states = draws.keep_word(0.6), stream_states(8, 5)
    out, pool = np.ones((5, 6, 6), dtype=bool), np.full((2, 6), 3)
    batch.again_many(named, can, word, states.copy(), out)
    for d in range(5):
        own = np.ones((6, 6), dtype=bool)
        redraw.answer_again(named, can, word, states[d].copy(), own, pool)
        assert (out[d] == own).all()
    assert (out == draws.draw_again(named, can, keep=0.6, draws=5, seed=8)).all()


def test_what_does_not_fit_is_refused_with_what_was_expected_and_what_came() -> None:
    named, can = small_class(1, 6)
    for asked, expected, came in (
        (lambda: draws.check_class(named[:5]), "choices of shape (n, n)", "(5, 6)"),
        (lambda: draws.check_class(named | ~can, eligible=can), "eligible pupils", "others"),
        (lambda: draws.check_class(named, eligible=can[:5]), "shape (6, 6)", "(5, 6)"),
        (lambda: draws.keep_word(1.5), "a share from 0 to 1", "1.5"),
    ):
        with pytest.raises(InvalidGraphError) as caught:
            asked()
        assert expected in caught.value.expected
        assert came in caught.value.found


def made_again() -> list[np.ndarray]:
    named, can = small_class(5, 9)
    return [draws.draw_again(named, can, keep=0.7, draws=9, seed=1)]


def made_by_null(null: str) -> Callable[[], list[np.ndarray]]:
    def draw() -> list[np.ndarray]:
        made = []
        for seed in (1, 2):
            named, can = small_class(seed, 8)
            named |= can & named.T & (np.arange(8) % 3 > 0)
            made.append(draws.draw_null(named, can, null=null, draws=27, seed=seed))
        return made

    return draw


def made_groups() -> list[np.ndarray]:
    return [search.find_groups(small_class(s, 9)[0], starts=9) for s in range(5)]


def made_flow() -> list[np.ndarray]:
    return [search.find_flow_groups(small_class(s, 8)[0], starts=9)[0] for s in range(5)]


def made_together() -> list[np.ndarray]:
    named, can = small_class(7, 8)
    return [1000 * search.together_again(named, can, keep=0.8, draws=20, seed=3)]


def made_by_chance() -> list[np.ndarray]:
    named, can = small_class(9, 8)
    made = []
    for null in ("out", "man_in_out"):
        q, random, shared = search.null_modularity(named, can, null=null, draws=26, seed=4)
        made += [np.round(1e9 * np.array([q, shared])), np.round(1e9 * random)]
    return made


PINNED: dict[str, tuple[Callable[[], list[np.ndarray]], str]] = {
    "again": (made_again, "73f7b313"),
    "out": (made_by_null("out"), "c7988343"),
    "in_out": (made_by_null("in_out"), "5c166427"),
    "man": (made_by_null("man"), "1048b568"),
    "man_in_out": (made_by_null("man_in_out"), "b31fcd29"),
    "groups": (made_groups, "fbbeacce"),
    "flow": (made_flow, "a13da1b6"),
    "together": (made_together, "49727956"),
    "chance": (made_by_chance, "6c601d53"),
}


@pytest.mark.parametrize("what", PINNED)
def test_what_comes_from_a_seed_stays(what: str) -> None:
    make, expected = PINNED[what]
    assert digest(*make()) == expected
