"""Places on a plane whose distances follow the steps between pupils.

References
----------
Torgerson 1952 (start), https://doi.org/10.1007/BF02288916. Gansner, Koren & North 2004 (stress by
majorisation, one pupil at a time), https://doi.org/10.1007/978-3-540-31843-9_25.
"""

from __future__ import annotations

import math

from skolemiljo_analytics.kernels.compiling import compiled
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
    steps: FloatArray, sweeps: int, state: IntArray, work: FloatArray, places: FloatArray
) -> None:
    """Fill `places`, shape (2, n), weighing each pair by 1 / steps squared.

    Starts from classical scaling with a little noise, so that pupils who are alike part. `work` is
    scratch, shape (n + 3, n).
    """
    n = steps.shape[0]
    _scale(steps, state, work, places)
    x, y = places[0], places[1]
    left, up = work[0], work[1]
    for _ in range(sweeps):
        moved = 0.0
        for i in range(n):
            row = steps[i]
            for j in range(n):
                d = row[j] if j != i else 1.0
                dx, dy = x[i] - x[j], y[i] - y[j]
                far = math.sqrt(dx * dx + dy * dy + 1e-12)
                w = 1.0 / (d * d)
                left[j] = w * (x[j] + d * dx / far)
                up[j] = w * (y[j] + d * dy / far)
                work[2, j] = w
            sx, sy, sw = 0.0, 0.0, 0.0
            for j in range(n):
                if j != i:
                    sx += left[j]
                    sy += up[j]
                    sw += work[2, j]
            if sw > 0.0:
                moved = max(moved, abs(x[i] - sx / sw), abs(y[i] - sy / sw))
                x[i], y[i] = sx / sw, sy / sw
        if moved < 1e-3:
            break


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
