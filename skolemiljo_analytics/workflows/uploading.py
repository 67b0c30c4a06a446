"""Use case: a person imports uploaded files: purpose first, guesses corrected, questions answered.

Everything a person has said about the files is one frozen `Upload`; reading it again with one more
answer gives a new report. Nothing is stored before the person says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from skolemiljo_analytics.readers.deciding import Place
from skolemiljo_analytics.readers.decisions import (
    DecisionRow,
    list_questions,
    write_decisions_xlsx,
)
from skolemiljo_analytics.readers.mapping_out import write_mapping
from skolemiljo_analytics.readers.reading import Reading
from skolemiljo_analytics.readers.report import ImportReport
from skolemiljo_analytics.readers.special import SILENT_REASONS
from skolemiljo_analytics.tables.mapping import (
    ColumnMapping,
    FileMapping,
    FolderMapping,
    MappedQuestion,
)
from skolemiljo_analytics.tables.records import SuspicionGrounds
from skolemiljo_analytics.tables.report import (
    ColumnRole,
    Decision,
    MentionReading,
    RespondentReading,
)
from skolemiljo_analytics.vocabulary import PupilId, Purpose
from skolemiljo_analytics.workflows.read_class import read_bytes

__all__ = [
    "CORRECTABLE",
    "OpenQuestion",
    "Upload",
    "count_outcomes",
    "count_unsure",
    "mapping_to_keep",
    "open_questions",
    "questions_to_fill_in",
    "read_upload",
]

CORRECTABLE = (
    ColumnRole.RESPONDENT,
    ColumnRole.QUESTION,
    ColumnRole.TIME,
    ColumnRole.EMAIL,
    ColumnRole.TEXT,
    ColumnRole.IGNORE,
)
"""What a person may say that a column of answers is."""


@dataclass(frozen=True)
class Upload:
    """Uploaded files and everything a person has said about them.

    Attributes
    ----------
    files
        Name to content.
    purpose, grounds
        Why the round was held; grounds are recorded where the purpose is a concrete suspicion.
    class_id
        The class the answers belong to, where the list holds several.
    roles
        (file, heading) to what the column is, where the guess was wrong.
    questions
        Questions whose polarity a person has said.
    decisions
        What a person has decided about names.
    """

    files: Mapping[str, bytes] = field(repr=False)
    purpose: Purpose
    grounds: SuspicionGrounds | None = None
    class_id: str = ""
    roles: Mapping[tuple[str, str], ColumnRole] = field(default_factory=dict, repr=False)
    questions: tuple[MappedQuestion, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the mappings."""
        for name in ("files", "roles"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def decide(self, question: OpenQuestion, pupil: PupilId | None) -> Upload:
        """Return the upload with one question answered: this pupil, or nobody in the class."""
        decision = Decision.UNKNOWN if pupil is None else Decision.MATCHED
        made = tuple(
            DecisionRow(
                file, "", sheet, row, column, position, question.text, decision, pupil or ""
            )
            for file, sheet, row, column, position in question.places
        )
        return replace(self, decisions=(*self.decisions, *made))


@dataclass(frozen=True)
class OpenQuestion:
    """One text a person must say who is, and every place where it stands.

    Attributes
    ----------
    text
        As written in the cell.
    places
        Where it stands, all with the same candidates.
    is_writer
        Whether it says who a row of answers is from.
    candidates
        Pupils who may be meant, best first, each with a code for why.
    reason
        Why the machine may not decide.
    respondent
        Who wrote the name, where only this pupil's answer is asked about.
    """

    text: str = field(repr=False)
    places: tuple[Place, ...] = field(repr=False)
    is_writer: bool
    candidates: tuple[tuple[PupilId, str], ...]
    reason: str
    respondent: PupilId | None = None


def read_upload(upload: Upload) -> Reading:
    """Read the files as a person has said they are; problems stand in the report."""
    return read_bytes(
        upload.files,
        purpose=upload.purpose,
        class_id=upload.class_id,
        folder=_mapping(upload),
        decisions=upload.decisions,
    )


def _mapping(upload: Upload) -> FolderMapping | None:
    """Return what a person has said as a mapping; None where nothing was, so that guesses stand."""
    if not upload.roles and not upload.questions and upload.grounds is None:
        return None
    files = [
        FileMapping(
            name,
            purpose=upload.purpose,
            grounds=upload.grounds,
            columns=tuple(
                ColumnMapping(heading, role)
                for (file, heading), role in upload.roles.items()
                if file == name
            ),
        )
        for name in upload.files
    ]
    return FolderMapping(upload.class_id, upload.questions, tuple(files))


def mapping_to_keep(reading: Reading) -> str:
    """Return ``runder.toml`` for the next round: columns and questions, never a round's purpose."""
    files = tuple(
        replace(one, round="", held_on=None, purpose=None, grounds=None)
        for one in reading.mapping.files
    )
    return write_mapping(replace(reading.mapping, files=files))


def questions_to_fill_in(reading: Reading) -> bytes:
    """Return what a person must decide as a workbook to fill in and upload beside the files."""
    return write_decisions_xlsx(list_questions(reading.report, reading.names))


def open_questions(report: ImportReport) -> tuple[OpenQuestion, ...]:
    """Return what a person must decide, the same text with the same candidates asked once.

    Where several pupils share the name, each writer is asked about alone: two pupils who write the
    same first name may mean different classmates.
    """
    found: dict[tuple[object, ...], list[RespondentReading | MentionReading]] = {}
    for one in report.questions:
        key = (type(one), one.text, one.candidates, one.reason, _only_writer(one))
        found.setdefault(key, []).append(one)
    return tuple(_question(same) for same in found.values())


def _only_writer(one: RespondentReading | MentionReading) -> PupilId | None:
    """Return who wrote a name that several pupils share; None where the writer is no matter."""
    if isinstance(one, MentionReading) and one.decision is Decision.ASK:
        return one.respondent
    return None


def _question(same: list[RespondentReading | MentionReading]) -> OpenQuestion:
    first = same[0]
    return OpenQuestion(
        first.text,
        tuple(_place(one) for one in same),
        isinstance(first, RespondentReading),
        tuple((c.pupil, c.why) for c in first.candidates),
        first.reason,
        _only_writer(first),
    )


def _place(one: RespondentReading | MentionReading) -> Place:
    if isinstance(one, RespondentReading):
        return (one.file, one.sheet, one.row, "", -1)
    return (one.file, one.sheet, one.row, one.column, one.position)


def count_outcomes(report: ImportReport) -> tuple[tuple[Decision, int], ...]:
    """Count the names by outcome, in the order of `Decision`; outcomes nobody had are left out.

    "I do not know" and a dash are not "nobody": they are counted by `count_unsure`.
    """
    unsure = count_unsure(report)
    counts = (
        (decision, report.count(decision) - (unsure if decision is Decision.NOBODY else 0))
        for decision in Decision
    )
    return tuple((decision, n) for decision, n in counts if n)


def count_unsure(report: ImportReport) -> int:
    """Count the answers that say nothing about choosing; such a question counts as skipped."""
    return sum(
        one.decision is Decision.NOBODY and one.reason in SILENT_REASONS for one in report.mentions
    )
