"""The school year: windows held to the calendar, and what an event may be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.casework.year import (
    YearEvent,
    YearKind,
    first_school_day,
    in_school_year,
    school_year_of,
    survey_windows,
)


@given(st.integers(2000, 2100))
def test_the_supposed_first_day_is_a_monday_in_the_middle_of_august(year: int) -> None:
    day = first_school_day(year)
    assert (day.weekday(), day.month) == (0, 8)
    assert 15 <= day.day <= 21


@given(st.dates(date(2000, 8, 10), date(2100, 8, 30)).filter(lambda day: day.month == 8))
def test_the_windows_open_on_mondays_and_close_on_fridays(first: date) -> None:
    autumn, winter = survey_windows(first)
    assert [w.starts_on.weekday() for w in (autumn, winter)] == [0, 0]
    assert [w.ends_on.weekday() for w in (autumn, winter)] == [4, 4]
    assert timedelta(weeks=3) < autumn.starts_on - first <= timedelta(weeks=4)
    assert autumn.ends_on - first < timedelta(weeks=7)
    assert (winter.starts_on.month, winter.ends_on.month) == (1, 1)
    assert 18 <= winter.starts_on.day <= 24
    assert winter.ends_on.day >= 25
    assert winter.starts_on < winter.ends_on
    assert school_year_of(autumn.starts_on) == school_year_of(winter.ends_on) == first.year


def test_a_year_holds_what_touches_it_once_and_in_order() -> None:
    day = YearEvent(YearKind.OWN, date(2026, 11, 1), date(2026, 11, 30), "B")
    late = YearEvent(YearKind.OWN, date(2027, 7, 31), date(2027, 8, 2), "A")
    before = YearEvent(YearKind.OWN, date(2026, 7, 31), date(2026, 7, 31), "C")
    assert in_school_year([late, day, before, day], 2026) == (day, late)


@pytest.mark.parametrize("days", [-1, 366])
def test_an_event_ends_after_it_begins_and_within_a_year(days: int) -> None:
    with pytest.raises(ValueError, match="end"):
        YearEvent(YearKind.OWN, date(2026, 8, 1), date(2026, 8, 1) + timedelta(days=days), "A")


def test_the_same_event_has_the_same_id_and_another_another() -> None:
    one = YearEvent(YearKind.OWN, date(2026, 8, 1), date(2026, 8, 1), "A")
    same = YearEvent(YearKind.OWN, date(2026, 8, 1), date(2026, 8, 1), "A", event_id="x")
    other = YearEvent(YearKind.OWN, date(2026, 8, 1), date(2026, 8, 2), "A")
    assert one.uid == same.uid != other.uid
