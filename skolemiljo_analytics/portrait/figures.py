"""Class figures of one question: counts with bounds for silence, and what chance gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.doubt.chance import chance_of, compare_with_chance, possible
from skolemiljo_analytics.doubt.reading import Chance, Reading
from skolemiljo_analytics.doubt.silence import given_bounds, mutual_bounds, received_bounds
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import concentration
from skolemiljo_analytics.kernels.draws import draw_null
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.kernels.stacks import Counted, count_classes, stack_transitivity
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = ["CLASS_PATTERNS", "ClassCounts", "ClassPattern", "class_chances", "count_class"]

ClassPattern = Callable[[Counted, BoolArray], IntArray | FloatArray]
"""From counts of m classes and who answered, (n,), to a number each, (m,)."""


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


def _room(relation: Relation) -> IntArray:
    """Most choices each silent pupil could have given; 0 for those who answered."""
    low, high = given_bounds(relation)
    return high - low


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
    if n_ties in {0, n_possible}:
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


CLASS_PATTERNS: dict[str, ClassPattern] = {
    "unchosen": lambda counted, _: (counted.received == 0).sum(axis=-1),
    "without_mutual": lambda counted, answered: ((counted.mutual == 0) & answered).sum(axis=-1),
    "mutual": lambda counted, _: counted.mutual_pairs,
    "gini": lambda counted, _: concentration.gini_of(counted.received),
    "centralization": lambda counted, _: concentration.centralization_of(counted.received),
    "top_share": lambda counted, _: concentration.top_share_of(counted.received),
}
"""The class patterns compared with chance: counts of a stack of classes in, a number each out."""


_BY_NULL = {
    "out": ("unchosen", "without_mutual", "gini", "centralization", "top_share"),
    "in_out": ("mutual",),
}


def class_chances(relation: Relation, *, draws: int, seed: int) -> dict[str, Chance]:
    """Compare every class pattern with chance in this class; each null is drawn once for all.

    Empty when nobody named anybody or when there are fewer than three pupils: chance then has
    nothing to vary.

    References
    ----------
    Methods handbook 2.4 and 4.2; `doubt.chance.compare_with_chance` for one pattern at a time.
    """
    if not relation.named.any() or len(relation.answered) < 3:
        return {}
    can, answered = possible(relation), relation.answered
    own_counts = count_classes(relation.named[None])
    found = {}
    for null, keys in _BY_NULL.items():
        own = derive_seed(seed, relation.key, "chance", null)
        random = draw_null(relation.named, can, null=null, draws=draws, seed=own)
        counted = count_classes(random)
        for key in keys:
            observed = float(CLASS_PATTERNS[key](own_counts, answered)[0])
            drawn = np.asarray(CLASS_PATTERNS[key](counted, answered), dtype=np.float64)
            found[key] = chance_of(observed, drawn, null=null)
    return found | _closure(relation, draws=draws, seed=seed)


def _closure(relation: Relation, *, draws: int, seed: int) -> dict[str, Chance]:
    """Compare transitivity with classes of as many mutual, one-way and empty pairs (5.3)."""
    try:
        chance = compare_with_chance(
            relation, stack_transitivity, null="man", draws=draws, seed=seed, tail="high"
        )
    except NotAvailableError:
        return {}
    return {"transitivity": chance}
