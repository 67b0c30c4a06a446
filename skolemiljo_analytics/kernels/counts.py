"""Choices received, given and returned, for one class or a stack of classes.

Every function takes Boolean choices of shape ``(..., n, n)``, row names column, zero diagonal and
zero in silent rows, and reduces the last one or two axes. What silence could add is not known here:
see `doubt.silence`.

References
----------
Wasserman & Faust 1994, ch. 4 and 13, https://doi.org/10.1017/CBO9780511815478.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.tallies import tally, tally_pairs
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = [
    "choices",
    "given",
    "mutual_counts",
    "mutual_pairs",
    "received",
    "unchosen",
    "unchosen_count",
    "without_mutual",
    "without_mutual_count",
]


def received(named: BoolArray) -> IntArray:
    """Return how many named each pupil, shape ``(..., n)``.

    Examples
    --------
    >>> received(np.array([[0, 1, 0], [1, 0, 0], [1, 0, 0]], dtype=bool)).tolist()
    [2, 1, 0]
    """
    return tally(named, -2)


def given(named: BoolArray) -> IntArray:
    """Return how many each pupil named, shape ``(..., n)``; 0 also in a silent row."""
    return tally(named)


def choices(named: BoolArray) -> IntArray:
    """Return the number of choices, shape ``(...)``."""
    return tally_pairs(named)


def mutual_counts(named: BoolArray) -> IntArray:
    """Return with how many each pupil has a mutual choice, shape ``(..., n)``."""
    return given(named & np.swapaxes(named, -1, -2))


def mutual_pairs(named: BoolArray) -> IntArray:
    """Return the number of pairs who named each other, shape ``(...)``."""
    return choices(named & np.swapaxes(named, -1, -2)) // 2


def unchosen(named: BoolArray) -> BoolArray:
    """Return whom nobody named, shape ``(..., n)``."""
    return np.logical_not(named.any(axis=-2))


def unchosen_count(named: BoolArray) -> IntArray:
    """Return how many nobody named, shape ``(...)``."""
    return tally(unchosen(named))


def without_mutual(named: BoolArray) -> BoolArray:
    """Return who has no mutual choice, shape ``(..., n)``; true also of the silent."""
    both = named & np.swapaxes(named, -1, -2)
    return np.logical_not(both.any(axis=-1))


def without_mutual_count(named: BoolArray, answered: BoolArray | None = None) -> IntArray:
    """Return how many have no mutual choice, shape ``(...)``.

    With `answered`, shape (n,), only those who answered are counted: a silent pupil has no
    mutual choice because nobody knows, not because there is none.
    """
    alone = without_mutual(named)
    if answered is not None:
        alone = alone & answered
    return tally(alone)
