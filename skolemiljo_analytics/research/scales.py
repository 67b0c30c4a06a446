"""Reliability of a survey scale: alpha with Feldt's interval, omega from one factor.

For the scale, over a school or more: in a class of 25 the interval is too wide to mean anything.

References
----------
Methods handbook 6.2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.vocabulary import FloatArray, Reason

__all__ = ["Alpha", "cronbach_alpha", "feldt_interval", "omega", "one_factor"]


@dataclass(frozen=True)
class Alpha:
    """Cronbach's alpha with Feldt's interval, and the complete answers it rests on."""

    value: float
    low: float
    high: float
    n: int


def cronbach_alpha(items: FloatArray, *, level: float = 0.95) -> Alpha:
    """Return alpha of items, shape (persons, items), from those who answered every item.

    The interval counts the persons it was computed from, not the rows handed in.

    Raises
    ------
    NotAvailableError
        Fewer than two items, or three persons with every item; or sums that are all alike.

    References
    ----------
    Cronbach 1951, https://doi.org/10.1007/BF02310555
    """
    complete = items[np.isfinite(items).all(axis=1)]
    n, k = complete.shape
    if k < 2 or n < 3:
        raise NotAvailableError(Reason.PARTICIPATION, f"{n} complete answers to {k} items")
    total = float(complete.sum(axis=1).var(ddof=1))
    if total == 0:
        raise NotAvailableError(Reason.CONSTANT)
    value = k / (k - 1) * (1.0 - float(complete.var(axis=0, ddof=1).sum()) / total)
    low, high = feldt_interval(value, n, k, level=level)
    return Alpha(value, low, high, n)


def feldt_interval(alpha: float, n: int, k: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return Feldt's interval for alpha from `n` persons with every one of `k` items.

    References
    ----------
    Feldt 1965, https://doi.org/10.1007/BF02289499
    """
    from scipy.special import fdtri

    first, second = n - 1, (n - 1) * (k - 1)
    low = 1.0 - (1.0 - alpha) * float(fdtri(first, second, (1 + level) / 2))
    return low, 1.0 - (1.0 - alpha) * float(fdtri(first, second, (1 - level) / 2))


def omega(loadings: FloatArray) -> float:
    """Return omega total from standardised loadings on one factor, 0 to 1.

    Raises
    ------
    NotAvailableError
        A loading of 1 or more in size: no error left, the solution is improper.

    References
    ----------
    McDonald 1999, https://doi.org/10.4324/9781410601087

    Examples
    --------
    >>> round(omega(np.array([0.8, 0.7, 0.6, 0.5])), 5)
    0.74945
    """
    if (np.abs(loadings) >= 1.0).any():
        raise NotAvailableError(Reason.CONSTANT, "an item without error")
    common = float(loadings.sum()) ** 2
    return common / (common + float((1.0 - loadings**2).sum()))


def one_factor(correlations: FloatArray, *, rounds: int = 20_000) -> FloatArray:
    """Return standardised loadings of one factor, by maximum likelihood (EM), shape (k,).

    Raises
    ------
    NotAvailableError
        Fewer than three items (not identified), or an improper solution.

    References
    ----------
    Rubin & Thayer 1982, https://doi.org/10.1007/BF02293851
    """
    k = len(correlations)
    if k < 3:
        raise NotAvailableError(Reason.CLASS_TOO_SMALL, "fewer than three items")
    values, vectors = np.linalg.eigh(correlations)
    loads = vectors[:, -1] * np.sqrt(values[-1]) * 0.9
    error = np.diag(correlations) - loads**2
    for _ in range(rounds):
        slope = (loads / error) / (1.0 + float((loads**2 / error).sum()))
        seen = correlations @ slope
        better = seen / (1.0 - float(slope @ loads) + float(slope @ seen))
        error = np.diag(correlations) - better * seen
        moved = float(np.abs(better - loads).max())
        loads = better
        if (error <= 1e-6).any():
            raise NotAvailableError(Reason.CONSTANT, "an item without error")
        if moved < 1e-13:
            break
    return np.asarray(loads * np.sign(loads.sum()))
