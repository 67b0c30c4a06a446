"""How alike two rounds are, tie by tie, beyond chance (`metrics.change` is what schools see).

References
----------
Methods handbook 5.9.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Reason

__all__ = ["kappa_of_ties", "rank_correlation"]


def kappa_of_ties(before: BoolArray, after: BoolArray, seen: BoolArray) -> float:
    """Return Cohen's kappa of named or not over pairs seen twice, -1 to 1.

    Raises
    ------
    NotAvailableError
        No pair was seen twice, or nobody, or everybody, was named both times.

    References
    ----------
    Cohen 1960, https://doi.org/10.1177/001316446002000104
    """
    first, second = before[seen], after[seen]
    if not len(first):
        raise NotAvailableError(Reason.NO_OVERLAP)
    alike = float((first == second).mean())
    a, b = float(first.mean()), float(second.mean())
    chance = a * b + (1.0 - a) * (1.0 - b)
    if chance == 1.0:
        raise NotAvailableError(Reason.CONSTANT)
    return (alike - chance) / (1.0 - chance)


def rank_correlation(before: IntArray | FloatArray, after: IntArray | FloatArray) -> float:
    """Return Spearman's correlation of two columns, equal values sharing their ranks, -1 to 1.

    Raises
    ------
    NotAvailableError
        Fewer than three pupils, or a column all alike.

    References
    ----------
    Spearman 1904, https://doi.org/10.2307/1412159
    """
    first, second = _ranks(before), _ranks(after)
    if len(first) < 3:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL)
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        raise NotAvailableError(Reason.CONSTANT)
    return float(np.corrcoef(first, second)[0, 1])


def _ranks(values: IntArray | FloatArray) -> FloatArray:
    column = np.asarray(values)
    below = (column[:, None] > column[None, :]).sum(axis=1)
    alike = (column[:, None] == column[None, :]).sum(axis=1)
    return np.asarray(below + (alike + 1) / 2.0)
