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

from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = [
    "bridging",
    "chain_labels",
    "closed_group_labels",
    "closed_pairs",
    "component_labels",
    "component_sizes",
    "connecting",
]


def component_labels(ties: BoolArray) -> IntArray:
    """Label connected parts of symmetric `ties` by their smallest member.

    Parameters
    ----------
    ties
        Boolean, shape (..., n, n), symmetric.

    Returns
    -------
    Integer, shape (..., n): pupils with the same number belong together.

    References
    ----------
    See [2]_ in the module.

    Examples
    --------
    >>> component_labels(np.array([[0, 0, 1], [0, 0, 0], [1, 0, 0]], dtype=bool)).tolist()
    [0, 1, 0]
    """
    n = ties.shape[-1]
    labels: IntArray = np.broadcast_to(np.arange(n, dtype=np.int64), ties.shape[:-1]).copy()
    if n == 0:
        return labels
    reach = ties | np.eye(n, dtype=np.bool_)
    while True:
        lowest = np.where(reach, labels[..., None, :], n).min(axis=-1)
        lowest = np.take_along_axis(lowest, lowest, axis=-1)
        if np.array_equal(lowest, labels):
            return labels
        labels = lowest


def component_sizes(labels: IntArray) -> IntArray:
    """Count, for each pupil, the pupils with the same label: integer, shape (..., n)."""
    same = labels[..., :, None] == labels[..., None, :]
    return same.sum(axis=-1).astype(np.int64)


def closed_pairs(named: BoolArray) -> BoolArray:
    """Find pairs who chose each other and whom nobody else chose.

    Returns
    -------
    Boolean, shape (..., n, n), symmetric.

    References
    ----------
    Methods handbook 3, I5; mutual choices as in [1]_ of the module.
    """
    once = named.sum(axis=-2) == 1
    mutual = named & np.swapaxes(named, -1, -2)
    return mutual & once[..., :, None] & once[..., None, :]


def closed_group_labels(named: BoolArray, *, smallest: int = 3) -> IntArray:
    """Find connected parts of the mutual choices that receive no choice from outside.

    A part that holds the whole class has no outside and is not closed.

    Returns
    -------
    Integer, shape (..., n): the part's smallest member, or -1.

    References
    ----------
    Methods handbook 2.2 and 2.9; mutual choices as in [1]_ of the module.
    """
    n = named.shape[-1]
    labels = component_labels(named & np.swapaxes(named, -1, -2))
    same = labels[..., :, None] == labels[..., None, :]
    sizes = same.sum(axis=-1)
    chosen_from_outside = (named & ~same).any(axis=-2)
    opened = (same & chosen_from_outside[..., None, :]).any(axis=-1)
    closed = ~opened & (sizes >= smallest) & (sizes < n)
    return np.where(closed, labels, -1)


def chain_labels(mutual: BoolArray, *, shortest: int = 4) -> IntArray:
    """Find *kjeder*: parts of the mutual choices where each chose the next, and no other returned.

    Returns
    -------
    Integer, shape (..., n): the chain's smallest member, or -1.

    References
    ----------
    See [1]_ in the module.
    """
    labels = component_labels(mutual)
    same = labels[..., :, None] == labels[..., None, :]
    degree = mutual.sum(axis=-1)
    sizes = same.sum(axis=-1)
    ends = (same & (degree == 1)[..., None, :]).sum(axis=-1)
    widest = np.where(same, degree[..., None, :], 0).max(axis=-1, initial=0)
    is_path = (widest <= 2) & (ends == 2) & (sizes >= shortest)
    return np.where(is_path, labels, -1)


def connecting(mutual: BoolArray) -> BoolArray:
    """Tell whom the mutual choices fall apart without (articulation points).

    Returns
    -------
    Boolean, shape (..., n).

    References
    ----------
    See [2]_ in the module.
    """
    return _parts_without(mutual, smallest=1) >= 2


def bridging(mutual: BoolArray) -> BoolArray:
    """Tell who alone holds together two or more parts that each have at least two pupils.

    Returns
    -------
    Boolean, shape (..., n).

    References
    ----------
    See [2]_ in the module; methods handbook 2.9 (liaison).
    """
    return _parts_without(mutual, smallest=2) >= 2


def _parts_without(mutual: BoolArray, *, smallest: int) -> IntArray:
    """Count the parts of a pupil's own component, once the pupil is away: shape (..., n)."""
    n = mutual.shape[-1]
    counts: IntArray = np.zeros(mutual.shape[:-1], dtype=np.int64)
    here = np.arange(n)
    for pupil in range(n):
        away = mutual.copy()
        away[..., pupil, :] = False
        away[..., :, pupil] = False
        labels = component_labels(away)
        touched = mutual[..., pupil, :] & (component_sizes(labels) >= smallest)
        heads = np.where(touched, labels, -1)[..., None, :] == here[:, None]
        counts[..., pupil] = heads.any(axis=-1).sum(axis=-1)
    return counts
