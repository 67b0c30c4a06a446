"""How unevenly choices fall.

Always read against chance: a Gini of .22-.37 is chance for 25 pupils with three choices
(`RelationPortrait.gini` has the comparison).

Kernels: `kernels.concentration.gini`, `centralization`, `top_share`.

References
----------
Methods handbook 4.2; Freeman (1978), https://doi.org/10.1016/0378-8733(78)90021-7
"""

from __future__ import annotations

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import concentration
from skolemiljo_analytics.vocabulary import Reason

__all__ = ["class_by_centralization", "class_by_gini", "class_by_top_share"]


def class_by_gini(graph: RelationGraph, relation: str) -> float:
    r"""Return Gini's coefficient of choices received, 0 (equal) to 1 - 1/n.

    Raises
    ------
    NotAvailableError
        If nobody answered or nobody was chosen.

    References
    ----------
    Cowell (2011), https://doi.org/10.1093/acprof:osobl/9780199594030.001.0001

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A >\nB > A\nC > A\nD > A")
    >>> class_by_gini(graph, "friminutt")
    0.75
    """
    return float(concentration.gini(_with_choices(graph, relation).named))


def class_by_centralization(graph: RelationGraph, relation: str) -> float:
    """Return Freeman's centralization of choices received, 0 to 1 (everybody chose one pupil).

    Raises
    ------
    NotAvailableError
        If nobody answered or nobody was chosen.

    References
    ----------
    Freeman (1978), https://doi.org/10.1016/0378-8733(78)90021-7
    """
    return float(concentration.centralization(_with_choices(graph, relation).named))


def class_by_top_share(graph: RelationGraph, relation: str) -> float:
    """Return the share of all choices that goes to the three most chosen, 0 to 1.

    Raises
    ------
    NotAvailableError
        If nobody answered or nobody was chosen.

    References
    ----------
    Methods handbook 4.2 (CR3), https://doi.org/10.1007/s10964-024-01956-1
    """
    return float(concentration.top_share(_with_choices(graph, relation).named))


def _with_choices(graph: RelationGraph, relation: str) -> Relation:
    asked = graph.relation(relation)
    if not asked.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    if not asked.named.any():
        raise NotAvailableError(Reason.NO_TIES)
    return asked
