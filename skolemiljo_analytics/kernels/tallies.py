"""Counting and dividing on stacks: the two steps every other kernel is made of."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["ratio", "tally", "tally_pairs"]


def tally(which: BoolArray, axis: int = -1) -> IntArray:
    """Count along one axis.

    In bytes where the axis is short enough, which is what makes a stack of redraws cheap.
    """
    ones = np.asarray(which, dtype=np.bool_).view(np.uint8)
    unit = np.uint8 if ones.shape[axis] < 256 else np.int64
    return np.asarray(ones.sum(axis=axis, dtype=unit)).astype(np.int64)


def tally_pairs(which: BoolArray) -> IntArray:
    """Count over the last two axes."""
    return np.asarray(tally(which, -2).sum(axis=-1), dtype=np.int64)


def ratio(part: IntArray | FloatArray, whole: IntArray | FloatArray) -> FloatArray:
    """Divide, with NaN where there is nothing to divide by."""
    first, second = np.broadcast_arrays(
        np.asarray(part, dtype=np.float64), np.asarray(whole, dtype=np.float64)
    )
    out = np.full(first.shape, np.nan)
    np.divide(first, second, out=out, where=second != 0)
    return out
