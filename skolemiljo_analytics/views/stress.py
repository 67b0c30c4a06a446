"""Where to place pupils so that those who chose each other stand near: group-stress majorisation.

NumPy in, NumPy out. Deterministic: no random start.

References
----------
Gansner, E. R., Koren, Y., & North, S. (2004). Graph drawing by stress majorization.
https://doi.org/10.1007/978-3-540-31843-9_25
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["classical_start", "majorise", "wanted_distances"]

_FARTHEST = 4.0  # longer paths look the same to the eye
_INSIDE, _BETWEEN, _MUTUAL = 0.8, 0.6, 0.8
_GOLDEN_ANGLE = np.pi * (3.0 - np.sqrt(5.0))


def wanted_distances(named: BoolArray, group: IntArray) -> FloatArray:
    """Return the distances the eye should see, shape (n, n).

    The number of choices on the shortest way between two pupils whatever the direction (at most
    4; one more than the mean where there is no way), drawn in by 0.8 inside a grouping and by
    0.8 for mutual choices, and 0.6 farther between groupings.

    Parameters
    ----------
    named
        Boolean, shape (n, n), row names column.
    group
        Integer, shape (n,): the grouping of each pupil, -1 for none.
    """
    tied = named | named.T
    distance = _path_lengths(tied)
    grouped = group >= 0
    both = grouped[:, None] & grouped[None, :]
    same = both & (group[:, None] == group[None, :])
    distance[same] *= _INSIDE
    distance[both & ~same] += _BETWEEN
    distance[named & named.T] *= _MUTUAL
    np.fill_diagonal(distance, 0.0)
    return distance


def _path_lengths(tied: BoolArray) -> FloatArray:
    n = len(tied)
    distance = np.full((n, n), np.inf)
    reached = np.eye(n, dtype=np.bool_)
    distance[reached] = 0.0
    step = 0
    while True:
        step += 1
        wider = reached | ((reached.astype(np.int64) @ tied.astype(np.int64)) > 0)
        new = wider & ~reached
        if not new.any():
            break
        distance[new] = min(step, _FARTHEST)
        reached = wider
    apart = ~np.isfinite(distance)
    steps = distance[~apart & ~np.eye(n, dtype=np.bool_)]
    # One more than the usual way, not than the longest: a pupil without ties stands just outside
    # the others, not across an empty half of the picture.
    distance[apart] = 1.0 + (float(np.mean(steps)) if steps.size else 0.0)
    return distance


def classical_start(distance: FloatArray) -> FloatArray:
    """Return start positions, shape (n, 2): classical scaling with fixed signs.

    A small sunflower is added, so that pupils who look alike to the distances do not start on the
    same spot (majorisation could not part them).
    """
    n = len(distance)
    if n == 0:
        return np.zeros((0, 2))
    centre = np.eye(n) - 1.0 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ distance**2 @ centre)
    top = vectors[:, ::-1][:, :2] * np.sqrt(np.maximum(values[::-1][:2], 0.0))
    start = np.zeros((n, 2))
    start[:, : top.shape[1]] = top
    strongest = np.abs(start).argmax(axis=0)
    start *= np.where(start[strongest, [0, 1]] < 0, -1.0, 1.0)
    turn = _GOLDEN_ANGLE * np.arange(n)
    radius = 0.05 * np.sqrt((np.arange(n) + 0.5) / n)
    sunflower = radius[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
    return np.asarray(start + sunflower)


def majorise(
    distance: FloatArray,
    start: FloatArray,
    *,
    pull: FloatArray | None = None,
    target: FloatArray | None = None,
    rounds: int = 300,
) -> FloatArray:
    """Move positions until distances fit as well as they can (SMACOF, weights 1/distance²).

    Parameters
    ----------
    distance
        Wanted distances, shape (n, n).
    start
        Positions to begin from, shape (n, 2).
    pull, target
        How strongly each pupil is held to a place, shape (n,), and the places, shape (n, 2).
    rounds
        Iterations at most; stops earlier when nothing moves.
    """
    n = len(distance)
    if n < 2:
        return start.copy()
    held = np.zeros(n) if pull is None else pull
    place = np.zeros((n, 2)) if target is None else target
    weight = np.zeros_like(distance)
    np.divide(1.0, distance**2, out=weight, where=distance > 0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.pinv(laplacian + np.diag(held))
    now = start.copy()
    for _ in range(rounds):
        then = inverse @ (_guttman(weight * distance, now) @ now + held[:, None] * place)
        moved = float(np.abs(then - now).max())
        now = then
        if moved < 1e-4:
            break
    return now


def _guttman(stretched: FloatArray, now: FloatArray) -> FloatArray:
    apart = np.sqrt(((now[:, None, :] - now[None, :, :]) ** 2).sum(axis=2))
    ratio = np.zeros_like(apart)
    np.divide(stretched, apart, out=ratio, where=apart > 1e-9)
    return np.asarray(np.diag(ratio.sum(axis=1)) - ratio)
