"""What stands on the map: pupils, choices and groupings as plain values.

What participation does not allow to be shown is left out here, in one place.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, PRESETS
from skolemiljo_analytics.views.facts import portrait_of
from skolemiljo_analytics.views.layouts import Layout
from skolemiljo_analytics.views.outlines import Outline, outline_of
from skolemiljo_analytics.vocabulary import Gate, Gender, PupilId

__all__ = [
    "FoundGroups",
    "GroupMark",
    "PupilMark",
    "Shape",
    "Tie",
    "TieKind",
    "choose_shapes",
    "find_groups",
    "find_ties",
    "outline_groups",
]


class Shape(StrEnum):
    """The outline of a pupil's mark: circles and triangles as Norwegian sociograms have them."""

    CIRCLE = "circle"  # girls; everybody when shapes are off
    TRIANGLE = "triangle"  # boys
    SQUARE = "square"  # another gender, or not given


class TieKind(StrEnum):
    """What is known of a choice."""

    MUTUAL = "mutual"
    ONE_WAY = "one_way"
    OPEN = "open"  # the one chosen did not answer: it may be mutual


@dataclass(frozen=True)
class PupilMark:
    """One pupil on the map; `x` and `y` in pixels of the canvas, `facts` a short line."""

    pupil: PupilId
    label: str
    x: float
    y: float
    shape: Shape
    answered: bool
    facts: str


@dataclass(frozen=True)
class Tie:
    """One choice, or both choices of a mutual pair."""

    source: PupilId
    target: PupilId
    kind: TieKind


@dataclass(frozen=True)
class FoundGroups:
    """Groupings of one question, without pupils who stand between groupings.

    `firm` when groupings this clear seldom come by chance in a class like this.
    """

    members: tuple[tuple[PupilId, ...], ...] = ()
    firm: bool = False


@dataclass(frozen=True)
class GroupMark:
    """One grouping with its outline, in pixels of the canvas."""

    members: tuple[PupilId, ...]
    outline: Outline
    firm: bool


def choose_shapes(graph: RelationGraph, *, by_gender: bool = True) -> dict[PupilId, Shape]:
    """Return each pupil's shape; circles for all where gender is off or nowhere given."""
    if not by_gender or not any(graph.genders):
        return dict.fromkeys(graph.pupils, Shape.CIRCLE)
    shape = {Gender.GIRL: Shape.CIRCLE, Gender.BOY: Shape.TRIANGLE}
    genders = zip(graph.pupils, graph.genders, strict=True)
    return {p: Shape.SQUARE if g is None else shape.get(g, Shape.SQUARE) for p, g in genders}


def find_ties(graph: RelationGraph, key: str, gate: Gate) -> tuple[Tie, ...]:
    """Return the choices of one question, mutual ones last so that they lie on top.

    Where fewer than three quarters answered, mutual ones only: a choice that was not returned
    would say more about who was silent than about who was chosen.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    """
    relation = graph.relation(key)
    few = gate in {Gate.CLASS_ONLY, Gate.NOTHING_NAMED}
    # Whoever was silent, or could not name the other, gave no answer to be read as "not returned".
    could_return = relation.answered[:, None] & relation.eligible
    found: dict[TieKind, list[Tie]] = {kind: [] for kind in (TieKind.ONE_WAY, TieKind.OPEN)}
    mutual = []
    for i, j in np.argwhere(relation.named):
        source, target = graph.pupils[i], graph.pupils[j]
        if relation.named[j, i]:
            if source < target:
                mutual.append(Tie(source, target, TieKind.MUTUAL))
        elif not few:
            kind = TieKind.ONE_WAY if could_return[j, i] else TieKind.OPEN
            found[kind].append(Tie(source, target, kind))
    return (*found[TieKind.OPEN], *found[TieKind.ONE_WAY], *mutual)


def find_groups(portrait: SocialPortrait | None, key: str, gate: Gate) -> FoundGroups:
    """Return the groupings a portrait found in one question; none without a portrait.

    Where too few answered for groupings to be shown there are none either.
    """
    described = portrait_of(portrait, key)
    if portrait is None or described is None or gate in {Gate.CLASS_ONLY, Gate.NOTHING_NAMED}:
        return FoundGroups()
    found = described.groupings
    between = set(found.between)
    members = (tuple(p for p in g.members if p not in between) for g in found.groups)
    preset = PRESETS.get(portrait.preset, DEFAULT_PRESET)
    firm = found.modularity is not None and found.modularity.p <= preset.probable_p.value
    return FoundGroups(tuple(m for m in members if len(m) > 1), firm)


def outline_groups(
    groups: FoundGroups, layout: Layout, pupils: Sequence[PupilId]
) -> tuple[GroupMark, ...]:
    """Return the groupings with their outlines on this layout."""
    reach = layout.canvas.radius * 1.6
    return tuple(
        GroupMark(
            members,
            outline_of(
                layout.in_pixels(members), layout.in_pixels(_others(pupils, members)), reach
            ),
            groups.firm,
        )
        for members in groups.members
    )


def _others(pupils: Sequence[PupilId], members: Collection[PupilId]) -> tuple[PupilId, ...]:
    return tuple(p for p in pupils if p not in members)
