"""Frozen records of a class: who is on the list, what was asked, what was answered.

A record keeps apart *named somebody*, *answered "nobody"*, *skipped the question* and *was absent*.
No names, no free text about a pupil: pupils are opaque ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from skolemiljo_analytics.errors import UnknownRoundError, UnlawfulQuestionError
from skolemiljo_analytics.vocabulary import (
    CHOSEN_KINDS,
    AnswerDesign,
    AnswerForm,
    AnswerState,
    Gender,
    Polarity,
    PupilId,
    Purpose,
    QuestionKind,
)

__all__ = [
    "AnswerSheet",
    "ClassRecord",
    "NominationRound",
    "Observation",
    "PupilEntry",
    "Question",
    "Roster",
    "SuspicionGrounds",
]


@dataclass(frozen=True)
class PupilEntry:
    """One pupil on the class list, for the time the pupil belongs to the class.

    `row` is the row of the list as a spreadsheet shows it. `protected` (protected address) keeps
    the pupil out of every named view.
    """

    pupil: PupilId
    row: int | None = None
    gender: Gender | None = None
    joined: date | None = None
    left: date | None = None
    protected: bool = False

    def present_on(self, day: date) -> bool:
        """Tell whether the pupil belongs to the class that day (both ends included)."""
        return (self.joined is None or self.joined <= day) and (
            self.left is None or day <= self.left
        )


@dataclass(frozen=True)
class Roster:
    """Who belongs to one class. The roster decides who exists."""

    class_id: str
    pupils: tuple[PupilEntry, ...]

    def __post_init__(self) -> None:
        """Refuse the same id twice."""
        if len(set(self.ids)) != len(self.pupils):
            raise ValueError("A pupil id stands twice in the roster; ids must be unique.")

    @property
    def ids(self) -> tuple[PupilId, ...]:
        """Ids in list order."""
        return tuple(entry.pupil for entry in self.pupils)

    def on(self, day: date) -> Roster:
        """Return the roster of that day: without those who had left or not yet come."""
        return Roster(self.class_id, tuple(e for e in self.pupils if e.present_on(day)))


@dataclass(frozen=True)
class Question:
    """One question of a round.

    Attributes
    ----------
    key
        Short stable key, e.g. ``friminutt``; the relation's name in the graph.
    text
        The question as the pupils read it.
    kind, polarity, form
        What it is about, whether it is negative, what an answer looks like.
    limit
        Most classmates one may name; None when unlimited or unknown.
    scale
        For `AnswerForm.SCALE` and `RATING`: the key of the scale it belongs to (``trivsel``).
    lowest, highest
        Ends of the numeric scale.
    reverse
        Whether a high answer is bad.
    """

    key: str
    text: str
    kind: QuestionKind = QuestionKind.OTHER
    polarity: Polarity = Polarity.POSITIVE
    form: AnswerForm = AnswerForm.CHOICE
    limit: int | None = None
    scale: str = ""
    lowest: int = 1
    highest: int = 5
    reverse: bool = False

    @property
    def names_pupils(self) -> bool:
        """Tell whether an answer names classmates."""
        return self.form in {AnswerForm.CHOICE, AnswerForm.RANKED, AnswerForm.RATING}

    @property
    def design(self) -> AnswerDesign:
        """The design its answers belong to."""
        if self.form is AnswerForm.RATING:
            return AnswerDesign.RATINGS
        negative = self.polarity is Polarity.NEGATIVE
        return AnswerDesign.SIGNED if negative else AnswerDesign.POSITIVE

    @property
    def about_company(self) -> bool:
        """Tell whether being named means that somebody wants, or has, one's company.

        Only then are groupings looked for: whose ideas the class follows, who helps, and whom one
        does not want to be with say nothing of who belongs together.
        """
        return self.kind in CHOSEN_KINDS and self.polarity is not Polarity.NEGATIVE

    @property
    def shown_by_pupil(self) -> bool:
        """Tell whether its answers may be drawn and listed pupil by pupil.

        Named negative answers may not: what a round on suspicion tells of them stands in findings,
        where one single answer never shows a name. Who decides may, where it was lawfully asked.
        """
        return self.polarity is not Polarity.NEGATIVE or self.kind is QuestionKind.DECIDES


@dataclass(frozen=True)
class SuspicionGrounds:
    """Why a round may ask named negative questions (forskrift § 20-5): recorded before answers."""

    suspected_on: date
    why_not_otherwise: str
    decided_by: str
    decided_on: date


@dataclass(frozen=True)
class AnswerSheet:
    """One pupil's answers in one round.

    Attributes
    ----------
    pupil
        Who answered.
    states
        Question key to what is known of the answer; a question not listed counts as skipped.
    named
        Question key to the classmates named, in the order given (the first is rank 1).
    ratings
        Question key to rating per classmate.
    scales
        Question key to the number answered.
    """

    pupil: PupilId
    states: Mapping[str, AnswerState] = field(default_factory=dict)
    named: Mapping[str, tuple[PupilId, ...]] = field(default_factory=dict)
    ratings: Mapping[str, Mapping[PupilId, int]] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the mappings."""
        for name in ("states", "named", "ratings", "scales"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def state(self, question: str) -> AnswerState:
        """Return what is known of the answer to `question`."""
        return self.states.get(question, AnswerState.SKIPPED)


@dataclass(frozen=True)
class NominationRound:
    """One round of questions to one class, with its purpose.

    A pupil of the roster without a sheet was absent.

    Raises
    ------
    UnlawfulQuestionError
        If a preventive round holds a named negative question.
    """

    key: str
    held_on: date
    purpose: Purpose
    questions: tuple[Question, ...]
    sheets: tuple[AnswerSheet, ...]
    grounds: SuspicionGrounds | None = None

    def __post_init__(self) -> None:
        """Keep the law in the data model."""
        for question in self.questions:
            unlawful = question.names_pupils and question.polarity is Polarity.NEGATIVE
            if unlawful and self.purpose is Purpose.PREVENTIVE:
                raise UnlawfulQuestionError(question.text or question.key, self.purpose)

    def question(self, key: str) -> Question:
        """Return the question called `key`."""
        return next(q for q in self.questions if q.key == key)


@dataclass(frozen=True)
class Observation:
    """A dated observation by an adult: its own kind of evidence, never a count of choices."""

    seen_on: date
    place: str
    pupils: tuple[PupilId, ...]
    text: str
    observer: str = ""


@dataclass(frozen=True)
class ClassRecord:
    """Everything known of one class: its list over time, its rounds in order, observations."""

    roster: Roster
    rounds: tuple[NominationRound, ...] = ()
    observations: tuple[Observation, ...] = ()
    grade: int | None = None

    def round(self, key: str) -> NominationRound:
        """Return the round called `key`.

        Raises
        ------
        KeyError
            If there is none; the message lists the rounds there are.
        """
        for one in self.rounds:
            if one.key == key:
                return one
        raise UnknownRoundError(key, (one.key for one in self.rounds))
