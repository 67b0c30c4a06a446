"""Pupils the contact runs through: without them the mutual choices fall apart.

Kernels: `kernels.patterns.connecting`, `bridging`.

References
----------
Tarjan (1972), https://doi.org/10.1137/0201010
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels.patterns import bridging, connecting

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pupil_is_bridging", "pupil_is_connecting"]


def pupil_is_connecting(graph: RelationGraph, relation: str) -> pd.Series[bool]:
    r"""Tell without whom some classmates lose their connection (articulation points).

    Returns
    -------
    Nullable boolean Series indexed by pupil; missing for the silent. Other pupils' silence can
    change it: a tie nobody told of may run around the pupil.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Tarjan (1972), https://doi.org/10.1137/0201010

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B\nB > A C\nC > B\nD >")
    >>> pupil_is_connecting(graph, "friminutt").tolist()
    [False, True, False, False]
    """
    import pandas as pd

    asked = graph.relation(relation)
    flags = pd.Series(connecting(asked.mutual), index=list(graph.pupils), name="connecting")
    return flags.astype("boolean").where(asked.answered)


def pupil_is_bridging(graph: RelationGraph, relation: str) -> pd.Series[bool]:
    """Tell who alone holds together two or more parts of at least two pupils each.

    Returns
    -------
    Nullable boolean Series indexed by pupil; missing for the silent.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Tarjan (1972), https://doi.org/10.1137/0201010; methods handbook 2.9
    """
    import pandas as pd

    asked = graph.relation(relation)
    flags = pd.Series(bridging(asked.mutual), index=list(graph.pupils), name="bridging")
    return flags.astype("boolean").where(asked.answered)
