"""Well-being over time: lines with their noise, breaks not joined, hidden points marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.axes import calm, new_axes
from skolemiljo_analytics.vocabulary import Language, ReadingStatus
from skolemiljo_analytics.wording import Translator, get_translator
from skolemiljo_analytics.wording.phrases import say_round
from skolemiljo_analytics.wording.terms import say_reading

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["TrendLine", "TrendPoint", "describe_trend", "plot_trend"]


@dataclass(frozen=True)
class TrendPoint:
    """One round of one line.

    Attributes
    ----------
    wave
        The round's key or year.
    reading
        The mean; hidden and missing ones are drawn as such, never as 0.
    half_width
        Of the noise band, or None.
    starts_anew
        Whether the question changed before this round: the line is not joined to the one before.
    """

    wave: str
    reading: Reading
    half_width: float | None = None
    starts_anew: bool = False


@dataclass(frozen=True)
class TrendLine:
    """One line of a trend: a class for its own adults, a grade or a school for its leadership."""

    name: str
    points: tuple[TrendPoint, ...]

    def pieces(self) -> Iterator[tuple[TrendPoint, ...]]:
        """Yield stretches to be joined: without a break, a hidden or a missing point inside."""
        piece: list[TrendPoint] = []
        for point in self.points:
            if piece and (point.starts_anew or not point.reading.is_number):
                yield tuple(piece)
                piece = []
            if point.reading.is_number:
                piece.append(point)
        if piece:
            yield tuple(piece)


def plot_trend(
    lines: Sequence[TrendLine],
    *,
    title: str = "",
    lowest: float = 1,
    highest: float = 5,
    ax: Axes | None = None,
    language: Language | str = Language.NB,
) -> Axes:
    """Draw lines over rounds on the whole scale, each with its band of noise.

    Parameters
    ----------
    lines
        What to draw, in the order given: never ordered by a number.
    title
        What is measured.
    lowest, highest
        Ends of the scale. The axis always shows all of it: a cut axis makes noise look like news.
    ax
        Where to draw; by default on a new figure.
    language
        Language of the words.
    """
    say = get_translator(language)
    ax = ax or new_axes(8, 4.2)
    waves = waves_of(lines)
    at = {wave: i for i, wave in enumerate(waves)}
    calm(ax, title)
    pad = (highest - lowest) * 0.06
    ax.set(xlim=(-0.3, len(waves) - 0.7), ylim=(lowest - 2 * pad, highest + pad))
    ax.set_xticks(range(len(waves)), _ticks(waves, language, ax))
    ax.set_yticks([lowest + i for i in range(int(highest - lowest) + 1)])
    for i, line in enumerate(lines):
        _draw_line(ax, line, at, _STYLES[i % len(_STYLES)])
        y = lowest - pad * (0.6 + 0.5 * (i % 3))
        _draw_silence(ax, line, at, (y, palette.SERIES[i % len(palette.SERIES)]))
    for x in sorted({at[p.wave] for line in lines for p in line.points if p.starts_anew}):
        ax.axvline(x - 0.5, color=palette.QUIET, linewidth=1, linestyle=(0, (2, 3)))
    ax.set_ylabel(say("views.chart.trend_y", lowest=f"{lowest:g}", highest=f"{highest:g}"))
    notes = [fill(words, _letters(ax)) for words in _explain(lines, say)]
    ax.set_xlabel("\n".join(notes), loc="left", fontsize=9)
    ax.legend(
        frameon=False,
        fontsize=10,
        labelcolor=palette.INK,
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        borderaxespad=0.2,
        columnspacing=1.4,
        ncols=max(1, _letters(ax) // 17),
    )
    return ax


def _letters(ax: Axes) -> int:
    """Return about how many letters of a note stand on one line below the axes."""
    inches = ax.figure.bbox.width / ax.figure.dpi * ax.get_position().width
    return max(24, int(13 * inches))


def _ticks(waves: Sequence[str], language: Language | str, ax: Axes) -> list[str]:
    """Say each round below the axis; on two lines where they would run into one another."""
    said = [say_round(wave, language) for wave in waves]
    crowded = sum(map(len, said)) > _letters(ax)
    return [words.replace(" ", "\n") for words in said] if crowded else said


def describe_trend(
    lines: Sequence[TrendLine], *, title: str = "", language: Language | str = Language.NB
) -> str:
    """Return the text alternative of `plot_trend`."""
    say = get_translator(language)
    parts = [f"{title}."] if title else []
    for line in lines:
        points = [
            say(
                "views.chart.trend_point",
                wave=say_round(p.wave, language),
                value=say_reading(p.reading, language, fixed=True),
            )
            for p in line.points
        ]
        parts.append(say("views.chart.trend_line", name=line.name, points="; ".join(points)))
    return " ".join(parts + [f"{words}." for words in _explain(lines, say)[1:]])


def waves_of(lines: Sequence[TrendLine]) -> list[str]:
    """Return every round of the lines, in order of time (keys and years sort that way)."""
    return sorted({point.wave for line in lines for point in line.points})


_STYLES = tuple(zip(palette.SERIES, ("o", "s", "^", "D", "v", "P"), strict=True))


def _draw_line(ax: Axes, line: TrendLine, at: dict[str, int], style: tuple[str, str]) -> None:
    colour, marker = style
    look: dict[str, Any] = {"marker": marker, "markersize": 7, "linewidth": 2}
    ax.plot([], [], color=colour, label=line.name, **look)  # in the legend even if all is hidden
    for piece in line.pieces():
        x = [at[point.wave] for point in piece]
        y = [point.reading.require() for point in piece]
        ax.plot(x, y, color=colour, **look)
        widths = [point.half_width or 0.0 for point in piece]
        low = [value - width for value, width in zip(y, widths, strict=True)]
        high = [value + width for value, width in zip(y, widths, strict=True)]
        if len(piece) == 1:
            ax.vlines(x, low, high, color=colour, alpha=0.25, linewidth=10)
        else:
            ax.fill_between(x, low, high, color=colour, alpha=0.14, linewidth=0)


def _draw_silence(ax: Axes, line: TrendLine, at: dict[str, int], place: tuple[float, str]) -> None:
    y, colour = place
    for point in line.points:
        if point.reading.is_number:
            continue
        hidden = point.reading.status is ReadingStatus.HIDDEN
        ax.plot(
            [at[point.wave]],
            [y],
            marker="s" if hidden else "x",
            color=colour,
            fillstyle="none",
            markersize=7,
            linestyle="",
        )


def _explain(lines: Sequence[TrendLine], say: Translator) -> list[str]:
    points = [point for line in lines for point in line.points]
    hidden = any(p.reading.status is ReadingStatus.HIDDEN for p in points)
    missing = any(
        not p.reading.is_number and p.reading.status is not ReadingStatus.HIDDEN for p in points
    )
    words = [say("views.chart.trend_band")]
    if any(p.starts_anew for p in points):
        words.append(f"┊ {say('views.chart.trend_break')}")
    if hidden:
        words.append(f"□ {say('views.chart.trend_hidden')}")
    if missing:
        words.append(f"× {say('views.chart.trend_missing')}")
    return words
