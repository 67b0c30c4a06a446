"""Files to a report and a record: the one door below `read_class`, the app and the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.names import NameKey
from skolemiljo_analytics.readers.ahead import Progress, collector_held
from skolemiljo_analytics.readers.answers import read_answers
from skolemiljo_analytics.readers.deciding import CellPlace, Draft, Place
from skolemiljo_analytics.readers.decisions import (
    DecisionBook,
    DecisionRow,
    is_decisions,
    read_decisions,
)
from skolemiljo_analytics.readers.guess import Guess
from skolemiljo_analytics.readers.identity import without_identity_numbers
from skolemiljo_analytics.readers.intake import Intake, take_in
from skolemiljo_analytics.readers.mapping_out import remember
from skolemiljo_analytics.readers.observations import read_observations
from skolemiljo_analytics.readers.people import ListedPupil, fold_class
from skolemiljo_analytics.readers.report import OPEN_DECISIONS, ImportReport
from skolemiljo_analytics.readers.resolve import Resolution
from skolemiljo_analytics.readers.sheets import RawSheet, cell_text
from skolemiljo_analytics.readers.silence import count_silence, never_answered
from skolemiljo_analytics.readers.sources import PYTHON_LIMITS, Limits, Source, with_own_names
from skolemiljo_analytics.readers.statistics import read_statistics
from skolemiljo_analytics.readers.work import Collected, Setting, SheetWork
from skolemiljo_analytics.tables.mapping import FolderMapping
from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.records import (
    ClassRecord,
    NominationRound,
    PupilEntry,
    Question,
    Roster,
)
from skolemiljo_analytics.tables.report import (
    ColumnReading,
    ColumnRole,
    Decision,
    EdgeReading,
    FileKind,
    FileReading,
)
from skolemiljo_analytics.tables.statistics import OfficialTable
from skolemiljo_analytics.vocabulary import AnswerForm, PupilId, Purpose

__all__ = ["Reading", "Request", "read_sources"]

_ABOUT_PUPILS = {
    FileKind.ANSWERS: read_answers,
    FileKind.EDGES: read_answers,
    FileKind.MATRIX: read_answers,
    FileKind.OBSERVATIONS: read_observations,
}


@dataclass(frozen=True)
class Request:
    """What is asked of the readers.

    Attributes
    ----------
    purpose
        The purpose of rounds for which no mapping gives one; None reads them as preventive, the
        strictest, and notes it.
    class_id
        The class the answers belong to, where the files do not say.
    lists
        Names of files said to be class lists.
    folder
        A mapping to use instead of one among the files.
    decisions
        What a person has decided, besides tables of decisions among the files.
    held_on
        The day of answers that carry no time.
    limits
        What the door lets in.
    explicit
        Whether each file was named by a person; what is not understood is then refused, and only
        noted where a whole folder was given.
    accept_review
        Whether proposals with one likely pupil count among the report's choices.
    tell
        Told how far a large import has come.
    """

    purpose: Purpose | None
    class_id: str = ""
    lists: frozenset[str] = frozenset()
    folder: FolderMapping | None = None
    decisions: tuple[DecisionRow, ...] = ()
    held_on: date | None = None
    limits: Limits = PYTHON_LIMITS
    explicit: bool = True
    accept_review: bool = False
    tell: Progress | None = None


@dataclass(frozen=True, repr=False)
class Reading:
    """What files came to: the report, the record and names of each class, official statistics.

    `mapping` is how the files were understood, to be kept for the next round. `cells` are the whole
    cells in which a name stands that a person must decide about, without identity numbers.
    `decisions` are what persons had decided, wherever that was given; `questions` are those asked.
    """

    report: ImportReport
    class_id: str
    records: Mapping[str, ClassRecord]
    names: NameKey
    refused: tuple[tuple[Question, Purpose], ...] = ()
    statistics: OfficialTable = field(default_factory=OfficialTable)
    mapping: FolderMapping = field(default_factory=FolderMapping)
    cells: Mapping[CellPlace, str] = field(default_factory=dict)
    decisions: tuple[DecisionRow, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def protected(self) -> frozenset[PupilId]:
        """Pupils with a protected address: in no view with names."""
        records = self.records.values()
        return frozenset(e.pupil for one in records for e in one.roster.pupils if e.protected)

    def __repr__(self) -> str:
        """Say how much, never who."""
        return f"<Reading of {len(self.records)} classes: {self.report!r}>"


def read_sources(
    sources: Sequence[Source], request: Request, *, known_problems: Sequence[Problem] = ()
) -> Reading:
    """Read files of one or more classes.

    Parameters
    ----------
    sources
        Class lists, answers, and possibly a mapping file and a table of decisions, in any order.
    request
        What is asked of the readers.
    known_problems
        Problems met before the files were opened.

    Returns
    -------
    Reading
        Never raises for what stands in the files: problems are in the report.
    """
    with collector_held():
        return _read(with_own_names(sources), request, known_problems)


def _read(
    sources: Sequence[Source], request: Request, known_problems: Sequence[Problem]
) -> Reading:
    tables = [source for source in sources if not is_decisions(source)]
    intake = take_in(
        tables,
        request.limits,
        lists=request.lists,
        class_id=request.class_id,
        folder=request.folder,
    )
    intake.problems[:0] = known_problems
    chosen = _chosen_class(intake, request.class_id)
    book = DecisionBook([*request.decisions, *_decided(sources, intake)])

    def overrule(place: Place, text: str, found: Resolution) -> Resolution:
        return book.overrule(
            place, text, found, fingerprint=intake.fingerprints.get(place[0], ""),
            directory=intake.directory,
        )  # fmt: skip

    into = Collected(files=intake.files, problems=intake.problems)
    setting = Setting(chosen, request.purpose, request.held_on, overrule, request.tell)
    if not intake.pupils and not _only_statistics(intake):
        into.problems.append(Problem("no_class_list", Severity.REFUSED))
    for sheet, guess in intake.sheets:
        if guess.kind in _ABOUT_PUPILS and intake.pupils:
            work = SheetWork(sheet, guess, intake, setting=setting, into=into)
            _ABOUT_PUPILS[guess.kind](work)
        else:
            _set_aside(sheet, guess, into, explicit=request.explicit)
    into.problems += book.left_over(intake.fingerprints, intake.directory)
    protected = sum(pupil.protected for pupil in intake.pupils)
    if protected:
        into.problems.append(Problem("protected_pupils", Severity.NOTE, details={"n": protected}))
    reading = _finish(intake, into, chosen, accept_review=request.accept_review)
    return replace(reading, decisions=book.rows, questions=tuple(into.questions.values()))


def _only_statistics(intake: Intake) -> bool:
    """Tell whether nothing among the files is about pupils, so that no class list is missing."""
    kinds = {guess.kind for _, guess in intake.sheets}
    return FileKind.STATISTICS in kinds and not kinds & _ABOUT_PUPILS.keys()


def _decided(sources: Sequence[Source], intake: Intake) -> list[DecisionRow]:
    """Return the decisions in tables among the files."""
    out: list[DecisionRow] = []
    for source in sources:
        if is_decisions(source):
            try:
                out += read_decisions(source)
            except FileRefusedError as error:
                intake.problems.append(Problem(error.reason, Severity.REFUSED, error.file))
    return out


def _chosen_class(intake: Intake, class_id: str) -> str:
    wanted = class_id or intake.folder.class_id
    found = intake.directory.class_named(wanted) if wanted else ""
    if wanted and not found and intake.pupils:
        intake.problems.append(
            Problem("class_not_on_list", Severity.REFUSED, details={"class_id": wanted})
        )
    if not wanted and len(intake.directory.classes) == 1:
        return intake.directory.classes[0]
    return found


def _set_aside(sheet: RawSheet, guess: Guess, into: Collected, *, explicit: bool) -> None:
    """Report a sheet that holds no answers about classmates; hidden ones are only noted."""
    codes = {
        FileKind.EMPTY: "header_only" if guess.header >= 0 else "empty_sheet",
        FileKind.UNKNOWN: "unknown_kind",
        FileKind.STATISTICS: "statistics_read",
        FileKind.OBSERVATIONS: "observations_elsewhere",
    }
    if guess.kind is FileKind.STATISTICS:
        read_statistics(sheet, guess.header, into.statistics)
    if guess.kind in codes:
        hard = explicit and not sheet.hidden and guess.kind in {FileKind.UNKNOWN, FileKind.EMPTY}
        alone = not sheet.name or not any(f.file == sheet.file for f in into.files)
        severity = Severity.REFUSED if hard and alone else Severity.NOTE
        into.problems.append(Problem(codes[guess.kind], severity, sheet.file, sheet.name))
    header = sheet.rows[guess.header] if 0 <= guess.header < len(sheet.rows) else ()
    columns = tuple(
        ColumnReading(cell_text(cell), role or ColumnRole.IGNORE, why="not_read")
        for cell, role in zip(header, guess.roles, strict=False)
        if cell_text(cell).strip()
    )
    into.files.append(
        FileReading(
            sheet.file, sheet.name, guess.kind, sheet.encoding, sheet.delimiter,
            guess.header + 1 if guess.header >= 0 else None, columns,
        )
    )  # fmt: skip


def _finish(intake: Intake, into: Collected, chosen: str, *, accept_review: bool) -> Reading:
    order = {pupil.pupil: place for place, pupil in enumerate(intake.pupils)}
    held: dict[str, list[NominationRound]] = {}
    for (owner, _), draft in sorted(into.rounds.items()):
        if draft.held_on is not None:
            held.setdefault(owner, []).append(draft.freeze(order))
    records = {}
    for class_id in intake.directory.classes:
        rounds = sorted(held.get(class_id, ()), key=lambda one: (one.held_on, one.key))
        roster = Roster(class_id, tuple(_entry(p) for p in intake.directory.pupils_of(class_id)))
        seen = sorted(into.observations.get(class_id, ()), key=lambda one: one.seen_on)
        grade = _grade(class_id)
        records[class_id] = ClassRecord(roster, tuple(rounds), tuple(seen), grade=grade)
    report = ImportReport(
        roster=tuple(intake.lines),
        files=tuple(
            replace(one, fingerprint=intake.fingerprints.get(one.file, "")) for one in into.files
        ),
        respondents=tuple(into.respondents),
        mentions=tuple(draft.reading() for draft in into.drafts),
        edges=tuple(_edges(into, accept_review=accept_review)),
        not_answered=tuple(never_answered(intake.pupils, into.rounds)),
        silence=count_silence(intake.pupils, into.rounds),
        problems=(*into.problems, *into.statistics.problems),
    )
    names = NameKey.from_pairs((pupil.pupil, pupil.name) for pupil in intake.pupils)
    return Reading(
        report, chosen or _busiest(records), records, names, tuple(into.refused),
        into.statistics.table(),
        remember(intake.folder, report, into.questions.values()),
        _cells(into.drafts),
    )  # fmt: skip


def _cells(drafts: Iterable[Draft]) -> dict[CellPlace, str]:
    """Return the cells a person must see to decide; a refused question's cells are never kept."""
    return {
        draft.place[:4]: without_identity_numbers(cell_text(draft.cell))
        for draft in drafts
        if draft.resolution.decision in OPEN_DECISIONS and draft.cell is not None
    }


def _busiest(records: Mapping[str, ClassRecord]) -> str:
    """Return the class with most answers, the first of equals."""
    return max(
        records, key=lambda key: sum(len(one.sheets) for one in records[key].rounds), default=""
    )


def _entry(pupil: ListedPupil) -> PupilEntry:
    return PupilEntry(
        pupil.pupil, pupil.row, pupil.gender, pupil.joined, pupil.left, pupil.protected
    )


def _grade(class_id: str) -> int | None:
    digits = "".join(char for char in fold_class(class_id) if char.isdigit())
    return int(digits) if 1 <= len(digits) <= 2 else None


def _edges(into: Collected, *, accept_review: bool) -> list[EdgeReading]:
    forms = {
        key: question.form
        for draft in into.rounds.values()
        for key, question in draft.questions.items()
    }
    counts = {Decision.MATCHED, Decision.REVIEW} if accept_review else {Decision.MATCHED}
    out = []
    for draft in into.drafts:
        found, form = draft.resolution, forms.get(draft.question)
        if found.decision not in counts or found.pupil is None or draft.writer is None:
            continue
        if draft.value == 0 and form is not AnswerForm.RATING:
            continue
        rank = draft.rank
        if rank is None and form is AnswerForm.RANKED:
            rank = draft.place[4] + 1
        out.append(
            EdgeReading(draft.writer, found.pupil, draft.question, draft.round, rank, draft.value)
        )
    return out
