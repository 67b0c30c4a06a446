"""Closed pairs and groups: mutual choices inside, and no choice received from outside.

Often content: look at well-being before acting.

Kernels: `kernels.patterns.closed_pairs`, `closed_group_labels`.

References
----------
Methods handbook 3 (I5) and 2.9; S. K. Ertesvåg,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels.patterns import closed_group_labels, closed_pairs
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["class_in_closed_groups", "class_in_closed_pairs"]


def class_in_closed_pairs(graph: RelationGraph, relation: str) -> tuple[tuple[PupilId, ...], ...]:
    r"""List pairs who chose each other and whom nobody else chose.

    They may choose others. A silent pupil might have chosen one of them: the fact holds for those
    who answered.

    Returns
    -------
    Pairs of ids in roster order.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Methods handbook 3, I5, https://doi.org/10.1017/CBO9780511815478

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > D\nD >")
    >>> class_in_closed_pairs(graph, "friminutt")
    (('A', 'B'),)
    """
    pairs = np.argwhere(np.triu(closed_pairs(graph.named(relation))))
    return tuple((graph.pupils[a], graph.pupils[b]) for a, b in pairs)


def class_in_closed_groups(graph: RelationGraph, relation: str) -> tuple[tuple[PupilId, ...], ...]:
    """List connected parts of three or more whom nobody outside chose, largest first.

    A part that is the whole class has no outside and is not listed.

    Returns
    -------
    Groups of ids in roster order.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Methods handbook 2.9, https://doi.org/10.1017/CBO9780511815478
    """
    labels = closed_group_labels(graph.named(relation))
    groups = [np.flatnonzero(labels == head).tolist() for head in np.unique(labels[labels >= 0])]
    ordered = sorted(groups, key=lambda group: (-len(group), group))
    return tuple(tuple(graph.pupils[i] for i in group) for group in ordered)
