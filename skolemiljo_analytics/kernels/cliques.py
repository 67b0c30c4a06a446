"""Maximal sets of pupils who all chose each other."""

from __future__ import annotations

from skolemiljo_analytics.vocabulary import BoolArray

__all__ = ["maximal_cliques"]

_LIMIT = 100_000


def maximal_cliques(ties: BoolArray, *, smallest: int = 3) -> list[list[int]]:
    """List the maximal cliques of symmetric `ties`, each sorted, in order of their members.

    Only the largest are kept: a triangle inside a set of four who all chose each other is not
    listed.

    Parameters
    ----------
    ties
        Boolean, shape (n, n), symmetric, zero diagonal.
    smallest
        Fewest members.

    Raises
    ------
    OverflowError
        If there are more than 100,000 (not reached by a class of 60 with at most ten choices).

    References
    ----------
    C. Bron & J. Kerbosch (1973), algorithm 457, with the pivot of Tomita, Tanaka & Takahashi
    (2006), https://doi.org/10.1016/j.tcs.2006.06.015. Methods handbook 2.2.

    Examples
    --------
    >>> import numpy as np
    >>> maximal_cliques(~np.eye(3, dtype=bool))
    [[0, 1, 2]]
    """
    rows = [sum(1 << j for j, tied in enumerate(row) if tied) for row in ties.tolist()]
    found: list[int] = []
    _extend(0, (1 << len(rows)) - 1, 0, (rows, found, smallest))
    return sorted(_members(clique) for clique in found)


def _extend(
    clique: int, candidates: int, done: int, search: tuple[list[int], list[int], int]
) -> None:
    rows, found, smallest = search
    if not candidates and not done:
        if clique.bit_count() >= smallest:
            found.append(clique)
            if len(found) > _LIMIT:
                raise OverflowError(f"More than {_LIMIT} sets in which all chose each other.")
        return
    if clique.bit_count() + candidates.bit_count() < smallest:
        return
    pivot = max(_members(candidates | done), key=lambda v: (candidates & rows[v]).bit_count())
    for v in _members(candidates & ~rows[pivot]):
        bit = 1 << v
        _extend(clique | bit, candidates & rows[v], done & rows[v], search)
        candidates &= ~bit
        done |= bit


def _members(bits: int) -> list[int]:
    return [i for i in range(bits.bit_length()) if bits >> i & 1]
