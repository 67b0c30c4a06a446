"""Threes: transitivity and the sixteen kinds of triad. Stacks ``(..., n, n)`` in.

References
----------
Holland & Leinhardt 1976, Sociological Methodology 7:1, https://doi.org/10.2307/270703.
Moody 1998 (matrix formulas), https://doi.org/10.1016/S0378-8733(98)00006-9.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.tallies import ratio
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["TRIADS", "transitivity", "triad_census"]

TRIADS = (
    *("003", "012", "102", "021D", "021U", "021C", "111D", "111U"),
    *("030T", "030C", "201", "120D", "120U", "120C", "210", "300"),
)
"""Names of the triads in the order of `triad_census`: mutual, one-way and empty pairs, and form."""


def transitivity(named: BoolArray) -> FloatArray:
    """Return how often a chosen pupil's choice is also chosen, shape ``(...)``, 0 to 1.

    Paths i -> j -> k with i -> k, of all paths with i, j, k different ("weak" transitivity). NaN
    without paths. A silent pupil starts no path and ends some.
    """
    a = named.astype(np.float64)
    paths = a @ a
    off = ~np.eye(named.shape[-1], dtype=np.bool_)
    closed = (paths * a).sum(axis=(-2, -1))
    every = (paths * off).sum(axis=(-2, -1))
    return ratio(closed, every)


def triad_census(named: BoolArray) -> IntArray:
    """Return the number of triads of each kind, shape ``(..., 16)``, in the order of `TRIADS`.

    A silent row counts as empty: read it among those who answered only.
    """
    a = named.astype(np.float64)
    at = np.swapaxes(a, -1, -2)
    m = a * at
    c = a - m
    e = np.maximum(a, at)
    ct = np.swapaxes(c, -1, -2)
    none = 1.0 - e - np.eye(named.shape[-1])
    out = _forms(c, ct, m, none)
    n = named.shape[-1]
    total = n * (n - 1) * (n - 2) / 6
    rest = total - sum(out.values())
    counts = [out.get(kind, rest) for kind in TRIADS]
    census = np.rint(np.stack(counts, axis=-1))
    return np.asarray(census, dtype=np.int64)


def _forms(c: FloatArray, ct: FloatArray, m: FloatArray, none: FloatArray) -> dict[str, FloatArray]:
    """Count every triad but the empty one: a product joins two pairs, a factor is the third."""
    both = c + ct

    def joined(first: FloatArray, second: FloatArray, third: FloatArray) -> FloatArray:
        return np.asarray(((first @ second) * third).sum(axis=(-2, -1)))

    return {
        "012": joined(none, none, both) / 2,
        "102": joined(none, none, m) / 2,
        "021D": joined(ct, c, none) / 2,
        "021U": joined(c, ct, none) / 2,
        "021C": joined(c, c, none),
        "111D": joined(m, ct, none),
        "111U": joined(m, c, none),
        "030T": joined(c, c, c),
        "030C": joined(c, c, ct) / 3,
        "201": joined(m, m, none) / 2,
        "120D": joined(ct, c, m) / 2,
        "120U": joined(c, ct, m) / 2,
        "120C": joined(c, c, m),
        "210": joined(m, m, both) / 2,
        "300": joined(m, m, m) / 6,
    }
