"""Sets of at most 62 pupils as the bits of one whole number.

62, not 64, so that every set is zero or above, compiled or not.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from skolemiljo_analytics.kernels.compiling import compiled, wants_compiling
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["MOST", "as_bits", "count_bits", "first_bit", "pack_rows", "turn_rows"]

MOST = 62
"""Most pupils whose choices are kept as bits."""


def count_bits(x: int) -> int:
    """Return how many bits are set, 0 to 62."""
    return int(x).bit_count()


def first_bit(x: int) -> int:
    """Return the place of the lowest bit that is set; `x` must not be 0."""
    return (int(x) & -int(x)).bit_length() - 1


if wants_compiling():
    from numba import types
    from numba.extending import intrinsic

    @intrinsic
    def count_bits(_typing: Any, _x: Any) -> Any:
        """Ask the processor."""
        return types.int64(types.int64), lambda _context, builder, _sign, x: builder.ctpop(x[0])

    @intrinsic
    def first_bit(_typing: Any, _x: Any) -> Any:
        """Ask the processor."""
        return types.int64(types.int64), lambda context, builder, _sign, x: builder.cttz(
            x[0], context.get_constant(types.boolean, True)
        )


@compiled
def pack_rows(named: BoolArray, given: IntArray) -> None:
    """Fill `given`, shape (n,), with whom each names: bit j of row i."""
    n = named.shape[0]
    for i in range(n):
        row = 0
        for j in range(n):
            row |= int(named[i, j]) << j
        given[i] = row


def as_bits(named: BoolArray) -> IntArray:
    """Return the rows of a Boolean array, shape (m, n), as bits, (m,); n is at most 62."""
    places = np.left_shift(1, np.arange(named.shape[1], dtype=np.int64))
    return np.asarray(named.astype(np.int64) @ places, dtype=np.int64)


@compiled
def turn_rows(given: IntArray, received: IntArray) -> None:
    """Fill `received` with by whom each is named: bit i of row j where bit j of row i is set."""
    n = len(given)
    received[:] = 0
    for i in range(n):
        row = given[i]
        while row != 0:
            received[first_bit(row)] |= 1 << i
            row &= row - 1
