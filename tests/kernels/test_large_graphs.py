"""Whole schools as one graph: the same parts and cuts as class by class, and as networkx finds."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.doubt.signed import compare_signed, tally_signed
from skolemiljo_analytics.kernels.articulation import cuts_of_one
from skolemiljo_analytics.kernels.components import component_count, components, reachable
from skolemiljo_analytics.kernels.patterns import bridging, connecting
from skolemiljo_analytics.metrics.preference import pupil_by_impact, pupil_by_preference
from skolemiljo_analytics.vocabulary import BoolArray
from tests.contracts.test_metrics import CLASSES, KEY, NO, on_suspicion


def school(n: int, ties: float, seed: int) -> BoolArray:
    """Random ties either way, `ties` a pupil."""
    rng = np.random.default_rng(seed)
    tied = np.triu(rng.random((n, n)) < ties / n, 1)
    return np.asarray(tied | tied.T)


@given(st.integers(1, 30), st.floats(0.2, 4), st.integers(0, 10**6))
def test_one_walk_finds_what_taking_each_pupil_away_finds(n: int, ties: float, seed: int) -> None:
    tied = school(n, ties, seed)
    assert (cuts_of_one(tied) == connecting(tied)).all()
    assert (cuts_of_one(tied, smallest=2) == bridging(tied)).all()


@pytest.mark.parametrize("ties", [0.0, 0.7, 1.0, 1.6, 3.0])
def test_schools_are_as_networkx_has_them(ties: float) -> None:
    tied = school(300, ties, seed=5)
    graph = nx.from_numpy_array(tied)
    assert set(np.flatnonzero(connecting(tied))) == set(nx.articulation_points(graph))
    parts = {frozenset(part) for part in nx.connected_components(graph)}
    labels = components(tied)
    assert {frozenset(np.flatnonzero(labels == k)) for k in np.unique(labels)} == parts
    assert (labels == reachable(tied).argmax(axis=-1)).all()
    assert component_count(tied) == len(parts)


def test_a_long_chain_does_not_run_out_of_room() -> None:
    n = 2000
    path = np.eye(n, k=1, dtype=bool) | np.eye(n, k=-1, dtype=bool)
    cuts = connecting(path)
    assert cuts.sum() == n - 2
    assert bridging(path).sum() == n - 4
    assert (components(path) == 0).all()


def test_stacks_of_schools_are_each_by_itself() -> None:
    stack = np.stack([school(70, 1.2, seed) for seed in range(3)]).reshape(3, 1, 70, 70)
    for kernel in (components, connecting, bridging):
        found = kernel(stack)
        assert found.shape == (3, 1, 70)
        for k in range(3):
            assert (found[k, 0] == kernel(stack[k, 0])).all()


@pytest.mark.parametrize("beast", ["fourteen pupils", "two are silent"])
def test_yes_and_no_are_counted_alike_with_and_without_the_chance(beast: str) -> None:
    graph = on_suspicion(CLASSES[beast])
    yes, no = graph.relation(KEY), graph.relation(NO)
    assert no.named.any()
    alone, whole = tally_signed(yes, no), compare_signed(yes, no)
    for name in ("raters", "silent", "yes", "no"):
        assert (getattr(alone, name) == getattr(whole, name)).all()
    assert alone.n_both_ways == whole.n_both_ways
    sums = np.where(whole.raters > 0, whole.yes - whole.no, np.nan)
    assert np.allclose(sums, whole.preference.total, equal_nan=True)
    assert len(pupil_by_preference(graph, KEY, NO)) == len(pupil_by_impact(graph, KEY, NO))
