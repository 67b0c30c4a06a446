"""The search for groupings in one class, in its redraws and in random classes.

References
----------
Newman & Girvan 2004, https://doi.org/10.1103/PhysRevE.69.026113 (modularity).
Rosvall & Bergstrom 2008, https://doi.org/10.1073/pnas.0706851105 (map equation).
Lancichinetti & Fortunato 2012, https://doi.org/10.1038/srep00336 (redraws and co-assignment).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from skolemiljo_analytics.kernels.draws import (
    NULLS,
    check_class,
    in_blocks,
    keep_word,
    null_effort,
    own_array,
)
from skolemiljo_analytics.kernels.seeds import stream_states
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = [
    "NULL_STARTS",
    "STARTS",
    "find_flow_groups",
    "find_groups",
    "modularity",
    "null_modularity",
    "together_again",
    "together_each",
]

STARTS = 64
"""Starts of the plain search; reaches the exact optimum in class-size networks (see tests)."""

NULL_STARTS = 3
"""Starts of each search when a class is put beside random ones. What decides is that both get as
many: with eight, real groups are told from chance in at most 1 of 200 classes more, and chance
gives 0.002 more modularity."""


def modularity(named: BoolArray, labels: IntArray) -> float:
    """Return Newman's modularity of these groups on W = A + A', -1/2 to 1; NaN without choices.

    Pupils labelled -1 have no ties and change nothing.

    Examples
    --------
    >>> a = np.zeros((4, 4), dtype=bool)
    >>> a[0, 1] = a[1, 0] = a[2, 3] = a[3, 2] = True
    >>> modularity(a, np.array([0, 0, 1, 1]))
    0.5
    """
    w = named.astype(np.int64) + named.T
    s = w.sum(axis=1)
    total = int(s.sum())
    if total == 0:
        return float("nan")
    same = labels[:, None] == labels[None, :]
    return float(((total * w - np.outer(s, s)) * same).sum() / total**2)


def find_groups(named: BoolArray, *, starts: int = STARTS, seed: int = 0) -> IntArray:
    """Return the groups of highest modularity found, for one class or a stack.

    Parameters
    ----------
    named
        Choices, shape (n, n) or (m, n, n), row names column.
    starts
        Independent starts; the best end is kept.

    Returns
    -------
    IntArray
        Shape (n,) or (m, n): groups numbered in order of their first pupil, -1 for pupils with no
        tie at all.
    """
    from skolemiljo_analytics.kernels.loops.batch import partition_many

    stack = own_array(named.reshape(-1, *named.shape[-2:]))
    m, n = stack.shape[:2]
    labels = np.zeros((m, n), dtype=np.int64)
    states = stream_states(seed, m * starts).reshape(m, starts, 4)

    def work(part: slice) -> None:
        scratch, gains = _room(n)
        partition_many(stack[part], states[part], labels[part], scratch, gains)

    in_blocks(work, m)
    tied = np.asarray(stack.any(axis=1) | stack.any(axis=2))
    return _in_order(labels, tied).reshape(named.shape[:-1])


def find_flow_groups(
    named: BoolArray, *, starts: int = 32, seed: int = 0
) -> tuple[IntArray, float]:
    """Return the groups with the shortest two-level map-equation code on W = A + A', and its bits.

    Unlike modularity it may answer "one group". Labels as in `find_groups`; the code is in bits a
    step, 0 without choices.
    """
    from skolemiljo_analytics.kernels.loops.flow import search_flow

    named, _ = check_class(named)
    n = len(named)
    w = named.astype(np.int64) + named.T
    s = w.sum(axis=1)
    total = int(s.sum())
    tied = s > 0
    if total == 0:
        return np.full(n, -1, dtype=np.int64), 0.0
    x = np.arange(1, 2 * total + 1, dtype=np.float64)
    table = np.zeros(2 * total + 1, dtype=np.int64)
    table[1:] = np.rint(x * np.log2(x) * 2**20).astype(np.int64)
    labels = np.zeros(n, dtype=np.int64)
    scratch = np.zeros((5, n), dtype=np.int64)
    search_flow(w, s, table, stream_states(seed, starts), labels, scratch)
    return _in_order(labels[None], tied[None])[0], _bits(w, s, labels)


def _bits(w: IntArray, s: IntArray, labels: IntArray) -> float:
    same = labels[:, None] == labels[None, :]
    groups = np.unique(labels)
    exits = np.array([w[labels == c][:, labels != c].sum() for c in groups], dtype=np.float64)
    sums = np.array([s[labels == c].sum() for c in groups], dtype=np.float64)
    outside = float((w * ~same).sum())
    total = float(s.sum())
    length = _xlog(np.array([outside])) - 2 * _xlog(exits) - _xlog(s) + _xlog(exits + sums)
    return length / total


def _xlog(x: FloatArray | IntArray) -> float:
    positive = x[x > 0].astype(np.float64)
    return float((positive * np.log2(positive)).sum())


def together_again(
    named: BoolArray, can: BoolArray, *, keep: float, draws: int, seed: int
) -> FloatArray:
    """Return the share of answer-again redraws in which two pupils share a group, shape (n, n).

    The diagonal is 1. The redraws are those of `draw_again` with the same seed; each is searched
    once, from every pupil alone, in random order.
    """
    from skolemiljo_analytics.kernels.loops.batch import assign_many

    named, can = check_class(named, eligible=can)
    n = len(named)
    states = stream_states(seed, draws)
    word = keep_word(keep)
    counts: list[IntArray] = []

    def work(part: slice) -> None:
        scratch, gains = _room(n)
        together = np.zeros((n, n), dtype=np.int64)
        assign_many(named, can, word, states[part], together, scratch, gains)
        counts.append(together)

    in_blocks(work, draws, least=512)
    shares = np.sum(counts, axis=0) / max(draws, 1)
    np.fill_diagonal(shares, 1.0)
    return np.asarray(shares, dtype=np.float64)


def together_each(
    named: BoolArray, can: BoolArray, *, keep: float, draws: int, seed: int
) -> FloatArray:
    """Return what `together_again` does for each class of a stack, shape (m, n, n)."""
    from skolemiljo_analytics.kernels.loops.batch import assign_each

    stack = own_array(named)
    m, n = stack.shape[:2]
    states = stream_states(seed, m * draws).reshape(m, draws, 4)
    together = np.zeros((m, n, n), dtype=np.int64)
    word = keep_word(keep)

    def work(part: slice) -> None:
        assign_each(stack[part], can, word, states[part], together[part], *_room(n))

    in_blocks(work, m, least=8)
    shares = together / max(draws, 1)
    shares[:, np.arange(n), np.arange(n)] = 1.0
    return np.asarray(shares, dtype=np.float64)


def null_modularity(
    named: BoolArray,
    can: BoolArray,
    *,
    null: str,
    draws: int,
    seed: int,
    starts: int = NULL_STARTS,
) -> tuple[float, FloatArray, float]:
    """Return the best modularity of the class and of random classes, with the same search effort.

    Parameters
    ----------
    null
        See `draw_null`.
    starts
        Starts of each search, the class itself included.

    Returns
    -------
    tuple
        Observed; the random ones, shape (draws,); and the mean share of the class's own choices
        that the random ones share with it (1: the null leaves nothing to chance). NaN and 1
        without choices.
    """
    from skolemiljo_analytics.kernels.loops.batch import score_many

    named, can = check_class(named, eligible=can)
    n = len(named)
    s = named.sum(axis=0) + named.sum(axis=1)
    total = int(s.sum())
    if total == 0:
        return float("nan"), np.full(draws, np.nan), 1.0
    kind, effort = NULLS[null], null_effort(null)
    chain = int(effort[0])
    states = stream_states(seed, -(-draws // chain))
    begin = stream_states(seed ^ 0x5EED, (draws + 1) * starts).reshape(draws + 1, starts, 4)
    found = np.zeros((draws + 1, 3), dtype=np.int64)
    own, random = found[:1], found[1:]

    def work(part: slice) -> None:
        to = slice(part.start * chain, part.stop * chain)
        room = _room(n)
        score_many(kind, named, can, effort, states[part], begin[1:][to], random[to], *room)

    in_blocks(work, len(states), least=max(1, 50 // chain))
    score_many(-1, named, can, effort[:1], states[:0], begin[:1], own, *_room(n))
    q = (found[:, 0] - found[:, 1]) / total**2
    shared = float(random[:, 2].mean() / max(int(own[0, 2]), 1)) if draws else 1.0
    return float(q[0]), q[1:], shared


def _room(n: int) -> tuple[IntArray, NDArray[np.signedinteger]]:
    scratch = np.zeros((5 + n, max(n, 64)), dtype=np.int64)
    most = 4 * (n - 1) * 2 * n * (n - 1)  # no gain is larger: twice 2m times the largest strength
    unit = np.int32 if most < 2**31 else np.int64
    return scratch, np.zeros((n, n), dtype=unit)


def _in_order(labels: IntArray, tied: BoolArray) -> IntArray:
    """Return groups numbered from 0 by their first pupil with ties, -1 without; (m, n) each."""
    m, n = labels.shape
    rows = np.arange(m)[:, None]
    first = np.full((m, n + 1), n, dtype=np.int64)
    at = np.where(tied, labels, n)
    np.minimum.at(first, (rows, at), np.arange(n))
    first[:, n] = n
    heads = np.zeros((m, n + 1), dtype=np.int64)
    np.put_along_axis(heads, first, 1, axis=1)
    heads[:, n] = 0
    number = np.cumsum(heads, axis=1) - 1
    found = np.take_along_axis(number, np.take_along_axis(first, at, axis=1), axis=1)
    return np.where(tied, found, -1)
