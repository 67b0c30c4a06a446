"""The year in words: each event, its day or span, and what a school's year may hold."""

from __future__ import annotations

from datetime import date

from skolemiljo_analytics.casework.year import YearEvent, YearKind
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.catalogue import get_translator
from skolemiljo_analytics.wording.phrases import say_date

__all__ = ["SUGGESTED", "say_month", "say_span", "say_year_event", "suggested_events"]

SUGGESTED = (
    (8, "good_start"),
    (8, "buddies"),
    (8, "council_start"),
    (9, "autumn_day"),
    (9, "leaders_start"),
    (10, "mental_health"),
    (11, "gathering"),
    (12, "winter_ending"),
    (1, "kind_language"),
    (2, "carnival"),
    (3, "winter_day"),
    (4, "spring_gathering"),
    (5, "trip"),
    (5, "leaders_end"),
    (6, "council_end"),
    (6, "summer_ending"),
)
"""What a school's year may hold, by month (domain handbook 7, row 23): to begin from and change."""


def say_year_event(event: YearEvent, language: Language | str = Language.NB) -> str:
    """Say what an event is, in a few words."""
    say = get_translator(language)
    if event.kind is YearKind.OWN:
        return event.title
    if event.klass:
        return say(f"year.event.{event.kind}_in", klass=event.klass)
    return event.title or say(f"year.event.{event.kind}")


def say_span(event: YearEvent, language: Language | str = Language.NB) -> str:
    """Say when it is: a day, a whole month, or from one day to another."""
    first, last = event.starts_on, event.ends_on
    if first == last:
        return say_date(first, language)
    if first.day == 1 and last.toordinal() + 1 == _next_month(first).toordinal():
        return say_month(first, language)
    return f"{say_date(first, language)} – {say_date(last, language)}"


def say_month(day: date, language: Language | str = Language.NB) -> str:
    """Say a month and its year: ``november 2026``."""
    from babel.dates import format_date

    locale = {Language.NB: "nb_NO", Language.NN: "nn_NO", Language.EN: "en_GB"}
    return format_date(day, "LLLL yyyy", locale=locale[Language(language)])


def suggested_events(year: int, language: Language | str = Language.NB) -> tuple[YearEvent, ...]:
    """Return the events a school may begin from, each in its month, in a language."""
    say = get_translator(language)
    found = []
    for month, key in SUGGESTED:
        first = date(year + (month < 8), month, 1)
        last = date.fromordinal(_next_month(first).toordinal() - 1)
        found.append(YearEvent(YearKind.OWN, first, last, say(f"year.suggested.{key}")))
    return tuple(found)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
