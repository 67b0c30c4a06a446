"""Published figures in plain words: a hidden figure is said to be hidden, a break is told."""

from __future__ import annotations

from skolemiljo_analytics.tables.statistics import (
    FigureState,
    OfficialPoint,
    OfficialSeries,
    Topic,
)
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.catalogue import Translator, get_translator
from skolemiljo_analytics.wording.phrases import say_number

__all__ = ["say_official", "say_vanished"]


def say_official(series: OfficialSeries, language: Language | str = Language.NB) -> str:
    """Return a series as one line: where, what, and the figure of each school year."""
    say = get_translator(language)
    named = [series.unit, series.grade, series.group or say(f"readers.topic.{series.topic}")]
    years = ", ".join(_year(point, say) for point in series.points)
    measure = say(f"readers.measure.{series.measure}")
    return f"{' · '.join(part for part in named if part)} ({measure}): {years}"


def _year(point: OfficialPoint, say: Translator) -> str:
    figure = point.figure
    value = say(f"readers.figure.{figure.state}")
    if figure.state is FigureState.NUMBER and figure.value is not None:
        value = say_number(figure.value, say.language)
    text = f"{point.school_year} {value}"
    if not point.break_before:
        return text
    return say("readers.figure.break", figure=text, why=say(f"readers.break.{point.break_before}"))


def say_vanished(unit: str, topic: Topic, year: str, language: Language | str = Language.NB) -> str:
    """Say that a unit has no row in a year in which others do."""
    say = get_translator(language)
    return say("readers.figure.vanished", unit=unit, year=year, topic=say(f"readers.topic.{topic}"))
