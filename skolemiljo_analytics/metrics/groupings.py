"""Groupings by modularity on choices either way (a mutual choice counts twice).

A search always finds some: whether there is more than chance is told by
`doubt.groupings.search_groupings`, which the portrait holds. Never show one without the other.

Kernels: `kernels.search.find_groups`, `modularity`.

References
----------
Newman & Girvan (2004), https://doi.org/10.1103/PhysRevE.69.026113; methods handbook 2.3-2.5
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import search
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import IntArray, Reason

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["class_by_modularity", "pupil_in_grouping"]


def class_by_modularity(
    graph: RelationGraph, relation: str, *, preset: Preset = DEFAULT_PRESET
) -> float:
    """Return the best modularity found, about 0 to 1. About .3 is chance for 25 with three choices.

    Parameters
    ----------
    graph, relation
        The class and the question.
    preset
        Its `grouping_pupils` is the fewest pupils for a search.

    Raises
    ------
    NotAvailableError
        If nobody answered or was chosen, or the class is smaller than the preset allows.

    References
    ----------
    Newman & Girvan (2004), https://doi.org/10.1103/PhysRevE.69.026113
    """
    asked = _searchable(graph, relation, preset)
    return float(search.modularity(asked.named, _search(graph, asked)))


def pupil_in_grouping(
    graph: RelationGraph, relation: str, *, preset: Preset = DEFAULT_PRESET
) -> pd.Series[Any]:
    """Tell which grouping each pupil is in: ``1`` the largest, then by roster; missing if none.

    Parameters
    ----------
    graph, relation
        The class and the question.
    preset
        Its `grouping_pupils` is the fewest pupils for a search.

    Returns
    -------
    Categorical Series indexed by pupil. Pupils without choices either way, and those the search
    leaves alone, are in none.

    Raises
    ------
    NotAvailableError
        If nobody answered or was chosen, or the class is smaller than the preset allows.

    References
    ----------
    Newman & Girvan (2004), https://doi.org/10.1103/PhysRevE.69.026113
    """
    import pandas as pd

    labels = _search(graph, _searchable(graph, relation, preset))
    heads, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    found = sorted(
        (-size, start, head)
        for head, start, size in zip(heads.tolist(), first.tolist(), sizes.tolist(), strict=True)
        if head >= 0 and size > 1
    )
    number = {head: str(k) for k, (_, _, head) in enumerate(found, start=1)}
    kind = pd.CategoricalDtype([str(k) for k in range(1, len(found) + 1)])
    values = [number.get(label) for label in labels.tolist()]
    return pd.Series(values, index=list(graph.pupils), name="grouping", dtype=kind)


def _searchable(graph: RelationGraph, relation: str, preset: Preset) -> Relation:
    asked = graph.relation(relation)
    if not asked.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    if len(graph) < preset.grouping_pupils.value:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    if not asked.named.any():
        raise NotAvailableError(Reason.NO_TIES)
    return asked


def _search(graph: RelationGraph, asked: Relation) -> IntArray:
    """Search with the pupils sorted by id, so that the roster's order cannot matter."""
    order = np.array(sorted(range(len(graph)), key=lambda i: graph.pupils[i]), dtype=np.int64)
    labels = np.empty(len(graph), dtype=np.int64)
    labels[order] = search.find_groups(asked.take(order).named)
    return labels
