"""Could chance alone do this? Exact where there is a formula, by random classes where not.

References
----------
Methods handbook 2.4. Phipson & Smyth 2010, https://doi.org/10.2202/1544-6115.1585 (p is never 0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
from skolemiljo_analytics.kernels.labellings import (
    MOST,
    count_labellings,
    every_inside,
    every_labelling,
)
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.kernels.segregation import ei_from_inside, ei_index
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

_MOST_LABELLINGS = comb(22, 11)
"""As many labellings as two labels of 22 pupils have at most: up to here every one is tried."""


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
    observed: float,
    random: FloatArray,
    *,
    null: str,
    tail: str = "high",
    exact: bool = False,
    ways: IntArray | None = None,
) -> Chance:
    """Put a number beside random ones; undefined random ones count as at least as far.

    With `exact`, `random` is every possible one, the observed among them, and p their share; `ways`
    says how often each stands there, once by default.

    Raises
    ------
    NotAvailableError
        If the observed number is undefined, or no random one is defined.
    """
    if np.isnan(observed) or np.isnan(random).all():
        raise NotAvailableError(Reason.CONSTANT, "undefined for this class")
    near = 1e-9 * max(1.0, abs(observed)) if np.isfinite(observed) else 0.0
    high = float(_count(~(random < observed - near), ways))
    low = float(_count(~(random > observed + near), ways))
    draws, add = len(random) if ways is None else int(ways.sum()), 0 if exact else 1
    share = {"high": high, "low": low}
    least = share[tail] if tail in share else 2.0 * min(high, low)
    p = min(1.0, (add + least) / (add + draws))
    finite = np.isfinite(random)
    mean, points = _middle_and_ends(random[finite], None if ways is None else ways[finite])
    return Chance(observed, mean, *points, p, null, draws)


def _count(which: BoolArray, ways: IntArray | None) -> int:
    return int(np.count_nonzero(which) if ways is None else ways[which].sum())


def _middle_and_ends(
    random: FloatArray, ways: IntArray | None
) -> tuple[float, tuple[float, float]]:
    """Mean and 5 and 95 % points, infinity of none."""
    if not len(random):
        return float("inf"), (float("inf"), float("inf"))
    if ways is None:
        mean, upto = float(random.mean()), None
        random.sort()
    else:
        mean, order = float(np.average(random, weights=ways)), np.argsort(random)
        random, upto = random[order], ways[order].cumsum()
    return mean, (_point(random, 0.05, upto), _point(random, 0.95, upto))


def _point(ascending: FloatArray, share: float, upto: IntArray | None) -> float:
    """Return what `numpy.quantile` does of numbers in order, digit for digit.

    With `upto`, how many there are up to each and with it, each stands there several times.
    A portrait asks for dozens, and most of what that function does is to look at what it was given.
    """
    last = (len(ascending) if upto is None else int(upto[-1])) - 1
    at = last * share
    below = int(at)
    places = np.array([below, min(below + 1, last)])
    if upto is not None:
        places = np.searchsorted(upto, places, side="right")
    left, right = float(ascending[places[0]]), float(ascending[places[1]])
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
        Permutations when there are too many labellings to try them all. Up to 705,432 of them (two
        labels of 11 pupils; 5, 5 and 4; 3 of 40) every one is tried and p is exact
        (`Chance.draws` says how many).

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
    values, codes, sizes = np.unique(labels[known], return_inverse=True, return_counts=True)
    if len(values) < 2:
        raise NotAvailableError(Reason.CONSTANT, "fewer than two labels")
    exact = count_labellings(sizes.tolist()) <= _MOST_LABELLINGS
    if exact and kernel is ei_index and len(known) <= MOST:
        return _exact_ei(relation.named[np.ix_(known, known)], codes, sizes.tolist(), tail)
    if exact:
        blocks = _every_labelling(labels, known, values, sizes.tolist())
    else:
        blocks = _random_labellings(labels, known, draws, derive_seed(seed, relation.key, "labels"))
    random = [np.asarray(kernel(relation.named, block), dtype=np.float64) for block in blocks]
    observed = float(kernel(relation.named, labels[None])[0])
    return chance_of(observed, np.concatenate(random), null="labels", tail=tail, exact=exact)


def _exact_ei(named: BoolArray, labels: IntArray, sizes: list[int], tail: str) -> Chance:
    choices = int(named.sum())
    if choices == 0:
        raise NotAvailableError(Reason.NO_TIES)
    inside, ways = every_inside(named, sizes)
    random = ei_from_inside(inside, choices)
    observed = float(ei_index(named[None], labels[None])[0])
    return chance_of(observed, random, null="labels", tail=tail, exact=True, ways=ways)


def _every_labelling(
    labels: IntArray, known: IntArray, values: IntArray, sizes: list[int]
) -> Iterator[IntArray]:
    for codes in every_labelling(sizes):
        block = np.repeat(labels[None], len(codes), axis=0)
        block[:, known] = values[codes]
        yield block


def _random_labellings(
    labels: IntArray, known: IntArray, draws: int, seed: int
) -> Iterator[IntArray]:
    generator = np.random.Generator(np.random.PCG64(seed))
    block = np.repeat(labels[None], draws, axis=0)
    block[:, known] = generator.permuted(block[:, known], axis=1)
    yield block
