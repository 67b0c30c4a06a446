"""Chance by formula for what a pupil receives in sum: preference, impact, ratings.

One path for all three: each rater is taken to have dealt the answers given at random over those
who could get them; what a pupil receives in sum is then a convolution over raters. With positive
choices alone it is `doubt.exact`.

References
----------
Methods handbook 1.2 and 1.8. Maassen & Landsheer 1998, https://doi.org/10.3758/BF03209488 (sums of
ratings); Hong 2013, https://doi.org/10.1016/j.csda.2012.10.006 (the Poisson binomial).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.doubt.exact import possible
from skolemiljo_analytics.errors import InvalidGraphError, NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = ["Sums", "impact_sums", "preference_sums", "rating_sums", "sum_distribution"]


@dataclass(frozen=True, eq=False)
class Sums:
    """What each pupil received in sum, beside chance. Shape (n,) each.

    Attributes
    ----------
    total
        What was received; NaN for a pupil whom no one who answered could name or rate.
    expected
        Its mean under chance.
    low, high
        Exact chance of at most, and at least, as much; they sum to more than 1.
    raters
        How many answered and could name or rate the pupil.
    """

    total: FloatArray
    expected: FloatArray
    low: FloatArray
    high: FloatArray
    raters: IntArray


def sum_distribution(parts: FloatArray) -> FloatArray:
    """Return the distribution of sums of independent whole numbers.

    Parameters
    ----------
    parts
        Shape (raters, n, s): chance that a rater gives a pupil 0, 1, ... s - 1; sums to 1 over the
        last axis.

    Returns
    -------
    FloatArray
        Shape (n, raters * (s - 1) + 1): chance of every sum.

    Examples
    --------
    >>> sum_distribution(np.full((2, 1, 2), 0.5)).tolist()
    [[0.25, 0.5, 0.25]]
    """
    raters, n, s = parts.shape
    out = np.zeros((n, raters * (s - 1) + 1))
    out[:, 0] = 1.0
    for row in parts:
        before = out.copy()
        out *= row[:, :1]
        for step in range(1, s):
            out[:, step:] += before[:, :-step] * row[:, step : step + 1]
    return out


def preference_sums(liked: Relation, disliked: Relation) -> Sums:
    r"""Return choices received less negative choices received, beside exact chance.

    A rater who could name m pupils and named k of them, and l negatively, gives +1 with chance k/m,
    -1 with l/m. Only raters who answered both questions count, and only for those they could
    name in both: what is said of others in one of them has nothing to be held against.

    Raises
    ------
    NotAvailableError
        Nobody answered both, or nobody was named negatively: then there is no preference, only
        choices (`doubt.exact`).

    References
    ----------
    Methods handbook 1.2 (the trinomial).

    Examples
    --------
    >>> from skolemiljo_analytics.graph import RelationGraph
    >>> liked = RelationGraph.from_lines("A > B\nB > A\nC > A").relation("friminutt")
    >>> other = RelationGraph.from_lines("A > C\nB > C\nC >").relation("friminutt")
    >>> preference_sums(liked, other).total.tolist()
    [2.0, 1.0, -2.0]
    """
    return _signed(liked, disliked, (1, -1))


def impact_sums(liked: Relation, disliked: Relation) -> Sums:
    """Return choices and negative choices received together, beside exact chance.

    Raises
    ------
    NotAvailableError
        As `preference_sums`.

    References
    ----------
    Methods handbook 1.2. With equal numbers of choices this is Newcomb & Bukowski's distribution,
    https://doi.org/10.1037/0012-1649.19.6.856.
    """
    return _signed(liked, disliked, (1, 1))


def rating_sums(relation: Relation, *, highest: int, lowest: int = 1) -> Sums:
    """Return the sum of ratings received, beside exact chance given each rater's own ratings.

    Generous and strict raters are thereby allowed for. A rating that was not given counts neither
    for the rater nor for the pupil.

    Raises
    ------
    NotAvailableError
        No ratings were asked for, none was given, or all are alike.
    InvalidGraphError
        A rating outside the scale, or not a whole number.

    References
    ----------
    Maassen & Landsheer 1998, https://doi.org/10.3758/BF03209488 (their preference).
    """
    if relation.ratings is None:
        raise NotAvailableError(Reason.NOT_ASKED)
    rated = np.isfinite(relation.ratings) & possible(relation)
    given = relation.ratings[rated]
    if not len(given):
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    if given.min() < lowest or given.max() > highest or (given != np.rint(given)).any():
        raise InvalidGraphError(f"whole ratings from {lowest} to {highest}", "others")
    if given.min() == given.max():
        raise NotAvailableError(Reason.CONSTANT)
    worth = np.where(rated, relation.ratings - lowest, 0).astype(np.int64)
    shares = _shares(worth, rated, highest - lowest + 1)
    return _beside_chance(worth, rated, shares, shift=lowest)


def _signed(liked: Relation, disliked: Relation, values: tuple[int, int]) -> Sums:
    both = liked.answered & disliked.answered
    if not both.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    could = liked.eligible & disliked.eligible & both[:, None]
    plus, minus = liked.named & could, disliked.named & could
    if not minus.any():
        raise NotAvailableError(Reason.NO_TIES)
    least = min(0, *values)
    worth = values[0] * plus.astype(np.int64) + values[1] * minus - least
    return _beside_chance(worth * could, could, _signed_shares(plus, minus, could, values), least)


def _signed_shares(
    plus: BoolArray, minus: BoolArray, could: BoolArray, values: tuple[int, int]
) -> FloatArray:
    """Chance of each value; a rater who named more than could be named once is scaled down."""
    least = min(0, *values)
    shares = np.zeros((len(plus), max(values) - least + 1))
    room = np.maximum(could.sum(axis=1), (plus.sum(axis=1) + minus.sum(axis=1)))
    room = np.maximum(room, 1)
    for value, named in zip(values, (plus, minus), strict=True):
        shares[:, value - least] += named.sum(axis=1) / room
    shares[:, -least] += 1.0 - shares.sum(axis=1)
    return shares


def _shares(worth: IntArray, rated: BoolArray, s: int) -> FloatArray:
    n = np.maximum(rated.sum(axis=1), 1)[:, None]
    counts = np.stack([((worth == v) & rated).sum(axis=1) for v in range(s)], axis=1)
    return np.asarray(counts / n, dtype=np.float64)


def _beside_chance(worth: IntArray, could: BoolArray, shares: FloatArray, shift: int) -> Sums:
    """Compare sums of `worth` (0, 1, ...) with chance; each counted rater adds `shift` back."""
    s = shares.shape[1]
    parts = np.where(could[:, :, None], shares[:, None, :], np.eye(s)[0])
    spread = sum_distribution(parts)
    raters = could.sum(axis=0)
    at = (worth * could).sum(axis=0)[:, None]
    numbers = np.arange(spread.shape[1])
    low = np.where(numbers <= at, spread, 0.0).sum(axis=1)
    high = np.where(numbers >= at, spread, 0.0).sum(axis=1)
    back = shift * raters
    seen = raters > 0
    return Sums(
        total=np.where(seen, at[:, 0] + back, np.nan),
        expected=np.where(seen, spread @ numbers + back, np.nan),
        low=np.where(seen, np.minimum(low, 1.0), np.nan),
        high=np.where(seen, np.minimum(high, 1.0), np.nan),
        raters=raters,
    )
