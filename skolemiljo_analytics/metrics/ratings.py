"""Ratings of every classmate: how liking divides between giver, receiver and pair; means and lows.

Kernel: `kernels.round_robin.relation_shares`. The low end of a scale with names on it is a named
negative answer: about a pupil it may be read only in a round on concrete suspicion (forskrift til
opplæringslova § 20-5). The shares of the class say nothing of anybody and may always be read.

References
----------
Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742; Asher & Dodge 1986,
https://doi.org/10.1037/0012-1649.22.4.444; methods handbook 1.7 and 1.9
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.doubt.raters import mean_ratings
from skolemiljo_analytics.doubt.ratings import is_low
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels.round_robin import (
    RelationShares,
    complete_block,
    relation_shares,
)
from skolemiljo_analytics.vocabulary import Reason

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "class_by_giver_share",
    "class_by_mutuality",
    "class_by_pair_share",
    "class_by_rating_reliability",
    "class_by_receiver_share",
    "pupil_by_low_ratings",
    "pupil_by_mean_rating",
]


def class_by_giver_share(graph: RelationGraph, relation: str) -> float:
    """Return the share of the differences that lies in who rates, 0 to 1.

    Raises
    ------
    NotAvailableError
        No ratings, fewer than ten pupils who all rated each other, or all ratings alike.
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742; methods handbook 1.9
    """
    return _shares(graph, relation).shares[0]


def class_by_receiver_share(graph: RelationGraph, relation: str) -> float:
    """Return the share of the differences that lies in who is rated, 0 to 1.

    Raises
    ------
    NotAvailableError
        No ratings, fewer than ten pupils who all rated each other, or all ratings alike.
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742; methods handbook 1.9
    """
    return _shares(graph, relation).shares[1]


def class_by_pair_share(graph: RelationGraph, relation: str) -> float:
    """Return the share of the differences that lies in who rates whom, 0 to 1.

    Raises
    ------
    NotAvailableError
        No ratings, fewer than ten pupils who all rated each other, or all ratings alike.
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742; methods handbook 1.9
    """
    return _shares(graph, relation).shares[2]


def class_by_rating_reliability(graph: RelationGraph, relation: str) -> float:
    """Return how reliably the mean rating received tells pupils apart, 0 to 1.

    Raises
    ------
    NotAvailableError
        No ratings, fewer than ten pupils who all rated each other, or all ratings alike.
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742; methods handbook 1.9
    """
    return _shares(graph, relation).reliability


def class_by_mutuality(graph: RelationGraph, relation: str) -> float:
    """Return the correlation of the two sides of a pair, -1 to 1.

    Raises
    ------
    NotAvailableError
        No ratings, fewer than ten pupils who all rated each other, or all ratings alike.
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742; methods handbook 1.9
    """
    found = _shares(graph, relation)
    if found.pair == 0:
        raise NotAvailableError(Reason.CONSTANT)
    return found.mutuality


def pupil_by_mean_rating(graph: RelationGraph, relation: str) -> pd.Series[float]:
    """Return the mean rating each pupil received, in steps of the scale.

    Returns
    -------
    Float Series indexed by pupil; missing where nobody rated the pupil.

    Raises
    ------
    NotAvailableError
        `Reason.UNLAWFUL` in a preventive round, `Reason.NOT_ASKED` where there are no ratings.
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Maassen & Landsheer 1998, https://doi.org/10.3758/BF03209488; methods handbook 1.9
    """
    import pandas as pd

    means = mean_ratings(graph.negative(relation))
    return pd.Series(means, index=list(graph.pupils), name="mean_rating", dtype="float64")


def pupil_by_low_ratings(graph: RelationGraph, relation: str) -> pd.Series[int]:
    """Count those who gave the pupil a low rating (the low end of `presets`).

    Returns
    -------
    Integer Series indexed by pupil, 0 and up.

    Raises
    ------
    NotAvailableError
        `Reason.UNLAWFUL` in a preventive round, `Reason.NOT_ASKED` where there are no ratings.
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Asher & Dodge 1986, https://doi.org/10.1037/0012-1649.22.4.444; methods handbook 1.7
    """
    import pandas as pd

    numbers = is_low(graph.negative(relation)).sum(axis=0)
    return pd.Series(numbers, index=list(graph.pupils), name="low_ratings", dtype="Int64")


def _shares(graph: RelationGraph, relation: str) -> RelationShares:
    asked = graph.relation(relation)
    if asked.ratings is None:
        raise NotAvailableError(Reason.NOT_ASKED)
    kept = np.flatnonzero(complete_block(np.where(asked.answered[:, None], asked.ratings, np.nan)))
    return relation_shares(asked.ratings[np.ix_(kept, kept)])
