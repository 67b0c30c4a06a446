"""The words round a class map: title, text alternative, legend and notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.views.marks import FoundGroups, Shape, Tie, TieKind
from skolemiljo_analytics.vocabulary import Gate
from skolemiljo_analytics.wording import Translator

__all__ = ["describe_map", "explain_signs", "find_notes", "question_text"]

_SHAPES = {Shape.CIRCLE: "girl", Shape.TRIANGLE: "boy", Shape.SQUARE: "other"}


def question_text(relation: Relation) -> str:
    """Return the question as the pupils read it, or its key."""
    return relation.question.text or relation.key


def describe_map(
    graph: RelationGraph, key: str, ties: Iterable[Tie], groups: FoundGroups, say: Translator
) -> str:
    """Return what the map shows in words, without naming anybody."""
    answered = graph.answered(key)
    kinds = [tie.kind for tie in ties]
    pairs = kinds.count(TieKind.MUTUAL)
    counts = [
        say.plural("views.map.choices", len(kinds) + pairs),
        say.plural("views.map.pairs", pairs),
    ]
    if groups.members:
        counts.append(say.plural("views.map.groups", len(groups.members)))
    who = say("views.map.who", asked=len(answered), answered=int(answered.sum()))
    return f"{who} {', '.join(counts)}. {say('views.map.nearness')}"


def explain_signs(
    shapes: Collection[Shape],
    silent: bool,
    ties: Iterable[Tie],
    groups: FoundGroups,
    say: Translator,
) -> dict[str, str]:
    """Return sign to explanation for the signs that occur, in the order a reader needs them."""
    kinds = {tie.kind for tie in ties}
    signs = {str(k): f"views.legend.{k}" for k in TieKind if k in kinds}
    if set(shapes) - {Shape.CIRCLE}:
        signs |= {str(s): f"views.legend.{_SHAPES[s]}" for s in Shape if s in shapes}
    if silent:
        signs["silent"] = "views.legend.silent"
    if groups.members:
        signs["group"] = f"views.legend.group_{'firm' if groups.firm else 'loose'}"
    return {sign: say(key) for sign, key in signs.items()}


def find_notes(
    graph: RelationGraph, key: str, gate: Gate, say: Translator, *, by_number: bool = False
) -> tuple[str, ...]:
    """Return what a reader must know before reading the map."""
    relation = graph.relation(key)
    asked, answered = len(graph), int(relation.answered.sum())
    notes = []
    if gate in {Gate.CLASS_ONLY, Gate.NOTHING_NAMED}:
        notes.append(say(f"views.note.{gate}", answered=answered, asked=asked))
    elif relation.limit:
        notes.append(say("views.note.limit", limit=relation.limit))
    else:
        notes.append(say("views.note.no_limit"))
    if by_number:
        notes.append(say("views.note.rings"))
    return tuple(notes)
