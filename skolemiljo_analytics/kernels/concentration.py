"""How unevenly choices fall: Gini, centralization, shares. Stacks ``(..., n, n)`` in, floats out.

NaN where the number is undefined (nobody was named); a metric turns that into a reason.

References
----------
Freeman 1978, https://doi.org/10.1016/0378-8733(78)90021-7 (centralization). Gini's coefficient:
Cowell 2011, Measuring Inequality, https://doi.org/10.1093/acprof:osobl/9780199594030.001.0001.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.counts import received
from skolemiljo_analytics.kernels.tallies import ratio
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = [
    "centralization",
    "centralization_of",
    "effective_number",
    "gini",
    "gini_of",
    "spread",
    "top_share",
    "top_share_of",
]


def gini_of(numbers: IntArray) -> FloatArray:
    """Return Gini's coefficient of numbers of shape ``(..., n)``, 0 (equal) to 1 - 1/n.

    Examples
    --------
    >>> float(gini_of(np.array([1, 2, 3, 4])))
    0.25
    """
    n = numbers.shape[-1]
    weights = 2 * np.arange(1, n + 1) - n - 1
    top = (np.sort(numbers, axis=-1) * weights).sum(axis=-1)
    return ratio(top, n * numbers.sum(axis=-1))


def gini(named: BoolArray) -> FloatArray:
    """Return Gini's coefficient of choices received, shape ``(...)``, 0 to 1 - 1/n.

    The small-sample form of some texts is this times n / (n - 1).
    """
    return gini_of(received(named))


def centralization(named: BoolArray) -> FloatArray:
    """Return Freeman's centralization of choices received, shape ``(...)``, 0 to 1.

    The sum of differences to the most named, divided by (n - 1)^2: 1 when all name one pupil
    and that pupil names nobody. NaN for one pupil.
    """
    return centralization_of(received(named))


def centralization_of(x: IntArray) -> FloatArray:
    """Return `centralization` from choices received, shape ``(..., n)``."""
    n = x.shape[-1]
    behind = (x.max(axis=-1, keepdims=True) - x).sum(axis=-1)
    return ratio(behind, np.full(behind.shape, (n - 1) ** 2))


def top_share(named: BoolArray, top: int = 3) -> FloatArray:
    """Return the share of choices that go to the `top` most named, shape ``(...)``, 0 to 1."""
    return top_share_of(received(named), top)


def top_share_of(received_by: IntArray, top: int = 3) -> FloatArray:
    """Return `top_share` from choices received, shape ``(..., n)``."""
    x = np.sort(received_by, axis=-1)
    return ratio(x[..., -top:].sum(axis=-1), x.sum(axis=-1))


def effective_number(named: BoolArray) -> FloatArray:
    """Return 1 / sum of squared shares: that many equally named would be as concentrated."""
    x = received(named)
    return ratio(x.sum(axis=-1) ** 2, (x * x).sum(axis=-1))


def spread(named: BoolArray) -> FloatArray:
    """Return the standard deviation (n - 1) of choices received; NaN for one pupil."""
    n = named.shape[-1]
    x = received(named)
    squares = n * (x * x).sum(axis=-1) - x.sum(axis=-1) ** 2
    variance = ratio(squares, np.full(squares.shape, n * (n - 1)))
    return np.asarray(np.sqrt(variance), dtype=np.float64)
