"""Random classes: the same class answering again, and classes in which choices fall by chance.

Every function takes a class as Boolean arrays (row names column) and returns a stack of shape
(draws, n, n). Silent rows stay silent and the ineligible stay unnamed in every draw. The same seed
gives the same draws on any machine, with any number of threads, compiled or not.

References
----------
Wasserman & Faust 1994, ch. 13, https://doi.org/10.1017/CBO9780511815478 (random digraphs with
given degrees and dyads). Generator: see `kernels.seeds`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from itertools import pairwise
from threading import Semaphore
from typing import TypeVar

import numpy as np

from skolemiljo_analytics.errors import InvalidGraphError
from skolemiljo_analytics.kernels.seeds import stream_states
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = [
    "NULLS",
    "TRIES",
    "check_class",
    "draw_again",
    "draw_null",
    "in_blocks",
    "keep_word",
    "null_effort",
    "own_array",
    "side_by_side",
]

Item = TypeVar("Item")
Made = TypeVar("Made")

NULLS = {"out": 0, "in_out": 1, "man": 2, "man_in_out": 3}
"""Null models by name: what stays as it is when choices fall by chance."""

TRIES = {"in_out": 3, "man_in_out": 5}
"""Swaps tried for each choice from one random class to the next; see `null_effort`."""

_CHAIN, _FIRST = 25, 4


def check_class(
    named: BoolArray, answered: BoolArray | None = None, eligible: BoolArray | None = None
) -> tuple[BoolArray, BoolArray]:
    """Check one class once, at the border; return choices and who could have named whom.

    Raises
    ------
    InvalidGraphError
        If shapes do not fit or somebody is named who could not be.
    """
    named = own_array(named)
    if named.ndim != 2 or named.shape[0] != named.shape[1]:
        raise InvalidGraphError("choices of shape (n, n)", str(named.shape))
    n = named.shape[0]
    can = ~np.eye(n, dtype=np.bool_)
    if eligible is not None:
        can &= _of_shape(eligible, (n, n))
    if answered is not None:
        can &= _of_shape(answered, (n,))[:, None]
    if (named & ~can).any():
        raise InvalidGraphError("choices of eligible pupils by those who answered", "others")
    return named, np.ascontiguousarray(can)


def own_array(named: BoolArray) -> BoolArray:
    """Return choices as the loops want them: Boolean, in order, and not read-only.

    A read-only array is another kind to the compiler, which would compile every loop once more.
    """
    ordered = np.ascontiguousarray(named, dtype=np.bool_)
    return ordered if ordered.flags.writeable else ordered.copy()


def _of_shape(array: BoolArray, shape: tuple[int, ...]) -> BoolArray:
    if np.shape(array) != shape:
        raise InvalidGraphError(f"an array of shape {shape}", str(np.shape(array)))
    return np.asarray(array, dtype=np.bool_)


def keep_word(keep: float) -> int:
    """Return the share of choices kept as a whole number of 2**32.

    Raises
    ------
    InvalidGraphError
        If `keep` is not from 0 to 1.
    """
    if not 0.0 <= keep <= 1.0:
        raise InvalidGraphError("a share from 0 to 1 that is kept", str(keep))
    return round(keep * 2**32)


def in_blocks(work: Callable[[slice], None], draws: int, *, least: int = 64) -> None:
    """Run `work` on consecutive slices of the draws, on the processor cores that are free.

    Each draw has its own stream and its own place in the result, so the split changes nothing.
    """
    most = max(1, draws // least)
    helpers = _hold_cores(most - 1)
    parts = min(2 * (helpers + 1), most) if helpers else 1
    edges = [draws * k // parts for k in range(parts + 1)]
    _share_out(work, [slice(a, b) for a, b in pairwise(edges)], helpers)


def side_by_side(work: Callable[[Item], Made], items: Sequence[Item]) -> list[Made]:
    """Return what `work` makes of each item, in their order, on the processor cores that are free.

    No item may depend on another: what one thread computes while another waits changes nothing.
    Who asks works too, so that work inside work never waits for a free thread.
    """
    return _share_out(work, items, _hold_cores(len(items) - 1))


def _share_out(work: Callable[[Item], Made], items: Sequence[Item], helpers: int) -> list[Made]:
    """Work through the items with so many helpers; each lets its core go when nothing is left."""
    made: dict[int, Made] = {}
    left = iter(range(len(items)))
    spare = _spare_cores(os.getpid())

    def go_on() -> None:
        for at in left:
            made[at] = work(items[at])

    def help_out() -> None:
        try:
            go_on()
        finally:
            spare.release()

    helping = [_threads(os.getpid()).submit(help_out) for _ in range(helpers)]
    try:
        go_on()
    finally:
        running = [one for one in helping if not one.cancel()]
        for _ in range(len(helping) - len(running)):
            spare.release()
        wait(running)
    for one in running:
        one.result()
    return [made[at] for at in range(len(items))]


def _hold_cores(most: int) -> int:
    """Take as many other cores as are free, at most so many, and return how many.

    Threads beyond the cores only get in each other's way: a tenth of the time of a class.
    """
    spare = _spare_cores(os.getpid())
    return sum(spare.acquire(blocking=False) for _ in range(min(most, _cores() - 1)))


def _cores() -> int:
    return os.cpu_count() or 1


@cache
def _spare_cores(_process: int) -> Semaphore:
    return Semaphore(_cores() - 1)


@cache
def _threads(_process: int) -> ThreadPoolExecutor:
    """Return the threads of this process: starting new ones costs as much as a small kernel."""
    return ThreadPoolExecutor(_cores(), thread_name_prefix="kernel")


def draw_again(
    named: BoolArray, can: BoolArray, *, keep: float, draws: int, seed: int
) -> BoolArray:
    """Return `draws` classes in which each choice is made again with probability `keep`.

    A choice that is not made again goes to another pupil who could have been named and was not,
    each equally likely. Who named nobody names nobody again.

    References
    ----------
    Methods handbook 7.2; Chan & Poulin 2007, Merrill-Palmer Quarterly 53(4),
    https://doi.org/10.1353/mpq.2008.0000 (turnover of named friends).
    """
    from skolemiljo_analytics.kernels.loops.batch import again_many
    from skolemiljo_analytics.kernels.loops.bit_redraw import again_unpacked
    from skolemiljo_analytics.kernels.loops.bits import MOST, as_bits

    named, can = check_class(named, eligible=can)
    states = stream_states(seed, draws)
    out = np.zeros((draws, *named.shape), dtype=np.bool_)
    word = keep_word(keep)
    if len(named) > MOST:
        in_blocks(lambda part: again_many(named, can, word, states[part], out[part]), draws)
        return out
    given, able = as_bits(named), as_bits(can)
    in_blocks(lambda part: again_unpacked(given, able, word, states[part], out[part]), draws)
    return out


def draw_null(
    named: BoolArray, can: BoolArray, *, null: str, draws: int, seed: int, tries: int | None = None
) -> BoolArray:
    """Return `draws` classes in which choices fall by chance.

    Parameters
    ----------
    null
        What stays: ``out`` choices given by each; ``in_out`` also choices received by each;
        ``man`` the number of mutual, one-way and empty pairs; ``man_in_out`` choices given and
        received by each and the number of mutual pairs.
    tries
        For the two that swap: swaps tried for each choice from one class to the next.

    Raises
    ------
    KeyError
        If there is no such null.
    """
    from skolemiljo_analytics.kernels.loops.batch import null_many

    named, can = check_class(named, eligible=can)
    kind = NULLS[null]
    effort = null_effort(null, tries)
    chain = int(effort[0])
    states = stream_states(seed, -(-draws // chain))
    out = np.zeros((draws, *named.shape), dtype=np.bool_)

    def work(part: slice) -> None:
        to = slice(part.start * chain, part.stop * chain)
        null_many(kind, named, can, effort, states[part], out[to])

    in_blocks(work, len(states), least=max(1, 64 // chain))
    return out


def null_effort(null: str, tries: int | None = None) -> IntArray:
    """Return how many classes one stream makes, and the swaps tried for each choice, shape (3,).

    Random classes by swaps come from chains of 25: the first after four times as many swaps from
    the class itself as lie between one and the next. With more swaps, no number measured on real
    classes changes; what neighbours in a chain still have in common is less than a hundredth of
    what there is to vary (tests). Without swaps every class has its own stream.

    References
    ----------
    Besag & Clifford 1989, https://doi.org/10.1093/biomet/76.4.633 (tests by chains of classes).
    """
    if null not in TRIES:
        return np.array([1, 0, 0], dtype=np.int64)
    between = TRIES[null] if tries is None else tries
    return np.array([_CHAIN, _FIRST * between, between], dtype=np.int64)
