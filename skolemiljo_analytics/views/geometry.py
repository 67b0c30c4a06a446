"""The lines and shapes every drawing of the class map shares, in pixels of the canvas."""

from __future__ import annotations

import math
from dataclasses import dataclass

from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.declutter import text_width
from skolemiljo_analytics.views.layouts import Canvas
from skolemiljo_analytics.views.marks import PupilMark, Shape
from skolemiljo_analytics.views.question import TieKind

__all__ = ["TieLine", "TieStyle", "line_between", "plain_line", "shape_points", "tie_style"]

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


@dataclass(frozen=True)
class TieLine:
    """A line cut at the marks it joins; `head` holds the arrowhead's corners, or nothing."""

    start: Point
    end: Point
    head: tuple[Point, ...]


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


def line_between(source: PupilMark, target: PupilMark, kind: TieKind, canvas: Canvas) -> TieLine:
    """Return the line of a choice; an arrowhead stops before the label it would hide behind."""
    style = tie_style(kind)
    a, b = (source.x, source.y), (target.x, target.y)
    length = math.dist(a, b) or 1.0
    towards = ((a[0] - b[0]) / length, (a[1] - b[1]) / length)
    before = after = canvas.radius + 2
    if style.head:
        beyond = _past_label(target.label, towards, canvas)
        after = max(after + 2, beyond if beyond < length - before - style.head else 0.0)
    start = (a[0] - towards[0] * before, a[1] - towards[1] * before)
    end = (b[0] + towards[0] * after, b[1] + towards[1] * after)
    return TieLine(start, end, _arrow_head(towards, end, style.head))


def plain_line(start: Point, end: Point, kind: TieKind) -> TieLine:
    """Return the line of a choice in a legend, from left to right."""
    return TieLine(start, end, _arrow_head((-1.0, 0.0), end, tie_style(kind).head))


def _past_label(label: str, towards: Point, canvas: Canvas) -> float:
    """Return how far from the mark's middle a line in this direction has passed the label."""
    dx, dy = abs(towards[0]), towards[1]
    if not label or dy <= 0:
        return 0.0
    half = text_width(label, canvas.font) / 2 + 2
    aside = half / dx if dx > 1e-9 else math.inf
    if (canvas.label_drop - canvas.font) / dy > aside:
        return 0.0
    return min((canvas.label_drop + canvas.font * 0.3) / dy, aside) + 1


def _arrow_head(towards: Point, tip: Point, length: float) -> tuple[Point, ...]:
    if not length:
        return ()
    ux, uy = towards
    x, y, half = tip[0] + ux * length, tip[1] + uy * length, length * 0.38
    return (tip, (x - uy * half, y + ux * half), (x + uy * half, y - ux * half))
