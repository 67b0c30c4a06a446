"""Counts of one class: degrees, pairs, triads, paths of two, cliques, parts.

`named` is a square Boolean matrix, row names column, with an empty diagonal.

References
----------
Holland & Leinhardt 1976 (triad census), https://doi.org/10.2307/270703. Bron & Kerbosch 1973
(cliques), https://doi.org/10.1145/362342.362367.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.bits import MOST, pack_rows
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = [
    "close",
    "count_cliques",
    "count_pairs",
    "count_parts",
    "count_triads",
    "transitivity",
    "triad_table",
]


def triad_table() -> list[int]:
    """Return the class (0 to 15) of each of the 64 triads, by the bits ab ba ac ca bc cb.

    The classes are in the usual order: 003 012 102 021D 021U 021C 111D 111U 030T 030C 201 120D
    120U 120C 210 300.

    References
    ----------
    Batagelj & Mrvar 2001, https://doi.org/10.1016/S0378-8733(01)00035-1.
    """
    codes = (
        "1 2 2 3 2 4 6 8 2 6 5 7 3 8 7 11 2 6 4 8 5 9 9 13 6 10 9 14 7 14 12 15 "
        "2 5 6 7 6 9 10 14 4 9 9 12 8 13 14 15 3 7 8 11 7 12 14 15 8 14 13 15 11 15 15 16"
    )
    return [int(code) - 1 for code in codes.split()]


@compiled
def count_pairs(named: BoolArray, received: IntArray, given: IntArray) -> int:
    """Fill choices received and given; return the number of mutual pairs."""
    n = named.shape[0]
    received[:] = 0
    mutual = 0
    for i in range(n):
        out = 0
        for j in range(n):
            if named[i, j]:
                out += 1
                received[j] += 1
                if j > i and named[j, i]:
                    mutual += 1
        given[i] = out
    return mutual


@compiled
def count_triads(named: BoolArray, table: IntArray, pairs: IntArray, census: IntArray) -> None:
    """Add the triads of each of the 16 classes to `census`; `pairs` is scratch, shape (n, n)."""
    n = named.shape[0]
    for i in range(n):
        for j in range(n):
            pairs[i, j] = int(named[i, j]) + 2 * int(named[j, i])
    for a in range(n):
        for b in range(a + 1, n):
            first = pairs[a, b]
            for c in range(b + 1, n):
                census[table[first + 4 * pairs[a, c] + 16 * pairs[b, c]]] += 1


@compiled
def transitivity(named: BoolArray, out: FloatArray) -> None:
    """Fill `out` with the share of paths of two that are closed: with directions, and without.

    NaN where no path of two goes anywhere; without directions 0 if there are none.
    """
    n = named.shape[0]
    paths, closed, ways, triples = 0, 0, 0, 0
    for b in range(n):
        near = 0
        for a in range(n):
            if named[a, b]:
                for c in range(n):
                    if named[b, c] and c != a:
                        paths += 1
                        closed += 1 if named[a, c] else 0
            if named[a, b] or named[b, a]:
                near += 1
                for c in range(a):
                    if (named[c, b] or named[b, c]) and (named[a, c] or named[c, a]):
                        triples += 1
        ways += near * (near - 1) // 2
    out[0] = closed / paths if paths > 0 else float("nan")
    out[1] = triples / ways if ways > 0 else 0.0


@compiled
def close(reach: BoolArray, rows: IntArray) -> None:
    """Make of choices, in place, who can be reached from whom by any number of steps.

    `rows` is scratch, shape (n,).
    """
    n = reach.shape[0]
    if n <= MOST:
        pack_rows(reach, rows)
        for k in range(n):
            more = rows[k]
            for i in range(n):
                rows[i] |= more & -((rows[i] >> k) & 1)
        for i in range(n):
            for j in range(n):
                reach[i, j] = (rows[i] >> j) & 1 == 1
        return
    for k in range(n):
        for i in range(n):
            if reach[i, k]:
                for j in range(n):
                    reach[i, j] |= reach[k, j]


@compiled
def count_parts(together: BoolArray, labels: IntArray, counted: IntArray) -> None:
    """Label each pupil by the first of its part; fill how many parts, the largest, pairs inside.

    `together` tells of each pair whether they are of one part. `counted` has three places.
    """
    n = len(labels)
    counted[:] = 0
    for i in range(n):
        labels[i] = i
        size = 1
        for j in range(n):
            if j != i and together[i, j]:
                size += 1
                labels[i] = min(labels[i], j)
        if labels[i] == i:
            counted[0] += 1
            counted[1] = max(counted[1], size)
            counted[2] += size * (size - 1)


@compiled
def count_cliques(mutual: BoolArray, room: IntArray) -> int:
    """Return the maximal cliques of three or more, times n + 1, plus the size of the largest.

    `room` is scratch, shape (3, n + 1, n + 1): who may join, who has been tried, and where the
    search stands, a row a depth.
    """
    n = mutual.shape[0]
    may, tried, left = room[0], room[1], room[2]
    found, largest = 0, min(n, 1)
    for first in range(n):
        depth = 1
        may[1, n] = tried[1, n] = 0
        for j in range(n):
            if j != first and mutual[first, j]:
                _add(may[1] if j > first else tried[1], j)
        _branch(mutual, may[1], tried[1], left[1])
        while depth > 0:
            if may[depth, n] == 0 and tried[depth, n] == 0:
                largest = max(largest, depth)
                found += 1 if depth >= 3 else 0
            if left[depth, n] == 0:
                depth -= 1
                continue
            left[depth, n] -= 1
            v = left[depth, left[depth, n]]
            _narrow(mutual, may[depth], v, may[depth + 1])
            _narrow(mutual, tried[depth], v, tried[depth + 1])
            _drop(may[depth], v)
            _add(tried[depth], v)
            depth += 1
            _branch(mutual, may[depth], tried[depth], left[depth])
    return int(found * (n + 1) + largest)


@compiled
def _add(row: IntArray, v: int) -> None:
    row[row[-1]] = v
    row[-1] += 1


@compiled
def _drop(row: IntArray, v: int) -> None:
    for at in range(row[-1]):
        if row[at] == v:
            row[-1] -= 1
            row[at] = row[row[-1]]
            return


@compiled
def _narrow(mutual: BoolArray, row: IntArray, v: int, out: IntArray) -> None:
    out[-1] = 0
    for at in range(row[-1]):
        if mutual[v, row[at]]:
            _add(out, row[at])


@compiled
def _branch(mutual: BoolArray, may: IntArray, tried: IntArray, left: IntArray) -> None:
    """Leave in `left` whom to try: those who may join and are no friends of the best pivot."""
    pivot, most = -1, -1
    for at in range(may[-1] + tried[-1]):
        u = may[at] if at < may[-1] else tried[at - may[-1]]
        friends = 0
        for k in range(may[-1]):
            friends += 1 if mutual[u, may[k]] else 0
        if friends > most:
            pivot, most = u, friends
    left[-1] = 0
    for k in range(may[-1]):
        if pivot < 0 or not mutual[pivot, may[k]]:
            _add(left, may[k])
