"""Class lists: who belongs to which class, from when and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.readers.dates import read_day
from skolemiljo_analytics.readers.headings import fold_heading
from skolemiljo_analytics.readers.identity import contains_identity_number
from skolemiljo_analytics.readers.people import ListedPupil, fold_class, name_key
from skolemiljo_analytics.readers.sheets import RawSheet, cell_text, is_blank
from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.report import ColumnRole
from skolemiljo_analytics.vocabulary import Gender, PupilId

__all__ = ["RosterRead", "read_roster"]

_GENDERS = {
    "jente": Gender.GIRL, "j": Gender.GIRL, "k": Gender.GIRL, "kvinne": Gender.GIRL,
    "girl": Gender.GIRL, "female": Gender.GIRL, "f": Gender.GIRL, "jenter": Gender.GIRL,
    "g": Gender.BOY, "gutt": Gender.BOY, "gut": Gender.BOY, "m": Gender.BOY, "mann": Gender.BOY,
    "boy": Gender.BOY, "male": Gender.BOY, "b": Gender.BOY,
    "annet": Gender.OTHER, "anna": Gender.OTHER, "x": Gender.OTHER, "other": Gender.OTHER,
}  # fmt: skip
_YES = frozenset({"ja", "x", "1", "yes", "true", "sann", "6", "7", "kode 6", "kode 7", "sperret"})
_TOTAL = re.compile(
    r"^(sum|totalt?|antall|tal på|snitt|gjennomsnitt|i alt|elever i alt|jenter|gutter|gutar|mean"
    r"|average|total)\b|^\d+ (elever|elevar|pupils)", re.IGNORECASE,
)  # fmt: skip


@dataclass
class RosterRead:
    """Pupils of one sheet with the problems met; the adults are names, kept out of every repr."""

    pupils: list[ListedPupil] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    adults: list[str] = field(default_factory=list, repr=False)


def read_roster(
    sheet: RawSheet,
    header: int,
    roles: Mapping[int, ColumnRole],
    *,
    class_id: str = "",
) -> RosterRead:
    """Read the pupils below the header.

    Parameters
    ----------
    sheet
        The sheet.
    header
        The header's row, counted from 0; -1 for a list without a header.
    roles
        Column, counted from 0, to its role.
    class_id
        The class of rows that name none.

    Notes
    -----
    Total rows, empty rows and rows without a name are left out and reported. An identity number is
    never stored: its place is reported. A pupil without a class gets `class_id`.
    """
    out = RosterRead()
    place: dict[ColumnRole, int] = {}
    for column, role in roles.items():
        place.setdefault(role, column)
    numbers = _identity_places(sheet, header, roles)
    for row, column in numbers:
        out.problems.append(
            Problem("identity_number", Severity.NOTE, sheet.file, sheet.name, row + 1,
                    cell_text(sheet.cell(header, column)) if header >= 0 else "")
        )  # fmt: skip
    for row in range(header + 1, len(sheet.rows)):
        if all(is_blank(cell) for cell in sheet.rows[row]):
            continue
        _read_row(sheet, row, place, set(numbers), class_id, out)
    return out


def _identity_places(
    sheet: RawSheet, header: int, roles: Mapping[int, ColumnRole]
) -> list[tuple[int, int]]:
    """Return where identity numbers stand, as (row, column) from 0; a column of them once."""
    places = []
    for row in range(header + 1, len(sheet.rows)):
        for column, cell in enumerate(sheet.rows[row]):
            if contains_identity_number(cell_text(cell).zfill(11)):
                places.append((row, column))
    return places


def _read_row(
    sheet: RawSheet,
    row: int,
    place: Mapping[ColumnRole, int],
    numbers: set[tuple[int, int]],
    class_id: str,
    out: RosterRead,
) -> None:
    def text(role: ColumnRole) -> str:
        column = place.get(role)
        if column is None or (row, column) in numbers:
            return ""
        return " ".join(cell_text(sheet.cell(row, column)).split())

    name = _name(text(ColumnRole.GIVEN_NAME), text(ColumnRole.FAMILY_NAME),
                 text(ColumnRole.RESPONDENT))  # fmt: skip
    if name is None or _TOTAL.match(name.full) or not re.search(r"[^\W\d_]", name.full):
        out.problems.append(
            Problem("roster_row_skipped", Severity.NOTE, sheet.file, sheet.name, row + 1)
        )
        return
    written = text(ColumnRole.CLASS) or class_id
    pupil = PupilId(f"{fold_class(written) or 'elev'}-{row + 1:02d}")
    if text(ColumnRole.ADULT):
        out.adults.append(text(ColumnRole.ADULT))
    out.pupils.append(
        ListedPupil(
            pupil, name, _class_name(written), row + 1,
            _GENDERS.get(fold_heading(text(ColumnRole.GENDER))),
            _day(sheet, row, place.get(ColumnRole.JOINED)),
            _day(sheet, row, place.get(ColumnRole.LEFT)),
            fold_heading(text(ColumnRole.PROTECTED)) in _YES,
            text(ColumnRole.EMAIL).lower(),
        )
    )  # fmt: skip


def _class_name(written: str) -> str:
    return fold_class(written) if ":" in written else written


def _day(sheet: RawSheet, row: int, column: int | None) -> date | None:
    return None if column is None else read_day(sheet.cell(row, column))


def _name(given: str, family: str, whole: str) -> PersonName | None:
    """Return the name of a row: two fields, or one field in either order."""
    if given or family:
        if given and not family and "," in given:
            return _name("", "", given)
        if family and not given and "," in family:
            return _name("", "", family)
        return PersonName(family, given)
    if "," in whole:
        last, _, first = whole.partition(",")
        return PersonName(last.strip(), first.strip()) if name_key(whole) else None
    words = whole.split()
    if not words:
        return None
    if len(words) == 1:
        return PersonName("", words[0])
    return PersonName(words[-1], " ".join(words[:-1]))
