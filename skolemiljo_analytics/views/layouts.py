"""Where each pupil stands on the map: near those they chose, and in the same place next round.

Positions are shares of the picture, so that screen, notebook and paper agree. They do not depend on
the order of the class list, nor on names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.declutter import push_apart, text_width
from skolemiljo_analytics.views.stress import classical_start, majorise, wanted_distances
from skolemiljo_analytics.vocabulary import FloatArray, IntArray, PupilId

__all__ = [
    "MIDDLE",
    "NARROW",
    "WIDE",
    "Canvas",
    "Layout",
    "fit_labels",
    "place_in_rings",
    "place_pupils",
]

_MARGIN = 0.06


@dataclass(frozen=True)
class Canvas:
    """The size of a picture in CSS pixels, and of what stands on it."""

    width: float
    height: float
    radius: float  # of a pupil's mark
    font: float

    @property
    def label_drop(self) -> float:
        """How far below the middle of a mark the baseline of its label is."""
        return self.radius + self.font * 1.05

    @property
    def box_height(self) -> float:
        """Height of a mark with its label and a little air."""
        return 2 * self.radius + self.font * 1.35 + 4

    def box_width(self, label: str) -> float:
        """Width of a mark with this label and a little air."""
        return max(2 * self.radius, text_width(label, self.font)) + 8


WIDE = Canvas(1000, 680, 14, 15)
MIDDLE = Canvas(720, 620, 13, 15)
"""A tablet, or a map with something beside it."""
NARROW = Canvas(366, 640, 11, 12.5)
"""A telephone held upright."""


@dataclass(frozen=True)
class Layout:
    """Where each pupil stands.

    Attributes
    ----------
    positions
        Pupil to (x, y), shares of the picture from its upper left corner, 0 to 1.
    canvas
        The picture the labels were fitted to.
    shows_numbers
        Whether the place itself tells how many chose a pupil. Then no names may stand on it: the
        picture would be a ranking.
    """

    positions: Mapping[PupilId, tuple[float, float]]
    canvas: Canvas = WIDE
    shows_numbers: bool = False

    def __post_init__(self) -> None:
        """Freeze the mapping."""
        object.__setattr__(self, "positions", MappingProxyType(dict(self.positions)))

    def __getitem__(self, pupil: PupilId) -> tuple[float, float]:
        """Return (x, y) of `pupil`."""
        return self.positions[pupil]

    def __contains__(self, pupil: object) -> bool:
        """Tell whether `pupil` has a place."""
        return pupil in self.positions

    def in_pixels(self, pupils: Sequence[PupilId]) -> FloatArray:
        """Return positions in pixels of the canvas, shape (n, 2)."""
        size = np.array([self.canvas.width, self.canvas.height])
        return np.asarray(np.array([self.positions[p] for p in pupils]).reshape(-1, 2) * size)


def place_pupils(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    groups: Sequence[Sequence[PupilId]] = (),
    labels: Mapping[PupilId, str] | None = None,
    previous: Layout | None = None,
    hold: float = 1.0,
    canvas: Canvas = WIDE,
) -> Layout:
    r"""Place the pupils of a class by one question: choices pull, groupings stand apart.

    Parameters
    ----------
    graph
        The class. Silence pulls nobody and pushes nobody: a silent pupil stands by the choices
        received.
    relation
        The question; by default the first one asked.
    groups
        Groupings to keep together, as sets of pupils.
    labels
        What stands beside each pupil; by default room for eight letters is kept.
    previous
        The layout of an earlier round: pupils who were there keep about their places.
    hold
        How strongly they are held, from 0; 0.5 to 2 reads well.
    canvas
        The picture to fill.

    Returns
    -------
    Layout
        No two labels overlap. The same class gives the same places, whatever the roster's order.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo\nBo > Ada\nCai > Du\nDu > Cai")
    >>> at = place_pupils(graph)
    >>> apart = [float(np.hypot(*np.subtract(at["Ada"], at[other]))) for other in ("Bo", "Cai")]
    >>> apart[0] < apart[1]
    True
    """
    pupils = tuple(sorted(graph.pupils))  # a fixed order: places must not depend on the roster's
    if not pupils:
        return Layout({}, canvas)
    key = relation or graph.first_drawn()
    order = [graph.position(p) for p in pupils]
    named = graph.relation(key).take(order).named
    distance = wanted_distances(named, _group_numbers(pupils, groups))
    if previous is None or sum(p in previous for p in pupils) < 2:
        pixels = _fill(_turn(majorise(distance, classical_start(distance))), canvas)
    else:
        pixels = _place_anew(distance, pupils, replace(previous, canvas=canvas), hold)
    size = np.array([canvas.width, canvas.height])
    places = {p: _pair(xy) for p, xy in zip(pupils, pixels / size, strict=True)}
    return fit_labels(Layout(places, canvas), labels)


def _pair(xy: FloatArray) -> tuple[float, float]:
    return float(xy[0]), float(xy[1])


def _group_numbers(pupils: Sequence[PupilId], groups: Sequence[Sequence[PupilId]]) -> IntArray:
    number = {p: i for i, group in enumerate(groups) for p in group}
    return np.array([number.get(p, -1) for p in pupils], dtype=np.int64)


def _turn(points: FloatArray) -> FloatArray:
    """Lay the longest way of the cloud along x, with fixed signs."""
    centred = points - points.mean(axis=0)
    _, vectors = np.linalg.eigh(centred.T @ centred)
    turned = centred @ vectors[:, ::-1]
    strongest = np.abs(turned).argmax(axis=0)
    return np.asarray(turned * np.where(turned[strongest, [0, 1]] < 0, -1.0, 1.0))


def _fill(points: FloatArray, canvas: Canvas) -> FloatArray:
    low, high = points.min(axis=0), points.max(axis=0)
    span = np.maximum(high - low, 1e-9)
    size = np.array([canvas.width, canvas.height])
    # One direction may be stretched, but not so far that near and far lose their meaning.
    scale = (1 - 2 * _MARGIN) * size / span
    scale = np.minimum(scale, 1.5 * scale.min())
    return np.asarray((points - (low + high) / 2) * scale + size / 2)


def _place_anew(
    distance: FloatArray, pupils: Sequence[PupilId], previous: Layout, hold: float
) -> FloatArray:
    """Majorise from the old places, with those who were there held to them."""
    known = [i for i, pupil in enumerate(pupils) if pupil in previous]
    size = np.array([previous.canvas.width, previous.canvas.height])
    old = previous.in_pixels([pupils[i] for i in known]) - size / 2
    scale = _best_scale(old, distance[np.ix_(known, known)])
    target = _meet(classical_start(distance), old * scale, known)
    target[known] = old * scale
    pull = np.zeros(len(pupils))
    pull[known] = hold
    now = majorise(distance, target, pull=pull, target=target)
    return np.asarray(now / scale + size / 2)


def _best_scale(old: FloatArray, distance: FloatArray) -> float:
    """Return the factor that brings old pixels nearest to the distances now wanted."""
    apart = np.sqrt(((old[:, None, :] - old[None, :, :]) ** 2).sum(axis=2))
    weight = np.zeros_like(distance)
    np.divide(1.0, distance**2, out=weight, where=distance > 0)
    return float((weight * apart * distance).sum() / max((weight * apart**2).sum(), 1e-9))


def _meet(start: FloatArray, old: FloatArray, known: Sequence[int]) -> FloatArray:
    """Turn and mirror the fresh start to where the old places are (newcomers begin well)."""
    here = start[list(known)]
    u, _, vt = np.linalg.svd((here - here.mean(axis=0)).T @ (old - old.mean(axis=0)))
    return np.asarray((start - here.mean(axis=0)) @ (u @ vt) + old.mean(axis=0))


def fit_labels(
    layout: Layout, labels: Mapping[PupilId, str] | None = None, canvas: Canvas | None = None
) -> Layout:
    """Move pupils as little as needed so that no two marks or labels overlap.

    A picture too small for its labels grows (a class of forty with long names).

    Parameters
    ----------
    layout
        Where pupils stand now.
    labels
        What stands beside each; by default room for eight letters.
    canvas
        Another picture to fit to. From a wide one to an upright one the map is turned, so that
        near stays near.
    """
    target = canvas or layout.canvas
    pupils = tuple(sorted(layout.positions))
    if not pupils:
        return Layout({}, target, layout.shows_numbers)
    shares = np.array([layout[p] for p in pupils])
    upright = target.width < target.height
    if upright != (layout.canvas.width < layout.canvas.height):
        shares = shares[:, ::-1]
    texts = [(labels or {}).get(p, "nnnnnnnn" if labels is None else "") for p in pupils]
    placed, target = _fit(shares, texts, target)
    return Layout(
        {p: _pair(xy) for p, xy in zip(pupils, placed, strict=True)}, target, layout.shows_numbers
    )


def _fit(shares: FloatArray, texts: Sequence[str], canvas: Canvas) -> tuple[FloatArray, Canvas]:
    widths = np.array([canvas.box_width(t) for t in texts])
    air = 0.6 * canvas.radius  # so that a mark's corner and a grouping's border stay inside
    widest = float(widths.max()) + 2 * air
    if widest > canvas.width:
        canvas = replace(canvas, width=widest)
    while True:
        size = np.array([canvas.width, canvas.height])
        drop = np.array([0.0, canvas.box_height / 2 - canvas.radius - 2])
        room = (size - 2 * air).tolist()
        centres = push_apart(shares * size + drop - air, widths, canvas.box_height, room)
        if centres is not None:
            return (centres + air - drop) / size, canvas
        canvas = replace(canvas, height=canvas.height * 1.12)


def place_in_rings(
    graph: RelationGraph,
    *,
    relation: str | None = None,
    groups: Sequence[Sequence[PupilId]] = (),
    canvas: Canvas = WIDE,
) -> Layout:
    """Place pupils on a target: five choices or more in the middle, then 3–4, 1–2 and none.

    Each grouping has its sector; pupils in no grouping share one. The place tells a number, so the
    layout says `shows_numbers` and is drawn without names. Choices the silent could have made are
    not seen here.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.

    References
    ----------
    Northway, M. L. (1940). A method for depicting social relationships by sociometric testing.
    Sociometry, 3(2), 144-150. https://doi.org/10.2307/2785439
    """
    key = relation or graph.first_drawn()
    pupils = sorted(graph.pupils)
    received = graph.named(key).sum(axis=0)
    count = {p: int(received[graph.position(p)]) for p in pupils}
    number = dict(zip(pupils, _group_numbers(pupils, groups).tolist(), strict=True))
    ordered = sorted(pupils, key=lambda p: (number[p] < 0, number[p], p))
    places = {}
    for i, pupil in enumerate(ordered):
        turn = 2 * np.pi * (i + 0.5) / len(ordered) - np.pi / 2
        reach = (0.44, 0.34, 0.22, 0.09)[int(np.searchsorted([1, 3, 5], count[pupil], "right"))]
        places[pupil] = (0.5 + reach * float(np.cos(turn)), 0.5 + reach * float(np.sin(turn)))
    square = replace(canvas, width=min(canvas.width, canvas.height) or 1)
    return fit_labels(Layout(places, square, shows_numbers=True), dict.fromkeys(pupils, ""))
