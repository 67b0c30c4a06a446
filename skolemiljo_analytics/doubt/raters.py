"""Would other raters have said the same? The class's raters drawn anew, for ratings.

References
----------
Methods handbook 7.2 (rater bootstrap). Efron 1979, https://doi.org/10.1214/aos/1176344552.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.doubt.exact import possible
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.vocabulary import FloatArray, IntArray, Reason

__all__ = ["mean_ratings", "means_by_raters", "rater_weights"]


def rater_weights(relation: Relation, *, draws: int = 5000, seed: int = 0) -> IntArray:
    """Return how often each rater is drawn, shape (draws, n); rows sum to those who answered.

    Raters are drawn with replacement among those who answered: on average 63 in 100 of them are
    in a draw, so what rests on it is told a little too cautiously.
    """
    raters = np.flatnonzero(relation.answered)
    weights = np.zeros((draws, len(relation.answered)), dtype=np.int64)
    if len(raters):
        own = derive_seed(seed, relation.key, "raters")
        generator = np.random.Generator(np.random.PCG64(own))
        shares = np.full(len(raters), 1.0 / len(raters))
        weights[:, raters] = generator.multinomial(len(raters), shares, size=draws)
    return weights


def mean_ratings(relation: Relation, weights: IntArray | None = None) -> FloatArray:
    """Return the mean rating each pupil received, shape (n,), or (draws, n) with weights.

    NaN for a pupil whom nobody rated (in that draw).

    Raises
    ------
    NotAvailableError
        No ratings were asked for.
    """
    if relation.ratings is None:
        raise NotAvailableError(Reason.NOT_ASKED)
    rated = np.isfinite(relation.ratings) & possible(relation)
    values = np.where(rated, relation.ratings, 0.0)
    times = np.ones((1, len(rated))) if weights is None else weights.astype(np.float64)
    seen = times @ rated
    means = np.where(seen > 0, times @ values / np.where(seen > 0, seen, 1.0), np.nan)
    return np.asarray(means[0] if weights is None else means)


def means_by_raters(
    relation: Relation, *, draws: int = 5000, seed: int = 0, share: float = 0.9
) -> tuple[FloatArray, FloatArray]:
    """Return the ends of the middle `share` of mean ratings over redrawn raters, (n,) each.

    Examples
    --------
    >>> from skolemiljo_analytics.tables.records import Question
    >>> ratings = np.array([[np.nan, 5, 1], [4, np.nan, 1], [4, 5, np.nan]])
    >>> everyone = ~np.eye(3, dtype=bool)
    >>> relation = Relation(
    ...     Question("q", ""), everyone & (ratings > 3), np.ones(3, bool), everyone, ratings=ratings
    ... )
    >>> [end.tolist() for end in means_by_raters(relation, draws=200)]
    [[4.0, 5.0, 1.0], [4.0, 5.0, 1.0]]
    """
    means = mean_ratings(relation, rater_weights(relation, draws=draws, seed=seed))
    edge = (1.0 - share) / 2
    known = np.isfinite(means).any(axis=0)
    ends = np.full((2, means.shape[1]), np.nan)
    ends[:, known] = np.nanquantile(means[:, known], [edge, 1.0 - edge], axis=0)
    return ends[0], ends[1]
