"""The portrait's fourteen questions, the adults' answers to them, and versions of those answers.

The guide is our reading of published summaries; who has the book must check it there.

References
----------
Domain handbook 1.3, from http://rummelighed.org/parentesmetode-ny-bog-og-metode-om-mobning-som-social-dynamik/
and https://iserasuaat.gl/emner/folkeskole/mobning/7-hvordan-udfordres-skolemobning-af-skolen
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from skolemiljo_analytics.casework.formal import PointMark
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.vocabulary import FindingCode, Scope

__all__ = [
    "QUESTIONS",
    "REQUIRED",
    "Answer",
    "AnswerChange",
    "AnswersVersion",
    "PortraitQuestion",
    "compare_versions",
    "next_question",
    "overwrites",
    "what_data_say",
]


class PortraitQuestion(StrEnum):
    """One of the fourteen, by its theme."""

    P1 = "p1"  # groupings
    P2 = "p2"  # positions and movement
    P3 = "p3"  # power to define
    P4 = "p4"  # we and they, norms
    P5 = "p5"  # the formal community: the adults' own
    P6 = "p6"  # the informal community
    P7 = "p7"  # boredom and meaning
    P8 = "p8"  # fear of not belonging
    P9 = "p9"  # teacher and pupil: the adults' own
    P10 = "p10"  # history
    P11 = "p11"  # the parents as a group
    P12 = "p12"  # places and times
    P13 = "p13"  # strength in play and interplay
    P14 = "p14"  # what works


QUESTIONS = tuple(PortraitQuestion)
REQUIRED = (PortraitQuestion.P5, PortraitQuestion.P9)
"""Those about the adults themselves: without them a portrait is *ufullstendig*."""

_CODES: Mapping[PortraitQuestion, frozenset[FindingCode]] = {
    PortraitQuestion.P1: frozenset(
        {
            FindingCode.CLOSED_PAIR,
            FindingCode.CLOSED_GROUP,
            FindingCode.SPLIT_GROUPINGS,
            FindingCode.GENDER_SPLIT,
            FindingCode.RESOURCE_OPEN_GROUPS,
        }
    ),
    PortraitQuestion.P2: frozenset({FindingCode.FEW_CHOICES, FindingCode.SINGLE_BRIDGE}),
    PortraitQuestion.P3: frozenset({FindingCode.CONCENTRATED_SAY, FindingCode.SAY_WITHOUT_CHOICE}),
    PortraitQuestion.P5: frozenset({FindingCode.LOW_SCALE}),
    PortraitQuestion.P6: frozenset({FindingCode.CONTEXT_DIFFERENCE}),
    PortraitQuestion.P7: frozenset({FindingCode.LOW_SCALE}),
    PortraitQuestion.P14: frozenset(
        {
            FindingCode.RESOURCE_MUTUAL,
            FindingCode.RESOURCE_BRIDGES,
            FindingCode.RESOURCE_OPEN_GROUPS,
        }
    ),
}
_OF_THE_CLASS = frozenset({Scope.CLASS, Scope.GROUP, Scope.PRACTICE})


def what_data_say(
    question: PortraitQuestion, findings: Iterable[Finding]
) -> tuple[Finding, ...] | None:
    """Return the findings that speak to a question; None where data cannot speak to it at all.

    Only patterns of class and groups: what concerns one pupil or a pair is never in this portrait.

    Examples
    --------
    >>> what_data_say(PortraitQuestion.P4, []) is None
    True
    >>> what_data_say(PortraitQuestion.P1, [])
    ()
    """
    codes = _CODES.get(question)
    if codes is None:
        return None
    return tuple(f for f in findings if f.code in codes and f.scope in _OF_THE_CLASS)


def next_question(question: PortraitQuestion) -> PortraitQuestion:
    """Return the question after this one; the last stays.

    Examples
    --------
    >>> str(next_question(PortraitQuestion.P9))
    'p10'
    """
    return QUESTIONS[min(QUESTIONS.index(question) + 1, len(QUESTIONS) - 1)]


@dataclass(frozen=True)
class Answer:
    """What the adults write to one question; each part may be empty.

    `adults` is their own text, `observed` what they have seen (with dates), `survey` what they
    read in surveys; `points` are their marks of the seventeen points, for P5 only.
    """

    question: PortraitQuestion
    adults: str = ""
    observed: str = ""
    survey: str = ""
    points: tuple[PointMark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is written."""
        words = self.adults.strip() or self.observed.strip() or self.survey.strip()
        return not (words or self.points)


@dataclass(frozen=True)
class AnswersVersion:
    """One version of the answers; approved ones are never changed.

    Attributes
    ----------
    number
        1 for the first.
    round_key
        The round whose data stood beside.
    answers
        One a question that something is written to.
    written_by
        Which adults.
    approved_by, approved_at
        Who approved it and when; "" and None for a draft.
    """

    number: int
    round_key: str
    answers: tuple[Answer, ...]
    written_by: str
    approved_by: str = ""
    approved_at: datetime | None = None

    @property
    def approved(self) -> bool:
        """Tell whether it is approved, and so immutable."""
        return self.approved_at is not None

    @property
    def missing(self) -> tuple[PortraitQuestion, ...]:
        """Return the required questions the adults have not answered in their own words."""
        return tuple(q for q in REQUIRED if not self.of(q).adults.strip())

    @property
    def complete(self) -> bool:
        """Tell whether it is whole; otherwise it says *ufullstendig* wherever it is shown."""
        return not self.missing

    def of(self, question: PortraitQuestion) -> Answer:
        """Return the answer to a question, an empty one where nothing is written."""
        return next((a for a in self.answers if a.question is question), Answer(question))

    def with_answer(self, answer: Answer) -> tuple[Answer, ...]:
        """Return all answers in the guide's order, this one in place of the earlier of its own."""
        return tuple(
            one
            for question in QUESTIONS
            if not (one := answer if question is answer.question else self.of(question)).is_empty
        )


@dataclass(frozen=True)
class AnswerChange:
    """One question answered otherwise in a later version."""

    question: PortraitQuestion
    before: Answer
    after: Answer


def compare_versions(before: AnswersVersion, after: AnswersVersion) -> tuple[AnswerChange, ...]:
    """Return the questions whose answers differ between two versions, in order.

    Examples
    --------
    >>> first = AnswersVersion(1, "2025-10", (Answer(PortraitQuestion.P1, "To grupper."),), "SMT")
    >>> later = AnswersVersion(2, "2026-03", (Answer(PortraitQuestion.P1, "Flere."),), "SMT")
    >>> [str(change.question) for change in compare_versions(first, later)]
    ['p1']
    """
    return tuple(
        AnswerChange(q, before.of(q), after.of(q)) for q in QUESTIONS if before.of(q) != after.of(q)
    )


def overwrites(answers: Iterable[Answer], seen: AnswersVersion, now: AnswersVersion) -> bool:
    """Tell whether answers would write over what has changed since the writer saw the version.

    Two adults may have the same questions open: what one of them wrote stays until the other has
    read it. Answers to other questions are in nobody's way.

    Examples
    --------
    >>> q = PortraitQuestion.P1
    >>> seen = AnswersVersion(1, "2025-10", (), "SMT")
    >>> now = AnswersVersion(1, "2025-10", (Answer(q, "To grupper."),), "Lærer")
    >>> overwrites((Answer(q, "Tre."),), seen, now), overwrites((Answer(q, "Tre."),), now, now)
    (True, False)
    """
    mine = {one.question: one for one in answers}
    return any(
        seen.of(q) != now.of(q) and mine.get(q, Answer(q)) not in {seen.of(q), now.of(q)}
        for q in QUESTIONS
    )
