"""What an import found and decided: one frozen record for every row, name and column.

These are the records behind the JSON contract of ``skolemiljo check``. The text of a name is kept
out of every ``repr``, because a repr ends up in logs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from skolemiljo_analytics.vocabulary import Polarity, PupilId

__all__ = [
    "Candidate",
    "ColumnReading",
    "ColumnRole",
    "Decision",
    "EdgeReading",
    "FileKind",
    "FileReading",
    "MentionReading",
    "QuestionSilence",
    "RespondentReading",
    "RosterLine",
]


class Decision(StrEnum):
    """What was decided about one name as written; only `MATCHED` becomes a choice by itself."""

    MATCHED = "matched"
    REVIEW = "review"  # one likely pupil; a person must confirm
    ASK = "ask"  # several pupils possible
    OUTSIDE = "outside"  # on the list, but not in this class that day
    UNKNOWN = "unknown"
    SELF = "self"
    REPEAT = "repeat"
    NOBODY = "nobody"
    CONTRADICTION = "contradiction"
    OVER_LIMIT = "over_limit"
    ADULT = "adult"
    EVERYONE = "everyone"
    REFUSED = "refused"  # the question may not be asked in this round; the text is not kept
    REDACTED = "redacted"  # an identity number stood there; the text is not kept


class FileKind(StrEnum):
    """What a sheet holds, found by looking at it."""

    ROSTER = "roster"
    ANSWERS = "answers"  # wide: one row a pupil
    EDGES = "edges"  # long: one row a choice
    MATRIX = "matrix"  # names on both axes
    OBSERVATIONS = "observations"
    STATISTICS = "statistics"  # Udir's Elevundersøkelsen
    EMPTY = "empty"
    UNKNOWN = "unknown"
    IGNORE = "ignore"


class ColumnRole(StrEnum):
    """What a column is used for."""

    RESPONDENT = "respondent"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    CLASS = "class"
    GENDER = "gender"
    JOINED = "joined"
    LEFT = "left"
    PROTECTED = "protected"
    EMAIL = "email"
    TIME = "time"
    QUESTION = "question"
    TARGET = "target"
    RELATION = "relation"
    RANK = "rank"
    VALUE = "value"
    PUPIL = "pupil"  # a column of a matrix
    ADULT = "adult"
    PLACE = "place"
    TEXT = "text"  # free text: not imported by name
    IDENTITY = "identity"  # an identity number: never stored
    SENSITIVE = "sensitive"  # ethnicity, religion, health: not imported
    IGNORE = "ignore"


@dataclass(frozen=True)
class Candidate:
    """A pupil who may be meant; `score` from 0 to 1, `why` a stable code."""

    pupil: PupilId
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One pupil of a class list and the row it stands on."""

    pupil: PupilId
    row: int
    class_id: str
    file: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class ColumnReading:
    """How one column was understood, and why; `sure` is False where it was guessed from words."""

    name: str = field(repr=False)
    role: ColumnRole
    question: str = ""
    polarity: Polarity | None = None
    why: str = ""
    sure: bool = True


@dataclass(frozen=True)
class FileReading:
    """How one sheet was understood; `header_row` counts from 1, None where there is no header."""

    file: str
    sheet: str
    kind: FileKind
    encoding: str = ""
    delimiter: str = ""
    header_row: int | None = None
    columns: tuple[ColumnReading, ...] = ()
    round: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class RespondentReading:
    """Who one row of answers is from."""

    file: str
    sheet: str
    row: int
    text: str = field(repr=False)
    decision: Decision
    pupil: PupilId | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MentionReading:
    """One name in one cell; `position` counts the names of a cell from 0."""

    file: str
    sheet: str
    row: int
    column: str = field(repr=False)
    position: int
    text: str = field(repr=False)
    respondent: PupilId | None
    decision: Decision
    pupil: PupilId | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class EdgeReading:
    """A choice that counts; `rank` from 1 where the answers are ranked, `value` where rated."""

    source: PupilId
    target: PupilId
    question: str
    round: str
    rank: int | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class QuestionSilence:
    """What became of one question in one round of a class: four facts, over those on the list.

    `named` also counts those who answered a question that names nobody; `absent` handed in nothing.
    """

    class_id: str
    round: str
    question: str
    names_pupils: bool = True
    named: int = 0
    nobody: int = 0
    skipped: int = 0
    absent: int = 0
