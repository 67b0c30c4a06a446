"""The class map as one standalone SVG file: for documents, print and the web, without scripts.

Halo and text are two elements: the one-element trick (`paint-order`) is lost in typst and makes
other PDF writers drop the label.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from html import escape

from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.declutter import text_width
from skolemiljo_analytics.views.drawing import SociogramDrawing
from skolemiljo_analytics.views.geometry import (
    arrow_head,
    shape_points,
    shorten,
    tie_style,
)
from skolemiljo_analytics.views.layouts import Canvas
from skolemiljo_analytics.views.marks import GroupMark, PupilMark, Shape, Tie, TieKind

__all__ = ["render_svg"]

_FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', Arial, sans-serif"


def render_svg(drawing: SociogramDrawing, *, legend: bool = True) -> str:
    """Write a drawing as a standalone SVG document.

    Parameters
    ----------
    drawing
        From `draw_class`.
    legend
        Whether to add the explanation of signs and the notes below the map.

    Returns
    -------
    str
        With ``title`` and ``desc`` as text alternative; no script, no outside reference.
    """
    canvas = drawing.canvas
    below = list(_legend(drawing)) if legend else []
    height = canvas.height + (len(below) * canvas.font * 1.7 + canvas.font if below else 0)
    places = drawing.places()
    parts = [
        *(_group(g, i, canvas) for i, g in enumerate(drawing.groups)),
        *(_tie(t, places[t.source], places[t.target], canvas.radius) for t in drawing.ties),
        *(_pupil(mark, canvas) for mark in drawing.pupils),
        *_stack(below, canvas),
    ]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-labelledby="title desc" lang="{drawing.language}" '
        f'viewBox="0 0 {canvas.width:g} {height:g}" width="{canvas.width:g}" height="{height:g}" '
        f'font-family="{_FONT}" font-size="{canvas.font:g}">\n'
        f'<title id="title">{escape(drawing.title)}</title>\n'
        f'<desc id="desc">{escape(drawing.description)}</desc>\n'
        f'<rect width="100%" height="100%" fill="{palette.BACKGROUND}"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _numbers(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _group(group: GroupMark, index: int, canvas: Canvas) -> str:
    colour = palette.GROUPS[index % len(palette.GROUPS)]
    lines = []
    for line in group.outline:
        tag, fill = ("polygon", colour) if len(line) > 2 else ("polyline", "none")
        lines.append(f'<{tag} points="{_numbers(line)}" fill="{fill}"/>')
    broad = canvas.radius * 3.2
    return (
        f'<g opacity="{0.3 if group.firm else 0.16}" stroke="{colour}" stroke-width="{broad:g}" '
        f'stroke-linejoin="round" stroke-linecap="round">{"".join(lines)}</g>'
    )


def _tie(tie: Tie, source: tuple[float, float], target: tuple[float, float], radius: float) -> str:
    style = tie_style(tie.kind)
    start, end = shorten(source, target, radius + 2, radius + (2 if style.head == 0 else 4))
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    line = (
        f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
        f'stroke="{style.colour}" stroke-width="{style.width:g}"{dash}/>'
    )
    if not style.head:
        return line
    head = _numbers(arrow_head(start, end, style.head))
    return f'{line}<polygon points="{head}" fill="{style.colour}"/>'


def _pupil(mark: PupilMark, canvas: Canvas) -> str:
    return f"<g>{_mark(mark.shape, mark.x, mark.y, canvas.radius, mark.answered)}{_label(mark, canvas)}</g>"


def _mark(shape: Shape, x: float, y: float, radius: float, answered: bool) -> str:
    fill = palette.NODE if answered else palette.SILENT
    dash = "" if answered else ' stroke-dasharray="4 3"'
    paint = f'fill="{fill}" stroke="{palette.NODE_EDGE}" stroke-width="2"{dash}'
    if shape is Shape.CIRCLE:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" {paint}/>'
    points = _numbers((x + dx, y + dy) for dx, dy in shape_points(shape, radius))
    return f'<polygon points="{points}" stroke-linejoin="round" {paint}/>'


def _label(mark: PupilMark, canvas: Canvas) -> str:
    if not mark.label:
        return ""
    at = f'x="{mark.x:.1f}" y="{mark.y + canvas.label_drop:.1f}" text-anchor="middle"'
    text = escape(mark.label)
    halo = f'stroke="{palette.BACKGROUND}" stroke-width="4" stroke-linejoin="round"'
    return (
        f'<text {at} fill="{palette.BACKGROUND}" {halo} aria-hidden="true">{text}</text>'
        f'<text {at} fill="{palette.INK}">{text}</text>'
    )


def _legend(drawing: SociogramDrawing) -> Iterator[tuple[str, str]]:
    """Yield (sign, line of text); long texts are broken to fit the picture."""
    canvas = drawing.canvas
    room = canvas.width - 5 * canvas.radius
    for sign, text in [*drawing.legend.items(), *(("", note) for note in drawing.notes)]:
        for i, line in enumerate(_break(text, room, canvas.font)):
            yield (sign if i == 0 else "", line)


def _break(text: str, room: float, font: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, font) > room and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _stack(rows: list[tuple[str, str]], canvas: Canvas) -> Iterator[str]:
    for i, (sign, text) in enumerate(rows):
        y = canvas.height + canvas.font * (1.7 * i + 1)
        yield (
            _sign(sign, canvas.radius * 2, y - canvas.font * 0.35, canvas)
            + f'<text x="{canvas.radius * 4.4:g}" y="{y:.1f}" fill="{palette.INK}">'
            f"{escape(text)}</text>"
        )


def _sign(sign: str, x: float, y: float, canvas: Canvas) -> str:
    small = canvas.font * 0.5
    if sign in set(TieKind):
        half = canvas.radius * 1.6
        kind = Tie("", "", TieKind(sign))  # type: ignore[arg-type]
        return _tie(kind, (x - half, y), (x + half, y), 0)
    if sign in set(Shape):
        return _mark(Shape(sign), x, y, small, answered=True)
    if sign == "silent":
        return _mark(Shape.CIRCLE, x, y, small, answered=False)
    if sign == "group":
        return (
            f'<rect x="{x - math.ceil(1.6 * small)}" y="{y - small:g}" rx="{small:g}" '
            f'width="{3.2 * small:g}" height="{2 * small:g}" fill="{palette.GROUPS[0]}" '
            'opacity="0.4"/>'
        )
    return ""
