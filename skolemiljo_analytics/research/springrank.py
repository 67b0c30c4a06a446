"""SpringRank: places on a line such that who stands above whom is about one step apart.

References
----------
De Bacco, Larremore & Moore 2018, https://doi.org/10.1126/sciadv.aar8260. Methods handbook 4.6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = ["SpringRanks", "spring_rank"]


@dataclass(frozen=True, eq=False)
class SpringRanks:
    """Places on a line.

    Attributes
    ----------
    scores
        Shape (n,), mean 0 among those with a tie; NaN for a pupil without any: no information.
    energy
        How far from one step apart, summed over ties, halved.
    p
        Share of random directions with as little energy. It tests that directions are no coin
        flips, not that there is one linear order.
    parts
        Shape (n,): scores in different parts cannot be compared.
    """

    scores: FloatArray
    energy: float
    p: float
    parts: IntArray


def spring_rank(wins: IntArray, *, draws: int = 1000, seed: int = 0) -> SpringRanks:
    """Return SpringRank of `wins`, where ``wins[i, j]`` counts how often i stood above j.

    Raises
    ------
    NotAvailableError
        Fewer than two pupils, or no ties.

    References
    ----------
    De Bacco, Larremore & Moore 2018, https://doi.org/10.1126/sciadv.aar8260
    """
    w = np.asarray(wins, dtype=np.float64)
    if len(w) < 2:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    w = np.where(np.eye(len(w), dtype=np.bool_), 0.0, w)
    both = w + w.T
    tied = np.asarray(both.any(axis=1), dtype=np.bool_)
    if not tied.any():
        raise NotAvailableError(Reason.NO_TIES)
    springs = np.diag(both.sum(axis=1)) - both
    inverse: FloatArray = np.asarray(np.linalg.pinv(springs, hermitian=True), dtype=np.float64)
    scores = _solve(inverse, w, tied)
    energy = _energy(w, scores)
    low = 0
    generator = np.random.Generator(np.random.PCG64(seed))
    upper = np.triu(both, 1).astype(np.int64)
    for _ in range(draws):
        kept = generator.binomial(upper, 0.5)
        random = (kept + (upper - kept).T).astype(np.float64)
        low += _energy(random, _solve(inverse, random, tied)) <= energy + 1e-9
    shown = np.where(tied, scores, np.nan)
    return SpringRanks(shown, energy, (1 + low) / (draws + 1), components(both > 0))


def _solve(inverse: FloatArray, w: FloatArray, tied: BoolArray) -> FloatArray:
    scores = inverse @ (w.sum(axis=1) - w.sum(axis=0))
    return np.asarray(scores - scores[tied].mean())


def _energy(w: FloatArray, scores: FloatArray) -> float:
    return float(0.5 * (w * (scores[:, None] - scores[None, :] - 1.0) ** 2).sum())
