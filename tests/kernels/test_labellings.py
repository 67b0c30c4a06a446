"""Every way to deal labels out: none missing, none twice, and the choices inside each."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.kernels.labellings import (
    MOST,
    count_labellings,
    every_inside,
    every_labelling,
)

small = st.lists(st.integers(1, 4), min_size=1, max_size=4).filter(lambda sizes: sum(sizes) <= 7)


def made(n: int, seed: int, share: float = 0.3) -> np.ndarray:
    named = np.random.Generator(np.random.PCG64(seed)).random((n, n)) < share
    np.fill_diagonal(named, False)
    return named


def by_hand(sizes: list[int]) -> set[tuple[int, ...]]:
    return set(permutations([c for c, size in enumerate(sizes) for _ in range(size)]))


@given(small)
def test_every_labelling_is_there_once(sizes: list[int]) -> None:
    found = [tuple(row) for block in every_labelling(sizes) for row in block.tolist()]
    assert len(found) == len(set(found)) == count_labellings(sizes)
    assert set(found) == by_hand(sizes)


@given(small, st.integers(0, 5))
def test_choices_inside_are_those_of_every_labelling(sizes: list[int], seed: int) -> None:
    """Equal sizes too, where labels that can change places are gone through once."""
    named = made(sum(sizes), seed)
    expected = Counter(
        sum(int(named[i, j]) for i, a in enumerate(row) for j, b in enumerate(row) if a == b)
        for row in by_hand(sizes)
    )
    values, ways = every_inside(named, sizes)
    assert values.dtype == ways.dtype == np.int64
    assert (np.diff(values) > 0).all()
    assert dict(zip(values.tolist(), ways.tolist(), strict=True)) == expected


def test_blocks_stay_small_and_go_on_where_they_stopped() -> None:
    for sizes in ([3, 4, 7], [1, 7, 8]):
        blocks = list(every_labelling(sizes))
        assert max(map(len, blocks)) <= 4096
        assert {block.dtype for block in blocks} == {np.dtype(np.int64)}
    blocks = list(every_labelling([3, 4, 7]))
    assert len(blocks) > 20
    rows = np.concatenate(blocks)
    assert len(np.unique(rows, axis=0)) == len(rows) == count_labellings([3, 4, 7]) == 120_120
    assert (np.sort(rows, axis=1) == np.repeat([0, 1, 2], [3, 4, 7])).all()


def test_one_choice_is_inside_as_often_as_the_formula_says() -> None:
    """Two pupils share a label in sum s(s-1) / n(n-1) of the labellings."""
    for sizes in ([3, MOST - 3], [5, 6, 3], [2, 2, 2, 5], [1] * 8):
        n = sum(sizes)
        named = np.zeros((n, n), dtype=bool)
        named[n - 1, 0] = True
        values, ways = every_inside(named, sizes)
        share = dict(zip(values.tolist(), ways / ways.sum(), strict=True)).get(1, 0.0)
        assert share == pytest.approx(sum(s * (s - 1) for s in sizes) / (n * (n - 1)), abs=1e-12)
        assert ways.sum() == count_labellings(sizes)


def test_the_largest_count_is_that_of_two_labels_of_eleven() -> None:
    values, ways = every_inside(made(22, 3, 0.2), (11, 11))
    assert ways.sum() == comb(22, 11) == count_labellings((11, 11)) == 705_432
    assert values.min() >= 0
