"""What a person has confirmed about files: the remembered mapping of one class's folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from skolemiljo_analytics.tables.records import Question, SuspicionGrounds
from skolemiljo_analytics.tables.report import ColumnRole, FileKind
from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["ColumnMapping", "FileMapping", "FolderMapping", "LegalAssessment", "MappedQuestion"]


@dataclass(frozen=True)
class ColumnMapping:
    """What one column is; `rank` is the place of the choice where a question has several columns.

    `reason` says why a column about ethnicity, religion or health is imported at all.
    """

    heading: str
    role: ColumnRole
    question: str = ""
    rank: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class MappedQuestion:
    """A question, the other headings it goes by, and what its answer words count for."""

    question: Question
    aliases: tuple[str, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the words."""
        object.__setattr__(self, "words", MappingProxyType(dict(self.words)))


@dataclass(frozen=True)
class FileMapping:
    """What one file is: its kind, its round with purpose and grounds, its columns."""

    name: str
    kind: FileKind | None = None
    round: str = ""
    held_on: date | None = None
    purpose: Purpose | None = None
    grounds: SuspicionGrounds | None = None
    question: str = ""
    questions: tuple[str, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[ColumnMapping, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the mappings."""
        for name in ("sheets", "relations"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))


@dataclass(frozen=True)
class LegalAssessment:
    """The school's own assessment that "hvem bestemmer" is not a negative question here."""

    decided_by: str
    decided_on: date
    reason: str


@dataclass(frozen=True)
class FolderMapping:
    """The whole mapping file of a folder."""

    class_id: str = ""
    questions: tuple[MappedQuestion, ...] = ()
    files: tuple[FileMapping, ...] = ()
    adults: tuple[str, ...] = ()
    assessment: LegalAssessment | None = None

    def for_file(self, name: str) -> FileMapping:
        """Return what is known of a file; an empty mapping where nothing is."""
        return next((one for one in self.files if one.name == name), FileMapping(name))

    def columns_for(self, name: str, kind: FileKind) -> tuple[ColumnMapping, ...]:
        """Return what is known of a file's columns; of a new file, what those of its kind say."""
        if any(one.name == name for one in self.files):
            return self.for_file(name).columns
        return tuple(column for one in self.files if one.kind is kind for column in one.columns)

    def question(self, key: str) -> MappedQuestion | None:
        """Return the question called `key`, or None."""
        return next((one for one in self.questions if one.question.key == key), None)

    def with_corrections(self, over: FolderMapping) -> FolderMapping:
        """Return this mapping with what a person has corrected on top, file by file."""
        named = {one.name for one in over.files}
        return replace(
            self,
            class_id=over.class_id or self.class_id,
            questions=(*over.questions, *self.questions),
            files=(
                *(_corrected(self.for_file(one.name), one) for one in over.files),
                *(one for one in self.files if one.name not in named),
            ),
            adults=(*self.adults, *over.adults),
            assessment=over.assessment or self.assessment,
        )


def _corrected(old: FileMapping, new: FileMapping) -> FileMapping:
    """Return a file's mapping where whatever `new` says wins."""
    headings = {column.heading for column in new.columns}
    return FileMapping(
        new.name,
        new.kind or old.kind,
        new.round or old.round,
        new.held_on or old.held_on,
        new.purpose or old.purpose,
        new.grounds or old.grounds,
        new.question or old.question,
        new.questions or old.questions,
        {**old.sheets, **new.sheets},
        {**old.relations, **new.relations},
        (*new.columns, *(c for c in old.columns if c.heading not in headings)),
    )
