"""Groupings in one question, with their test against chance and the stability of membership.

References
----------
Methods handbook 2.3 to 2.6. Newman & Girvan 2004, https://doi.org/10.1103/PhysRevE.69.026113.
Shizuka & Farine 2016 (r_com), https://doi.org/10.1016/j.anbehav.2015.11.013. Hubert & Arabie 1985
(adjusted Rand), https://doi.org/10.1007/BF01908075.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from skolemiljo_analytics.doubt.chance import possible
from skolemiljo_analytics.doubt.gates import gate
from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.doubt.split import compare_split
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, Gate, IntArray, Reason

__all__ = [
    "GroupingSearch",
    "adjusted_rand",
    "certainty_of",
    "cohesion_of",
    "search_groupings",
    "seed_of_search",
]

_NULL_REDRAWS = 25


@dataclass(frozen=True, eq=False)
class GroupingSearch:
    """What the search found.

    Attributes
    ----------
    labels
        Shape (n,): groups numbered by their first pupil, -1 for a pupil without any tie.
    modularity
        Against the strictest null that fits: the first of `by_null`. Its p compares searches of
        equal effort; its observed number is that of `labels`, searched longer.
    by_null
        Against each null that fits, strictest first; the weaker ones with a fifth of the draws.
        Each says how many were drawn.
    co_assignment
        Shape (n, n): share of answer-again redraws (`keep_short`) in which two share a group.
    certainty
        Shape (n,): mean co-assignment with the others of the own group; 0 in a group of one and
        without ties.
    agreement
        Adjusted Rand index with the map equation's groups, or None without ties.
    flow_groups
        How many groups the map equation finds (it may say one).
    cohesion, cohesion_null
        r_com, and its 95 % point in random classes; None when undefined.
    reason
        Why no search was made, or None.
    """

    labels: IntArray
    modularity: Chance | None
    by_null: tuple[Chance, ...]
    co_assignment: FloatArray
    certainty: FloatArray
    agreement: float | None
    cohesion: float | None
    cohesion_null: float | None
    n_redraws: int
    flow_groups: int = 0
    reason: Reason | None = None


def search_groupings(
    relation: Relation,
    *,
    preset: Preset = DEFAULT_PRESET,
    redraws: int = 5000,
    null_draws: int = 500,
    cohesion_classes: int = 40,
    seed: int = 0,
) -> GroupingSearch:
    """Search for groupings and put them to the test.

    The best modularity on A + A' is compared with random classes that keep choices given and
    received *and* the number of mutual pairs, because mutual choosing alone makes "groups", and
    with the two weaker nulls; each search of a random class takes as many starts as that of the
    class it is compared with. No search is made in a class that is too small, where too few
    answered (`Reason.PARTICIPATION`), or where nobody was named.

    Parameters
    ----------
    redraws
        How often the class answers again for `co_assignment`.
    null_draws
        Random classes for the strictest null; none leaves `modularity` None. With 500, more are
        drawn where that decides the word (`doubt.split.compare_split`).
    cohesion_classes
        Random classes, answering again 25 times each, for `cohesion_null`.
    """
    n = len(relation.answered)
    reason = _why_not(relation, preset)
    if reason is not None:
        return _nothing(n, reason)
    from skolemiljo_analytics.kernels import search

    own = seed_of_search(relation, seed)
    named, can = relation.named, possible(relation)
    labels = search.find_groups(named, seed=own)
    flow, _ = search.find_flow_groups(named, seed=own)
    keep = preset.keep_short.value
    together = search.together_again(named, can, keep=keep, draws=redraws, seed=own)
    best = search.modularity(named, labels)
    compared = compare_split(named, can, draws=null_draws, seed=own)
    by_null = tuple(replace(chance, observed=best) for chance in compared)
    tied = labels >= 0
    return GroupingSearch(
        labels=labels,
        modularity=by_null[0] if by_null else None,
        by_null=by_null,
        co_assignment=together,
        certainty=certainty_of(together, labels),
        agreement=adjusted_rand(labels[tied], flow[tied]),
        cohesion=cohesion_of(together, labels),
        cohesion_null=_cohesion_by_chance(named, can, keep, classes=cohesion_classes, seed=own),
        n_redraws=redraws,
        flow_groups=len(np.unique(flow[tied])),
    )


def seed_of_search(relation: Relation, seed: int) -> int:
    """Return the seed of all that is drawn for the groupings of one question."""
    return derive_seed(seed, relation.key, "groupings")


def _why_not(relation: Relation, preset: Preset) -> Reason | None:
    n, answered = len(relation.answered), int(relation.answered.sum())
    if answered == 0:
        return Reason.NOBODY_ANSWERED
    if n < preset.grouping_pupils.value:
        return Reason.CLASS_TOO_SMALL
    if gate(n, answered, preset) in (Gate.CLASS_ONLY, Gate.NOTHING_NAMED):
        return Reason.PARTICIPATION
    return None if relation.named.any() else Reason.NO_TIES


def _nothing(n: int, reason: Reason) -> GroupingSearch:
    return GroupingSearch(
        labels=np.full(n, -1, dtype=np.int64),
        modularity=None,
        by_null=(),
        co_assignment=np.eye(n),
        certainty=np.zeros(n),
        agreement=None,
        cohesion=None,
        cohesion_null=None,
        n_redraws=0,
        reason=reason,
    )


def _cohesion_by_chance(
    named: BoolArray, can: BoolArray, keep: float, *, classes: int, seed: int
) -> float | None:
    if classes < 1:
        return None
    from skolemiljo_analytics.kernels import draws, search

    own = derive_seed(seed, "cohesion")
    random = draws.draw_null(named, can, null="man_in_out", draws=classes, seed=own)
    labels = search.find_groups(random, starts=8, seed=own)
    together = search.together_each(random, can, keep=keep, draws=_NULL_REDRAWS, seed=own)
    found = _cohesions(together, labels)
    known = found[~np.isnan(found)]
    return float(np.quantile(known, 0.95)) if len(known) else None


def certainty_of(co_assignment: FloatArray, labels: IntArray) -> FloatArray:
    """Return each pupil's mean co-assignment with the others of the own group, shape (n,), 0 to 1.

    0 for a pupil alone in a group or without ties: there is nobody to be together with.
    """
    same = (labels[:, None] == labels[None, :]) & (labels >= 0)[:, None]
    np.fill_diagonal(same, False)
    others = same.sum(axis=1)
    return np.asarray((co_assignment * same).sum(axis=1) / np.maximum(others, 1))


def cohesion_of(co_assignment: FloatArray, labels: IntArray) -> float | None:
    """Return r_com: how much the redraws respect these groups, at most 1; None for one group.

    The assortativity by group of the co-assignment between different pupils.
    """
    found = float(_cohesions(co_assignment[None], labels[None])[0])
    return None if np.isnan(found) else found


def _cohesions(co_assignment: FloatArray, labels: IntArray) -> FloatArray:
    """Return r_com of m classes, shape (m,), NaN where undefined; pupils labelled -1 are out."""
    member = (labels[..., None] == np.arange(labels.shape[1])).astype(np.float64)
    n = labels.shape[1]
    weights = np.where(np.eye(n, dtype=np.bool_), 0.0, co_assignment)
    between = np.swapaxes(member, 1, 2) @ weights @ member
    total = between.sum(axis=(1, 2))
    shares = between / np.where(total > 0, total, 1.0)[:, None, None]
    ends = shares.sum(axis=2)
    expected = (ends * ends).sum(axis=1)
    inside = np.trace(shares, axis1=1, axis2=2)
    several = member.any(axis=1).sum(axis=1) > 1
    defined = (total > 0) & several & (expected < 1.0)
    room = np.where(defined, 1.0 - expected, 1.0)
    return np.asarray(np.where(defined, (inside - expected) / room, np.nan), dtype=np.float64)


def adjusted_rand(first: IntArray, second: IntArray) -> float | None:
    """Return the adjusted Rand index of two groupings of the same pupils: 1 equal, 0 by chance.

    None without pupils. Two groupings that both leave everybody together, or everybody alone, agree
    fully.
    """
    if len(first) == 0:
        return None
    table = (first[:, None] == np.unique(first)).T.astype(np.int64) @ (
        second[:, None] == np.unique(second)
    ).astype(np.int64)
    pairs = [int((x * (x - 1) // 2).sum()) for x in (table, table.sum(axis=1), table.sum(axis=0))]
    n = len(first)
    every = n * (n - 1) // 2
    expected = pairs[1] * pairs[2] / every if every else 0.0
    most = (pairs[1] + pairs[2]) / 2
    return 1.0 if most == expected else float((pairs[0] - expected) / (most - expected))
