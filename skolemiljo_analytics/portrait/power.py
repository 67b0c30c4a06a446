"""Who has the say, beside who is chosen: four numbers a pupil, and no score (handbook 4.9)."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.doubt.exact import received_tails
from skolemiljo_analytics.portrait.asked import first_wish
from skolemiljo_analytics.portrait.belonging import grouping_labels
from skolemiljo_analytics.portrait.ordering import SortedClass
from skolemiljo_analytics.portrait.records import RelationPortrait
from skolemiljo_analytics.portrait.signed_records import PowerPortrait, PowerView
from skolemiljo_analytics.presets import Preset
from skolemiljo_analytics.vocabulary import FloatArray, Gate, Polarity, Purpose, QuestionKind

__all__ = ["describe_power"]

_CONCLUDE = frozenset({Gate.EVERYTHING, Gate.WITH_BOUNDS})
_SAY = (QuestionKind.DECIDES, QuestionKind.SAY)


def describe_power(
    in_order: SortedClass, relations: tuple[RelationPortrait, ...], *, preset: Preset
) -> tuple[PowerPortrait, ...]:
    """Set every pupil's say beside the choices, for each question about the say.

    A negative question ("who decides most") is read only in a round on concrete suspicion, and
    nothing is read in a small class or below the participation gate.

    References
    ----------
    Babad 2001, Social Psychology of Education 5:3; methods handbook 4.9
    """
    wish = first_wish(relations)
    if wish is None or len(in_order.graph) < preset.status_pupils.value:
        return ()
    found = (r for kind in _SAY for r in relations if r.question.kind is kind)
    return tuple(
        PowerPortrait(r.key, wish.key, _views(in_order, r, wish, relations))
        for r in found
        if _lawful(in_order, r) and {r.participation.gate, wish.participation.gate} <= _CONCLUDE
    )


def _lawful(in_order: SortedClass, relation: RelationPortrait) -> bool:
    negative = relation.question.polarity is Polarity.NEGATIVE
    return not negative or in_order.graph.purpose is Purpose.SUSPICION


def _views(
    in_order: SortedClass,
    say: RelationPortrait,
    wish: RelationPortrait,
    relations: tuple[RelationPortrait, ...],
) -> tuple[PowerView, ...]:
    graph = in_order.graph
    asked = graph.relation(say.key)
    low, high = received_tails(asked)
    chosen_low, chosen_high = received_tails(graph.relation(wish.key))
    refused = _refused(in_order, relations)
    labels = grouping_labels(in_order, wish)
    elsewhere = asked.named & (labels[:, None] != labels[None, :])
    outside = elsewhere.sum(axis=0)
    held, seen = ({v.pupil: v for v in r.pupils} for r in (say, wish))

    def view(i: int) -> PowerView:
        pupil = graph.pupils[i]
        return PowerView(
            pupil=pupil,
            decides=held[pupil].received,
            p_decides_high=float(high[i]),
            p_decides_low=float(low[i]),
            chosen=seen[pupil].received,
            p_chosen_high=float(chosen_high[i]),
            p_chosen_low=float(chosen_low[i]),
            p_no_high=None if refused is None else float(refused[i]),
            mutual=seen[pupil].mutual,
            from_outside=int(outside[i]) if labels[i] >= 0 else None,
        )

    return tuple(view(i) for i in in_order.in_roster_order.tolist())


def _refused(in_order: SortedClass, relations: tuple[RelationPortrait, ...]) -> FloatArray | None:
    """Return the chance of so many saying no, where a question about that was lawfully asked."""
    for relation in relations:
        question = relation.question
        negative = question.polarity is Polarity.NEGATIVE and question.kind is QuestionKind.DISLIKE
        if negative and relation.participation.gate in _CONCLUDE:
            return np.asarray(received_tails(in_order.graph.relation(relation.key))[1])
    return None
