"""28 pupils in a drawn room: time to a first good plan, what is proven, and the gap that is left.

Run ``python benchmarks/arrangements/seats.py [number of classes]``. The classes are those of
``groups.py``; the rooms are pairs, rows, tables and a horseshoe.
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np

from benchmarks.arrangements.groups import draw_class
from skolemiljo_analytics.arrangements import (
    Arrangement,
    Goal,
    Request,
    Room,
    RoomShape,
    Seats,
    arrange_seats,
    evaluate_seats,
    make_room,
)
from skolemiljo_analytics.graph import RelationGraph

GOALS = (Goal.COMPANY, Goal.FAIRNESS, Goal.CHOSEN)
EFFORT = 6.0


def ask(graph: RelationGraph, room: Room, goals: tuple[Goal, ...] = GOALS) -> Request:
    """Return a request for seats."""
    return Request(graph.pupils, (), graph.relations[0], goals=goals, room=room, effort=EFFORT)


def at_random(request: Request, room: Room, seed: int) -> Seats:
    """Seat pupils in a drawn order."""
    free = len(request.pupils) + np.arange(room.n_seats - len(request.pupils))
    order = np.random.default_rng(seed).permutation(np.r_[: len(request.pupils), free])
    return tuple(request.pupils[i] if i < len(request.pupils) else None for i in order)


def one_by_one(request: Request, room: Room) -> Seats:
    """Fill one seat after another with whoever adds most choices to it."""
    named = request.wishes.named.astype(int)
    tie, left, sits = named + named.T, list(range(len(request.pupils))), {}
    for seat in range(room.n_seats):
        beside = [sits[s] for s in room.neighbours[seat] if s in sits]
        if left:
            sits[seat] = left.pop(int(np.argmax([tie[i][beside].sum() for i in left])))
    return tuple(request.pupils[sits[s]] if s in sits else None for s in range(room.n_seats))


def measure(shape: RoomShape, classes: int) -> None:
    """Print what is reached in one room."""
    times, first, rows = [], [], {"solver": [], "greedy": [], "random": []}
    results: list[Arrangement] = []
    for seed in range(classes):
        graph = draw_class(seed)
        room = make_room(shape, len(graph))
        start = time.process_time()
        arrange_seats(ask(graph, room, GOALS[:1]))
        first.append(time.process_time() - start)
        start = time.process_time()
        results.append(arrange_seats(ask(graph, room)))
        times.append(time.process_time() - start)
        request = ask(graph, room)
        ways = (results[-1].seats, one_by_one(request, room), at_random(request, room, seed))
        for name, seats in zip(rows, ways, strict=True):
            rows[name].append([one.value for one in evaluate_seats(request, seats).results])
    print(f"{shape}: {classes} classes of 28 in {room.n_seats} seats, {len(room.tables)} tables")
    for what, spent in (("the first goal", first), ("all goals", times)):
        median = statistics.median(spent)
        print(f"  processor time to {what}: median {median:.2f} s, most {max(spent):.2f} s")
    for k, goal in enumerate((Goal.NOT_ALONE, *GOALS)):
        proven = sum(one.results[k].proven for one in results)
        gaps = [one.results[k].gap for one in results if one.results[k].gap is not None]
        print(f"  {goal}: proven {proven} of {classes}, gap at most {max(gaps, default=0)}")
    for name, values in rows.items():
        print(f"  {name:8}" + "".join(f"{mean:8.1f}" for mean in np.mean(values, axis=0)))


def main(classes: int) -> None:
    """Print a table a room."""
    for shape in RoomShape:
        measure(shape, classes)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
