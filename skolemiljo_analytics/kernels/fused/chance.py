"""Redraws of who answered, and permutations of pupils.

References
----------
Efron 1979 (bootstrap), https://doi.org/10.1214/aos/1176344552. Krackhardt 1988 (QAP),
https://doi.org/10.1016/0378-8733(88)90004-4.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.fused.bit_climb import climb_weighed, weigh_times
from skolemiljo_analytics.kernels.fused.counting import close
from skolemiljo_analytics.kernels.loops.bits import MOST, count_bits, pack_rows, turn_rows
from skolemiljo_analytics.kernels.loops.generator import below, step
from skolemiljo_analytics.kernels.loops.partition import climb, scatter
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["agree", "permute_pupils", "redraw_respondents", "weigh_rows"]


@compiled
def weigh_rows(named: BoolArray, times: IntArray, b: IntArray, strength: IntArray) -> int:
    """Fill `b` and `strength` as `loops.partition.weigh` does, with row i counted times[i]."""
    n = named.shape[0]
    total = 0
    for i in range(n):
        both = 0
        for j in range(n):
            w = int(named[i, j]) * times[i] + int(named[j, i]) * times[j]
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
def redraw_respondents(
    named: BoolArray,
    answered: IntArray,
    redraws: int,
    state: IntArray,
    together: IntArray,
    scratch: IntArray,
    lanes: IntArray,
    weights: IntArray,
) -> None:
    """Count, in `together`, the redraws of respondents in which two pupils share a group.

    `answered` lists who answered. Each redraw draws as many of them with replacement, weighs the
    class by how often each was drawn and searches once from eight random groups. `scratch` has
    shape (9 + n, n), `lanes` (9 + n, 64), `weights` (2, n, n).
    """
    n = named.shape[0]
    labels, order, sizes = scratch[0, :n], scratch[1, :n], scratch[2]
    times, strength, pairs = scratch[3, :n], scratch[4, :n], scratch[9:]
    b, gains = weights[0], weights[1]
    narrow = n <= MOST
    if narrow:
        pack_rows(named, scratch[6, :n])
        turn_rows(scratch[6, :n], scratch[7, :n])
    for _ in range(redraws):
        times[:] = 0
        most = 0
        s0, s1, s2, s3 = state[0], state[1], state[2], state[3]
        for _ in range(len(answered)):
            s0, s1, s2, s3, word = step(s0, s1, s2, s3)
            drawn = answered[(word * len(answered)) >> 32]
            times[drawn] += 1
            most = max(most, times[drawn])
        state[0], state[1], state[2], state[3] = s0, s1, s2, s3
        scatter(labels, order, min(n, 8), state)
        if narrow and most < 8:
            rows = lanes[3 + n :]
            two = weigh_times(scratch[6, :n], scratch[7, :n], times, rows)
            climb_weighed(rows, two, labels, order, lanes)
            for i in range(n):
                strength[i] = rows[5, i]
        else:
            weigh_rows(named, times, b, strength)
            climb(b, labels, order, gains, sizes, pairs)
        for i in range(n):
            if strength[i] == 0:
                labels[i] = -1 - i  # nobody drawn names or is named: together with nobody
        for i in range(n):
            own = labels[i]
            for j in range(n):
                together[i, j] += 1 if labels[j] == own else 0


@compiled
def agree(together: IntArray, redraws: int, cluster: BoolArray, rows: IntArray) -> None:
    """Fill `cluster` with who is linked by pairs together in more than half of the redraws.

    `rows` is scratch, shape (n,).
    """
    n = together.shape[0]
    for i in range(n):
        for j in range(n):
            cluster[i, j] = 2 * together[i, j] > redraws
    close(cluster, rows)


@compiled
def permute_pupils(
    ties: IntArray,
    other: BoolArray,
    girls: BoolArray,
    permutations: int,
    state: IntArray,
    scratch: IntArray,
    hits: IntArray,
) -> None:
    """Deal labels and places out anew: one permutation serves both tests.

    `ties`, shape (2, m), is who names whom; `other` the second question. Fills `hits` with the
    choices across labels, the choices also in `other`, and in how many permutations there were as
    few or fewer across, and as many or more in common. `scratch` has shape (5, n).
    """
    n, m = len(girls), ties.shape[1]
    order = scratch[0]
    across, common = 0, 0
    for e in range(m):
        i, j = ties[0, e], ties[1, e]
        across += 1 if girls[i] != girls[j] else 0
        common += 1 if other[i, j] else 0
    hits[0], hits[1], hits[2], hits[3] = across, common, 0, 0
    for i in range(n):
        order[i] = i
    if n <= MOST:
        _permute_bits(ties, other, girls, permutations, state, scratch, hits)
        return
    for _ in range(permutations):
        for i in range(n - 1, 0, -1):
            j = below(state, i + 1)
            order[i], order[j] = order[j], order[i]
        crossing, shared = 0, 0
        for e in range(m):
            i, j = order[ties[0, e]], order[ties[1, e]]
            crossing += int(girls[i]) ^ int(girls[j])
            shared += int(other[i, j])
        hits[2] += 1 if crossing <= across else 0
        hits[3] += 1 if shared >= common else 0


@compiled
def _permute_bits(
    ties: IntArray,
    other: BoolArray,
    girls: BoolArray,
    permutations: int,
    state: IntArray,
    scratch: IntArray,
    hits: IntArray,
) -> None:
    """Permute as `permute_pupils` does, with sets of pupils as bits."""
    n, m = len(girls), ties.shape[1]
    order, given, received, mates, turned = (
        scratch[0],
        scratch[1],
        scratch[2],
        scratch[3],
        scratch[4],
    )
    pack_rows(other, mates)
    given[:] = 0
    received[:] = 0
    for e in range(m):
        given[ties[0, e]] |= 1 << ties[1, e]
        received[ties[1, e]] |= 1 << ties[0, e]
    for _ in range(permutations):
        _shuffle(order, state)
        dealt = 0
        for i in range(n):
            turned[i] = mates[order[i]]
            dealt |= int(girls[order[i]]) << i
        crossing, shared = 0, 0
        for i in range(n):
            boys = ~dealt & -((dealt >> i) & 1)
            crossing += count_bits(given[i] & boys) + count_bits(received[i] & boys)
        for e in range(m):
            shared += (turned[ties[0, e]] >> order[ties[1, e]]) & 1
        hits[2] += 1 if crossing <= hits[0] else 0
        hits[3] += 1 if shared >= hits[1] else 0


@compiled
def _shuffle(order: IntArray, state: IntArray) -> None:
    """Shuffle at most 62 places, two a word: what the first leaves of a word serves the second.

    No order is more likely than another by more than one part in a million a word.

    References
    ----------
    Brackett-Rozinsky & Lemire 2025, Batched ranged random integer generation,
    https://doi.org/10.1002/spe.3369.
    """
    s0, s1, s2, s3 = state[0], state[1], state[2], state[3]
    for i in range(len(order) - 1, 0, -2):
        s0, s1, s2, s3, word = step(s0, s1, s2, s3)
        first = word * (i + 1)
        j, rest = first >> 32, first & 0xFFFFFFFF
        order[i], order[j] = order[j], order[i]
        j = (rest * i) >> 32  # for i of 1: place 0 with itself
        order[i - 1], order[j] = order[j], order[i - 1]
    state[0], state[1], state[2], state[3] = s0, s1, s2, s3
