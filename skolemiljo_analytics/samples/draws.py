"""Chance for the invented school: the same draws from the same seed on every machine.

NumPy promises that the raw 64-bit stream of `PCG64` never changes (its distributions may), so only
that stream is used, and only arithmetic that every machine does alike.

References
----------
https://numpy.org/doc/stable/reference/random/compatibility.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np

__all__ = ["Draws"]

T = TypeVar("T")


class Draws:
    """Numbers drawn from one seed and one path of words, so that classes do not disturb another.

    Examples
    --------
    >>> Draws(7, "7B", "friminutt").share() == Draws(7, "7B", "friminutt").share()
    True
    """

    def __init__(self, seed: int, *path: str) -> None:
        words = [int.from_bytes(word.encode()) for word in path]
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *words]))

    def share(self) -> float:
        """Return a number from 0 (included) to 1 (not included)."""
        return int(self._bits.random_raw() >> 11) * 2.0**-53

    def below(self, end: int) -> int:
        """Return a whole number from 0 to `end - 1`."""
        return int(self.share() * end)

    def happens(self, chance: float) -> bool:
        """Return True with probability `chance`."""
        return self.share() < chance

    def pick(self, things: Sequence[T]) -> T:
        """Return one of the things."""
        return things[self.below(len(things))]

    def shuffled(self, things: Iterable[T]) -> list[T]:
        """Return the things in random order."""
        out = list(things)
        for last in range(len(out) - 1, 0, -1):
            other = self.below(last + 1)
            out[last], out[other] = out[other], out[last]
        return out
