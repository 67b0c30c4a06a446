"""What stands on the map: pupils and groupings with their places and shapes, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.layouts import Layout
from skolemiljo_analytics.views.outlines import Outline, outline_of
from skolemiljo_analytics.views.question import FoundGroups
from skolemiljo_analytics.vocabulary import Gender, PupilId

__all__ = ["GroupMark", "PupilMark", "Shape", "choose_shapes", "outline_groups"]


class Shape(StrEnum):
    """The outline of a pupil's mark: circles and triangles as Norwegian sociograms have them."""

    CIRCLE = "circle"  # girls; everybody when shapes are off
    TRIANGLE = "triangle"  # boys
    SQUARE = "square"  # another gender, or not given


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
