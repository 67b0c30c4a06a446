"""The map equation in whole numbers: a second opinion on groups, by another idea.

With strengths s, total 2m, exit weight q_c and strength S_c of group c, and P(x) = x log2 x, the
two-level codelength of Rosvall & Bergstrom is
2m L = P(q) - 2 sum P(q_c) - sum P(s_a) + sum P(q_c + S_c), as the terms in log2 2m cancel. P is a
table of whole numbers (units of 2**-20), so that the search is exact on any machine.

References
----------
Rosvall & Bergstrom 2008, https://doi.org/10.1073/pnas.0706851105.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.generator import below
from skolemiljo_analytics.vocabulary import IntArray

__all__ = ["code_length", "search_flow"]


@compiled
def code_length(
    w: IntArray, strength: IntArray, labels: IntArray, exits: IntArray, sums: IntArray, p: IntArray
) -> int:
    """Fill exit weights and strengths of the groups; return 2m L without the sum over pupils."""
    n = len(labels)
    exits[:] = 0
    sums[:] = 0
    for i in range(n):
        sums[labels[i]] += strength[i]
        for j in range(n):
            if labels[i] != labels[j]:
                exits[labels[i]] += w[i, j]
    total = 0
    length = 0
    for c in range(n):
        total += exits[c]
        length += p[exits[c] + sums[c]] - 2 * p[exits[c]]
    return int(length + p[total])


@compiled
def search_flow(
    w: IntArray,
    strength: IntArray,
    p: IntArray,
    states: IntArray,
    labels: IntArray,
    scratch: IntArray,
) -> int:
    """Find the groups with the shortest code over mixed starts; leave them in `labels`.

    The first start is one group of all; then each alone and random groups, in turn. `scratch` has
    shape (5, n). Returns 2m L without the sum over pupils.
    """
    n = len(labels)
    trial, exits, sums, near, order = scratch[0], scratch[1], scratch[2], scratch[3], scratch[4]
    labels[:] = 0
    best = code_length(w, strength, labels, exits, sums, p)
    for start in range(states.shape[0]):
        state = states[start]
        for i in range(n):
            trial[i] = i if start % 4 == 0 else below(state, min(n, 1 + start % 8))
            j = below(state, i + 1)
            order[i] = order[j]
            order[j] = i
        length = code_length(w, strength, trial, exits, sums, p)
        while True:
            length = _move(w, strength, trial, order, exits, sums, near, p, length)
            joined = _join_best(w, trial, exits, sums, p, near)
            if joined == 0:
                break
            length -= joined
        if length < best:
            best = length
            for i in range(n):
                labels[i] = trial[i]
    return int(best)


@compiled
def _move(
    w: IntArray,
    strength: IntArray,
    labels: IntArray,
    order: IntArray,
    exits: IntArray,
    sums: IntArray,
    near: IntArray,
    p: IntArray,
    length: int,
) -> int:
    n = len(labels)
    total = exits.sum()
    moved = True
    while moved:
        moved = False
        for at in range(n):
            i = order[at]
            a = labels[i]
            near[:] = 0
            for j in range(n):
                near[labels[j]] += w[i, j]
            best, to = 0, a
            for c in range(n):
                if c != a:
                    gain = _gain(strength[i], near, exits, sums, p, total, a, c)
                    if gain > best:
                        best, to = gain, c
            if to != a:
                leave, enter = 2 * near[a] - strength[i], strength[i] - 2 * near[to]
                exits[a] += leave
                exits[to] += enter
                total += leave + enter
                sums[a] -= strength[i]
                sums[to] += strength[i]
                labels[i] = to
                length -= best
                moved = True
    return length


@compiled
def _gain(
    s: int, near: IntArray, exits: IntArray, sums: IntArray, p: IntArray, total: int, a: int, c: int
) -> int:
    qa, qc = exits[a] + 2 * near[a] - s, exits[c] + s - 2 * near[c]
    before = p[total] - 2 * p[exits[a]] - 2 * p[exits[c]]
    before += p[exits[a] + sums[a]] + p[exits[c] + sums[c]]
    after = p[total + qa + qc - exits[a] - exits[c]] - 2 * p[qa] - 2 * p[qc]
    after += p[qa + sums[a] - s] + p[qc + sums[c] + s]
    return int(before - after)


@compiled
def _join_best(
    w: IntArray, labels: IntArray, exits: IntArray, sums: IntArray, p: IntArray, near: IntArray
) -> int:
    n = len(labels)
    total = exits.sum()
    best, a, z = 0, 0, 0
    for c in range(n):
        if sums[c] == 0:
            continue
        near[:] = 0
        for i in range(n):
            if labels[i] == c:
                for j in range(n):
                    near[labels[j]] += w[i, j]
        for d in range(c):
            if sums[d] == 0:
                continue
            q = exits[c] + exits[d] - 2 * near[d]
            gain = p[total] - p[total - 2 * near[d]] + 2 * (p[q] - p[exits[c]] - p[exits[d]])
            gain += p[exits[c] + sums[c]] + p[exits[d] + sums[d]] - p[q + sums[c] + sums[d]]
            if gain > best:
                best, a, z = gain, d, c
    if best > 0:
        _absorb(w, labels, exits, sums, a, z)
    return int(best)


@compiled
def _absorb(w: IntArray, labels: IntArray, exits: IntArray, sums: IntArray, a: int, z: int) -> None:
    between = 0
    for i in range(len(labels)):
        for j in range(len(labels)):
            if labels[i] == z and labels[j] == a:
                between += w[i, j]
    exits[a] += exits[z] - 2 * between
    sums[a] += sums[z]
    exits[z] = 0
    sums[z] = 0
    for i in range(len(labels)):
        if labels[i] == z:
            labels[i] = a
