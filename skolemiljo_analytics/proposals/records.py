"""`Action` (one of the catalogue's tiltak), `Proposal` (one offered for these findings)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Action", "Caution", "Check", "Choice", "EvidenceLabel", "Level", "Party", "Proposal"]


class Level(StrEnum):
    """Where an action works."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    SYSTEM = "system"


class EvidenceLabel(StrEnum):
    """What stands behind an action (domain handbook 6.1)."""

    STUDY = "E"  # controlled study
    PRACTICE = "P"  # practice described by a school or programme
    SEED = "S"  # the school's own plan
    LAW = "L"
    OURS = "O"  # our proposal


class Party(StrEnum):
    """Who must agree before an action starts."""

    TEACHERS = "teachers"
    ASSISTANTS = "assistants"
    LEADERSHIP = "leadership"
    PUPILS = "pupils"
    THE_PUPIL = "the_pupil"
    PUPIL_COUNCIL = "pupil_council"
    PARENTS = "parents"


class Caution(StrEnum):
    """A warning several actions share; `wording` says it."""

    SHARED_ACTIVITIES = "shared_activities"  # Red Barnet: sharing activities can expose pupils


@dataclass(frozen=True)
class Action:
    """One action of the catalogue.

    Attributes
    ----------
    title, description, against, responsible
        A text a language (nb, nn, en); `against` is what speaks against it and must be watched.
    answers
        Themes of domain handbook 6.1 (F1 … F20) it answers; none for support in a pupil's own case.
    adult_practice
        Whether it changes what the adults do; every set of proposals holds at least one.
    must_agree
        Who must agree before it starts.
    suspicion_only
        Whether it belongs only where a concrete suspicion is followed up (§§ 12-4, 12-5).
    cautions
        Warnings it shares with others.
    builds_on_strength
        Whether it may answer a strength of the class.
    looks_first
        Whether it is an inquiry to make before anything is done, offered where nothing is firm.
    """

    id: str
    title: tuple[tuple[str, str], ...]
    description: tuple[tuple[str, str], ...]
    levels: tuple[Level, ...]
    answers: tuple[str, ...]  # themes F1 … F20
    responsible: tuple[tuple[str, str], ...]
    evaluate_after_weeks: int
    evidence: tuple[EvidenceLabel, ...]
    sources: tuple[str, ...]
    against: tuple[tuple[str, str], ...]  # what speaks against, what to watch
    adult_practice: bool = False
    must_agree: tuple[Party, ...] = ()
    suspicion_only: bool = False
    cautions: tuple[Caution, ...] = ()
    builds_on_strength: bool = False
    looks_first: bool = False

    @property
    def individual_only(self) -> bool:
        """Tell whether it works with one pupil and nothing else."""
        return set(self.levels) == {Level.INDIVIDUAL}

    def text(self, field: str, language: str) -> str:
        """Return one of the four texts in a language; in bokmål where there is no other."""
        texts: dict[str, str] = dict(getattr(self, field))
        return texts.get(language) or texts["nb"]


@dataclass(frozen=True)
class Proposal:
    """An action offered for findings: a draft with its reasons, never a decision."""

    action: Action
    findings: tuple[str, ...]  # finding ids
    themes: tuple[str, ...]  # which of the findings' themes it answers
    tried: int = 0  # times tried in this class before
    moved_down: bool = False  # tried twice without effect


@dataclass(frozen=True)
class Check:
    """That an adult has checked a finding before a decision may rest on it (§ 20-5)."""

    finding: str
    checked_by: str
    checked_on: date
    how: str
    holds: bool = True


@dataclass(frozen=True)
class Choice:
    """A proposal somebody decided on."""

    action: str
    findings: tuple[str, ...]
    problem: str
    responsible: str
    starts_on: date
    evaluate_on: date
    expected_change: str
    decided_by: str
    decided_on: date
