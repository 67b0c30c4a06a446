"""Any class number put in doubt: silence, another day, one rater, chance. No code of its own.

References
----------
Methods handbook 7.1 (four different questions, four different answers).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.doubt.chance import ClassKernel, compare_with_chance
from skolemiljo_analytics.doubt.imputation import impute
from skolemiljo_analytics.doubt.jackknife import without_each_rater
from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, ReadingStatus

__all__ = ["ClassDoubt", "ClassMetric", "Span", "chance_of_metric", "doubt_metric", "put_in_doubt"]

ClassMetric = Callable[[RelationGraph, str], float]
"""A `class_by_…` metric, or anything else from a class and a question to a number."""


@dataclass(frozen=True)
class Span:
    """Where a number lies over many versions of a class; `undefined` of them have no number.

    `low` and `high` are the ends of the middle 90 % (of all, for single raters left out), None
    where no version has a number.
    """

    low: float | None
    high: float | None
    versions: int
    undefined: int = 0


@dataclass(frozen=True)
class ClassDoubt:
    """One number of a class with the four kinds of doubt.

    Attributes
    ----------
    reading
        The number, and what the silent could have made of it (95 % of filled-in classes: an
        assumption, see `doubt.imputation`; the number's own when all answered).
    next_days, next_term
        The class answering again, within days and by next term; None for a number made of ratings,
        which have no answer to give again by chance.
    one_rater
        The class without each pupil's answer, in turn.
    most_moved_by
        Position of the rater without whom the number moves most, or None when none moves it.
    chance
        Beside random classes, or None when it was not asked for or cannot vary.
    """

    reading: Reading
    next_days: Span | None
    next_term: Span | None
    one_rater: Span
    most_moved_by: int | None
    chance: Chance | None


def put_in_doubt(
    relation: Relation,
    kernel: ClassKernel,
    *,
    null: str | None = "out",
    tail: str = "high",
    draws: int = 1000,
    seed: int = 0,
    preset: Preset = DEFAULT_PRESET,
) -> ClassDoubt:
    r"""Put a number of one class to the four questions.

    Parameters
    ----------
    kernel
        From a stack (m, n, n) to one number a class, (m,); NaN where undefined.
    null, tail
        See `doubt.chance.compare_with_chance`; no chance is asked where `null` is None.
    draws
        Redraws, filled-in classes (a fifth as many) and random classes.

    Raises
    ------
    NotAvailableError
        The number is undefined for the class, with the kernel's reason.

    References
    ----------
    Methods handbook 7.1 and 7.2.

    Examples
    --------
    >>> from skolemiljo_analytics.kernels.counts import mutual_pairs
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > A\nD > A")
    >>> doubt = put_in_doubt(graph.relation("friminutt"), mutual_pairs, draws=200)
    >>> doubt.reading, doubt.one_rater
    (<Reading 1, 4 of 4 answered>, Span(low=0.0, high=1.0, versions=4, undefined=0))
    """
    reading = _reading(relation, kernel, draws=max(draws // 5, 1), seed=seed)
    short, term = (
        _span(kernel, answer_again(relation, keep=keep.value, draws=draws, seed=seed), inside=0.9)
        for keep in (preset.keep_short, preset.keep_term)
    )
    without = without_each_rater(relation)
    chance = None
    if null is not None:
        chance = _chance(relation, kernel, null=null, tail=tail, draws=draws, seed=seed)
    return ClassDoubt(
        reading=reading,
        next_days=short,
        next_term=term,
        one_rater=_span(kernel, without, inside=1.0),
        most_moved_by=_most_moved(relation, kernel, without, reading.require()),
        chance=chance,
    )


def doubt_metric(
    graph: RelationGraph,
    relation: str,
    metric: ClassMetric,
    *,
    null: str | None = "out",
    tail: str = "high",
    draws: int = 200,
    seed: int = 0,
) -> ClassDoubt:
    r"""Put a labelled class metric to the four questions, whatever it needs of the class.

    Slower than `put_in_doubt`, since the metric is asked about one version of the class at a time;
    hence fewer draws. A metric of the ratings themselves is put to one rater only: what the silent
    would have rated, and what chance rates, is not modelled.

    Raises
    ------
    NotAvailableError
        The metric is undefined for the class, with its reason.
    UnknownRelationError
        If the class was not asked about `relation`.

    References
    ----------
    Methods handbook 7.1.

    Examples
    --------
    >>> from skolemiljo_analytics.metrics.concentration import class_by_gini
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > A\nD > A")
    >>> doubt_metric(graph, "friminutt", class_by_gini, draws=50).reading
    <Reading 0.625, 4 of 4 answered>
    """
    value = metric(graph, relation)
    asked = graph.relation(relation)
    if _reads_ratings(graph, asked, metric):
        return _of_ratings(graph, asked, metric, value)
    kernel = _as_kernel(graph, asked, metric)
    return put_in_doubt(asked, kernel, null=null, tail=tail, draws=draws, seed=seed)


def chance_of_metric(
    graph: RelationGraph,
    relation: str,
    metric: ClassMetric,
    *,
    null: str = "out",
    tail: str = "high",
    draws: int = 200,
    seed: int = 0,
) -> Chance | None:
    """Put a labelled class metric beside chance only, with the draws `doubt_metric` makes.

    None where it cannot be compared: a metric of the ratings themselves, or undefined by chance.

    Raises
    ------
    NotAvailableError, UnknownRelationError
        As `doubt_metric`.

    References
    ----------
    Methods handbook 7.1.
    """
    metric(graph, relation)
    asked = graph.relation(relation)
    if _reads_ratings(graph, asked, metric):
        return None
    kernel = _as_kernel(graph, asked, metric)
    return _chance(asked, kernel, null=null, tail=tail, draws=draws, seed=seed)


def _with(graph: RelationGraph, asked: Relation, other: Relation) -> RelationGraph:
    return replace(graph, relations=tuple(other if r is asked else r for r in graph.relations))


def _number(graph: RelationGraph, key: str, metric: ClassMetric) -> float:
    try:
        return float(metric(graph, key))
    except NotAvailableError:
        return float("nan")


def _reads_ratings(graph: RelationGraph, asked: Relation, metric: ClassMetric) -> bool:
    """Tell whether the metric has nothing to say without the ratings."""
    if asked.ratings is None:
        return False
    return bool(
        np.isnan(_number(_with(graph, asked, replace(asked, ratings=None)), asked.key, metric))
    )


def _of_ratings(
    graph: RelationGraph, asked: Relation, metric: ClassMetric, value: float
) -> ClassDoubt:
    raters = np.flatnonzero(asked.answered)
    fewer = [_with(graph, asked, _without(asked, int(rater))) for rater in raters]
    numbers = np.array([_number(one, asked.key, metric) for one in fewer], dtype=np.float64)
    silent = len(asked.answered) - len(raters)
    end = None if silent else value
    status = ReadingStatus.BOUNDED if silent else ReadingStatus.KNOWN
    return ClassDoubt(
        reading=Reading(value, end, end, status, None, len(asked.answered), len(raters)),
        next_days=None,
        next_term=None,
        one_rater=_span_of(numbers, inside=1.0),
        most_moved_by=_farthest(numbers, value, raters),
        chance=None,
    )


def _without(asked: Relation, rater: int) -> Relation:
    gone = np.arange(len(asked.answered)) == rater
    return replace(
        asked,
        named=asked.named & ~gone[:, None],
        answered=asked.answered & ~gone,
        ratings=None if asked.ratings is None else np.where(gone[:, None], np.nan, asked.ratings),
    )


def _as_kernel(graph: RelationGraph, asked: Relation, metric: ClassMetric) -> ClassKernel:
    def number(named: BoolArray) -> float:
        silent_but_named = named.any(axis=1) & ~asked.answered
        other = replace(asked, named=named, answered=asked.answered | silent_but_named, ranks=None)
        return _number(_with(graph, asked, other), asked.key, metric)

    return lambda stack: np.array([number(named) for named in stack])


def _reading(relation: Relation, kernel: ClassKernel, *, draws: int, seed: int) -> Reading:
    asked = {"n_asked": len(relation.answered), "n_answered": int(relation.answered.sum())}
    found = impute(relation, kernel, draws=draws, seed=seed)
    low, high = min(found.observed, found.low), max(found.observed, found.high)
    return Reading.bounded(found.observed, low, high, **asked)


def _span(kernel: ClassKernel, stack: BoolArray, *, inside: float) -> Span:
    return _span_of(np.asarray(kernel(stack), dtype=np.float64), inside=inside)


def _span_of(numbers: FloatArray, *, inside: float) -> Span:
    known = numbers[np.isfinite(numbers)]
    missing = len(numbers) - len(known)
    if not len(known):
        return Span(None, None, len(numbers), missing)
    edge = (1.0 - inside) / 2
    low, high = np.quantile(known, [edge, 1.0 - edge])
    return Span(float(low), float(high), len(numbers), missing)


def _most_moved(
    relation: Relation, kernel: ClassKernel, without: BoolArray, whole: float
) -> int | None:
    numbers: FloatArray = np.asarray(kernel(without), dtype=np.float64)
    return _farthest(numbers, whole, np.flatnonzero(relation.answered))


def _farthest(numbers: FloatArray, whole: float, raters: IntArray) -> int | None:
    moved = np.where(np.isfinite(numbers), np.abs(numbers - whole), np.inf)
    if not len(moved) or moved.max() == 0:
        return None
    return int(raters[int(np.argmax(moved))])


def _chance(
    relation: Relation, kernel: ClassKernel, *, null: str, tail: str, draws: int, seed: int
) -> Chance | None:
    try:
        return compare_with_chance(relation, kernel, null=null, draws=draws, seed=seed, tail=tail)
    except NotAvailableError:
        return None
