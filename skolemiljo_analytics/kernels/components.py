"""Connected parts of a symmetric stack.

References
----------
Wasserman & Faust 1994, ch. 4, https://doi.org/10.1017/CBO9780511815478.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.tallies import tally
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["component_count", "components", "reachable"]

_CLASS = 64
"""Up to so many pupils, many classes in one go are quickest."""


def reachable(named: BoolArray) -> BoolArray:
    """Return who can be reached along choices in any number of steps, oneself included."""
    n = named.shape[-1]
    out = named | np.eye(n, dtype=np.bool_)
    steps = 1
    while steps < n:
        wide = out.astype(np.float32)
        out = (wide @ wide) > 0
        steps *= 2
    return out


def components(tied: BoolArray) -> IntArray:
    """Return each pupil's connected part of a symmetric stack ``(..., n, n)``, shape ``(..., n)``.

    A part is numbered by its first pupil; a pupil without ties is a part of its own. Hand in
    ``named & named.T`` for mutual choices and ``named | named.T`` for choices either way.

    Examples
    --------
    >>> a = np.zeros((4, 4), dtype=bool)
    >>> a[0, 2] = a[2, 0] = True
    >>> components(a).tolist()
    [0, 1, 0, 3]
    """
    n = tied.shape[-1]
    if n <= _CLASS:
        return np.asarray(reachable(tied).argmax(axis=-1), dtype=np.int64)
    each = [_of_one(one) for one in tied.reshape(-1, n, n)]
    return np.array(each, dtype=np.int64).reshape(tied.shape[:-1])


def _of_one(tied: BoolArray) -> list[int]:
    """Return the parts of one graph, tie by tie: a school is too large for steps all at once."""
    first = list(range(tied.shape[-1]))
    for pair in np.argwhere(np.triu(tied)).tolist():
        low, high = sorted(_first(first, i) for i in pair)
        first[high] = low
    return [_first(first, i) for i in range(len(first))]


def _first(first: list[int], i: int) -> int:
    while first[i] != i:
        first[i] = first[first[i]]
        i = first[i]
    return i


def component_count(tied: BoolArray) -> IntArray:
    """Return the number of connected parts, single pupils included, shape ``(...)``."""
    first = np.arange(tied.shape[-1])
    return tally(components(tied) == first)
