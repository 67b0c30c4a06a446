"""The search for groupings: modularity as whole numbers, by moves, merges and splits.

With W = A + A', strengths s and total 2m, every pair has the whole number
b_ij = 2m W_ij - s_i s_j, and (2m)^2 Q is the sum of b over pairs in the same group (both orders)
less the sum of s_i^2. A group is a *lane*; ``gains[c, i]`` is the sum of b between pupil i and
lane c, so that an empty lane is a row of zeros and needs no case of its own.

References
----------
Newman & Girvan 2004, https://doi.org/10.1103/PhysRevE.69.026113. Blondel et al. 2008 (moves),
https://doi.org/10.1088/1742-5468/2008/10/P10008.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.generator import next_word, step
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["climb", "scatter", "search", "weigh"]


@compiled
def weigh(named: BoolArray, b: IntArray, strength: IntArray) -> int:
    """Fill `b` (zero diagonal) and `strength` from the choices; return 2m."""
    n = named.shape[0]
    total = 0
    for i in range(n):
        both = 0
        for j in range(n):
            w = int(named[i, j]) + int(named[j, i])
            b[i, j] = w
            both += w
        strength[i] = both
        total += both
    for i in range(n):
        for j in range(n):
            b[i, j] = total * b[i, j] - strength[i] * strength[j]
        b[i, i] = 0
    return int(total)


@compiled
def scatter(labels: IntArray, order: IntArray, groups: int, state: IntArray) -> None:
    """Start anew: random groups (or each pupil alone if `groups` is n) and a random order."""
    n = len(labels)
    s0, s1, s2, s3 = state[0], state[1], state[2], state[3]
    for i in range(n):
        labels[i] = i
        if groups < n:
            s0, s1, s2, s3, word = step(s0, s1, s2, s3)
            labels[i] = (word * groups) >> 32
        s0, s1, s2, s3, word = step(s0, s1, s2, s3)
        j = (word * (i + 1)) >> 32
        order[i] = order[j]
        order[j] = i
    state[0], state[1], state[2], state[3] = s0, s1, s2, s3


@compiled
def climb(
    b: IntArray,
    labels: IntArray,
    order: IntArray,
    gains: IntArray,
    sizes: IntArray,
    pairs: IntArray,
) -> int:
    """Move single pupils and merge groups until neither helps; return the number of lanes used."""
    top = _open(b, labels, gains, sizes)
    while True:
        top = _sweep(b, labels, order, gains, sizes, top)
        if not _merge(labels, gains, sizes, pairs, top):
            return top


@compiled
def search(
    b: IntArray,
    states: IntArray,
    labels: IntArray,
    scratch: IntArray,
    gains: IntArray,
) -> int:
    """Find the best groups over as many starts as there are `states`; leave them in `labels`.

    Starts are mixed: each pupil alone, then random groups of every number from 2 to 8, and so on.
    Splits are tried from every end.
    `scratch` has at least 4 + n rows of n, `gains` is (n, n). Returns the sum of b over pairs in
    the same group, both orders counted.
    """
    n = b.shape[0]
    trial, order, sizes = scratch[0, :n], scratch[1, :n], scratch[2]
    pairs = scratch[4:]
    best = 0
    for start in range(states.shape[0]):
        state = states[start]
        groups = n if start % 8 == 0 else min(n, 1 + start % 8)
        scatter(trial, order, groups, state)
        top = climb(b, trial, order, gains, sizes, pairs)
        while _split(b, trial, gains, sizes, top, state):
            top = climb(b, trial, order, gains, sizes, pairs)
        score = _inside(trial, gains)
        if start == 0 or score > best:
            best = score
            for i in range(n):
                labels[i] = trial[i]
    return best


@compiled
def _open(b: IntArray, labels: IntArray, gains: IntArray, sizes: IntArray) -> int:
    n = len(labels)
    top = 0
    for i in range(n):
        top = max(top, labels[i] + 1)
    top = min(top + 1, gains.shape[0])
    gains[:top] = 0
    sizes[:top] = 0
    for i in range(n):
        own = labels[i]
        sizes[own] += 1
        for j in range(n):
            gains[own, j] += b[i, j]
    return int(top)


@compiled
def _shift(
    b: IntArray, labels: IntArray, gains: IntArray, sizes: IntArray, i: int, to: int
) -> None:
    own = labels[i]
    for j in range(b.shape[0]):
        gains[own, j] -= b[i, j]
        gains[to, j] += b[i, j]
    sizes[own] -= 1
    sizes[to] += 1
    labels[i] = to


@compiled
def _sweep(
    b: IntArray, labels: IntArray, order: IntArray, gains: IntArray, sizes: IntArray, top: int
) -> int:
    n = len(labels)
    still = 0
    at = 0
    while still < n:
        i = order[at]
        at = at + 1 if at + 1 < n else 0
        best = labels[i]
        most = gains[best, i]
        for c in range(top):
            if gains[c, i] > most:
                most = gains[c, i]
                best = c
        still += 1
        if best != labels[i]:
            _shift(b, labels, gains, sizes, i, best)
            still = 0
            if best == top - 1 and top < gains.shape[0]:
                gains[top] = 0
                sizes[top] = 0
                top += 1
    return top


@compiled
def _merge(labels: IntArray, gains: IntArray, sizes: IntArray, pairs: IntArray, top: int) -> bool:
    n = len(labels)
    merged = False
    pairs[:top, :top] = 0
    for i in range(n):
        for c in range(top):
            pairs[labels[i], c] += gains[c, i]
    while True:
        most, a, z = 0, 0, 0
        for c in range(top):
            for d in range(c):
                if pairs[c, d] > most:
                    most, a, z = pairs[c, d], d, c
        if most == 0:
            return merged
        merged = True
        _join(labels, gains, sizes, a, z)
        for c in range(top):
            pairs[a, c] += pairs[z, c]
            pairs[c, a] = pairs[a, c]
        pairs[z, :top] = 0
        pairs[:top, z] = 0


@compiled
def _join(labels: IntArray, gains: IntArray, sizes: IntArray, a: int, z: int) -> None:
    for i in range(len(labels)):
        gains[a, i] += gains[z, i]
        gains[z, i] = 0
        if labels[i] == z:
            labels[i] = a
    sizes[a] += sizes[z]
    sizes[z] = 0


@compiled
def _split(
    b: IntArray, labels: IntArray, gains: IntArray, sizes: IntArray, top: int, state: IntArray
) -> bool:
    split = False
    for c in range(top):
        empty = 0
        while empty < top and sizes[empty] > 0:
            empty += 1
        if sizes[c] < 2 or empty == top:
            continue
        split = _part(b, labels, gains, sizes, c, empty, state) or split
    return split


@compiled
def _part(
    b: IntArray,
    labels: IntArray,
    gains: IntArray,
    sizes: IntArray,
    c: int,
    new: int,
    state: IntArray,
) -> bool:
    n = len(labels)
    for i in range(n):
        if labels[i] == c and (next_word(state) & 1) == 1:
            _shift(b, labels, gains, sizes, i, new)
    moved = True
    while moved:
        moved = False
        for i in range(n):
            own = labels[i]
            if own in (c, new):
                other = c + new - own
                if gains[other, i] > gains[own, i]:
                    _shift(b, labels, gains, sizes, i, other)
                    moved = True
    between = 0
    for i in range(n):
        if labels[i] == new:
            between += gains[c, i]
    if between < 0 and sizes[c] > 0:
        return True
    _join(labels, gains, sizes, c, new)
    return False


@compiled
def _inside(labels: IntArray, gains: IntArray) -> int:
    inside = 0
    for i in range(len(labels)):
        inside += gains[labels[i], i]
    return int(inside)
