"""Tables out again, so that nothing in them can run as a formula.

References
----------
OWASP, *CSV injection*: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plain_text", "safe_csv", "safe_csv_rows", "safe_text", "safe_xlsx"]

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_text(text: str) -> str:
    """Return a text that a spreadsheet shows and does not run: an apostrophe before = + - @.

    Numbers stay numbers.

    Examples
    --------
    >>> safe_text("=1+1")
    "'=1+1"
    >>> safe_text("-1")
    '-1'
    """
    if text.lstrip(" \u00a0").startswith(_STARTS) and not _is_number(text):
        return f"'{text}"
    return text


def plain_text(text: str) -> str:
    """Return the text that `safe_text` made safe."""
    return text[1:] if text.startswith("'") and safe_text(text[1:]) == text else text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def safe_csv(frame: pd.DataFrame, *, index: bool = False) -> bytes:
    """Return a table as CSV for Norwegian spreadsheets: semicolon, UTF-8 with mark."""
    shown = frame.reset_index() if index else frame
    return safe_csv_rows(list(shown.columns), shown.itertuples(index=False, name=None))


def safe_csv_rows(columns: Iterable[object], rows: Iterable[Iterable[object]]) -> bytes:
    """Return headings and rows as `safe_csv` returns a table, without a data frame."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";")
    table.writerow([safe_text(str(heading)) for heading in columns])
    for row in rows:
        table.writerow(["" if _is_missing(value) else safe_text(str(value))
                        for value in row])  # fmt: skip
    return out.getvalue().encode("utf-8-sig")


def safe_xlsx(frames: Mapping[str, pd.DataFrame], *, index: bool = False) -> bytes:
    """Return tables as a workbook, one sheet a table; every text is stored as text."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": False}  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        for name, frame in frames.items():
            sheet = book.add_worksheet(_sheet_name(name))
            shown = frame.reset_index() if index else frame
            for at, heading in enumerate(shown.columns):
                sheet.write_string(0, at, str(heading))
            for row, values in enumerate(shown.itertuples(index=False, name=None), start=1):
                for at, value in enumerate(values):
                    _write(sheet, (row, at), value)
    return out.getvalue()


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))


def _sheet_name(name: str) -> str:
    plain = "".join(char for char in name if char not in "[]:*?/\\")
    return plain.strip("'")[:31] or "Ark1"


def _write(sheet: object, place: tuple[int, int], value: object) -> None:
    if _is_missing(value):
        return
    if isinstance(value, int | float):
        sheet.write_number(*place, value)  # type: ignore[attr-defined]
    else:
        sheet.write_string(*place, str(value))  # type: ignore[attr-defined]
