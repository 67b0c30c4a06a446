"""One question from one round to the next, on the pairs observed both times."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.metrics.change import ObservedTwice, mcnemar_exact, observe_twice
from skolemiljo_analytics.portrait.records import PupilChange, RelationChange
from skolemiljo_analytics.vocabulary import BoolArray, IntArray, Reason

__all__ = ["compare_graphs"]


def compare_graphs(previous: RelationGraph, graph: RelationGraph) -> tuple[RelationChange, ...]:
    r"""Compare every question asked in both rounds.

    A pair counts when the chooser answered both times and both pupils were on the list both times.
    A question that changed its kind, direction or limit is not compared: its numbers are missing
    with `Reason.DIFFERENT_QUESTION`.

    Parameters
    ----------
    previous, graph
        The earlier and the later round of one class.

    Returns
    -------
    One `RelationChange` a question, in the order asked; pupils in the order of the later roster.

    References
    ----------
    RSiena manual, Jaccard index, https://www.stats.ox.ac.uk/~snijders/siena/RSiena_Manual.pdf;
    McNemar (1947), https://doi.org/10.1007/BF02295996; methods handbook 5.9.

    Examples
    --------
    >>> before = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Ada")
    >>> after = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Bo")
    >>> (change,) = compare_graphs(before, after)
    >>> change.jaccard.value, change.persistence.value
    (0.5, 0.6666666666666666)
    """
    shared = [key for key in graph.asked if key in previous.asked]
    return tuple(_compare(previous, graph, key) for key in shared)


def _compare(previous: RelationGraph, graph: RelationGraph, key: str) -> RelationChange:
    both = observe_twice(graph, key, previous)
    old, new = set(previous.pupils), set(graph.pupils)
    differs = _differs(previous.relation(key), graph.relation(key))
    jaccard, persistence, hamming = _indices(both, differs)
    hidden = not graph.relation(key).question.shown_by_pupil
    n_both = int(both.raters.sum())
    return RelationChange(
        key=key,
        previous_wave=previous.wave,
        n_both=n_both,
        jaccard=jaccard,
        persistence=persistence,
        hamming=hamming,
        pupils=() if hidden or differs or not n_both else _pupil_changes(both),
        newcomers=tuple(p for p in graph.pupils if p not in old),
        leavers=tuple(p for p in previous.pupils if p not in new),
    )


def _differs(before: Relation, after: Relation) -> bool:
    old, new = before.question, after.question
    return (old.kind, old.polarity, old.limit) != (new.kind, new.polarity, new.limit)


def _indices(both: ObservedTwice, differs: bool) -> tuple[Reading, Reading, Reading]:
    asked = {"n_asked": len(both.pupils), "n_answered": int(both.raters.sum())}
    kept = int((both.before & both.after).sum())
    lost = int((both.before & ~both.after).sum())
    gained = int((both.after & ~both.before).sum())
    reason = None
    if differs:
        reason = Reason.DIFFERENT_QUESTION
    elif not both.seen.any():
        reason = Reason.NO_OVERLAP
    if reason is not None:
        none = Reading.missing(reason, **asked)
        return none, none, none
    return (
        _ratio(kept, kept + lost + gained, asked),
        _ratio(kept, kept + lost, asked),
        Reading.known(lost + gained, **asked),
    )


def _ratio(part: int, whole: int, asked: dict[str, int]) -> Reading:
    if whole == 0:
        return Reading.missing(Reason.NO_TIES, **asked)
    return Reading.known(part / whole, **asked)


def _pupil_changes(both: ObservedTwice) -> tuple[PupilChange, ...]:
    dropped = (both.before & ~both.after).sum(axis=0)
    gained = (both.after & ~both.before).sum(axis=0)
    was, now = both.before & both.before.T, both.after & both.after.T
    return tuple(
        _pupil_change(both, i, (int(dropped[i]), int(gained[i])), _friends(was, now, i))
        for i in range(len(both.pupils))
    )


def _friends(was: BoolArray, now: BoolArray, i: int) -> tuple[IntArray, IntArray]:
    return np.flatnonzero(was[i] & now[i]), np.flatnonzero(was[i] & ~now[i])


def _pupil_change(
    both: ObservedTwice, i: int, counts: tuple[int, int], friends: tuple[IntArray, IntArray]
) -> PupilChange:
    kept, lost = friends
    return PupilChange(
        pupil=both.pupils[i],
        dropped=counts[0],
        gained=counts[1],
        p=mcnemar_exact(*counts),
        lost_ties=bool(both.lost_ties[i]),
        kept_friends=tuple(both.pupils[j] for j in kept),
        lost_friends=tuple(both.pupils[j] for j in lost),
    )
