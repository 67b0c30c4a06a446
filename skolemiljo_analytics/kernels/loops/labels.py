"""Every way to deal labels out among pupils, one pupil at a time.

References
----------
Knuth 2011, The Art of Computer Programming 4A, 7.2.1.2, https://www-cs-faculty.stanford.edu/~knuth/.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.bits import count_bits
from skolemiljo_analytics.vocabulary import IntArray

__all__ = ["count_inside"]


@compiled
def count_inside(
    given: IntArray,
    received: IntArray,
    sizes: IntArray,
    left: IntArray,
    holders: IntArray,
    label: IntArray,
    inside: IntArray,
    found: IntArray,
) -> None:
    """Count, in ``found[x]``, the labellings with x choices inside the labels.

    Pupil 0 gets each label in turn, then pupil 1, ..., as long as there are labels `left` of the
    kind. Labels are in order of `sizes`; of several equally many, one is taken up only after the
    one before it, as they can change places: each such labelling stands for all of those.
    `given` and `received` are rows of choices as bits; `left` and `holders`, shape (k,), `label`
    and `inside`, shape (n,), are scratch.
    """
    n, k = len(given), len(sizes)
    for c in range(k):
        left[c] = sizes[c]
        holders[c] = 0
    label[0] = -1
    inside[0] = 0
    at = 0
    while at >= 0:
        c = label[at]
        if c >= 0:
            left[c] += 1
            holders[c] &= ~(1 << at)
        c += 1
        while c < k and (
            left[c] == 0 or (c > 0 and sizes[c] == sizes[c - 1] and left[c - 1] == sizes[c - 1])
        ):
            c += 1
        if c == k:
            at -= 1
            continue
        with_me = holders[c]
        now = inside[at] + count_bits(given[at] & with_me) + count_bits(received[at] & with_me)
        label[at] = c
        left[c] -= 1
        holders[c] |= 1 << at
        if at == n - 1:
            found[now] += 1
        else:
            at += 1
            label[at] = -1
            inside[at] = now
