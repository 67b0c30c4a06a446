"""Compute in an order that comes from the answers, answer in the order of the roster.

Draws and searches must depend neither on the order of the class list nor on the ids. Everything is
therefore computed in canonical order, and put back in roster order when the records are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.portrait.canonical import order_and_seed
from skolemiljo_analytics.presets import Preset
from skolemiljo_analytics.vocabulary import BoolArray, Gate, IntArray, PupilId

__all__ = ["AskedQuestion", "Effort", "SortedClass"]


@dataclass(frozen=True)
class SortedClass:
    """A class with the pupils in canonical order, which remembers the roster.

    Attributes
    ----------
    graph
        The class, sorted.
    roster
        Ids in roster order.
    place
        Integer, shape (n,): roster position of each sorted pupil.
    seed
        From the answers alone (`canonical.content_seed`).
    """

    graph: RelationGraph
    roster: tuple[PupilId, ...]
    place: IntArray

    seed: int

    @classmethod
    def of(cls, graph: RelationGraph) -> SortedClass:
        """Sort a class."""
        order, seed = order_and_seed(graph)
        return cls(graph.take(order), graph.pupils, np.array(order, dtype=np.int64), seed)

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


@dataclass(frozen=True)
class Effort:
    """What to judge by, how much to draw, and from which seed."""

    preset: Preset
    redraws: int
    null_draws: int
    seed: int


@dataclass(frozen=True)
class AskedQuestion:
    """One question of a sorted class, with what participation allows and what to judge by."""

    sorted_class: SortedClass
    relation: Relation
    gate: Gate
    preset: Preset

    @property
    def may_conclude(self) -> bool:
        """Tell whether at least 75 % answered: conclusions beyond the facts may be drawn."""
        return self.gate in {Gate.EVERYTHING, Gate.WITH_BOUNDS}
