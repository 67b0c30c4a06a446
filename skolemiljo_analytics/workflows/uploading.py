"""Use case: a person imports uploaded files: purpose first, guesses corrected, questions answered.

Everything a person has said about the files is one frozen `Upload`; reading it again with one more
answer gives a new report. Nothing is stored before the person says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from skolemiljo_analytics.readers.ahead import Progress
from skolemiljo_analytics.readers.decisions import DecisionRow
from skolemiljo_analytics.readers.mapping_out import write_mapping
from skolemiljo_analytics.readers.questions import is_doubtful
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
    ColumnReading,
    ColumnRole,
    Decision,
    FileKind,
    FileReading,
    QuestionSilence,
)
from skolemiljo_analytics.vocabulary import PupilId, Purpose
from skolemiljo_analytics.workflows.check import questions_table
from skolemiljo_analytics.workflows.open_questions import OpenQuestion
from skolemiljo_analytics.workflows.read_class import read_bytes

__all__ = [
    "CORRECTABLE",
    "KINDS",
    "Upload",
    "count_outcomes",
    "count_silence",
    "count_unsure",
    "decisions_to_keep",
    "essential_columns",
    "fits_badly",
    "mapping_to_keep",
    "questions_to_confirm",
    "questions_to_fill_in",
    "read_upload",
    "unconfirmed",
]

_R = ColumnRole
CORRECTABLE: Mapping[FileKind, tuple[ColumnRole, ...]] = MappingProxyType({
    FileKind.ROSTER: (_R.RESPONDENT, _R.GIVEN_NAME, _R.FAMILY_NAME, _R.CLASS, _R.GENDER, _R.JOINED,
                      _R.LEFT, _R.PROTECTED, _R.EMAIL, _R.ADULT, _R.IGNORE),
    FileKind.ANSWERS: (_R.RESPONDENT, _R.GIVEN_NAME, _R.FAMILY_NAME, _R.CLASS, _R.EMAIL, _R.TIME,
                       _R.QUESTION, _R.TEXT, _R.IGNORE),
    FileKind.EDGES: (_R.RESPONDENT, _R.TARGET, _R.RELATION, _R.RANK, _R.VALUE, _R.CLASS, _R.TIME,
                     _R.IGNORE),
    FileKind.OBSERVATIONS: (_R.TIME, _R.PLACE, _R.RESPONDENT, _R.TARGET, _R.TEXT, _R.ADULT,
                            _R.CLASS, _R.IGNORE),
})  # fmt: skip
"""What a person may say that a column is, by the kind of its sheet."""

KINDS = (
    FileKind.ROSTER, FileKind.ANSWERS, FileKind.EDGES, FileKind.MATRIX, FileKind.OBSERVATIONS,
    FileKind.IGNORE,
)  # fmt: skip
"""What a person may say that a file is."""


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
    kinds
        File to what it is, where the guess was wrong.
    """

    files: Mapping[str, bytes] = field(repr=False)
    purpose: Purpose
    grounds: SuspicionGrounds | None = None
    class_id: str = ""
    roles: Mapping[tuple[str, str], ColumnRole] = field(default_factory=dict, repr=False)
    questions: tuple[MappedQuestion, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    kinds: Mapping[str, FileKind] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Freeze the mappings."""
        for name in ("files", "roles", "kinds"):
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

    def take_back(self) -> Upload:
        """Return the upload without the last decision, which is then asked about again."""
        if not self.decisions:
            return self
        last = self.decisions[-1]
        same = (last.text, last.decision, last.pupil)
        kept = list(self.decisions)
        while kept and (kept[-1].text, kept[-1].decision, kept[-1].pupil) == same:
            kept.pop()
        return replace(self, decisions=tuple(kept))


def read_upload(
    upload: Upload, tell: Progress | None = None, *, known: tuple[DecisionRow, ...] = ()
) -> Reading:
    """Read the files as a person has said they are; problems stand in the report.

    Parameters
    ----------
    upload
        The files and what was said about them.
    tell
        Told how far a large import has come.
    known
        What was decided in earlier imports; what is decided now goes before it.
    """
    return read_bytes(
        upload.files,
        purpose=upload.purpose,
        class_id=upload.class_id,
        folder=_mapping(upload),
        decisions=(*upload.decisions, *known),
        tell=tell,
    )


def _mapping(upload: Upload) -> FolderMapping | None:
    """Return what a person has said as a mapping; None where nothing was, so that guesses stand."""
    said = upload.roles or upload.questions or upload.kinds
    if not said and upload.grounds is None:
        return None
    files = [
        FileMapping(
            name,
            kind=upload.kinds.get(name),
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
    return questions_table(reading, workbook=True)


def decisions_to_keep(reading: Reading) -> tuple[DecisionRow, ...]:
    """Return what was decided about names, so that it holds for the same files another time.

    A decision belongs to the file's content, and a pupil is called by the name of the list where
    only one has it: the row on the list may be another next time.
    """
    prints = {one.file: one.fingerprint for one in reading.report.files}
    names = [str(one.full) for one in reading.names.values()]
    kept = []
    for row in reading.decisions:
        name = reading.names.get(PupilId(row.pupil))
        stable = name.full if name and names.count(name.full) == 1 else row.pupil
        made_of = row.fingerprint or prints.get(row.file, "")
        kept.append(replace(row, file="", fingerprint=made_of, pupil=stable))
    return tuple(dict.fromkeys(one for one in kept if one.fingerprint))


def questions_to_confirm(reading: Reading) -> tuple[MappedQuestion, ...]:
    """Return the questions about classmates whose polarity a person confirms, as they were met."""
    found = {one.question.key: one for one in reading.mapping.questions}
    asked = {one.key: MappedQuestion(one) for one in reading.questions}
    every = {**found, **{key: one for key, one in asked.items() if key not in found}}
    return tuple(one for one in every.values() if one.question.names_pupils)


def unconfirmed(reading: Reading) -> frozenset[str]:
    """Return the keys of questions a person must say are negative or not before they are used."""
    known = {one.question.key for one in reading.mapping.questions}
    return frozenset(
        one.key for one in reading.questions if one.key not in known and is_doubtful(one)
    )


_AROUND = frozenset({ColumnRole.IGNORE, ColumnRole.TEXT, ColumnRole.PUPIL, ColumnRole.EMAIL})


def essential_columns(file: FileReading) -> tuple[ColumnReading, ...]:
    """Return the columns that are used for something, but for the names along a matrix."""
    return tuple(column for column in file.columns if column.role not in _AROUND)


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


def count_silence(report: ImportReport) -> tuple[QuestionSilence, ...]:
    """Return what became of each question of each round, over all classes, oldest round first."""
    summed: dict[tuple[str, str], QuestionSilence] = {}
    for one in report.silence:
        key = one.round, one.question
        sofar = summed.get(key, QuestionSilence("", *key, names_pupils=one.names_pupils))
        summed[key] = replace(
            sofar,
            named=sofar.named + one.named,
            nobody=sofar.nobody + one.nobody,
            skipped=sofar.skipped + one.skipped,
            absent=sofar.absent + one.absent,
        )
    return tuple(sorted(summed.values(), key=lambda one: one.round))


def fits_badly(report: ImportReport) -> bool:
    """Tell whether most of those who answered are like nobody on the class list.

    Then the list is probably of another class, and a person should be asked about that before
    being asked about every name. An answer of an unnamed pupil is not counted against the list.
    """
    strangers = sum(
        one.decision is Decision.UNKNOWN and bool(one.text) for one in report.respondents
    )
    return 2 * strangers > len(report.respondents)
