"""Many draws in one call: each with its own stream, so that blocks and threads change nothing."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.compiling import allocating, compiled
from skolemiljo_analytics.kernels.loops.bit_partition import climb_bits, search_bits, weigh_bits
from skolemiljo_analytics.kernels.loops.bit_redraw import answer_again_bits
from skolemiljo_analytics.kernels.loops.bits import MOST, pack_rows, turn_rows
from skolemiljo_analytics.kernels.loops.partition import climb, scatter, search, weigh
from skolemiljo_analytics.kernels.loops.redraw import answer_again, same_dyads, same_given
from skolemiljo_analytics.kernels.loops.stack import copy_class
from skolemiljo_analytics.kernels.loops.swap import same_degrees
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["again_many", "assign_each", "assign_many", "null_many", "partition_many", "score_many"]


@allocating
def again_many(
    named: BoolArray, can: BoolArray, keep: int, states: IntArray, out: BoolArray
) -> None:
    """Fill `out`, shape (draws, n, n), with classes that answered again."""
    pool = np.zeros((2, named.shape[0]), np.int64)
    for d in range(out.shape[0]):
        answer_again(named, can, keep, states[d], out[d], pool)


@allocating
def null_many(
    null: int, named: BoolArray, can: BoolArray, effort: IntArray, states: IntArray, out: BoolArray
) -> None:
    """Fill `out`, (draws, n, n), with classes of null 0 out, 1 in_out, 2 man or 3 man_in_out.

    ``effort[0]`` draws come from each stream of `states`. Where swaps are tried, the first of them
    after ``effort[1]`` for each choice from the class itself, each of the others after
    ``effort[2]`` from the one before.
    """
    n = named.shape[0]
    pool = np.zeros((3, n * n), np.int64)
    drawn = np.zeros((n, n), np.bool_)
    for d in range(out.shape[0]):
        _null_once(null, named, can, effort, d, states, drawn, pool)
        out[d] = drawn


@compiled
def _null_once(
    null: int,
    named: BoolArray,
    can: BoolArray,
    effort: IntArray,
    d: int,
    states: IntArray,
    drawn: BoolArray,
    pool: IntArray,
) -> None:
    if null < 0 or (null in (1, 3) and d % effort[0] == 0):
        copy_class(named, drawn)
    if null < 0:
        return
    state = states[d // effort[0]]
    if null == 0:
        same_given(named, can, state, drawn, pool)
    elif null == 2:
        same_dyads(named, can, state, drawn, pool)
    else:
        tries = effort[1] if d % effort[0] == 0 else effort[2]
        same_degrees(can, null == 3, tries, state, drawn, pool)


@allocating
def score_many(
    null: int,
    named: BoolArray,
    can: BoolArray,
    effort: IntArray,
    states: IntArray,
    starts: IntArray,
    found: IntArray,
    scratch: IntArray,
    gains: IntArray,
) -> None:
    """Fill `found`, shape (draws, 3), with what the search finds in each random class.

    The best sum of b, the sum of s^2, and the choices the class shares with `named`. Null -1 is
    the class itself. `effort` and `states` as in `null_many`; `starts`, (draws, starts, 4), has a
    stream for each start of each search.
    """
    n = named.shape[0]
    pool = np.zeros((3, n * n), np.int64)
    drawn = np.zeros((n, n), np.bool_)
    b = np.zeros_like(gains)
    labels = np.zeros(n, np.int64)
    rows = np.zeros((3, n), np.int64)
    for d in range(len(found)):
        _null_once(null, named, can, effort, d, states, drawn, pool)
        found[d, 0] = _search_one(drawn, starts[d], labels, rows, b, scratch, gains)
        _add_up(drawn, named, rows[2], found[d])


@compiled
def _add_up(drawn: BoolArray, named: BoolArray, strength: IntArray, found: IntArray) -> None:
    squares, shared = 0, 0
    for i in range(len(strength)):
        squares += strength[i] * strength[i]
        for j in range(len(strength)):
            shared += 1 if drawn[i, j] and named[i, j] else 0
    found[1], found[2] = squares, shared


@allocating
def partition_many(
    named: BoolArray, starts: IntArray, labels: IntArray, scratch: IntArray, gains: IntArray
) -> None:
    """Fill `labels`, shape (m, n), with the best groups of each class of a stack."""
    n = named.shape[1]
    b = np.zeros_like(gains)
    rows = np.zeros((3, n), np.int64)
    for d in range(named.shape[0]):
        _search_one(named[d], starts[d], labels[d], rows, b, scratch, gains)


@compiled
def _search_one(
    named: BoolArray,
    starts: IntArray,
    labels: IntArray,
    rows: IntArray,
    b: IntArray,
    scratch: IntArray,
    gains: IntArray,
) -> int:
    """Search one class, on bits if it has room there; its strengths stay in ``rows[2]``."""
    if len(labels) > MOST:
        weigh(named, b, rows[2])
        return search(b, starts, labels, scratch, gains)
    pack_rows(named, rows[0])
    turn_rows(rows[0], rows[1])
    two = weigh_bits(rows[0], rows[1], rows[2])
    return search_bits(rows, two, starts, labels, scratch)


@allocating
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
    labels = scratch[0, :n]
    if n <= MOST:
        _assign_bits(named, can, keep, states, together, scratch, pool)
        return
    drawn = np.zeros((n, n), np.bool_)
    b = np.zeros_like(gains)
    strength = np.zeros(n, np.int64)
    for d in range(states.shape[0]):
        answer_again(named, can, keep, states[d], drawn, pool)
        weigh(drawn, b, strength)
        scatter(labels, scratch[1, :n], n, states[d])
        climb(b, labels, scratch[1, :n], gains, scratch[2], scratch[4:])
        _add_pairs(labels, strength, together)


@allocating
def _assign_bits(
    named: BoolArray,
    can: BoolArray,
    keep: int,
    states: IntArray,
    together: IntArray,
    scratch: IntArray,
    pool: IntArray,
) -> None:
    n = named.shape[0]
    labels, order, lanes = scratch[0, :n], scratch[1, :n], scratch[2:]
    sets, rows = np.zeros((2, n), np.int64), np.zeros((3, n), np.int64)
    pack_rows(named, sets[0])
    pack_rows(can, sets[1])
    for d in range(states.shape[0]):
        answer_again_bits(sets[0], sets[1], keep, states[d], rows, pool[0])
        two = weigh_bits(rows[0], rows[1], rows[2])
        scatter(labels, order, n, states[d])
        climb_bits(rows, two, labels, order, lanes)
        _add_pairs(labels, rows[2], together)


@compiled
def _add_pairs(labels: IntArray, strength: IntArray, together: IntArray) -> None:
    n = len(labels)
    for i in range(n):
        if strength[i] == 0:
            labels[i] = -1 - i  # no ties in this draw: together with nobody
    for i in range(n):
        for j in range(n):
            together[i, j] += 1 if labels[i] == labels[j] else 0


@allocating
def assign_each(
    named: BoolArray,
    can: BoolArray,
    keep: int,
    states: IntArray,
    together: IntArray,
    scratch: IntArray,
    gains: IntArray,
) -> None:
    """Do as `assign_many` for each class of a stack, shape (m, n, n); `states` is (m, draws, 4)."""
    for c in range(named.shape[0]):
        assign_many(named[c], can, keep, states[c], together[c], scratch, gains)
