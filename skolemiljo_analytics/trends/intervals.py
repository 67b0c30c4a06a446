"""Intervals and shrinkage for small groups: means, shares, counts of a finite class.

References
----------
Methods handbook 6.4-6.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, comb, cos, fsum, pi, sin, sqrt

__all__ = [
    "Shrunken",
    "clopper_pearson",
    "finite_population_count",
    "finite_population_error",
    "mean_half_width",
    "shrink_means",
    "standard_deviation",
    "student_quantile",
    "wilson",
]


def standard_deviation(values: Sequence[float]) -> float:
    """Return the sample standard deviation (n - 1); two values at least.

    Raises
    ------
    ValueError
        With fewer than two values.
    """
    n = len(values)
    if n < 2:
        raise ValueError(f"Expected at least two values, got {n}.")
    mean = fsum(values) / n
    return sqrt(fsum((v - mean) ** 2 for v in values) / (n - 1))


def mean_half_width(values: Sequence[float], *, level: float = 0.95) -> float:
    """Return the half width of an interval for a mean, answers seen as a sample of the mood.

    Student's t with n - 1 degrees of freedom: with a standard deviation of 0.8, 25 pupils give
    0.33 and 10 give 0.57.

    References
    ----------
    Methods handbook 6.6; Student (1908), https://doi.org/10.1093/biomet/6.1.1.
    """
    n = len(values)
    return student_quantile((1 + level) / 2, n - 1) * standard_deviation(values) / sqrt(n)


def student_quantile(share: float, degrees: int) -> float:
    """Return the point below which Student's t falls with this chance, over 0.5 and under 1.

    By bisection of the finite sums for whole degrees of freedom, to the last digits of a float.

    Raises
    ------
    ValueError
        If the share is not from 0.5 to 1, or there are no degrees of freedom.

    References
    ----------
    Abramowitz & Stegun 1964, 26.7.3 and 26.7.4.

    Examples
    --------
    >>> round(student_quantile(0.975, 24), 4)
    2.0639
    """
    if degrees < 1 or not 0.5 <= share < 1.0:
        raise ValueError(f"Expected a share from 0.5 to 1 and degrees, got {share}, {degrees}.")
    low, high = 0.0, 1.0
    while _student_share(high, degrees) < share:
        low, high = high, 2 * high
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if _student_share(middle, degrees) < share:
            low = middle
        else:
            high = middle


def _student_share(t: float, degrees: int) -> float:
    """Return the chance that Student's t is below t, for t of 0 or more."""
    angle = atan2(t, sqrt(degrees))
    step = cos(angle) ** 2
    odd = degrees % 2
    term = cos(angle) if odd else 1.0
    terms = [term] if degrees > 1 else []
    for k in range(2 + odd, degrees, 2):
        term *= step * (k - 1) / k
        terms.append(term)
    inside = sin(angle) * fsum(terms)
    return 0.5 + ((angle + inside) / pi if odd else inside / 2)


def wilson(count: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return Wilson's interval for a share, from 0 to 1.

    References
    ----------
    Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(0, 25)]
    [0.0, 0.1332]
    """
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    share, room = count / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / room
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / room
    low = 0.0 if count == 0 else middle - half
    return low, 1.0 if count == n else middle + half


def clopper_pearson(count: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return the exact binomial interval for a share, from 0 to 1.

    References
    ----------
    Clopper & Pearson (1934), https://doi.org/10.1093/biomet/26.4.404.

    Examples
    --------
    >>> [round(end, 4) for end in clopper_pearson(4, 25)]
    [0.0454, 0.3608]
    """
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, n - count + 1, tail))
    high = 1.0 if count == n else float(betaincinv(count + 1, n - count, 1 - tail))
    return low, high


def finite_population_error(deviation: float, n_answered: int, n_asked: int) -> float:
    """Return the standard error of a mean when the class itself is the population.

    Nothing is left of it when everybody answered. It holds only if silence is random, which it
    seldom is: show the bounds beside it.

    References
    ----------
    Methods handbook 6.5; Cochran (1977), Sampling Techniques, section 2.6.

    Examples
    --------
    >>> round(finite_population_error(0.8, 22, 25), 3)
    0.059
    """
    return deviation / sqrt(n_answered) * sqrt(1 - n_answered / n_asked)


def finite_population_count(
    count: int, n_answered: int, n_asked: int, *, level: float = 0.95
) -> tuple[int, int]:
    """Return which class totals a count among those who answered does not rule out.

    All totals for which neither tail of the hypergeometric distribution falls below half of
    1 - `level`. It holds only if silence is random.

    References
    ----------
    Methods handbook 6.5; Konijn (1973), Statistical Theory of Sample Survey Design.

    Examples
    --------
    >>> finite_population_count(4, 22, 25)
    (4, 6)
    """
    alpha = (1 - level) / 2
    silent = n_asked - n_answered
    possible = [
        total
        for total in range(count, count + silent + 1)
        if _tail(count, n_answered, total, n_asked) > alpha
        and _tail(n_answered - count, n_answered, n_asked - total, n_asked) > alpha
    ]
    return possible[0], possible[-1]


def _tail(count: int, drawn: int, special: int, total: int) -> float:
    """Return the hypergeometric chance of at most `count` special ones among those drawn."""
    ways = sum(
        comb(special, k) * comb(total - special, drawn - k)
        for k in range(max(0, drawn - (total - special)), min(count, special) + 1)
    )
    return ways / comb(total, drawn)


@dataclass(frozen=True)
class Shrunken:
    """Class means drawn towards the mean of all (empirical Bayes).

    Attributes
    ----------
    mu, tau2
        Mean of all classes and variance between them.
    means, errors
        For each class: the shrunken mean and its standard deviation.
    """

    mu: float
    tau2: float
    means: tuple[float, ...]
    errors: tuple[float, ...]


def shrink_means(means: Sequence[float], sizes: Sequence[int], variance: float) -> Shrunken:
    """Draw class means towards their common mean: the smaller the class, the more.

    Parameters
    ----------
    means, sizes
        Mean and number of answers of each class.
    variance
        Variance of answers inside a class.

    Notes
    -----
    Between-class variance by DerSimonian and Laird, never below 0; with 0 every class gets the
    common mean.

    References
    ----------
    DerSimonian & Laird (1986), https://doi.org/10.1016/0197-2456(86)90046-2; methods handbook 6.7.
    """
    noise = [variance / n for n in sizes]
    tau2 = _between(means, noise)
    weights = [1 / (tau2 + v) for v in noise]
    mu = fsum(w * m for w, m in zip(weights, means, strict=True)) / fsum(weights)
    pull = [tau2 / (tau2 + v) for v in noise]
    return Shrunken(
        mu,
        tau2,
        tuple(mu + b * (m - mu) for b, m in zip(pull, means, strict=True)),
        tuple(sqrt(b * v) for b, v in zip(pull, noise, strict=True)),
    )


def _between(means: Sequence[float], noise: Sequence[float]) -> float:
    weights = [1 / v for v in noise]
    total = fsum(weights)
    common = fsum(w * m for w, m in zip(weights, means, strict=True)) / total
    spread = fsum(w * (m - common) ** 2 for w, m in zip(weights, means, strict=True))
    room = total - fsum(w * w for w in weights) / total
    return max(0.0, (spread - (len(means) - 1)) / room) if room > 0 else 0.0
