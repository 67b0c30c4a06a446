"""The calendar file, read back by a reader of its own that takes RFC 5545 at its word."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.casework.year import YearEvent, YearKind
from skolemiljo_analytics.views.calendar_file import render_ics
from skolemiljo_analytics.views.year_wheel import describe_year, render_year_wheel
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.year import say_span, suggested_events

NAME = re.compile(r"[A-Z-]+")


def read_ics(content: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """Read a calendar file strictly: CR LF, folding, one VCALENDAR, VEVENTs, escaped text."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    physical = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in physical)
    for line in physical:
        line.decode()  # no letter is cut in two
    lines = content.replace(b"\r\n ", b"").decode()[:-2].split("\r\n")
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    head: dict[str, str] = {}
    events: list[dict[str, str]] = []
    into = head
    for line in lines[1:-1]:
        left, colon, value = line.partition(":")
        assert colon
        name, _, parameters = left.partition(";")
        assert NAME.fullmatch(name), line
        if (name, value) == ("BEGIN", "VEVENT"):
            assert into is head
            into = {}
        elif (name, value) == ("END", "VEVENT"):
            events.append(into)
            into = head
        else:
            assert name not in into, name
            into[name] = value if parameters else unescape(value)
    assert into is head
    return head, events


def unescape(value: str) -> str:
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), value
    return re.sub(r"\\(.)", lambda m: "\n" if m.group(1) in "nN" else m.group(1), value)


def test_a_calendar_has_what_the_standard_requires() -> None:
    events = [
        YearEvent(YearKind.EVALUATION, date(2026, 12, 4), date(2026, 12, 4), klass="7B"),
        YearEvent(YearKind.SURVEY, date(2026, 9, 14), date(2026, 10, 2)),
    ]
    content = render_ics(events, name="Årshjul", made_on=date(2026, 11, 28))
    head, (first, second) = read_ics(content)
    assert head["VERSION"] == "2.0"
    assert head["PRODID"].startswith("-//skolemiljo_analytics//")
    assert first["SUMMARY"] == "Vurdere tiltak i 7B"
    assert (first["CLASS"], second["CLASS"]) == ("PRIVATE", "PUBLIC")
    assert (second["DTSTART"], second["DTEND"]) == ("20260914", "20261003")
    assert first["DTSTAMP"] == "20261128T000000Z"
    assert first["UID"] != second["UID"]


@given(
    st.text(max_size=80).filter(lambda t: t.strip() != ""),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 300),
    st.sampled_from(list(Language)),
)
def test_any_words_and_days_come_back_as_they_were(
    title: str, day: date, length: int, language: Language
) -> None:
    event = YearEvent(YearKind.OWN, day, day + timedelta(days=length), title)
    _, (read,) = read_ics(render_ics([event], name=title, made_on=day, language=language))
    lines = title.replace("\r\n", "\n").replace("\r", "\n")
    expected = "".join(c for c in lines if c == "\n" or (c >= " " and c != "\x7f"))
    assert read["SUMMARY"] == expected
    start, end = (date.fromisoformat(read[key]) for key in ("DTSTART", "DTEND"))
    assert (start, end - timedelta(days=1)) == (event.starts_on, event.ends_on)


def test_the_same_calendar_gives_the_same_bytes() -> None:
    events = suggested_events(2026)
    assert render_ics(events, name="A", made_on=date(2026, 8, 1)) == render_ics(
        events, name="A", made_on=date(2026, 8, 1)
    )


# -- the wheel ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", list(Language))
def test_the_wheel_is_drawn_and_told(language: Language) -> None:
    events = suggested_events(2026, language)
    svg, png = render_year_wheel(events, 2026, today=date(2026, 11, 28), language=language)
    assert svg.lstrip().startswith("<?xml")
    assert png.startswith(b"\x89PNG")
    told = describe_year(events, language)
    assert all(one.title in told for one in events)


def test_an_empty_year_is_a_wheel_too() -> None:
    assert render_year_wheel((), 2026)[1].startswith(b"\x89PNG")
    assert "–" in describe_year(())


def test_a_whole_month_is_said_as_a_month() -> None:
    suggestions = suggested_events(2026)
    assert say_span(suggestions[0]) == "august 2026"
    assert {one.starts_on.year for one in suggestions} == {2026, 2027}
    day = YearEvent(YearKind.OWN, date(2026, 12, 1), date(2026, 12, 2), "A")
    assert say_span(day) == "1. desember 2026 – 2. desember 2026"
