"""Each part of a portrait into its columns; `kernels.blocks` gives the columns their names.

`counts` and `numbers` are one class's columns of whole and other numbers, `whole` and `pupils` its
columns a pupil, shape (columns, n). What is undefined is NaN.

References
----------
Freeman 1978 (centralisation), https://doi.org/10.1016/0378-8733(78)90021-7. Krackhardt 1994
(hierarchy, connectedness), in Carley & Prietula, https://doi.org/10.4324/9781315806648.
"""

from __future__ import annotations

import math

from skolemiljo_analytics.kernels.compiling import allocating, compiled
from skolemiljo_analytics.kernels.fused.chance import agree, permute_pupils
from skolemiljo_analytics.kernels.fused.counting import (
    close,
    count_cliques,
    count_pairs,
    count_parts,
    count_triads,
    transitivity,
)
from skolemiljo_analytics.kernels.fused.standing import (
    betweenness,
    davids_score,
    page_rank,
    spring_rank,
    status_codes,
)
from skolemiljo_analytics.kernels.loops.stack import copy_class
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = [
    "fill_change",
    "fill_consensus",
    "fill_likes",
    "fill_order",
    "fill_questions",
    "fill_standing",
    "fill_tests",
    "list_named",
]


@compiled
def fill_questions(
    named: BoolArray, counts: IntArray, numbers: FloatArray, whole: IntArray
) -> None:
    """Count pupils, respondents, degrees and pairs of the four questions."""
    n = named.shape[1]
    counts[0] = n
    for q in range(4):
        given = whole[2 * q + 1]
        mutual = count_pairs(named[q], whole[2 * q], given)
        ties = given.sum()
        counts[2 + 4 * q] = ties
        counts[3 + 4 * q] = mutual
        counts[4 + 4 * q] = ties - 2 * mutual
        counts[5 + 4 * q] = n * (n - 1) // 2 - ties + mutual
        numbers[q] = 2 * mutual / ties if ties > 0 else math.nan
    for i in range(n):
        if whole[1, i] + whole[3, i] + whole[5, i] + whole[7, i] > 0:
            counts[1] += 1


@compiled
def fill_likes(
    named: BoolArray,
    table: IntArray,
    counts: IntArray,
    numbers: FloatArray,
    whole: IntArray,
    pairs: IntArray,
    parts: IntArray,
    room: IntArray,
    flags: BoolArray,
) -> None:
    """Count triads, transitivity, parts, who is without ties, cliques: of the first question."""
    n = named.shape[0]
    count_triads(named, table, pairs, counts[18:34])
    transitivity(named, numbers[4:6])
    for i in range(n):
        for j in range(n):
            flags[i, j] = named[i, j] or named[j, i]
    close(flags, pairs[0])
    count_parts(flags, whole[8], parts)
    counts[34], counts[36] = parts[0], parts[1]
    copy_class(named, flags)
    close(flags, pairs[0])
    _keep_mutual(flags)
    count_parts(flags, whole[9], parts)
    counts[35], counts[37] = parts[0], parts[1]
    for i in range(n):
        counts[38] += 1 if whole[0, i] + whole[1, i] == 0 else 0
        counts[39] += 1 if whole[0, i] == 0 else 0
    copy_class(named, flags)
    _keep_mutual(flags)
    cliques = count_cliques(flags, room)
    counts[40], counts[41] = cliques // (n + 1), cliques % (n + 1)


@compiled
def _keep_mutual(flags: BoolArray) -> None:
    for i in range(flags.shape[0]):
        for j in range(i + 1):
            both = flags[i, j] and flags[j, i]
            flags[i, j] = both
            flags[j, i] = both


@compiled
def list_named(named: BoolArray, near: IntArray) -> None:
    """Fill row i of `near` with whom pupil i names, in order."""
    n = named.shape[0]
    for i in range(n):
        k = 0
        for j in range(n):
            if named[i, j]:
                near[i, k] = j
                k += 1


@allocating
def fill_standing(
    named: BoolArray,
    numbers: FloatArray,
    whole: IntArray,
    pupils: FloatArray,
    near: IntArray,
    queue: IntArray,
    work: FloatArray,
    square: FloatArray,
) -> None:
    """Tell where pupils stand, and how centralised that is."""
    n = named.shape[1]
    list_named(named[0], near)
    betweenness(near, whole[1], work[:2], queue, pupils[0])
    page_rank(near, whole[1], work[0], pupils[1])
    spring_rank(named[3], whole[6], whole[7], square, pupils[2])
    davids_score(named[3], work[:2], pupils[3])
    status_codes(whole[0], whole[2], work[:4], whole[12])
    numbers[8] = (n * whole[0].max() - whole[0].sum()) / (n - 1) ** 2 if n > 1 else math.nan
    numbers[9] = (n * whole[1].max() - whole[1].sum()) / (n - 1) ** 2 if n > 1 else math.nan
    most = (n - 1) ** 2 * (n - 2)
    numbers[10] = (n * pupils[0].max() - pupils[0].sum()) / most if n > 2 else math.nan


@compiled
def fill_order(
    decides: BoolArray, numbers: FloatArray, labels: IntArray, parts: IntArray, flags: BoolArray
) -> None:
    """Compute Krackhardt's hierarchy and connectedness of the fourth question."""
    n = decides.shape[0]
    for i in range(n):
        for j in range(n):
            flags[i, j] = decides[i, j] or decides[j, i]
    close(flags, labels)
    count_parts(flags, labels, parts)
    numbers[16] = parts[2] / (n * (n - 1)) if n > 1 else math.nan
    copy_class(decides, flags)
    close(flags, labels)
    mutual, either = 0, 0
    for i in range(n):
        for j in range(i):
            mutual += 1 if flags[i, j] and flags[j, i] else 0
            either += 1 if flags[i, j] or flags[j, i] else 0
    numbers[15] = 1.0 - mutual / either if either > 0 else math.nan


@compiled
def fill_consensus(
    together: IntArray,
    redraws: int,
    counts: IntArray,
    numbers: FloatArray,
    labels: IntArray,
    parts: IntArray,
    flags: BoolArray,
) -> None:
    """Find the groups that most redraws agree on, and how firmly."""
    n = together.shape[0]
    agree(together, redraws, flags, labels)
    count_parts(flags, labels, parts)
    counts[43] = parts[0]
    firm = 0.0
    for i in range(n):
        mates, shared = 0, 0
        for j in range(n):
            if j != i and labels[j] == labels[i]:
                mates += 1
                shared += together[i, j]
        firm += shared / (mates * redraws) if mates > 0 else 1.0
    numbers[7] = firm / n


@compiled
def fill_tests(
    named: BoolArray,
    girls: BoolArray,
    permutations: int,
    state: IntArray,
    numbers: FloatArray,
    ties: IntArray,
    scratch: IntArray,
    hits: IntArray,
) -> None:
    """Test E-I by sex, and the correlation of the first and third question, with their chances.

    `scratch` has shape (5, n).
    """
    n = named.shape[1]
    m, other = 0, 0
    for i in range(n):
        for j in range(n):
            if named[0, i, j]:
                ties[0, m], ties[1, m] = i, j
                m += 1
            other += 1 if named[2, i, j] else 0
    numbers[11:15] = math.nan
    if m == 0:
        return
    permute_pupils(ties[:, :m], named[2], girls, permutations, state, scratch, hits)
    numbers[11] = (2 * hits[0] - m) / m
    numbers[12] = (1 + hits[2]) / (1 + permutations)
    places = n * (n - 1)
    if m < places and 0 < other < places:
        apart = math.sqrt(float(m * (places - m)) * float(other * (places - other)))
        numbers[13] = (places * hits[1] - m * other) / apart
        numbers[14] = (1 + hits[3]) / (1 + permutations)


@compiled
def fill_change(named: BoolArray, before: BoolArray, has_before: bool, numbers: FloatArray) -> None:
    """Compute Jaccard of each question with the wave before."""
    n = named.shape[1]
    for q in range(4):
        kept, either = 0, 0
        for i in range(n):
            for j in range(n):
                kept += 1 if named[q, i, j] and before[q, i, j] else 0
                either += 1 if named[q, i, j] or before[q, i, j] else 0
        numbers[17 + q] = kept / either if has_before and either > 0 else math.nan
