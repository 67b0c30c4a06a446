"""A seat for each pupil in a drawn room, by the same goals as groups, over who sits beside whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from skolemiljo_analytics.arrangements.checking import (
    broken_seat_rules,
    check_division,
    check_seat_request,
    too_many_rules,
)
from skolemiljo_analytics.arrangements.clashes import check_apart, explain_clash
from skolemiljo_analytics.arrangements.counting import count_goal
from skolemiljo_analytics.arrangements.effort import Effort
from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    Goal,
    GoalResult,
    Groups,
    Request,
    RuleKind,
    Seats,
)
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.arrangements.seat_model import SeatModel, choose_seats, tables_alike
from skolemiljo_analytics.arrangements.solving import (
    find_alternatives,
    find_feasible,
    find_unmet,
    is_proven,
    reach_goals,
    recount,
)
from skolemiljo_analytics.errors import ArrangementRefusedError

__all__ = ["arrange_seat_alternatives", "arrange_seats", "evaluate_seats", "neighbours_in"]

_ABOUT_GROUPS = {Goal.MIX_GROUPINGS, Goal.STAY, Goal.NOT_ALONE}
_SHUFFLES = 60


def neighbours_in(room: Room, seats: Seats) -> Groups:
    """Return each two pupils who are neighbours.

    Examples
    --------
    >>> from skolemiljo_analytics.arrangements.rooms import Room
    >>> neighbours_in(Room.from_text("xx.xx"), ("a", "b", None, "c"))
    (('a', 'b'),)
    """
    return tuple(
        (mine, other)
        for seat, mine in enumerate(seats)
        for beside in room.neighbours[seat]
        if beside > seat and mine is not None and (other := seats[beside]) is not None
    )


def arrange_seats(request: Request, *, last: Seats = ()) -> Arrangement:
    """Give each pupil a seat in `Request.room`.

    Which seats are used is settled first (`choose_seats`): so that nobody sits alone, and least of
    all somebody whom no answer ties to anybody. Then goals are taken one at a time, as for groups;
    they count neighbours, and what is proven holds for the seats in use. Which of the tables that
    are alike is which is drawn with the request's seed, away from the seats of last time, so that
    neither the list's order nor anybody's answer decides who sits in front.

    Parameters
    ----------
    request
        Who, in which room, by which rules and goals. `Goal.MIX_GROUPINGS` and `Goal.STAY` are about
        groups, and left out.
    last
        Who sat where last time in the same room; empty where that is not known.

    Returns
    -------
    Arrangement
        With `Arrangement.seats` in the order of the room's seats.

    Raises
    ------
    ArrangementRefusedError
        What `check_apart` and `explain_clash` say of rules that cannot hold, or what
        `check_seat_request` refuses.
    MissingExtraError
        If OR-Tools is not installed.
    """
    return _arrange(request, (), last)


def arrange_seat_alternatives(
    request: Request, *, n: int = 3, last: Seats = ()
) -> tuple[Arrangement, ...]:
    """Return up to `n` different proposals; in each at most half of the neighbours are the same.

    Raises
    ------
    ArrangementRefusedError, MissingExtraError
        As `arrange_seats`.
    """
    return find_alternatives(request, n, lambda asked, unlike: _arrange(asked, unlike, last))


def _arrange(request: Request, unlike: Sequence[Groups], last: Seats) -> Arrangement:
    room = check_seat_request(request)
    asked = replace(request, goals=tuple(g for g in request.goals if g not in _ABOUT_GROUPS))
    pinned = {r.group for r in request.rules if r.kind is RuleKind.IN_GROUP and r.group is not None}
    used = choose_seats(room, len(request.pupils), pinned)
    seats, results = _try(asked, room, used, unlike)
    seats = _shuffle(seats, room, request, last)
    pairs = neighbours_in(room, seats)
    n = count_goal(request, pairs, Goal.NOT_ALONE)
    beside = GoalResult(Goal.NOT_ALONE, n, n, proven=n == _most_beside(room, used))
    return Arrangement(
        pairs,
        (beside, *recount(request, pairs, results)),
        find_unmet(request, pairs, proven=is_proven(results)),
        ("many_rules",) if too_many_rules(request) else (),
        seats=seats,
    )


def _most_beside(room: Room, used: Collection[int]) -> int:
    """Return how many in these seats have somebody beside them."""
    return sum(any(other in used for other in room.neighbours[seat]) for seat in used)


def _try(
    request: Request, room: Room, used: Collection[int], unlike: Sequence[Groups]
) -> tuple[Seats, list[GoalResult]]:
    """Solve; where the rules leave no room for it, without what was chosen on nobody's order."""
    effort, everywhere = Effort(request), range(room.n_seats)
    impossible = False
    for seats, guard in ((used, True), (used, False), (everywhere, False)):
        model = SeatModel(request, room, seats, guard=guard)
        for pairs in unlike:
            model.part_half_of(pairs)
        check_apart(model)
        start, impossible = find_feasible(model, effort)
        if start is not None:
            solution, results = reach_goals(model, start, effort)
            return _seats(model, solution), results
    if unlike or not impossible:
        raise ArrangementRefusedError("no_arrangement_found")
    raise explain_clash(request, lambda how: SeatModel(request, room, everywhere, how, guard=False))


def _seats(model: SeatModel, solution: Any) -> Seats:
    sits = {
        seat: pupil
        for pupil, row in zip(model.request.pupils, model.place, strict=True)
        for seat, literal in enumerate(row)
        if solution.value(literal)
    }
    return tuple(sits.get(seat) for seat in range(model.room.n_seats))


def _shuffle(seats: Seats, room: Room, request: Request, last: Seats) -> Seats:
    """Let tables that are alike change places, where no rule is broken by it."""
    kept = [
        one
        for one in _shuffled(seats, room, request.seed + len(request.earlier))
        if not broken_seat_rules(request.rules, one, room)
    ]
    known = len(last) == len(seats)
    return min(kept, key=lambda one: _same(one, last) if known else 0, default=seats)


def _same(seats: Seats, last: Seats) -> int:
    return sum(a == b for a, b in zip(seats, last, strict=True) if a is not None)


def _shuffled(seats: Seats, room: Room, seed: int) -> Iterator[Seats]:
    rng = np.random.default_rng(seed)
    used = [seat for seat, pupil in enumerate(seats) if pupil is not None]
    sets = tables_alike(room, used)
    for _ in range(_SHUFFLES):
        moved = list(seats)
        for tables in sets:
            for here, there in zip(tables, rng.permutation(len(tables)), strict=True):
                for seat, other in zip(here, tables[there], strict=True):
                    moved[seat] = seats[other]
        yield tuple(moved)


def evaluate_seats(request: Request, seats: Seats) -> Arrangement:
    """Say how seats changed by hand meet the same goals, at once and without a solver.

    Raises
    ------
    ArrangementRefusedError
        If not everybody has one seat, or no girl and boy are neighbours though the class has both
        (§ 14-2).
    """
    room = check_seat_request(request)
    placed = [pupil for pupil in seats if pupil is not None]
    if len(seats) != room.n_seats or sorted(placed) != sorted(request.pupils):
        raise ArrangementRefusedError("groups_of_others")
    pairs = neighbours_in(room, seats)
    if request.genders:
        check_division(pairs, dict(zip(request.pupils, request.genders, strict=True)))
    goals = (Goal.NOT_ALONE, *(g for g in request.goals if g not in _ABOUT_GROUPS))
    counted = [(goal, count_goal(request, pairs, goal)) for goal in goals]
    return Arrangement(
        pairs,
        tuple(GoalResult(goal, value, None, proven=False) for goal, value in counted),
        find_unmet(request, pairs, proven=False),
        broken=broken_seat_rules(request.rules, seats, room),
        seats=seats,
    )
