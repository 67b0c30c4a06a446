"""Seeds and streams: stable, independent of order, and the generator they say they are."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.kernels.loops.generator import below, next_word
from skolemiljo_analytics.kernels.seeds import derive_seed, stream_states

MASK64, MASK32 = 2**64 - 1, 2**32 - 1


def splitmix(seed: int, count: int) -> list[int]:
    """SplitMix64 as published, in whole numbers."""
    out, x = [], seed
    for _ in range(count):
        x = (x + 0x9E3779B97F4A7C15) & MASK64
        z = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK64
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK64
        out.append(z ^ (z >> 31))
    return out


def xoshiro(state: list[int], count: int) -> list[int]:
    """xoshiro128** as published, in whole numbers."""

    def turn(x: int, k: int) -> int:
        return ((x << k) | (x >> (32 - k))) & MASK32

    s, out = list(state), []
    for _ in range(count):
        out.append((turn((s[1] * 5) & MASK32, 7) * 9) & MASK32)
        t = (s[1] << 9) & MASK32
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = turn(s[3], 11)
    return out


def test_splitmix_gives_the_published_numbers() -> None:
    assert splitmix(1234567, 2) == [6457827717110365317, 3203168211198807973]


def test_states_are_splitmix_and_words_are_xoshiro() -> None:
    states = stream_states(1234567, 3)
    words = splitmix(1234567, 6)
    expected = [[w & MASK32, w >> 32] for w in words]
    assert states.reshape(6, 2).tolist() == expected
    state = states[1].copy()
    assert [next_word(state) for _ in range(50)] == xoshiro(states[1].tolist(), 50)


def test_a_stream_does_not_depend_on_how_many_there_are() -> None:
    np.testing.assert_array_equal(stream_states(99, 5), stream_states(99, 500)[:5])


def test_a_seed_depends_on_every_part_and_on_where_it_stands() -> None:
    seeds = [derive_seed(*p) for p in (("a", "b"), ("b", "a"), ("ab",), ("a", "b", 0), ("a",))]
    assert len(set(seeds)) == 5
    assert derive_seed("7b", "2025-10", "friminutt") == 3392949380640600462


def test_below_is_even_over_its_range() -> None:
    state = stream_states(5, 1)[0]
    drawn = np.bincount([below(state, 7) for _ in range(14000)], minlength=7)
    assert len(drawn) == 7
    assert ((drawn - 2000) ** 2 / 2000).sum() < 22.5  # chi-square, 6 degrees, p = .001
