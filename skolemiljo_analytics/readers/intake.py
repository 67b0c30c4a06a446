"""Files in: opened, sorted into mapping, class lists and the rest, with one directory of pupils."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.readers.directory import Directory
from skolemiljo_analytics.readers.guess import Guess, guess_sheet, with_kind
from skolemiljo_analytics.readers.headings import fold_heading
from skolemiljo_analytics.readers.mapping import is_mapping, parse_mapping
from skolemiljo_analytics.readers.opening import open_source
from skolemiljo_analytics.readers.people import ListedPupil, fold_class, name_key
from skolemiljo_analytics.readers.rosters import read_roster
from skolemiljo_analytics.readers.sheets import RawSheet, cell_text
from skolemiljo_analytics.readers.sources import Limits, Source
from skolemiljo_analytics.tables.mapping import FolderMapping
from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.report import (
    ColumnReading,
    ColumnRole,
    FileKind,
    FileReading,
    RosterLine,
)
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["Intake", "take_in"]


@dataclass
class Intake:
    """Everything opened: the mapping, the pupils, and the sheets that are not class lists."""

    folder: FolderMapping = field(default_factory=FolderMapping)
    pupils: list[ListedPupil] = field(default_factory=list)
    adults: list[str] = field(default_factory=list, repr=False)
    sheets: list[tuple[RawSheet, Guess]] = field(default_factory=list)
    lines: list[RosterLine] = field(default_factory=list)
    files: list[FileReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fingerprints: dict[str, str] = field(default_factory=dict)
    directory: Directory = field(default_factory=lambda: Directory(()))
    listed: dict[tuple[str, str], list[str]] = field(default_factory=dict, repr=False)
    taken: set[PupilId] = field(default_factory=set)


def take_in(
    sources: Sequence[Source],
    limits: Limits,
    *,
    lists: frozenset[str] = frozenset(),
    class_id: str = "",
    folder: FolderMapping | None = None,
) -> Intake:
    """Open every file; a file that is refused is a problem, and the others are read on.

    Parameters
    ----------
    sources
        The files.
    limits
        What the door lets in.
    lists
        Names of files said to be class lists.
    class_id
        The class of list rows that name none.
    folder
        What a person has corrected on screen; it wins over a mapping among the files.
    """
    intake = Intake()
    tables = [source for source in sources if not _take_mapping(intake, source)]
    if folder is not None:
        intake.folder = intake.folder.with_corrections(folder)
    opened = [pair for source in tables for pair in _open(intake, source, limits)]
    class_id = class_id or intake.folder.class_id
    rest = []
    for sheet, guess in opened:
        told = _told(intake, sheet, guess, lists)
        if told.kind is FileKind.ROSTER:
            _take_roster(intake, sheet, told, class_id)
        else:
            rest.append((sheet, told))
    intake.directory = Directory(intake.pupils, [*intake.adults, *intake.folder.adults])
    for sheet, guess in rest:
        intake.sheets.append((sheet, _look_again(intake, sheet, guess)))
    return intake


def _take_mapping(intake: Intake, source: Source) -> bool:
    if not is_mapping(source):
        return False
    try:
        intake.folder = parse_mapping(source)
    except FileRefusedError as error:
        intake.problems.append(_refusal(error))
    return True


def _refusal(error: FileRefusedError) -> Problem:
    details = {k: v for k, v in error.details.items() if isinstance(v, str | int | float)}
    return Problem(error.reason, Severity.REFUSED, error.file, details=details)


def _open(intake: Intake, source: Source, limits: Limits) -> Iterable[tuple[RawSheet, Guess]]:
    if source.fingerprint in intake.fingerprints.values():
        intake.problems.append(Problem("same_file_twice", Severity.NOTE, source.name))
        return []
    intake.fingerprints[source.name] = source.fingerprint
    try:
        sheets, problems = open_source(source, limits)
    except FileRefusedError as error:
        intake.problems.append(_refusal(error))
        return []
    intake.problems += problems
    return [(sheet, guess_sheet(sheet)) for sheet in sheets]


def _told(intake: Intake, sheet: RawSheet, guess: Guess, lists: frozenset[str]) -> Guess:
    """Return the guess with the kind a person has said, where one has."""
    mapped = intake.folder.for_file(sheet.file)
    if mapped.kind is not None and guess.kind is not FileKind.EMPTY:
        headings = {fold_heading(column.heading) for column in mapped.columns}
        return with_kind(sheet, guess, mapped.kind, headings)
    if sheet.file in lists and guess.kind in {FileKind.ANSWERS, FileKind.UNKNOWN}:
        return with_kind(sheet, guess, FileKind.ROSTER, ())
    return guess


def _look_again(intake: Intake, sheet: RawSheet, guess: Guess) -> Guess:
    """With the pupils known, a matrix can be told by its names."""
    known = intake.directory.everyone
    again = guess_sheet(sheet, known.names_somebody)
    if intake.folder.for_file(sheet.file).kind is None:
        return again
    return guess if again.header < 0 else replace(again, kind=guess.kind)


def _take_roster(intake: Intake, sheet: RawSheet, guess: Guess, class_id: str) -> None:
    roles = {at: role for at, role in enumerate(guess.roles) if role is not None}
    mapped = {fold_heading(c.heading): c.role for c in intake.folder.for_file(sheet.file).columns}
    for at, cell in enumerate(sheet.rows[guess.header] if guess.header >= 0 else ()):
        role = mapped.get(fold_heading(cell_text(cell)))
        if role is not None:
            roles[at] = role
    found = read_roster(sheet, guess.header, roles, class_id=class_id)
    intake.problems += found.problems
    intake.adults += found.adults
    for pupil in found.pupils:
        _add_pupil(intake, sheet, pupil)
    intake.files.append(_list_reading(sheet, guess, roles))


def _add_pupil(intake: Intake, sheet: RawSheet, pupil: ListedPupil) -> None:
    """Add a pupil once: the same name in the same class on a second list is the same pupil."""
    name = name_key(pupil.name.full), fold_class(pupil.class_id)
    before = intake.listed.setdefault(name, [])
    if before and sheet.file not in before:
        return
    if before:
        intake.problems.append(
            Problem("same_name_twice", Severity.NOTE, sheet.file, sheet.name, pupil.row)
        )
    before.append(sheet.file)
    key, number = pupil.pupil, 2
    while key in intake.taken:
        key, number = PupilId(f"{pupil.pupil}-{number}"), number + 1
    intake.taken.add(key)
    intake.pupils.append(replace(pupil, pupil=key))
    intake.lines.append(RosterLine(key, pupil.row, pupil.class_id, sheet.file, sheet.name))


def _list_reading(sheet: RawSheet, guess: Guess, roles: dict[int, ColumnRole]) -> FileReading:
    header = sheet.rows[guess.header] if guess.header >= 0 else ()
    columns = tuple(
        ColumnReading(
            cell_text(cell), roles.get(at, ColumnRole.IGNORE), why="heading", sure=at in roles
        )
        for at, cell in enumerate(header)
        if cell_text(cell).strip()
    )
    return FileReading(
        sheet.file, sheet.name, FileKind.ROSTER, sheet.encoding, sheet.delimiter,
        guess.header + 1 if guess.header >= 0 else None, columns,
    )  # fmt: skip
