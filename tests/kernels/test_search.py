"""The searches against every grouping there is, and against laws any search must keep."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.kernels import search
from skolemiljo_analytics.kernels.draws import draw_again


def random_class(seed: int, n: int, k: int) -> np.ndarray:
    rng = np.random.Generator(np.random.PCG64(seed))
    named = np.zeros((n, n), dtype=bool)
    for i in range(n):
        named[i, rng.permutation(np.delete(np.arange(n), i))[: rng.integers(0, k + 1)]] = True
    return named


def every_grouping(n: int) -> Iterator[np.ndarray]:
    def grow(labels: list[int]) -> Iterator[list[int]]:
        if len(labels) == n:
            yield labels
            return
        for c in range(max(labels, default=-1) + 2):
            yield from grow([*labels, c])

    for labels in grow([]):
        yield np.array(labels)


def planted(sizes: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    labels = np.repeat(np.arange(len(sizes)), sizes)
    return (labels[:, None] == labels) & ~np.eye(len(labels), dtype=bool), labels


@pytest.mark.parametrize("seed", range(8))
def test_no_grouping_is_better_than_the_one_found(seed: int) -> None:
    named = random_class(seed, 7, 3)
    best = max(search.modularity(named, g) for g in every_grouping(7))
    found = search.find_groups(named)
    alone = np.where(found < 0, 50 + np.arange(7), found)
    assert search.modularity(named, alone) == pytest.approx(best, abs=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_no_grouping_has_a_shorter_code_than_the_one_found(seed: int) -> None:
    named = random_class(seed + 50, 7, 3)
    w = named.astype(np.int64) + named.T
    s = w.sum(axis=1)
    best = min(search._bits(w, s, g) for g in every_grouping(7))
    _, bits = search.find_flow_groups(named)
    assert bits == pytest.approx(best, abs=1e-9)


def test_the_code_of_one_group_is_the_entropy_of_strengths() -> None:
    named, _ = planted((3, 3))
    w = named.astype(np.int64) + named.T
    one = search._bits(w, w.sum(axis=1), np.zeros(6, dtype=np.int64))
    assert one == pytest.approx(np.log2(6))


@pytest.mark.parametrize("sizes", [(4, 4), (3, 5, 7), (6, 6, 6, 6), (2, 2, 2, 2, 2, 2, 2)])
def test_planted_groups_are_found_by_both(sizes: tuple[int, ...]) -> None:
    named, labels = planted(sizes)
    assert (search.find_groups(named) == labels).all()
    flow, _ = search.find_flow_groups(named)
    assert (flow == labels).all()


@pytest.mark.parametrize("starts", [1, 2, 64])
def test_many_groups_are_found_from_any_start(starts: int) -> None:
    named, labels = planted((3,) * 12)
    if starts == 64:
        assert (search.find_groups(named, starts=starts) == labels).all()
    found = search.find_groups(named, starts=starts)
    assert search.modularity(named, found) > 0.9


@given(st.integers(0, 10**6))
@settings(max_examples=15)
def test_the_order_of_the_roster_does_not_change_the_best(seed: int) -> None:
    named = random_class(seed, 14, 3)
    order = np.random.Generator(np.random.PCG64(seed)).permutation(14)
    turned = named[np.ix_(order, order)]
    best = [search.modularity(a, search.find_groups(a)) for a in (named, turned)]
    np.testing.assert_allclose(best[0], best[1])


def test_a_stack_is_searched_like_its_classes() -> None:
    stack = np.stack([random_class(s, 12, 3) for s in range(5)])
    best = [search.modularity(a, g) for a, g in zip(stack, search.find_groups(stack), strict=True)]
    own = [search.modularity(a, search.find_groups(a)) for a in stack]
    np.testing.assert_allclose(best, own)


def test_pupils_without_ties_are_in_no_group() -> None:
    named, _ = planted((3, 3, 1))
    assert search.find_groups(named).tolist() == [0, 0, 0, 1, 1, 1, -1]
    flow, _ = search.find_flow_groups(named)
    assert flow.tolist() == [0, 0, 0, 1, 1, 1, -1]
    empty = np.zeros((5, 5), dtype=bool)
    assert search.find_groups(empty).tolist() == [-1] * 5
    assert search.find_flow_groups(empty)[0].tolist() == [-1] * 5
    assert np.isnan(search.modularity(empty, np.zeros(5, dtype=np.int64)))


def test_one_pupil_is_a_class() -> None:
    one = np.zeros((1, 1), dtype=bool)
    assert search.find_groups(one).tolist() == [-1]
    assert search.together_again(one, one, keep=0.9, draws=3, seed=0).tolist() == [[1.0]]


def test_co_assignment_is_that_of_the_same_redraws_searched_one_by_one() -> None:
    """Groups far apart are found from one start as from many."""
    named, _ = planted((4, 4, 4))
    can = ~np.eye(12, dtype=bool)
    redraws = draw_again(named, can, keep=0.97, draws=200, seed=5)
    own = search.find_groups(redraws)
    counted = (own[:, :, None] == own[:, None, :]).mean(axis=0)
    shares = search.together_again(named, can, keep=0.97, draws=200, seed=5)
    assert abs(shares - counted).max() < 0.02
    assert (shares.diagonal() == 1).all()
    assert (shares == shares.T).all()


def test_the_untied_are_together_with_nobody() -> None:
    named, _ = planted((3, 3, 1, 1))
    named[6:] = False
    can = named.copy()
    shares = search.together_again(named, can, keep=1.0, draws=50, seed=1)
    assert shares[6, 7] == 0
    assert shares[6, :6].sum() == 0
    assert (shares[:3, :3] == 1).all()


def test_the_class_itself_is_searched_with_the_effort_of_the_random_ones() -> None:
    named = random_class(3, 15, 3)
    can = ~np.eye(15, dtype=bool)
    observed, random, shared = search.null_modularity(named, can, null="out", draws=50, seed=1)
    best = search.modularity(named, search.find_groups(named))
    assert observed <= best + 1e-12
    assert len(random) == 50
    assert 0 < shared < 1


def test_a_null_that_leaves_nothing_to_chance_says_so() -> None:
    named = ~np.eye(6, dtype=bool)
    can = named.copy()
    observed, random, shared = search.null_modularity(named, can, null="in_out", draws=5, seed=1)
    assert shared == 1.0
    assert (random == observed).all()


def test_large_classes_use_wide_numbers() -> None:
    named, labels = planted((20,) * 10)
    assert (search.find_groups(named, starts=2) == labels).all()
