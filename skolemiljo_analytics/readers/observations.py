"""Observations by adults: date, place, who with whom, what. Their own evidence, never a choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from skolemiljo_analytics.readers.dates import read_day
from skolemiljo_analytics.readers.deciding import Draft
from skolemiljo_analytics.readers.guess import SEEN
from skolemiljo_analytics.readers.headings import fold_heading, role_of_heading
from skolemiljo_analytics.readers.identity import (
    columns_of_last_digits,
    places_of_identity_numbers,
    without_identity_numbers,
)
from skolemiljo_analytics.readers.resolve import Resolver
from skolemiljo_analytics.readers.sheets import cell_text, is_blank
from skolemiljo_analytics.readers.split import split_names
from skolemiljo_analytics.readers.work import SheetWork
from skolemiljo_analytics.tables.problems import Severity
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.tables.report import ColumnReading, ColumnRole, Decision, FileReading
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["OBSERVED", "read_observations"]

OBSERVED = "observation"
"""Stands where a mention's question would: no pupil was asked, an adult saw."""

_WHO = frozenset({
    "hvem", "kven", "who", "elever", "elevar", "pupils", "students", "elev er", "hvem gjaldt det",
    "kven gjaldt det", "elev elever", "elev elevar", "navn på elever", "namn på elevar",
})  # fmt: skip
_WITH = frozenset({
    "med hvem", "med kven", "sammen med", "saman med", "hvem med", "kven med", "with", "with whom",
    "andre", "andre elever", "andre elevar", "andre involverte", "involverte", "andre til stede",
    "andre til stades", "hvem var til stede", "hvem sammen med hvem", "together with", "others",
    "kven var til stades", "hvem med hvem", "kven med kven", "who with whom",
})  # fmt: skip
_SEER = frozenset({
    "observatør", "observert av", "hvem observerte", "kven observerte", "ansatt", "tilsett",
    "voksen", "vaksen", "observer", "observed by", "meldt av", "skrevet av", "skrive av",
})  # fmt: skip


@dataclass(frozen=True)
class _Place:
    """One column of an observation sheet."""

    at: int
    heading: str = field(repr=False)
    role: ColumnRole
    why: str = "heading"


def read_observations(work: SheetWork) -> None:
    """Read a sheet of observations; the names in it are resolved as in answers.

    Notes
    -----
    A name the machine may not decide becomes a question like any other, and the observation then
    holds the pupils that are settled. A row without a day is reported and left out. The text is
    kept as written, but for identity numbers.
    """
    columns = _columns(work)
    identity = {column.at for column in columns if column.role is ColumnRole.IDENTITY}
    identity |= columns_of_last_digits(work.sheet.rows[work.guess.header + 1 :])
    n = 0
    for at in range(work.guess.header + 1, len(work.sheet.rows)):
        if all(is_blank(cell) for cell in work.sheet.rows[at]):
            continue
        _report_identity(work, columns, at, identity)
        n += _read_row(work, columns, at)
    work.problem("observations_read", Severity.NOTE, n=n)
    sheet = work.sheet
    work.into.files.append(
        FileReading(
            sheet.file, sheet.name, work.guess.kind, sheet.encoding, sheet.delimiter,
            work.guess.header + 1,
            tuple(
                ColumnReading(c.heading, c.role, why=c.why, sure=c.role is not ColumnRole.IGNORE)
                for c in columns
            ),
        )
    )  # fmt: skip


def _report_identity(work: SheetWork, columns: list[_Place], at: int, identity: set[int]) -> None:
    headings = {column.at: column.heading for column in columns}
    for found in places_of_identity_numbers(work.sheet.rows[at], identity):
        work.problem("identity_number", Severity.NOTE, at + 1, column=headings.get(found, ""))


def _columns(work: SheetWork) -> list[_Place]:
    mapped = {fold_heading(one.heading): one.role for one in work.file.columns}
    out = []
    for at, cell in enumerate(work.sheet.rows[work.guess.header]):
        heading = " ".join(cell_text(cell).split())
        folded = fold_heading(heading)
        if folded in mapped:
            out.append(_Place(at, heading, mapped[folded], "mapping"))
        elif heading:
            out.append(_Place(at, heading, _role(folded)))
    return out


def _role(folded: str) -> ColumnRole:
    for words, role in (
        (_WITH, ColumnRole.TARGET), (_WHO, ColumnRole.RESPONDENT), (_SEER, ColumnRole.ADULT),
        (SEEN, ColumnRole.TEXT),
    ):  # fmt: skip
        if folded in words:
            return role
    known = role_of_heading(folded)
    kept = {
        ColumnRole.TIME, ColumnRole.PLACE, ColumnRole.RESPONDENT, ColumnRole.CLASS,
        ColumnRole.ADULT, ColumnRole.SENSITIVE, ColumnRole.IDENTITY,
    }  # fmt: skip
    return known if known in kept else ColumnRole.IGNORE


def _read_row(work: SheetWork, columns: list[_Place], at: int) -> int:
    """Read one observation; return 1 if it was kept."""

    def text(role: ColumnRole) -> str:
        parts = [cell_text(work.sheet.cell(at, c.at)) for c in columns if c.role is role]
        plain = (without_identity_numbers(part) for part in parts)
        return "\n".join(part.strip() for part in plain if part.strip())

    times = [work.sheet.cell(at, c.at) for c in columns if c.role is ColumnRole.TIME]
    day = next((day for cell in times if (day := read_day(cell))), None)
    if day is None:
        work.problem("observation_undated", Severity.ASK, at + 1)
        return 0
    class_id = work.intake.directory.class_named(text(ColumnRole.CLASS)) or work.class_id
    drafts = list(_names(work, columns, at, work.resolver(class_id, day)))
    work.into.drafts += drafts
    pupils = tuple(dict.fromkeys(_settled(drafts)))
    class_id = class_id or next((work.intake.directory.by_id[p].class_id for p in pupils), "")
    if not class_id:
        work.problem("observation_without_class", Severity.ASK, at + 1)
        return 0
    place = text(ColumnRole.PLACE)
    seen = Observation(day, place, pupils, text(ColumnRole.TEXT), text(ColumnRole.ADULT))
    work.into.observations.setdefault(class_id, []).append(seen)
    return 1


def _names(work: SheetWork, columns: list[_Place], at: int, resolver: Resolver) -> Iterator[Draft]:
    for column in columns:
        if column.role not in {ColumnRole.RESPONDENT, ColumnRole.TARGET}:
            continue
        written = split_names(cell_text(work.sheet.cell(at, column.at)), resolver)
        for position, name in enumerate(written):
            place = (work.sheet.file, work.sheet.name, at + 1, column.heading, position)
            found = work.setting.overrule(place, name, resolver.resolve(name))
            kept = "" if found.decision is Decision.REDACTED else name
            yield Draft(place, kept, None, OBSERVED, "", found)


def _settled(drafts: list[Draft]) -> Iterator[PupilId]:
    for draft in drafts:
        found = draft.resolution
        if found.decision is Decision.MATCHED and found.pupil is not None:
            yield found.pupil
