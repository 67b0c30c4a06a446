"""One sheet as rows of plain cells, with what had to be noted while opening it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

__all__ = ["Cell", "RawSheet", "cell_text", "is_blank"]

Cell = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True)
class RawSheet:
    """A sheet as it stands in the file; row 1 is ``rows[0]``.

    Attributes
    ----------
    file, name
        The file's name; the sheet's name, empty for text files.
    rows
        Cells, row by row; rows may differ in length.
    encoding, delimiter
        For text files.
    hidden
        Whether the sheet is hidden in the workbook.
    hidden_rows, formulas, errors
        Row numbers that are hidden; places (row, column) of formulas and of error values.
    merged
        Row, column, last row and last column of each run of merged cells, from 1.
    """

    file: str
    name: str
    rows: Sequence[Sequence[Cell]] = field(repr=False)
    encoding: str = ""
    delimiter: str = ""
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell by row and column counted from 0; None outside the sheet."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]

    def rows_beyond(self, header: int) -> list[int]:
        """Return the rows, from 0, with something in a cell behind the last heading.

        A text file's row is cut into too many cells where a name or number holds the delimiter.
        """
        width = len(self.rows[header]) if 0 <= header < len(self.rows) else 0
        return [
            at
            for at in range(header + 1, len(self.rows))
            if len(self.rows[at]) > width and not all(map(is_blank, self.rows[at][width:]))
        ]

    @property
    def width(self) -> int:
        """Most cells in a row."""
        return max((len(row) for row in self.rows), default=0)


def is_blank(cell: Cell) -> bool:
    """Tell whether there is nothing in a cell but space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def cell_text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without decimals, dates in ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, bool) or (isinstance(cell, float) and cell.is_integer()):
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)
