"""The sociogram as a matplotlib picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.drawing import SociogramDrawing, draw_class
from skolemiljo_analytics.views.geometry import arrow_head, shape_points, shorten, tie_style
from skolemiljo_analytics.views.labels import Labeller
from skolemiljo_analytics.views.layouts import Layout
from skolemiljo_analytics.views.marks import GroupMark, PupilMark, Shape, Tie, TieKind
from skolemiljo_analytics.vocabulary import Language

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["describe_sociogram", "new_axes", "plot_drawing", "plot_sociogram", "render_png"]


def plot_sociogram(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    ax: Axes | None = None,
    labeller: Labeller | None = None,
    portrait: SocialPortrait | None = None,
    previous_layout: Layout | None = None,
    language: Language | str = Language.NB,
    **options: Any,
) -> Axes:
    """Draw the class as a map of choices.

    Thick lines are mutual choices, thin arrows choices that were not returned, dashed arrows
    choices of pupils who did not answer. Hollow dashed marks are pupils who did not answer.

    Parameters
    ----------
    graph
        The class.
    relation
        The question; by default the first one asked.
    ax
        Where to draw; by default on a new figure (``ax.figure``), made without pyplot.
    labeller
        What stands beside a pupil; by default numbers, never names.
    portrait
        Gives groupings and readings; without it no grouping is drawn.
    previous_layout
        Places of an earlier round, to stay near.
    language
        Language of title, legend and notes.
    **options
        Passed on to `draw_class`: `layout`, `show_gender`, `show_groups`, `canvas`.

    Returns
    -------
    Axes

    Raises
    ------
    UnknownRelationError
        If the question was not asked.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\\nBo > Ada Cai\\nCai >")
    >>> plot_sociogram(graph).get_title(loc="left")
    'Klassekart: friminutt'
    """
    drawing = draw_class(
        graph,
        relation=relation,
        labeller=labeller,
        portrait=portrait,
        previous_layout=previous_layout,
        language=language,
        **options,
    )
    return plot_drawing(drawing, ax=ax)


def describe_sociogram(graph: RelationGraph, **options: Any) -> str:
    """Return the text alternative of `plot_sociogram`, which takes the same arguments."""
    drawing = draw_class(graph, **options)
    return " ".join([f"{drawing.title}.", drawing.description, *drawing.notes])


def plot_drawing(drawing: SociogramDrawing, *, ax: Axes | None = None) -> Axes:
    """Draw what `draw_class` built."""
    canvas = drawing.canvas
    ax = ax or new_axes(canvas.width / 100, canvas.height / 100 + 1.2)
    ax.set(xlim=(0, canvas.width), ylim=(canvas.height, 0), aspect="equal")
    ax.axis("off")
    ax.set_title(drawing.title, loc="left", color=palette.INK, fontsize=13, fontweight="bold")
    for i, group in enumerate(drawing.groups):
        _draw_group(ax, group, palette.GROUPS[i % len(palette.GROUPS)], canvas.radius)
    places = drawing.places()
    for tie in drawing.ties:
        _draw_tie(ax, tie, places[tie.source], places[tie.target], canvas.radius)
    for mark in drawing.pupils:
        _draw_pupil(ax, mark, canvas.radius)
        _draw_label(ax, mark, canvas.label_drop, canvas.font)
    _draw_legend(ax, drawing)
    return ax


def new_axes(width: float, height: float) -> Axes:
    """Return axes on a new figure of this size in inches, made without pyplot (safe in threads)."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor=palette.BACKGROUND, layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def render_png(drawing: SociogramDrawing, *, dpi: int = 150) -> bytes:
    """Return a drawing as PNG; 300 dots an inch is enough for print."""
    out = io.BytesIO()
    figure = plot_drawing(drawing).figure
    figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def _points(ax: Axes, pixels: float) -> float:
    """Return a width in points for one in pixels of the canvas, at the size of these axes."""
    box = ax.get_window_extent()
    span = abs(ax.get_xlim()[1] - ax.get_xlim()[0])
    tall = abs(ax.get_ylim()[1] - ax.get_ylim()[0])
    return float(pixels * min(box.width / span, box.height / tall) * 72 / ax.figure.dpi)


def _draw_group(ax: Axes, group: GroupMark, colour: str, radius: float) -> None:
    """Fill hull and broad border in one pale colour; two translucent layers would darken twice."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Polygon

    share = 0.3 if group.firm else 0.16
    pale = tuple(1 - share * (1 - part) for part in to_rgb(colour))
    broad = _points(ax, radius * 3.2)
    for line in group.outline:
        shape = Polygon(line, closed=len(line) > 2, fill=len(line) > 2, zorder=1)
        shape.set(facecolor=pale, edgecolor=pale, linewidth=broad)
        shape.set(joinstyle="round", capstyle="round")
        ax.add_patch(shape)


def _draw_tie(
    ax: Axes, tie: Tie, source: tuple[float, float], target: tuple[float, float], radius: float
) -> None:
    from matplotlib.patches import Polygon

    style = tie_style(tie.kind)
    start, end = shorten(source, target, radius + 2, radius + (2 if style.head == 0 else 4))
    line = (0, tuple(float(d) for d in style.dash.split())) if style.dash else "-"
    ax.plot(
        [start[0], end[0]],
        [start[1], end[1]],
        color=style.colour,
        linewidth=_points(ax, style.width),
        linestyle=line,
        solid_capstyle="round",
        zorder=3 if tie.kind is TieKind.MUTUAL else 2,
    )
    if style.head:
        head = arrow_head(start, end, style.head)
        ax.add_patch(Polygon(head, closed=True, color=style.colour, linewidth=0, zorder=2))


def _draw_pupil(ax: Axes, mark: PupilMark, radius: float) -> None:
    from matplotlib.patches import Circle, Polygon

    paint = {
        "facecolor": palette.NODE if mark.answered else palette.SILENT,
        "edgecolor": palette.NODE_EDGE,
        "linewidth": _points(ax, 2),
        "linestyle": "-" if mark.answered else (0, (2.5, 1.5)),
        "zorder": 4,
    }
    if mark.shape is Shape.CIRCLE:
        ax.add_patch(Circle((mark.x, mark.y), radius, **paint))
        return
    corners = [(mark.x + dx, mark.y + dy) for dx, dy in shape_points(mark.shape, radius)]
    ax.add_patch(Polygon(corners, closed=True, joinstyle="round", **paint))


def _draw_label(ax: Axes, mark: PupilMark, drop: float, font: float) -> None:
    from matplotlib.patheffects import Stroke

    size = max(5.0, _points(ax, font))
    style = {"ha": "center", "va": "baseline", "fontsize": size, "parse_math": False}
    at = (mark.x, mark.y + drop)
    halo = ax.text(*at, mark.label, color=palette.BACKGROUND, zorder=5, **style)
    halo.set_path_effects([Stroke(linewidth=size / 4, foreground=palette.BACKGROUND)])
    ax.text(*at, mark.label, color=palette.INK, zorder=6, **style)


def _draw_legend(ax: Axes, drawing: SociogramDrawing) -> None:
    import textwrap

    signs = [_sign(sign) for sign in drawing.legend]
    notes = "\n".join(line for note in drawing.notes for line in textwrap.wrap(note, 105))
    legend = ax.legend(
        signs,
        list(drawing.legend.values()),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        ncols=2,
        frameon=False,
        fontsize=9,
        handlelength=3,
        title=notes,
        title_fontsize=9,
        alignment="left",
        labelcolor=palette.INK,
    )
    legend.get_title().set_color(palette.INK)


def _sign(sign: str) -> Artist:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    if sign in set(TieKind):
        style = tie_style(TieKind(sign))
        dash = (0, tuple(float(d) for d in style.dash.split())) if style.dash else "-"
        head = ">" if style.head else ""
        return Line2D([], [], color=style.colour, lw=style.width, linestyle=dash, marker=head, ms=6)
    if sign == "group":
        return Patch(facecolor=palette.GROUPS[0], alpha=0.4)
    marker = (
        {Shape.TRIANGLE: "^", Shape.SQUARE: "s"}.get(Shape(sign), "o") if sign != "silent" else "o"
    )
    fill = palette.SILENT if sign == "silent" else palette.NODE
    return Line2D([], [], marker=marker, ls="", mfc=fill, mec=palette.NODE_EDGE, ms=9, mew=1.4)
