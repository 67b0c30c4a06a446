"""Articulation points of one large graph in one walk: for schools, where a try a pupil is too slow.

References
----------
R. Tarjan 1972, https://doi.org/10.1137/0201010.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from skolemiljo_analytics.vocabulary import BoolArray

__all__ = ["cuts_of_one"]


def cuts_of_one(tied: BoolArray, *, smallest: int = 1) -> BoolArray:
    """Tell who alone holds together two or more parts of at least `smallest` pupils.

    Parameters
    ----------
    tied
        Boolean, shape (n, n), symmetric.
    smallest
        Fewest pupils in a part that counts.

    Returns
    -------
    Boolean, shape (n,): as `patterns.connecting` (1) and `patterns.bridging` (2).

    References
    ----------
    Tarjan 1972, https://doi.org/10.1137/0201010

    Examples
    --------
    >>> path = np.eye(4, k=1, dtype=bool) | np.eye(4, k=-1, dtype=bool)
    >>> cuts_of_one(path).tolist(), cuts_of_one(path, smallest=2).tolist()
    ([False, True, True, False], [False, False, False, False])
    """
    near = [np.flatnonzero(row).tolist() for row in tied]
    found = np.zeros(len(near), dtype=np.bool_)
    walk = _Walk(near)
    for start in range(len(near)):
        if not walk.seen[start]:
            for pupil, parts in walk.from_(start):
                found[pupil] = sum(size >= smallest for size in parts) >= 2
    return found


@dataclass
class _Walk:
    """A walk into the depth: when each pupil was reached, and the earliest reached from below."""

    near: list[list[int]]
    seen: list[int] = field(init=False)
    low: list[int] = field(init=False)
    size: list[int] = field(init=False)
    clock: int = 0

    def __post_init__(self) -> None:
        self.seen, self.low = [0] * len(self.near), [0] * len(self.near)
        self.size = [1] * len(self.near)

    def from_(self, start: int) -> Iterator[tuple[int, list[int]]]:
        """Walk a whole part; yield each pupil with the sizes of what is left of it without them."""
        cut_off = self._cut_off(start)
        whole = self.size[start]
        for pupil, below in cut_off.items():
            rest = whole - 1 - sum(below)
            yield pupil, [*below, rest]

    def _cut_off(self, start: int) -> dict[int, list[int]]:
        """Return, for each pupil of the part, the sizes of what hangs on the pupil alone."""
        cut_off: dict[int, list[int]] = {}
        path = [(start, -1, iter(self.near[start]))]
        self._reach(start, cut_off)
        while path:
            pupil, above, left = path[-1]
            other = next(left, -1)
            if other < 0:
                path.pop()
                if above >= 0:
                    self._close(pupil, above, cut_off)
            elif not self.seen[other]:
                self._reach(other, cut_off)
                path.append((other, pupil, iter(self.near[other])))
            elif other != above:
                self.low[pupil] = min(self.low[pupil], self.seen[other])
        return cut_off

    def _reach(self, pupil: int, cut_off: dict[int, list[int]]) -> None:
        self.clock += 1
        self.seen[pupil] = self.low[pupil] = self.clock
        cut_off[pupil] = []

    def _close(self, pupil: int, above: int, cut_off: dict[int, list[int]]) -> None:
        """Hand what was found below a pupil to the one above."""
        self.size[above] += self.size[pupil]
        self.low[above] = min(self.low[above], self.low[pupil])
        if self.low[pupil] >= self.seen[above]:
            cut_off[above].append(self.size[pupil])
