"""Facts with bounds for each pupil in one question: no predicate, no score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.doubt.chance import received_tails, unchosen_probability
from skolemiljo_analytics.doubt.jackknife import rests_on_one
from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.doubt.silence import mutual_bounds, received_bounds, unchosen_if_all
from skolemiljo_analytics.doubt.terms import find_terms
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.kernels.stacks import cut_pupils
from skolemiljo_analytics.portrait.ordering import AskedQuestion
from skolemiljo_analytics.portrait.records import PupilView
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, Gate, IntArray, Reason

__all__ = ["PupilShares", "view_pupils"]


@dataclass(frozen=True)
class PupilShares:
    """Shares of answer-again redraws, shape (n,) each, 0 to 1; None where nothing is concluded.

    That nobody names a pupil has a formula (`doubt.exact.unchosen_again`); the rest are drawn.
    """

    unchosen_short: FloatArray | None = None
    unchosen_term: FloatArray | None = None
    without_mutual: FloatArray | None = None
    single_mutual: FloatArray | None = None


def view_pupils(asked: AskedQuestion, shares: PupilShares) -> tuple[PupilView, ...]:
    """Make one view a pupil, in roster order.

    Below the gate for conclusions, the facts with their bounds remain and what is concluded from
    them is None.
    """
    maker = _Maker(asked, shares)
    return tuple(maker.view(int(i)) for i in asked.sorted_class.in_roster_order)


class _Maker:
    """Everything needed for the views of one question, computed once for all pupils."""

    def __init__(self, asked: AskedQuestion, shares: PupilShares) -> None:
        relation, preset = asked.relation, asked.preset
        self.in_order, self.relation, self.shares = asked.sorted_class, relation, shares
        self.conclude = asked.may_conclude
        self.named_allowed = asked.gate is not Gate.NOTHING_NAMED
        self.received = counts.received(relation.named)
        self.given = counts.given(relation.named)
        self.mutual = counts.mutual_counts(relation.named)
        self.received_bounds = received_bounds(relation)
        self.mutual_bounds = mutual_bounds(relation)
        self.one_way_in = _one_way_in(relation)
        self.one_way_out = _one_way_out(relation)
        self.terms = find_terms(relation, preset)
        self.connects = cut_pupils(relation.mutual)
        self.on_one = rests_on_one(relation, _is_chosen)
        enough = len(relation.answered) >= preset.status_pupils.value
        self.chance = self.conclude and enough and bool(relation.answered.any())
        self.p_unchosen = unchosen_probability(relation)
        self.p_high = received_tails(relation)[1]
        self.if_all = unchosen_if_all(relation)
        self.could_choose = relation.eligible.sum(axis=0)
        self.could_and_answered = (relation.eligible & relation.answered[:, None]).sum(axis=0)

    def view(self, i: int) -> PupilView:
        """Make the view of the pupil at sorted position `i`."""
        answered = bool(self.relation.answered[i])
        friends = np.flatnonzero(self.relation.mutual[i]).tolist() if self.named_allowed else []
        shares = self.shares
        return PupilView(
            pupil=self.in_order.graph.pupils[i],
            answered=answered,
            received=self._bounded(i, self.received, self.received_bounds),
            given=self._own(i, self.given, self.given),
            mutual=self._bounded(i, self.mutual, self.mutual_bounds),
            one_way_out=self._own(i, self.given - self.mutual, self.one_way_out),
            one_way_in=self._bounded(i, self.received - self.mutual, self.one_way_in),
            friends=self.in_order.ids(friends),
            p_unchosen=float(self.p_unchosen[i]) if self.chance else None,
            unchosen=self._term(self.terms.unchosen[i]),
            star=self._term(self.terms.star[i]),
            special_power=self._term(self.terms.special_power[i]),
            unchosen_if_all=self._if_all(i),
            unchosen_again=_share(shares.unchosen_short, i),
            unchosen_term=_share(shares.unchosen_term, i),
            without_mutual_again=_share(shares.without_mutual, i) if answered else None,
            rests_on_one=bool(self.on_one[i]),
            connects=bool(self.connects[i]) and self.conclude,
            p_received_high=float(self.p_high[i]) if self.chance else None,
            single_mutual_again=_share(shares.single_mutual, i) if answered else None,
            only_outside=self.relation.outside is not None and bool(self.relation.outside[i]),
        )

    def _bounded(self, i: int, seen: IntArray, bounds: tuple[IntArray, IntArray]) -> Reading:
        low, high = bounds
        return Reading.bounded(
            int(seen[i]),
            int(low[i]),
            int(high[i]),
            n_asked=int(self.could_choose[i]),
            n_answered=int(self.could_and_answered[i]),
        )

    def _own(self, i: int, seen: IntArray, low: IntArray) -> Reading:
        """Read what a pupil gave: nothing is known of it when the pupil was silent."""
        if not self.relation.answered[i]:
            return Reading.missing(Reason.NOBODY_ANSWERED, n_asked=1, n_answered=0)
        value = int(seen[i])
        return Reading.bounded(value, int(low[i]), value, n_asked=1, n_answered=1)

    def _term(self, value: int) -> bool | None:
        return None if value < 0 or not self.conclude else bool(value)

    def _if_all(self, i: int) -> float | None:
        silent_only = self.received[i] == 0 and self.conclude
        return float(self.if_all[i]) if silent_only else None


def _share(shares: FloatArray | None, i: int) -> float | None:
    return None if shares is None else float(shares[i])


def _is_chosen(named: BoolArray) -> BoolArray:
    return ~counts.unchosen(named)


def _one_way_in(relation: Relation) -> tuple[IntArray, IntArray]:
    """Bound choices received and not returned: the silent may choose, or return a choice."""
    named, silent = relation.named, ~relation.answered
    unreturned = named & ~named.T
    low = (unreturned & relation.answered[None, :]).sum(axis=0)
    low = low + np.where(silent, np.maximum(named.sum(axis=0) - _most_given(relation), 0), 0)
    more = relation.eligible & silent[:, None] & ~(named.T & relation.answered[None, :])
    return low.astype(np.int64), (unreturned.sum(axis=0) + more.sum(axis=0)).astype(np.int64)


def _one_way_out(relation: Relation) -> IntArray:
    """Fewest choices given that can stay unreturned, had the silent answered."""
    unreturned = relation.named & ~relation.named.T
    could_return = unreturned & ~relation.answered[None, :] & relation.eligible.T
    return np.asarray((unreturned & ~could_return).sum(axis=1), dtype=np.int64)


def _most_given(relation: Relation) -> IntArray:
    """Most classmates each could name."""
    room = relation.eligible.sum(axis=1)
    limit = relation.limit
    return np.asarray(room if limit is None else np.minimum(room, limit), dtype=np.int64)
