"""SSRAT: status classes from ratings, by the chance of each sum. Written from the formulas.

References
----------
Maassen, Akkermans & van der Linden 1996, Small Group Research 27:56;
Maassen & Landsheer 1998, https://doi.org/10.3758/BF03209488. Methods handbook 1.8.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.research.records import StatusClasses, StatusLabel
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = ["classify_ratings"]

_NEAR = 1e-9
_KINDS = {"sympathy": "S", "antipathy": "A", "preference": "P", "impact": "I"}


class _Sum(NamedTuple):
    total: FloatArray
    low: FloatArray
    high: FloatArray
    expected: FloatArray


def classify_ratings(ratings: FloatArray, *, highest: int, alpha: float = 0.05) -> StatusClasses:
    """Classify pupils by ratings received from classmates. For science only.

    Each rater is taken to have dealt the ratings given at random over those rated; the sum a pupil
    receives then has an exact distribution, a convolution over that pupil's raters. Sympathy is
    what lies above the midpoint, antipathy what lies below, preference the rating itself, impact
    both. A silent rater (a row of NaN) takes no part; a pupil nobody rated gets None.

    Parameters
    ----------
    ratings
        Shape (n, n), row rates column, 1 to `highest`, NaN where nothing was rated; the diagonal
        is not read.
    highest
        Top of the scale: an odd number, so that there is a neutral midpoint.
    alpha
        Largest tail that counts as rare. It decides how large the classes become.

    Returns
    -------
    StatusClasses
        For each of ``sympathy``, ``antipathy``, ``preference``, ``impact``: the sum received, and
        with ``_low``, ``_high``, ``_expected`` its tails and expectation.

    Raises
    ------
    NotAvailableError
        Nobody rated anybody, or all ratings are alike.
    ValueError
        A scale without a midpoint, or a rating outside it.

    References
    ----------
    Maassen & Landsheer 1998, https://doi.org/10.3758/BF03209488
    """
    values, rated = _checked(ratings, highest)
    middle = (highest + 1) // 2
    steps = np.arange(1, highest + 1)
    away = steps - middle
    parts = {
        "sympathy": np.maximum(away, 0),
        "antipathy": np.maximum(-away, 0),
        "preference": steps,
        "impact": np.abs(away),
    }
    sums = {kind: _tails(values, rated, part) for kind, part in parts.items()}
    seen = np.asarray(rated.any(axis=0))
    labels = tuple(
        _label(sums, j, alpha + _NEAR) if seen[j] else None for j in range(ratings.shape[1])
    )
    scores: dict[str, FloatArray] = {}
    for kind, found in sums.items():
        named = {"": found.total, "_low": found.low, "_high": found.high}
        named["_expected"] = found.expected
        scores |= {kind + end: np.where(seen, value, np.nan) for end, value in named.items()}
    return StatusClasses(f"SSRAT, alpha {alpha:g}", labels, scores)


def _checked(ratings: FloatArray, highest: int) -> tuple[IntArray, BoolArray]:
    if highest < 3 or highest % 2 == 0:
        raise ValueError(f"Expected a scale with a midpoint (3, 5, 7, 9), got 1 to {highest}.")
    rated = np.isfinite(ratings) & ~np.eye(*ratings.shape, dtype=np.bool_)
    if not rated.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    values = np.where(rated, ratings, 1.0).astype(np.int64)
    given = values[rated]
    if given.min() < 1 or given.max() > highest or (given != ratings[rated]).any():
        raise ValueError(f"Expected whole ratings from 1 to {highest}.")
    if given.min() == given.max():
        raise NotAvailableError(Reason.CONSTANT)
    return values, rated


def _tails(values: IntArray, rated: BoolArray, part: IntArray) -> _Sum:
    raters, n = values.shape
    worth = part[values - 1]
    shares = np.zeros((raters, int(part.max()) + 1))
    for i in range(raters):
        own = worth[i, rated[i]]
        if len(own):
            shares[i] = np.bincount(own, minlength=shares.shape[1]) / len(own)
    mean = shares @ np.arange(shares.shape[1])
    out = _Sum(*(np.zeros(n) for _ in range(4)))
    for j in range(n):
        who = np.flatnonzero(rated[:, j])
        spread = np.ones(1)
        for rater in who:
            spread = np.convolve(spread, shares[rater])
        total = int(worth[who, j].sum())
        out.total[j], out.expected[j] = total, mean[who].sum()
        out.low[j] = min(1.0, spread[: total + 1].sum())
        out.high[j] = min(1.0, spread[total:].sum())
    return out


def _label(sums: dict[str, _Sum], j: int, alpha: float) -> StatusLabel:
    sympathy, antipathy, preference, impact = (sums[kind] for kind in _KINDS)
    liked, less_liked = _sides(sympathy, j)
    disliked, less_disliked = _sides(antipathy, j)
    rules = (
        (StatusLabel.POPULAR, preference.high[j], liked and less_disliked),
        (StatusLabel.REJECTED, preference.low[j], less_liked and disliked),
        (StatusLabel.CONTROVERSIAL, impact.high[j], liked and disliked),
        (StatusLabel.NEGLECTED, impact.low[j], less_liked and less_disliked),
    )
    return next(
        (label for label, tail, sides in rules if tail <= alpha and sides), StatusLabel.AVERAGE
    )


def _sides(found: _Sum, j: int) -> tuple[bool, bool]:
    above = found.total[j] - found.expected[j]
    return bool(above > _NEAR), bool(above < -_NEAR)
