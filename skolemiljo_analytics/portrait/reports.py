"""A question about who does harm, as a pattern of the class (methods handbook 4.10)."""

from __future__ import annotations

from collections.abc import Mapping

from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.doubt.chance import compare_with_chance
from skolemiljo_analytics.doubt.exact import received_tails
from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.doubt.silence import received_bounds
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.concentration import centralization
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.portrait.ordering import Effort, SortedClass
from skolemiljo_analytics.portrait.records import RelationPortrait
from skolemiljo_analytics.portrait.signed_records import ReportsPortrait
from skolemiljo_analytics.vocabulary import Gate, QuestionKind

__all__ = ["describe_reports", "reporting"]

_CONCLUDE = frozenset({Gate.EVERYTHING, Gate.WITH_BOUNDS})


def reporting(relation: Relation) -> int:
    """Count those who named somebody."""
    return int(relation.named.any(axis=1).sum())


def describe_reports(
    in_order: SortedClass,
    relations: tuple[RelationPortrait, ...],
    effort: Effort,
    before: Mapping[str, int],
) -> tuple[ReportsPortrait, ...]:
    """Describe every question of kind `BULLYING`: how many named somebody, and how it gathers.

    A pupil is in the record only when named by as many raters as the preset asks for: one single
    answer must never put a name on a screen.

    References
    ----------
    Huitsing et al. 2012, Social Networks 34:379; methods handbook 4.10
    """
    return tuple(
        _describe(in_order, r, effort, before.get(r.key))
        for r in relations
        if r.question.kind is QuestionKind.BULLYING
    )


def _describe(
    in_order: SortedClass,
    described: RelationPortrait,
    effort: Effort,
    before: int | None,
) -> ReportsPortrait:
    relation = in_order.graph.relation(described.key)
    n, seen = len(relation.answered), reporting(relation)
    spoke = int(relation.answered.sum())
    received = relation.named.sum(axis=0)
    may_name = described.participation.gate in _CONCLUDE
    several = received >= effort.preset.reporters.value
    pupils = in_order.flagged(several) if may_name else ()
    at = [in_order.graph.position(p) for p in pupils]
    again = _again(relation, at, effort)
    most, tail = received_bounds(relation)[1], received_tails(relation)[1]
    helper, without = _without_helper(in_order, relation)
    return ReportsPortrait(
        key=relation.key,
        n_reporting=Reading.bounded(seen, seen, seen + n - spoke, n_asked=n, n_answered=spoke),
        n_named=int((received > 0).sum()),
        named_by_several=pupils,
        raters_of_several=tuple(int(received[i]) for i in at),
        most_of_several=tuple(int(most[i]) for i in at),
        p_of_several=tuple(float(tail[i]) for i in at),
        again_of_several=again,
        centralization=_gathered(relation, effort.seed),
        without_helper=without,
        helper=helper,
        n_reporting_before=before,
    )


def _again(relation: Relation, at: list[int], effort: Effort) -> tuple[float, ...]:
    if not at:
        return ()
    keep, seed = effort.preset.keep_short.value, derive_seed(effort.seed, "reports", relation.key)
    drawn = answer_again(relation, keep=keep, draws=effort.redraws, seed=seed)
    stays = (drawn.sum(axis=-2) >= effort.preset.reporters.value).mean(axis=0)
    return tuple(float(stays[i]) for i in at)


def _gathered(relation: Relation, seed: int) -> Chance | None:
    try:
        return compare_with_chance(relation, centralization, null="out", seed=seed)
    except NotAvailableError:
        return None


def _without_helper(in_order: SortedClass, relation: Relation) -> tuple[str, Reading | None]:
    """Count those who named somebody here and named no helper where that was asked."""
    helpers = in_order.graph.of_kind(QuestionKind.HELP)
    if not helpers:
        return "", None
    helped = helpers[0]
    reports = relation.named.any(axis=1)
    spoke = reports & helped.answered
    without = int((spoke & ~helped.named.any(axis=1)).sum())
    n_asked, n_answered = int(reports.sum()), int(spoke.sum())
    high = without + n_asked - n_answered
    return helped.key, Reading.bounded(
        without, without, high, n_asked=n_asked, n_answered=n_answered
    )
