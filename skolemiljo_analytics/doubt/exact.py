"""By formula, not by draws: choices each pupil would get at random, and when asked again.

References
----------
Methods handbook 1.2. Hong 2013, https://doi.org/10.1016/j.csda.2012.10.006 (the Poisson binomial).
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.kernels.draws import keep_word
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = [
    "choice_probability",
    "possible",
    "received_distribution",
    "received_tails",
    "unchosen_again",
    "unchosen_probability",
]


def possible(relation: Relation) -> BoolArray:
    """Return who answered and could name whom, shape (n, n)."""
    return relation.eligible & relation.answered[:, None]


def choice_probability(relation: Relation) -> FloatArray:
    """Return p_i = choices given / pupils who could be named, spread over them, shape (n, n).

    0 in silent rows and for the ineligible: they cannot name anybody.
    """
    can = possible(relation)
    could = np.count_nonzero(can, axis=1)
    share = counts.given(relation.named) / np.maximum(could, 1)
    return np.asarray(np.where(can, share[:, None], 0.0))


def unchosen_probability(relation: Relation) -> FloatArray:
    r"""Return the exact chance that nobody names each pupil, shape (n,), 0 to 1.

    Each pupil who answered is taken to have spread the choices made at random over those who
    could be named. 1 when nobody answered: nothing could be named.

    Examples
    --------
    >>> from skolemiljo_analytics.graph import RelationGraph
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > A\nD > A")
    >>> unchosen_probability(graph.relation("friminutt")).round(4).tolist()
    [0.2963, 0.2963, 0.2963, 0.2963]
    """
    return np.asarray(np.prod(1.0 - choice_probability(relation), axis=0))


def received_distribution(relation: Relation) -> FloatArray:
    """Return the exact chance of 0, 1, ... n choices received, shape (n, n + 1), rows sum to 1."""
    p = choice_probability(relation)
    n = len(p)
    out = np.zeros((n, n + 1))
    out[:, 0] = 1.0
    for row in p:
        out[:, 1:] = out[:, 1:] * (1.0 - row[:, None]) + out[:, :-1] * row[:, None]
        out[:, 0] *= 1.0 - row
    return out


def received_tails(relation: Relation) -> tuple[FloatArray, FloatArray]:
    """Return the exact chance of at most, and of at least, as many choices as received, (n,) each.

    The two sum to more than 1, as both count the number itself.
    """
    spread = received_distribution(relation)
    at = counts.received(relation.named)[:, None]
    numbers = np.arange(spread.shape[1])
    low = np.where(numbers <= at, spread, 0.0).sum(axis=1)
    high = np.where(numbers >= at, spread, 0.0).sum(axis=1)
    return np.minimum(low, 1.0), np.minimum(high, 1.0)


def unchosen_again(relation: Relation, *, keep: float) -> FloatArray:
    r"""Return the exact chance that nobody names each pupil when the class answers again, (n,).

    What the share of endlessly many redraws (`doubt.again.answer_again`) comes to: raters answer
    each on their own, so that the chances that they do not name a pupil multiply.

    Raises
    ------
    InvalidGraphError
        If `keep` is not from 0 to 1.

    References
    ----------
    Methods handbook 7.2.

    Examples
    --------
    >>> from skolemiljo_analytics.graph import RelationGraph
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > A\nD >")
    >>> unchosen_again(graph.relation("friminutt"), keep=0.8).round(3).tolist()
    [0.04, 0.18, 0.81, 0.729]
    """
    named, can = relation.named, possible(relation)
    gone = 1.0 - keep_word(keep) / 2**32
    others = np.count_nonzero(can & ~named, axis=1)
    given = counts.given(named)
    chance = _binomials(int(given.max(initial=0)), gone)
    # Dropped choices are replaced in the order of the pupils while there are others to name.
    before: IntArray = np.cumsum(named, axis=1) - named
    room = np.cumsum(chance, axis=1)[before, np.minimum(others, chance.shape[1])[:, None] - 1]
    dropped = np.where(others[:, None] > 0, gone * room, 0.0)
    replaced = np.minimum(np.arange(chance.shape[1]), others[:, None])
    picked = (chance[given] * replaced).sum(axis=1) / np.maximum(others, 1)
    missed = np.where(named, dropped, np.where(can, 1.0 - picked[:, None], 1.0))
    return np.asarray(np.prod(missed, axis=0))


def _binomials(most: int, chance: float) -> FloatArray:
    """Return the chance of g out of t in row t, column g, shape (most + 1, most + 1)."""
    out = np.zeros((most + 1, most + 1))
    out[0, 0] = 1.0
    for t in range(most):
        out[t + 1, 1:] = out[t, :-1] * chance
        out[t + 1] += out[t] * (1.0 - chance)
    return out
