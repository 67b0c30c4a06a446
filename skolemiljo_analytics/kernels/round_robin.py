"""The social relations model: how much of liking lies in who gives, who receives, and the pair.

References
----------
Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742. Methods handbook 1.9.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, Reason

__all__ = ["RelationShares", "complete_block", "relation_shares"]

_FEWEST = 10


@dataclass(frozen=True, eq=False)
class RelationShares:
    """Variance of ratings in one class, split in three.

    Attributes
    ----------
    giver, receiver, pair
        Variances, in squared rating steps; a negative estimate is set to 0 and named in `floored`.
    giver_receiver, within_pair
        Covariances: of one's giving and receiving, and of the two sides of a pair.
    reliability
        Of the mean rating received, 0 to 1.
    giver_effects, receiver_effects
        Shape (n,), in rating steps, each sums to 0.
    floored
        Which variances were estimated below 0.
    """

    giver: float
    receiver: float
    pair: float
    giver_receiver: float
    within_pair: float
    reliability: float
    giver_effects: FloatArray
    receiver_effects: FloatArray
    floored: tuple[str, ...] = ()

    @property
    def shares(self) -> tuple[float, float, float]:
        """Giver's, receiver's and pair's share of the variance; they sum to 1."""
        total = self.giver + self.receiver + self.pair
        return self.giver / total, self.receiver / total, self.pair / total

    @property
    def mutuality(self) -> float:
        """Correlation of the two sides of a pair, -1 to 1."""
        return self.within_pair / self.pair


def complete_block(ratings: FloatArray) -> BoolArray:
    """Return whom to keep, shape (n,), so that everyone kept rated everyone kept.

    Those who rated nobody go first, both ways; then, one at a time, whoever lacks most.

    References
    ----------
    Methods handbook 1.9, https://doi.org/10.1037/0022-3514.37.10.1742
    """
    known = np.isfinite(ratings) | np.eye(len(ratings), dtype=np.bool_)
    given = known & ~np.eye(len(ratings), dtype=np.bool_)
    keep = np.asarray(given.any(axis=1), dtype=np.bool_)
    while True:
        lacking = ~known & keep[:, None] & keep[None, :]
        if not lacking.any():
            return keep
        keep[np.argmax(lacking.sum(axis=0) + lacking.sum(axis=1))] = False


def relation_shares(ratings: FloatArray, *, fewest: int = _FEWEST) -> RelationShares:
    """Split ratings into givers, receivers and pairs, by the round-robin estimates.

    Parameters
    ----------
    ratings
        Shape (n, n), row rates column, complete but for the diagonal (see `complete_block`:
        whoever was silent leaves both as giver and receiver).
    fewest
        Smallest class; below ten the estimates say little.

    Raises
    ------
    NotAvailableError
        A class too small, a rating missing, or all ratings alike.

    References
    ----------
    Warner, Kenny & Stoto 1979, https://doi.org/10.1037/0022-3514.37.10.1742
    """
    n = len(ratings)
    off = ~np.eye(n, dtype=np.bool_)
    if n < max(fewest, 4):
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    if not np.isfinite(ratings[off]).all():
        raise NotAvailableError(Reason.PARTICIPATION)
    if np.ptp(ratings[off]) == 0:
        raise NotAvailableError(Reason.CONSTANT)
    x = np.where(off, ratings, 0.0)
    given, received = x.sum(axis=1) / (n - 1), x.sum(axis=0) / (n - 1)
    mean = float(x.sum() / (n * (n - 1)))
    give = _effect(given, received, mean, n)
    receive = _effect(received, given, mean, n)
    rest = np.where(off, x - give[:, None] - receive[None, :] - mean, 0.0)
    return _variances(give, receive, rest, n)


def _effect(own: FloatArray, other: FloatArray, mean: float, n: int) -> FloatArray:
    first = (n - 1) ** 2 / (n * (n - 2)) * own
    return np.asarray(first + (n - 1) / (n * (n - 2)) * other - (n - 1) / (n - 2) * mean)


def _variances(give: FloatArray, receive: FloatArray, rest: FloatArray, n: int) -> RelationShares:
    upper = np.triu_indices(n, 1)
    both, apart = rest[upper] + rest.T[upper], rest[upper] - rest.T[upper]
    between = 2.0 * float(((both / 2.0) ** 2).sum()) / ((n - 1) * (n - 2) / 2.0 - 1.0)
    within = float((apart**2).sum()) / ((n - 1) * (n - 2))
    sampled = between / (2 * (n - 2)) + within / (2 * n)
    found = {
        "giver": float((give**2).sum()) / (n - 1) - sampled,
        "receiver": float((receive**2).sum()) / (n - 1) - sampled,
        "pair": (between + within) / 2.0,
    }
    floored = tuple(name for name, value in found.items() if value < 0)
    giver, receiver, pair = (max(0.0, value) for value in found.values())
    covariance = float((give * receive).sum()) / (n - 1)
    return RelationShares(
        giver,
        receiver,
        pair,
        giver_receiver=covariance - between / (2 * (n - 2)) + within / (2 * n),
        within_pair=(between - within) / 2.0,
        reliability=receiver / (receiver + pair / (n - 1)),
        giver_effects=give,
        receiver_effects=receive,
        floored=floored,
    )
