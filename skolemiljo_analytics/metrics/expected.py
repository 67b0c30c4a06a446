"""Whether those one thinks choose oneself do: a figure of the class, never of a pupil.

References
----------
Zakriski & Coie 1996, Child Development 67; methods handbook 3, I12
"""

from __future__ import annotations

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.vocabulary import BoolArray, Reason

__all__ = ["class_by_expected_met", "could_be_met"]


def could_be_met(expected: Relation, choice: Relation) -> BoolArray:
    """Return whose expectation of whom can be tried, shape (n, n): both answered.

    References
    ----------
    Methods handbook 3, I12
    """
    can = expected.eligible & choice.eligible.T
    return can & expected.answered[:, None] & choice.answered[None, :]


def class_by_expected_met(graph: RelationGraph, relation: str, expected: str) -> float:
    """Return the share of expected choices that were made, 0 to 1.

    Parameters
    ----------
    graph
        The class.
    relation
        The question of choice.
    expected
        The question whom one thinks chooses oneself.

    Raises
    ------
    NotAvailableError
        If nobody expected to be chosen by somebody who answered.
    UnknownRelationError
        If either was not asked.

    References
    ----------
    Zakriski & Coie 1996, Child Development 67; methods handbook 3, I12; Newcomb & Bukowski 1983,
    https://doi.org/10.1037/0012-1649.19.6.856
    """
    choice, thought = graph.relation(relation), graph.relation(expected)
    tried = thought.named & could_be_met(thought, choice)
    if not tried.any():
        raise NotAvailableError(Reason.NO_TIES)
    return float((tried & choice.named.T).sum() / tried.sum())
