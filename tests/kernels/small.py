"""Classes of a few pupils, and how tests of the loops look at them."""

from __future__ import annotations

import hashlib

import numpy as np

from skolemiljo_analytics.kernels.loops import (
    bit_partition,
    bits,
)

SEEDS = range(6)


def small_class(seed: int, n: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """A class of 5 to 9, some silent, some not to be named; and who can name whom."""
    rng = np.random.Generator(np.random.PCG64(seed))
    n = n or int(rng.integers(5, 10))
    can = (rng.random((n, n)) < 0.9) & ~np.eye(n, dtype=bool)
    can[rng.permutation(n)[: seed % 2]] = False
    return can & (rng.random((n, n)) < (0.25, 0.4, 0.6)[seed % 3]), can


def in_bits(named: np.ndarray) -> tuple[np.ndarray, int]:
    rows = np.zeros((3, len(named)), dtype=np.int64)
    bits.pack_rows(named, rows[0])
    bits.turn_rows(rows[0], rows[1])
    return rows, bit_partition.weigh_bits(rows[0], rows[1], rows[2])


def digest(*arrays: np.ndarray) -> str:
    whole = np.concatenate([np.asarray(a, dtype="<i8").ravel() for a in arrays])
    return hashlib.sha256(whole.tobytes()).hexdigest()[:8]
