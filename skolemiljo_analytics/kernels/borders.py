"""Choices from one grouping to another, counted for a stack of classes or of labellings.

References
----------
Methods handbook 2.9 (flow between groups).
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["count_between", "separate_groups"]


def count_between(named: BoolArray, labels: IntArray, groups: int) -> IntArray:
    """Count choices from each grouping to each other, shape ``(..., groups, groups)``.

    Parameters
    ----------
    named
        Choices, shape ``(..., n, n)``, row names column.
    labels
        Shape ``(..., n)``: 0 … `groups` - 1; below 0 is in no grouping. The two broadcast.

    Examples
    --------
    >>> named = np.array([[0, 1, 1], [0, 0, 0], [1, 0, 0]], dtype=bool)
    >>> count_between(named, np.array([0, 0, 1]), 2).tolist()
    [[1, 1], [1, 0]]
    """
    member = (labels[..., None] == np.arange(groups)).astype(np.float64)
    counted = np.swapaxes(member, -1, -2) @ named.astype(np.float64) @ member
    return np.asarray(np.rint(counted), dtype=np.int64)


def separate_groups(named: BoolArray, labels: IntArray) -> IntArray:
    """Count from how many groupings each pupil is named, shape ``(..., n)``.

    Whoever is in no grouping (label below 0) counts as a grouping of one.
    """
    alone = labels < 0
    own = int(labels.max(initial=-1)) + 1 + np.arange(len(labels))
    _, label = np.unique(np.where(alone, own, labels), return_inverse=True)
    member = (label[:, None] == np.arange(label.max(initial=-1) + 1)).astype(np.float32)
    from_each = np.swapaxes(named, -1, -2).astype(np.float32) @ member
    return np.asarray((from_each > 0).sum(axis=-1), dtype=np.int64)
