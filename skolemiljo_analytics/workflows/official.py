"""Use case: Udir's published figures beside the class's own: read, tabulated, ready to draw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_analytics.doubt.reading import Reading as Result
from skolemiljo_analytics.readers.reading import Reading, Request, read_sources
from skolemiljo_analytics.readers.safe_export import safe_csv
from skolemiljo_analytics.readers.sources import APP_LIMITS, Source
from skolemiljo_analytics.tables.statistics import (
    ALL_QUESTIONS,
    FigureState,
    Measure,
    OfficialPoint,
    OfficialSeries,
    OfficialTable,
    Topic,
)
from skolemiljo_analytics.views.trend_chart import TrendLine, TrendPoint, describe_trend
from skolemiljo_analytics.vocabulary import Language, Purpose, Reason
from skolemiljo_analytics.workflows.check import read_files
from skolemiljo_analytics.workflows.wellbeing import ScaleOverTime

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "compare_with",
    "main_series",
    "official_csv",
    "official_frame",
    "official_line",
    "read_official",
    "read_official_bytes",
]

_MAIN = {
    Topic.INDICATOR: Measure.SCORE,
    Topic.BULLYING: Measure.BULLIED,
    Topic.PARTICIPATION: Measure.PARTICIPATED,
}


def read_official(files: Iterable[str | Path]) -> Reading:
    """Read exports from disk; `statistics` holds the figures, `report` what was noticed.

    Examples
    --------
    >>> read_official([]).statistics.rows
    ()
    """
    return read_files(files)


def read_official_bytes(files: Mapping[str, bytes]) -> Reading:
    """Read uploaded exports, name to bytes; problems are in the report."""
    sources = [Source(name, data) for name, data in files.items()]
    return read_sources(sources, Request(Purpose.PREVENTIVE, limits=APP_LIMITS))


def main_series(table: OfficialTable) -> tuple[OfficialSeries, ...]:
    """Return one series an index, unit and grade: its score, its share, or who took part.

    An index of one question has no row for all questions; the question stands for it.
    """
    chosen: dict[tuple[str, ...], OfficialSeries] = {}
    for one in table.series():
        if one.measure is not _MAIN.get(one.topic):
            continue
        key = (one.topic, one.unit, one.grade, one.gender, one.group)
        if key not in chosen or one.question == ALL_QUESTIONS:
            chosen[key] = one
    return tuple(chosen.values())


def official_frame(table: OfficialTable) -> pd.DataFrame:
    """Return every figure as a row: hidden ones with ``state`` hidden and no value."""
    import pandas as pd

    rows = [
        (
            str(one.topic), one.unit, one.grade, one.gender, one.group, one.question,
            one.alternative, str(one.measure), point.school_year, point.figure.value,
            str(point.figure.state), point.break_before,
        )
        for one in table.series()
        for point in one.points
    ]  # fmt: skip
    columns = [
        "topic", "unit", "grade", "gender", "group", "question", "alternative", "measure",
        "school_year", "value", "state", "break_before",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def official_csv(table: OfficialTable) -> bytes:
    """Return `official_frame` as CSV in which nothing can run as a formula."""
    return safe_csv(official_frame(table))


def official_line(series: OfficialSeries) -> TrendLine:
    """Return a series to draw beside the school's own: hidden years hidden, breaks not joined."""
    name = " · ".join(part for part in (series.unit, series.grade, series.group) if part)
    return TrendLine(
        name,
        tuple(_point(one) for one in series.points if one.figure.state is not FigureState.NONE),
    )


def _point(point: OfficialPoint) -> TrendPoint:
    value = point.figure.value
    result = Result.missing(Reason.DISCLOSURE)
    if value is not None:
        result = Result.known(value, n_asked=0, n_answered=0)
    return TrendPoint(point.school_year, result, None, bool(point.break_before))


def compare_with(
    scale: ScaleOverTime, series: Iterable[OfficialSeries], language: Language
) -> ScaleOverTime:
    """Return a scale with published lines last; only where both are scores from 1 to 5.

    A school year (``2025-26``) stands after the rounds of its autumn and before those of spring.
    In the legend a line is called by what tells it from the others.
    """
    scores = [one for one in series if one.measure is Measure.SCORE]
    lines = tuple(_short(official_line(one), one, scores) for one in scores)
    if not lines or (scale.lowest, scale.highest) != (1, 5):
        return scale
    together = (*scale.lines, *lines)
    said = describe_trend(together, title=scale.title, language=language)
    return replace(scale, lines=together, description=said)


def _short(line: TrendLine, one: OfficialSeries, others: list[OfficialSeries]) -> TrendLine:
    """Return a line named only by what the others do not share: a legend has little room."""
    parts = [(s.unit, s.grade, s.group) for s in others]
    shared = [len(set(column)) == 1 for column in zip(*parts, strict=True)]
    own = zip((one.unit, one.grade, one.group), shared, strict=True)
    telling = [part for part, same in own if part and not same] or [one.group]
    return replace(line, name=f"Udir: {' · '.join(telling)}")
