"""One call a block: every column of the portraits of classes of equal size."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from skolemiljo_analytics.kernels.compiling import allocating, compiled
from skolemiljo_analytics.kernels.fused.chance import redraw_respondents
from skolemiljo_analytics.kernels.fused.filling import (
    fill_change,
    fill_consensus,
    fill_likes,
    fill_order,
    fill_questions,
    fill_standing,
    fill_tests,
)
from skolemiljo_analytics.kernels.fused.layout import lay_out, step_distances
from skolemiljo_analytics.kernels.loops.bit_partition import search_bits, weigh_bits
from skolemiljo_analytics.kernels.loops.bits import MOST, pack_rows, turn_rows
from skolemiljo_analytics.kernels.loops.generator import next_word
from skolemiljo_analytics.kernels.loops.partition import search, weigh
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["describe_block"]


@allocating
def describe_block(
    cells: NDArray[np.uint8],
    before: NDArray[np.uint8],
    girls: BoolArray,
    states: IntArray,
    table: IntArray,
    effort: IntArray,
    counts: IntArray,
    numbers: FloatArray,
    whole: IntArray,
    pupils: FloatArray,
    together: IntArray,
    weights: IntArray,
) -> None:
    """Fill the columns of `m` classes of `n` pupils.

    Bit q of ``cells[c, i, j]`` tells whether i names j in question q; `before` is the wave before,
    255 on the diagonal where there is none. `states`, shape (m, 4, 4), has a stream each for
    redraws, permutations, search and layout; `effort` is redraws, permutations, starts, sweeps.
    The results all begin as zeros; `weights`, (2, n, n), is scratch of the kind that holds a gain.
    """
    m, n = cells.shape[:2]
    named = np.zeros((2, 4, n, n), np.bool_)
    ints = np.zeros((9 + n, n), np.int64)
    lanes = np.zeros((9 + n, 64), np.int64)
    room = np.zeros((3, n + 1, n + 1), np.int64)
    ties = np.zeros((2, n * n), np.int64)
    small = np.zeros(4, np.int64)
    work = np.zeros((n + 4, n), np.float64)
    steps = np.zeros((n, n), np.float64)
    springs = np.zeros((2 * n + 5, (n + 7) // 8 * 8), np.float64)
    starts = np.zeros((effort[2], 4), np.int64)
    flags = np.zeros((n, n), np.bool_)
    for c in range(m):
        whole_numbers, numbers_of = counts[c], numbers[c]
        _unpack(cells[c], named[0])
        has_before = _unpack(before[c], named[1])
        first = named[0, 0]
        fill_questions(named[0], whole_numbers, numbers_of, whole[c])
        fill_likes(first, table, whole_numbers, numbers_of, whole[c], ints[9:], small, room, flags)
        fill_standing(
            named[0], numbers_of, whole[c], pupils[c], ints[9:], ints[:2], work[:4], steps
        )
        fill_order(named[0, 3], numbers_of, ints[0], small, flags)
        _fill_groups(
            first,
            states[c, 2],
            starts,
            whole_numbers,
            numbers_of,
            whole[c, 10],
            ints,
            lanes,
            weights,
        )
        answered = ints[5, : _list_respondents(whole[c], ints[5])]
        redraw_respondents(
            first, answered, effort[0], states[c, 0], together[c], ints, lanes, weights
        )
        fill_consensus(
            together[c], effort[0], whole_numbers, numbers_of, whole[c, 11], small, flags
        )
        fill_tests(named[0], girls[c], effort[1], states[c, 1], numbers_of, ties, ints[:5], small)
        fill_change(named[0], named[1], has_before, numbers_of)
        if effort[3] > 0:
            step_distances(first, ints[0], steps)
            lay_out(steps, effort[3], states[c, 3], work, springs, pupils[c, 4:6])


@compiled
def _unpack(cells: NDArray[np.uint8], named: BoolArray) -> bool:
    n = cells.shape[0]
    for i in range(n):
        for j in range(n):
            cell = cells[i, j] if i != j else 0
            for q in range(4):
                named[q, i, j] = (cell >> q) & 1 == 1
    return bool(cells[0, 0] != 255)


@compiled
def _list_respondents(whole: IntArray, places: IntArray) -> int:
    k = 0
    for i in range(len(places)):
        if whole[1, i] + whole[3, i] + whole[5, i] + whole[7, i] > 0:
            places[k] = i
            k += 1
    return k


@compiled
def _fill_groups(
    named: BoolArray,
    state: IntArray,
    starts: IntArray,
    counts: IntArray,
    numbers: FloatArray,
    labels: IntArray,
    scratch: IntArray,
    lanes: IntArray,
    weights: IntArray,
) -> None:
    """Best groups found, numbered by their first pupil, and their modularity."""
    n = named.shape[0]
    found, strength = scratch[0], scratch[1]
    for start in range(starts.shape[0]):
        for word in range(4):
            starts[start, word] = next_word(state)
    score = 0
    found[:] = 0
    if n <= MOST:
        rows = lanes[6 + n :, :n]
        pack_rows(named, rows[0])
        turn_rows(rows[0], rows[1])
        total = weigh_bits(rows[0], rows[1], rows[2])
        for i in range(n):
            strength[i] = rows[2, i]
        if total > 0:
            score = search_bits(rows, total, starts, found, lanes)
    else:
        total = weigh(named, weights[0], strength)
        if total > 0:
            score = search(weights[0], starts, found, scratch[2:], weights[1])
    squares = 0
    for i in range(n):
        squares += strength[i] * strength[i]
        labels[i] = i
        if strength[i] > 0:
            for j in range(i):
                if strength[j] > 0 and found[j] == found[i]:
                    labels[i] = j
                    break
        counts[42] += 1 if labels[i] == i else 0
    numbers[6] = (score - squares) / float(total * total) if total > 0 else math.nan
