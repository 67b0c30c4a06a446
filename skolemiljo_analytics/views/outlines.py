"""The shape drawn round a grouping: one that holds its members and nobody else.

The hull of the members where nobody else stands inside it; otherwise the shortest tree between
them, drawn as broadly. A pupil is never drawn inside a grouping they do not belong to.
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.vocabulary import FloatArray

__all__ = ["Outline", "outline_of"]

Outline = tuple[tuple[tuple[float, float], ...], ...]
"""Lines through points; a single line of three or more points is closed and filled."""


def outline_of(inside: FloatArray, outside: FloatArray, reach: float) -> Outline:
    """Return the outline round points, in the unit of the points.

    Parameters
    ----------
    inside
        Members, shape (m, 2).
    outside
        Everybody else, shape (k, 2).
    reach
        How broadly the outline is drawn to each side.
    """
    hull = _hull(inside)
    if len(hull) >= 3 and not any(_near(hull, p, reach) for p in outside):
        return (_points(hull),)
    return tuple(_points(inside[list(pair)]) for pair in _tree(inside))


def _points(points: FloatArray) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in points)


def _hull(points: FloatArray) -> FloatArray:
    """Return the convex hull in order (Andrew's monotone chain)."""
    ordered = sorted(set(_points(points)))
    if len(ordered) < 3:
        return np.array(ordered).reshape(-1, 2)
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return np.array(lower[:-1] + upper[:-1])


def _chain(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for x, y in points:
        while len(chain) > 1 and _turns_right(chain[-2], chain[-1], (x, y)):
            chain.pop()
        chain.append((x, y))
    return chain


def _turns_right(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0


def _near(hull: FloatArray, point: FloatArray, reach: float) -> bool:
    ends = np.roll(hull, -1, axis=0)
    along, to = ends - hull, point - hull
    if bool(np.all(along[:, 0] * to[:, 1] - along[:, 1] * to[:, 0] >= 0)):
        return True
    share = (along * to).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-12)
    gap = to - np.clip(share, 0, 1)[:, None] * along
    return bool(np.sqrt((gap**2).sum(axis=1)).min() < reach)


def _tree(points: FloatArray) -> list[tuple[int, int]]:
    """Return the edges of the shortest tree through all points (Prim)."""
    if len(points) == 1:
        return [(0, 0)]
    apart = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    reached, edges = [0], []
    while len(reached) < len(points):
        rest = [i for i in range(len(points)) if i not in reached]
        near = apart[np.ix_(reached, rest)]
        a, b = np.unravel_index(int(near.argmin()), near.shape)
        edges.append((reached[int(a)], rest[int(b)]))
        reached.append(rest[int(b)])
    return edges
