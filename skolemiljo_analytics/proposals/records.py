"""`Action` (one of the catalogue's tiltak), `Proposal` (one offered for these findings)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Action", "Check", "Choice", "EvidenceLabel", "Level", "Proposal"]


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


@dataclass(frozen=True)
class Action:
    """One action of the catalogue.

    `title`, `description`, `against` and `responsible` hold a text a language (nb, nn, en).
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
    must_agree: tuple[str, ...] = ()
    suspicion_only: bool = False

    def text(self, field: str, language: str) -> str:
        """Return `title`, `description`, `against` or `responsible` in a language (bokmål if not there)."""
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
