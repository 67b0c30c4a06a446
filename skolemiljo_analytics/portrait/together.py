"""Companions beside choices: who is with a pupil, and how many of them choose the pupil."""

from __future__ import annotations

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.metrics.together import hypergeometric_tail
from skolemiljo_analytics.portrait.ordering import SortedClass
from skolemiljo_analytics.portrait.records import TogetherNotChosen
from skolemiljo_analytics.vocabulary import Gate, Polarity, QuestionKind

__all__ = ["describe_together"]

_CHOICES = (QuestionKind.COMPANY, QuestionKind.WORK)
_CONCLUDE = frozenset({Gate.EVERYTHING, Gate.WITH_BOUNDS})


def describe_together(
    in_order: SortedClass, gates: dict[str, Gate]
) -> tuple[TogetherNotChosen, ...]:
    """Set each pupil's companions beside their choices, for every pair of such questions.

    A pupil who did not answer the question about company, or named nobody there, has no record.
    Below the participation gate for conclusions of either question there is no chance (`p` is
    None); below the gate for naming there are no records.

    References
    ----------
    Methods handbook 3, I9, with *does not choose* in place of *dislikes*.
    """
    graph = in_order.graph
    found: list[TogetherNotChosen] = []
    for together in graph.of_kind(QuestionKind.TOGETHER):
        for choice in _choices(graph):
            both = {gates[together.key], gates[choice.key]}
            if Gate.NOTHING_NAMED in both:
                continue
            concluding = both <= _CONCLUDE
            for i in in_order.in_roster_order.tolist():
                record = _of_pupil(in_order, (together, choice), i, concluding=concluding)
                found.extend([record] if record else [])
    return tuple(found)


def _choices(graph: RelationGraph) -> list[Relation]:
    asked = graph.of_kind(*_CHOICES)
    return [r for r in asked if r.question.polarity is not Polarity.NEGATIVE]


def _of_pupil(
    in_order: SortedClass, questions: tuple[Relation, Relation], i: int, *, concluding: bool
) -> TogetherNotChosen | None:
    together, choice = questions
    companions = together.named[i] & choice.eligible[:, i]
    spoke = companions & choice.answered
    n_companions = int(spoke.sum())
    if n_companions == 0:
        return None
    raters = choice.answered & choice.eligible[:, i]
    not_choosing = int((spoke & ~choice.named[:, i]).sum())
    unwilling = int((raters & ~choice.named[:, i]).sum())
    chance = hypergeometric_tail(
        not_choosing, n_companions, special=unwilling, total=int(raters.sum())
    )
    n_asked = int(companions.sum())
    reading = Reading.bounded(
        not_choosing,
        not_choosing,
        not_choosing + n_asked - n_companions,
        n_asked=n_asked,
        n_answered=n_companions,
    )
    pupil = in_order.graph.pupils[i]
    p = chance if concluding else None
    return TogetherNotChosen(pupil, together.key, choice.key, n_companions, reading, p)
