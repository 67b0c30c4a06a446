"""A kernel works on a stack: any shape in front gives what the classes give one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from skolemiljo_analytics.kernels import (
    change as between,
)
from skolemiljo_analytics.kernels import (
    components,
    concentration,
    cores,
    counts,
    reciprocity,
    segregation,
    triads,
)

LABELS = np.array([0, 0, 1, 1, 2, -1])
ANSWERED = np.array([True, True, True, True, True, False])
SEEN = ~np.eye(6, dtype=bool) & ANSWERED[:, None]
Kernel = Callable[[np.ndarray], Any]

KERNELS: dict[str, Kernel] = {
    "received": counts.received,
    "given": counts.given,
    "choices": counts.choices,
    "mutual": counts.mutual_counts,
    "mutual pairs": counts.mutual_pairs,
    "unchosen": counts.unchosen,
    "unchosen count": counts.unchosen_count,
    "without mutual": counts.without_mutual,
    "without mutual count": counts.without_mutual_count,
    "without mutual, of those who answered": lambda a: counts.without_mutual_count(a, ANSWERED),
    "edge reciprocity": reciprocity.edge_reciprocity,
    "rho": reciprocity.rho,
    "rho of those who answered": lambda a: reciprocity.rho(a, ANSWERED),
    "expected mutual": reciprocity.expected_mutual,
    "Katz and Powell": lambda a: reciprocity.katz_powell(a, ANSWERED),
    "Gini": concentration.gini,
    "centralization": concentration.centralization,
    "top share": concentration.top_share,
    "effective number": concentration.effective_number,
    "spread": concentration.spread,
    "E-I": lambda a: segregation.ei_index(a, LABELS),
    "odds": lambda a: segregation.odds_ratio(a, LABELS),
    "odds among those who answered": lambda a: segregation.odds_ratio(a, LABELS, SEEN),
    "transitivity": triads.transitivity,
    "triads": triads.triad_census,
    "reachable": components.reachable,
    "components": lambda a: components.components(a & a.swapaxes(-1, -2)),
    "component count": lambda a: components.component_count(a & a.swapaxes(-1, -2)),
    "cores": lambda a: cores.core_numbers(a & a.swapaxes(-1, -2)),
    "changes": lambda a: np.stack(between.tie_changes(a, a[..., ::-1, ::-1]), axis=-1),
    "Jaccard": lambda a: between.jaccard(a, a[..., ::-1, ::-1]),
}
WHOLE = ("received", "given", "choices", "mutual", "mutual pairs", "unchosen count")


@pytest.mark.parametrize("name", KERNELS)
def test_any_shape_in_front(name: str) -> None:
    rng = np.random.Generator(np.random.PCG64(3))
    stack = (rng.random((2, 3, 4, 6, 6)) < 0.35) & ~np.eye(6, dtype=bool)
    found = np.asarray(KERNELS[name](stack))
    for at in np.ndindex(2, 3, 4):
        alone = np.asarray(KERNELS[name](stack[at]))
        np.testing.assert_array_equal(found[at], alone)
    assert found.shape[:3] == (2, 3, 4)


@pytest.mark.parametrize("name", WHOLE)
def test_counts_are_whole_numbers(name: str) -> None:
    assert np.asarray(KERNELS[name](np.ones((3, 6, 6), dtype=bool))).dtype == np.int64
