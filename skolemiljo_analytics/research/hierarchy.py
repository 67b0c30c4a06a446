"""Krackhardt's four dimensions of hierarchy: how near choices are to a tree with one at the top.

In a class where everybody reaches everybody hierarchy is 0, which then says nothing.

References
----------
Krackhardt 1994, in Carley & Prietula (eds), Computational Organization Theory; as computed in
https://cran.r-project.org/package=sna. Methods handbook 4.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.vocabulary import BoolArray, Reason

__all__ = ["Hierarchy", "krackhardt"]


@dataclass(frozen=True)
class Hierarchy:
    """Four numbers from 0 to 1; all are 1 for a tree with one at the top.

    Attributes
    ----------
    connectedness
        Share of pairs that hang together, direction aside.
    hierarchy
        Share, of pairs in which one reaches the other, in which the other does not reach back.
    efficiency
        How few ties there are beyond those that hold the parts together.
    least_upper_bound
        Share of pairs with one nearest common superior.
    """

    connectedness: float
    hierarchy: float
    efficiency: float
    least_upper_bound: float


def krackhardt(named: BoolArray, *, nearest: Literal["path", "tie"] = "path") -> Hierarchy:
    """Return Krackhardt's four dimensions; the chooser stands above the chosen.

    A silent row counts as empty: leave the silent out, or read it as that of the choices seen.

    Parameters
    ----------
    nearest
        A common superior is nearest when all the others reach it by a ``path`` (the definition), or
        each by one ``tie`` (what the R package sna counts).

    Raises
    ------
    NotAvailableError
        Fewer than three pupils, without choices, or no part with three pupils or more.

    References
    ----------
    Krackhardt 1994, in https://cran.r-project.org/package=sna
    """
    n = len(named)
    if n < 3:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    if not named.any():
        raise NotAvailableError(Reason.NO_TIES)
    part = components(named | named.T)
    sizes = np.unique(part, return_counts=True)[1]
    if sizes.max() < 3:
        raise NotAvailableError(Reason.NO_TIES, "no part of three pupils")
    reach = _reach(named)
    nearer = reach if nearest == "path" else named | np.eye(n, dtype=np.bool_)
    off = ~np.eye(n, dtype=np.bool_)
    any_way, both_ways = ((reach | reach.T) & off).sum(), (reach & reach.T & off).sum()
    needed = int((sizes - 1).sum())
    most = int((sizes * (sizes - 1) - (sizes - 1)).sum())
    return Hierarchy(
        connectedness=float((part[:, None] == part[None, :])[off].mean()),
        hierarchy=1.0 - float(both_ways) / float(any_way),
        efficiency=1.0 - (int(named.sum()) - needed) / most,
        least_upper_bound=_least_upper_bound(reach, nearer, part == part[:, None]),
    )


def _reach(named: BoolArray) -> BoolArray:
    reach = named | np.eye(len(named), dtype=np.bool_)
    while True:
        further = (reach.astype(np.int64) @ reach.astype(np.int64)) > 0
        if (further == reach).all():
            return reach
        reach = np.asarray(further)


def _least_upper_bound(reach: BoolArray, nearer: BoolArray, together: BoolArray) -> float:
    lacking = 0
    for i, j in np.argwhere(np.triu(together, 1)):
        above = np.flatnonzero(reach[:, i] & reach[:, j])
        least = nearer[np.ix_(above, above)].all(axis=0)
        lacking += not least.any()
    sizes = np.unique(together.argmax(axis=1), return_counts=True)[1]
    return 1.0 - lacking / float(((sizes - 1) * (sizes - 2) / 2).sum())
