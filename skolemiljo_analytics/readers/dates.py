"""Every date habit of a Norwegian school: dd.mm.yyyy, dd.mm.yy, ddmmyy, ISO, Excel serials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from skolemiljo_analytics.readers.sheets import Cell

__all__ = ["are_month_first", "commonest_day", "month_key", "read_day", "read_moment"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NORWEGIAN = re.compile(r"(?<!\d)(\d{1,2})[./\-](\d{1,2})[./\-](\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"^(\d{2})(\d{2})(\d{2}|\d{4})$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "mai may", "jun", "jul", "aug", "sep", "okt oct", "nov",
         "des dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_IN_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})\.?\s*({'|'.join(_MONTHS)})[a-zæøå]*\.?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE
)
_AMERICAN = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_HALF_DAY = re.compile(r"\d\s*[ap]\.?\s?m\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([AaPp])?\.?[Mm]?")
_EXCEL_START = datetime(1899, 12, 30)  # noqa: DTZ001 (a form's clock is local time, without zone)


def are_month_first(cells: Iterable[Cell]) -> bool:
    """Tell whether a column writes dates the American way: some only so, and none only ours."""
    found = [date for cell in cells if isinstance(cell, str) and (date := _AMERICAN.search(cell))]
    theirs = any(int(date[1]) <= 12 < int(date[2]) for date in found)
    return theirs and not any(int(date[2]) <= 12 < int(date[1]) for date in found)


def read_moment(cell: Cell, *, month_first: bool = False) -> datetime | None:
    """Return the moment a cell holds, or None; local time, as a form writes it.

    Two-digit years are 2000-2069 and 1970-1999. ``03/10/25`` is read the Norwegian way, day first;
    month first only beside a clock of AM and PM, where the second number is no month, or where
    `month_first` says that the column has such dates.

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
    return _from_text(str(cell).strip(), month_first=month_first)


def _from_serial(number: float) -> datetime | None:
    if not 20_000 <= number <= 80_000:
        return None
    return (_EXCEL_START + timedelta(days=number)).replace(microsecond=0)


def _from_text(text: str, *, month_first: bool) -> datetime | None:
    found = _ISO.search(text)
    parts = [int(part) for part in found.groups()] if found else None
    if not found and (found := _IN_WORDS.search(text)):
        parts = [int(found[3]), _MONTHS[found[2].lower()], int(found[1])]
    if not found and (found := _month_first(text, always=month_first)):
        parts = [int(found[3]), int(found[1]), int(found[2])]
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


def _month_first(text: str, *, always: bool) -> re.Match[str] | None:
    """Find an American date: with a clock of AM and PM, or where the second number is no month."""
    found = _AMERICAN.search(text)
    told = found and (always or _HALF_DAY.search(text) or int(found[2]) > 12)
    return found if found and told and int(found[1]) <= 12 else None


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
