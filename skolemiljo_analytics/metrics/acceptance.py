"""How many of those who answered chose a pupil, and how many said no: shares, never a label.

References
----------
Methods handbook 1.1; forskrift til opplæringslova § 20-5,
https://lovdata.no/forskrift/2024-06-03-900/§20-5
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.graph import Relation, RelationGraph

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pupil_by_acceptance", "pupil_by_rejection"]


def pupil_by_acceptance(graph: RelationGraph, relation: str) -> pd.Series[float]:
    r"""Return the share of those who answered, and could choose the pupil, who did. 0 to 1.

    Returns
    -------
    Float Series indexed by pupil; missing where nobody who could choose the pupil answered.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Cillessen & Marks 2017, https://doi.org/10.1002/cad.20206; methods handbook 1.1

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Ada\nDu > Ada")
    >>> pupil_by_acceptance(graph, "friminutt").round(2).tolist()
    [1.0, 0.33, 0.0, 0.0]
    """
    return _share(graph, graph.relation(relation), "acceptance")


def pupil_by_rejection(graph: RelationGraph, negative: str) -> pd.Series[float]:
    """Return the share of those who answered a negative question who named the pupil. 0 to 1.

    Returns
    -------
    Float Series indexed by pupil; missing where nobody who could name the pupil answered.

    Raises
    ------
    NotAvailableError
        `Reason.UNLAWFUL` in a preventive round: such a question may not be asked there.
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Cillessen & Marks 2017, https://doi.org/10.1002/cad.20206; methods handbook 1.1
    """
    return _share(graph, graph.negative(negative), "rejection")


def _share(graph: RelationGraph, asked: Relation, name: str) -> pd.Series[float]:
    import pandas as pd

    could = (asked.eligible & asked.answered[:, None]).sum(axis=0)
    share = np.where(could > 0, asked.named.sum(axis=0) / np.maximum(could, 1), np.nan)
    return pd.Series(share, index=list(graph.pupils), name=name, dtype="float64")
