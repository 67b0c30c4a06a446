"""Whether choices follow a label: E-I, odds ratio, mixing. Stacks ``(..., n, n)`` in.

`labels` has shape ``(n,)`` or ``(..., n)`` with groups 0, 1, 2, ...; -1 is an unknown label and
leaves the pupil out. NaN where undefined.

References
----------
Krackhardt & Stern 1988 (E-I), https://doi.org/10.2307/2786835. Moody 2001 (odds ratio),
https://doi.org/10.1086/338954. Bojanowski & Corten 2014, https://doi.org/10.1016/j.socnet.2014.04.001.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.tallies import ratio, tally_pairs
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["ei_from_inside", "ei_index", "expected_ei", "mixing", "odds_ratio"]


def mixing(
    named: BoolArray, labels: IntArray, possible: BoolArray | None = None
) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return choices inside and across, and places for a choice not taken inside and across.

    `possible`, shape (n, n), is who answered and could name whom; all pairs by default. Each has
    shape ``(...)``.
    """
    row, column = labels[..., :, None], labels[..., None, :]
    known = (row >= 0) & (column >= 0)
    same = (row == column) & known
    other = (row != column) & known
    can = ~np.eye(named.shape[-1], dtype=np.bool_) if possible is None else possible

    def count(which: BoolArray) -> IntArray:
        return tally_pairs(which)

    free = can & ~named
    return count(named & same), count(named & other), count(free & same), count(free & other)


def ei_index(named: BoolArray, labels: IntArray) -> FloatArray:
    """Return (across - inside) / (across + inside), -1 (all inside) to 1 (all across)."""
    if named.ndim == 2:
        giver, receiver = np.nonzero(named)  # one class, often with many labellings
        one, other = labels[..., giver], labels[..., receiver]
        known = (one >= 0) & (other >= 0)
        both = np.count_nonzero(known, axis=-1)
        return ei_from_inside(np.count_nonzero(known & (one == other), axis=-1), both)
    inside, across, _, _ = mixing(named, labels)
    return ratio(across - inside, across + inside)


def ei_from_inside(inside: IntArray, choices: int | IntArray) -> FloatArray:
    """Return the E-I index from the number of choices inside and of all; NaN without choices."""
    return ratio(choices - 2 * np.asarray(inside), np.asarray(choices))


def expected_ei(labels: IntArray) -> float:
    """Return the E-I index expected when labels are dealt out at random; NaN under two pupils."""
    _, sizes = np.unique(labels[labels >= 0], return_counts=True)
    n = int(sizes.sum())
    if n < 2:
        return float("nan")
    return float(1.0 - 2.0 * (sizes * (sizes - 1)).sum() / (n * (n - 1)))


def odds_ratio(named: BoolArray, labels: IntArray, possible: BoolArray | None = None) -> FloatArray:
    """Return the odds of a choice inside the label to those across, 0 to infinity, 1 by chance.

    Infinite when nobody names across; NaN without any choice, or without a place for one.
    """
    inside, across, free_inside, free_across = mixing(named, labels, possible)
    top = inside.astype(np.float64) * free_across
    bottom = across.astype(np.float64) * free_inside
    out = ratio(top, bottom)
    return np.asarray(np.where((bottom == 0) & (top > 0), np.inf, out))
