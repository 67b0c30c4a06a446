"""Survey scales of one class: mean with bounds, spread, change, shrinkage.

A pupil's score is the mean of the items answered, reverse items turned first, when at least two
thirds of the scale's items were answered; otherwise the pupil counts as silent. Nothing is imputed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.records import ScalePortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.tables.records import AnswerSheet, NominationRound, Question, Roster
from skolemiljo_analytics.trends.intervals import mean_half_width
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity, PupilId, QuestionKind, Reason

__all__ = [
    "ScaleScores",
    "describe_mean",
    "describe_scale",
    "describe_scales",
    "low_limit",
    "same_scale",
    "score_scales",
]

_SHARE_ANSWERED = Fraction(2, 3)
_SEVERAL = 2  # methods handbook 3, I14
_CHOSEN = (QuestionKind.COMPANY, QuestionKind.WORK, QuestionKind.TOGETHER)
_FEWEST = 5  # law 9: the class's own adults see class figures from five answers
_CONTENT = 3  # as `disclosure.Policy.possibilities`


@dataclass(frozen=True)
class ScaleScores:
    """Every score on one scale in one class and round, in ascending order: no pupil in it.

    Attributes
    ----------
    key
        The scale's key.
    items
        The questions it is made of.
    n_asked
        Pupils on the roster that day.
    scores
        From `items[0].lowest` to `items[0].highest`, one for each who answered enough.
    """

    key: str
    items: tuple[Question, ...]
    n_asked: int
    scores: tuple[float, ...]

    @property
    def lowest(self) -> int:
        """Lower end of the scale."""
        return self.items[0].lowest

    @property
    def highest(self) -> int:
        """Upper end of the scale."""
        return self.items[0].highest

    def counts(self) -> tuple[int, ...]:
        """Count pupils at each step from the lowest to the highest, scores rounded half up."""
        steps = [0] * (self.highest - self.lowest + 1)
        for score in self.scores:
            steps[int(score + 0.5) - self.lowest] += 1
        return tuple(steps)


def score_scales(answers: NominationRound, roster: Roster) -> tuple[ScaleScores, ...]:
    """Score every scale of a round, for the pupils who were on the roster that day.

    Items without a named scale are a scale of their own. Answers outside the scale's ends are
    left out, as if not given.
    """
    today = set(roster.on(answers.held_on).ids)
    sheets = {sheet.pupil: sheet for sheet in answers.sheets if sheet.pupil in today}
    return tuple(
        ScaleScores(key, items, len(today), _scores(items, sheets.values()))
        for key, items in _items_by_scale(answers).items()
    )


def _items_by_scale(answers: NominationRound) -> dict[str, tuple[Question, ...]]:
    found: dict[str, tuple[Question, ...]] = {}
    for question in answers.questions:
        if question.form is AnswerForm.SCALE:
            key = question.scale or question.key
            found[key] = (*found.get(key, ()), question)
    return found


def _scores(items: tuple[Question, ...], sheets: Iterable[AnswerSheet]) -> tuple[float, ...]:
    scores = (_score(items, sheet) for sheet in sheets)
    return tuple(sorted(score for score in scores if score is not None))


def _score(items: tuple[Question, ...], sheet: AnswerSheet) -> float | None:
    given = [
        item.lowest + item.highest - sheet.scales[item.key]
        if item.reverse
        else sheet.scales[item.key]
        for item in items
        if item.lowest <= sheet.scales.get(item.key, item.lowest - 1) <= item.highest
    ]
    if not given or Fraction(len(given), len(items)) < _SHARE_ANSWERED:
        return None
    return sum(given) / len(given)


def describe_scale(
    scores: ScaleScores, *, previous: Reading | None = None, previous_wave: str = ""
) -> ScalePortrait:
    """Describe one scale: mean with bounds for the silent, counts, and the width of noise.

    Below five answers the mean is hidden and there are no counts: no role sees them.

    References
    ----------
    Methods handbook 6.1, 6.3, 6.6; law 9 of the house (five answers).
    """
    n, values = len(scores.scores), scores.scores
    hidden = n < _FEWEST
    return ScalePortrait(
        key=scores.key,
        items=scores.items,
        lowest=scores.lowest,
        highest=scores.highest,
        mean=_hidden_mean(scores) if hidden else describe_mean(scores),
        counts=() if hidden else scores.counts(),
        n_asked=scores.n_asked,
        n_answered=n,
        half_width=None if hidden else mean_half_width(values),
        previous=previous,
        previous_wave=previous_wave,
    )


def _hidden_mean(scores: ScaleScores) -> Reading:
    n = len(scores.scores)
    reason = Reason.DISCLOSURE if n else Reason.NOBODY_ANSWERED
    return Reading.missing(reason, n_asked=scores.n_asked, n_answered=n)


def describe_mean(scores: ScaleScores) -> Reading:
    """Return the mean, bounded by the silent all answering lowest, or all highest."""
    n, total = len(scores.scores), sum(scores.scores)
    silent = scores.n_asked - n
    return Reading.bounded(
        total / n,
        (total + silent * scores.lowest) / scores.n_asked,
        (total + silent * scores.highest) / scores.n_asked,
        n_asked=scores.n_asked,
        n_answered=n,
    )


def describe_scales(
    answers: NominationRound,
    roster: Roster,
    previous: NominationRound | None = None,
) -> tuple[ScalePortrait, ...]:
    """Describe every scale of a round, beside the class's earlier round where it had the scale.

    Parameters
    ----------
    answers
        The round; its sheets hold the answers.
    roster
        The class list; who was on it that day was asked.
    previous
        An earlier round of the same class. A scale whose items or ends changed has no earlier
        reading that can be compared: it is missing with `Reason.DIFFERENT_QUESTION`.

    Returns
    -------
    One `ScalePortrait` a scale, in the order asked.
    """
    tied = _tied(answers, roster)
    before = {} if previous is None else {s.key: s for s in score_scales(previous, roster)}
    wave = "" if previous is None else previous.key
    described = (
        describe_scale(
            scores, previous=_earlier(scores, before.get(scores.key)), previous_wave=wave
        )
        if scores.key in before
        else describe_scale(scores)
        for scores in score_scales(answers, roster)
    )
    return tuple(_beside_choices(scale, answers, tied) for scale in described)


def low_limit(lowest: int, highest: int, preset: Preset = DEFAULT_PRESET) -> float:
    """Return the preset's point for a pupil's own low mean on a scale with these ends."""
    return lowest + (preset.low_own.value - 1) / 4 * (highest - lowest)


def _tied(answers: NominationRound, roster: Roster) -> dict[PupilId, bool]:
    """Tell of everyone on the roster that day whether some question gives two mutual choices."""
    graph = RelationGraph.from_round(roster, answers)
    wanted = (r for r in graph.of_kind(*_CHOSEN) if r.question.polarity is not Polarity.NEGATIVE)
    most = np.zeros(len(graph), dtype=np.int64)
    for relation in wanted:
        most = np.maximum(most, relation.mutual.sum(axis=1))
    return {pupil: bool(n >= _SEVERAL) for pupil, n in zip(graph.pupils, most, strict=True)}


def _beside_choices(
    scale: ScalePortrait, answers: NominationRound, tied: dict[PupilId, bool]
) -> ScalePortrait:
    """Count those whose own mean is low, and those of them with two mutual choices or more.

    Who has mutual choices can be seen on the map. Where nearly all of them, or nearly all of the
    others, answered low, the counts would tell what somebody answered, and there are none.
    """
    if scale.n_answered < _FEWEST:
        return scale
    limit = low_limit(scale.lowest, scale.highest)
    given = ((s.pupil, _score(scale.items, s)) for s in answers.sheets if s.pupil in tied)
    low = [(tied[pupil], score <= limit) for pupil, score in given if score is not None]
    if any(_tells([is_low for has, is_low in low if has is side]) for side in (True, False)):
        return scale
    return replace(
        scale,
        n_low=sum(is_low for _, is_low in low),
        n_low_tied=sum(is_low and has for has, is_low in low),
    )


def _tells(low: Sequence[bool]) -> bool:
    """Tell whether so few of these are content that knowing how many are low names somebody."""
    return any(low) and low.count(False) < _CONTENT


def _earlier(scores: ScaleScores, before: ScaleScores | None) -> Reading | None:
    if before is None:
        return None
    if not same_scale(scores, before):
        return Reading.missing(Reason.DIFFERENT_QUESTION, n_asked=before.n_asked)
    return describe_scale(before).mean


def same_scale(one: ScaleScores, other: ScaleScores) -> bool:
    """Tell whether two rounds asked the same scale: same items, direction and ends."""
    return _form(one) == _form(other)


def _form(scores: ScaleScores) -> list[tuple[str, bool, int, int]]:
    return sorted((q.key, q.reverse, q.lowest, q.highest) for q in scores.items)
