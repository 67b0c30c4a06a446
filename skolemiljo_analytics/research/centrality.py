"""Places in the network: betweenness, constraint, PageRank, Bonacich power.

On a class of 25 with three choices these mostly repeat how many named a pupil, and one answer more
or less moves them: for science only. A silent row counts as empty; leave the silent out first, or
read the numbers as those of the choices seen.

References
----------
Methods handbook 4.7 and 4.8; Smith & Moody 2013, https://doi.org/10.1016/j.socnet.2013.09.003
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, Reason

__all__ = ["betweenness", "bonacich", "constraint", "pagerank"]


def betweenness(named: BoolArray) -> FloatArray:
    """Return on how many shortest paths between others each pupil lies, shape (n,), not scaled.

    Directed; of several shortest paths each counts its part.

    Raises
    ------
    NotAvailableError
        Without choices, or with fewer than three pupils.

    References
    ----------
    Freeman 1977, https://doi.org/10.2307/3033543; Brandes 2001,
    https://doi.org/10.1080/0022250X.2001.9990249
    """
    import networkx as nx

    _require(named, 3)
    graph = nx.from_numpy_array(named, create_using=nx.DiGraph)
    found = nx.betweenness_centrality(graph, normalized=False)
    return np.array([found[i] for i in range(len(named))])


def constraint(named: BoolArray) -> FloatArray:
    """Return Burt's constraint, shape (n,), from 0; NaN for a pupil without ties.

    Direction is folded: the weight of a pair is one or two choices.

    Raises
    ------
    NotAvailableError
        Without choices.

    References
    ----------
    Burt 2004, https://doi.org/10.1086/421787
    """
    _require(named, 2)
    weight = named.astype(np.float64) + named.T
    total = weight.sum(axis=1)
    share = weight / np.where(total > 0, total, 1.0)[:, None]
    invested = share + share @ share
    own = (invested**2 * (weight > 0)).sum(axis=1)
    return np.asarray(np.where(total > 0, own, np.nan))


def pagerank(named: BoolArray, *, damping: float = 0.85) -> FloatArray:
    """Return PageRank, shape (n,), sums to 1; a pupil who names nobody passes on to everybody.

    Raises
    ------
    NotAvailableError
        Without choices.

    References
    ----------
    Brin & Page 1998, https://doi.org/10.1016/S0169-7552(98)00110-X
    """
    _require(named, 2)
    n = len(named)
    given = named.sum(axis=1)
    even = np.full((n, n), 1.0 / n)
    step = np.where((given > 0)[:, None], named / np.maximum(given, 1)[:, None], even)
    rank = np.linalg.solve(np.eye(n) - damping * step.T, np.full(n, (1.0 - damping) / n))
    return np.asarray(rank / rank.sum())


def bonacich(named: BoolArray, *, beta: float) -> FloatArray:
    """Return Bonacich's power, shape (n,), scaled so that the squares sum to n.

    c = a (I - beta A)^-1 A 1: choices given, weighted by those of the chosen. Turn the matrix to
    weigh choices received.

    Parameters
    ----------
    beta
        How far others' power counts; its size must be below 1 / largest eigenvalue, where the sum
        over walks is finite.

    Raises
    ------
    NotAvailableError
        Without choices.
    ValueError
        A `beta` too large: the sum over walks has no end.

    References
    ----------
    Bonacich 1987, https://doi.org/10.1086/228631
    """
    _require(named, 2)
    a = named.astype(np.float64)
    largest = float(np.abs(np.linalg.eigvals(a)).max())
    if abs(beta) * largest >= 1.0:
        raise ValueError(f"Expected a beta below {1.0 / largest:.4g} in size, got {beta:g}.")
    raw = np.linalg.solve(np.eye(len(a)) - beta * a, a.sum(axis=1))
    return np.asarray(raw * np.sqrt(len(a) / (raw**2).sum()))


def _require(named: BoolArray, pupils: int) -> None:
    if len(named) < pupils:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    if not named.any():
        raise NotAvailableError(Reason.NO_TIES)
