"""A Monte Carlo test in two stages: few random classes where they decide, more where they do not.

References
----------
Besag & Clifford 1991, https://doi.org/10.1093/biomet/78.2.301 (sequential Monte Carlo tests).
Gandy 2009, https://doi.org/10.1198/jasa.2009.tm08368 (boundaries that bound the risk of another
verdict). Fairbanks & Madsen 1982, https://doi.org/10.1093/biomet/69.1.69 (p after stopping: first
by the stage and side of the stop, then by the count).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

__all__ = ["SPLIT_STAGES", "Stages"]


@dataclass(frozen=True)
class Stages:
    """How many random classes are drawn, and when one stops; fixed before any class is seen.

    Attributes
    ----------
    first, last
        Random classes in the first stage, and in both together.
    low, high
        After the first stage one stops with at most `low` random classes as far as the class
        itself, or at least `high`. In between the rest are drawn.

    Examples
    --------
    >>> stages = Stages(500, 2000, low=0, high=7)
    >>> stages.goes_on(0), stages.goes_on(3), stages.goes_on(7)
    (False, True, False)
    >>> round(stages.p(0, 500), 4), round(stages.p(12, 2000), 4), round(stages.p(7, 500), 4)
    (0.002, 0.0065, 0.016)
    """

    first: int
    last: int
    low: int
    high: int

    def goes_on(self, as_far: int) -> bool:
        """Tell whether the first stage leaves the verdict open."""
        return self.low < as_far < self.high

    def p(self, as_far: int, draws: int) -> float:
        """Return p where `as_far` of `draws` random classes were as far as the class itself.

        After the first stage it is (1 + as_far) / (1 + draws), as without stages. After both it is
        the chance of ending there or more extreme when the class is itself a random one: to have
        stopped low, or to have gone on and found at most so many. So p is at most *x* in at most a
        share *x* of random classes, whatever *x*, and where that share is as near *x* as the counts
        allow. It lies between the two p of the first stage where one stops.

        Parameters
        ----------
        as_far
            Of both stages together where `draws` is `last`.
        draws
            `first` or `last`.
        """
        if draws != self.last:
            return (1 + as_far) / (1 + draws)
        return _p_of_both(self, as_far)


SPLIT_STAGES = Stages(first=500, last=2000, low=0, high=7)
"""For groupings. With none of 500 as far p is .002, clearly below the limit of "clear"; with seven
it is .016, above that of "probable", and of 2,000 some 32 would be as far. A random class is said
to be clear, at the limit .0075, with a chance of .00748 (integrated over p, `tests/doubt`), and
one in 80 needs the second stage."""


@lru_cache(maxsize=4096)
def _p_of_both(stages: Stages, as_far: int) -> float:
    """Add up the ways to end as extreme: the count of a random class is uniform on 0 to `first`.

    Given *i* in the first stage, the count of the second is beta-binomial: p is then Beta(i + 1,
    first - i + 1), and its probabilities follow from one another by a ratio.
    """
    more = stages.last - stages.first
    ways = float(stages.low + 1)
    for i in range(stages.low + 1, min(stages.high, as_far + 1)):
        a, b = i + 1, stages.first - i + 1
        chance = 1.0
        for k in range(a):
            chance *= (b + k) / (b + more + k)
        for j in range(min(as_far - i, more) + 1):
            ways += chance
            if j < more:
                chance *= (more - j) * (a + j) / ((j + 1) * (more - j - 1 + b))
    return ways / (stages.first + 1)
