"""How often a choice is returned, and how that compares with what density alone gives.

Only pairs in which both answered count: a choice of a silent pupil cannot be seen returned.

Kernels: `kernels.reciprocity.rho`, `katz_powell`, `kernels.counts.mutual_pairs`.

References
----------
Garlaschelli & Loffredo (2004), https://doi.org/10.1103/PhysRevLett.93.268701
"""

from __future__ import annotations

import math

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels import counts, reciprocity
from skolemiljo_analytics.vocabulary import Reason

__all__ = ["class_by_katz_powell", "class_by_mutual_pairs", "class_by_reciprocity"]


def class_by_mutual_pairs(graph: RelationGraph, relation: str) -> float:
    """Count the pairs who chose each other.

    Returns
    -------
    A whole number, 0 and up; the silent can only raise it.

    Raises
    ------
    NotAvailableError
        If nobody answered.

    References
    ----------
    Methods handbook 5.2, https://doi.org/10.1103/PhysRevLett.93.268701
    """
    asked = graph.relation(relation)
    if not asked.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    return float(counts.mutual_pairs(asked.named))


def class_by_reciprocity(graph: RelationGraph, relation: str) -> float:
    r"""Return rho: 1 all returned, 0 as density alone gives, below 0 less than that.

    Raises
    ------
    NotAvailableError
        If nobody answered, nobody was chosen among those who answered, or everybody was.

    References
    ----------
    Garlaschelli & Loffredo (2004), https://doi.org/10.1103/PhysRevLett.93.268701

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > D\nD > C")
    >>> class_by_reciprocity(graph, "friminutt")
    1.0
    """
    asked = graph.relation(relation)
    return _number(graph, relation, float(reciprocity.rho(asked.named, asked.answered)))


def class_by_katz_powell(graph: RelationGraph, relation: str) -> float:
    """Return mutual pairs beyond what is expected with the choices given, at most 1.

    Raises
    ------
    NotAvailableError
        If nobody answered, nobody was chosen among those who answered, or everybody was.

    References
    ----------
    Katz & Powell (1955), in Wasserman & Faust (1994), chapter 13,
    https://doi.org/10.1017/CBO9780511815478
    """
    asked = graph.relation(relation)
    return _number(graph, relation, float(reciprocity.katz_powell(asked.named, asked.answered)))


def _number(graph: RelationGraph, relation: str, value: float) -> float:
    asked = graph.relation(relation)
    if not asked.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    among = asked.named[asked.answered][:, asked.answered]
    if not among.any():
        raise NotAvailableError(Reason.NO_TIES)
    if not math.isfinite(value):
        raise NotAvailableError(Reason.CONSTANT)
    return value
