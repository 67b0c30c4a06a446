"""Yes beside no, in a round on concrete suspicion (methods handbook 1.1, 1.2, 2.9, 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.doubt.exact import received_tails
from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.doubt.signed import (
    Front,
    SignedCounts,
    compare_signed,
    find_fronts,
    tail_among,
)
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.borders import count_between, separate_groups
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.metrics.together import hypergeometric_tail
from skolemiljo_analytics.portrait.asked import first_wish, negative_company
from skolemiljo_analytics.portrait.belonging import grouping_labels, members_of
from skolemiljo_analytics.portrait.ordering import Effort, SortedClass
from skolemiljo_analytics.portrait.records import RelationPortrait
from skolemiljo_analytics.portrait.reports import describe_reports
from skolemiljo_analytics.portrait.signed_records import (
    CompanionsSayingNo,
    GroupFront,
    SignedPortrait,
    SignedQuestion,
    SignedView,
)
from skolemiljo_analytics.vocabulary import (
    BoolArray,
    FloatArray,
    Gate,
    IntArray,
    Purpose,
    QuestionKind,
    Reason,
)

__all__ = ["describe_signed"]

_CONCLUDE = frozenset({Gate.EVERYTHING, Gate.WITH_BOUNDS})
_LABEL_DRAWS = 1000


@dataclass(frozen=True)
class _Pair:
    """One question of choice and one negative question of a sorted class."""

    in_order: SortedClass
    yes: Relation
    no: Relation
    labels: IntArray
    effort: Effort
    conclude: bool

    @property
    def chances(self) -> bool:
        """Tell whether chances may be told: enough answered, and the class is not tiny."""
        return self.conclude and len(self.labels) >= self.effort.preset.status_pupils.value


def describe_signed(
    in_order: SortedClass,
    relations: tuple[RelationPortrait, ...],
    effort: Effort,
    *,
    reported: Mapping[str, int],
) -> SignedPortrait:
    """Describe what needs a negative question; in a preventive round only the reason why not.

    `reported` is how many named somebody the round before, by question about harm.

    References
    ----------
    Forskrift til opplæringslova § 20-5, https://lovdata.no/forskrift/2024-06-03-900/§20-5
    """
    if in_order.graph.purpose is Purpose.PREVENTIVE:
        return SignedPortrait(reason=Reason.UNLAWFUL)
    wish = first_wish(relations)
    labels = grouping_labels(in_order, wish)
    questions = [
        _question(in_order, (wish, no), labels, effort)
        for no in negative_company(relations)
        if wish is not None
    ]
    reports = describe_reports(in_order, relations, effort, reported)
    reason = None if questions or reports else Reason.NOT_ASKED
    return SignedPortrait(tuple(questions), reports, reason)


def _question(
    in_order: SortedClass,
    asked: tuple[RelationPortrait, RelationPortrait],
    labels: IntArray,
    effort: Effort,
) -> SignedQuestion:
    (wish, no), graph = asked, in_order.graph
    yes, negative = graph.relation(wish.key), graph.relation(no.key)
    n_both = int((yes.answered & negative.answered).sum())
    gates = {wish.participation.gate, no.participation.gate}
    if Gate.NOTHING_NAMED in gates:
        return SignedQuestion(wish.key, no.key, n_both, 0, reason=Reason.PARTICIPATION)
    try:
        found = compare_signed(yes, negative)
    except NotAvailableError as error:
        return SignedQuestion(wish.key, no.key, n_both, 0, reason=Reason(error.reason))
    own = replace(effort, seed=derive_seed(effort.seed, "signed", no.key))
    pair = _Pair(in_order, yes, negative, labels, own, gates <= _CONCLUDE)
    found = compare_signed(yes, negative)
    again = answer_again(
        negative, keep=own.preset.keep_short.value, draws=own.redraws, seed=own.seed
    )
    return SignedQuestion(
        wish.key,
        no.key,
        n_both,
        found.n_both_ways,
        _views(pair, found, again if pair.conclude else None),
        _companions(pair),
        _fronts(pair, again) if pair.conclude else (),
        int(labels.max(initial=-1)) + 1,
    )


# -- one pupil -----------------------------------------------------------------------------------


def _views(pair: _Pair, found: SignedCounts, again: BoolArray | None) -> tuple[SignedView, ...]:
    same = (pair.labels[:, None] == pair.labels[None, :]) & (pair.labels >= 0)[:, None]
    placed = pair.labels >= 0
    tails = {
        "p_preference_low": found.preference.low,
        "p_preference_high": found.preference.high,
        "p_impact_low": found.impact.low,
        "p_impact_high": found.impact.high,
        "p_no_high": received_tails(pair.no)[1],
        "p_yes_own": np.where(placed, tail_among(pair.yes, same), np.nan),
        "p_no_others": np.where(placed, tail_among(pair.no, ~same), np.nan),
    }
    from_groups = separate_groups(pair.no.named, pair.labels)
    own = (pair.yes.named & same).sum(axis=0)
    others = (pair.no.named & ~same).sum(axis=0)
    stays = None if again is None else _several_again(pair, again)

    def view(i: int) -> SignedView:
        spread = int(found.raters[i]), int(found.silent[i])
        return SignedView(
            pupil=pair.in_order.graph.pupils[i],
            acceptance=_share(pair.yes, i),
            rejection=_share(pair.no, i),
            preference=_sum(int(found.yes[i] - found.no[i]), *spread, down=True),
            impact=_sum(int(found.yes[i] + found.no[i]), *spread, down=False),
            n_yes=_count(pair.yes, i),
            n_no=_count(pair.no, i),
            groupings_saying_no=int(from_groups[i]),
            yes_own=int(own[i]) if placed[i] else None,
            no_others=int(others[i]) if placed[i] else None,
            several_again=None if stays is None else float(stays[i]),
            **{name: _chance(pair, tail, i) for name, tail in tails.items()},
        )

    return tuple(view(i) for i in pair.in_order.in_roster_order.tolist())


def _chance(pair: _Pair, tail: FloatArray, i: int) -> float | None:
    return None if not pair.chances or np.isnan(tail[i]) else float(tail[i])


def _several_again(pair: _Pair, again: BoolArray) -> FloatArray:
    raters = again.sum(axis=-2) >= pair.effort.preset.several_raters.value
    groups = separate_groups(again, pair.labels) >= pair.effort.preset.several_groupings.value
    return np.asarray((raters & groups).mean(axis=0), dtype=np.float64)


def _count(relation: Relation, i: int) -> Reading:
    could, spoke, seen = _raters(relation, i)
    return Reading.bounded(seen, seen, seen + could - spoke, n_asked=could, n_answered=spoke)


def _share(relation: Relation, i: int) -> Reading:
    could, spoke, seen = _raters(relation, i)
    if not spoke:
        return Reading.missing(Reason.NOBODY_ANSWERED, n_asked=could)
    low, high = seen / could, (seen + could - spoke) / could
    return Reading.bounded(seen / spoke, low, high, n_asked=could, n_answered=spoke)


def _raters(relation: Relation, i: int) -> tuple[int, int, int]:
    could = relation.eligible[:, i]
    spoke = could & relation.answered
    return int(could.sum()), int(spoke.sum()), int(relation.named[:, i].sum())


def _sum(seen: int, raters: int, silent: int, *, down: bool) -> Reading:
    """Read a difference or a sum as a share; each silent rater adds 1, and may take away 1."""
    could = raters + silent
    if not raters:
        return Reading.missing(Reason.NOBODY_ANSWERED, n_asked=could)
    low = (seen - silent if down else seen) / could
    high = (seen + silent) / could
    return Reading.bounded(seen / raters, low, high, n_asked=could, n_answered=raters)


# -- companions and groupings --------------------------------------------------------------------


def _companions(pair: _Pair) -> tuple[CompanionsSayingNo, ...]:
    """Set each pupil's companions beside the negative question."""
    graph = pair.in_order.graph
    return tuple(
        record
        for together in graph.of_kind(QuestionKind.TOGETHER)
        for i in pair.in_order.in_roster_order.tolist()
        if (record := _companions_of(pair, together, i)) is not None
    )


def _companions_of(pair: _Pair, together: Relation, i: int) -> CompanionsSayingNo | None:
    no = pair.no
    company = together.named[i]
    raters = no.answered & no.eligible[:, i]
    spoke = company & raters
    n_companions, n_spoke = int(company.sum()), int(spoke.sum())
    if not n_spoke:
        return None
    said_no = int((spoke & no.named[:, i]).sum())
    special = int((raters & no.named[:, i]).sum())
    chance = hypergeometric_tail(said_no, n_spoke, special=special, total=int(raters.sum()))
    reading = Reading.bounded(
        said_no,
        said_no,
        said_no + n_companions - n_spoke,
        n_asked=n_companions,
        n_answered=n_spoke,
    )
    return CompanionsSayingNo(
        pair.in_order.graph.pupils[i],
        together.key,
        n_companions,
        n_spoke,
        reading,
        chance if pair.conclude else None,
    )


def _fronts(pair: _Pair, again: BoolArray) -> tuple[GroupFront, ...]:
    fronts = find_fronts(pair.no, pair.labels, draws=_LABEL_DRAWS, seed=pair.effort.seed)
    if not fronts:
        return ()
    counted = count_between(again, pair.labels, int(pair.labels.max()) + 1)
    return tuple(_front(pair, front, counted) for front in fronts)


def _front(pair: _Pair, front: Front, again: IntArray) -> GroupFront:
    stands = (again[:, front.first, front.second] > front.high_forth) & (
        again[:, front.second, front.first] > front.high_back
    )
    return GroupFront(
        members_of(pair.in_order, pair.labels, front.first),
        members_of(pair.in_order, pair.labels, front.second),
        front.forth,
        front.back,
        front.p,
        float(stands.mean()),
    )
