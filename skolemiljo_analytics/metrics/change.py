"""What changed in one question from one round to the next, on the pairs observed both times.

A pair counts when the chooser answered both times and both pupils were on the list both times.

Kernels: `kernels.change.jaccard`, `persistence`, `hamming`.

References
----------
Methods handbook 5.9; RSiena manual, https://www.stats.ox.ac.uk/~snijders/siena/RSiena_Manual.pdf
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels import change
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, PupilId, Reason

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "ObservedTwice",
    "class_by_hamming",
    "class_by_jaccard",
    "class_by_persistence",
    "mcnemar_exact",
    "observe_twice",
    "pupil_by_dropped",
    "pupil_by_gained",
    "pupil_is_without_former_friends",
]


@dataclass(frozen=True)
class ObservedTwice:
    """One question in two rounds, for the pupils on both lists, in the order of the later one.

    Attributes
    ----------
    pupils
        On both lists.
    raters
        Boolean (n,): answered both times.
    seen
        Boolean (n, n): the pair was observed both times.
    before, after
        Boolean (n, n): choices among the pairs seen.
    lost_ties
        Boolean (n,): had a mutual choice before and none now, the pupil and every former friend
        still in the class answering both times, and nobody silent among those chosen now.
    """

    pupils: tuple[PupilId, ...]
    raters: BoolArray
    seen: BoolArray
    before: BoolArray
    after: BoolArray
    lost_ties: BoolArray


def observe_twice(graph: RelationGraph, relation: str, previous: RelationGraph) -> ObservedTwice:
    """Join two rounds of one question by pupil id.

    Raises
    ------
    UnknownRelationError
        If it was not asked both times.

    References
    ----------
    Methods handbook 5.9 and 3, I11.
    """
    place = {pupil: i for i, pupil in enumerate(previous.pupils)}
    now = [i for i, pupil in enumerate(graph.pupils) if pupil in place]
    pupils = tuple(graph.pupils[i] for i in now)
    first = previous.relation(relation).take([place[p] for p in pupils])
    whole = graph.relation(relation)
    last = whole.take(now)
    raters = first.answered & last.answered
    seen = first.eligible & last.eligible & raters[:, None]
    had = first.mutual.any(axis=1)
    unresolved = (first.mutual & ~raters[None, :]).any(axis=1)
    tied = whole.mutual | (whole.named & ~whole.answered[None, :])
    open_now = np.asarray(tied.any(axis=1))[now]
    lost = np.asarray(raters & had & ~unresolved & ~open_now, dtype=np.bool_)
    return ObservedTwice(pupils, raters, seen, first.named & seen, last.named & seen, lost)


def mcnemar_exact(dropped: int, gained: int) -> float:
    """Return the two-sided exact probability of so uneven a change, 1 when nothing changed.

    Six against none gives .03; five against none .06: small counts decide nothing.

    References
    ----------
    McNemar (1947), https://doi.org/10.1007/BF02295996

    Examples
    --------
    >>> mcnemar_exact(6, 0)
    0.03125
    """
    total, fewest = dropped + gained, min(dropped, gained)
    tail = sum(comb(total, k) for k in range(fewest + 1)) / float(2**total)
    return min(1.0, 2.0 * tail)


def class_by_jaccard(graph: RelationGraph, relation: str, previous: RelationGraph) -> float:
    r"""Return the choices made both times, as a share of those made either time, 0 to 1.

    Raises
    ------
    UnknownRelationError
        If it was not asked both times.
    NotAvailableError
        If nobody answered both times, or nobody chose anybody.

    References
    ----------
    RSiena manual, https://www.stats.ox.ac.uk/~snijders/siena/RSiena_Manual.pdf

    Examples
    --------
    >>> before = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Ada")
    >>> after = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Bo")
    >>> class_by_jaccard(after, "friminutt", before)
    0.5
    """
    twice = _overlap(graph, relation, previous)
    return _defined(change.jaccard(twice.before, twice.after, twice.seen))


def class_by_persistence(graph: RelationGraph, relation: str, previous: RelationGraph) -> float:
    """Return the share of earlier choices that were made again, 0 to 1.

    Raises
    ------
    UnknownRelationError
        If it was not asked both times.
    NotAvailableError
        If nobody answered both times, or nobody chose anybody the first time.

    References
    ----------
    Methods handbook 5.9; https://www.stats.ox.ac.uk/~snijders/siena/RSiena_Manual.pdf
    """
    twice = _overlap(graph, relation, previous)
    return _defined(change.persistence(twice.before, twice.after, twice.seen))


def class_by_hamming(graph: RelationGraph, relation: str, previous: RelationGraph) -> float:
    """Count the choices dropped and the choices gained together: a whole number.

    Raises
    ------
    UnknownRelationError
        If it was not asked both times.
    NotAvailableError
        If nobody answered both times.

    References
    ----------
    Methods handbook 5.9; https://www.stats.ox.ac.uk/~snijders/siena/RSiena_Manual.pdf
    """
    twice = _overlap(graph, relation, previous)
    return float(change.hamming(twice.before, twice.after, twice.seen))


def pupil_by_dropped(
    graph: RelationGraph, relation: str, previous: RelationGraph
) -> pd.Series[int]:
    """Count those who answered both times, chose the pupil then and do not now.

    Returns
    -------
    Integer Series indexed by the pupils of the later round; missing for newcomers.

    Raises
    ------
    UnknownRelationError
        If it was not asked both times.

    References
    ----------
    McNemar (1947), https://doi.org/10.1007/BF02295996
    """
    import pandas as pd

    twice = observe_twice(graph, relation, previous)
    numbers = (twice.before & ~twice.after).sum(axis=0)
    series = pd.Series(numbers, index=list(twice.pupils), name="dropped", dtype="Int64")
    return series.reindex(list(graph.pupils))


def pupil_by_gained(graph: RelationGraph, relation: str, previous: RelationGraph) -> pd.Series[int]:
    """Count those who answered both times, did not choose the pupil then and do now.

    Returns
    -------
    Integer Series indexed by the pupils of the later round; missing for newcomers.

    Raises
    ------
    UnknownRelationError
        If it was not asked both times.

    References
    ----------
    McNemar (1947), https://doi.org/10.1007/BF02295996
    """
    import pandas as pd

    twice = observe_twice(graph, relation, previous)
    numbers = (twice.after & ~twice.before).sum(axis=0)
    series = pd.Series(numbers, index=list(twice.pupils), name="gained", dtype="Int64")
    return series.reindex(list(graph.pupils))


def pupil_is_without_former_friends(
    graph: RelationGraph, relation: str, previous: RelationGraph
) -> pd.Series[bool]:
    """Tell who had a mutual choice and has none now, everybody it depends on answering both times.

    Returns
    -------
    Nullable boolean Series indexed by the pupils of the later round; missing for newcomers and for
    those who did not answer both times.

    Raises
    ------
    UnknownRelationError
        If it was not asked both times.

    References
    ----------
    Methods handbook 3, I11; https://www.stats.ox.ac.uk/~snijders/siena/RSiena_Manual.pdf
    """
    import pandas as pd

    twice = observe_twice(graph, relation, previous)
    flags = pd.Series(twice.lost_ties, index=list(twice.pupils), name="lost_ties", dtype="boolean")
    return flags.where(twice.raters).reindex(list(graph.pupils))


def _overlap(graph: RelationGraph, relation: str, previous: RelationGraph) -> ObservedTwice:
    twice = observe_twice(graph, relation, previous)
    if not twice.seen.any():
        raise NotAvailableError(Reason.NO_OVERLAP)
    return twice


def _defined(value: FloatArray) -> float:
    number = float(value)
    if not np.isfinite(number):
        raise NotAvailableError(Reason.NO_TIES)
    return number
