"""Does it hang on one rater? The class without each pupil's answer, in turn.

References
----------
Methods handbook 7.1; Efron 1982, https://doi.org/10.1137/1.9781611970319 (delete-one).
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.doubt.again import YesNoKernel
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["class_rests_on_one", "raters_that_decide", "rests_on_one", "without_each_rater"]


def without_each_rater(relation: Relation) -> BoolArray:
    """Return the class without the answer of each who answered, in turn, shape (answered, n, n)."""
    raters = np.flatnonzero(relation.answered)
    stack = np.repeat(relation.named[None], len(raters), axis=0)
    stack[np.arange(len(raters)), raters] = False
    return stack


def rests_on_one(relation: Relation, kernel: YesNoKernel) -> BoolArray:
    """Return for whom the answer flips when one single other pupil's answer is left out, (n,).

    `kernel` takes (m, n, n) to (m, n). A pupil's own answer does not count as a rater's: leaving
    it out says nothing of what others answered. All false when nobody answered.
    """
    whole = np.asarray(kernel(relation.named[None]))[0]
    stack = without_each_rater(relation)
    if not len(stack):
        return np.zeros_like(relation.answered)
    raters = np.flatnonzero(relation.answered)
    flips = np.asarray(kernel(stack)) != whole
    flips[np.arange(len(raters)), raters] = False
    return np.asarray(flips.any(axis=0), dtype=np.bool_)


def class_rests_on_one(relation: Relation, kernel: YesNoKernel) -> bool:
    """Tell whether a yes or no about the class, (m, n, n) to (m,), hangs on one pupil's answer."""
    return bool(len(raters_that_decide(relation, kernel)))


def raters_that_decide(relation: Relation, kernel: YesNoKernel) -> IntArray:
    """Return the positions of those without whose answer the class's yes or no would flip."""
    whole = np.asarray(kernel(relation.named[None]))[0]
    stack = without_each_rater(relation)
    if not len(stack):
        return np.zeros(0, dtype=np.int64)
    raters: IntArray = np.flatnonzero(relation.answered)
    return np.asarray(raters[np.asarray(kernel(stack)) != whole], dtype=np.int64)
