"""Patterns of mutual choices on stacks: closed pairs and groups, chains, pupils who connect.

Every function takes boolean arrays of shape ``(..., n, n)``, row names column, and hands back a
fixed shape, so that one class, its redraws and a whole municipality are the same call. Silent rows
are rows of zeros here; what silence could change is said by `skolemiljo_analytics.doubt`.

References
----------
.. [1] S. K. Ertesvåg, "Sosiometrisk kartlegging: analyse", Læringsmiljøsenteret,
   https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
.. [2] R. Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM J. Comput. 1:146
   (articulation points), https://doi.org/10.1137/0201010
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.articulation import cuts_of_one
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = [
    "bridging",
    "chain_labels",
    "closed_group_labels",
    "closed_pairs",
    "component_sizes",
    "connecting",
    "flood",
    "parts_without",
]

_CLASS = 64
"""Up to so many pupils, many classes in one go are quickest."""


def component_sizes(labels: IntArray) -> IntArray:
    """Count, for each pupil, the pupils with the same label: integer, shape (..., n)."""
    same = labels[..., :, None] == labels[..., None, :]
    return np.asarray(np.count_nonzero(same, axis=-1), dtype=np.int64)


def closed_pairs(named: BoolArray) -> BoolArray:
    """Find pairs who chose each other and whom nobody else chose.

    Returns
    -------
    Boolean, shape (..., n, n), symmetric.

    References
    ----------
    Methods handbook 3, I5; mutual choices as in [1]_ of the module.

    Examples
    --------
    >>> pair = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=bool)
    >>> closed_pairs(pair).astype(int).tolist()
    [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    """
    once = np.count_nonzero(named, axis=-2) == 1
    mutual = named & np.swapaxes(named, -1, -2)
    return np.asarray(mutual & once[..., :, None] & once[..., None, :])


def closed_group_labels(named: BoolArray, *, smallest: int = 3) -> IntArray:
    """Find connected parts of the mutual choices that receive no choice from outside.

    A part that holds the whole class has no outside and is not closed.

    Returns
    -------
    Integer, shape (..., n): the part's first member, or -1.

    References
    ----------
    Methods handbook 2.2 and 2.9; mutual choices as in [1]_ of the module.
    """
    n = named.shape[-1]
    labels = components(named & np.swapaxes(named, -1, -2))
    same = labels[..., :, None] == labels[..., None, :]
    sizes = np.count_nonzero(same, axis=-1)
    chosen_from_outside = (named & ~same).any(axis=-2)
    opened = (same & chosen_from_outside[..., None, :]).any(axis=-1)
    closed = ~opened & (sizes >= smallest) & (sizes < n)
    return np.asarray(np.where(closed, labels, -1))


def chain_labels(mutual: BoolArray, *, shortest: int = 4) -> IntArray:
    """Find *kjeder*: parts of the mutual choices where each chose the next, and no other returned.

    Returns
    -------
    Integer, shape (..., n): the chain's first member, or -1.

    References
    ----------
    See [1]_ in the module.
    """
    labels = components(mutual)
    same = labels[..., :, None] == labels[..., None, :]
    degree = np.count_nonzero(mutual, axis=-1)
    ends = np.count_nonzero(same & (degree == 1)[..., None, :], axis=-1)
    widest = np.where(same, degree[..., None, :], 0).max(axis=-1, initial=0)
    is_path = (widest <= 2) & (ends == 2) & (np.count_nonzero(same, axis=-1) >= shortest)
    return np.asarray(np.where(is_path, labels, -1))


def flood(ties: BoolArray, start: BoolArray) -> BoolArray:
    """Return everyone connected with any of `start`, themselves included.

    Parameters
    ----------
    ties
        Boolean, shape (..., n, n), symmetric.
    start
        Boolean, shape (..., n).

    Examples
    --------
    >>> ties = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=bool)
    >>> flood(ties, np.array([True, False, False])).tolist()
    [True, True, False]
    """
    n = ties.shape[-1]
    packed = np.packbits(ties, axis=-1)
    reached = start.copy()
    while True:
        rows = np.where(reached[..., None], packed, np.uint8(0))
        wider = np.unpackbits(np.bitwise_or.reduce(rows, axis=-2), axis=-1, count=n).astype(
            np.bool_
        )
        wider |= reached
        if np.array_equal(wider, reached):
            return wider
        reached = wider


def connecting(mutual: BoolArray) -> BoolArray:
    """Tell without whom the mutual choices fall apart (articulation points).

    Returns
    -------
    Boolean, shape (..., n).

    References
    ----------
    See [2]_ in the module.
    """
    return _each(mutual, smallest=1)


def bridging(mutual: BoolArray) -> BoolArray:
    """Tell who alone holds together two or more parts that each have at least two pupils.

    Returns
    -------
    Boolean, shape (..., n).

    References
    ----------
    See [2]_ in the module; methods handbook 2.9 (liaison).
    """
    return _each(mutual, smallest=2)


def parts_without(mutual: BoolArray, pupil: int, *, smallest: int = 1) -> BoolArray:
    """Tell whether a pupil's own part falls apart when the pupil is away.

    Parameters
    ----------
    mutual
        Boolean, shape (..., n, n), symmetric.
    pupil
        Position of the pupil.
    smallest
        Fewest pupils in each of at least two parts: 1 or 2.

    Returns
    -------
    Boolean, shape (...).
    """
    away = mutual.copy()
    away[..., pupil, :] = False
    away[..., :, pupil] = False
    near = mutual[..., pupil, :] & (np.count_nonzero(away, axis=-1) >= smallest - 1)
    first = near & (np.cumsum(near, axis=-1) == 1)
    return np.asarray((near & ~flood(away, first)).any(axis=-1), dtype=np.bool_)


def _each(mutual: BoolArray, *, smallest: int) -> BoolArray:
    n = mutual.shape[-1]
    if n > _CLASS:
        each = [cuts_of_one(one, smallest=smallest) for one in mutual.reshape(-1, n, n)]
        return np.array(each, dtype=np.bool_).reshape(mutual.shape[:-1])
    found = np.zeros(mutual.shape[:-1], dtype=np.bool_)
    for pupil in range(mutual.shape[-1]):
        found[..., pupil] = parts_without(mutual, pupil, smallest=smallest)
    return found
