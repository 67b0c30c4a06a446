"""One question from one round to the next, on the pairs observed both times."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.portrait.records import PupilChange, RelationChange
from skolemiljo_analytics.vocabulary import BoolArray, IntArray, PupilId, Reason

__all__ = ["compare_graphs", "mcnemar_exact"]


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


def mcnemar_exact(dropped: int, gained: int) -> float:
    """Return the two-sided exact probability of so uneven a change, 1 when nothing changed.

    Six against none gives .03; five against none .06: small counts decide nothing.

    References
    ----------
    McNemar (1947), https://doi.org/10.1007/BF02295996.

    Examples
    --------
    >>> mcnemar_exact(6, 0)
    0.03125
    """
    total, fewest = dropped + gained, min(dropped, gained)
    tail = sum(comb(total, k) for k in range(fewest + 1)) / float(2**total)
    return min(1.0, 2.0 * tail)


@dataclass(frozen=True)
class _Both:
    """The pairs observed both times, pupils in the order of the later roster.

    `open_now`: has a mutual choice in the later round (with a newcomer too), or names a silent
    pupil who might have returned it. `unresolved`: a former friend still in the class did not
    answer both times.
    """

    pupils: tuple[PupilId, ...]
    before: BoolArray
    after: BoolArray
    raters: BoolArray
    seen: BoolArray
    open_now: BoolArray
    unresolved: BoolArray


def _compare(previous: RelationGraph, graph: RelationGraph, key: str) -> RelationChange:
    both = _observed(previous, graph, key)
    old, new = set(previous.pupils), set(graph.pupils)
    differs = _differs(previous.relation(key), graph.relation(key))
    jaccard, persistence, hamming = _indices(both, differs)
    n_both = int(both.raters.sum())
    return RelationChange(
        key=key,
        previous_wave=previous.wave,
        n_both=n_both,
        jaccard=jaccard,
        persistence=persistence,
        hamming=hamming,
        pupils=() if differs or not n_both else _pupil_changes(both),
        newcomers=tuple(p for p in graph.pupils if p not in old),
        leavers=tuple(p for p in previous.pupils if p not in new),
    )


def _observed(previous: RelationGraph, graph: RelationGraph, key: str) -> _Both:
    place = {pupil: i for i, pupil in enumerate(previous.pupils)}
    now = [i for i, pupil in enumerate(graph.pupils) if pupil in place]
    pupils = tuple(graph.pupils[i] for i in now)
    first = previous.relation(key).take([place[p] for p in pupils])
    last = graph.relation(key).take(now)
    raters = first.answered & last.answered
    seen = first.eligible & last.eligible & raters[:, None]
    whole = graph.relation(key)
    tied = whole.mutual | (whole.named & ~whole.answered[None, :])
    open_now = np.asarray(tied.any(axis=1))[now]
    unresolved = np.asarray((first.mutual & ~raters[None, :]).any(axis=1))
    return _Both(pupils, first.named & seen, last.named & seen, raters, seen, open_now, unresolved)


def _differs(before: Relation, after: Relation) -> bool:
    old, new = before.question, after.question
    return (old.kind, old.polarity, old.limit) != (new.kind, new.polarity, new.limit)


def _indices(both: _Both, differs: bool) -> tuple[Reading, Reading, Reading]:
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


def _pupil_changes(both: _Both) -> tuple[PupilChange, ...]:
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
    both: _Both, i: int, counts: tuple[int, int], friends: tuple[IntArray, IntArray]
) -> PupilChange:
    dropped, gained = counts
    kept, lost = friends
    known = bool(both.raters[i]) and not both.unresolved[i] and not both.open_now[i]
    return PupilChange(
        pupil=both.pupils[i],
        dropped=dropped,
        gained=gained,
        p=mcnemar_exact(dropped, gained),
        lost_ties=bool(len(lost)) and known,
        kept_friends=tuple(both.pupils[j] for j in kept),
        lost_friends=tuple(both.pupils[j] for j in lost),
    )
