"""The connected parts of the mutual choices.

Kernel: `kernels.components.components`.

References
----------
Wasserman & Faust (1994), chapter 4, https://doi.org/10.1017/CBO9780511815478
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.vocabulary import PupilId, Reason

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["class_by_components", "class_in_components", "pupil_in_component"]


def class_in_components(graph: RelationGraph, relation: str) -> tuple[tuple[PupilId, ...], ...]:
    r"""List the connected parts of the mutual choices, largest first; single pupils included.

    Returns
    -------
    Groups of ids in roster order; every pupil is in exactly one. A silent pupil stands alone
    because nothing is known, not because nobody is there.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Wasserman & Faust (1994), https://doi.org/10.1017/CBO9780511815478

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Ada\nDu >")
    >>> class_in_components(graph, "friminutt")
    (('Ada', 'Bo'), ('Cai',), ('Du',))
    """
    labels = components(graph.mutual(relation))
    groups = [np.flatnonzero(labels == head).tolist() for head in np.unique(labels)]
    ordered = sorted(groups, key=lambda group: (-len(group), group))
    return tuple(tuple(graph.pupils[i] for i in group) for group in ordered)


def pupil_in_component(graph: RelationGraph, relation: str) -> pd.Series[Any]:
    """Tell which part each pupil is in: ``1`` the largest, then by roster; missing if alone.

    Returns
    -------
    Categorical Series indexed by pupil.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Wasserman & Faust (1994), https://doi.org/10.1017/CBO9780511815478
    """
    import pandas as pd

    parts = [part for part in class_in_components(graph, relation) if len(part) > 1]
    number = {pupil: str(k) for k, part in enumerate(parts, start=1) for pupil in part}
    kind = pd.CategoricalDtype([str(k) for k in range(1, len(parts) + 1)])
    values = [number.get(pupil) for pupil in graph.pupils]
    return pd.Series(values, index=list(graph.pupils), name="component", dtype=kind)


def class_by_components(graph: RelationGraph, relation: str) -> float:
    """Count the connected parts of the mutual choices among those who answered.

    Returns
    -------
    A whole number from 1, single pupils who answered included.

    Raises
    ------
    NotAvailableError
        If nobody answered.

    References
    ----------
    Wasserman & Faust (1994), https://doi.org/10.1017/CBO9780511815478
    """
    asked = graph.relation(relation)
    if not asked.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    labels = components(asked.mutual)
    return float(len(np.unique(labels[asked.answered])))
