"""No mutual choice, whether or not the pupil is chosen or chooses.

Kernel: `doubt.terms.find_terms`, on the counts of `kernels.counts`.

References
----------
S. K. Ertesvåg, *gjensidig val*,
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

__all__ = ["class_by_without_mutual", "pupil_is_without_mutual"]


def class_by_without_mutual(graph: RelationGraph, relation: str) -> float:
    """Count the pupils who answered and have no mutual choice.

    Returns
    -------
    A whole number from 0 to the number who answered.

    Raises
    ------
    NotAvailableError
        If nobody answered.

    References
    ----------
    Methods handbook 0.2; kernel `kernels.counts.without_mutual_count`,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    asked = graph.relation(relation)
    if not asked.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    return float(counts.without_mutual_count(asked.named, asked.answered))


def pupil_is_without_mutual(graph: RelationGraph, relation: str) -> pd.Series[bool]:
    """Tell who has no mutual choice; unknown where the silent decide.

    Returns
    -------
    Nullable boolean Series indexed by pupil: yes, no, missing where not known.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Methods handbook 3, I3; S. K. Ertesvåg, *gjensidig val*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    states = find_terms(graph.relation(relation)).without_mutual
    values = [None if state < 0 else bool(state) for state in states]
    return pd.Series(values, index=list(graph.pupils), name="without_mutual", dtype="boolean")
