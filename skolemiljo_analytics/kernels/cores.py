"""How deep in the web of mutual choices each pupil stands: core numbers of a stack.

References
----------
Seidman 1983, https://doi.org/10.1016/0378-8733(83)90028-X.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["core_numbers"]


def core_numbers(tied: BoolArray) -> IntArray:
    """Return the core number of each pupil, shape ``(..., n)``, from 0.

    The largest k for which the pupil belongs to a part in which everyone has k ties or more.

    Parameters
    ----------
    tied
        Symmetric ties, shape ``(..., n, n)``.

    Examples
    --------
    >>> ring = np.array([[0, 1, 1, 0], [1, 0, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0]], dtype=bool)
    >>> core_numbers(ring).tolist()
    [2, 2, 2, 1]
    """
    n = tied.shape[-1]
    core = np.zeros(tied.shape[:-1], dtype=np.int64)
    left = np.ones(tied.shape[:-1], dtype=np.bool_)
    for k in range(1, n):
        left = _peel(tied, left, k)
        if not left.any():
            break
        core[left] = k
    return core


def _peel(tied: BoolArray, left: BoolArray, k: int) -> BoolArray:
    """Take away whoever has fewer than k ties among those left, until nobody has."""
    while True:
        degree = (tied & left[..., None, :]).sum(axis=-1)
        kept: BoolArray = left & (degree >= k)
        if np.array_equal(kept, left):
            return kept
        left = kept
