"""Class figures of one question: counts with bounds for silence, and what chance gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.doubt.chance import compare_with_chance
from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.doubt.silence import mutual_bounds, received_bounds
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, Reason

__all__ = ["ClassCounts", "ClassKernel", "class_chances", "class_kernels", "count_class"]

ClassKernel = Callable[[BoolArray], FloatArray]


@dataclass(frozen=True)
class ClassCounts:
    """Counts and averages of one question, with their bounds."""

    n_choices: Reading
    mutual_pairs: Reading
    reciprocity: Reading
    mean_mutual: Reading
    n_unchosen: Reading
    n_without_mutual: Reading


def count_class(relation: Relation) -> ClassCounts:
    """Count what was answered, and bound it by what the silent could have answered.

    A silent pupil can name as many as the question allows; the bounds assume nothing else.
    """
    n, answered = len(relation.answered), relation.answered
    asked = {"n_asked": n, "n_answered": int(answered.sum())}
    if not answered.any():
        none = Reading.missing(Reason.NOBODY_ANSWERED, **asked)
        return ClassCounts(none, none, none, none, none, none)
    choices, pairs = int(relation.named.sum()), int(relation.mutual.sum()) // 2
    room = int(_room(relation).sum())
    most_pairs = pairs + _more_pairs(relation)
    unchosen = relation.named.sum(axis=0) == 0
    unreachable = received_bounds(relation)[1] == 0
    alone = answered & ~relation.mutual.any(axis=1)
    for_sure = answered & (mutual_bounds(relation)[1] == 0)
    fewest = max(int(unreachable.sum()), int(unchosen.sum()) - room)
    most_alone = int(alone.sum()) + n - asked["n_answered"]
    return ClassCounts(
        Reading.bounded(choices, choices, choices + room, **asked),
        Reading.bounded(pairs, pairs, most_pairs, **asked),
        _reciprocity(relation, room, most_pairs - pairs),
        _mean_mutual(pairs, most_pairs, **asked),
        Reading.bounded(int(unchosen.sum()), fewest, int(unchosen.sum()), **asked),
        Reading.bounded(int(alone.sum()), int(for_sure.sum()), most_alone, **asked),
    )


def _room(relation: Relation) -> FloatArray:
    """Most choices each silent pupil could have given; 0 for those who answered."""
    room = relation.eligible.sum(axis=1)
    if relation.limit is not None:
        room = np.minimum(room, relation.limit)
    return np.where(relation.answered, 0, room).astype(np.float64)


def _more_pairs(relation: Relation) -> int:
    """Most pairs that could become mutual, had the silent answered."""
    silent, named = ~relation.answered, relation.named
    can = named | (silent[:, None] & relation.eligible)
    possible = can & can.T & ~relation.mutual
    return min(int(possible.sum()) // 2, int(_room(relation).sum()))


def _mean_mutual(pairs: int, most: int, *, n_asked: int, n_answered: int) -> Reading:
    """Average mutual choices for each pupil who answered."""
    value = 2 * pairs / n_answered
    low, high = 2 * pairs / n_asked, 2 * most / n_asked
    return Reading.bounded(
        value, min(value, low), max(value, high), n_asked=n_asked, n_answered=n_answered
    )


def _reciprocity(relation: Relation, room: int, more_pairs: int) -> Reading:
    """Garlaschelli and Loffredo's rho among those who answered, with outer bounds for silence.

    References
    ----------
    https://doi.org/10.1103/PhysRevLett.93.268701
    """
    answered = relation.answered
    asked = {"n_asked": len(answered), "n_answered": int(answered.sum())}
    among = relation.take(np.flatnonzero(answered))
    n_ties, n_possible = int(among.named.sum()), int(among.eligible.sum())
    if n_ties == 0 or n_ties == n_possible:
        return Reading.missing(Reason.NO_TIES if n_ties == 0 else Reason.CONSTANT, **asked)
    value = float(_rho(int(among.mutual.sum()) // 2, n_ties, n_possible))
    if asked["n_asked"] == asked["n_answered"]:
        return Reading.known(value, **asked)
    all_ties, all_possible = int(relation.named.sum()), int(relation.eligible.sum())
    pairs = int(relation.mutual.sum()) // 2
    extra = np.arange(room + 1)
    with_none = _rho(pairs, all_ties + extra, all_possible)
    with_most = _rho(pairs + np.minimum(extra, more_pairs), all_ties + extra, all_possible)
    low, high = float(np.min(with_none)), float(np.max(with_most))
    return Reading.bounded(value, min(value, low), max(value, high), **asked)


def _rho(pairs: object, ties: object, possible: int) -> FloatArray:
    """Return (r - D) / (1 - D) with r = 2 M / L and D = L / possible; 1 where all are named."""
    mutual = 2 * np.asarray(pairs, dtype=np.float64)
    count = np.asarray(ties, dtype=np.float64)
    density = np.minimum(count / possible, 1 - 1e-12)
    return np.asarray((mutual / count - density) / (1 - density), dtype=np.float64)


def class_kernels(relation: Relation) -> dict[str, ClassKernel]:
    """Return the class patterns compared with chance: a stack of classes in, a number each out."""
    answered = relation.answered

    def unchosen(named: BoolArray) -> FloatArray:
        return (~named.any(axis=-2)).sum(axis=-1).astype(np.float64)

    def without_mutual(named: BoolArray) -> FloatArray:
        returned = (named & np.swapaxes(named, -1, -2)).any(axis=-1)
        return (~returned & answered).sum(axis=-1).astype(np.float64)

    def mutual(named: BoolArray) -> FloatArray:
        both = named & np.swapaxes(named, -1, -2)
        return both.sum(axis=(-2, -1)) / 2.0

    def top_share(named: BoolArray) -> FloatArray:
        received = np.sort(named.sum(axis=-2), axis=-1)
        total = np.maximum(received.sum(axis=-1), 1)
        return received[..., -3:].sum(axis=-1) / total

    return {
        "unchosen": unchosen,
        "without_mutual": without_mutual,
        "mutual": mutual,
        "gini": _gini,
        "centralization": _centralization,
        "top_share": top_share,
    }


def _gini(named: BoolArray) -> FloatArray:
    received = np.sort(named.sum(axis=-2), axis=-1)
    n = received.shape[-1]
    weights = 2 * np.arange(1, n + 1) - n - 1
    total = np.maximum(received.sum(axis=-1), 1)
    return np.asarray((received * weights).sum(axis=-1) / (n * total), dtype=np.float64)


def _centralization(named: BoolArray) -> FloatArray:
    received = named.sum(axis=-2)
    n = received.shape[-1]
    spread = n * received.max(axis=-1) - received.sum(axis=-1)
    return np.asarray(spread / max((n - 1) ** 2, 1), dtype=np.float64)


_NULLS = {
    "unchosen": "out",
    "without_mutual": "out",
    "mutual": "in_out",
    "gini": "out",
    "centralization": "out",
    "top_share": "out",
}


def class_chances(relation: Relation, *, draws: int, seed: int) -> dict[str, Chance]:
    """Compare every class pattern with chance in this class.

    Empty when nobody named anybody or when there are fewer than three pupils: chance then has
    nothing to vary.
    """
    if not relation.named.any() or len(relation.answered) < 3:
        return {}
    kernels = class_kernels(relation)
    return {
        key: compare_with_chance(
            relation, kernels[key], null=null, draws=draws, seed=derive_seed(seed, "class", null)
        )
        for key, null in _NULLS.items()
    }
