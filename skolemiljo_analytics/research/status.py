"""Status classes from nominations: Coie and Dodge's z-scores, Newcomb and Bukowski's probability.

For science only (see `records.WARNING`). Both need a question about whom one likes and one about
whom one does not: positive choices alone identify none of these classes.

References
----------
Methods handbook 1.3 and 1.5.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.research.records import StatusClasses, StatusLabel
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = ["coie_dodge", "newcomb_bukowski", "standardize", "sum_of_chances"]

_NEAR = 1e-9


def standardize(numbers: FloatArray | IntArray) -> FloatArray:
    """Return z-scores within the class, standard deviation with n - 1, shape (n,).

    Raises
    ------
    NotAvailableError
        Fewer than two pupils, or all alike: there is nothing to measure in.

    References
    ----------
    Methods handbook 1.5, https://doi.org/10.1037/0012-1649.18.4.557
    """
    values = np.asarray(numbers, dtype=np.float64)
    if len(values) < 2:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    spread = float(values.std(ddof=1))
    if spread <= _NEAR * max(1.0, float(np.abs(values).max())):
        raise NotAvailableError(Reason.CONSTANT)
    return np.asarray((values - values.mean()) / spread)


def coie_dodge(
    liked: FloatArray | IntArray, disliked: FloatArray | IntArray, *, rules: int = 1983
) -> StatusClasses:
    """Classify by standardised preference and impact. For science only.

    Preference is z(zL - zD) and impact z(zL + zD): differences and sums are standardised *again*.
    Without that second step the limits of 1 mean something else in every class, and twice as many
    are labelled.

    Parameters
    ----------
    liked, disliked
        Choices received, or shares of those who answered and could choose, shape (n,). Where
        somebody was silent use shares: pupils then differ in how many could have named them.
    rules
        1982 (neglected: impact < -1 and liked by nobody; average: preference within 0.5) or 1983
        (neglected: impact < -1 and both below the mean; average: impact within 0.5 too).

    Returns
    -------
    StatusClasses
        Scores ``liked``, ``disliked``, ``preference``, ``impact``.

    Raises
    ------
    NotAvailableError
        Nobody, or everybody equally, was liked or disliked: the method is undefined.
    ValueError
        Other rules than those of 1982 and 1983.

    References
    ----------
    Coie, Dodge & Coppotelli 1982, https://doi.org/10.1037/0012-1649.18.4.557;
    Coie & Dodge 1983, Merrill-Palmer Quarterly 29:261.
    """
    if rules not in (1982, 1983):
        raise ValueError(f"Expected the rules of 1982 or 1983, got {rules}.")
    like, dislike = standardize(liked), standardize(disliked)
    preference, impact = standardize(like - dislike), standardize(like + dislike)
    overlooked = np.asarray(liked) == 0 if rules == 1982 else np.asarray((like < 0) & (dislike < 0))
    middle = np.abs(preference) < 0.5
    average = middle if rules == 1982 else middle & (np.abs(impact) < 0.5)
    which = {
        StatusLabel.POPULAR: (preference > 1) & (like > 0) & (dislike < 0),
        StatusLabel.REJECTED: (preference < -1) & (like < 0) & (dislike > 0),
        StatusLabel.NEGLECTED: (impact < -1) & overlooked,
        StatusLabel.CONTROVERSIAL: (impact > 1) & (like > 0) & (dislike > 0),
        StatusLabel.AVERAGE: average,
    }
    scores = {"liked": like, "disliked": dislike, "preference": preference, "impact": impact}
    return StatusClasses(f"CDC {rules}", _first(which, StatusLabel.UNCLASSIFIED), scores)


def sum_of_chances(chances: FloatArray) -> FloatArray:
    """Return the distribution of how many of independent events happen, shape (n, m + 1).

    Parameters
    ----------
    chances
        Shape (m, n): rater by pupil; 0 where a rater was silent or could not choose.

    References
    ----------
    Methods handbook 1.2; Hong 2013, https://doi.org/10.1016/j.csda.2012.10.006
    """
    raters, n = chances.shape
    out = np.zeros((n, raters + 1))
    out[:, 0] = 1.0
    for row in chances:
        out[:, 1:] = out[:, 1:] * (1.0 - row[:, None]) + out[:, :-1] * row[:, None]
        out[:, 0] *= 1.0 - row
    return out


def newcomb_bukowski(
    liked: IntArray,
    disliked: IntArray,
    chance_liked: FloatArray,
    chance_disliked: FloatArray,
    *,
    alpha: float = 0.05,
) -> StatusClasses:
    """Classify by how rare a number of choices would be if all chose at random. For science only.

    "Rare" is a tail of at most `alpha`. With the same chance for every rater this is the binomial
    of the paper; with each rater's own it also serves silent raters and unlimited choices.

    Parameters
    ----------
    liked, disliked
        Choices received, shape (n,).
    chance_liked, chance_disliked
        Shape (m, n): the chance that a rater names a pupil; 0 for silent raters and oneself.
    alpha
        0 to 1.

    Returns
    -------
    StatusClasses
        Scores ``p_liked`` and ``p_disliked`` (at least so many), ``p_impact`` (at most so many).

    Raises
    ------
    NotAvailableError
        Nobody answered.

    References
    ----------
    Newcomb & Bukowski 1983, https://doi.org/10.1037/0012-1649.19.6.856
    """
    reach = np.asarray(chance_liked.any(axis=0) | chance_disliked.any(axis=0))
    if not reach.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    high_liked = _tail(liked, chance_liked, high=True)
    high_disliked = _tail(disliked, chance_disliked, high=True)
    low_impact = _tail(liked + disliked, chance_liked + chance_disliked, high=False)
    mean_liked, mean_disliked = chance_liked.sum(axis=0), chance_disliked.sum(axis=0)
    below_liked, below_disliked = liked < mean_liked - _NEAR, disliked < mean_disliked - _NEAR
    much, hard = high_liked <= alpha + _NEAR, high_disliked <= alpha + _NEAR
    which = {
        StatusLabel.POPULAR: much & below_disliked,
        StatusLabel.REJECTED: hard & below_liked,
        StatusLabel.CONTROVERSIAL: (much & ~below_disliked) | (hard & ~below_liked),
        StatusLabel.NEGLECTED: low_impact <= alpha + _NEAR,
    }
    labels = _first(which, StatusLabel.AVERAGE)
    known = tuple(label if seen else None for label, seen in zip(labels, reach, strict=True))
    scores = {"p_liked": high_liked, "p_disliked": high_disliked, "p_impact": low_impact}
    blank = {key: np.where(reach, value, np.nan) for key, value in scores.items()}
    return StatusClasses(f"NB 1983, alpha {alpha:g}", known, blank)


def _tail(received: IntArray, chances: FloatArray, *, high: bool) -> FloatArray:
    spread = sum_of_chances(np.clip(chances, 0.0, 1.0))
    numbers, at = np.arange(spread.shape[1]), np.asarray(received)[:, None]
    inside = numbers >= at if high else numbers <= at
    tail = np.where(inside, spread, 0.0).sum(axis=1)
    return np.asarray(np.minimum(tail, 1.0), dtype=np.float64)


def _first(which: dict[StatusLabel, BoolArray], rest: StatusLabel) -> tuple[StatusLabel, ...]:
    n = len(next(iter(which.values())))
    return tuple(
        next((label for label, holds in which.items() if holds[i]), rest) for i in range(n)
    )
