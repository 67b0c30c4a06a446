"""xoshiro128** on 32-bit words held in 64-bit integers, so that nothing overflows uncompiled.

References
----------
Blackman & Vigna 2021, Scrambled linear pseudorandom number generators, https://prng.di.unimi.it/.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.vocabulary import IntArray

__all__ = ["below", "next_word", "step"]

_MASK = 0xFFFFFFFF


@compiled
def next_word(state: IntArray) -> int:
    """Return the next word, 0 to 2**32 - 1, and step `state` (4 words)."""
    s0, s1, s2, s3 = state[0], state[1], state[2], state[3]
    x = (s1 * 5) & _MASK
    x = ((x << 7) | (x >> 25)) & _MASK
    word = (x * 9) & _MASK
    t = (s1 << 9) & _MASK
    s2 ^= s0
    s3 ^= s1
    state[1] = s1 ^ s2
    state[0] = s0 ^ s3
    state[2] = s2 ^ t
    state[3] = ((s3 << 11) | (s3 >> 21)) & _MASK
    return int(word)


@compiled
def below(state: IntArray, n: int) -> int:
    """Return a number from 0 to n - 1; for n under 2**16 its bias is below 2**-16 of a chance."""
    return (next_word(state) * n) >> 32


@compiled
def step(s0: int, s1: int, s2: int, s3: int) -> tuple[int, int, int, int, int]:
    """Return the four words of the next state, and the word `next_word` would return.

    For loops that keep the state in registers: several times faster than an array in memory.
    """
    x = (s1 * 5) & _MASK
    x = ((x << 7) | (x >> 25)) & _MASK
    t = (s1 << 9) & _MASK
    s2 ^= s0
    s3 ^= s1
    return s0 ^ s3, s1 ^ s2, s2 ^ t, ((s3 << 11) | (s3 >> 21)) & _MASK, (x * 9) & _MASK
