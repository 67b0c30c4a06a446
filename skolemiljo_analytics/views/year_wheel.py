"""The year wheel: twelve months round from August, with what happens written beside them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from math import pi
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.casework.year import YearEvent, YearKind
from skolemiljo_analytics.views import palette
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording import get_translator
from skolemiljo_analytics.wording.year import say_span, say_year_event

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["describe_year", "draw_year_wheel", "render_year_wheel"]

_RING, _INNER = 1.0, 0.62
_MOST_BESIDE = 4
_LONGEST = 30
_MARKS = {
    YearKind.SURVEY: ("s", palette.SERIES[0]),
    YearKind.EVALUATION: ("D", palette.SERIES[1]),
    YearKind.DELETION: ("X", palette.SERIES[5]),
    YearKind.OWN: ("o", palette.SERIES[2]),
    YearKind.START: ("^", palette.SERIES[3]),
}
_TINTS = (
    ("#eaf3ec",) * 2 + ("#f7efe3",) * 2 + ("#e9eff6",) * 3 + ("#f4f0f7",) * 3 + ("#f5f5ec",) * 2
)
"""Late summer, autumn, winter, spring, early summer."""


def draw_year_wheel(
    events: Sequence[YearEvent],
    year: int,
    *,
    today: date | None = None,
    language: Language | str = Language.NB,
) -> Figure:
    """Draw a school year as a wheel, August at the top and on with the clock.

    Parameters
    ----------
    events
        From `workflows.year_desk.YearDesk.year`.
    year
        In which the school year begins.
    today
        Marked by a line, where it lies in the year.
    language
        Of months and words.

    Returns
    -------
    matplotlib.figure.Figure
        Colour never carries meaning alone: each kind has its own mark.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 8.6), facecolor=palette.BACKGROUND)
    FigureCanvasAgg(figure)
    axes: Any = figure.add_axes((0.23, 0.16, 0.54, 0.69), projection="polar")
    axes.set_theta_zero_location("N")
    axes.set_theta_direction(-1)
    axes.set_ylim(0, 1.06)
    axes.set_axis_off()
    _months(axes, year, language)
    _events(axes, events, year)
    _beside(axes, events, year, language)
    if today is not None and date(year, 8, 1) <= today < date(year + 1, 8, 1):
        axes.plot(
            [_angle(today, year)] * 2,
            [_INNER, _RING],
            color=palette.HIGHLIGHT,
            lw=2.5,
            label="today",
        )
    _middle(axes, year)
    _legend(figure, axes, events, language)
    return figure


def render_year_wheel(
    events: Sequence[YearEvent],
    year: int,
    *,
    today: date | None = None,
    language: Language | str = Language.NB,
) -> tuple[str, bytes]:
    """Return the wheel as SVG and as PNG; see `draw_year_wheel`."""
    figure = draw_year_wheel(events, year, today=today, language=language)
    svg, png = io.StringIO(), io.BytesIO()
    figure.savefig(svg, format="svg", metadata={"Date": None})
    figure.savefig(png, format="png", dpi=150)
    return svg.getvalue(), png.getvalue()


def describe_year(events: Sequence[YearEvent], language: Language | str = Language.NB) -> str:
    """Say what a wheel shows, for those who do not see it."""
    say = get_translator(language)
    lines = [f"{say_year_event(one, language)}: {say_span(one, language)}" for one in events]
    return say("year.described", events="; ".join(lines) or "–")


def _angle(day: date, year: int) -> float:
    first, after = date(year, 8, 1), date(year + 1, 8, 1)
    return 2 * pi * (day - first).days / (after - first).days


def _first_days(year: int) -> list[date]:
    return [date(year + (m > 12), (m - 1) % 12 + 1, 1) for m in range(8, 21)]


def _months(axes: Any, year: int, language: Language | str) -> None:
    from babel.dates import get_month_names

    names = get_month_names("abbreviated", "stand-alone", locale=Language(language))
    days = _first_days(year)
    for first, after, tint in zip(days, days[1:], _TINTS, strict=False):
        start, end = _angle(first, year), _angle(after, year) or 2 * pi
        axes.bar(
            (start + end) / 2,
            _RING - _INNER,
            width=end - start,
            bottom=_INNER,
            color=tint,
            edgecolor="white",
            linewidth=2,
        )
        label = str(names[first.month]).strip(".").capitalize()
        axes.text(
            (start + end) / 2,
            _INNER - 0.09,
            label,
            ha="center",
            va="center",
            fontsize=12,
            fontweight="bold",
            color=palette.INK,
        )


def _events(axes: Any, events: Sequence[YearEvent], year: int) -> None:
    """Put a mark on each event; windows are arcs."""
    first, last = date(year, 8, 1), date(year + 1, 7, 31)
    heights = {YearKind.SURVEY: 0.93, YearKind.EVALUATION: 0.83, YearKind.DELETION: 0.77}
    for one in events:
        mark, colour = _MARKS[one.kind]
        height = heights.get(one.kind, 0.7)
        start, end = _angle(max(one.starts_on, first), year), _angle(min(one.ends_on, last), year)
        if one.kind is YearKind.SURVEY:
            steps = [start + (end - start) * k / 20 for k in range(21)]
            axes.plot(steps, [height] * 21, color=colour, lw=9, solid_capstyle="butt")
        else:
            axes.plot([(start + end) / 2], [height], mark, color=colour, markersize=8)


def _beside(axes: Any, events: Sequence[YearEvent], year: int, language: Language | str) -> None:
    """Write what happens beside its month, on the side where there is room."""
    days = _first_days(year)
    for first, after in pairwise(days):
        mine = [one for one in events if first <= max(one.starts_on, days[0]) < after]
        if not mine:
            continue
        words = list(dict.fromkeys(_short(say_year_event(one, language)) for one in mine))
        left = len(words) - _MOST_BESIDE
        if left > 1:
            more = get_translator(language).plural("year.more", left + 1)
            words = [*words[: _MOST_BESIDE - 1], more]
        angle = (_angle(first, year) + (_angle(after, year) or 2 * pi)) / 2
        axes.text(
            angle,
            1.05,
            "\n".join(words),
            ha="left" if angle < pi else "right",
            va="bottom"
            if min(angle, 2 * pi - angle) < pi / 3
            else "center"
            if min(angle, 2 * pi - angle) < 2 * pi / 3
            else "top",
            fontsize=11,
            linespacing=1.35,
            color=palette.INK,
        )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _middle(axes: Any, year: int) -> None:
    axes.text(
        0,
        0,
        f"{year}/{(year + 1) % 100:02}",
        ha="center",
        va="center",
        fontsize=22,
        fontweight="bold",
        color=palette.SERIES[0],
    )


def _legend(
    figure: Figure, axes: Any, events: Sequence[YearEvent], language: Language | str
) -> None:
    from matplotlib.lines import Line2D

    say = get_translator(language)
    kinds = [kind for kind in YearKind if any(one.kind is kind for one in events)]
    handles = [
        Line2D([], [], marker=_MARKS[k][0], color=_MARKS[k][1], linestyle="", markersize=8)
        for k in kinds
    ]
    words = [say(f"year.kind.{kind}") for kind in kinds]
    now = [line for line in axes.lines if line.get_label() == "today"]
    figure.legend(
        [*handles, *now],
        [*words, *(say("year.today") for _ in now)],
        loc="lower center",
        ncols=3,
        frameon=False,
        fontsize=11,
        labelcolor=palette.INK,
    )
