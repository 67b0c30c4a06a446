"""Parts of the portraits of many classes, held to the same thing computed another way."""

from __future__ import annotations

from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.kernels.fused.chance import permute_pupils
from skolemiljo_analytics.kernels.fused.counting import close
from skolemiljo_analytics.kernels.fused.layout import lay_out, step_distances
from skolemiljo_analytics.kernels.labellings import every_inside
from skolemiljo_analytics.kernels.seeds import stream_states
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray


def draw_class(n: int, share: float, seed: int) -> BoolArray:
    named = np.random.Generator(np.random.PCG64(seed)).random((n, n)) < share
    np.fill_diagonal(named, False)
    return named


@pytest.mark.parametrize("n", [1, 2, 9, 30, 62, 63, 70])
@pytest.mark.parametrize("ties", [0.3, 1.1, 3.0])
def test_closing_reaches_whom_a_walk_reaches(n: int, ties: float) -> None:
    named = draw_class(n, min(1.0, ties / n), n)
    graph = nx.from_numpy_array(named, create_using=nx.DiGraph)
    expected = nx.to_numpy_array(nx.transitive_closure(graph, reflexive=False)) > 0
    close(named, np.zeros(n, np.int64))
    assert np.array_equal(named, expected)


@pytest.mark.parametrize("n", [2, 5, 24, 62, 63])
def test_permutations_count_as_many_as_numpy_does(n: int) -> None:
    """The shares of both tests lie within Monte Carlo error of permutations drawn by numpy."""
    likes, plays = draw_class(n, 0.3, 1), draw_class(n, 0.3, 2)
    likes[0, 1] = plays[0, 1] = True
    rng = np.random.Generator(np.random.PCG64(3))
    girls = rng.random(n) < 0.5
    girls[:2] = True, False
    hits, times = np.zeros(4, np.int64), 4000
    state = np.array(stream_states(5, 1)).reshape(4)
    ties = np.array(np.nonzero(likes))
    permute_pupils(ties, plays, girls, times, state, np.zeros((5, n), np.int64), hits)
    assert hits[0] == np.count_nonzero(girls[ties[0]] != girls[ties[1]])
    assert hits[1] == np.count_nonzero(likes & plays)
    orders = rng.permuted(np.tile(np.arange(n), (times, 1)), axis=1)
    i, j = orders[:, ties[0]], orders[:, ties[1]]
    across = np.count_nonzero(girls[i] != girls[j], axis=1)
    common = np.count_nonzero(plays[i, j], axis=1)
    for found, expected in zip(
        hits[2:], (np.mean(across <= hits[0]), np.mean(common >= hits[1])), strict=True
    ):
        assert abs(found / times - expected) < 4.5 * np.sqrt(0.5 / times)


def test_permutations_err_as_far_from_the_exact_share_as_chance_has_it() -> None:
    """Beside every labelling there is, standardised errors have mean 0 and deviation 1."""
    errors, times = [], 1000
    for seed in range(120):
        n = 8 + seed % 7
        likes, plays = draw_class(n, 0.3, seed), draw_class(n, 0.3, seed + 500)
        girls = np.arange(n) < 3 + seed % 3
        hits, ties = np.zeros(4, np.int64), np.array(np.nonzero(likes))
        state = np.array(stream_states(seed, 1)).reshape(4)
        permute_pupils(ties, plays, girls, times, state, np.zeros((5, n), np.int64), hits)
        values, ways = every_inside(likes, (int(girls.sum()), int(n - girls.sum())))
        p = float(ways[values >= len(ties[0]) - hits[0]].sum() / ways.sum())
        if 0.0 < p < 1.0:
            errors.append((hits[2] / times - p) / np.sqrt(p * (1 - p) / times))
    assert len(errors) > 90
    assert abs(np.mean(errors)) < 4 / np.sqrt(len(errors))
    assert 0.75 < np.std(errors) < 1.25


def test_every_order_of_four_is_dealt_as_often() -> None:
    """Of a path of three ties each order gives another class; chi square of 24 orders below 60."""
    ties = np.array([[0, 1, 2], [1, 2, 3]])
    state = np.array(stream_states(7, 1)).reshape(4)
    scratch, hits = np.zeros((5, 4), np.int64), np.zeros(4, np.int64)
    plays, girls = draw_class(4, 0.5, 1), np.array([True, False, True, False])
    seen: Counter[tuple[int, ...]] = Counter()
    for _ in range(4800):
        permute_pupils(ties, plays, girls, 1, state, scratch, hits)
        seen[tuple(scratch[0].tolist())] += 1
    assert len(seen) == 24
    assert sum((count - 200) ** 2 / 200 for count in seen.values()) < 60


def stress(places: FloatArray, steps: FloatArray) -> float:
    far = np.hypot(*(axis[:, None] - axis[None, :] for axis in places))
    upper = np.triu_indices(len(steps), 1)
    return float(np.sum((far[upper] / steps[upper] - 1) ** 2))


@settings(max_examples=30, deadline=None)
@given(n=st.integers(2, 31), share=st.floats(0.02, 0.4), seed=st.integers(0, 999))
def test_every_sweep_of_the_layout_helps(n: int, share: float, seed: int) -> None:
    """Stress never rises, and room to spare in the scratch changes places by nothing that shows."""
    steps = np.zeros((n, n))
    step_distances(draw_class(n, share, seed), np.zeros(n, np.int64), steps)
    before = np.inf
    for sweeps in (0, 1, 5, 60):
        found = []
        for wide in ((n + 3) // 4 * 4, (n + 7) // 8 * 8 + 8):
            places, state = np.zeros((2, n)), np.array(stream_states(seed, 1)).reshape(4)
            work, springs = np.zeros((n + 3, n)), np.zeros((2 * n + 5, wide))
            lay_out(steps, sweeps, state, work, springs, places)
            found.append(places)
        assert np.allclose(found[0], found[1], atol=1e-9)
        assert stress(found[0], steps) <= before + 1e-6
        before = stress(found[0], steps)
