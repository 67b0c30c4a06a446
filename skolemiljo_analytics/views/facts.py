"""Each pupil's numbers in one question, and the short line that says them beside a map.

With a portrait its readings are used; without one they are made here from the graph, by the same
public functions.
"""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.doubt.gates import gate
from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.doubt.silence import (
    given_bounds,
    mutual_bounds,
    reading_per_pupil,
    received_bounds,
)
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.portrait.records import RelationPortrait, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import Gate, PupilId
from skolemiljo_analytics.wording import Translator

__all__ = ["PupilNumbers", "find_gate", "read_numbers", "say_facts", "say_span"]


@dataclass(frozen=True)
class PupilNumbers:
    """Choices received, given and returned, each with what silence could make of it."""

    answered: bool
    received: Reading
    given: Reading
    mutual: Reading


def portrait_of(portrait: SocialPortrait | None, key: str) -> RelationPortrait | None:
    """Return the portrait of one question, or None where there is none."""
    if portrait is None:
        return None
    return next((r for r in portrait.relations if r.key == key), None)


def find_gate(graph: RelationGraph, key: str, portrait: SocialPortrait | None = None) -> Gate:
    """Return what participation allows to be shown of one question."""
    described = portrait_of(portrait, key)
    if described is not None:
        return described.participation.gate
    answered = graph.answered(key)
    return gate(len(answered), int(answered.sum()), DEFAULT_PRESET)


def read_numbers(
    graph: RelationGraph, key: str, portrait: SocialPortrait | None = None
) -> dict[PupilId, PupilNumbers]:
    """Return every pupil's numbers in one question, in roster order.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    """
    described = portrait_of(portrait, key)
    if described is not None:
        return {
            v.pupil: PupilNumbers(v.answered, v.received, v.given, v.mutual)
            for v in described.pupils
        }
    return _from_graph(graph.pupils, graph.relation(key))


def _from_graph(pupils: tuple[PupilId, ...], relation: Relation) -> dict[PupilId, PupilNumbers]:
    asked, answered = len(pupils), int(relation.answered.sum())
    counts = (
        (relation.named.sum(axis=0), *received_bounds(relation)),
        (relation.named.sum(axis=1), *given_bounds(relation)),
        (relation.mutual.sum(axis=1), *mutual_bounds(relation)),
    )
    readings = [reading_per_pupil(*three, asked, answered) for three in counts]
    return {
        pupil: PupilNumbers(bool(relation.answered[i]), *(r[i] for r in readings))
        for i, pupil in enumerate(pupils)
    }


def say_span(reading: Reading) -> str:
    """Write a count as ``3``, or ``3–5`` where silence could change it; empty without a number.

    Examples
    --------
    >>> say_span(Reading.bounded(0, 0, 3, n_asked=25, n_answered=22))
    '0–3'
    """
    if reading.value is None or reading.low is None or reading.high is None:
        return ""
    if reading.low == reading.high:
        return f"{reading.value:g}"
    return f"{reading.low:g}–{reading.high:g}"


def say_facts(numbers: PupilNumbers, say: Translator) -> str:
    """Say what was asked and answered of one pupil; a fact, never a predicate.

    Below the participation gate, where there is no number, only whether the pupil answered.
    """
    parts = [_received(numbers.received, say), *_given(numbers, say)]
    if numbers.answered and numbers.mutual.is_number:
        parts.append(say("views.fact.mutual", span=say_span(numbers.mutual)))
    return " · ".join(part for part in parts if part)


def _received(reading: Reading, say: Translator) -> str:
    if reading.value is None or reading.high is None:
        return ""
    if reading.value > 0:
        return say("views.fact.chosen_by", span=say_span(reading))
    if reading.high > 0:
        return say("views.fact.chosen_by_unknown", high=f"{reading.high:g}")
    return say("views.fact.chosen_by_nobody")


def _given(numbers: PupilNumbers, say: Translator) -> list[str]:
    if not numbers.answered:
        return [say("views.fact.silent")]
    if numbers.given.value is None:
        return []
    n = int(numbers.given.value)
    return [say.plural("views.fact.gave", n) if n else say("views.fact.gave_nobody")]
