"""Who answered, and what the class says of itself on survey scales (handbooks 1.14, 6)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import Desk, judged
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.portrait.records import (
    ScalePortrait,
    SocialPortrait,
)
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, Gate, Scope

__all__ = ["find_climate"]

_LEAST_ANSWERS = 5  # law 9: a class's own adults see class figures from five answers


def find_climate(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find questions with a low answer rate, and scales on which the class answers low.

    A scale with fewer than five answers is never shown.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        LOW_ANSWER_RATE (about the round, not about pupils), LOW_SCALE and LOW_THOUGH_CHOSEN for
        the class.
        Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    found = list(_low_rates(desk))
    for scale in portrait.scales:
        found += _low_scale(desk, scale)
        found += _low_though_chosen(desk, scale)
    return tuple(found)


def _low_rates(desk: Desk) -> Iterator[Finding]:
    """Gather every question with missing answers in one finding; the least answered leads."""
    low = [r for r in desk.portrait.relations if r.participation.gate is not Gate.EVERYTHING]
    relations = sorted(low, key=lambda r: r.participation.rate)
    if relations:
        part = relations[0].participation
        yield desk.finding(
            FindingCode.LOW_ANSWER_RATE,
            Scope.PRACTICE,
            relations,
            doubt=desk.doubt(part, "participation"),
            facts={
                "answered": part.n_answered,
                "asked": part.n_asked,
                "silent": part.n_silent,
                "gate": list(Gate).index(part.gate),
            },
        )


def _low_scale(desk: Desk, scale: ScalePortrait) -> Iterator[Finding]:
    mean = scale.mean
    middle = _threshold(scale, desk.preset)
    if mean.value is None or scale.n_answered < _LEAST_ANSWERS or mean.value > middle:
        return
    doubt = Doubt(
        n_asked=scale.n_asked,
        n_answered=scale.n_answered,
        low=mean.low,
        high=mean.high,
        method="scale",
        preset=f"{desk.preset.name} {desk.preset.version}",
    )
    again = _stays_low(mean.value, scale.half_width, middle)
    crosses = mean.high is not None and mean.high > middle
    wrong = None if again is None else 1 - again
    _, strength = judged(
        desk, _gate(scale, desk.preset), replace(doubt, chance=wrong), crosses=crosses
    )
    yield desk.with_guide(
        Finding(
            FindingCode.LOW_SCALE,
            Scope.CLASS,
            desk.portrait.wave,
            (scale.key,),
            replace(doubt, stable_short=again),
            questions=tuple(item.text or item.key for item in scale.items),
            facts=_scale_facts(scale, mean.value, middle),
            strength=strength,
        )
    )


def _low_though_chosen(desk: Desk, scale: ScalePortrait) -> Iterator[Finding]:
    """Survey and choices disagree about somebody: show both, and name nobody (I14)."""
    if not scale.n_low_tied or scale.n_low is None or scale.n_answered < _LEAST_ANSWERS:
        return
    own = (desk.preset.low_own.value - 1) / 4
    limit = scale.lowest + own * (scale.highest - scale.lowest)
    doubt = Doubt(
        n_asked=scale.n_asked,
        n_answered=scale.n_answered,
        method="survey_and_choices",
        preset=f"{desk.preset.name} {desk.preset.version}",
    )
    yield desk.with_guide(
        Finding(
            FindingCode.LOW_THOUGH_CHOSEN,
            Scope.CLASS,
            desk.portrait.wave,
            (scale.key,),
            doubt,
            questions=tuple(item.text or item.key for item in scale.items),
            facts={"low": scale.n_low, "tied": scale.n_low_tied, "limit": limit},
        )
    )


def _scale_facts(scale: ScalePortrait, mean: float, middle: float) -> dict[str, float]:
    low = sum(
        count for value, count in enumerate(scale.counts, start=scale.lowest) if value < middle
    )
    facts = {"mean": mean, "highest": scale.highest, "middle": middle, "below": low}
    if scale.previous is not None and scale.previous.value is not None:
        facts["previous"] = scale.previous.value
    return facts


def _threshold(scale: ScalePortrait, preset: Preset) -> float:
    """Return the preset's point of a 1-5 scale on this scale's own ends."""
    share = (preset.low_scale.value - 1) / 4
    return scale.lowest + share * (scale.highest - scale.lowest)


def _gate(scale: ScalePortrait, preset: Preset) -> Gate:
    rate = scale.n_answered / scale.n_asked if scale.n_asked else 0.0
    if rate >= preset.everything.value:
        return Gate.EVERYTHING
    if rate >= preset.with_bounds.value:
        return Gate.WITH_BOUNDS
    return Gate.CLASS_ONLY if rate >= preset.class_only.value else Gate.NOTHING_NAMED


def _stays_low(mean: float, half_width: float | None, middle: float) -> float | None:
    """Return the probability that the mean of the mood is at or below the middle (6.6)."""
    if not half_width:
        return None
    z = (middle - mean) / (half_width / 1.96)
    return 0.5 * math.erfc(-z / math.sqrt(2))
