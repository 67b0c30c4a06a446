"""Answering again on sets kept as bits: the same draws as `loops.redraw.answer_again`, faster."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.compiling import allocating, compiled
from skolemiljo_analytics.kernels.loops.bits import first_bit
from skolemiljo_analytics.kernels.loops.generator import below, step
from skolemiljo_analytics.kernels.loops.stack import count_rows
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["again_counted", "again_unpacked", "answer_again_bits"]


@compiled
def answer_again_bits(
    given: IntArray, able: IntArray, keep: int, state: IntArray, rows: IntArray, pool: IntArray
) -> None:
    """Let a class answer again; `rows`, shape (2, n), gets whom each names and who names each.

    `given` is whom each names and `able` whom each could name, as bits; `pool` is scratch, (n,).
    """
    rows[1] = 0
    s0, s1, s2, s3 = state[0], state[1], state[2], state[3]
    for i in range(len(given)):
        row, gone = 0, 0
        left = given[i]
        while left != 0:
            bit = left & -left
            left ^= bit
            s0, s1, s2, s3, word = step(s0, s1, s2, s3)
            if word < keep:
                row |= bit
            else:
                gone |= bit
        if gone != 0:
            state[0], state[1], state[2], state[3] = s0, s1, s2, s3
            row |= _others(gone, able[i] & ~given[i], state, pool)
            s0, s1, s2, s3 = state[0], state[1], state[2], state[3]
        rows[0, i] = row
        while row != 0:
            rows[1, first_bit(row)] |= 1 << i
            row &= row - 1
    state[0], state[1], state[2], state[3] = s0, s1, s2, s3


@compiled
def _others(gone: int, left: int, state: IntArray, pool: IntArray) -> int:
    """Return as many others from `left` as are `gone`; who has no other keeps what is gone."""
    free, row = 0, 0
    while left != 0:
        pool[free] = left & -left
        left ^= pool[free]
        free += 1
    while gone != 0:
        bit = gone & -gone
        gone ^= bit
        if free == 0:
            row |= bit
        else:
            pick = below(state, free)
            row |= pool[pick]
            free -= 1
            pool[pick] = pool[free]
    return row


@allocating
def again_counted(
    given: IntArray,
    able: IntArray,
    keep: int,
    states: IntArray,
    alike: IntArray,
    out: BoolArray,
    received: IntArray,
    mutual: IntArray,
    inside: IntArray,
) -> None:
    """Let a class answer again and count, as `loops.stack.count_stack_bits` does, in one pass.

    `out`, shape (draws, n, n), gets the classes themselves; `states` has one stream a draw.
    """
    n = len(given)
    rows, pool = np.zeros((2, n), np.int64), np.zeros(n, np.int64)
    for d in range(states.shape[0]):
        answer_again_bits(given, able, keep, states[d], rows, pool)
        count_rows(rows, alike, received[d], mutual[d], inside[d])
        _unpack(rows[0], out[d])


@allocating
def again_unpacked(
    given: IntArray, able: IntArray, keep: int, states: IntArray, out: BoolArray
) -> None:
    """Fill `out`, shape (draws, n, n), with classes that answered again."""
    n = len(given)
    rows, pool = np.zeros((2, n), np.int64), np.zeros(n, np.int64)
    for d in range(out.shape[0]):
        answer_again_bits(given, able, keep, states[d], rows, pool)
        _unpack(rows[0], out[d])


@compiled
def _unpack(given: IntArray, out: BoolArray) -> None:
    n = len(given)
    for i in range(n):
        row = given[i]
        for j in range(n):
            out[i, j] = (row >> j) & 1 == 1
