"""The school year: when a class may well be asked, what is to be evaluated, the school's own days.

References
----------
Domain handbook 3.4 (once or twice a year, early in the week, not announced by day) and 7, row 23
(after *god oppstart* of four to six weeks, and late January).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

__all__ = [
    "YearEvent",
    "YearKind",
    "first_school_day",
    "in_school_year",
    "school_year_of",
    "survey_windows",
]

_FIRST_WEEKS, _LAST_WEEKS = 4, 6
_MOST_DAYS = 366


class YearKind(StrEnum):
    """What an event of the year is."""

    START = "start"  # the first day of school, as the school has set it
    SURVEY = "survey"  # a window in which classes may well be asked
    EVALUATION = "evaluation"  # what the adults decided is to be evaluated
    DELETION = "deletion"  # the last day raw answers are kept
    OWN = "own"  # the school's own


@dataclass(frozen=True)
class YearEvent:
    """One day or span of the year; it never says anything about a pupil.

    Attributes
    ----------
    kind
        What it is.
    starts_on, ends_on
        First and last day, both included.
    title
        The school's own words, for its own events; "" for others.
    klass
        What the class is called, where it is about one.
    event_id
        The store's id of an own event; "" for those that follow from plans.
    """

    kind: YearKind
    starts_on: date
    ends_on: date
    title: str = ""
    klass: str = ""
    event_id: str = ""

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins, or lasts more than a year."""
        if not 0 <= (self.ends_on - self.starts_on).days < _MOST_DAYS:
            raise ValueError("An event must end on the day it begins or within a year after.")

    @property
    def uid(self) -> str:
        """The same event has the same id in every calendar file."""
        parts = (self.kind, str(self.starts_on), str(self.ends_on), self.title, self.klass)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def school_year_of(day: date) -> int:
    """Return the calendar year in which the school year of `day` began (1 August).

    Examples
    --------
    >>> school_year_of(date(2026, 7, 31)), school_year_of(date(2026, 8, 1))
    (2025, 2026)
    """
    return day.year if day.month >= 8 else day.year - 1


def first_school_day(year: int) -> date:
    """Return the third Monday of August: what is supposed until the school sets its own day.

    Examples
    --------
    >>> first_school_day(2026)
    datetime.date(2026, 8, 17)
    """
    first = date(year, 8, 15)
    return first + timedelta(days=-first.weekday() % 7)


def survey_windows(first_day: date) -> tuple[YearEvent, YearEvent]:
    """Return the two windows in which classes may well be asked.

    From the Monday after four weeks of school to the Friday of the week that begins six weeks in;
    and from the first Monday on or after 18 January to the last Friday of January.

    Examples
    --------
    >>> [(str(w.starts_on), str(w.ends_on)) for w in survey_windows(date(2026, 8, 17))]
    [('2026-09-14', '2026-10-02'), ('2027-01-18', '2027-01-29')]
    """
    monday = first_day - timedelta(days=first_day.weekday())
    opens = monday + timedelta(weeks=_FIRST_WEEKS)
    closes = monday + timedelta(weeks=_LAST_WEEKS, days=4)
    winter = date(first_day.year + 1, 1, 18)
    winter += timedelta(days=-winter.weekday() % 7)
    last = date(first_day.year + 1, 1, 31)
    friday = last - timedelta(days=(last.weekday() - 4) % 7)
    return (
        YearEvent(YearKind.SURVEY, opens, closes),
        YearEvent(YearKind.SURVEY, winter, friday),
    )


def in_school_year(events: Iterable[YearEvent], year: int) -> tuple[YearEvent, ...]:
    """Return the events that touch a school year, each once, by day, then kind and words."""
    first, last = date(year, 8, 1), date(year + 1, 7, 31)
    found = {one for one in events if one.starts_on <= last and one.ends_on >= first}
    return tuple(sorted(found, key=lambda e: (e.starts_on, e.ends_on, e.kind, e.title, e.klass)))
