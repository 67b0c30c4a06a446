"""*Isolert elev* in Ertesvåg's terms: chosen by nobody. On screen: not chosen in this round.

Kernel: `doubt.terms.find_terms`, on the counts of `kernels.counts`.

References
----------
S. K. Ertesvåg, *isolert elev*,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.doubt.terms import find_terms
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.vocabulary import Reason

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["class_by_unchosen", "pupil_is_unchosen"]


def class_by_unchosen(graph: RelationGraph, relation: str) -> float:
    """Count the pupils nobody chose, of those who answered; the silent can only lower it.

    Returns
    -------
    A whole number from 0 to the number of pupils.

    Raises
    ------
    NotAvailableError
        If nobody answered.

    References
    ----------
    Methods handbook 0.2; kernel `kernels.counts.unchosen_count`,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    asked = graph.relation(relation)
    if not asked.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    return float(counts.unchosen_count(asked.named))


def pupil_is_unchosen(graph: RelationGraph, relation: str) -> pd.Series[bool]:
    r"""Tell whom nobody chose; unknown where only a silent pupil could have.

    For the fact of the round ("none of those who answered chose the pupil"), see
    `pupil_by_received`.

    Returns
    -------
    Nullable boolean Series indexed by pupil: yes, no, missing where not known.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *isolert elev*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai >\nDu >")
    >>> pupil_is_unchosen(graph, "friminutt").tolist()
    [False, False, True, True]
    """
    import pandas as pd

    states = find_terms(graph.relation(relation)).unchosen
    values = [None if state < 0 else bool(state) for state in states]
    return pd.Series(values, index=list(graph.pupils), name="unchosen", dtype="boolean")
