"""What somebody with the shown counts, the total and the mean can work out of the hidden ones.

Exact: every whole number a hidden count could be, found by asking for each whether the remaining
hidden answers can make up the rest of the total and of the sum.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["possible_values"]


def possible_values(
    counts: Sequence[int], hidden: Sequence[bool], *, lowest: int = 1, exact_mean: bool = True
) -> dict[int, tuple[int, ...]]:
    """Return, for each hidden count, every number it could be.

    Parameters
    ----------
    counts
        The true counts, from the lowest answer up; used for the shown ones, the total and the sum.
    hidden
        Which are hidden.
    lowest
        The lowest answer.
    exact_mean
        Whether the shown mean is the mean of these answers. If not, scores were rounded to the
        nearest answer before they were counted, and each may be off by a half.

    References
    ----------
    Hundepool et al. (2012), section 4.3 (auditing), https://doi.org/10.1002/9781118348239

    Examples
    --------
    >>> possible_values((1, 8, 2), (True, False, True))
    {0: (1,), 2: (2,)}
    >>> possible_values((1, 8, 2), (True, True, True))
    {0: (0, 1, 2, 3, 4, 5), 1: (0, 2, 4, 6, 8, 10), 2: (1, 2, 3, 4, 5, 6)}
    """
    at = [i for i, away in enumerate(hidden) if away]
    left = sum(counts[i] for i in at)
    total = sum(counts[i] * (lowest + i) for i in at)
    slack = 0 if exact_mean else (sum(counts) + 1) // 2
    return {
        i: tuple(
            tried
            for tried in range(left + 1)
            if _can_be(
                [lowest + j for j in at if j != i],
                left - tried,
                total - tried * (lowest + i),
                slack,
            )
        )
        for i in at
    }


def _can_be(answers: Sequence[int], how_many: int, total: int, slack: int) -> bool:
    """Tell whether so many of these answers can have this sum, give or take the slack."""
    if not answers or how_many == 0:
        return how_many == 0 and abs(total) <= slack
    least, most = min(answers), max(answers)
    low = max(total - slack, least * how_many) - least * how_many
    high = min(total + slack, most * how_many) - least * how_many
    if low > high:
        return False
    steps = sorted({answer - least for answer in answers} - {0})
    if not steps:
        return low <= 0 <= high
    fewest = _fewest_steps(steps, high)
    return any(fewest[extra] <= how_many for extra in range(low, high + 1))


def _fewest_steps(steps: Sequence[int], most: int) -> list[float]:
    """Return, for each sum up to `most`, the fewest steps that make it (infinite: none do)."""
    fewest: list[float] = [0.0] + [float("inf")] * most
    for extra in range(1, most + 1):
        fewest[extra] = 1 + min(
            (fewest[extra - step] for step in steps if step <= extra), default=float("inf")
        )
    return fewest
