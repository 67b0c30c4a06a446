"""Ratings of every classmate: the shares first, then what the law lets be read of named pupils."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.doubt.chance import chance_of
from skolemiljo_analytics.doubt.raters import mean_ratings, means_by_raters
from skolemiljo_analytics.doubt.ratings import is_low, is_rated, low_limit, rating_sides
from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.doubt.sums import Sums, rating_sums
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.borders import separate_groups
from skolemiljo_analytics.kernels.draws import draw_again, draw_null
from skolemiljo_analytics.kernels.round_robin import complete_block, relation_shares
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.kernels.stacks import count_classes
from skolemiljo_analytics.portrait.asked import first_wish
from skolemiljo_analytics.portrait.belonging import grouping_labels
from skolemiljo_analytics.portrait.ordering import Effort, SortedClass
from skolemiljo_analytics.portrait.ratings_records import (
    RatingPortrait,
    RatingShares,
    RatingView,
)
from skolemiljo_analytics.portrait.records import RelationPortrait
from skolemiljo_analytics.vocabulary import (
    BoolArray,
    FloatArray,
    Gate,
    IntArray,
    Purpose,
    Reason,
)

__all__ = ["describe_ratings"]

_CONCLUDE = frozenset({Gate.EVERYTHING, Gate.WITH_BOUNDS})
_CLASS_DRAWS = 1000


@dataclass(frozen=True)
class _Rated:
    """One rating question of a sorted class, with who rated whom and who gave whom a low rating."""

    in_order: SortedClass
    relation: Relation
    labels: IntArray
    effort: Effort
    conclude: bool
    rated: BoolArray
    low: BoolArray
    low_again: BoolArray


def describe_ratings(
    in_order: SortedClass, relations: tuple[RelationPortrait, ...], effort: Effort
) -> tuple[RatingPortrait, ...]:
    """Describe every question in which pupils rate each other.

    References
    ----------
    Methods handbook 10(c); forskrift til opplæringslova § 20-5,
    https://lovdata.no/forskrift/2024-06-03-900/§20-5
    """
    labels = grouping_labels(in_order, first_wish(relations))
    return tuple(
        _describe(in_order, described, labels, effort)
        for described in relations
        if in_order.graph.relation(described.key).ratings is not None
    )


def _describe(
    in_order: SortedClass, described: RelationPortrait, labels: IntArray, effort: Effort
) -> RatingPortrait:
    relation, gate = in_order.graph.relation(described.key), described.participation.gate
    question, box = relation.question, effort.preset.top_box.value
    top = question.lowest + box * (question.highest - question.lowest)
    ends = int(np.ceil(top - 1e-9)), low_limit(question, effort.preset)
    shares, why = _shares(relation)
    reason = _closed(in_order, relation, gate)
    if reason is not None:
        return RatingPortrait(relation.key, *ends, shares, why, reason=reason)
    own = derive_seed(effort.seed, "ratings", relation.key)
    rated, low = is_rated(relation), is_low(relation, effort.preset)
    keep = effort.preset.keep_short.value
    again = draw_again(low, rated, keep=keep, draws=effort.redraws, seed=own)
    one = _Rated(in_order, relation, labels, effort, gate in _CONCLUDE, rated, low, again)
    pairs = [(i, j) for i, j in np.argwhere(low & low.T).tolist() if i < j]
    chance, stands = _against_chance(one, own)
    return RatingPortrait(
        relation.key,
        *ends,
        shares,
        why,
        _views(one),
        tuple(in_order.ids(p) for p in in_order.largest_first(pairs)) if one.conclude else (),  # type: ignore[misc]
        chance,
        stands,
    )


def _closed(in_order: SortedClass, relation: Relation, gate: Gate) -> Reason | None:
    """Return why nothing may be read of named pupils, or None."""
    if in_order.graph.purpose is Purpose.PREVENTIVE:
        return Reason.UNLAWFUL
    if gate is Gate.NOTHING_NAMED:
        return Reason.PARTICIPATION
    try:
        _sums(relation)
    except NotAvailableError as error:
        return Reason(error.reason)
    return None


def _sums(relation: Relation) -> Sums:
    question = relation.question
    return rating_sums(relation, highest=question.highest, lowest=question.lowest)


def _shares(relation: Relation) -> tuple[RatingShares | None, Reason | None]:
    ratings = np.where(relation.answered[:, None], relation.ratings, np.nan)  # type: ignore[arg-type]
    kept = np.flatnonzero(complete_block(ratings))
    try:
        found = relation_shares(ratings[np.ix_(kept, kept)])
    except NotAvailableError as error:
        return None, Reason(error.reason)
    mutual = found.mutuality if found.pair > 0 else None
    return (
        RatingShares(len(kept), *found.shares, found.reliability, mutual, found.floored),
        None,
    )


def _against_chance(one: _Rated, seed: int) -> tuple[Chance | None, float | None]:
    """Hold the number of pairs against each rater's low ratings dealt out over those rated."""
    if not one.low.any():
        return None, None
    random = draw_null(one.low, one.rated, null="out", draws=_CLASS_DRAWS, seed=seed)
    counted = count_classes(random).mutual_pairs.astype(np.float64)
    seen = float(count_classes(one.low[None]).mutual_pairs[0])
    chance = chance_of(seen, counted, null="out")
    again = count_classes(one.low_again).mutual_pairs
    return chance, float((again > chance.high).mean()) if one.conclude else None


def _views(one: _Rated) -> tuple[RatingView, ...]:
    sums, sides = _sums(one.relation), rating_sides(one.relation)
    means = mean_ratings(one.relation)
    effort, n = one.effort, len(one.labels)
    ends = means_by_raters(one.relation, draws=effort.redraws, seed=effort.seed)
    groups = separate_groups(one.low, one.labels)
    several = _several_again(one)
    chances = one.conclude and n >= effort.preset.status_pupils.value

    def view(i: int) -> RatingView:
        known = one.conclude and bool(np.isfinite(ends[0][i]))
        return RatingView(
            pupil=one.in_order.graph.pupils[i],
            mean=_mean(one, means, i),
            mean_again=(float(ends[0][i]), float(ends[1][i])) if known else None,
            p_low=_known(sums.low, i) if chances else None,
            p_high=_known(sums.high, i) if chances else None,
            less_and_more=bool(sides.less_and_more[i]),
            n_low=_low(one, i),
            groupings_low=int(groups[i]),
            several_again=float(several[i]) if one.conclude else None,
        )

    return tuple(view(i) for i in one.in_order.in_roster_order.tolist())


def _several_again(one: _Rated) -> FloatArray:
    preset = one.effort.preset
    raters = one.low_again.sum(axis=-2) >= preset.several_raters.value
    groups = separate_groups(one.low_again, one.labels) >= preset.several_groupings.value
    return np.asarray((raters & groups).mean(axis=0), dtype=np.float64)


def _known(tail: FloatArray, i: int) -> float | None:
    return None if np.isnan(tail[i]) else float(tail[i])


def _raters(one: _Rated, i: int) -> tuple[int, int]:
    """Return how many could have rated the pupil, and how many did."""
    n = len(one.labels)
    return n - 1, int(one.rated[:, i].sum())


def _mean(one: _Rated, means: FloatArray, i: int) -> Reading:
    could, did = _raters(one, i)
    if not did:
        return Reading.missing(Reason.NOBODY_ANSWERED, n_asked=could)
    question, mean = one.relation.question, float(means[i])
    total, silent = mean * did, could - did
    low, high = ((total + silent * end) / could for end in (question.lowest, question.highest))
    if not silent:
        return Reading.known(mean, n_asked=could, n_answered=did)
    return Reading.bounded(mean, low, high, n_asked=could, n_answered=did)


def _low(one: _Rated, i: int) -> Reading:
    could, did = _raters(one, i)
    seen = int(one.low[:, i].sum())
    return Reading.bounded(seen, seen, seen + could - did, n_asked=could, n_answered=did)
