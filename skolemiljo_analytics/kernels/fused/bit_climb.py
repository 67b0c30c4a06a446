"""The climb of `loops.bit_partition` for a class in which each row counts several times.

Row i of the choices counts ``times[i]``, at most 7: the ties of pupil i to a lane are `times[i]`
times those it gives, and those it receives once, twice and four times by the bits of the givers'
numbers. The same steps, and the same groups, as `loops.partition.climb` takes on those weights.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled, inlined
from skolemiljo_analytics.kernels.loops.bit_partition import merge_pairs
from skolemiljo_analytics.kernels.loops.bits import count_bits, first_bit
from skolemiljo_analytics.vocabulary import IntArray

__all__ = ["climb_weighed", "weigh_times"]


@compiled
def weigh_times(given: IntArray, received: IntArray, times: IntArray, rows: IntArray) -> int:
    """Fill `rows`, shape (6, n), from the choices as bits; return 2m.

    Whom each names, who names each by the bits of their numbers (three rows), how often each row
    counts, and the strengths.
    """
    n = len(given)
    ones, twos, fours = 0, 0, 0
    for i in range(n):
        ones |= (times[i] & 1) << i
        twos |= ((times[i] >> 1) & 1) << i
        fours |= ((times[i] >> 2) & 1) << i
    total = 0
    for i in range(n):
        rows[0, i] = given[i] if times[i] > 0 else 0
        rows[1, i] = received[i] & ones
        rows[2, i] = received[i] & twos
        rows[3, i] = received[i] & fours
        rows[4, i] = times[i]
        rows[5, i] = _ties(rows, i, -1)
        total += rows[5, i]
    return int(total)


@inlined
def _ties(rows: IntArray, i: int, pupils: int) -> int:
    """Return the weight of the ties between a pupil and some others."""
    once = rows[4, i] * count_bits(rows[0, i] & pupils) + count_bits(rows[1, i] & pupils)
    more = 2 * count_bits(rows[2, i] & pupils) + 4 * count_bits(rows[3, i] & pupils)
    return int(once + more)


@compiled
def climb_weighed(
    rows: IntArray, two: int, labels: IntArray, order: IntArray, lanes: IntArray
) -> None:
    """Move single pupils and merge groups until neither helps.

    `lanes` is scratch, shape (3 + n, 64).
    """
    n = len(labels)
    top = 0
    lanes[:2] = 0
    for i in range(n):
        own = labels[i]
        top = max(top, own + 1)
        lanes[0, own] |= 1 << i
        lanes[1, own] += rows[5, i]
    top = min(top + 1, n)
    while True:
        top = _sweep(rows, two, labels, order, lanes, top)
        if not _merge(rows, two, labels, lanes, top):
            return


@compiled
def _sweep(
    rows: IntArray, two: int, labels: IntArray, order: IntArray, lanes: IntArray, top: int
) -> int:
    n = len(labels)
    still, at = 0, 0
    while still < n:
        i = order[at]
        at = at + 1 if at + 1 < n else 0
        own = labels[i]
        names, t, s = rows[0, i], rows[4, i], rows[5, i]
        once, twice, four = rows[1, i], rows[2, i], rows[3, i]
        most = -(1 << 62)
        for c in range((top + 15) & 48 if top < 48 else 64):  # as many as are taken at a time
            pupils = lanes[0, c]
            ties = t * count_bits(names & pupils) + count_bits(once & pupils)
            ties += 2 * count_bits(twice & pupils) + 4 * count_bits(four & pupils)
            most = max(most, ((two * ties - s * lanes[1, c]) << 6) | (63 - c))
        still += 1
        if (most >> 6) > two * _ties(rows, i, lanes[0, own]) - s * (lanes[1, own] - s):
            best = 63 - (most & 63)
            lanes[0, own] ^= 1 << i
            lanes[0, best] |= 1 << i
            lanes[1, own] -= s
            lanes[1, best] += s
            labels[i] = best
            still = 0
            if best == top - 1 and top < n:
                top += 1
    return top


@compiled
def _merge(rows: IntArray, two: int, labels: IntArray, lanes: IntArray, top: int) -> bool:
    used, pairs = lanes[2], lanes[3:]
    count = 0
    for c in range(top):
        left = lanes[0, c]
        if left == 0:
            continue
        used[count] = c
        for d in range(count):
            pairs[count, d] = -lanes[1, c] * lanes[1, used[d]]
        while left != 0:
            i = first_bit(left)
            left &= left - 1
            for d in range(count):
                pairs[count, d] += two * _ties(rows, i, lanes[0, used[d]])
        count += 1
    return merge_pairs(labels, lanes, used, pairs, count)
