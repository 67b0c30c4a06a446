"""Every way to deal out two labels, by changing one pupil's label at a time (Gray code).

References
----------
Knuth 2011, The Art of Computer Programming 4A, 7.2.1.1, https://www-cs-faculty.stanford.edu/~knuth/.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.vocabulary import IntArray

__all__ = ["count_inside"]


@compiled
def count_inside(w: IntArray, size: int, side: IntArray, pull: IntArray, found: IntArray) -> None:
    """Count, in ``found[x]``, the labellings with x choices inside and `size` pupils of one label.

    The last pupil keeps one label; a labelling and its mirror have the same number inside, so
    those with `size` pupils on either side are all there are. `w` is A + A'; `side` and `pull`
    are scratch, shape (n,).
    """
    n = len(side)
    total = 0
    for i in range(n):
        side[i] = 1
        pull[i] = 0
        for j in range(n):
            pull[i] += w[i, j]
        total += pull[i]
    inside = total // 2
    first = n
    for step in range(1, 1 << (n - 1)):
        i = 0
        while (step >> i) & 1 == 0:
            i += 1
        was = side[i]
        inside -= was * pull[i]
        first -= was
        side[i] = -was
        for j in range(n):
            pull[j] -= 2 * was * w[i, j]
        if first == size:
            found[inside] += 1
        if n - first == size:
            found[inside] += 1
