"""Yes and no held together: the difference and the sum of two shares.

Kernel: `doubt.signed.tally_signed`. Only raters who answered both questions count; who named the
same pupil in both counts in neither.

References
----------
Methods handbook 1.2; forskrift til opplæringslova § 20-5,
https://lovdata.no/forskrift/2024-06-03-900/§20-5
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.doubt.signed import SignedTally, tally_signed
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.vocabulary import FloatArray, IntArray

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pupil_by_impact", "pupil_by_preference"]


def pupil_by_preference(graph: RelationGraph, relation: str, negative: str) -> pd.Series[float]:
    """Return the share who chose the pupil minus the share who said no, -1 to 1.

    Parameters
    ----------
    graph
        The class, in a round on concrete suspicion.
    relation, negative
        The question of choice, and the negative one.

    Returns
    -------
    Float Series indexed by pupil; missing where nobody answered both.

    Raises
    ------
    NotAvailableError
        `Reason.UNLAWFUL` in a preventive round; `Reason.NO_TIES` if nobody was named in the
        negative question: there is then nothing to hold the choices against.
    UnknownRelationError
        If either was not asked.

    References
    ----------
    Newcomb & Bukowski 1983, https://doi.org/10.1037/0012-1649.19.6.856; methods handbook 1.2
    """
    found = _compare(graph, relation, negative)
    return _series(graph, found.yes - found.no, found.raters, "preference")


def pupil_by_impact(graph: RelationGraph, relation: str, negative: str) -> pd.Series[float]:
    """Return the share who named the pupil in either question, 0 to 1.

    Parameters
    ----------
    graph
        The class, in a round on concrete suspicion.
    relation, negative
        The question of choice, and the negative one.

    Returns
    -------
    Float Series indexed by pupil; missing where nobody answered both.

    Raises
    ------
    NotAvailableError
        `Reason.UNLAWFUL` in a preventive round; `Reason.NO_TIES` if nobody was named in the
        negative question.
    UnknownRelationError
        If either was not asked.

    References
    ----------
    Newcomb & Bukowski 1983, https://doi.org/10.1037/0012-1649.19.6.856; methods handbook 1.2
    """
    found = _compare(graph, relation, negative)
    return _series(graph, found.yes + found.no, found.raters, "impact")


def _compare(graph: RelationGraph, relation: str, negative: str) -> SignedTally:
    asked = graph.relation(relation)
    return tally_signed(asked, graph.negative(negative, filled=True))


def _series(
    graph: RelationGraph, numbers: IntArray, raters: IntArray, name: str
) -> pd.Series[float]:
    import pandas as pd

    share: FloatArray = np.where(raters > 0, numbers / np.maximum(raters, 1), np.nan)
    return pd.Series(share, index=list(graph.pupils), name=name, dtype="float64")
