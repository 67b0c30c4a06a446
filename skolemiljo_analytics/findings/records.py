"""`Finding`: a judgement as codes and numbers, its fact apart from its conclusion."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from skolemiljo_analytics.doubt.agreement import Agreement
from skolemiljo_analytics.vocabulary import AnswerDesign, FindingCode, PupilId, Scope, Strength

__all__ = ["Doubt", "Finding"]

Number = float | int


@dataclass(frozen=True)
class Doubt:
    """What a reader must know before believing a finding.

    Attributes
    ----------
    n_asked, n_answered
        For the question it rests on.
    low, high
        What the number could be had the silent answered.
    chance
        Probability of the pattern by chance in this class, or None.
    expected
        What chance gives on average in this class, or None.
    stable_short, stable_term
        Share of answer-again redraws in which the pattern stands, or None.
    agree, of
        How many accepted definitions agree, of how many tried.
    definitions
        Which accepted definitions say the same and which do not, by code; None where only
        questions, or nothing, were compared.
    rests_on_one
        Whether it hangs on one single rater.
    design
        Which of the three designs the answers come from; the signed one where any is negative.
    if_all
        Probability that the fact would stand had the silent answered like the others, or None where
        nobody was silent or it is not known. Held to public classes; `low` and `high` need no such
        assumption.
    method, preset
        What computed it and with which criteria (name and version).
    """

    n_asked: int
    n_answered: int
    low: Number | None = None
    high: Number | None = None
    chance: float | None = None
    expected: float | None = None
    stable_short: float | None = None
    stable_term: float | None = None
    agree: int | None = None
    of: int | None = None
    rests_on_one: bool = False
    design: AnswerDesign = AnswerDesign.POSITIVE
    method: str = ""
    preset: str = ""
    if_all: float | None = None
    definitions: Agreement | None = None

    @property
    def n_silent(self) -> int:
        """Asked, but absent or skipped."""
        return self.n_asked - self.n_answered


@dataclass(frozen=True)
class Finding:
    """One judgement about a pattern.

    Attributes
    ----------
    code
        What is found; `wording` has its sentences.
    scope
        What it is about. `Scope.PUPIL` opens only for the roles that may see it.
    relations
        Keys of the questions it rests on; for a scale, the scale's key.
    questions
        Their texts as the pupils read them.
    pupils
        Whom it concerns, in roster order, never ordered by a number; empty for the whole class.
    facts
        Named numbers of the fact, which can always be said.
    strength
        How firmly the conclusion may be drawn; None where there is only a fact.
    doubt
        What goes with it.
    themes
        Catalogue codes of domain handbook 6.1 (F1 … F20) that actions answer to.
    resource
        Whether it is a strength of the class.
    other_readings, cannot_show, questions_back
        Codes of sentences: at least two readings, at least one each of the others.
    """

    code: FindingCode
    scope: Scope
    wave: str
    relations: tuple[str, ...]
    doubt: Doubt
    questions: tuple[str, ...] = ()
    pupils: tuple[PupilId, ...] = ()
    facts: Mapping[str, Number] = field(default_factory=dict)
    strength: Strength | None = None
    themes: tuple[str, ...] = ()
    resource: bool = False
    other_readings: tuple[str, ...] = ()
    cannot_show: tuple[str, ...] = ()
    questions_back: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Freeze the facts."""
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    @property
    def id(self) -> str:
        """A stable opaque id: the same pattern in the same round has the same one."""
        parts = [self.code, self.wave, *self.relations, "|", *sorted(self.pupils)]
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
