"""The class map as one standalone SVG file: for documents, print and the web, without scripts.

Halo and text are two elements: the one-element trick (`paint-order`) is lost in typst and makes
other PDF writers drop the label.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from html import escape

from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.drawing import SociogramDrawing
from skolemiljo_analytics.views.geometry import (
    TieLine,
    line_between,
    plain_line,
    shape_points,
    tie_style,
)
from skolemiljo_analytics.views.layouts import Canvas
from skolemiljo_analytics.views.marks import GroupMark, PupilMark, Shape
from skolemiljo_analytics.views.question import TieKind

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
    rows = list(_legend_rows(drawing)) if legend else []
    height = canvas.height + (canvas.font * (1.7 * len(rows) + 0.5) if rows else 0)
    parts = [
        *(_group(g, i, canvas) for i, g in enumerate(drawing.groups)),
        *_ties(drawing),
        *(_pupil(mark, canvas) for mark in drawing.pupils),
        *(_legend_row(i, *row, canvas) for i, row in enumerate(rows)),
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
    """Give one opacity to the whole: a translucent border over a translucent fill darkens twice."""
    colour = palette.GROUPS[index % len(palette.GROUPS)]
    lines = []
    for line in group.outline:
        tag, fill = ("polygon", colour) if len(line) > 2 else ("polyline", "none")
        lines.append(f'<{tag} points="{_numbers(line)}" fill="{fill}"/>')
    return (
        f'<g opacity="{0.3 if group.firm else 0.16}" stroke="{colour}" '
        f'stroke-width="{canvas.radius * 3.2:g}" stroke-linejoin="round" '
        f'stroke-linecap="round">{"".join(lines)}</g>'
    )


def _ties(drawing: SociogramDrawing) -> Iterator[str]:
    for tie in drawing.ties:
        source, target = drawing.mark(tie.source), drawing.mark(tie.target)
        yield _tie(tie.kind, line_between(source, target, tie.kind, drawing.canvas))


def _tie(kind: TieKind, line: TieLine) -> str:
    style = tie_style(kind)
    dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
    (x1, y1), (x2, y2) = line.start, line.end
    drawn = (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{style.colour}" stroke-width="{style.width:g}"{dash}/>'
    )
    if line.head:
        drawn += f'<polygon points="{_numbers(line.head)}" fill="{style.colour}"/>'
    return drawn


def _pupil(mark: PupilMark, canvas: Canvas) -> str:
    drawn = _mark(mark.shape, (mark.x, mark.y), canvas.radius, answered=mark.answered)
    return f"<g>{drawn}{_label(mark, canvas)}</g>"


def _mark(shape: Shape, at: tuple[float, float], radius: float, *, answered: bool) -> str:
    x, y = at
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


def _legend_rows(drawing: SociogramDrawing) -> Iterator[tuple[str, str]]:
    """Yield (sign, line of text); long texts are broken to fit the picture."""
    canvas = drawing.canvas
    letters = int((canvas.width - 5 * canvas.radius) / (canvas.font * 0.6))
    for sign, text in [*drawing.legend.items(), *(("", note) for note in drawing.notes)]:
        for i, line in enumerate(textwrap.wrap(text, letters)):
            yield (sign if i == 0 else "", line)


def _legend_row(row: int, sign: str, text: str, canvas: Canvas) -> str:
    y = canvas.height + canvas.font * (1.7 * row + 1)
    words = (
        f'<text x="{canvas.radius * 4.4:g}" y="{y:.1f}" fill="{palette.INK}">{escape(text)}</text>'
    )
    return _sign(sign, canvas.radius * 2, y - canvas.font * 0.35, canvas) + words


def _sign(sign: str, x: float, y: float, canvas: Canvas) -> str:
    small = canvas.font * 0.5
    if sign in set(TieKind):
        reach = canvas.radius * 1.6
        return _tie(TieKind(sign), plain_line((x - reach, y), (x + reach, y), TieKind(sign)))
    if sign in set(Shape):
        return _mark(Shape(sign), (x, y), small, answered=True)
    if sign == "silent":
        return _mark(Shape.CIRCLE, (x, y), small, answered=False)
    if sign == "group":
        return (
            f'<rect x="{x - 1.6 * small:g}" y="{y - small:g}" rx="{small:g}" '
            f'width="{3.2 * small:g}" height="{2 * small:g}" fill="{palette.GROUPS[0]}" '
            'opacity="0.4"/>'
        )
    return ""
