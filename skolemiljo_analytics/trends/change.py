"""Whether a scale has changed, has not, or there is too little to tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.portrait.records import ScalePortrait
from skolemiljo_analytics.vocabulary import Reason

__all__ = ["ChangeWord", "ScaleChange", "compare_means", "compare_scale"]

_MARGIN = 0.1  # share of the scale's width: .4 on 1-5, what a class of 25 can detect (6.6)


class ChangeWord(StrEnum):
    """What may be said of a change."""

    CHANGED = "changed"
    NOT_CHANGED = "not_changed"
    TOO_LITTLE = "too_little_to_tell"


@dataclass(frozen=True)
class ScaleChange:
    """A change of a mean from one round to the next.

    Attributes
    ----------
    word
        What may be said, or None where there is no difference to speak of (see `difference`).
    difference
        Later minus earlier, in scale points, its 95 % interval as bounds; missing with the reason.
    margin
        Differences smaller than this count as no change.
    previous_wave
        The round compared with.
    """

    word: ChangeWord | None
    difference: Reading
    margin: float
    previous_wave: str = ""


def compare_means(
    now: tuple[Reading, float | None],
    before: tuple[Reading, float | None],
    *,
    width: float,
    previous_wave: str = "",
) -> ScaleChange:
    """Compare two means, each with the half width of its 95 % interval.

    *Changed*: the interval of the difference does not hold 0. *Not changed*: it lies inside a
    tenth of the scale's width to both sides. Otherwise too little to tell. Hidden means give a
    hidden difference.

    Parameters
    ----------
    now, before
        Mean and half width (None: too few answers).
    width
        Highest minus lowest answer.
    previous_wave
        The round compared with.

    References
    ----------
    Methods handbook 6.6; Schuirmann (1987), https://doi.org/10.1007/BF01068419 (no change is
    shown, not assumed).

    Examples
    --------
    >>> first = Reading.known(3.0, n_asked=100, n_answered=100)
    >>> later = Reading.known(3.6, n_asked=100, n_answered=100)
    >>> str(compare_means((later, 0.2), (first, 0.2), width=4).word)
    'changed'
    """
    margin = _MARGIN * width
    (mean, half), (earlier, half_before) = now, before
    if mean.value is None or earlier.value is None:
        reason = mean.reason if mean.value is None else earlier.reason
        missing = Reading.missing(reason or Reason.NOBODY_ANSWERED)
        return ScaleChange(None, missing, margin, previous_wave)
    if half is None or half_before is None:
        return ScaleChange(None, Reading.missing(Reason.PARTICIPATION), margin, previous_wave)
    difference, noise = mean.value - earlier.value, hypot(half, half_before)
    reading = Reading.bounded(
        difference,
        difference - noise,
        difference + noise,
        n_asked=mean.n_asked,
        n_answered=mean.n_answered,
    )
    return ScaleChange(_word(difference, noise, margin), reading, margin, previous_wave)


def _word(difference: float, noise: float, margin: float) -> ChangeWord:
    if abs(difference) > noise:
        return ChangeWord.CHANGED
    return ChangeWord.NOT_CHANGED if abs(difference) + noise <= margin else ChangeWord.TOO_LITTLE


def compare_scale(now: ScalePortrait, before: ScalePortrait, *, wave: str = "") -> ScaleChange:
    """Compare one scale of a class with its earlier round.

    A scale whose items or ends changed is not compared: the difference is missing with
    `Reason.DIFFERENT_QUESTION`.

    References
    ----------
    Methods handbook 6.6.
    """
    width = now.highest - now.lowest
    if _form(now) != _form(before):
        missing = Reading.missing(Reason.DIFFERENT_QUESTION)
        return ScaleChange(None, missing, _MARGIN * width, wave)
    return compare_means(
        (now.mean, now.half_width),
        (before.mean, before.half_width),
        width=width,
        previous_wave=wave,
    )


def _form(scale: ScalePortrait) -> list[tuple[str, bool, int, int]]:
    return sorted((q.key, q.reverse, q.lowest, q.highest) for q in scale.items)
