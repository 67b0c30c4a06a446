"""What adults have seen set beside what pupils answered (methods handbook 3, I9; 7.4).

An observation is never a choice, and is never counted as one: the two sources stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.findings.building import Desk, View, named_allowed
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import Participation, RelationPortrait, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import (
    FindingCode,
    PupilId,
    QuestionKind,
    Reason,
    Scope,
)

__all__ = ["count_seen_unchosen", "find_observed"]

_WISHES = (QuestionKind.COMPANY, QuestionKind.WORK)


def find_observed(
    portrait: SocialPortrait,
    observations: Iterable[Observation],
    *,
    preset: Preset = DEFAULT_PRESET,
) -> tuple[Finding, ...]:
    """Find where adults see pupils with others whom nobody chose in the round.

    Parameters
    ----------
    portrait
        One class and round.
    observations
        Dated observations of the class, of any day; those too far from the round are left out.
    preset
        The criteria: how near the round, how many observations, on how many days.

    Returns
    -------
    tuple of Finding
        At most one SEEN_NOT_CHOSEN, for the class: how many, never who. Nothing where
        `count_seen_unchosen` is not available or is 0.
    """
    desk = Desk(portrait, preset)
    counted = count_seen_unchosen(portrait, observations, preset=preset)
    if not counted.value:
        return ()
    near = _near(portrait, observations, preset)
    asked = _asked(desk)
    doubt = replace(
        desk.doubt(_fewest(asked), "observation_and_choices"), low=counted.low, high=counted.high
    )
    facts = {
        "observations": len(near),
        "seen": len(_seen_with_others(near, portrait.pupils, preset)),
        "unchosen": int(counted.value),
        "weeks": int(preset.observed_weeks.value),
        "days": int(preset.observed_days.value),
    }
    return (
        desk.finding(FindingCode.SEEN_NOT_CHOSEN, Scope.CLASS, asked, doubt=doubt, facts=facts),
    )


def count_seen_unchosen(
    portrait: SocialPortrait,
    observations: Iterable[Observation],
    *,
    preset: Preset = DEFAULT_PRESET,
) -> Reading:
    """Count pupils adults have seen with others, and whom nobody chose on any question of wishes.

    Parameters
    ----------
    portrait, observations, preset
        As in `find_observed`.

    Returns
    -------
    Reading
        Pupils, 0 to all; the lower bound is what would be left had every silent answer been a
        choice of them. Not available: `Reason.NOT_ASKED` without a question of wishes or a day of
        the round, `Reason.PARTICIPATION` where too few answered to speak of single pupils, and
        `Reason.FEW_OBSERVATIONS` where too few near the round tell of more than one pupil.
    """
    desk = Desk(portrait, preset)
    asked = _asked(desk)
    if portrait.held_on is None or not desk.relations(*_WISHES):
        return Reading.missing(Reason.NOT_ASKED)
    if not asked:
        return Reading.missing(Reason.PARTICIPATION)
    fewest = _fewest(asked)
    n_asked, n_answered = fewest.n_asked, fewest.n_answered
    near = _near(portrait, observations, preset)
    if len(near) < preset.observed_least.value:
        return Reading.missing(Reason.FEW_OBSERVATIONS, n_asked=n_asked, n_answered=n_answered)
    seen = _seen_with_others(near, portrait.pupils, preset)
    views = [views for pupil, views in desk.views(asked) if pupil in seen and views]
    value = sum(_unchosen(one) for one in views)
    low = sum(_unchosen(one, surely=True) for one in views)
    return Reading.bounded(value, low, value, n_asked=n_asked, n_answered=n_answered)


def _asked(desk: Desk) -> tuple[RelationPortrait, ...]:
    """Return the questions of wishes that bear facts about single pupils."""
    return tuple(r for r in desk.relations(*_WISHES) if named_allowed(r) and r.n_choices.value)


def _fewest(asked: tuple[RelationPortrait, ...]) -> Participation:
    """Return the participation of the question that fewest answered."""
    return min((r.participation for r in asked), key=lambda one: one.n_answered)


def _unchosen(views: tuple[View, ...], *, surely: bool = False) -> bool:
    received = (view.received for _, view in views)
    return all((one.high if surely else one.value) == 0 for one in received)


def _near(
    portrait: SocialPortrait, observations: Iterable[Observation], preset: Preset
) -> tuple[Observation, ...]:
    """Return the observations of more than one pupil of the class, near the day of the round."""
    day, here = portrait.held_on, set(portrait.pupils)
    if day is None:
        return ()
    reach = timedelta(weeks=preset.observed_weeks.value)
    return tuple(
        dict.fromkeys(
            one
            for one in observations
            if abs(one.seen_on - day) <= reach and len(here & set(one.pupils)) > 1
        )
    )


def _seen_with_others(
    near: Iterable[Observation], pupils: Iterable[PupilId], preset: Preset
) -> frozenset[PupilId]:
    """Return those who stand beside others in observations of enough different days."""
    days: dict[PupilId, set[date]] = {}
    for one in near:
        for pupil in one.pupils:
            days.setdefault(pupil, set()).add(one.seen_on)
    return frozenset(p for p in pupils if len(days.get(p, ())) >= preset.observed_days.value)
