"""Series of a class, a grade and the school over rounds: noise bands, breaks, what is hidden.

A figure of a grade or a school pools the pupils' scores, never class means. Leadership sees no
class, also not by subtraction; the class's own adults see their class and nothing wider.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import fsum, sqrt

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.tables.records import NominationRound, Question, Roster
from skolemiljo_analytics.trends.change import ScaleChange, compare_means
from skolemiljo_analytics.trends.disclosure import DEFAULT_POLICY, Policy, UnitKind
from skolemiljo_analytics.trends.pooling import Pool, pool_rounds
from skolemiljo_analytics.trends.release import Hidden, Shown, release
from skolemiljo_analytics.trends.scales import ScaleScores, score_scales
from skolemiljo_analytics.vocabulary import Reason, Role

__all__ = ["ClassRound", "Series", "SeriesPoint", "school_series", "score_class_round"]

Masks = dict[tuple[str, UnitKind, str], Hidden]
_ORDER = [UnitKind.SCHOOL, UnitKind.GRADE, UnitKind.CLASS]


@dataclass(frozen=True)
class ClassRound:
    """The scores of one class in one round: no pupil in it."""

    class_id: str
    grade: int | None
    wave: str
    held_on: date
    scales: tuple[ScaleScores, ...]


@dataclass(frozen=True)
class SeriesPoint:
    """One round of one series.

    Attributes
    ----------
    wave, held_on
        The round.
    reading
        The mean, with bounds for the silent; hidden where the policy says so.
    half_width
        Of the noise band (95 %), None without a number.
    counts
        One reading an answer, from the lowest to the highest: known or hidden; empty where the
        mean is hidden.
    change
        Against the round before, None for the first.
    starts_anew
        Whether the scale's items or ends changed: not to be joined to the point before.
    """

    wave: str
    held_on: date
    reading: Reading
    half_width: float | None
    counts: tuple[Reading, ...]
    change: ScaleChange | None = None
    starts_anew: bool = False


@dataclass(frozen=True)
class Series:
    """One scale of one unit over rounds, as one policy lets one role see it.

    `unit` is the class id, the grade or ``""`` for the school. `noise` is the spread of single
    answers the bands are made with (all classes and rounds together, to one decimal).
    """

    kind: UnitKind
    unit: str
    scale: str
    items: tuple[Question, ...]
    lowest: int
    highest: int
    points: tuple[SeriesPoint, ...]
    noise: float
    policy: str
    policy_version: str


def score_class_round(roster: Roster, answers: NominationRound, grade: int | None) -> ClassRound:
    """Score one round of one class for the series; whoever was not on the list that day is out."""
    scales = score_scales(answers, roster)
    return ClassRound(roster.class_id, grade, answers.key, answers.held_on, scales)


def school_series(
    class_rounds: Iterable[ClassRound],
    policy: Policy = DEFAULT_POLICY,
    role: Role = Role.LEADERSHIP,
) -> tuple[Series, ...]:
    """Return what a role may see of every scale over time.

    Parameters
    ----------
    class_rounds
        Every round of every class; for a teacher, those of the teacher's own classes.
    policy
        What is hidden.
    role
        Leadership gets grades and school, a teacher the classes handed in, the SMT both.

    Returns
    -------
    One series a scale and unit: school first, then grades, then classes; rounds by date.

    References
    ----------
    Methods handbook 6.6, 6.7 and 6.9; domain handbook 3.5.
    """
    rounds = sorted(class_rounds, key=lambda r: (r.held_on, r.wave, r.class_id))
    scales = dict.fromkeys(scores.key for one in rounds for scores in one.scales)
    return tuple(series for scale in scales for series in _of_scale(rounds, scale, policy, role))


def _of_scale(rounds: Sequence[ClassRound], scale: str, policy: Policy, role: Role) -> list[Series]:
    pooled = pool_rounds(
        (one.class_id, one.grade, one.wave, one.held_on, scores)
        for one in rounds
        for scores in one.scales
        if scores.key == scale
    )
    noise, hidden = _noise(pooled), _release_all(pooled, policy, role)
    mine = [pool for pool in pooled if pool.kind in policy.units(role)]
    units = sorted({pool.key for pool in mine}, key=lambda u: (_ORDER.index(u[0]), len(u[1]), u[1]))
    return [
        _series([pool for pool in mine if pool.key == unit], hidden, noise, policy)
        for unit in units
    ]


def _release_all(pooled: Sequence[Pool], policy: Policy, role: Role) -> Masks:
    """Decide round by round what is shown, beside what could be seen in the round before."""
    masks: Masks = {}
    seen: dict[tuple[UnitKind, str], Shown] = {}
    forms: Pool | None = None
    for wave in dict.fromkeys(pool.wave for pool in pooled):
        pools = [pool for pool in pooled if pool.wave == wave]
        if forms is not None and not forms.same_form(pools[0]):
            seen = {}
        forms = pools[0]
        found = release(pools, policy, role, seen)
        masks |= {(wave, *key): hidden for key, (_, hidden) in found.items()}
        seen |= {key: _seen(pool, hidden) for key, (pool, hidden) in found.items()}
    return masks


def _seen(pool: Pool, hidden: Hidden) -> Shown:
    return tuple(None if away else count for count, away in zip(pool.counts(), hidden, strict=True))


def _noise(pooled: Sequence[Pool]) -> float:
    """Spread of answers inside classes, all classes and rounds together, to one decimal.

    One figure for everything: a spread for each point would tell, beside the mean, what single
    answers were.
    """
    classes = [pool.scores for pool in pooled if pool.kind is UnitKind.CLASS]
    freedom = sum(max(len(scores) - 1, 0) for scores in classes)
    squares = fsum(
        (score - fsum(scores) / len(scores)) ** 2 for scores in classes for score in scores
    )
    return round(sqrt(squares / freedom), 1) if freedom else 0.0


def _series(pools: Sequence[Pool], masks: Masks, noise: float, policy: Policy) -> Series:
    points: list[SeriesPoint] = []
    for at, pool in enumerate(pools):
        point = _point(pool, masks.get((pool.wave, *pool.key)), noise)
        if at:
            point = _beside(point, points[-1], pool, pools[at - 1])
        points.append(point)
    last = pools[-1]
    return Series(
        last.kind,
        last.unit,
        last.scale,
        last.items,
        last.lowest,
        last.highest,
        tuple(points),
        noise,
        policy.name,
        policy.version,
    )


def _point(pool: Pool, hidden: Hidden | None, noise: float) -> SeriesPoint:
    if not pool.scores:
        none = Reading.missing(Reason.NOBODY_ANSWERED, n_asked=pool.n_asked)
        return SeriesPoint(pool.wave, pool.held_on, none, None, ())
    if hidden is None:
        away = Reading.missing(Reason.DISCLOSURE)
        return SeriesPoint(pool.wave, pool.held_on, away, None, ())
    half = 1.96 * noise / sqrt(len(pool.scores)) if noise else None
    counts = tuple(
        Reading.missing(Reason.DISCLOSURE)
        if out
        else Reading.known(count, n_asked=pool.n_asked, n_answered=len(pool.scores))
        for count, out in zip(pool.counts(), hidden, strict=True)
    )
    return SeriesPoint(pool.wave, pool.held_on, pool.mean(), half, counts)


def _beside(point: SeriesPoint, earlier: SeriesPoint, pool: Pool, before: Pool) -> SeriesPoint:
    """Set a point beside the one before it."""
    width = float(pool.highest - pool.lowest)
    if not pool.same_form(before):
        broken = ScaleChange(None, Reading.missing(Reason.SERIES_BREAK), 0.1 * width, earlier.wave)
        return replace(point, change=broken, starts_anew=True)
    change = compare_means(
        (point.reading, point.half_width),
        (earlier.reading, earlier.half_width),
        width=width,
        previous_wave=earlier.wave,
    )
    return replace(point, change=change)
