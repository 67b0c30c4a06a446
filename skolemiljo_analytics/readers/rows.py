"""Rows of answers in one shape, whatever layout they came in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from skolemiljo_analytics.readers.columns import Column, Plan
from skolemiljo_analytics.readers.dates import are_month_first, read_moment
from skolemiljo_analytics.readers.headings import fold_heading
from skolemiljo_analytics.readers.sheets import Cell, RawSheet, cell_text, is_blank
from skolemiljo_analytics.readers.survey import find_ladder
from skolemiljo_analytics.tables.report import ColumnRole

__all__ = ["AnswerCell", "AnswerRow", "read_long", "read_square", "read_wide"]


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """One cell: which question it answers, and the answer as it stands.

    `whole` says that the text is one name (a long list, a matrix), so that it is not split.
    """

    column: str = field(repr=False)
    question: str
    content: Cell = field(repr=False)
    rank: int | None = None
    value: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row: who wrote it, when, in which class, and the cells with answers."""

    row: int
    name: str = field(repr=False)
    class_text: str
    email: str = field(repr=False)
    moment: datetime | None
    cells: tuple[AnswerCell, ...]
    undated: bool = False  # something stands where the time should, and it is no time
    label: str = ""  # the first cell of a row that names nobody: «Totalt»
    answered: tuple[str, ...] = ()  # questions this row shows as answered though no cell names one


def read_wide(sheet: RawSheet, header: int, plan: Plan) -> tuple[list[AnswerRow], list[int]]:
    """Read one row a pupil, one or more columns a question; wholly empty rows are left out.

    Returns
    -------
    rows, unread
        The rows, and the numbers of rows with a cell of a grid that says neither yes, no nor how
        much.
    """
    asked = [column for column in plan.columns if column.role is ColumnRole.QUESTION]
    grid = [column for column in plan.columns if column.about]
    ladders = {key: _ladder(sheet, header, grid, key) for key in {c.question for c in grid}}
    places = _Places.of(plan, sheet)
    out, unread = [], []
    for at in range(header + 1, len(sheet.rows)):
        if all(is_blank(cell) for cell in sheet.rows[at]):
            continue
        cells = [
            AnswerCell(column.heading, column.question, sheet.cell(at, column.at), column.rank)
            for column in asked
        ]
        said: dict[str, None] = {}
        for column in grid:
            content = sheet.cell(at, column.at)
            if is_blank(content):
                continue
            value = _mark(content, ladders[column.question])
            if value is None:
                unread.append(at + 1)
                continue
            said[column.question] = None
            if value != 0:
                cells.append(
                    AnswerCell(
                        column.heading, column.question, column.about, None, value, whole=True
                    )
                )
        out.append(_row(sheet, at, places, tuple(cells), answered=tuple(said)))
    return out, sorted(set(unread))


@dataclass(frozen=True)
class _Places:
    """Where a plan's columns about the respondent stand; looked up once a sheet."""

    first: Mapping[ColumnRole, int]
    times: tuple[int, ...]
    month_first: frozenset[int]

    @classmethod
    def of(cls, plan: Plan, sheet: RawSheet) -> _Places:
        first = {column.role: column.at for column in reversed(plan.columns)}
        times = tuple(column.at for column in plan.columns if column.role is ColumnRole.TIME)
        rows = range(len(sheet.rows))
        american = (at for at in times if are_month_first(sheet.cell(row, at) for row in rows))
        return cls(first, times, frozenset(american))


def _row(
    sheet: RawSheet,
    at: int,
    places: _Places,
    cells: tuple[AnswerCell, ...],
    *,
    answered: tuple[str, ...] = (),
) -> AnswerRow:
    def text(role: ColumnRole) -> str:
        column = places.first.get(role)
        return "" if column is None else " ".join(cell_text(sheet.cell(at, column)).split())

    name = text(ColumnRole.RESPONDENT)
    if not name:
        name = f"{text(ColumnRole.GIVEN_NAME)} {text(ColumnRole.FAMILY_NAME)}".strip()
    written = (not is_blank(sheet.cell(at, column)) for column in places.times)
    named = any(map(str.isalpha, name))
    label = "" if named else cell_text(sheet.cell(at, 0))
    moments = [
        moment
        for column in places.times
        if (moment := read_moment(sheet.cell(at, column), month_first=column in places.month_first))
    ]
    return AnswerRow(
        at + 1, name, text(ColumnRole.CLASS), text(ColumnRole.EMAIL).lower(),
        max(moments, default=None), cells, named and not moments and any(written), label, answered,
    )  # fmt: skip


def read_long(
    sheet: RawSheet, header: int, plan: Plan, question_of: dict[str, str]
) -> list[AnswerRow]:
    """Read one row a choice: from, to and, where there is one, the word for the relation.

    `question_of` gives the question of each relation word; the empty word is a list without one.
    """
    target = plan.first(ColumnRole.TARGET)
    relation, rank = plan.first(ColumnRole.RELATION), plan.first(ColumnRole.RANK)
    value = plan.first(ColumnRole.VALUE)
    heading = next((c.heading for c in plan.columns if c.at == target), "")
    places = _Places.of(plan, sheet)
    out = []
    for at in range(header + 1, len(sheet.rows)):
        if all(is_blank(cell) for cell in sheet.rows[at]) or target is None:
            continue
        word = "" if relation is None else cell_text(sheet.cell(at, relation)).strip()
        cell = AnswerCell(
            heading, question_of.get(word, word), sheet.cell(at, target),
            _number(sheet, at, rank), _decimal(sheet, at, value), whole=True,
        )  # fmt: skip
        out.append(_row(sheet, at, places, (cell,)))
    return out


def _decimal(sheet: RawSheet, at: int, column: int | None) -> float | None:
    if column is None:
        return None
    try:
        return float(cell_text(sheet.cell(at, column)).replace(",", "."))
    except ValueError:
        return None


def _number(sheet: RawSheet, at: int, column: int | None) -> int | None:
    value = _decimal(sheet, at, column)
    return int(value) if value is not None and value >= 1 else None


_MARKS = frozenset({"x", "✓", "✔", "ja", "yes", "v", "y", "*", "•", "valgt", "vald"})
_NO = frozenset({"-", "–", "nei", "no", "n"})


def read_square(
    sheet: RawSheet, header: int, columns: list[Column], question: str
) -> tuple[list[AnswerRow], list[int]]:
    """Read a matrix: the row's pupil about each column's pupil.

    Returns
    -------
    rows, unread
        The rows, and the numbers of rows with a cell that is neither a number nor a mark.

    Notes
    -----
    0 and «-» are answers that do not name; a wholly empty row did not answer. Numbers above 1 stand
    in `value`.
    """
    out, unread = [], []
    asked = [column for column in columns if column.role is ColumnRole.PUPIL]
    for at in range(header + 1, len(sheet.rows)):
        name = " ".join(cell_text(sheet.cell(at, 0)).split())
        if not name:
            continue
        cells, said = [], False
        for column in asked:
            content = sheet.cell(at, column.at)
            if is_blank(content):
                continue
            value = _mark(content)
            said = said or value is not None
            if value is None:
                unread.append(at + 1)
            elif value != 0:
                heading = column.heading
                cells.append(AnswerCell(heading, question, heading, None, value, whole=True))
        answered = (question,) if said else ()
        out.append(AnswerRow(at + 1, name, "", "", None, tuple(cells), answered=answered))
    return out, sorted(set(unread))


def _ladder(sheet: RawSheet, header: int, grid: list[Column], question: str) -> Mapping[str, int]:
    """Return the scale whose words a grid is answered with; empty for marks and numbers."""
    below = range(header + 1, len(sheet.rows))
    cells = [sheet.cell(at, c.at) for c in grid if c.question == question for at in below]
    words = {cell_text(cell).strip().lower() for cell in cells} - {""}
    return {} if words <= _MARKS | _NO else dict(find_ladder(cells) or {})


def _mark(content: Cell, ladder: Mapping[str, int] = MappingProxyType({})) -> float | None:
    """Return a cell of a matrix as a number; None where it is neither number nor mark.

    In a grid of a form an answer may also be a word of a scale, by `ladder`.
    """
    text = cell_text(content).strip().lower()
    if fold_heading(text) in ladder:
        return float(ladder[fold_heading(text)])
    if text in _MARKS:
        return 1.0
    if text in _NO:
        return 0.0
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
