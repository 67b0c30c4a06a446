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

_PRIOR_PUPILS = 60
_PRIOR_LIKELY = 2.5
_LEAST_SPREAD = 0.05

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
    to be named: how unlike they are is learnt from the class itself (see `_unlike`), and a pupil
    whom none of many raters named is then less likely to be named by one more. Of public classes
    from which a fifth of the raters was taken, what happened is within five points of what is
    stated, in every band. NaN for the unchosen when nobody answered.

    References
    ----------
    Skellam 1948, https://doi.org/10.1111/j.2517-6161.1948.tb00014.x (the beta-binomial);
    methods handbook 1.14.
    """
    unchosen = counts.unchosen(relation.named)
    if not relation.answered.any():
        return np.full(len(unchosen), np.nan)
    could = _silent_could(relation)
    asked = np.count_nonzero(relation.eligible & ~could, axis=0)
    silent = np.count_nonzero(could, axis=0)
    likely, unlikely = _unlike(relation)
    stays = np.ones(len(unchosen))
    for turn in range(int(silent.max(initial=0))):
        seen = unlikely + asked + turn
        stays *= np.where(turn < silent, seen / (likely + seen), 1.0)
    return np.where(unchosen, stays, 0.0)


def _unlike(relation: Relation) -> tuple[float, float]:
    """Return how the chance of being named by one rater spreads over the class: a beta's two ends.

    Its mean is the share of possible choices that were made. Its spread comes from that of choices
    received, beyond what one chance for all would give; as one class tells little of it, as many
    pupils as `_PRIOR_PUPILS` with a usual spread (`_PRIOR_LIKELY`, from public classes) are added.
    """
    asked = int(np.count_nonzero(relation.eligible & relation.answered[:, None]))
    received = counts.received(relation.named)
    n, choices = len(received), int(received.sum())
    if choices in {0, asked} or n < 2:
        return _PRIOR_LIKELY, _PRIOR_LIKELY * max(asked - choices, 1) / max(choices, 1)
    rate, mean = choices / asked, choices / n
    beyond = (float(received.var(ddof=1)) - mean * (1.0 - rate)) / mean**2
    both = (beyond * n + _PRIOR_PUPILS / _PRIOR_LIKELY) / (n + _PRIOR_PUPILS)
    likely = 1.0 / max(both, _LEAST_SPREAD)
    return likely, likely * (1.0 - rate) / rate


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
