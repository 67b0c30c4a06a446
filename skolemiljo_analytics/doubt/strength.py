"""The words for how firmly something may be concluded: clear, probable, possible, cannot say.

The words come from here and nowhere else, and `doubt.calibration` measures how often each is right.

References
----------
Methods handbook 7.4; Gneiting, Balabdaoui & Raftery 2007 (calibration),
https://doi.org/10.1111/j.1467-9868.2007.00587.x.
"""

from __future__ import annotations

from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import Gate, Strength

__all__ = ["judge", "judge_one", "judge_split"]

_WEAKER = (Strength.CLEAR, Strength.PROBABLE, Strength.POSSIBLE, Strength.CANNOT_SAY)


def judge(
    *,
    gate: Gate,
    p: float | None = None,
    stability: float | None = None,
    agreement: float | None = None,
    crosses: bool = False,
    rests_on_one: bool = False,
    limits: tuple[float, float] | None = None,
    preset: Preset = DEFAULT_PRESET,
) -> Strength:
    """Return how firmly a conclusion may be drawn.

    Parameters
    ----------
    gate
        What participation allows. Below three in four nothing is concluded. Below nine in ten a
        pattern of the class, held against chance, is at most "probable", and what has no chance to
        be held against at most "possible".
    p
        Chance of the pattern under the null, 0 to 1; None when chance is not the question.
    stability
        Share of answer-again redraws in which the pattern stands, 0 to 1; None when it is not the
        question. Alone, without `p`, it is itself the probability of being right, and must reach
        what law 4 asks of the word.
    agreement
        Agreement with another accepted method, -1 to 1; None when there is only one.
    crosses
        Whether silence could turn the conclusion round: then nothing is concluded.
    rests_on_one
        Whether it hangs on one single pupil's answer: then at most "possible".
    limits
        Limits of p of its own for "clear" and "probable"; those of the preset by default.

    Examples
    --------
    >>> judge(gate=Gate.EVERYTHING, p=0.002, stability=0.93)
    <Strength.CLEAR: 'clear'>
    >>> judge(gate=Gate.EVERYTHING, p=0.002, stability=0.93, crosses=True)
    <Strength.CANNOT_SAY: 'cannot_say'>
    """
    if crosses or gate in (Gate.CLASS_ONLY, Gate.NOTHING_NAMED):
        return Strength.CANNOT_SAY
    unasked = p is None and stability is None
    disagree = agreement is not None and agreement < preset.group_agreement.value
    some_missing = gate is Gate.WITH_BOUNDS
    if unasked or disagree or rests_on_one or (some_missing and p is None):
        return Strength.POSSIBLE
    if p is None:
        clear, probable = preset.clear_again.value, preset.probable_again.value
    else:
        clear, probable = preset.clear_stability.value, preset.probable_stability.value
    first, second = limits or (preset.clear_p.value, preset.likely_p.value)
    if _holds(p, stability, first, clear) and not some_missing:
        return Strength.CLEAR
    if _holds(p, stability, second, probable):
        return Strength.PROBABLE
    return Strength.POSSIBLE


def judge_one(
    *,
    gate: Gate,
    p: float | None,
    stability: float | None,
    pupils: int,
    preset: Preset = DEFAULT_PRESET,
) -> Strength:
    """Return how firmly one may say of one pupil that it would be so another day.

    The weaker of two words: for standing on another day, and for being more than chance gives to
    any of so many pupils. Without the second some pupil in many an ordinary class would be spoken
    of firmly, since among all of them somebody is always named most.

    Parameters
    ----------
    gate
        What participation allows.
    p
        Chance of the pattern for one pupil given beforehand, 0 to 1; None where it cannot be told:
        then at most "possible".
    stability
        Share of answer-again redraws in which it stands, 0 to 1; None as for `judge`.
    pupils
        Among how many the pupil was found: `p` is taken so many times (Bonferroni).

    Examples
    --------
    >>> judge_one(gate=Gate.EVERYTHING, p=0.0001, stability=1.0, pupils=25)
    <Strength.CLEAR: 'clear'>
    >>> judge_one(gate=Gate.EVERYTHING, p=0.01, stability=1.0, pupils=25)
    <Strength.POSSIBLE: 'possible'>
    """
    again = judge(gate=gate, stability=stability, preset=preset)
    chance = judge(gate=gate, p=1.0 if p is None else min(1.0, p * pupils), preset=preset)
    return max(again, chance, key=_WEAKER.index)


def judge_split(
    *,
    gate: Gate,
    p: float,
    pupils: int,
    answered: int,
    choices: int,
    preset: Preset = DEFAULT_PRESET,
) -> Strength:
    """Return how firmly one may say that the class is divided into groupings.

    In a class large enough, with choices enough, a division shows in most classes that have one;
    there a larger chance leaves "clear" right as often (law 4), and real groups are not passed
    over. Between that limit and the common one of "probable" lie few that are divided, too few for
    that word to be right 90 times in 100: there it is said only where some did not answer. In a
    smaller class the common limits stand, since few of the divided would show it.

    Parameters
    ----------
    gate
        What participation allows.
    p
        Chance of the division (`doubt.split`), 0 to 1.
    pupils, answered
        In the class, and of them answered the question.
    choices
        Made by those who answered, together.
    preset
        Its `clear_split_p`, `clear_split_pupils` and `clear_split_choices`.

    Examples
    --------
    >>> judge_split(gate=Gate.EVERYTHING, p=0.006, pupils=24, answered=24, choices=72)
    <Strength.CLEAR: 'clear'>
    >>> judge_split(gate=Gate.EVERYTHING, p=0.006, pupils=15, answered=15, choices=45)
    <Strength.PROBABLE: 'probable'>
    """
    common = preset.clear_p.value, preset.likely_p.value
    own = preset.clear_split_p.value, preset.clear_split_p.value
    large = pupils >= preset.clear_split_pupils.value
    many = choices >= preset.clear_split_choices.value * answered
    return judge(gate=gate, p=p, limits=own if large and many else common, preset=preset)


def _holds(p: float | None, stability: float | None, most: float, least: float) -> bool:
    return (p is None or p <= most) and (stability is None or stability >= least)
