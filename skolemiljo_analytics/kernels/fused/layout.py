"""Places on a plane whose distances follow the steps between pupils.

References
----------
Torgerson 1952 (start), https://doi.org/10.1007/BF02288916. Gansner, Koren & North 2004 (stress by
majorisation, one pupil at a time), https://doi.org/10.1007/978-3-540-31843-9_25.
"""

from __future__ import annotations

import math

from skolemiljo_analytics.kernels.compiling import compiled, dividing
from skolemiljo_analytics.kernels.loops.generator import next_word
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["lay_out", "step_distances"]


@compiled
def step_distances(named: BoolArray, queue: IntArray, steps: FloatArray) -> None:
    """Fill `steps` with the least steps along choices either way; out of reach is one more."""
    n = named.shape[0]
    furthest = 0.0
    for source in range(n):
        row = steps[source]
        row[:] = -1.0
        row[source] = 0.0
        queue[0] = source
        head, tail = 0, 1
        while head < tail:
            i = queue[head]
            head += 1
            for j in range(n):
                if row[j] < 0.0 and (named[i, j] or named[j, i]):
                    row[j] = row[i] + 1.0
                    furthest = max(furthest, row[j])
                    queue[tail] = j
                    tail += 1
    for i in range(n):
        for j in range(n):
            if steps[i, j] < 0.0:
                steps[i, j] = furthest + 1.0


@compiled
def lay_out(
    steps: FloatArray,
    sweeps: int,
    state: IntArray,
    work: FloatArray,
    springs: FloatArray,
    places: FloatArray,
) -> None:
    """Fill `places`, shape (2, n), weighing each pair by 1 / steps squared.

    Starts from classical scaling with a little noise, so that pupils who are alike part. `work` is
    scratch, shape (n + 3, n), and so is `springs`, (2 n + 5, wide): `wide` is a multiple of 4, n or
    more, and all columns from n on are zeros.
    """
    n = steps.shape[0]
    _scale(steps, state, work, places)
    _weigh_pairs(steps, springs)
    weights, pulls, rest = springs[:n], springs[n : 2 * n], springs[2 * n :]
    for i in range(n):
        rest[0, i], rest[1, i] = places[0, i], places[1, i]
    for _ in range(sweeps):
        moved = 0.0
        for i in range(n):
            if rest[4, i] > 0.0:
                moved = max(moved, _move(i, weights[i], pulls[i], rest))
        if moved < 1e-3:
            break
    for i in range(n):
        places[0, i], places[1, i] = rest[0, i], rest[1, i]


@compiled
def _weigh_pairs(steps: FloatArray, springs: FloatArray) -> None:
    """Fill `springs` with weights 1 / d squared, pulls 1 / d and each pupil's sum of weights."""
    n = steps.shape[0]
    for i in range(n):
        total = 0.0
        for j in range(n):
            pull = 1.0 / steps[i, j] if j != i else 0.0
            springs[i, j] = pull * pull
            springs[n + i, j] = pull
            total += pull * pull
        springs[2 * n + 4, i] = total


@dividing
def _move(i: int, weights: FloatArray, pulls: FloatArray, rest: FloatArray) -> float:
    """Move a pupil where all others would have it; return how far, along one axis at most.

    Rows of `rest` are places (two), scratch (two) and sums of weights. Sums are four at a time.
    """
    x, y, left, up = rest[0], rest[1], rest[2], rest[3]
    own_x, own_y = x[i], y[i]
    for j in range(len(weights)):
        dx, dy = own_x - x[j], own_y - y[j]
        pull = pulls[j] / math.sqrt(dx * dx + dy * dy + 1e-12)
        left[j] = weights[j] * x[j] + pull * dx
        up[j] = weights[j] * y[j] + pull * dy
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    e, f, g, h = 0.0, 0.0, 0.0, 0.0
    for j in range(0, len(weights), 4):
        a, b, c, d = a + left[j], b + left[j + 1], c + left[j + 2], d + left[j + 3]
        e, f, g, h = e + up[j], f + up[j + 1], g + up[j + 2], h + up[j + 3]
    x[i] = ((a + b) + (c + d)) / rest[4, i]
    y[i] = ((e + f) + (g + h)) / rest[4, i]
    return float(max(abs(x[i] - own_x), abs(y[i] - own_y)))


@compiled
def _scale(steps: FloatArray, state: IntArray, work: FloatArray, places: FloatArray) -> None:
    n = steps.shape[0]
    centred, mean, fresh = work[3:], work[0], work[1]
    for i in range(n):
        mean[i] = 0.0
        for j in range(n):
            centred[i, j] = -0.5 * steps[i, j] * steps[i, j]
            mean[i] += centred[i, j] / n
    whole = 0.0
    for i in range(n):
        whole += mean[i] / n
    for i in range(n):
        for j in range(n):
            centred[i, j] += whole - mean[i] - mean[j]
    for axis in range(2):
        vector = places[axis]
        for i in range(n):
            vector[i] = next_word(state) / 2.0**32 - 0.5
        value = 0.0
        for _ in range(25):
            value = _power_step(centred, vector, fresh)
        for i in range(n):
            for j in range(n):
                centred[i, j] -= value * vector[i] * vector[j]
        for i in range(n):
            noise = 0.1 * (next_word(state) / 2.0**32 - 0.5)
            vector[i] = vector[i] * math.sqrt(max(value, 0.0)) + noise


@compiled
def _power_step(centred: FloatArray, vector: FloatArray, fresh: FloatArray) -> float:
    n = len(vector)
    fresh[:] = 0.0
    for j in range(n):
        for i in range(n):
            fresh[i] += centred[j, i] * vector[j]
    size = 0.0
    for i in range(n):
        size += fresh[i] * fresh[i]
    size = math.sqrt(size)
    for i in range(n):
        vector[i] = fresh[i] / size if size > 0.0 else 0.0
    return size
