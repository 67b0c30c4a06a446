"""Charts of counts and of well-being over time; each has a text alternative beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.doubt.chance import compare_with_chance
from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.portrait.records import ScalePortrait
from skolemiljo_analytics.views import palette
from skolemiljo_analytics.views.axes import calm, new_axes
from skolemiljo_analytics.views.tables import scale_title
from skolemiljo_analytics.views.trend_chart import TrendLine, TrendPoint, describe_trend, plot_trend
from skolemiljo_analytics.vocabulary import BoolArray, IntArray, Language
from skolemiljo_analytics.wording import Translator, get_translator
from skolemiljo_analytics.wording.phrases import say_number
from skolemiljo_analytics.wording.terms import say_reading

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "TrendLine",
    "TrendPoint",
    "describe_received_against_chance",
    "describe_scale",
    "describe_trend",
    "plot_received_against_chance",
    "plot_scale",
    "plot_trend",
]


@dataclass(frozen=True)
class _Step:
    """How many pupils were chosen so many times, here and by chance (None: no chance to tell)."""

    times: int
    pupils: int
    chance: Chance | None


def plot_received_against_chance(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    ax: Axes | None = None,
    language: Language | str = Language.NB,
    draws: int = 1000,
) -> Axes:
    r"""Draw how many pupils were chosen 0, 1, 2 … times, beside what chance gives in this class.

    Counts of pupils, nobody by name. Chance: everybody makes as many choices as they did, at
    random. The grey bars span what nine of ten such classes show.

    Parameters
    ----------
    graph
        The class.
    relation
        The question; by default the first one asked.
    ax
        Where to draw; by default on a new figure.
    language
        Language of the words.
    draws
        Random classes to compare with; the same every time.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.

    References
    ----------
    Methods handbook 1.2: received choices against the null that keeps choices given.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada Cai\nCai >")
    >>> plot_received_against_chance(graph).get_ylabel()
    'Antall elever'
    """
    from matplotlib.ticker import MaxNLocator

    asked = graph.relation(relation or graph.first_drawn())
    say = get_translator(language)
    steps = _count_received(asked, draws)
    ax = ax or new_axes()
    times = [step.times for step in steps]
    known = [(s.times, s.chance) for s in steps if s.chance is not None]
    if known:
        ax.bar(
            [x for x, _ in known],
            [max(c.high - c.low, 0.08) for _, c in known],
            bottom=[c.low for _, c in known],
            width=0.86,
            color=palette.CHANCE,
            label=say("views.chart.chance"),
        )
    ax.bar(
        times,
        [step.pupils for step in steps],
        width=0.42,
        color=palette.SERIES[0],
        label=say("views.chart.observed"),
    )
    question = asked.question.text or asked.key
    calm(ax, say("views.chart.received", question=question))
    ax.set_xlabel(f"{say('views.chart.received_x')}\n{_who(asked, say)}")
    ax.set_ylabel(say("views.chart.received_y"))
    ax.set_xticks(times)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(frameon=False, fontsize=9, loc="upper right", labelcolor=palette.INK)
    return ax


def describe_received_against_chance(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    language: Language | str = Language.NB,
    draws: int = 1000,
) -> str:
    """Return the text alternative of `plot_received_against_chance`."""
    asked = graph.relation(relation or graph.first_drawn())
    say = get_translator(language)
    title = say("views.chart.received", question=asked.question.text or asked.key)
    bars = [_say_step(step, say) for step in _count_received(asked, draws) if step.pupils]
    return f"{title}. {_who(asked, say)} {'; '.join(bars)}."


def _say_step(step: _Step, say: Translator) -> str:
    if step.chance is None:
        return say.plural("views.chart.received_only", step.pupils, times=step.times)
    low, high = (say_number(v, say.language) for v in (step.chance.low, step.chance.high))
    return say.plural("views.chart.received_bar", step.pupils, times=step.times, low=low, high=high)


def _who(relation: Relation, say: Translator) -> str:
    asked, answered = len(relation.answered), int(relation.answered.sum())
    words = say("views.chart.answered", answered=answered, asked=asked)
    return words if answered == asked else f"{words} {say('views.chart.silence')}"


def _count_received(relation: Relation, draws: int) -> list[_Step]:
    received = relation.named.sum(axis=0)
    highest = int(received.max(initial=0)) + 1
    return [
        _Step(times, int((received == times).sum()), _chance_of(relation, times, draws))
        for times in range(highest + 1)
    ]


def _chance_of(relation: Relation, times: int, draws: int) -> Chance | None:
    def pupils_chosen(named: BoolArray) -> IntArray:
        return np.asarray((named.sum(axis=-2) == times).sum(axis=-1), dtype=np.int64)

    try:
        return compare_with_chance(relation, pupils_chosen, null="out", draws=draws)
    except NotAvailableError:
        return None


def plot_scale(
    scale: ScalePortrait, *, ax: Axes | None = None, language: Language | str = Language.NB
) -> Axes:
    """Draw how many gave each answer on one scale, and the mean with its noise.

    Where too few answered to be shown there are no bars but the reason in words: an empty chart
    could be read as zero.

    Parameters
    ----------
    scale
        From a portrait.
    ax
        Where to draw; by default on a new figure.
    language
        Language of the words.
    """
    say = get_translator(language)
    ax = ax or new_axes(6.4, 3.6)
    answers = range(scale.lowest, scale.highest + 1)
    calm(ax, scale_title(scale))
    ax.set_xlim(scale.lowest - 0.6, scale.highest + 0.6)
    ax.set_xticks(list(answers))
    ends = say("views.chart.scale_x", lowest=scale.lowest, highest=scale.highest)
    ax.set_xlabel(f"{ends}\n{_summary(scale, say)}")
    if not scale.counts:
        _say_instead(ax, _summary(scale, say))
        ax.set_xlabel(ends)
        return ax
    bars = ax.bar(answers, scale.counts, width=0.7, color=palette.SERIES[0])
    ax.bar_label(bars, color=palette.INK, fontsize=10, padding=2)
    ax.set_ylabel(say("views.chart.scale_y"))
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    _mark_mean(ax, scale.mean, scale.half_width, max(scale.counts))
    return ax


def describe_scale(scale: ScalePortrait, *, language: Language | str = Language.NB) -> str:
    """Return the text alternative of `plot_scale`."""
    say = get_translator(language)
    answers = range(scale.lowest, scale.highest + 1)
    bars = [
        say("views.chart.scale_bar", answer=answer, count=count)
        for answer, count in zip(answers, scale.counts, strict=False)
    ]
    parts = [f"{scale_title(scale)}.", f"{_summary(scale, say)}."]
    if bars:
        ends = say("views.chart.scale_x", lowest=scale.lowest, highest=scale.highest)
        parts.append(f"{ends}: {'; '.join(bars)}.")
    return " ".join(parts)


def _summary(scale: ScalePortrait, say: Translator) -> str:
    who = say("views.cell.share", answered=scale.n_answered, asked=scale.n_asked)
    answered = f"{say('views.column.answered')}: {who}"
    if scale.mean.value is None:
        reason = say("views.chart.no_number", reason=say_reading(scale.mean, say.language))
        return f"{reason}. {answered}"
    mean = say(
        "views.chart.scale_mean", mean=say_number(scale.mean.value, say.language, fixed=True)
    )
    if scale.half_width is not None:
        width = say_number(scale.half_width, say.language, fixed=True)
        mean = f"{mean}, {say('views.chart.scale_noise', width=width)}"
    return f"{mean}. {answered}"


def _mark_mean(ax: Axes, mean: Reading, half_width: float | None, tallest: int) -> None:
    if mean.value is None:
        return
    ax.set_ylim(0, tallest * 1.35)
    ax.errorbar(
        mean.value,
        tallest * 1.24,
        xerr=half_width,
        fmt="D",
        color=palette.HIGHLIGHT,
        markersize=7,
        capsize=5,
        linewidth=2,
    )


def _say_instead(ax: Axes, words: str) -> None:
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.text(0.5, 0.5, words, transform=ax.transAxes, ha="center", va="center", wrap=True).set(
        color=palette.INK, fontsize=11
    )
