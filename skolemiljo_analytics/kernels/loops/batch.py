"""Many draws in one call: each with its own stream, so that blocks and threads change nothing."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.partition import climb, scatter, search, weigh
from skolemiljo_analytics.kernels.loops.redraw import answer_again, same_dyads, same_given
from skolemiljo_analytics.kernels.loops.swap import same_degrees
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["again_many", "assign_many", "null_many", "partition_many", "score_many"]


@compiled
def again_many(
    named: BoolArray, can: BoolArray, keep: int, states: IntArray, out: BoolArray
) -> None:
    """Fill `out`, shape (draws, n, n), with classes that answered again."""
    pool = np.zeros((2, named.shape[0]), np.int64)
    for d in range(out.shape[0]):
        answer_again(named, can, keep, states[d], out[d], pool)


@compiled
def null_many(
    null: int, named: BoolArray, can: BoolArray, tries: int, states: IntArray, out: BoolArray
) -> None:
    """Fill `out`, (draws, n, n), with classes of null 0 out, 1 in_out, 2 man or 3 man_in_out."""
    n = named.shape[0]
    pool = np.zeros((3, n * n), np.int64)
    for d in range(out.shape[0]):
        _null_once(null, named, can, tries, states[d], out[d], pool)


@compiled
def _null_once(
    null: int,
    named: BoolArray,
    can: BoolArray,
    tries: int,
    state: IntArray,
    out: BoolArray,
    pool: IntArray,
) -> None:
    if null == 0:
        same_given(named, can, state, out, pool)
    elif null == 2:
        same_dyads(named, can, state, out, pool)
    else:
        out[:] = named
        same_degrees(can, null == 3, tries, state, out, pool)


@compiled
def score_many(
    null: int,
    named: BoolArray,
    can: BoolArray,
    tries: int,
    states: IntArray,
    starts: IntArray,
    scores: IntArray,
    squares: IntArray,
    kept: IntArray,
    scratch: IntArray,
    gains: IntArray,
) -> None:
    """Fill `scores` with the best sum of b in each random class.

    `squares` gets the sum of s^2, `kept` the choices it shares with the class. Null -1 is the class
    itself.

    `states` is one stream a class; `starts`, shape (draws, starts, 4), one a start of the search.
    """
    n = named.shape[0]
    pool = np.zeros((3, n * n), np.int64)
    drawn = np.zeros((n, n), np.bool_)
    b = np.zeros_like(gains)
    labels = np.zeros(n, np.int64)
    strength = np.zeros(n, np.int64)
    for d in range(len(scores)):
        if null < 0:
            drawn[:] = named
        else:
            _null_once(null, named, can, tries, states[d], drawn, pool)
        weigh(drawn, b, strength)
        scores[d] = search(b, starts[d], labels, scratch, gains)
        squares[d] = (strength * strength).sum()
        kept[d] = (drawn & named).sum()


@compiled
def partition_many(
    named: BoolArray, starts: IntArray, labels: IntArray, scratch: IntArray, gains: IntArray
) -> None:
    """Fill `labels`, shape (m, n), with the best groups of each class of a stack."""
    n = named.shape[1]
    b = np.zeros_like(gains)
    strength = np.zeros(n, np.int64)
    for d in range(named.shape[0]):
        weigh(named[d], b, strength)
        search(b, starts[d], labels[d], scratch, gains)


@compiled
def assign_many(
    named: BoolArray,
    can: BoolArray,
    keep: int,
    states: IntArray,
    together: IntArray,
    scratch: IntArray,
    gains: IntArray,
) -> None:
    """Add to `together`, shape (n, n), how often two pupils share a group when answering again."""
    n = named.shape[0]
    pool = np.zeros((2, n), np.int64)
    drawn = np.zeros((n, n), np.bool_)
    b = np.zeros_like(gains)
    strength = np.zeros(n, np.int64)
    labels, order, sizes, pairs = scratch[0, :n], scratch[1, :n], scratch[2], scratch[4:]
    for d in range(states.shape[0]):
        answer_again(named, can, keep, states[d], drawn, pool)
        weigh(drawn, b, strength)
        scatter(labels, order, n, states[d])
        climb(b, labels, order, gains, sizes, pairs)
        for i in range(n):
            if strength[i] == 0:
                labels[i] = -1 - i  # no ties in this draw: together with nobody
        for i in range(n):
            for j in range(n):
                together[i, j] += 1 if labels[i] == labels[j] else 0
