"""The lines and shapes every drawing of the class map shares."""

from __future__ import annotations

import math
from dataclasses import dataclass

from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.marks import Shape, TieKind

__all__ = ["TieStyle", "arrow_head", "shape_points", "shorten", "tie_style"]

Point = tuple[float, float]


@dataclass(frozen=True)
class TieStyle:
    """How a choice is drawn: told apart by width, head and dash, not by colour alone."""

    colour: str
    width: float
    head: float  # length of the arrowhead, 0 for none
    dash: str = ""


_STYLES = {
    TieKind.MUTUAL: TieStyle(palette.MUTUAL, 4.2, 0),
    TieKind.ONE_WAY: TieStyle(palette.ONE_WAY, 1.3, 10),
    TieKind.OPEN: TieStyle(palette.ONE_WAY, 1.3, 10, "5 4"),
}


def tie_style(kind: TieKind) -> TieStyle:
    """Return how this kind of choice is drawn."""
    return _STYLES[kind]


def shape_points(shape: Shape, radius: float) -> tuple[Point, ...]:
    """Return the corners of a mark about its middle, with about the area of the circle."""
    if shape is Shape.TRIANGLE:
        top, side, foot = 1.28 * radius, 1.2 * radius, 0.88 * radius
        return ((0.0, -top), (side, foot), (-side, foot))
    side = 0.9 * radius
    return ((-side, -side), (side, -side), (side, side), (-side, side))


def shorten(source: Point, target: Point, before: float, after: float) -> tuple[Point, Point]:
    """Return the line between two marks, cut at their edges."""
    dx, dy = target[0] - source[0], target[1] - source[1]
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    return (
        (source[0] + ux * before, source[1] + uy * before),
        (target[0] - ux * after, target[1] - uy * after),
    )


def arrow_head(start: Point, tip: Point, length: float) -> tuple[Point, Point, Point]:
    """Return the triangle of an arrowhead with its tip where the line ends."""
    dx, dy = tip[0] - start[0], tip[1] - start[1]
    reach = math.hypot(dx, dy) or 1.0
    ux, uy = dx / reach, dy / reach
    bx, by, half = tip[0] - ux * length, tip[1] - uy * length, length * 0.38
    return tip, (bx - uy * half, by + ux * half), (bx + uy * half, by - ux * half)
