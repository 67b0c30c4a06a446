"""The words round a class map: title, text alternative, legend and notes."""

from __future__ import annotations

from collections.abc import Collection

from skolemiljo_analytics.views.marks import Shape
from skolemiljo_analytics.views.question import QuestionView, TieKind
from skolemiljo_analytics.wording import Translator

__all__ = ["describe_map", "explain_signs", "find_notes"]

_SHAPES = {Shape.CIRCLE: "girl", Shape.TRIANGLE: "boy", Shape.SQUARE: "other"}


def describe_map(view: QuestionView, say: Translator) -> str:
    """Return what the map shows in words, without naming anybody."""
    answered = view.relation.answered
    kinds = [tie.kind for tie in view.ties]
    pairs = kinds.count(TieKind.MUTUAL)
    counts = [
        say.plural("views.map.choices", len(kinds) + pairs),
        say.plural("views.map.pairs", pairs),
    ]
    if view.groups.members:
        counts.append(say.plural("views.map.groups", len(view.groups.members)))
    who = say("views.map.who", asked=len(answered), answered=int(answered.sum()))
    return f"{who} {', '.join(counts)}. {say('views.map.nearness')}"


def explain_signs(view: QuestionView, shapes: Collection[Shape], say: Translator) -> dict[str, str]:
    """Return sign to explanation for the signs that occur, in the order a reader needs them."""
    kinds = {tie.kind for tie in view.ties}
    signs = {str(k): f"views.legend.{k}" for k in TieKind if k in kinds}
    if set(shapes) - {Shape.CIRCLE}:
        signs |= {str(s): f"views.legend.{_SHAPES[s]}" for s in Shape if s in shapes}
    if view.silent:
        signs["silent"] = "views.legend.silent"
    if view.groups.members:
        signs["group"] = f"views.legend.group_{'firm' if view.groups.firm else 'loose'}"
    return {sign: say(key) for sign, key in signs.items()}


def find_notes(view: QuestionView, say: Translator, *, by_number: bool = False) -> tuple[str, ...]:
    """Return what a reader must know before reading the map."""
    answered, limit = view.relation.answered, view.relation.limit
    if view.few_answered:
        counts = {"asked": len(answered), "answered": int(answered.sum())}
        notes = [say(f"views.note.{view.gate}", **counts)]
    elif limit:
        notes = [say("views.note.limit", limit=limit)]
    else:
        notes = [say("views.note.no_limit")]
    if by_number:
        notes.append(say("views.note.rings"))
    return tuple(notes)
