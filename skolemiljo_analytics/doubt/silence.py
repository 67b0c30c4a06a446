"""What the silent could change: bounds that need no assumption, and one number that does.

References
----------
Methods handbook 1.14; Huisman & Steglich 2008, https://doi.org/10.1016/j.socnet.2008.04.004
(missing answers in networks); Manski 2003, https://doi.org/10.1007/b97478 (bounds).
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

_PRIOR_PAIRS = 400
_PRIOR_SHARE = 0.5

__all__ = [
    "given_bounds",
    "mutual_bounds",
    "reading_per_pupil",
    "received_bounds",
    "unchosen_if_all",
]


def received_bounds(relation: Relation) -> tuple[IntArray, IntArray]:
    """Return the fewest and most who could have named each pupil, shape (n,) each.

    The fewest is what was answered; each silent pupil who could have named the pupil adds one.
    """
    low = counts.received(relation.named)
    return low, low + np.count_nonzero(_silent_could(relation), axis=0)


def mutual_bounds(relation: Relation) -> tuple[IntArray, IntArray]:
    """Return the fewest and most mutual choices of each pupil, shape (n,) each.

    A pupil who answered can gain one with each silent pupil he or she named; a silent pupil one
    with everyone who named him or her (no more than the limit), and with other silent pupils.
    """
    low = counts.mutual_counts(relation.named)
    could = _silent_could(relation)
    open_pairs = (could & (relation.named | could).T) | (relation.named & could.T)
    more = np.count_nonzero(open_pairs, axis=1)
    return low, np.where(relation.answered, low + more, _within(relation, low + more))


def given_bounds(relation: Relation) -> tuple[IntArray, IntArray]:
    """Return the fewest and most choices of each pupil, shape (n,) each.

    Equal for those who answered; from 0 to the limit (or everybody eligible) for the silent.
    """
    low = counts.given(relation.named)
    most = _within(relation, np.count_nonzero(relation.eligible, axis=1))
    return low, np.where(relation.answered, low, most)


def _silent_could(relation: Relation) -> BoolArray:
    return relation.eligible & ~relation.answered[:, None]


def _within(relation: Relation, numbers: IntArray) -> IntArray:
    return numbers if relation.limit is None else np.minimum(numbers, relation.limit)


def unchosen_if_all(relation: Relation) -> FloatArray:
    """Return the probability that nobody would have named each pupil had all answered, shape (n,).

    0 for pupils somebody named; 1 for the unchosen when no silent pupil could have named them.
    It assumes that the silent choose like the rest. What is not assumed is that all are as likely
    to be named: the chance that one more rater names a pupil nobody has named is learnt from the
    class itself, by taking every rater away in turn and seeing whom nobody else names (see
    `_hazard`). NaN for the unchosen when nobody answered.

    References
    ----------
    Good 1953, https://doi.org/10.1093/biomet/40.3-4.237 (chance of what has not been seen yet).
    """
    unchosen = counts.unchosen(relation.named)
    if not relation.answered.any():
        return np.full(len(unchosen), np.nan)
    silent = np.count_nonzero(_silent_could(relation), axis=0)
    stays = (1.0 - _hazard(relation)) ** silent
    return np.where(unchosen, stays, 0.0)


def _hazard(relation: Relation) -> float:
    """Return the chance that one more rater names a pupil whom no other has named.

    Of the pairs (rater, pupil) in which nobody but the rater names the pupil, or nobody at all: the
    share that were named. One class has few such pairs, so as many as `_PRIOR_PAIRS` are added at
    the rate seen in public classes: half of what an average pupil gets. With both, the probability
    stated is within five points of what happened when a fifth of the raters were taken away.
    """
    asked = relation.eligible & relation.answered[:, None]
    received = counts.received(relation.named)
    others = received[None, :] - relation.named
    alone = asked & (others == 0)
    named = int(np.count_nonzero(alone & relation.named))
    rate = int(np.count_nonzero(relation.named)) / max(int(np.count_nonzero(asked)), 1)
    usual = _PRIOR_SHARE * rate * _PRIOR_PAIRS
    return (named + usual) / (int(np.count_nonzero(alone)) + _PRIOR_PAIRS)


def reading_per_pupil(  # noqa: PLR0917 - named in the order a reading is made of
    value: IntArray,
    low: IntArray,
    high: IntArray,
    n_asked: int,
    n_answered: int,
) -> tuple[Reading, ...]:
    """Return one `Reading` a pupil from what was observed and its bounds, in the order given."""
    return tuple(
        Reading.bounded(v, a, b, n_asked=n_asked, n_answered=n_answered)
        for v, a, b in zip(value.tolist(), low.tolist(), high.tolist(), strict=True)
    )
