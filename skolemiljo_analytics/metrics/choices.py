"""Received, given and mutual choices: what everything else rests on.

Kernels: `kernels.counts.received`, `given`, `mutual_counts`.

References
----------
Methods handbook 1.1; Moreno (1934), Who Shall Survive?, https://archive.org/details/whoshallsurviven00jlmo
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels import counts

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "pair_by_choice",
    "pair_by_mutual",
    "pupil_by_given",
    "pupil_by_mutual",
    "pupil_by_received",
]


def pupil_by_received(graph: RelationGraph, relation: str) -> pd.Series[int]:
    r"""Count the classmates who chose each pupil, of those who answered.

    Returns
    -------
    Integer Series indexed by pupil, 0 and up. The silent can raise it: see
    `doubt.silence.received_bounds`.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Methods handbook 1.1,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo Cai\nBo > Ada\nCai >\nDu > Ada")
    >>> pupil_by_received(graph, "friminutt").tolist()
    [2, 1, 1, 0]
    """
    import pandas as pd

    numbers = counts.received(graph.named(relation))
    return pd.Series(numbers, index=list(graph.pupils), name="received", dtype="Int64")


def pupil_by_given(graph: RelationGraph, relation: str) -> pd.Series[int]:
    """Count the classmates each pupil chose; missing for the silent, 0 for "nobody".

    Returns
    -------
    Integer Series indexed by pupil, 0 and up, missing where the pupil did not answer.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Methods handbook 0.1,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    asked = graph.relation(relation)
    numbers = pd.Series(counts.given(asked.named), index=list(graph.pupils), name="given")
    return numbers.astype("Int64").where(asked.answered)


def pupil_by_mutual(graph: RelationGraph, relation: str) -> pd.Series[int]:
    """Count each pupil's mutual choices (*gjensidige val*); missing for the silent.

    Returns
    -------
    Integer Series indexed by pupil, 0 and up. The silent can raise it: see
    `doubt.silence.mutual_bounds`.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *gjensidig val*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    asked = graph.relation(relation)
    numbers = pd.Series(counts.mutual_counts(asked.named), index=list(graph.pupils), name="mutual")
    return numbers.astype("Int64").where(asked.answered)


def pair_by_choice(graph: RelationGraph, relation: str) -> pd.DataFrame:
    """Return who chose whom: 1 chosen, 0 not chosen, missing where nothing is known.

    Returns
    -------
    Square frame, row names column. Missing in silent rows and for who could not be chosen
    (oneself too).

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Methods handbook 0.1,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    asked = graph.relation(relation)
    known = asked.eligible & asked.answered[:, None]
    cells = np.where(known, asked.named.astype(np.float64), np.nan)
    return pd.DataFrame(cells, index=list(graph.pupils), columns=list(graph.pupils))


def pair_by_mutual(graph: RelationGraph, relation: str) -> pd.DataFrame:
    """Return which pairs chose each other: 1 yes, 0 no, missing where a silent pupil decides.

    Returns
    -------
    Square symmetric frame; the diagonal is missing.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *gjensidig val*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    asked = graph.relation(relation)
    could = asked.named | (asked.eligible & ~asked.answered[:, None])
    unknown = (could & could.T & ~asked.mutual) | np.eye(len(graph), dtype=np.bool_)
    cells = np.where(unknown, np.nan, asked.mutual.astype(np.float64))
    return pd.DataFrame(cells, index=list(graph.pupils), columns=list(graph.pupils))
