"""Where each pupil stands: betweenness, PageRank, SpringRank, David's score, status codes.

Status codes are for science only: opaque ids, no names, see `skolemiljo_analytics.research`.

References
----------
Brandes 2001, https://doi.org/10.1080/0022250X.2001.9990249. Brin & Page 1998,
https://doi.org/10.1016/S0169-7552(98)00110-X. De Bacco, Larremore & Moore 2018,
https://doi.org/10.1126/sciadv.aar8260. Gammell et al. 2003 (David's score),
https://doi.org/10.1006/anbe.2003.2178. Coie & Dodge 1983, https://doi.org/10.2307/1129640.
"""

from __future__ import annotations

import math

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["betweenness", "davids_score", "page_rank", "spring_rank", "status_codes"]


@compiled
def betweenness(
    near: IntArray, degree: IntArray, work: FloatArray, queue: IntArray, out: FloatArray
) -> None:
    """Fill `out` with how many shortest paths pass each pupil, shared where several are as short.

    Row i of `near` lists the ``degree[i]`` pupils that i names. `work` is scratch, shape (2, n),
    `queue` (2, n).
    """
    n = len(degree)
    paths, owed = work[0], work[1]
    line, away = queue[0], queue[1]
    out[:] = 0.0
    for source in range(n):
        paths[:] = 0.0
        owed[:] = 0.0
        away[:] = -1
        paths[source] = 1.0
        away[source] = 0
        line[0] = source
        head, tail = 0, 1
        while head < tail:
            i = line[head]
            head += 1
            for k in range(degree[i]):
                j = near[i, k]
                if away[j] < 0:
                    away[j] = away[i] + 1
                    line[tail] = j
                    tail += 1
                if away[j] == away[i] + 1:
                    paths[j] += paths[i]
        for at in range(tail - 1, -1, -1):
            i = line[at]
            for k in range(degree[i]):
                j = near[i, k]
                if away[j] == away[i] + 1:
                    owed[i] += paths[i] / paths[j] * (1.0 + owed[j])
            if i != source:
                out[i] += owed[i]


@compiled
def page_rank(near: IntArray, degree: IntArray, fresh: FloatArray, out: FloatArray) -> None:
    """Fill `out` with PageRank, damping .85; who names nobody passes on to everyone alike."""
    n = len(degree)
    out[:] = 1.0 / n
    for _ in range(1000):
        idle = 0.0
        for i in range(n):
            if degree[i] == 0:
                idle += out[i]
        fresh[:] = (0.15 + 0.85 * idle) / n
        for i in range(n):
            if degree[i] > 0:
                share = 0.85 * out[i] / degree[i]
                for k in range(degree[i]):
                    fresh[near[i, k]] += share
        moved = 0.0
        for i in range(n):
            moved += abs(fresh[i] - out[i])
            out[i] = fresh[i]
        if moved < 1e-13:
            break


@compiled
def spring_rank(
    named: BoolArray, received: IntArray, given: IntArray, room: FloatArray, out: FloatArray
) -> None:
    """Fill `out` with SpringRank, alpha .01: whom others name as one who decides stands higher.

    Solved by Cholesky's factors, in `room`, shape (n, n).
    """
    n = len(out)
    for i in range(n):
        for j in range(i):
            room[i, j] = -float(int(named[i, j]) + int(named[j, i]))
        room[i, i] = received[i] + given[i] + 0.01
        out[i] = received[i] - given[i]
    for i in range(n):
        for j in range(i + 1):
            x = room[i, j]
            for k in range(j):
                x -= room[i, k] * room[j, k]
            room[i, j] = math.sqrt(x) if i == j else x / room[j, j]
        for k in range(i):
            out[i] -= room[i, k] * out[k]
        out[i] /= room[i, i]
    for i in range(n - 1, -1, -1):
        for k in range(i + 1, n):
            out[i] -= room[k, i] * out[k]
        out[i] /= room[i, i]


@compiled
def davids_score(named: BoolArray, work: FloatArray, out: FloatArray) -> None:
    """Fill `out` with David's score from shares of wins; `work` is scratch, shape (2, n)."""
    n = len(out)
    wins, losses = work[0], work[1]
    work[:] = 0.0
    for i in range(n):
        for j in range(n):
            if named[j, i]:
                share = 0.5 if named[i, j] else 1.0
                wins[i] += share
                losses[j] += share
    for i in range(n):
        out[i] = wins[i] - losses[i]
    for i in range(n):
        for j in range(n):
            if named[j, i]:
                share = 0.5 if named[i, j] else 1.0
                out[i] += share * wins[j]
                out[j] -= share * losses[i]


@compiled
def status_codes(liked: IntArray, disliked: IntArray, work: FloatArray, out: IntArray) -> None:
    """Fill `out` with 0 average, 1 popular, 2 rejected, 3 neglected, 4 controversial.

    `work` is scratch, shape (4, n).
    """
    n = len(out)
    likes, dislikes, difference, both = work[0], work[1], work[2], work[3]
    for i in range(n):
        likes[i] = liked[i]
        dislikes[i] = disliked[i]
    _standardise(likes)
    _standardise(dislikes)
    for i in range(n):
        difference[i] = likes[i] - dislikes[i]
        both[i] = likes[i] + dislikes[i]
    _standardise(difference)
    _standardise(both)
    for i in range(n):
        up, down = likes[i] > 0, dislikes[i] > 0
        below, under = likes[i] < 0, dislikes[i] < 0
        if difference[i] > 1 and up and under:
            out[i] = 1
        elif difference[i] < -1 and down and below:
            out[i] = 2
        elif both[i] < -1 and below and under:
            out[i] = 3
        else:
            out[i] = 4 if both[i] > 1 and up and down else 0


@compiled
def _standardise(x: FloatArray) -> None:
    n = len(x)
    mean = 0.0
    for i in range(n):
        mean += x[i]
    mean /= n
    spread = 0.0
    for i in range(n):
        spread += (x[i] - mean) ** 2
    spread = math.sqrt(spread / n)
    for i in range(n):
        x[i] = (x[i] - mean) / spread if spread > 1e-12 else 0.0
