"""Every way to deal labels out among pupils: how many ways, all of them, choices inside in each.

References
----------
Knuth 2011, The Art of Computer Programming 4A, 7.2.1.2, https://www-cs-faculty.stanford.edu/~knuth/.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from math import comb, factorial, prod

import numpy as np

from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["MOST", "count_labellings", "every_inside", "every_labelling"]

MOST = 62
"""Most pupils whose labellings `every_inside` goes through: their choices are kept as bits."""

_BLOCK = 4096


def count_labellings(sizes: Sequence[int]) -> int:
    """Return in how many ways labels can be dealt out, `sizes` pupils to each: the multinomial.

    Examples
    --------
    >>> count_labellings([11, 11]), count_labellings([2, 1, 1])
    (705432, 12)
    """
    free = sum(sizes)
    ways = 1
    for size in sizes:
        ways *= comb(free, size)
        free -= size
    return ways


def every_labelling(sizes: Sequence[int]) -> Iterator[IntArray]:
    """Yield every labelling once, in blocks (m, n) of labels 0 … k - 1, label c `sizes[c]` times.

    Blocks have at most some 4,096 rows; n is the sum of `sizes`.
    """
    n, first = sum(sizes), sizes[0]
    if len(sizes) == 1:
        yield np.zeros((1, n), dtype=np.int64)
        return
    spots = combinations(range(n), first)
    wide = max(1, _BLOCK // count_labellings(sizes[1:]))
    while picked := list(islice(spots, wide)):
        mine = np.zeros((len(picked), n), dtype=np.bool_)
        np.put_along_axis(mine, np.array(picked, dtype=np.int64), True, axis=1)
        for rest in every_labelling(sizes[1:]):
            block = np.zeros((len(picked), len(rest), n), dtype=np.int64)
            free = np.broadcast_to(~mine[:, None], block.shape)
            block[free] = np.broadcast_to(rest + 1, (len(picked), *rest.shape)).ravel()
            yield block.reshape(-1, n)


def every_inside(named: BoolArray, sizes: Sequence[int]) -> tuple[IntArray, IntArray]:
    """Return every possible number of choices inside labels, and in how many labellings.

    Parameters
    ----------
    named
        Choices, shape (n, n), n at most `MOST`.
    sizes
        How many pupils have each label, each above 0; together n. Time grows with
        `count_labellings` (11 and 11 of 22 pupils take some 10 ms).

    Returns
    -------
    values, ways
        Shape (m,) each, values rising; the ways sum to ``count_labellings(sizes)``.
    """
    from skolemiljo_analytics.kernels.loops.bits import as_bits
    from skolemiljo_analytics.kernels.loops.labels import count_inside

    n, of_each = len(named), np.sort(np.asarray(sizes, dtype=np.int64))
    found = np.zeros(int(named.sum()) + 1, dtype=np.int64)
    pupils, kinds = (np.zeros(m, dtype=np.int64) for m in (n, len(of_each)))
    count_inside(
        as_bits(named),
        as_bits(named.T),
        of_each,
        kinds,
        kinds.copy(),
        pupils,
        pupils.copy(),
        found,
    )
    alike = prod(factorial(m) for m in Counter(of_each.tolist()).values())
    values = np.flatnonzero(found)
    return values.astype(np.int64), found[values] * alike
