"""Companions beside choices: how many of those a pupil is with do not choose the pupil.

The positive version of the handbook's I9: nobody is asked whom they dislike.

References
----------
Methods handbook 3, I9; hypergeometric distribution,
https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.hypergeom.html
"""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.graph import RelationGraph

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "hypergeometric_tail",
    "pupil_by_companions",
    "pupil_by_companions_not_choosing",
    "pupil_by_companions_saying_no",
]


def hypergeometric_tail(marked: int, drawn: int, *, special: int, total: int) -> float:
    """Return the chance of at least `marked` special ones among `drawn` of `total`.

    References
    ----------
    https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.hypergeom.html

    Examples
    --------
    >>> round(hypergeometric_tail(2, 3, special=3, total=9), 4)
    0.2262
    """
    ways = sum(
        comb(special, k) * comb(total - special, drawn - k)
        for k in range(marked, min(drawn, special) + 1)
    )
    return ways / comb(total, drawn)


def pupil_by_companions(graph: RelationGraph, relation: str, together: str) -> pd.Series[int]:
    """Count those the pupil says they are with who answered the question `relation`.

    Parameters
    ----------
    graph
        The class.
    relation
        The question of choice (whom one wants to be with, or to work with).
    together
        The question of company (whom one in fact is with).

    Returns
    -------
    Integer Series indexed by pupil, 0 and up; missing for those silent about company.

    Raises
    ------
    UnknownRelationError
        If either was not asked.

    References
    ----------
    Methods handbook 3, I9,
    https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.hypergeom.html
    """
    import pandas as pd

    company, choice = graph.relation(together), graph.relation(relation)
    spoke = company.named & choice.answered[None, :] & choice.eligible.T
    numbers = np.count_nonzero(spoke, axis=1)
    series = pd.Series(numbers, index=list(graph.pupils), name="companions", dtype="Int64")
    return series.where(company.answered)


def pupil_by_companions_not_choosing(
    graph: RelationGraph, relation: str, together: str
) -> pd.Series[int]:
    r"""Count companions who answered `relation` without choosing the pupil there.

    Parameters
    ----------
    graph
        The class.
    relation
        The question of choice (whom one wants to be with, or to work with).
    together
        The question of company (whom one in fact is with).

    Returns
    -------
    Integer Series indexed by pupil, 0 and up; missing for those silent about company. Companions
    who were silent about `relation` are not counted.

    Raises
    ------
    UnknownRelationError
        If either was not asked.

    References
    ----------
    Methods handbook 3, I9,
    https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.hypergeom.html

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo Cai\nBo > Ada\nCai > Bo\nDu >")
    >>> pupil_by_companions_not_choosing(graph, "friminutt", "friminutt").tolist()
    [1, 0, 1, 0]
    """
    import pandas as pd

    company, choice = graph.relation(together), graph.relation(relation)
    spoke = company.named & choice.answered[None, :] & choice.eligible.T
    numbers = np.count_nonzero(spoke & ~choice.named.T, axis=1)
    series = pd.Series(numbers, index=list(graph.pupils), name="not_choosing", dtype="Int64")
    return series.where(company.answered)


def pupil_by_companions_saying_no(
    graph: RelationGraph, negative: str, together: str
) -> pd.Series[int]:
    """Count companions who named the pupil in a negative question.

    Parameters
    ----------
    graph
        The class, in a round on concrete suspicion.
    negative
        The negative question (whom one does not want to be with).
    together
        The question of company (whom one in fact is with).

    Returns
    -------
    Integer Series indexed by pupil, 0 and up; missing for those silent about company. Companions
    who were silent about `negative` are not counted.

    Raises
    ------
    NotAvailableError
        `Reason.UNLAWFUL` in a preventive round.
    UnknownRelationError
        If either was not asked.

    References
    ----------
    Methods handbook 3, I9,
    https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats.hypergeom.html
    """
    import pandas as pd

    no, company = graph.negative(negative), graph.relation(together)
    numbers = np.count_nonzero(company.named & no.named.T, axis=1)
    series = pd.Series(numbers, index=list(graph.pupils), name="saying_no", dtype="Int64")
    return series.where(company.answered)
