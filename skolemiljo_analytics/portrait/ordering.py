"""Compute in the order of the ids, answer in the order of the roster.

Draws and searches must not depend on the order of the class list. Everything is therefore computed
with the pupils sorted by id, and put back in roster order when the records are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.vocabulary import BoolArray, IntArray, PupilId

__all__ = ["SortedClass"]


@dataclass(frozen=True)
class SortedClass:
    """A class with the pupils sorted by id, which remembers the roster.

    Attributes
    ----------
    graph
        The class, sorted.
    roster
        Ids in roster order.
    place
        Integer, shape (n,): roster position of each sorted pupil.
    """

    graph: RelationGraph
    roster: tuple[PupilId, ...]
    place: IntArray

    @classmethod
    def of(cls, graph: RelationGraph) -> SortedClass:
        """Sort a class."""
        order = sorted(range(len(graph)), key=lambda i: graph.pupils[i])
        return cls(graph.take(order), graph.pupils, np.array(order, dtype=np.int64))

    @property
    def in_roster_order(self) -> IntArray:
        """Sorted positions, in roster order."""
        return np.argsort(self.place).astype(np.int64)

    def ordered(self, members: Iterable[int]) -> list[int]:
        """Return sorted positions, put in roster order."""
        return sorted((int(m) for m in members), key=lambda m: int(self.place[m]))

    def ids(self, members: Iterable[int]) -> tuple[PupilId, ...]:
        """Return the ids of pupils at these sorted positions, in roster order."""
        return tuple(self.graph.pupils[m] for m in self.ordered(members))

    def largest_first(self, groups: Iterable[Sequence[int]]) -> list[list[int]]:
        """Return groups of sorted positions: largest first, then by first place in the roster."""
        in_order = [self.ordered(group) for group in groups]
        return sorted(in_order, key=lambda g: (-len(g), [int(self.place[m]) for m in g]))

    def groups(self, labels: IntArray, *, smallest: int = 1) -> list[list[int]]:
        """Return the groups of a labelling (negative labels: in none), largest first."""
        found = [np.flatnonzero(labels == head).tolist() for head in np.unique(labels[labels >= 0])]
        return self.largest_first(g for g in found if len(g) >= smallest)

    def flagged(self, flags: BoolArray) -> tuple[PupilId, ...]:
        """Return the ids of the pupils for whom `flags` holds, in roster order."""
        return self.ids(np.flatnonzero(flags).tolist())
