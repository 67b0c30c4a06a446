"""What stayed and what changed between two rounds. Stacks ``(..., n, n)`` in, same pupils.

`seen`, shape ``(..., n, n)``, is where a choice could have been made both times (both rounds
answered, both eligible); everywhere off the diagonal by default. NaN where undefined.

References
----------
Jaccard 1912; Snijders, van de Bunt & Steglich 2010, https://doi.org/10.1016/j.socnet.2009.02.004.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.tallies import ratio, tally_pairs
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["hamming", "jaccard", "persistence", "tie_changes"]


def tie_changes(
    before: BoolArray, after: BoolArray, seen: BoolArray | None = None
) -> tuple[IntArray, IntArray, IntArray]:
    """Return choices kept, dropped and new, each of shape ``(...)``."""
    both = ~np.eye(before.shape[-1], dtype=np.bool_) if seen is None else seen

    def count(which: BoolArray) -> IntArray:
        return tally_pairs(which & both)

    return count(before & after), count(before & ~after), count(~before & after)


def jaccard(before: BoolArray, after: BoolArray, seen: BoolArray | None = None) -> FloatArray:
    """Return kept / (kept + dropped + new), 0 to 1; NaN without choices."""
    kept, dropped, new = tie_changes(before, after, seen)
    return ratio(kept, kept + dropped + new)


def persistence(before: BoolArray, after: BoolArray, seen: BoolArray | None = None) -> FloatArray:
    """Return the share of choices made again, 0 to 1; NaN without choices before."""
    kept, dropped, _ = tie_changes(before, after, seen)
    return ratio(kept, kept + dropped)


def hamming(before: BoolArray, after: BoolArray, seen: BoolArray | None = None) -> IntArray:
    """Return the number of choices dropped or new."""
    _, dropped, new = tie_changes(before, after, seen)
    return dropped + new
