"""What patterns of a class are made of, counted for a whole stack in one pass.

References
----------
Wasserman & Faust 1994, ch. 4, https://doi.org/10.1017/CBO9780511815478.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.kernels.draws import (
    check_class,
    draw_again,
    in_blocks,
    keep_word,
    own_array,
)
from skolemiljo_analytics.kernels.seeds import stream_states
from skolemiljo_analytics.kernels.tallies import ratio
from skolemiljo_analytics.kernels.triads import transitivity
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = [
    "Counted",
    "count_again",
    "count_classes",
    "cut_pupils",
    "share_without",
    "stack_transitivity",
]


_MOST_KEPT = 2**23
_kept = threading.local()


@dataclass(frozen=True)
class Counted:
    """Counts of m classes of n pupils.

    Attributes
    ----------
    received, mutual
        Choices received and mutual choices of each pupil, shape (m, n).
    inside, labelled
        Choices inside a label, and all choices between pupils with a label, shape (m,).
    """

    received: IntArray
    mutual: IntArray
    inside: IntArray
    labelled: IntArray

    @property
    def mutual_pairs(self) -> IntArray:
        """Mutual pairs of each class, shape (m,)."""
        return np.asarray(self.mutual.sum(axis=-1) // 2)


def count_classes(named: BoolArray, labels: IntArray | None = None) -> Counted:
    """Count every class of a stack, shape (m, n, n), row names column.

    Parameters
    ----------
    labels
        Shape (n,), -1 where unknown; all unknown by default.

    Examples
    --------
    >>> named = np.array([[[0, 1, 0], [1, 0, 0], [1, 0, 0]]], dtype=bool)
    >>> counted = count_classes(named)
    >>> counted.received.tolist(), counted.mutual.tolist()
    ([[2, 1, 0]], [[1, 1, 0]])
    """
    from skolemiljo_analytics.kernels.loops.bits import MOST, as_bits
    from skolemiljo_analytics.kernels.loops.stack import count_stack, count_stack_bits

    stack = own_array(named)
    m, n = stack.shape[:2]
    groups = np.full(n, -1, dtype=np.int64) if labels is None else labels.astype(np.int64)
    alike = as_bits(_alike(groups, n)) if n <= MOST else groups
    received, mutual = np.zeros((m, n), dtype=np.int64), np.zeros((m, n), dtype=np.int64)
    inside = np.zeros((m, 2), dtype=np.int64)

    def work(part: slice) -> None:
        counted = received[part], mutual[part], inside[part]
        if n > MOST:
            count_stack(stack[part], groups, *counted)
        else:
            count_stack_bits(stack[part], alike, np.zeros((2, n), dtype=np.int64), *counted)

    in_blocks(work, m, least=2048)
    return Counted(received, mutual, inside[:, 0], inside[:, 1])


def _alike(labels: IntArray | None, n: int) -> BoolArray:
    """Return who has the label of each pupil, itself included; nobody where it is unknown."""
    if labels is None:
        return np.zeros((n, n), dtype=np.bool_)
    return np.asarray((labels[:, None] == labels) & (labels >= 0), dtype=np.bool_)


def count_again(
    named: BoolArray,
    can: BoolArray,
    labels: IntArray | None = None,
    *,
    keep: float,
    draws: int,
    seed: int,
    lend: bool = False,
) -> tuple[BoolArray, Counted]:
    """Let a class answer again and count every time, in one pass.

    Parameters
    ----------
    lend
        Hand out memory kept for this thread, which its next such call writes over: for who has
        read everything by then. New memory costs a tenth of the time of a class.

    Returns
    -------
    tuple
        The classes of `draw_again`, shape (draws, n, n), and what `count_classes` counts in them.
    """
    from skolemiljo_analytics.kernels.loops.bit_redraw import again_counted
    from skolemiljo_analytics.kernels.loops.bits import MOST, as_bits

    named, can = check_class(named, eligible=can)
    n = len(named)
    if n > MOST:
        stack = draw_again(named, can, keep=keep, draws=draws, seed=seed)
        return stack, count_classes(stack, labels)
    alike = as_bits(_alike(labels, n))
    stack, received, mutual, inside = _lend(draws, n) if lend else _new(draws, n)
    states, word = stream_states(seed, draws), keep_word(keep)
    given, able = as_bits(named), as_bits(can)

    def work(part: slice) -> None:
        counted = received[part], mutual[part], inside[part]
        again_counted(given, able, word, states[part], alike, stack[part], *counted)

    in_blocks(work, draws, least=1024)
    return stack, Counted(received, mutual, inside[:, 0], inside[:, 1])


_Room = tuple[BoolArray, IntArray, IntArray, IntArray]
"""For classes, choices received, mutual choices, and choices inside a label and in all."""


def _new(draws: int, n: int) -> _Room:
    return (
        np.empty((draws, n, n), dtype=np.bool_),
        np.empty((draws, n), dtype=np.int64),
        np.empty((draws, n), dtype=np.int64),
        np.empty((draws, 2), dtype=np.int64),
    )


def _lend(draws: int, n: int) -> _Room:
    """Return what this thread was lent last if it has the right shape; large ones are new."""
    if draws * n * n > _MOST_KEPT:
        return _new(draws, n)
    if getattr(_kept, "shape", None) != (draws, n):
        _kept.shape, _kept.room = (draws, n), _new(draws, n)
    room: _Room = _kept.room
    return room


def stack_transitivity(named: BoolArray) -> FloatArray:
    """Return `triads.transitivity` of a stack, shape (m, n, n) to (m,), in one pass on bits."""
    from skolemiljo_analytics.kernels.loops.bits import MOST
    from skolemiljo_analytics.kernels.loops.stack import count_paths

    stack = own_array(named)
    m, n = stack.shape[:2]
    if n > MOST:
        return transitivity(stack)
    found = np.zeros((m, 2), dtype=np.int64)
    count_paths(stack, np.zeros(n, dtype=np.int64), found)
    return ratio(found[:, 0], found[:, 1])


def cut_pupils(mutual: BoolArray, *, smallest: int = 1) -> BoolArray:
    """Return who alone holds parts of `smallest` (1 or 2) pupils together, (n, n) to (n,).

    The same as `patterns.connecting` and `patterns.bridging`, for one class.
    """
    from skolemiljo_analytics.kernels.loops.stack import find_cuts

    one = own_array(mutual)[None]
    found = np.zeros(one.shape[1], dtype=np.bool_)
    find_cuts(one, smallest, np.zeros((2, one.shape[1]), dtype=np.int64), found)
    return found


def share_without(named: BoolArray, pupil: int, *, smallest: int = 2) -> float:
    """Return the share of a stack in which the mutual choices fall apart without a pupil.

    The same as the mean of `patterns.parts_without` on the mutual choices; NaN for no classes.
    """
    from skolemiljo_analytics.kernels.loops.stack import count_without

    stack = own_array(named)
    m, n = stack.shape[:2]
    room = np.zeros((2, n), dtype=np.int64)
    apart = count_without(stack, pupil, smallest, room[0], room[1])
    return apart / m if m else float("nan")
