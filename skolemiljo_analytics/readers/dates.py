"""Every date habit of a Norwegian school: dd.mm.yyyy, dd.mm.yy, ddmmyy, ISO, Excel serials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from skolemiljo_analytics.readers.sheets import Cell

__all__ = ["commonest_day", "month_key", "read_day", "read_moment"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NORWEGIAN = re.compile(r"(?<!\d)(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"^(\d{2})(\d{2})(\d{2}|\d{4})$")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([AaPp])?\.?[Mm]?")
_EXCEL_START = datetime(1899, 12, 30)  # noqa: DTZ001 (a form's clock is local time, without zone)


def read_moment(cell: Cell) -> datetime | None:
    """Return the moment a cell holds, or None; local time, as a form writes it.

    Two-digit years are 2000-2069 and 1970-1999. ``03/10/25`` is read the Norwegian way, day first.

    Examples
    --------
    >>> read_moment("14.10.2025 09.12.33")
    datetime.datetime(2025, 10, 14, 9, 12, 33)
    """
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _from_serial(float(cell))
    return _from_text(str(cell).strip())


def _from_serial(number: float) -> datetime | None:
    if not 20_000 <= number <= 80_000:
        return None
    return (_EXCEL_START + timedelta(days=number)).replace(microsecond=0)


def _from_text(text: str) -> datetime | None:
    found = _ISO.search(text)
    parts = [int(part) for part in found.groups()] if found else None
    if not found:
        found = _NORWEGIAN.search(text) or _COMPACT.match(text)
        parts = [int(part) for part in found.groups()[::-1]] if found else None
    if not found or not parts:
        return None
    year = parts[0] if parts[0] >= 100 else parts[0] + (2000 if parts[0] < 70 else 1900)
    hour, minute, second = _clock(text[found.end() :])
    try:
        return datetime(year, parts[1], parts[2], hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None


def _clock(text: str) -> tuple[int, int, int]:
    found = _CLOCK.search(text)
    if not found:
        return 0, 0, 0
    hour, half = int(found.group(1)), (found.group(4) or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, int(found.group(2)), int(found.group(3) or 0)


def read_day(cell: Cell) -> date | None:
    """Return the day a cell holds, or None."""
    moment = read_moment(cell)
    return moment.date() if moment else None


def commonest_day(days: Iterable[date]) -> date | None:
    """Return the day most answers were given; the earliest of equals."""
    counts = Counter(days)
    return min(counts, key=lambda day: (-counts[day], day)) if counts else None


def month_key(day: date) -> str:
    """Return the key of a round held that day: ``2025-10``."""
    return f"{day:%Y-%m}"
