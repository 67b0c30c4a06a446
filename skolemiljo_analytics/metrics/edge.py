"""Who stands at the edge of the web of mutual choices: structural, no judgement.

Kernels: `kernels.cores.core_numbers`, `kernels.patterns.connecting`.

References
----------
Seidman 1983, https://doi.org/10.1016/0378-8733(83)90028-X; methods handbook 3, I10
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels.cores import core_numbers
from skolemiljo_analytics.vocabulary import BoolArray

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["at_edge", "pupil_by_core", "pupil_is_at_edge"]

_FEW, _USUAL = 1, 2


def at_edge(mutual: BoolArray) -> BoolArray:
    """Return who has a core number of at most 1 where most of the class has 2 or more, (..., n).

    Whoever has no mutual choice at all is not at the edge but outside the web, and not counted.

    References
    ----------
    Methods handbook 3, I10
    """
    core = core_numbers(mutual)
    usual = np.median(core, axis=-1, keepdims=True) >= _USUAL
    return np.asarray((core <= _FEW) & mutual.any(axis=-1) & usual, dtype=np.bool_)


def pupil_by_core(graph: RelationGraph, relation: str) -> pd.Series[int]:
    r"""Return the core number of each pupil among the mutual choices.

    The largest k for which the pupil belongs to a part in which everyone has k mutual choices or
    more. What the silent would have answered can only raise it.

    Returns
    -------
    Integer Series indexed by pupil, 0 and up.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Seidman 1983, https://doi.org/10.1016/0378-8733(83)90028-X

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B C\nB > A C\nC > A B D\nD > C")
    >>> pupil_by_core(graph, "friminutt").tolist()
    [2, 2, 2, 1]
    """
    import pandas as pd

    core = core_numbers(graph.mutual(relation))
    return pd.Series(core, index=list(graph.pupils), name="core", dtype="Int64")


def pupil_is_at_edge(graph: RelationGraph, relation: str) -> pd.Series[bool]:
    r"""Tell who hangs on by a thread where most of the class stands in the thick of it.

    Returns
    -------
    Nullable boolean Series indexed by pupil; missing for those who were silent.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Seidman 1983, https://doi.org/10.1016/0378-8733(83)90028-X; methods handbook 3, I10

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B C\nB > A C\nC > A B D\nD > C")
    >>> pupil_is_at_edge(graph, "friminutt").tolist()
    [False, False, False, True]
    """
    import pandas as pd

    asked = graph.relation(relation)
    flags = pd.Series(at_edge(asked.mutual), index=list(graph.pupils), name="edge", dtype="boolean")
    return flags.where(asked.answered)
