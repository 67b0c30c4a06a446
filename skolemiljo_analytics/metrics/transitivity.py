"""Whether the chosen of one's chosen are chosen too.

Kernel: `kernels.triads.transitivity`.

References
----------
Holland & Leinhardt (1971), https://doi.org/10.1177/104649647100200201; methods handbook 5.3
"""

from __future__ import annotations

import math

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels import triads
from skolemiljo_analytics.vocabulary import Reason

__all__ = ["class_by_transitivity"]


def class_by_transitivity(graph: RelationGraph, relation: str) -> float:
    r"""Return the share of steps A to B to C where A also chose C, 0 to 1.

    Only those who answered are counted; a path through a silent pupil is not seen.

    Raises
    ------
    NotAvailableError
        If nobody answered or there is no such path.

    References
    ----------
    Holland & Leinhardt (1971), https://doi.org/10.1177/104649647100200201

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B C\nB > C\nC >\nD >")
    >>> class_by_transitivity(graph, "friminutt")
    1.0
    """
    asked = graph.relation(relation)
    if not asked.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    value = float(triads.transitivity(asked.named[asked.answered][:, asked.answered]))
    if not math.isfinite(value):
        raise NotAvailableError(Reason.NO_TIES)
    return value
