"""Seeds and random streams that depend on what is drawn, never on order, thread or machine.

References
----------
Steele, Lea & Flood 2014, SplitMix, https://doi.org/10.1145/2660193.2660195. Blackman & Vigna
2021, xoshiro128**, https://prng.di.unimi.it/.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from skolemiljo_analytics.vocabulary import IntArray

__all__ = ["derive_seed", "stream_states"]

_GAMMA = 0x9E3779B97F4A7C15
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def derive_seed(*parts: str | int) -> int:
    """Return a seed from 0 to 2**63 - 1 that is a stable hash of `parts`.

    Use what is drawn for: class, wave, relation, purpose of the draw. The same parts give the same
    seed on any machine, whatever else is drawn before.

    Examples
    --------
    >>> derive_seed("7b", "2025-10", "friminutt", "redraws") == derive_seed(
    ...     "7b", "2025-10", "friminutt", "nulls"
    ... )
    False
    """
    text = "\x1f".join(str(part) for part in parts)
    digest = hashlib.sha256(text.encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def stream_states(seed: int, draws: int) -> IntArray:
    """Return one xoshiro128** state a draw, shape (draws, 4), words of 32 bits.

    Draw *b* has the same stream however many others there are and whoever computes it (SplitMix64
    used as a counter: outputs 2b and 2b + 1 of `seed`).
    """
    at = np.arange(1, 2 * draws + 1, dtype=np.uint64)
    start = np.array([seed % 2**64], dtype=np.uint64)
    words = _mix(start + at * np.uint64(_GAMMA))
    halves = np.stack([words & np.uint64(0xFFFFFFFF), words >> np.uint64(32)], axis=-1)
    states = halves.reshape(draws, 4).astype(np.int64)
    states[~states.any(axis=1), 0] = 1  # the one state xoshiro cannot leave
    return states


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * _FIRST
    z = (z ^ (z >> np.uint64(27))) * _SECOND
    return z ^ (z >> np.uint64(31))
