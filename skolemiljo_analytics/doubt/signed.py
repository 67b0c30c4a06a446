"""Yes beside no: the chance of both, where two questions about company point opposite ways.

Only rounds on concrete suspicion hold such questions (forskrift til opplæringslova § 20-5); a
preventive round has nothing to give to these functions.

References
----------
Methods handbook 1.1, 1.2 (trinomial convolution) and 2.9 (group fronts).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from skolemiljo_analytics.doubt.sums import (
    Sums,
    impact_sums,
    preference_sums,
    sum_distribution,
)
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.borders import count_between
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = [
    "Front",
    "SignedCounts",
    "SignedTally",
    "compare_signed",
    "find_fronts",
    "tail_among",
    "tally_signed",
]


@dataclass(frozen=True, eq=False)
class SignedTally:
    """Yes and no counted together, for every pupil. Shape (n,) each.

    Only raters who answered both questions count. A rater who named the same pupil in both said
    nothing in either direction: such a pair counts in neither.

    Attributes
    ----------
    raters
        Who answered both and could name the pupil.
    silent
        Who could name the pupil and was silent on one or both.
    yes, no
        Choices received in each.
    n_both_ways
        Pairs named in both questions by the same rater, in the whole class.
    """

    raters: IntArray
    silent: IntArray
    yes: IntArray
    no: IntArray
    n_both_ways: int


@dataclass(frozen=True, eq=False)
class SignedCounts(SignedTally):
    """A `SignedTally` with the difference and the sum beside their exact chance (`doubt.sums`)."""

    preference: Sums
    impact: Sums


def tally_signed(yes: Relation, no: Relation) -> SignedTally:
    """Count what was said yes to and what was said no to, as `compare_signed` without the chance.

    Raises
    ------
    NotAvailableError
        Nobody answered both, or nobody was named in the negative question only.
    """
    return _tally(yes, no)[0]


def _tally(yes: Relation, no: Relation) -> tuple[SignedTally, Relation, Relation]:
    both = yes.answered & no.answered
    if not both.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    can = yes.eligible & no.eligible
    asked = can & both[:, None]
    both_ways = yes.named & no.named & asked
    liked, refused = (replace(r, named=r.named & ~both_ways) for r in (yes, no))
    if not (refused.named & asked).any():
        raise NotAvailableError(Reason.NO_TIES)
    tally = SignedTally(
        raters=asked.sum(axis=0).astype(np.int64),
        silent=(can & ~asked).sum(axis=0).astype(np.int64),
        yes=(liked.named & asked).sum(axis=0).astype(np.int64),
        no=(refused.named & asked).sum(axis=0).astype(np.int64),
        n_both_ways=int(both_ways.sum()),
    )
    return tally, liked, refused


def compare_signed(yes: Relation, no: Relation) -> SignedCounts:
    """Hold what was said yes to against what was said no to, with the exact chance of each.

    Raises
    ------
    NotAvailableError
        Nobody answered both, or nobody was named in the negative question only.

    References
    ----------
    Methods handbook 1.2; Maassen & Landsheer 1998, https://doi.org/10.3758/BF03209488
    """
    tally, liked, refused = _tally(yes, no)
    return SignedCounts(
        **vars(tally),
        preference=preference_sums(liked, refused),
        impact=impact_sums(liked, refused),
    )


def tail_among(relation: Relation, counted: BoolArray) -> FloatArray:
    """Return the exact chance of at least the choices received from some raters only, shape (n,).

    Parameters
    ----------
    counted
        Shape (n, n): which raters (rows) count for which pupils (columns).
    """
    can = relation.eligible & relation.answered[:, None]
    share = relation.named.sum(axis=1) / np.maximum(can.sum(axis=1), 1)
    p = np.where(can & counted, share[:, None], 0.0)
    spread = sum_distribution(np.stack([1.0 - p, p], axis=-1))
    received = (relation.named & counted).sum(axis=0)[:, None]
    tail = np.where(np.arange(spread.shape[1]) >= received, spread, 0.0).sum(axis=1)
    return np.asarray(np.minimum(tail, 1.0), dtype=np.float64)


@dataclass(frozen=True)
class Front:
    """Two groupings that both said no to the other more than chance gives.

    Attributes
    ----------
    first, second
        Labels of the groupings, the smaller label first.
    forth, back
        How many in `first` said no to somebody in `second`, as choices, and the other way.
    high_forth, high_back
        95 % points of the two when the same pupils are dealt to groupings of the same size.
    p
        Chance of both ways being at least as many, times the number of pairs tried, at most 1.
    """

    first: int
    second: int
    forth: int
    back: int
    high_forth: float
    high_back: float
    p: float


def find_fronts(
    no: Relation, labels: IntArray, *, draws: int = 1000, seed: int = 0
) -> tuple[Front, ...]:
    """Find pairs of groupings with a no both ways beyond the 95 % point of dealt-out groupings.

    Parameters
    ----------
    labels
        Shape (n,): grouping of each pupil, below 0 for none. Labels are dealt out anew among
        those who have one.
    draws
        Ways of dealing tried.

    Returns
    -------
    Pairs beyond their 95 % point in both directions, in the order of the labels; none where
    there are fewer than two groupings or nobody was named.

    References
    ----------
    Methods handbook 2.9; Phipson & Smyth 2010, https://doi.org/10.2202/1544-6115.1585
    """
    groups = int(labels.max(initial=-1)) + 1
    if groups < 2 or not no.named.any():
        return ()
    seen = count_between(no.named, labels, groups)
    dealt = count_between(no.named, _dealt(no, labels, draws, seed), groups)
    high = np.quantile(dealt, 0.95, axis=0, method="higher")
    pairs = [(g, h) for g in range(groups) for h in range(g + 1, groups)]
    beyond = (seen > high) & (seen > high).T
    found = []
    for g, h in (pair for pair in pairs if beyond[pair]):
        forth, back = int(seen[g, h]), int(seen[h, g])
        as_far = (dealt[:, g, h] >= forth) & (dealt[:, h, g] >= back)
        p = min(1.0, len(pairs) * (1 + int(as_far.sum())) / (draws + 1))
        found.append(Front(g, h, forth, back, float(high[g, h]), float(high[h, g]), p))
    return tuple(found)


def _dealt(no: Relation, labels: IntArray, draws: int, seed: int) -> IntArray:
    generator = np.random.Generator(np.random.PCG64(derive_seed(seed, no.key, "fronts")))
    known = np.flatnonzero(labels >= 0)
    block = np.repeat(labels[None], draws, axis=0)
    block[:, known] = generator.permuted(block[:, known], axis=1)
    return block
