"""Use case: well-being over time, as one role may see it: lines, table, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_analytics.trends.change import ChangeWord
from skolemiljo_analytics.trends.disclosure import UnitKind
from skolemiljo_analytics.views.trend_chart import TrendLine, TrendPoint, describe_trend
from skolemiljo_analytics.vocabulary import Language, ReadingStatus, Role
from skolemiljo_analytics.wording import Translator, get_translator, say_reading
from skolemiljo_analytics.wording.phrases import say_round
from skolemiljo_analytics.workflows.access import Fetch

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from skolemiljo_analytics.trends.series import Series, SeriesPoint
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["ScaleOverTime", "draw_over_time", "read_wellbeing"]


@dataclass(frozen=True)
class ScaleOverTime:
    """One scale over rounds for the units a role may see.

    Attributes
    ----------
    title, items
        What is measured; the questions it is made of, as the pupils read them.
    lowest, highest
        Ends of the scale.
    lines
        School first, then grades, then the class; never ordered by a number.
    description
        The text alternative of the chart.
    table
        One row a unit and round: the mean, its noise, and what may be said of the change.
    policy
        Name and version of the disclosure policy that decided what is hidden.
    """

    title: str
    items: tuple[str, ...]
    lowest: int
    highest: int
    lines: tuple[TrendLine, ...]
    description: str
    table: pd.DataFrame
    policy: str

    @property
    def all_hidden(self) -> bool:
        """Whether every number of it is hidden, so that there is nothing to draw."""
        points = [point for line in self.lines for point in line.points]
        return bool(points) and all(p.reading.status is ReadingStatus.HIDDEN for p in points)

    @property
    def latest(self) -> pd.DataFrame:
        """The newest round of each unit, as in `table` and in its order."""
        return self.table.groupby(self.table.columns[0], sort=False, as_index=False).tail(1)


def read_wellbeing(
    workspace: Workspace,
    role: Role,
    class_id: str,
    language: Language,
    *,
    school_id: str | None = None,
) -> tuple[ScaleOverTime, ...]:
    """Return every scale over time: grade and school for leadership, own class for its adults.

    One school at a time: that of the class, else `school_id`, else the only one there is.

    Raises
    ------
    AccessDeniedError
        If the role may see no trend.
    StoreError
        If there are several schools and none is named.
    """
    series = _series(workspace, role, class_id, school_id)
    names = _Names(_labels(workspace, role), get_translator(language))
    scales = dict.fromkeys(one.scale for one in series)
    return tuple(_over_time([s for s in series if s.scale == key], names) for key in scales)


@dataclass(frozen=True)
class _Names:
    """What units are called."""

    labels: Mapping[str, str]
    say: Translator

    def of(self, series: Series) -> str:
        unit = self.labels.get(series.unit, series.unit)
        return self.say(f"app.trend.{series.kind}", unit=unit)


def _labels(workspace: Workspace, role: Role) -> dict[str, str]:
    if not workspace.may(role, Fetch.CLASSES):
        return {}
    return {one.class_id: one.label for one in workspace.classes(role)}


def _series(workspace: Workspace, role: Role, class_id: str, school_id: str | None) -> list[Series]:
    """Fetch the chosen class and what is wider than a class; never the other classes beside it."""
    if not workspace.may(role, Fetch.WIDE_TREND):
        return list(workspace.trend(role, class_id=class_id)) if class_id else []
    of_class = class_id if workspace.may(role, Fetch.CLASSES) else None
    school = workspace.school(role, None if of_class else school_id, class_id=of_class)
    found = workspace.trend(role, school_id=school.school_id) if school else ()
    return [s for s in found if s.kind is not UnitKind.CLASS or s.unit == class_id]


def _over_time(series: list[Series], names: _Names) -> ScaleOverTime:
    first, say = series[0], names.say
    lines = tuple(TrendLine(names.of(one), tuple(_point(p) for p in one.points)) for one in series)
    title = _title(first)
    return ScaleOverTime(
        title,
        tuple(item.text or item.key for item in first.items),
        first.lowest,
        first.highest,
        lines,
        describe_trend(lines, title=title, language=say.language),
        _tabulate(series, names),
        f"{first.policy} {first.policy_version}",
    )


def draw_over_time(scale: ScaleOverTime, language: Language, *, narrow: bool = False) -> Figure:
    """Draw one scale over rounds; its title stands on the page.

    `narrow` is for a telephone: a smaller sheet, so that its letters can be read there.
    """
    from matplotlib.figure import Figure

    from skolemiljo_analytics.views.trend_chart import plot_trend

    figure = Figure(figsize=(4.1, 3.9) if narrow else (6.8, 4.4), layout="constrained")
    plot_trend(
        scale.lines,
        lowest=scale.lowest,
        highest=scale.highest,
        ax=figure.subplots(),
        language=language,
    )
    return figure


def _title(series: Series) -> str:
    if len(series.items) == 1:
        return series.items[0].text or series.scale
    return series.scale.replace("_", " ").capitalize()


def _point(point: SeriesPoint) -> TrendPoint:
    return TrendPoint(point.wave, point.reading, point.half_width, point.starts_anew)


def _tabulate(series: list[Series], names: _Names) -> pd.DataFrame:
    import pandas as pd

    say = names.say
    rows = [
        (names.of(one), say_round(point.wave, say.language), _mean(point, say), _change(point, say))
        for one in series
        for point in one.points
    ]
    heads = ("unit", "round", "mean", "change")
    return pd.DataFrame(rows, columns=[say(f"app.trend.column_{head}") for head in heads])


def _mean(point: SeriesPoint, say: Translator) -> str:
    said = say_reading(point.reading, say.language, fixed=True)
    if not point.reading.is_number or point.half_width is None:
        return said
    return say("app.trend.noise", mean=said, half=_half(point.half_width, say))


def _half(half_width: float, say: Translator) -> str:
    from skolemiljo_analytics.wording import say_number

    return say_number(half_width, say.language, fixed=True)


def _change(point: SeriesPoint, say: Translator) -> str:
    if point.change is None:
        return ""
    if point.change.word is None:
        return say_reading(point.change.difference, say.language, fixed=True)
    if point.change.word is ChangeWord.CHANGED:
        return say(f"app.trend.changed_{'up' if point.change.difference.require() > 0 else 'down'}")
    return say(f"app.trend.{point.change.word}")
