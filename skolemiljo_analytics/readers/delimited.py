"""CSV and TSV: which delimiter, found by how evenly it cuts the rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.readers.encodings import decode
from skolemiljo_analytics.readers.sheets import RawSheet
from skolemiljo_analytics.readers.sources import Limits, Source
from skolemiljo_analytics.tables.problems import Problem, Severity

__all__ = ["find_delimiter", "read_delimited"]

_CANDIDATES = (";", "\t", ",", "|")
_SEP_LINE = re.compile(r'^"?sep=(.)"?\s*(\r\n|\n|\r)', re.IGNORECASE)
_LONGEST_CELL = 131_072


def read_delimited(source: Source, limits: Limits) -> tuple[RawSheet, list[Problem]]:
    """Read a text file as one sheet.

    A first line ``sep=;`` decides and is not counted as a row, as in a spreadsheet. What is mended
    (text encoded twice) or cannot be read is reported, never silent.

    Raises
    ------
    FileRefusedError
        If the sheet is larger than the door lets in, or a quote is never closed.
    """
    decoded = decode(source.data)
    text, delimiter = decoded.text.removeprefix("\ufeff"), ""
    first = _SEP_LINE.match(text)
    if first:
        delimiter, text = first.group(1), text[first.end() :]
    delimiter = delimiter or find_delimiter(text)
    rows = _parse(source.name, text, delimiter, limits)
    problems = []
    if decoded.mended:
        problems.append(_note("mended_twice_encoded", source, n=decoded.mended))
    if decoded.unreadable:
        problems.append(_note("unreadable_letters", source, n=decoded.unreadable))
    return RawSheet(source.name, "", rows, decoded.encoding, delimiter), problems


def _note(code: str, source: Source, **details: int) -> Problem:
    return Problem(code, Severity.NOTE, source.name, details=details)


def _parse(name: str, text: str, delimiter: str, limits: Limits) -> list[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    rows: list[list[str]] = []
    last = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or "\x1f"):
            rows.append(row)
            if any(row):
                last = len(rows)
            if last > limits.rows or len(row) > limits.columns:
                raise FileRefusedError("too_many_cells", name, rows=limits.rows)
            if len(rows) > 4 * limits.rows + 1_048_576:
                break
    except csv.Error:
        raise FileRefusedError("damaged", name) from None
    return rows[:last]


def find_delimiter(text: str) -> str:
    """Return the delimiter that cuts most rows into the same number of cells; empty if none does.

    A comma or semicolon that is nearly always followed by a space is punctuation inside a cell:
    «Berg, Ada» is one name.
    """
    sample = text[:200_000]
    scores = {mark: _evenness(sample, mark) for mark in _CANDIDATES}
    best = max(scores, key=lambda mark: scores[mark])
    return best if scores[best] > 0 else ""


def _evenness(sample: str, mark: str) -> float:
    if mark not in sample:
        return 0
    rows = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) >= 200:
                break
    except csv.Error:
        return 0
    if not rows:
        return 0
    widths = Counter(len(row) for row in rows)
    width, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
    prose = _is_prose(rows)
    if width < 2 or (prose and width == 2):
        return 0
    return count / len(rows) * (0.3 if prose else 1.0) + min(width, 50) / 1000


def _is_prose(rows: list[list[str]]) -> bool:
    """Tell whether the cells after a cut nearly always start with a space."""
    later = [cell for row in rows for cell in row[1:] if cell]
    return bool(later) and sum(cell[0] == " " for cell in later) > 0.8 * len(later)
