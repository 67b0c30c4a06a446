"""A case as frozen records: what was told and decided, back to the one it concerns, follow-up.

No field says whether it was bullying: the duty to act follows from how the pupil has it.

References
----------
Domain handbook 1.5; opplæringslova § 12-4, https://lovdata.no/lov/2023-06-09-30/§12-4
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skolemiljo_analytics.proposals.records import Level
from skolemiljo_analytics.vocabulary import PupilId

__all__ = [
    "Account",
    "BackToAffected",
    "Case",
    "Closing",
    "Evaluation",
    "ExpectedChange",
    "Figure",
    "LegalTrack",
    "Obstacle",
    "Outcome",
    "PlanItem",
    "Source",
    "Stage",
    "closing_obstacles",
    "count_without_effect",
]


class LegalTrack(StrEnum):
    """The paragraph a case follows."""

    PREVENTIVE = "preventive"  # § 12-3
    CASE = "case"  # § 12-4
    SHARPENED = "sharpened"  # § 12-5


class Stage(StrEnum):
    """The school's four stages."""

    SUSPICION = "suspicion"  # Mistanke
    INQUIRY = "inquiry"  # Undersøke
    FOLLOW_UP = "follow_up"  # Følge opp
    ONWARD = "onward"  # Veien videre


class Source(StrEnum):
    """Which role told; never a name."""

    PUPIL = "pupil"
    CLASSMATE = "classmate"
    PARENT = "parent"
    TEACHER = "teacher"
    OTHER_STAFF = "other_staff"


class Figure(StrEnum):
    """What a change may be read from in the next round."""

    UNCHOSEN = "unchosen"
    WITHOUT_MUTUAL = "without_mutual"
    MUTUAL_PAIRS = "mutual_pairs"
    SCALE = "scale"
    OBSERVATION = "observation"  # what the adults see; no number decides it


class Outcome(StrEnum):
    """The plan's three outcomes."""

    RESTORED_CLOSED = "restored_closed"
    RESTORED_CONTINUED = "restored_continued"
    NOT_RESTORED = "not_restored"


class Obstacle(StrEnum):
    """Why a case cannot be closed yet."""

    NOBODY_ASKED = "nobody_asked"  # step 4 has not been done
    NOT_EVALUATED = "not_evaluated"
    NOT_RESTORED = "not_restored"  # the newest evaluation calls for new actions
    ALREADY_CLOSED = "already_closed"


@dataclass(frozen=True)
class Account:
    """What somebody told: hva-questions only."""

    happened: str
    said: str
    reacted: str
    day: date
    source: Source


@dataclass(frozen=True)
class ExpectedChange:
    """The change one expects to see.

    Attributes
    ----------
    figure
        Which number or observation.
    question
        Key of the question or scale; "" for an observation.
    upward
        Whether it is to rise.
    amount
        How much: pupils, pairs, or scale points.
    when
        In which round or by when, in words.
    words
        The same in the adults' own words.
    """

    figure: Figure
    question: str = ""
    upward: bool = False
    amount: float = 0.0
    when: str = ""
    words: str = ""


@dataclass(frozen=True)
class PlanItem:
    """A decision: § 12-4 third paragraph a-e, with who was heard and what speaks against.

    Attributes
    ----------
    number
        1 for the first of the case.
    problem, action, starts_on, responsible, evaluate_on
        The letters a-e.
    level
        Where it works; several levels go in parallel.
    round_key, findings
        Checked findings it rests on, and their round; none where it rests on accounts alone.
    catalogue_id
        The catalogue's action, or "".
    decided_by, decided_on
        Who decided it, and when; "" and None where the case alone says so.
    """

    number: int
    problem: str
    action: str
    level: Level
    starts_on: date
    responsible: str
    evaluate_on: date
    expected: ExpectedChange
    heard: str
    objections: str = ""
    round_key: str = ""
    findings: tuple[str, ...] = ()
    catalogue_id: str = ""
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class BackToAffected:
    """Step 4, restricted: the pupil's own experience and wishes, dated."""

    pupil: PupilId
    day: date
    experience: str
    wishes: str
    agreed: str = ""


@dataclass(frozen=True)
class Evaluation:
    """Step 5: one of three outcomes, what it rests on, and which plan items had no effect."""

    day: date
    outcome: Outcome
    grounds: str
    without_effect: tuple[int, ...] = ()  # numbers of plan items
    next_on: date | None = None


@dataclass(frozen=True)
class Closing:
    """How a case was closed: in dialogue, in writing.

    Attributes
    ----------
    day, note
        When, and how.
    despite
        Why it was closed although a duty of the law has nothing written about it
        (`law.duties_left`); "" where every duty has.
    """

    day: date
    note: str
    despite: str = ""


@dataclass(frozen=True)
class Case:
    """One case as it stands; a new fact makes a new one.

    `backs` is empty for those who may not see step 4; `back_days` is there for them.
    """

    id: str
    class_id: str
    opened_on: date
    track: LegalTrack
    stage: Stage = Stage.SUSPICION
    reported_on: date | None = None  # taken up with the head
    accounts: tuple[Account, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    backs: tuple[BackToAffected, ...] = ()
    back_days: tuple[date, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    closing: Closing | None = None

    def __repr__(self) -> str:
        """Say how far it has come, and nothing of what is in it."""
        return f"<Case {self.track}, {self.stage}, {len(self.plan)} plan items>"


def closing_obstacles(case: Case) -> tuple[Obstacle, ...]:
    """Return why a case cannot be closed yet; empty when it can.

    Examples
    --------
    >>> case = Case("c", "7A", date(2026, 1, 5), LegalTrack.CASE)
    >>> [str(one) for one in closing_obstacles(case)]
    ['nobody_asked', 'not_evaluated']
    """
    found = []
    if case.closing is not None:
        found.append(Obstacle.ALREADY_CLOSED)
    if not case.back_days:
        found.append(Obstacle.NOBODY_ASKED)
    if not case.evaluations:
        found.append(Obstacle.NOT_EVALUATED)
    elif case.evaluations[-1].outcome is not Outcome.RESTORED_CLOSED:
        found.append(Obstacle.NOT_RESTORED)
    return tuple(found)


def count_without_effect(cases: tuple[Case, ...]) -> dict[str, int]:
    """Count, for each action of the catalogue, in how many plan items it had no effect.

    Feeds `proposals.matching.propose`: an action tried twice without effect moves down. A plan
    item evaluated several times counts once.
    """
    counted: Counter[str] = Counter()
    for case in cases:
        failed = {number for one in case.evaluations for number in one.without_effect}
        counted.update(i.catalogue_id for i in case.plan if i.number in failed and i.catalogue_id)
    return dict(counted)
