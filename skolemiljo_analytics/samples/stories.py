"""The five invented classes: what is going on in each, told to the generator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["STORIES", "ClassStory", "RoundStory"]


@dataclass(frozen=True)
class RoundStory:
    """One round: when, why, how many were away, and how the class felt.

    `mood` is added to every well-being answer before rounding, by item key where it differs. With
    `rated` everyone also rates every classmate.
    """

    key: str
    held_on: date
    absent: int
    mood: float = 0.0
    moods: Mapping[str, float] = field(default_factory=dict)
    purpose: Purpose = Purpose.PREVENTIVE
    rated: bool = False


@dataclass(frozen=True)
class ClassStory:
    """One class.

    Attributes
    ----------
    circles
        Number of circles of friends the pupils are dealt into.
    circle_pull
        How much a classmate of the same circle is preferred (0: not at all).
    gender_pull
        How much a classmate of the same gender is preferred; with `by_gender` the circles
        themselves follow gender.
    concentrated
        How many pupils most of the class names when asked whose ideas it follows (0: nobody more
        than others).
    unchosen_in
        Rounds in which nobody names one certain pupil as company.
    lost_in
        Rounds in which the closest friends of two pupils name others.
    observed_in
        Rounds around which adults wrote down whom they saw together.
    """

    class_id: str
    circles: int
    circle_pull: float
    gender_pull: float
    rounds: tuple[RoundStory, RoundStory, RoundStory]
    by_gender: bool = False
    concentrated: int = 0
    unchosen_in: tuple[str, ...] = ()
    lost_in: tuple[str, ...] = ()
    observed_in: tuple[str, ...] = ()


_NOISY = {"arbeidsro": -0.9, "laerer_bryr_seg": 0.3}

STORIES = (
    ClassStory(
        "5A",
        circles=1,
        circle_pull=0.0,
        gender_pull=0.05,
        rounds=(
            RoundStory("2025-03", date(2025, 3, 12), absent=1, mood=0.5),
            RoundStory("2025-10", date(2025, 10, 15), absent=2, mood=0.4),
            RoundStory("2026-03", date(2026, 3, 11), absent=1, mood=0.5),
        ),
    ),
    ClassStory(
        "5B",
        circles=1,
        circle_pull=0.0,
        gender_pull=0.0,
        rounds=(
            RoundStory("2025-03", date(2025, 3, 13), absent=5, mood=0.3),
            RoundStory("2025-10", date(2025, 10, 16), absent=1, mood=0.3),
            RoundStory("2026-03", date(2026, 3, 12), absent=2, mood=0.4, rated=True),
        ),
    ),
    ClassStory(
        "7A",
        circles=4,
        circle_pull=0.6,
        gender_pull=0.25,
        by_gender=True,
        rounds=(
            RoundStory("2025-03", date(2025, 3, 11), absent=1, mood=0.2),
            RoundStory("2025-10", date(2025, 10, 14), absent=2, mood=0.1),
            RoundStory("2026-03", date(2026, 3, 10), absent=1, mood=0.2),
        ),
    ),
    ClassStory(
        "7B",
        circles=3,
        circle_pull=0.5,
        gender_pull=0.1,
        concentrated=3,
        unchosen_in=("2025-10", "2026-03"),
        observed_in=("2025-10", "2026-03"),
        rounds=(
            RoundStory("2025-03", date(2025, 3, 11), absent=1, mood=0.0, moods=_NOISY),
            RoundStory("2025-10", date(2025, 10, 14), absent=2, mood=-0.5, moods=_NOISY),
            RoundStory("2026-03", date(2026, 3, 10), absent=1, mood=-0.2, moods=_NOISY),
        ),
    ),
    ClassStory(
        "7C",
        circles=3,
        circle_pull=0.08,
        gender_pull=0.1,
        lost_in=("2025-10",),
        rounds=(
            RoundStory("2025-03", date(2025, 3, 12), absent=1, mood=0.3),
            RoundStory(
                "2025-10", date(2025, 10, 22), absent=1, mood=-0.5, purpose=Purpose.SUSPICION
            ),
            RoundStory("2026-03", date(2026, 3, 11), absent=2, mood=0.3),
        ),
    ),
)
