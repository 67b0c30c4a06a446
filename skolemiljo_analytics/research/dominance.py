"""Rank orders from who gives way to whom: David's score, steepness, Landau's h, transitivity.

`wins[i, j]` is how often j gave way to i. From "who decides?" it is the turned matrix: j says that
i decides. With three choices in a class of 25 most pairs are unknown, and the tests of a linear
order then have no power: they refuse (`NO_POWER`) rather than say "no order".

References
----------
Methods handbook 4.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.kernels.triads import TRIADS, triad_census
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = [
    "Linearity",
    "Transitivity",
    "david_score",
    "directional_consistency",
    "landau",
    "skew_symmetry",
    "steepness",
    "triangle_transitivity",
]

_WEIGHTS = {"030T": 1.0, "120D": 1.0, "120U": 1.0, "120C": 0.5, "210": 0.75, "300": 0.75}


@dataclass(frozen=True)
class Linearity:
    """How near to a straight rank order.

    Attributes
    ----------
    h
        Landau's h, 0 to 1, unknown pairs counted as drawn.
    h_prime
        De Vries' h', expected over random answers for the unknown pairs.
    p
        Chance of so linear an order in random tournaments.
    unknown, tied
        Pairs never seen, and seen equal.
    """

    h: float
    h_prime: float
    p: float
    unknown: int
    tied: int


@dataclass(frozen=True)
class Transitivity:
    """Share of full triangles that are transitive, and that share from 0 (chance) to 1."""

    share: float
    index: float
    p: float


def david_score(
    wins: IntArray, *, proportion: Literal["corrected", "plain"] = "corrected", norm: bool = False
) -> FloatArray:
    """Return David's score, shape (n,); pairs never seen add nothing.

    Parameters
    ----------
    proportion
        ``plain`` is w_ij / (w_ij + w_ji); ``corrected`` is (w_ij + 0.5) / (n_ij + 1), which trusts
        a pair seen once less.
    norm
        From 0 to n - 1 instead of around 0.

    Raises
    ------
    NotAvailableError
        Fewer than three pupils, or nothing seen.

    References
    ----------
    de Vries, Stevens & Vervaecke 2006, https://doi.org/10.1016/j.anbehav.2005.05.015
    """
    w = _seen(wins)
    both = w + w.T
    share = (w + 0.5) / (both + 1.0) if proportion == "corrected" else w / np.maximum(both, 1.0)
    share = np.where((both > 0) & ~np.eye(len(w), dtype=np.bool_), share, 0.0)
    won, lost = share.sum(axis=1), share.sum(axis=0)
    score = won + share @ won - lost - share.T @ lost
    n = len(w)
    return np.asarray((score + n * (n - 1) / 2.0) / n if norm else score)


def steepness(wins: IntArray, *, proportion: Literal["corrected", "plain"] = "corrected") -> float:
    """Return the slope of normed David's scores on rank, 0 (flat) to 1.

    Raises
    ------
    NotAvailableError
        As for `david_score`.

    References
    ----------
    de Vries, Stevens & Vervaecke 2006, https://doi.org/10.1016/j.anbehav.2005.05.015
    """
    scores = np.sort(david_score(wins, proportion=proportion, norm=True))
    ranks = np.arange(len(scores)) - (len(scores) - 1) / 2.0
    return float((ranks * scores).sum() / (ranks**2).sum())


def directional_consistency(wins: IntArray) -> float:
    """Return (more frequent - less frequent direction) / all, 0 to 1.

    Raises
    ------
    NotAvailableError
        As for `david_score`.

    References
    ----------
    van Hooff & Wensing 1987, in https://cran.r-project.org/package=EloRating
    """
    w = _seen(wins)
    return float(np.abs(w - w.T).sum() / 2.0 / w.sum())


def skew_symmetry(wins: IntArray) -> float:
    """Return the part of the matrix that goes one way, 0 to 0.5.

    Raises
    ------
    NotAvailableError
        As for `david_score`.

    References
    ----------
    Leiva, Solanas & Salafranca 2008, https://doi.org/10.3758/BRM.40.3.626
    """
    w = _seen(wins)
    return float((((w - w.T) / 2.0) ** 2).sum() / (w**2).sum())


def landau(
    wins: IntArray, *, draws: int = 10_000, seed: int = 0, most_unknown: float = 0.4
) -> Linearity:
    """Return how linear an order is, with de Vries' test; refuse where it has no power.

    Raises
    ------
    NotAvailableError
        ``NO_POWER`` when more than `most_unknown` of the pairs were never seen; else as for
        `david_score`.

    References
    ----------
    de Vries 1995, https://doi.org/10.1016/0003-3472(95)80053-0
    """
    w = _seen(wins)
    n = len(w)
    upper = np.triu_indices(n, 1)
    first, second = w[upper], w.T[upper]
    unseen = (first + second) == 0
    if unseen.mean() > most_unknown:
        raise NotAvailableError(Reason.NO_POWER, f"{int(unseen.sum())} of {len(unseen)} pairs")
    above = np.where(first > second, 1.0, np.where(first < second, 0.0, 0.5))
    generator = np.random.Generator(np.random.PCG64(seed))
    coins = generator.integers(0, 2, (2, draws, len(above))).astype(np.float64)
    filled = np.where(unseen, coins[0], above)
    as_linear = _h(coins[1], upper, n) >= _h(filled, upper, n) - 1e-12
    h = float(_h(above[None], upper, n)[0])
    return Linearity(
        h=h,
        h_prime=h + 6.0 * int(unseen.sum()) / (n**3 - n),
        p=(1 + int(as_linear.sum())) / (draws + 1),
        unknown=int(unseen.sum()),
        tied=int(((first == second) & ~unseen).sum()),
    )


def _h(above: FloatArray, upper: tuple[IntArray, ...], n: int) -> FloatArray:
    dominated = np.zeros((len(above), n))
    for pair, (i, j) in enumerate(zip(*upper, strict=True)):
        dominated[:, i] += above[:, pair]
        dominated[:, j] += 1.0 - above[:, pair]
    squares = ((dominated - (n - 1) / 2.0) ** 2).sum(axis=1)
    return np.asarray(12.0 / (n**3 - n) * squares)


def triangle_transitivity(
    wins: IntArray,
    *,
    tied: Literal["unknown", "mutual"] = "unknown",
    draws: int = 2000,
    seed: int = 0,
) -> Transitivity:
    """Return the weighted share of transitive triangles among those with all three pairs known.

    The same weighted share is used for the class and for the random directions: mixing a weighted
    with an unweighted one gives a wrong p.

    Parameters
    ----------
    tied
        A pair seen equally often each way is ``unknown`` (as in the published numbers), or
        ``mutual`` (a triangle with one such pair counts 1 or 0.5, with more 0.75).

    Raises
    ------
    NotAvailableError
        No three pupils who all met; else as for `david_score`.

    References
    ----------
    Shizuka & McDonald 2012, https://doi.org/10.1016/j.anbehav.2012.01.011
    """
    w = _seen(wins)
    over, equal = w > w.T, (w == w.T) & (w > 0) & (tied == "mutual")
    observed = float(_transitive(np.asarray(over | equal)[None])[0])
    if np.isnan(observed):
        raise NotAvailableError(Reason.NO_TIES, "no three pupils who all met")
    generator = np.random.Generator(np.random.PCG64(seed))
    coin = np.triu(generator.integers(0, 2, (draws, *w.shape)), 1) > 0
    turn = coin | np.swapaxes(coin, -1, -2)
    random = _transitive(np.where(turn, over.T, over) | equal)
    p = (1 + int((random >= observed - 1e-12).sum())) / (draws + 1)
    return Transitivity(observed, 4.0 * (observed - 0.75), p)


def _transitive(over: BoolArray) -> FloatArray:
    census = triad_census(over)
    weights = np.array([_WEIGHTS.get(kind, 0.0) for kind in TRIADS])
    full = np.array([kind in _WEIGHTS or kind == "030C" for kind in TRIADS])
    count = (census * full).sum(axis=-1)
    return np.asarray(
        np.where(count > 0, (census * weights).sum(axis=-1) / np.maximum(count, 1), np.nan)
    )


def _seen(wins: IntArray) -> FloatArray:
    w = np.asarray(wins, dtype=np.float64)
    if len(w) < 3:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    off = np.where(np.eye(len(w), dtype=np.bool_), 0.0, w)
    if not off.any():
        raise NotAvailableError(Reason.NO_TIES)
    return off
