"""How often a choice is returned, corrected for chance. Stacks ``(..., n, n)`` in, floats out.

With `answered`, shape ``(..., n)`` or (n,), only pairs in which both answered count: a choice of a
silent pupil can neither be returned nor be left unreturned. NaN where undefined.

References
----------
Garlaschelli & Loffredo 2004, https://doi.org/10.1103/PhysRevLett.93.268701 (rho).
Katz & Powell 1955, https://doi.org/10.2307/2785438.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.counts import choices, given, mutual_pairs
from skolemiljo_analytics.kernels.tallies import ratio, tally
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray

__all__ = ["edge_reciprocity", "expected_mutual", "katz_powell", "rho"]


def _among(named: BoolArray, answered: BoolArray | None) -> tuple[BoolArray, FloatArray]:
    n = named.shape[-1]
    if answered is None:
        return named, np.full(named.shape[:-2], float(n))
    both = answered[..., :, None] & answered[..., None, :]
    count = np.broadcast_to(tally(answered), named.shape[:-2])
    return named & both, count.astype(np.float64)


def edge_reciprocity(named: BoolArray, answered: BoolArray | None = None) -> FloatArray:
    """Return the share of choices that are returned, shape ``(...)``, 0 to 1."""
    among, _ = _among(named, answered)
    return ratio(2 * mutual_pairs(among), choices(among))


def rho(named: BoolArray, answered: BoolArray | None = None) -> FloatArray:
    """Return Garlaschelli and Loffredo's reciprocity, shape ``(...)``, -1 to 1, 0 by chance.

    (r - D) / (1 - D) with r the share returned and D the density: the correlation of the choices
    with themselves turned round.
    """
    among, n = _among(named, answered)
    density = ratio(choices(among).astype(np.float64), n * (n - 1))
    r = edge_reciprocity(among)
    above = np.asarray(r - density, dtype=np.float64)
    return ratio(above, np.asarray(1.0 - density, dtype=np.float64))


def expected_mutual(named: BoolArray, answered: BoolArray | None = None) -> FloatArray:
    """Return the mutual pairs expected when everyone gives as many choices at random."""
    among, n = _among(named, answered)
    k = given(among).astype(np.float64)
    total = k.sum(axis=-1)
    return ratio(total**2 - (k * k).sum(axis=-1), 2.0 * (n - 1) ** 2)


def katz_powell(named: BoolArray, answered: BoolArray | None = None) -> FloatArray:
    """Return Katz and Powell's index of mutuality, shape ``(...)``.

    1 if all choices are returned, 0 by chance with the choices given as they are.
    """
    among, _ = _among(named, answered)
    expected = expected_mutual(named, answered)
    return ratio(mutual_pairs(among) - expected, choices(among) / 2.0 - expected)
