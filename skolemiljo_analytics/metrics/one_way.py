"""*Einsidige val*: choices given and not returned, received and not returned.

Kernels: `kernels.counts.received`, `given`, `mutual_counts`.

References
----------
S. K. Ertesvåg, *einsidig val*,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels import counts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pupil_by_one_way_in", "pupil_by_one_way_out"]


def pupil_by_one_way_in(graph: RelationGraph, relation: str) -> pd.Series[int]:
    """Count classmates who chose the pupil and whom the pupil did not choose.

    Returns
    -------
    Integer Series indexed by pupil, 0 and up; missing for the silent, who may have returned them.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *einsidig val*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    asked = graph.relation(relation)
    numbers = counts.received(asked.named) - counts.mutual_counts(asked.named)
    series = pd.Series(numbers, index=list(graph.pupils), name="one_way_in", dtype="Int64")
    return series.where(asked.answered)


def pupil_by_one_way_out(graph: RelationGraph, relation: str) -> pd.Series[int]:
    r"""Count classmates the pupil chose, with no choice back from them.

    Returns
    -------
    Integer Series indexed by pupil, 0 and up; missing for the silent. A silent classmate may yet
    have returned the choice: the portrait gives the bounds.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *einsidig val*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Ada\nDu >")
    >>> pupil_by_one_way_out(graph, "friminutt").tolist()
    [0, 0, 1, 0]
    """
    import pandas as pd

    asked = graph.relation(relation)
    numbers = counts.given(asked.named) - counts.mutual_counts(asked.named)
    series = pd.Series(numbers, index=list(graph.pupils), name="one_way_out", dtype="Int64")
    return series.where(asked.answered)
