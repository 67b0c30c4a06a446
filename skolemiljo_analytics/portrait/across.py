"""Several questions held together: choices in all, and expectations beside choices."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.doubt.chance import chance_of
from skolemiljo_analytics.doubt.exact import choice_probability, possible
from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.doubt.sums import sum_distribution
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.draws import draw_null
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.metrics.expected import could_be_met
from skolemiljo_analytics.portrait.asked import first_wish
from skolemiljo_analytics.portrait.ordering import Effort, SortedClass
from skolemiljo_analytics.portrait.records import RelationPortrait
from skolemiljo_analytics.portrait.together_records import (
    AcrossQuestions,
    AcrossView,
    ExpectedChoices,
)
from skolemiljo_analytics.vocabulary import Gate, Polarity, QuestionKind, Reason

__all__ = ["describe_across", "describe_expected"]

_CONCLUDE = frozenset({Gate.EVERYTHING, Gate.WITH_BOUNDS})
_WISHES = frozenset({QuestionKind.COMPANY, QuestionKind.WORK})
_DRAWS = 1000


def describe_across(
    in_order: SortedClass, relations: tuple[RelationPortrait, ...], effort: Effort
) -> AcrossQuestions | None:
    """Take the questions of choice together; None with fewer than two that enough answered.

    References
    ----------
    Babcock, Marks, Crick & Cillessen 2014 (two weak items beat the best single one); methods
    handbook 1.13
    """
    wishes = [
        in_order.graph.relation(r.key)
        for r in relations
        if r.question.kind in _WISHES
        and r.question.polarity is not Polarity.NEGATIVE
        and r.participation.gate in _CONCLUDE
        and r.n_choices.value
    ]
    if len(wishes) < 2:
        return None
    chances = np.concatenate([choice_probability(r) for r in wishes])
    spread = sum_distribution(np.stack([1.0 - chances, chances], axis=-1))
    received = sum(r.named.sum(axis=0) for r in wishes)
    at, numbers = np.asarray(received)[:, None], np.arange(spread.shape[1])
    tails = [
        np.minimum(np.where(side, spread, 0.0).sum(axis=1), 1.0)
        for side in (numbers <= at, numbers >= at)
    ]
    enough = len(in_order.graph) >= effort.preset.status_pupils.value

    def view(i: int) -> AcrossView:
        low, high = (float(t[i]) if enough else None for t in tails)
        pupil = in_order.graph.pupils[i]
        return AcrossView(pupil, _received(wishes, i), _acceptance(wishes, i), low, high)

    return AcrossQuestions(
        keys=tuple(r.key for r in wishes),
        expected=float(chances.sum() / len(in_order.graph)),
        pupils=tuple(view(i) for i in in_order.in_roster_order.tolist()),
    )


def _received(wishes: list[Relation], i: int) -> Reading:
    seen = sum(int(r.named[:, i].sum()) for r in wishes)
    could, spoke = _raters(wishes, i)
    return Reading.bounded(
        seen, seen, seen + sum(could) - sum(spoke), n_asked=sum(could), n_answered=sum(spoke)
    )


def _acceptance(wishes: list[Relation], i: int) -> Reading:
    could, spoke = _raters(wishes, i)
    asked = {"n_asked": sum(could), "n_answered": sum(spoke)}
    if not all(spoke):
        return Reading.missing(Reason.NOBODY_ANSWERED, **asked)
    seen = [int(r.named[:, i].sum()) for r in wishes]
    rows = list(zip(seen, could, spoke, strict=True))
    value = sum(x / did for x, _, did in rows) / len(rows)
    low = sum(x / all_of for x, all_of, _ in rows) / len(rows)
    high = sum((x + all_of - did) / all_of for x, all_of, did in rows) / len(rows)
    if sum(could) == sum(spoke):
        return Reading.known(value, **asked)
    return Reading.bounded(value, low, high, **asked)


def _raters(wishes: list[Relation], i: int) -> tuple[list[int], list[int]]:
    could = [int(r.eligible[:, i].sum()) for r in wishes]
    return could, [int(possible(r)[:, i].sum()) for r in wishes]


def describe_expected(
    in_order: SortedClass, relations: tuple[RelationPortrait, ...], effort: Effort
) -> tuple[ExpectedChoices, ...]:
    """Hold whom pupils think choose them against who did, for the class as a whole.

    References
    ----------
    Zakriski & Coie 1996; methods handbook 3, I12
    """
    wish = first_wish(relations)
    if wish is None:
        return ()
    choice = in_order.graph.relation(wish.key)
    asked = in_order.graph.of_kind(QuestionKind.EXPECTED)
    return tuple(_expected(thought, choice, effort) for thought in asked)


def _expected(thought: Relation, choice: Relation, effort: Effort) -> ExpectedChoices:
    can = could_be_met(thought, choice)
    tried = thought.named & can
    n_expected, met = int(tried.sum()), int((tried & choice.named.T).sum())
    if not n_expected:
        return ExpectedChoices(thought.key, choice.key, 0, 0, None)
    own = derive_seed(effort.seed, "expected", thought.key)
    random = draw_null(tried, can, null="out", draws=_DRAWS, seed=own)
    by_chance = (random & choice.named.T).sum(axis=(-2, -1)).astype(np.float64)
    chance = chance_of(float(met), by_chance, null="out")
    return ExpectedChoices(thought.key, choice.key, n_expected, met, chance)
