"""What a sheet is, and what its columns are: found by looking at it, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace

from skolemiljo_analytics.readers.headings import (
    fold_heading,
    rank_in_heading,
    role_of_heading,
)
from skolemiljo_analytics.readers.people import name_key
from skolemiljo_analytics.readers.sheets import RawSheet, cell_text, is_blank
from skolemiljo_analytics.tables.report import ColumnRole, FileKind

__all__ = ["SEEN", "Guess", "guess_sheet", "with_kind"]

_LOOK = 30
_TALL = 200
_STATISTICS = frozenset({"skoleaarnavn", "enhetnavn", "trinnnavn"})
SEEN = frozenset({
    "observasjon", "hva skjedde", "kva skjedde", "beskrivelse", "skildring", "hva", "kva",
    "observation", "what", "what happened", "hendelse", "hending", "hva så du", "kva såg du",
    "hva ble observert", "kva vart observert",
})  # fmt: skip
_LIST_ROLES = frozenset({
    ColumnRole.GENDER, ColumnRole.IDENTITY, ColumnRole.JOINED, ColumnRole.LEFT,
    ColumnRole.PROTECTED, ColumnRole.CLASS, ColumnRole.FAMILY_NAME, ColumnRole.ADULT,
})  # fmt: skip
_PERSON = frozenset({ColumnRole.RESPONDENT, ColumnRole.GIVEN_NAME, ColumnRole.FAMILY_NAME})
_KEYS = _PERSON | {ColumnRole.EMAIL, ColumnRole.TIME}
IsName = Callable[[str], bool]


@dataclass(frozen=True)
class Guess:
    """What a sheet seems to be; `header` counts from 0 and is -1 where there is none."""

    kind: FileKind
    header: int = -1
    roles: tuple[ColumnRole | None, ...] = ()


def guess_sheet(sheet: RawSheet, is_name: IsName | None = None) -> Guess:
    """Guess the kind of a sheet and the roles its headings name.

    Parameters
    ----------
    sheet
        The sheet.
    is_name
        Tells whether a text is the name of somebody on the class list, once that is read. Without
        it matrices are known by their two axes bearing the same names.
    """
    filled = [i for i, row in enumerate(sheet.rows) if not all(is_blank(cell) for cell in row)]
    if not filled:
        return Guess(FileKind.EMPTY)
    matrix = _find_matrix(sheet, filled, is_name)
    if matrix is not None:
        return Guess(FileKind.MATRIX, matrix)
    header = _find_header(sheet, filled)
    if header is None:
        return _without_header(sheet, filled, is_name)
    roles = tuple(_role(sheet, header, column) for column in range(len(sheet.rows[header])))
    kind = _kind_of(sheet, header, roles)
    if header == filled[-1]:
        kind = FileKind.EMPTY
    return Guess(kind, header, roles)


def with_kind(sheet: RawSheet, guess: Guess, kind: FileKind, mapped: Container[str]) -> Guess:
    """Return a guess of the kind a person has said, with a row of headings where there was none.

    Parameters
    ----------
    sheet, guess
        The sheet, and what it was taken for.
    kind
        What a person has said it is.
    mapped
        Folded headings a person has said the role of: the row with most of them is the header.

    Notes
    -----
    Without such a row the first that is filled is the header; a bare column said to be a class list
    has none.
    """
    if guess.header >= 0 or guess.kind is FileKind.EMPTY:
        return replace(guess, kind=kind)
    filled = [i for i, row in enumerate(sheet.rows) if not all(is_blank(cell) for cell in row)]

    def known(row: int) -> int:
        return sum(fold_heading(cell_text(cell)) in mapped for cell in sheet.rows[row])

    header = max(filled[:_LOOK], key=lambda row: (known(row), -row))
    if kind is FileKind.ROSTER and not known(header) and sheet.width == 1:
        return Guess(kind, -1, (ColumnRole.RESPONDENT,))
    roles = tuple(_role(sheet, header, column) for column in range(len(sheet.rows[header])))
    return Guess(kind, header, roles)


def _role(sheet: RawSheet, header: int, column: int) -> ColumnRole | None:
    return role_of_heading(cell_text(sheet.cell(header, column)))


def _find_header(sheet: RawSheet, filled: list[int]) -> int | None:
    """Return the row with most known headings among the first; the first of equals."""
    best, most = None, 0
    for row in filled[:_LOOK]:
        cells = [cell_text(cell) for cell in sheet.rows[row] if not is_blank(cell)]
        known = sum(role_of_heading(cell) is not None for cell in cells)
        known += sum(rank_in_heading(cell)[0] is not None for cell in cells)
        known += len(_STATISTICS & {fold_heading(cell) for cell in cells})
        if known > most:
            best, most = row, known
    return best


def _kind_of(sheet: RawSheet, header: int, roles: tuple[ColumnRole | None, ...]) -> FileKind:
    have = set(roles)
    headings = {fold_heading(cell_text(cell)) for cell in sheet.rows[header]}
    if len(_STATISTICS & headings) >= 2:
        return FileKind.STATISTICS
    if headings & SEEN and have & {ColumnRole.PLACE, ColumnRole.TIME}:
        return FileKind.OBSERVATIONS
    if ColumnRole.TARGET in have and have & _PERSON:
        return FileKind.EDGES
    return _list_or_answers(sheet, header, roles) if have & _KEYS else FileKind.UNKNOWN


def _list_or_answers(
    sheet: RawSheet, header: int, roles: tuple[ColumnRole | None, ...]
) -> FileKind:
    """Tell a class list from answers: answers have a time, or headings that ask something."""
    have = set(roles)
    unknown = [
        cell_text(cell)
        for cell, role in zip(sheet.rows[header], roles, strict=True)
        if role is None and not is_blank(cell)
    ]
    asks = any("?" in text or rank_in_heading(text)[0] or _is_question(text) for text in unknown)
    listed = have & _PERSON and (have & _LIST_ROLES or not unknown)
    if listed and ColumnRole.TIME not in have and not asks:
        return FileKind.ROSTER
    return FileKind.ANSWERS if unknown else FileKind.UNKNOWN


def _is_question(text: str) -> bool:
    words = fold_heading(text).split()
    return len(words) >= 4 or bool({"hvem", "kven", "who", "jeg", "eg"} & set(words))


def _without_header(sheet: RawSheet, filled: list[int], is_name: IsName | None) -> Guess:
    """Take a bare column of names as a class list or not at all."""
    cells = [cell_text(sheet.rows[row][0]) for row in filled if sheet.rows[row]]
    wide = max(sum(not is_blank(cell) for cell in sheet.rows[row]) for row in filled)
    words = [name_key(cell).split() for cell in cells]
    like_names = sum(2 <= len(word) <= 5 and not any(map(str.isdigit, word)) for word in words)
    if wide == 1 and is_name is None and len(cells) >= 3 and like_names >= 0.8 * len(cells):
        return Guess(FileKind.ROSTER, -1, (ColumnRole.RESPONDENT,))
    return Guess(FileKind.UNKNOWN)


def _find_matrix(sheet: RawSheet, filled: list[int], is_name: IsName | None) -> int | None:
    """Return the row whose cells are names that also stand down the first column."""
    first = [cell_text(row[0]) for row in sheet.rows[:_TALL] if row and not is_blank(row[0])]
    side = {_unordered(text) for text in first}
    for row in filled[:_LOOK]:
        cells = [cell_text(cell) for cell in sheet.rows[row][1:] if not is_blank(cell)]
        top = [text for text in cells if role_of_heading(text) is None]
        if len(top) < 3:
            continue
        known = sum(bool(is_name and is_name(text)) or _unordered(text) in side for text in top)
        if known >= 0.6 * len(top) and _names_down(sheet, row, top, is_name):
            return row
    return None


def _names_down(sheet: RawSheet, row: int, top: list[str], is_name: IsName | None) -> bool:
    """Tell whether most of the first column below a row are names, or stand in the row too."""
    above = {_unordered(text) for text in top}
    below = sheet.rows[row + 1 : row + _TALL]
    down = [cell_text(line[0]) for line in below if line and not is_blank(line[0])]
    names = sum(bool(is_name and is_name(text)) or _unordered(text) in above for text in down)
    return bool(down) and names >= 0.6 * len(down)


def _unordered(text: str) -> frozenset[str]:
    return frozenset(name_key(text).split())
