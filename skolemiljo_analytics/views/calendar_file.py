"""The calendar file (iCalendar, RFC 5545): whole-day events, folded and escaped as it asks.

References
----------
RFC 5545, https://www.rfc-editor.org/rfc/rfc5545 (3.1 folding, 3.3.11 text, 3.6.1 events)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from skolemiljo_analytics.casework.year import YearEvent, YearKind
from skolemiljo_analytics.vocabulary import VERSION, Language
from skolemiljo_analytics.wording import get_translator
from skolemiljo_analytics.wording.year import say_year_event

__all__ = ["render_ics"]

_OCTETS = 75


def render_ics(
    events: Iterable[YearEvent],
    *,
    name: str,
    made_on: date,
    language: Language | str = Language.NB,
) -> bytes:
    """Return a calendar file any calendar can read in.

    The same events give the same ids, so reading a newer file in again changes what is there
    instead of doubling it. What is about a class is marked private.

    Parameters
    ----------
    events
        What is in it; nothing about a pupil (`YearEvent` holds none).
    name
        What the calendar is called.
    made_on
        The day it is made.
    language
        Of the words.

    Returns
    -------
    bytes
        UTF-8, lines ended by CR LF and no longer than 75 octets.
    """
    say = get_translator(language)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//skolemiljo_analytics//{VERSION}//{say.language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += _event(event, made_on, say.language)
    lines.append("END:VCALENDAR")
    return b"".join(folded + b"\r\n" for line in lines for folded in _folded(line))


def _event(event: YearEvent, made_on: date, language: Language) -> list[str]:
    say = get_translator(language)
    after = event.ends_on + timedelta(days=1)  # the end is not included (3.6.1)
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}@skolemiljo-analytics",
        f"DTSTAMP:{made_on:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.starts_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{after:%Y%m%d}",
        f"SUMMARY:{_escaped(say_year_event(event, language))}",
        f"DESCRIPTION:{_escaped(say(f'year.help.{event.kind}'))}",
        f"CATEGORIES:{_escaped(say(f'year.kind.{event.kind}'))}",
        f"CLASS:{'PRIVATE' if _is_private(event) else 'PUBLIC'}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _is_private(event: YearEvent) -> bool:
    return event.kind in {YearKind.EVALUATION, YearKind.DELETION}


def _escaped(text: str) -> str:
    r"""Escape a text value; other control characters are left out.

    Examples
    --------
    >>> _escaped("a;b,c\\d\n\x07")
    'a\\;b\\,c\\\\d\\n'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, written)
    return "".join(c for c in text if c >= " " and c != "\x7f")


def _folded(line: str) -> Iterator[bytes]:
    """Yield a line in pieces of at most 75 octets, never cutting a letter in two."""
    room, piece = _OCTETS, b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            yield piece
            piece = b" "
        piece += octets
    yield piece
