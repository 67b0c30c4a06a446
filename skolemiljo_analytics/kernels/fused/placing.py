"""Ties read from a file into the cells of their classes.

References
----------
Linear search, since a class has some twenty names: Knuth 1998, The Art of Computer Programming 3,
6.1, https://www-cs-faculty.stanford.edu/~knuth/taocp.html.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.vocabulary import IntArray

__all__ = ["place_ties"]


@compiled
def place_ties(
    ties: IntArray,
    bits: NDArray[np.uint8],
    first: IntArray,
    places: IntArray,
    names: IntArray,
    cells: NDArray[np.uint8],
    held: IntArray,
) -> int:
    """Set a bit of a cell for each tie; return how many ties name a pupil who is not in the class.

    `ties`, shape (3, m), is class, source and target as codes, `bits` what each sets. Class c has
    the pupils ``first[c]`` to ``first[c + 1]`` of `names` and its cells from ``places[c]`` on;
    ``held[c]`` becomes 1 when it has a tie. Who names oneself is left out.
    """
    unknown = 0
    for e in range(ties.shape[1]):
        c = ties[0, e]
        start, end = first[c], first[c + 1]
        i, j = start, start
        while i < end and names[i] != ties[1, e]:
            i += 1
        while j < end and names[j] != ties[2, e]:
            j += 1
        if i == end or j == end:
            unknown += 1
        elif i != j:
            at = places[c] + (i - start) * (end - start) + (j - start)
            cells[at] |= bits[e]
            held[c] = 1
    return unknown
