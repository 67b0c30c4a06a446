"""The search of `loops.partition` on sets kept as bits: the same steps, the same groups, faster.

For classes of at most `bits.MOST` pupils. A lane is a set of pupils and the sum of their strengths;
the sum of b between pupil i and lane c is 2m times the ties between them less s_i S_c, so that a
move changes two lanes and nothing else. Ties go to the same lane as in `loops.partition`, which
stays the plain form of the search; a test holds the two to each other.

References
----------
See `loops.partition`.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.bits import count_bits, first_bit
from skolemiljo_analytics.kernels.loops.generator import next_word
from skolemiljo_analytics.kernels.loops.partition import scatter
from skolemiljo_analytics.vocabulary import IntArray

__all__ = ["climb_bits", "merge_pairs", "search_bits", "weigh_bits"]


@compiled
def weigh_bits(given: IntArray, received: IntArray, strength: IntArray) -> int:
    """Fill `strength` with choices given and received; return 2m."""
    total = 0
    for i in range(len(given)):
        strength[i] = count_bits(given[i]) + count_bits(received[i])
        total += strength[i]
    return int(total)


@compiled
def climb_bits(rows: IntArray, two: int, labels: IntArray, order: IntArray, lanes: IntArray) -> int:
    """Move single pupils and merge groups until neither helps; return the number of lanes used.

    `rows`, shape (3, n): whom each names, who names each, and the strengths; `two` is 2m. `lanes`
    is scratch, shape (3 + n, 64): the pupils of each lane, their strengths, and room.
    """
    top = _open(rows[2], labels, lanes)
    while True:
        top = _sweep(rows, two, labels, order, lanes, top)
        if not _merge(rows, two, labels, lanes, top):
            return top


@compiled
def search_bits(
    rows: IntArray, two: int, states: IntArray, labels: IntArray, scratch: IntArray
) -> int:
    """Find the best groups over as many starts as there are `states`; leave them in `labels`.

    `scratch` has shape (5 + n, 64). Returns what `loops.partition.search` does.
    """
    n = rows.shape[1]
    trial, order, lanes = scratch[0, :n], scratch[1, :n], scratch[2:]
    best = 0
    for start in range(states.shape[0]):
        state = states[start]
        scatter(trial, order, n if start % 8 == 0 else min(n, 1 + start % 8), state)
        top = climb_bits(rows, two, trial, order, lanes)
        while _split(rows, two, trial, lanes, top, state):
            top = climb_bits(rows, two, trial, order, lanes)
        score = _inside(rows, two, trial, lanes)
        if start == 0 or score > best:
            best = score
            for i in range(n):
                labels[i] = trial[i]
    return best


@compiled
def _open(strength: IntArray, labels: IntArray, lanes: IntArray) -> int:
    n = len(labels)
    top = 0
    lanes[:2] = 0
    for i in range(n):
        own = labels[i]
        top = max(top, own + 1)
        lanes[0, own] |= 1 << i
        lanes[1, own] += strength[i]
    return int(min(top + 1, n))


@compiled
def _sweep(
    rows: IntArray, two: int, labels: IntArray, order: IntArray, lanes: IntArray, top: int
) -> int:
    """Move each pupil to its best lane until all stay; of equally good ones to the first.

    The gain and the lane are one number, so that the best is found without a branch. Lanes from
    `top` on are empty, as the last before it is, and come after it.
    """
    n = len(labels)
    still, at = 0, 0
    while still < n:
        i = order[at]
        at = at + 1 if at + 1 < n else 0
        own = labels[i]
        names, named_by, s = rows[0, i], rows[1, i], rows[2, i]
        most = -(1 << 62)
        for c in range((top + 15) & 48 if top < 48 else 64):  # as many as are taken at a time
            pupils = lanes[0, c]
            ties = count_bits(names & pupils) + count_bits(named_by & pupils)
            most = max(most, ((two * ties - s * lanes[1, c]) << 6) | (63 - c))
        pupils = lanes[0, own]
        ties = count_bits(names & pupils) + count_bits(named_by & pupils)
        still += 1
        if (most >> 6) > two * ties - s * (lanes[1, own] - s):
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
    """Join the two lanes that gain most by it, again and again; of equal pairs the first."""
    used, pairs = lanes[2], lanes[3:]
    count = _pair_up(rows, two, lanes, used, pairs, top)
    return merge_pairs(labels, lanes, used, pairs, count)


@compiled
def merge_pairs(
    labels: IntArray, lanes: IntArray, used: IntArray, pairs: IntArray, count: int
) -> bool:
    """Join lanes while it helps; the lower half of `pairs` is the sum of b between those used."""
    merged = False
    while True:
        most, a, z = 0, 0, 0
        for c in range(1, count):
            for d in range(c):
                if pairs[c, d] > most:
                    most, a, z = pairs[c, d], d, c
        if most == 0:
            return merged
        merged = True
        _join(labels, lanes, used[a], used[z])
        for c in range(count):
            if c < a:
                pairs[a, c] += pairs[z, c]
            elif c > a and c != z:
                pairs[c, a] += pairs[max(z, c), min(z, c)]
        for c in range(count):
            pairs[max(z, c), min(z, c)] = 0


@compiled
def _pair_up(
    rows: IntArray, two: int, lanes: IntArray, used: IntArray, pairs: IntArray, top: int
) -> int:
    """List the lanes in use, and fill the lower half of `pairs` with the sum of b between them."""
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
            names, named_by = rows[0, i], rows[1, i]
            for d in range(count):
                pupils = lanes[0, used[d]]
                ties = count_bits(names & pupils) + count_bits(named_by & pupils)
                pairs[count, d] += two * ties
        count += 1
    return count


@compiled
def _join(labels: IntArray, lanes: IntArray, a: int, z: int) -> None:
    left = lanes[0, z]
    lanes[0, a] |= left
    lanes[1, a] += lanes[1, z]
    lanes[0, z] = 0
    lanes[1, z] = 0
    while left != 0:
        labels[first_bit(left)] = a
        left &= left - 1


@compiled
def _split(
    rows: IntArray, two: int, labels: IntArray, lanes: IntArray, top: int, state: IntArray
) -> bool:
    split = False
    for c in range(top):
        empty = 0
        while empty < top and lanes[0, empty] != 0:
            empty += 1
        if empty == top:
            return split
        if count_bits(lanes[0, c]) >= 2:
            split = _part(rows, two, labels, lanes, c, empty, state) or split
    return split


@compiled
def _part(
    rows: IntArray, two: int, labels: IntArray, lanes: IntArray, c: int, new: int, state: IntArray
) -> bool:
    """Halve a lane at random, let each change sides while it helps, and keep what is better."""
    whole = left = lanes[0, c]
    there = 0
    while left != 0:
        if (next_word(state) & 1) == 1:
            there |= left & -left
        left &= left - 1
    there = _settle(rows, two, whole, there, lanes[1, c])
    ties, of_there = 0, 0
    here = whole ^ there
    left = there
    while left != 0:
        i = first_bit(left)
        left &= left - 1
        ties += count_bits(rows[0, i] & here) + count_bits(rows[1, i] & here)
        of_there += rows[2, i]
    if here == 0 or two * ties >= of_there * (lanes[1, c] - of_there):
        return False
    lanes[0, c] = here
    lanes[1, c] -= of_there
    lanes[0, new], lanes[1, new] = there, of_there
    while there != 0:
        labels[first_bit(there)] = new
        there &= there - 1
    return True


@compiled
def _settle(rows: IntArray, two: int, whole: int, there: int, of_whole: int) -> int:
    """Let each pupil of a lane change sides while it helps; return who is `there` in the end."""
    of_there, left = 0, there
    while left != 0:
        of_there += rows[2, first_bit(left)]
        left &= left - 1
    moved = True
    while moved:
        moved = False
        left = whole
        while left != 0:
            i = first_bit(left)
            left &= left - 1
            here, s = whole ^ there, rows[2, i]
            side = 1 if (there >> i) & 1 == 0 else -1
            ties = count_bits(rows[0, i] & there) + count_bits(rows[1, i] & there)
            ties -= count_bits(rows[0, i] & here) + count_bits(rows[1, i] & here)
            # What a change of sides gains, oneself left out of both sides.
            if side * (two * ties - s * (2 * of_there - of_whole)) > s * s:
                there ^= 1 << i
                of_there += side * s
                moved = True
    return there


@compiled
def _inside(rows: IntArray, two: int, labels: IntArray, lanes: IntArray) -> int:
    inside = 0
    for i in range(len(labels)):
        own, s = labels[i], rows[2, i]
        ties = count_bits(rows[0, i] & lanes[0, own]) + count_bits(rows[1, i] & lanes[0, own])
        inside += two * ties - s * (lanes[1, own] - s)
    return int(inside)
