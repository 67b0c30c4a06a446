"""Could chance alone do this? Exact where there is a formula, by random classes where not.

References
----------
Methods handbook 2.4. Phipson & Smyth 2010, https://doi.org/10.2202/1544-6115.1585 (p is never 0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from math import comb

import numpy as np

from skolemiljo_analytics.doubt.exact import (
    choice_probability,
    possible,
    received_distribution,
    received_tails,
    unchosen_probability,
)
from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.kernels.segregation import ei_from_inside, ei_index, every_inside
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = [
    "ClassKernel",
    "LabelKernel",
    "chance_of",
    "choice_probability",
    "compare_labels",
    "compare_with_chance",
    "possible",
    "received_distribution",
    "received_tails",
    "unchosen_probability",
]

ClassKernel = Callable[[BoolArray], FloatArray | IntArray]
"""From a stack (m, n, n) to one number a class, (m,)."""

LabelKernel = Callable[[BoolArray, IntArray], FloatArray | IntArray]
"""From choices (n, n) and labels (m, n) to one number a labelling, (m,)."""

_EXACT_PUPILS = 22
_BLOCK = 4096


def compare_with_chance(
    relation: Relation,
    kernel: ClassKernel,
    *,
    null: str,
    draws: int = 1000,
    seed: int = 0,
    tail: str = "high",
) -> Chance:
    """Compare one number of the class with the same number in random classes.

    Parameters
    ----------
    kernel
        From a stack (m, n, n) to numbers (m,).
    null
        What stays as it is: ``out``, ``in_out``, ``man`` or ``man_in_out`` (see `Chance`).
    tail
        ``high`` or ``low``: which direction counts as the pattern; ``both`` doubles the smaller.

    Returns
    -------
    Chance
        p = (1 + random classes at least as far) / (draws + 1); equal numbers count.

    Raises
    ------
    NotAvailableError
        Nobody answered, nobody named anybody, or the number is undefined for the class.
    """
    from skolemiljo_analytics.kernels.draws import draw_null

    if not relation.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    if not relation.named.any():
        raise NotAvailableError(Reason.NO_TIES)
    own = derive_seed(seed, relation.key, "chance", null)
    random = draw_null(relation.named, possible(relation), null=null, draws=draws, seed=own)
    observed = float(kernel(relation.named[None])[0])
    return chance_of(observed, np.asarray(kernel(random), dtype=np.float64), null=null, tail=tail)


def chance_of(
    observed: float, random: FloatArray, *, null: str, tail: str = "high", exact: bool = False
) -> Chance:
    """Put a number beside random ones; undefined random ones count as at least as far.

    With `exact`, `random` is every possible one, the observed among them, and p their share.

    Raises
    ------
    NotAvailableError
        If the observed number is undefined, or no random one is defined.
    """
    if np.isnan(observed) or np.isnan(random).all():
        raise NotAvailableError(Reason.CONSTANT, "undefined for this class")
    near = 1e-9 * max(1.0, abs(observed)) if np.isfinite(observed) else 0.0
    high = float(np.count_nonzero(~(random < observed - near)))
    low = float(np.count_nonzero(~(random > observed + near)))
    add = 0 if exact else 1
    share = {"high": high, "low": low}
    least = share[tail] if tail in share else 2.0 * min(high, low)
    p = min(1.0, (add + least) / (add + len(random)))
    known = random[np.isfinite(random)]
    mean = float(known.mean()) if len(known) else float("inf")
    known.sort()
    low_point, high_point = _point(known, 0.05), _point(known, 0.95)
    return Chance(observed, mean, low_point, high_point, p, null, len(random))


def _point(ascending: FloatArray, share: float) -> float:
    """Return what `numpy.quantile` does of numbers in order, digit for digit, or infinity of none.

    A portrait asks for dozens, and most of what that function does is to look at what it was given.
    """
    if not len(ascending):
        return float("inf")
    at = (len(ascending) - 1) * share
    below = int(at)
    left, right = float(ascending[below]), float(ascending[min(below + 1, len(ascending) - 1)])
    part = at - below
    gap = right - left
    return right - gap * (1.0 - part) if part >= 0.5 else left + gap * part


def compare_labels(
    relation: Relation,
    labels: IntArray,
    kernel: LabelKernel,
    *,
    draws: int = 1000,
    seed: int = 0,
    tail: str = "low",
) -> Chance:
    """Compare one number of choices and labels with the same number for labels dealt out anew.

    Parameters
    ----------
    labels
        Shape (n,): 0, 1, 2, ...; -1 is unknown and stays where it is.
    kernel
        From choices (n, n) and labels (m, n) to numbers (m,).
    draws
        Permutations when there are too many to try them all. With two labels and at most 22
        labelled pupils every one is tried and p is exact (`Chance.draws` says how many).

    Raises
    ------
    NotAvailableError
        Nobody answered or named anybody, or fewer than two labels.
    """
    labels = np.asarray(labels, dtype=np.int64)
    known = np.flatnonzero(labels >= 0)
    if not relation.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    if not relation.named.any():
        raise NotAvailableError(Reason.NO_TIES)
    values, sizes = np.unique(labels[known], return_counts=True)
    if len(values) < 2:
        raise NotAvailableError(Reason.CONSTANT, "fewer than two labels")
    exact = len(values) == 2 and len(known) <= _EXACT_PUPILS
    if exact and kernel is ei_index:
        return _exact_ei(
            relation.named[np.ix_(known, known)], int(sizes.min()), labels[known], tail
        )
    if exact:
        blocks = _every_labelling(labels, known, int(values[0]), int(values[1]))
        draws = comb(len(known), int(sizes.min()))
    else:
        blocks = _random_labellings(labels, known, draws, derive_seed(seed, relation.key, "labels"))
    random = [np.asarray(kernel(relation.named, block), dtype=np.float64) for block in blocks]
    observed = float(kernel(relation.named, labels[None])[0])
    return chance_of(observed, np.concatenate(random), null="labels", tail=tail, exact=exact)


def _exact_ei(named: BoolArray, size: int, labels: IntArray, tail: str) -> Chance:
    choices = int(named.sum())
    if choices == 0:
        raise NotAvailableError(Reason.NO_TIES)
    inside, ways = every_inside(named, size)
    random = np.repeat(ei_from_inside(inside, choices), ways)
    observed = float(ei_index(named[None], labels[None])[0])
    return chance_of(observed, random, null="labels", tail=tail, exact=True)


def _every_labelling(
    labels: IntArray, known: IntArray, first: int, second: int
) -> Iterator[IntArray]:
    size = int(np.count_nonzero(labels[known] == first))
    few, other, picked = (first, second, size)
    if 2 * size > len(known):
        few, other, picked = (second, first, len(known) - size)
    every = combinations(range(len(known)), picked)
    while True:
        flat = [spot for _, subset in zip(range(_BLOCK), every, strict=False) for spot in subset]
        if not flat:
            return
        block = np.repeat(labels[None], len(flat) // picked, axis=0)
        block[:, known] = other
        rows = np.repeat(np.arange(len(block)), picked)
        block[rows, known[flat]] = few
        yield block


def _random_labellings(
    labels: IntArray, known: IntArray, draws: int, seed: int
) -> Iterator[IntArray]:
    generator = np.random.Generator(np.random.PCG64(seed))
    block = np.repeat(labels[None], draws, axis=0)
    block[:, known] = generator.permuted(block[:, known], axis=1)
    yield block
