"""Validated records: rosters, questions, rounds, answers, observations, official statistics."""

from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.records import (
    AnswerSheet,
    ClassRecord,
    NominationRound,
    Observation,
    PupilEntry,
    Question,
    Roster,
    SuspicionGrounds,
)

__all__ = [
    "AnswerSheet",
    "ClassRecord",
    "NominationRound",
    "Observation",
    "Problem",
    "PupilEntry",
    "Question",
    "Roster",
    "Severity",
    "SuspicionGrounds",
]
