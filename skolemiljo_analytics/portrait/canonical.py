"""An order of the pupils, and a seed, that come from the answers alone.

The same class reaches the engine through several doors: from files with one set of ids, from the
store with another, in the order of whichever list. Draws follow the order of the pupils, so that
order must come from what was answered, never from ids or lists. Pupils are told apart by what they
answered and were answered, round after round (colour refinement); those whom nothing tells apart
are alike for every number, and the id decides between them.

References
----------
Weisfeiler & Leman 1968; Berkholz, Bonsma & Grohe 2017, https://doi.org/10.1007/s00224-016-9686-0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.vocabulary import FloatArray

__all__ = ["canonical_order", "content_seed", "order_and_seed"]


def canonical_order(graph: RelationGraph) -> list[int]:
    r"""Return positions in an order that depends on the answers, not on ids or the roster.

    Parameters
    ----------
    graph
        One class of *n* pupils.

    Returns
    -------
    list of int, length n: a permutation of 0 … n - 1.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Cai\nCai >")
    >>> [graph.pupils[i] for i in canonical_order(graph)] == [
    ...     graph.take([2, 0, 1]).pupils[i] for i in canonical_order(graph.take([2, 0, 1]))
    ... ]
    True
    """
    return _order(graph, _Refining(graph))


def content_seed(graph: RelationGraph) -> int:
    """Return a seed from 0 to 2**48 - 1 that is a stable hash of the answers of a class and round.

    Neither ids, names of classes nor the order of the roster enter it.
    """
    return _seed(graph, _Refining(graph))


def order_and_seed(graph: RelationGraph) -> tuple[list[int], int]:
    """Return what `canonical_order` and `content_seed` do, with the pupils told apart once."""
    refining = _Refining(graph)
    return _order(graph, refining), _seed(graph, refining)


def _order(graph: RelationGraph, refining: _Refining) -> list[int]:
    colours = list(refining.stable)
    while len(set(colours)) < len(graph):
        tied = min(c for c in set(colours) if colours.count(c) > 1)
        chosen = min((i for i, c in enumerate(colours) if c == tied), key=lambda i: graph.pupils[i])
        colours[chosen] = _digest([colours[chosen], "chosen"])
        colours = refining.refine(colours)
    return sorted(range(len(graph)), key=lambda i: colours[i])


def _seed(graph: RelationGraph, refining: _Refining) -> int:
    text = _digest([graph.wave, *sorted(refining.stable)])
    return int(text[:12], 16)


def _first_colours(graph: RelationGraph) -> list[str]:
    """Tell pupils apart by gender and by which questions they answered."""
    answered = [relation.answered for relation in _by_key(graph)]
    return [
        _digest([str(gender), *(str(bool(a[i])) for a in answered)])
        for i, gender in enumerate(graph.genders)
    ]


class _Refining:
    """Tells pupils apart by the colours of those they name and are named by, until it stands."""

    def __init__(self, graph: RelationGraph) -> None:
        self.relations = [(r.key, *_answers(r)) for r in _by_key(graph)]
        self.stable = self.refine(_first_colours(graph))

    def refine(self, colours: list[str]) -> list[str]:
        while True:
            finer = [self._finer(i, colours) for i in range(len(colours))]
            if len(set(finer)) == len(set(colours)):
                return finer
            colours = finer

    def _finer(self, i: int, colours: list[str]) -> str:
        met = (
            _digest([key, *_seen(out[i], colours), "|", *_seen(back[i], colours)])
            for key, out, back in self.relations
        )
        return _digest([colours[i], *met])


_Given = list[tuple[int, str]]
"""Pupils given something, by place, and what was given; empty for a choice or a first step."""


def _answers(relation: Relation) -> tuple[list[_Given], list[_Given]]:
    """Return what each gave whom, and the same turned round: choices, or steps of a rating."""
    given = relation.named.astype(np.float64)
    if relation.ratings is not None:
        given = np.nan_to_num(relation.ratings - relation.question.lowest + 1.0)
    return _given(given), _given(given.T)


def _given(given: FloatArray) -> list[_Given]:
    return [
        [(int(j), "" if row[j] == 1 else f":{row[j]:g}") for j in np.flatnonzero(row)]
        for row in given
    ]


def _by_key(graph: RelationGraph) -> list[Relation]:
    return sorted(graph.relations, key=lambda relation: relation.key)


def _seen(row: _Given, colours: Sequence[str]) -> list[str]:
    """Return the colours of those given something; a rating above the first step says which."""
    return sorted(colours[j] + given for j, given in row)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()
