"""What the store hands out that the core has no record for: where things lie, never who."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from skolemiljo_analytics.vocabulary import PupilId, Purpose

__all__ = ["AuditEntry", "ClassInfo", "Erasure", "ImportEntry", "Places", "RoundInfo", "SchoolInfo"]


@dataclass(frozen=True)
class SchoolInfo:
    """A school; `invented` marks one made for trying things on."""

    school_id: str
    name: str
    invented: bool = False


@dataclass(frozen=True)
class ClassInfo:
    """A class of a school. `label` is what the school calls it; `n_pupils` counts its list."""

    class_id: str
    school_id: str
    label: str
    grade: int | None
    invented: bool
    n_pupils: int

    @property
    def name(self) -> str:
        """What the school calls the class."""
        return self.label


@dataclass(frozen=True)
class RoundInfo:
    """One round of one class, as it is in use.

    Attributes
    ----------
    version
        1 for the first import; a later import with other answers makes the next.
    n_asked, n_answered
        Pupils on the list that day, and sheets handed in, at import.
    delete_after
        The last day the raw answers are kept; None for an invented class.
    answers_deleted_on
        When they were deleted, or None while they are there.
    """

    class_id: str
    key: str
    held_on: date
    purpose: Purpose
    version: int
    n_asked: int
    n_answered: int
    delete_after: date | None = None
    answers_deleted_on: date | None = None


@dataclass(frozen=True)
class Places:
    """Where the pupils of a round stand on the map.

    Attributes
    ----------
    pupils
        Pupil, x and y, in the order of the ids: shares of the picture from its upper left corner.
    canvas
        Width, height, radius of a mark and size of the letters, in CSS pixels.
    """

    pupils: tuple[tuple[PupilId, float, float], ...]
    canvas: tuple[float, float, float, float]


@dataclass(frozen=True)
class ImportEntry:
    """One import of a class: when, by which role, what it reported, what a person decided."""

    at: datetime
    role: str
    report: str
    decisions: str


@dataclass(frozen=True)
class AuditEntry:
    """Which role did what to which class; `count` is how many rows it concerned."""

    at: datetime
    role: str
    action: str
    class_id: str
    count: int


@dataclass(frozen=True)
class Erasure:
    """What was deleted with a pupil, and what a person must still read by hand.

    `texts_to_read` counts the observations and choices left in the pupil's classes: adults wrote
    them freely, and only a person can see whether they speak of the pupil.
    """

    answer_sheets: int
    mentions: int
    portraits: int
    findings: int
    texts_to_read: int
