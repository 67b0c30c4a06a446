"""Axes to draw on, made without pyplot (which keeps global state and is not safe in threads)."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from skolemiljo_analytics.views import palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["calm", "new_axes"]


def new_axes(width: float = 8.0, height: float = 4.5) -> Axes:
    """Return axes on a new figure of this size in inches."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), facecolor=palette.BACKGROUND, layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def calm(ax: Axes, title: str) -> None:
    """Leave only what carries meaning: a title to the left, two quiet spines, no grid.

    A long title, such as a question, stands on several lines rather than outside the sheet.
    """
    inches = ax.figure.bbox.width / ax.figure.dpi * ax.get_position().width
    words = fill(title, max(20, int(9.4 * inches)))  # letters of this size that stand on one line
    ax.set_title(words, loc="left", color=palette.INK, fontsize=12, fontweight="bold")
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(palette.QUIET)
    ax.tick_params(colors=palette.QUIET, labelsize=10)
    ax.xaxis.label.set_color(palette.INK)
    ax.yaxis.label.set_color(palette.INK)
