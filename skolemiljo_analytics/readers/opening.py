"""Any file to sheets, and every reason a file is not opened."""

from __future__ import annotations

import json

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.readers.delimited import read_delimited
from skolemiljo_analytics.readers.encodings import decode
from skolemiljo_analytics.readers.guard import Container, check_container
from skolemiljo_analytics.readers.sheets import Cell, RawSheet
from skolemiljo_analytics.readers.sources import PYTHON_LIMITS, Limits, Source
from skolemiljo_analytics.readers.workbooks import read_workbook
from skolemiljo_analytics.tables.problems import Problem

__all__ = ["open_source"]


def open_source(
    source: Source, limits: Limits = PYTHON_LIMITS
) -> tuple[list[RawSheet], list[Problem]]:
    """Open a file of any known kind as sheets, with what is worth knowing about them.

    Raises
    ------
    FileRefusedError
        If the file is not opened: too large, encrypted, damaged, of a foreign kind.
    """
    if check_container(source, limits) is Container.WORKBOOK:
        return read_workbook(source, limits)
    start = source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in {b"[", b"{"}:
        table = _json_rows(source)
        if table is not None:
            return [RawSheet(source.name, "", table, "utf-8", "")], []
    sheet, problems = read_delimited(source, limits)
    return [sheet], problems


def _json_rows(source: Source) -> list[list[Cell]] | None:
    """Return a list of objects as a header and rows; None where the text is not JSON."""
    try:
        value = json.loads(decode(source.data).text)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, dict):
        value = next((v for v in value.values() if isinstance(v, list)), [value])
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise FileRefusedError("json_shape", source.name)
    headings = list(dict.fromkeys(key for row in value for key in row))
    rows: list[list[Cell]] = [list(headings)]
    rows += [[_plain(row.get(key)) for key in headings] for row in value]
    return rows


def _plain(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, list):
        return ";".join(str(part) for part in value)
    return json.dumps(value, ensure_ascii=False)
