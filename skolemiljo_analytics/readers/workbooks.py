"""XLSX, XLSM, XLS and ODS through calamine; macros and formulas are never run.

What a workbook hides (sheets, rows), computes (formulas) or fails at (error values) is looked up in
its own XML, because a reader of values does not see it.
"""

from __future__ import annotations

import io
import re
import zipfile
from itertools import islice

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.readers.sheets import Cell, RawSheet, is_blank
from skolemiljo_analytics.readers.sources import Limits, Source
from skolemiljo_analytics.tables.problems import Problem, Severity

__all__ = ["read_workbook"]

_HIDDEN_ROW = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_FORMULA = re.compile(rb'<c\b[^>]*\br="([A-Z]+)(\d+)"[^>]*>\s*<f\b')
_ERROR = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"')
_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_SHEET = re.compile(rb"<sheet\b[^>]*/?>")
_TARGET = re.compile(rb"<Relationship\b[^>]*/?>")


def read_workbook(source: Source, limits: Limits) -> tuple[list[RawSheet], list[Problem]]:
    """Read every sheet; hidden sheets are read apart and reported.

    Raises
    ------
    FileRefusedError
        If the workbook is encrypted, damaged or larger than the door lets in.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(source.data)) as book:
            found = [
                (
                    meta.name,
                    not str(meta.visible).endswith(".Visible"),
                    _rows(source, book, meta, limits),
                )
                for meta in book.sheets_metadata
                if str(meta.typ).endswith(".WorkSheet")
            ]
    except PasswordError:
        raise FileRefusedError("encrypted", source.name) from None
    except (CalamineError, ValueError, OSError, KeyError):
        raise FileRefusedError("damaged", source.name) from None
    extras = _extras(source)
    sheets = []
    for name, hidden, rows in found:
        hidden_rows, formulas, errors, merged = extras.get(name, (set(), set(), set(), []))
        sheets.append(
            RawSheet(
                source.name,
                name,
                rows,
                hidden=hidden,
                hidden_rows=frozenset(hidden_rows),
                formulas=frozenset(formulas),
                errors=frozenset(errors),
                merged=tuple(merged),
            )
        )
    return sheets, [problem for sheet in sheets for problem in _remarks(sheet)]


def _rows(source: Source, book: object, meta: object, limits: Limits) -> list[list[Cell]]:
    """Return the cells from A1 on, without the empty rows at the end."""
    sheet = book.get_sheet_by_name(meta.name)  # type: ignore[attr-defined]
    if sheet.end is None:
        return []
    if sheet.width > limits.columns or sheet.height > limits.rows:
        raise FileRefusedError("too_many_cells", source.name, rows=limits.rows)
    top, left = sheet.start
    rows: list[list[Cell]] = [[] for _ in range(min(top, limits.rows))]
    for row in islice(sheet.to_python(skip_empty_area=True), limits.rows + 1):
        rows.append([None] * left + [None if cell == "" else cell for cell in row])  # noqa: PERF401
    while rows and all(is_blank(cell) for cell in rows[-1]):
        rows.pop()
    return rows


def _remarks(sheet: RawSheet) -> list[Problem]:
    out = []
    if sheet.hidden:
        out.append(Problem("hidden_sheet", Severity.NOTE, sheet.file, sheet.name))
    if sheet.hidden_rows:
        first = min(sheet.hidden_rows)
        n = len(sheet.hidden_rows)
        out.append(Problem("hidden_rows", Severity.NOTE, sheet.file, sheet.name, first,
                           details={"n": n}))  # fmt: skip
    for row, column in sorted(sheet.errors):
        out.append(
            Problem("error_cell", Severity.ASK, sheet.file, sheet.name, row, _letters(column))
        )
    if sheet.merged:
        row, column, *_ = sheet.merged[0]
        out.append(Problem("merged_cells", Severity.NOTE, sheet.file, sheet.name, row,
                           _letters(column), {"n": len(sheet.merged)}))  # fmt: skip
    empty = sorted(one for one in sheet.formulas if is_blank(sheet.cell(one[0] - 1, one[1] - 1)))
    if empty:
        row, column = empty[0]
        out.append(Problem("formula_without_value", Severity.ASK, sheet.file, sheet.name, row,
                           _letters(column), {"n": len(empty)}))  # fmt: skip
    if sheet.formulas:
        row, column = min(sheet.formulas)
        out.append(Problem("formulas", Severity.NOTE, sheet.file, sheet.name, row,
                           _letters(column), {"n": len(sheet.formulas)}))  # fmt: skip
    return out


Places = set[tuple[int, int]]
Run = tuple[int, int, int, int]


def _run(column: bytes, row: bytes, last_column: bytes, last_row: bytes) -> Run:
    return int(row), _number(column), int(last_row), _number(last_column)


def _extras(
    source: Source,
) -> dict[str, tuple[set[int], Places, Places, list[Run]]]:
    """Return per sheet of an XLSX: hidden rows, and places of formulas, errors and merged cells."""
    if not source.data.startswith(b"PK"):
        return {}
    out = {}
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        for name, path in _sheet_paths(archive).items():
            xml = archive.read(path)
            out[name] = (
                {int(row) for row in _HIDDEN_ROW.findall(xml)},
                {(int(row), _number(column)) for column, row in _FORMULA.findall(xml)},
                {(int(row), _number(column)) for column, row in _ERROR.findall(xml)},
                [_run(*found) for found in _MERGED.findall(xml)],
            )
    return out


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    from html import unescape

    def attribute(tag: bytes, key: bytes) -> str:
        found = re.search(rb"\b" + key + rb'="([^"]*)"', tag)
        return unescape(found.group(1).decode("utf-8", "replace")) if found else ""

    targets = {
        attribute(tag, b"Id"): attribute(tag, b"Target")
        for tag in _TARGET.findall(archive.read("xl/_rels/workbook.xml.rels"))
    }
    paths = {}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        target = targets.get(attribute(tag, b"r:id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in names:
            paths[attribute(tag, b"name")] = path
    return paths


def _number(letters: bytes) -> int:
    """Return the number of a column: ``A`` is 1."""
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value


def _letters(number: int) -> str:
    """Return the letters of a column: 1 is ``A``."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out
