"""Which grouping each pupil stands in, for telling raters of one grouping from those of several."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.portrait.ordering import SortedClass
from skolemiljo_analytics.portrait.records import RelationPortrait
from skolemiljo_analytics.vocabulary import IntArray, PupilId

__all__ = ["grouping_labels", "members_of"]


def grouping_labels(in_order: SortedClass, wish: RelationPortrait | None) -> IntArray:
    """Return the grouping of each pupil, shape (n,), in sorted order; -1 for none.

    The groupings of the search where it was made, else the parts of the mutual choices. Numbered
    from the largest, in the order of the portrait.
    """
    n = len(in_order.graph)
    labels = np.full(n, -1, dtype=np.int64)
    if wish is None:
        return labels
    if wish.groupings.reason is None:
        at = {pupil: i for i, pupil in enumerate(in_order.graph.pupils)}
        groups = [[at[p] for p in g.members] for g in wish.groupings.groups]
    else:
        parts = components(in_order.graph.relation(wish.key).mutual)
        groups = in_order.groups(parts, smallest=2)
    for number, members in enumerate(groups):
        labels[members] = number
    return labels


def members_of(in_order: SortedClass, labels: IntArray, number: int) -> tuple[PupilId, ...]:
    """Return the pupils of one grouping, in roster order."""
    return in_order.ids(np.flatnonzero(labels == number).tolist())
