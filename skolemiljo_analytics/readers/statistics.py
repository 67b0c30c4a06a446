"""Udir's exports of Elevundersøkelsen (tables 148-155, CSV and JSON) to official rows.

Every figure comes several times (once per kind of owner, and whole rows twice), school names may
end in a space, numbers are text with a decimal comma, and hidden figures are marks. What is the
same is kept once; what disagrees is reported.

References
----------
https://www.udir.no/om-udir/data/ (statistikkbanken); domain handbook 4.3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from skolemiljo_analytics.readers.headings import fold_heading
from skolemiljo_analytics.readers.sheets import Cell, RawSheet, cell_text, is_blank
from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.statistics import (
    Figure,
    FigureState,
    Measure,
    OfficialRow,
    OfficialTable,
    Topic,
)

__all__ = ["Gathered", "read_figure", "read_statistics"]

_HIDDEN = frozenset({"*", "**", ".", "..", ":", "–", "-", "—", "<5", "<3", "< 5", "< 3", "x",
                     "unntatt offentlighet", "unntatt offentlegheit", "skjermet"})  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?\s*%?$")
_YEAR = re.compile(r"^\s*(\d{4})\s*[-–/]\s*(\d{2}|\d{4})\s*$")
_MEASURES = {
    "score": Measure.SCORE,
    "standardavvik": Measure.SPREAD,
    "antallbesvart": Measure.ANSWERED,
    **{f"andelsvaralternativ{n}": Measure(f"share_{n}") for n in range(1, 6)},
    **{f"antallbesvartsvaralternativ{n}": Measure(f"count_{n}") for n in range(1, 6)},
    "andelbesvart": Measure.SHARE_ANSWERED,
    "andelmobbet": Measure.BULLIED,
    "andeldeltatt": Measure.PARTICIPATED,
    "antallinvitert": Measure.INVITED,
}
_WORDS = {
    "unit_id": ("organisasjonsnummer", "kommunekode", "fylkekode", "nasjonaltkode"),
    "grade": ("trinnnavn",),
    "gender": ("kjoenn",),
    "programme": ("programomraadenavn", "utdanningsprogramnavn", "gruppenavn"),
    "group": ("spoersmaalgruppe", "temanavn"),
    "question": ("spoersmaalnavn",),
    "alternative": ("svaralternativnavn",),
}
_ALL_OWNERS = "alle eierformer"


@dataclass
class Gathered:
    """Rows of all the sheets read so far, with the problems met."""

    rows: dict[tuple[str, ...], OfficialRow] = field(default_factory=dict)
    owners: dict[tuple[str, ...], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def table(self) -> OfficialTable:
        """Return the distinct rows, in the order first met."""
        return OfficialTable(tuple(self.rows.values()))


def read_figure(cell: Cell) -> Figure | None:
    """Return what a cell says: a number, hidden or nothing; None where it is none of these.

    Examples
    --------
    >>> read_figure("3,1"), read_figure("*").state, read_figure("").state
    (Figure(state=<FigureState.NUMBER: 'number'>, value=3.1), <FigureState.HIDDEN: 'hidden'>, \
<FigureState.NONE: 'none'>)
    """
    if is_blank(cell):
        return Figure(FigureState.NONE)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Figure(FigureState.NUMBER, float(cell))
    text = cell_text(cell).strip()
    if text.lower() in _HIDDEN:
        return Figure(FigureState.HIDDEN)
    plain = _SPACES.sub("", text)
    if not _NUMBER.match(plain):
        return None
    return Figure(FigureState.NUMBER, float(plain.rstrip("%").replace(",", ".")))


def read_statistics(sheet: RawSheet, header: int, into: Gathered) -> None:
    """Read one export into what is gathered; problems name the sheet, row and column.

    Notes
    -----
    The same row again is a repeat, counted and left out. The same row with other figures is
    reported: the figures for all kinds of owners stand, otherwise the first ones do.
    """
    places = {
        fold_heading(cell_text(cell)).replace(" ", ""): at
        for at, cell in enumerate(sheet.rows[header])
    }
    topic = _topic(places)
    notes: dict[str, list[int]] = {}
    beyond = set(sheet.rows_beyond(header))
    if beyond:
        notes["cells_beyond_headings"] = [at + 1 for at in sorted(beyond)]
    for at in range(header + 1, len(sheet.rows)):
        if at in beyond or all(is_blank(cell) for cell in sheet.rows[at]):
            continue
        line = _Line(sheet, header, at, places)
        row = _row(line, topic, into)
        if row is None:
            notes.setdefault("statistics_no_place", []).append(at + 1)
            continue
        if line.text("enhetnavn") != line.text("enhetnavn").strip():
            notes.setdefault("statistics_space_in_name", []).append(at + 1)
        code = _keep(row, line.text("eierformnavn").strip().lower(), into)
        if code:
            notes.setdefault(code, []).append(at + 1)
    severe = dict.fromkeys(
        ("statistics_no_place", "statistics_disagree", "cells_beyond_headings"), Severity.ASK
    )
    for code, rows in notes.items():
        into.problems.append(
            Problem(code, severe.get(code, Severity.NOTE), sheet.file, sheet.name, rows[0],
                    details={"n": len(rows)})
        )  # fmt: skip


@dataclass(frozen=True)
class _Line:
    """One row of an export, read by heading."""

    sheet: RawSheet
    header: int
    at: int
    places: dict[str, int]

    def heading(self, heading: str) -> str:
        return cell_text(self.sheet.cell(self.header, self.places[heading]))

    def cell(self, heading: str) -> Cell:
        place = self.places.get(heading)
        return None if place is None else self.sheet.cell(self.at, place)

    def text(self, heading: str) -> str:
        return cell_text(self.cell(heading))


def _topic(places: dict[str, int]) -> Topic:
    """Tell the table by its fields: Udir's own descriptions of 153 and 154 are swapped."""
    if "andelmobbet" in places:
        return Topic.BULLYING
    if places.keys() & {"andeldeltatt", "antallinvitert"}:
        return Topic.PARTICIPATION
    return Topic.THEME if "svaralternativnavn" in places else Topic.INDICATOR


def _row(line: _Line, topic: Topic, into: Gathered) -> OfficialRow | None:
    """Return the row; None without a unit or a school year."""
    unit, year = _plain(line.text("enhetnavn")), _school_year(line.text("skoleaarnavn"))
    if not unit or not year:
        return None
    figures = {}
    for heading, measure in _MEASURES.items():
        if heading not in line.places:
            continue
        figure = read_figure(line.cell(heading))
        if figure is None:
            into.problems.append(
                Problem("statistics_figure", Severity.ASK, line.sheet.file, line.sheet.name,
                        line.at + 1, line.heading(heading))
            )  # fmt: skip
            continue
        behind = measure is Measure.ANSWERED and topic is Topic.BULLYING
        figures[Measure.BEHIND_BULLIED if behind else measure] = figure
    return OfficialRow(topic, unit, year, figures=figures, **_words(line))


def _words(line: _Line) -> dict[str, str]:
    """Return what a row is about, each from the first of its columns that says something."""
    return {
        name: next((text for one in headings if (text := _plain(line.text(one)))), "")
        for name, headings in _WORDS.items()
    }


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _school_year(text: str) -> str:
    """Return a school year as ``2024-25``; empty where the text is none."""
    found = _YEAR.match(text)
    return f"{found.group(1)}-{found.group(2)[-2:]}" if found else ""


def _keep(row: OfficialRow, owner: str, into: Gathered) -> str:
    """Keep a row once; return the code of what is worth saying about it."""
    before = into.rows.get(row.key)
    if before is None:
        into.rows[row.key], into.owners[row.key] = row, owner
        return ""
    if dict(before.figures) == dict(row.figures):
        return "statistics_repeat"
    if owner == into.owners[row.key]:
        return "statistics_disagree"
    if owner == _ALL_OWNERS:
        into.rows[row.key], into.owners[row.key] = row, owner
    return "statistics_owners"
