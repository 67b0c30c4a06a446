"""The sociogram as a matplotlib picture."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.axes import new_axes
from skolemiljo_analytics.views.drawing import Look, SociogramDrawing, draw_class
from skolemiljo_analytics.views.geometry import TieLine, line_between, shape_points, tie_style
from skolemiljo_analytics.views.labels import Labeller
from skolemiljo_analytics.views.layouts import Canvas, Layout
from skolemiljo_analytics.views.marks import GroupMark, PupilMark, Shape
from skolemiljo_analytics.views.question import TieKind
from skolemiljo_analytics.vocabulary import Language

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["describe_sociogram", "plot_drawing", "plot_sociogram", "render_png"]


def plot_sociogram(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    ax: Axes | None = None,
    labeller: Labeller | None = None,
    portrait: SocialPortrait | None = None,
    layout: Layout | None = None,
    previous_layout: Layout | None = None,
    language: Language | str = Language.NB,
    **look: Any,
) -> Axes:
    r"""Draw the class as a map of choices.

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
    layout, previous_layout
        Places to use, or the places of an earlier round to stay near.
    language
        Language of title, legend and notes.
    **look
        `show_gender`, `show_groups`, `canvas`: see `Look`.

    Returns
    -------
    Axes

    Raises
    ------
    UnknownRelationError
        If the question was not asked.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada Cai\nCai >")
    >>> plot_sociogram(graph).get_title(loc="left")
    'Klassekart: friminutt'
    """
    drawing = draw_class(
        graph,
        relation=relation,
        labeller=labeller,
        portrait=portrait,
        layout=layout,
        previous_layout=previous_layout,
        language=language,
        look=Look(**look),
    )
    return plot_drawing(drawing, ax=ax)


def describe_sociogram(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    portrait: SocialPortrait | None = None,
    language: Language | str = Language.NB,
) -> str:
    """Return the text alternative of `plot_sociogram`; it names nobody."""
    drawing = draw_class(graph, relation=relation, portrait=portrait, language=language)
    return " ".join([f"{drawing.title}.", drawing.description, *drawing.notes])


def plot_drawing(drawing: SociogramDrawing, *, ax: Axes | None = None) -> Axes:
    """Draw what `draw_class` built, on `ax` or on a new figure."""
    canvas = drawing.canvas
    ax = ax or new_axes(canvas.width / 100, canvas.height / 100 + 1.2)
    ax.set(xlim=(0, canvas.width), ylim=(canvas.height, 0), aspect="equal")
    ax.axis("off")
    ax.set_title(drawing.title, loc="left", color=palette.INK, fontsize=13, fontweight="bold")
    scale = _points_per_pixel(ax, canvas)
    for i, group in enumerate(drawing.groups):
        _draw_group(ax, group, palette.GROUPS[i % len(palette.GROUPS)], canvas.radius * 3.2 * scale)
    for tie in drawing.ties:
        ends = drawing.mark(tie.source), drawing.mark(tie.target)
        _draw_tie(ax, tie.kind, line_between(*ends, tie.kind, canvas), scale)
    for mark in drawing.pupils:
        _draw_pupil(ax, mark, canvas.radius, scale)
        _draw_label(ax, mark, canvas, scale)
    _draw_legend(ax, drawing)
    return ax


def render_png(drawing: SociogramDrawing, *, dpi: int = 150) -> bytes:
    """Return a drawing as PNG; 300 dots an inch is enough for print."""
    from matplotlib.figure import Figure

    figure = plot_drawing(drawing).figure
    if not isinstance(figure, Figure):
        raise TypeError("A drawing on a new figure stands on a whole figure.")
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
    return out.getvalue()


def _points_per_pixel(ax: Axes, canvas: Canvas) -> float:
    """Return how many points one pixel of the canvas is, at the size these axes have."""
    box = ax.get_window_extent()
    room = min(box.width / canvas.width, box.height / canvas.height)
    return float(room * 72 / ax.figure.dpi)


def _draw_group(ax: Axes, group: GroupMark, colour: str, broad: float) -> None:
    """Fill hull and broad border in one pale colour; two translucent layers would darken twice."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Polygon

    share = 0.3 if group.firm else 0.16
    pale = tuple(1 - share * (1 - part) for part in to_rgb(colour))
    for line in group.outline:
        shape = Polygon(line, closed=len(line) > 2, fill=len(line) > 2, zorder=1)
        shape.set(facecolor=pale, edgecolor=pale, linewidth=broad)
        shape.set(joinstyle="round", capstyle="round")
        ax.add_patch(shape)


def _draw_tie(ax: Axes, kind: TieKind, line: TieLine, scale: float) -> None:
    from matplotlib.patches import Polygon

    style = tie_style(kind)
    (drawn,) = ax.plot(
        *zip(line.start, line.end, strict=True),
        color=style.colour,
        linewidth=style.width * scale,
        solid_capstyle="round",
        zorder=3 if kind is TieKind.MUTUAL else 2,
    )
    if style.dash:
        drawn.set_dashes([float(d) * scale for d in style.dash.split()])
    if line.head:
        ax.add_patch(Polygon(line.head, closed=True, color=style.colour, linewidth=0, zorder=2))


def _draw_pupil(ax: Axes, mark: PupilMark, radius: float, scale: float) -> None:
    from matplotlib.patches import Circle, Patch, Polygon

    at = (mark.x, mark.y)
    corners = [(at[0] + dx, at[1] + dy) for dx, dy in shape_points(mark.shape, radius)]
    round_one = mark.shape is Shape.CIRCLE
    drawn: Patch = Circle(at, radius) if round_one else Polygon(corners, closed=True)
    drawn.set(
        facecolor=palette.NODE if mark.answered else palette.SILENT,
        edgecolor=palette.NODE_EDGE,
        linewidth=2 * scale,
        linestyle="-" if mark.answered else (0, (2.5, 1.5)),
        joinstyle="round",
        zorder=4,
    )
    ax.add_patch(drawn)


def _draw_label(ax: Axes, mark: PupilMark, canvas: Canvas, scale: float) -> None:
    from matplotlib.patheffects import Stroke

    size = max(5.0, canvas.font * scale)
    halo = Stroke(linewidth=size / 4, foreground=palette.BACKGROUND)
    for colour, effects in ((palette.BACKGROUND, [halo]), (palette.INK, [])):
        text = ax.text(mark.x, mark.y + canvas.label_drop, mark.label, ha="center", va="baseline")
        text.set(color=colour, fontsize=size, parse_math=False, path_effects=effects, zorder=5)


def _draw_legend(ax: Axes, drawing: SociogramDrawing) -> None:
    notes = "\n".join(line for note in drawing.notes for line in textwrap.wrap(note, 105))
    legend = ax.legend(
        [_sign(sign) for sign in drawing.legend],
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

    if sign == "group":
        return Patch(facecolor=palette.GROUPS[0], alpha=0.4)
    if sign in set(TieKind):
        style = tie_style(TieKind(sign))
        line = Line2D([], [], color=style.colour, linewidth=style.width)
        line.set(marker=">" if style.head else "", markersize=6)
        if style.dash:
            line.set_dashes([float(d) for d in style.dash.split()])
        return line
    if sign == "silent":
        return _silent_sign()
    marker = {"triangle": "^", "square": "s"}.get(sign, "o")
    return Line2D(
        [],
        [],
        marker=marker,
        ls="",
        mfc=palette.NODE,
        mec=palette.NODE_EDGE,
        markersize=9,
        mew=1.4,
    )


def _silent_sign() -> Artist:
    """Draw the mark of one who did not answer as on the map: hollow, with a dashed edge."""
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path
    from matplotlib.transforms import IdentityTransform

    return PathCollection(
        [Path.circle(radius=0.5)],
        sizes=[81],
        facecolors=palette.SILENT,
        edgecolors=palette.NODE_EDGE,
        linewidths=1.4,
        linestyles=[(0, (2, 1.4))],
        transform=IdentityTransform(),
    )
