"""Class lists: who belongs to which class, from when and until when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.readers.dates import read_day
from skolemiljo_analytics.readers.headings import fold_heading
from skolemiljo_analytics.readers.identity import (
    columns_of_last_digits,
    places_of_identity_numbers,
    without_identity_numbers,
)
from skolemiljo_analytics.readers.people import ListedPupil, fold_class, name_key
from skolemiljo_analytics.readers.sheets import Cell, RawSheet, cell_text, is_blank
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
_OPEN = frozenset({
    "", "nei", "n", "no", "0", "false", "usann", "ikke sperret", "ikkje sperra", "ingen", "inga",
    "ugradert", "ikke gradert", "ikkje gradert", "åpen", "open", "vanlig", "vanleg", "none",
    "null", "u",
})  # fmt: skip
"""What says in a column about protection that an address is not; any other word protects."""
_CLOSED = frozenset({
    "sperret", "sperra", "fortrolig", "fortruleg", "strengt fortrolig", "strengt fortruleg",
    "hemmelig", "hemmeleg", "skjermet", "skjerma", "klientadresse",
})  # fmt: skip
_HINT = re.compile(r"sperr|fortr|hemm|skjerm|klient|kode|sps?fo?", re.IGNORECASE)
_CODES = frozenset({"kode 6", "kode 7", "spsf", "spfo", "adressesperre"})
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
    identity = {column for column, role in roles.items() if role is ColumnRole.IDENTITY}
    identity |= columns_of_last_digits(sheet.rows[header + 1 :])
    for row in range(header + 1, len(sheet.rows)):
        for column in places_of_identity_numbers(sheet.rows[row], identity):
            heading = cell_text(sheet.cell(header, column)) if header >= 0 else ""
            out.problems.append(_problem("identity_number", sheet, row, heading))
        if not all(is_blank(cell) for cell in sheet.rows[row]):
            _read_row(_Row(sheet, row, header, place), class_id, out)
    return out


def _problem(code: str, sheet: RawSheet, row: int, heading: str = "") -> Problem:
    return Problem(code, Severity.NOTE, sheet.file, sheet.name, row + 1, heading)


@dataclass(frozen=True)
class _Row:
    """One row of a list, read by role."""

    sheet: RawSheet
    row: int
    header: int
    place: Mapping[ColumnRole, int]

    def cell(self, role: ColumnRole) -> Cell:
        column = self.place.get(role)
        return None if column is None else self.sheet.cell(self.row, column)

    def text(self, role: ColumnRole) -> str:
        """Return a cell's text without identity numbers."""
        return " ".join(without_identity_numbers(cell_text(self.cell(role))).split())

    @property
    def protected(self) -> bool:
        """Whether a column for it, or the place of an address, says that it is not to be known.

        Whoever is in doubt is protected: a name shown to the wrong eyes cannot be taken back.
        """
        if fold_heading(cell_text(self.cell(ColumnRole.PROTECTED))) not in _OPEN:
            return True
        return any(self._closed(at) for at in range(len(self.sheet.rows[self.row])))

    def _closed(self, column: int) -> bool:
        text = cell_text(self.sheet.cell(self.row, column))
        if not _HINT.search(text):
            return False
        said = fold_heading(text)
        if said in _CODES:
            return True
        heading = fold_heading(cell_text(self.sheet.cell(self.header, column)))
        plain = said.removesuffix(" adresse")
        about = plain != said or (self.header >= 0 and "adresse" in heading)
        return about and plain in _CLOSED


def _read_row(row: _Row, class_id: str, out: RosterRead) -> None:
    given, family = row.text(ColumnRole.GIVEN_NAME), row.text(ColumnRole.FAMILY_NAME)
    name = _name(given, family, row.text(ColumnRole.RESPONDENT))
    total = not (given and family) and name is not None and _TOTAL.match(name.full)
    if name is None or total or not re.search(r"[^\W\d_]", name.full):
        out.problems.append(_problem("roster_row_skipped", row.sheet, row.row))
        return
    written = row.text(ColumnRole.CLASS) or class_id
    if row.text(ColumnRole.ADULT):
        out.adults.append(row.text(ColumnRole.ADULT))
    out.pupils.append(
        ListedPupil(
            PupilId(f"{fold_class(written) or 'elev'}-{row.row + 1:02d}"),
            name,
            _class_name(written),
            row.row + 1,
            _GENDERS.get(fold_heading(row.text(ColumnRole.GENDER))),
            read_day(row.cell(ColumnRole.JOINED)),
            read_day(row.cell(ColumnRole.LEFT)),
            row.protected,
            row.text(ColumnRole.EMAIL).lower(),
        )
    )


def _class_name(written: str) -> str:
    return fold_class(written) if ":" in written else written


def _name(given: str, family: str, whole: str) -> PersonName | None:
    """Return the name of a row: two fields, or one field in either order."""
    if given and family:
        return PersonName(family, given)
    whole = given or family or whole
    if "," in whole:
        last, _, first = whole.partition(",")
        return PersonName(last.strip(), first.strip()) if name_key(whole) else None
    words = whole.split()
    if given or family or len(words) == 1:
        return PersonName(family, given or ("" if family else whole)) if words else None
    return PersonName(words[-1], " ".join(words[:-1])) if words else None
