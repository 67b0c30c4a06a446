"""Seats as a constraint model: who sits where, and who is beside whom."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from skolemiljo_analytics.arrangements.effort import Effort
from skolemiljo_analytics.arrangements.model import How, PlaceModel, load_solver
from skolemiljo_analytics.arrangements.records import Request, Rule, RuleKind
from skolemiljo_analytics.arrangements.rooms import Room, tables_of
from skolemiljo_analytics.vocabulary import Gender

__all__ = ["SeatModel", "choose_seats", "tables_alike"]

Table = tuple[int, ...]


def choose_seats(room: Room, n: int, keep: Collection[int] = ()) -> tuple[int, ...]:
    """Return which *n* seats to use: first so that as few as can be are alone.

    Then so that as many as can be are neighbours, and as near the board as can be. Seats in `keep`
    are always used.
    """
    cp_model = load_solver()
    model = cp_model.CpModel()
    used = [model.new_bool_var("") for _ in room.seats]
    alone = [model.new_bool_var("") for _ in room.seats]
    model.add(sum(used) == n)
    for seat, others in enumerate(room.neighbours):
        model.add(alone[seat] >= used[seat] - sum(used[other] for other in others))
    for seat in keep:
        model.add(used[seat] == 1)
    beside = []
    for seat, others in enumerate(room.neighbours):
        for other in (o for o in others if o > seat):
            both = model.new_bool_var("")
            model.add(both <= used[seat])
            model.add(both <= used[other])
            beside.append(both)
    far = sum(room.rank(seat) * one for seat, one in enumerate(used))
    most = 1 + n * max(map(room.rank, range(room.n_seats)))
    model.minimize(most * (5 * n * sum(alone) - sum(beside)) + far)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 2.0
    solver.solve(model)
    return tuple(seat for seat, one in enumerate(used) if solver.value(one))


def tables_alike(room: Room, used: Collection[int]) -> tuple[tuple[Table, ...], ...]:
    """Return the tables that are the same but for where they stand, gathered by their form.

    Only seats in use count. Seats of tables in the same set correspond in their order.
    """
    found: dict[tuple[tuple[int, int], ...], list[Table]] = {}
    for table in tables_of(room, used):
        top = min(room.seats[s][0] for s in table)
        left = min(room.seats[s][1] for s in table)
        form = tuple((room.seats[s][0] - top, room.seats[s][1] - left) for s in table)
        found.setdefault(form, []).append(table)
    return tuple(map(tuple, found.values()))


class SeatModel(PlaceModel):
    """Who sits in which seat, of those in use."""

    def __init__(
        self,
        request: Request,
        room: Room,
        used: Collection[int],
        how: How = How(),  # noqa: B008
        *,
        guard: bool = True,
    ) -> None:
        self.room, self.used = room, frozenset(used)
        super().__init__(request, room.n_seats, how)
        self._neighbours = tuple(
            tuple(o for o in others if o in self.used) if seat in self.used else ()
            for seat, others in enumerate(room.neighbours)
        )
        for seat in range(room.n_seats):
            self.model.add_at_most_one(row[seat] for row in self.place)
            if seat not in self.used:
                self.model.add(sum(row[seat] for row in self.place) == 0)
        if guard:
            self._seat_those_without_ties()
        self._add_rules()
        if how.mix:
            self._mix_genders()
        self._break_symmetry()

    def _pair(self, i: int, j: int) -> Any:
        """Return a literal: pupil *j* is beside the seat of pupil *i*."""
        here = []
        for seat, others in enumerate(self._neighbours):
            if not others:
                continue
            both = self.model.new_bool_var("")
            near = sum(self.place[j][other] for other in others)
            self.model.add_implication(both, self.place[i][seat])
            self.model.add(near >= both)
            self.model.add(self.place[i][seat] + near <= 1 + both)
            here.append(both)
        pair = self.model.new_bool_var(f"t{i}_{j}")
        self.model.add(sum(here) == pair)
        return pair

    def _add_rule(self, rule: Rule, who: list[int], on: Any) -> None:
        if rule.kind is RuleKind.NEAR_BOARD:
            near = [self.place[who[0]][seat] for seat in self.room.near_board]
            self.model.add(sum(near) == 1).only_enforce_if(on)
        elif rule.kind is RuleKind.APART:
            first, second = who
            for seat, others in enumerate(self.room.close):
                for other in others:
                    literals = [~self.place[first][seat], ~self.place[second][other], ~on]
                    self.model.add_bool_or(literals)
        else:
            super()._add_rule(rule, who, on)

    def room_apart(self) -> int:
        """Return on how many seats of the room no two are close."""
        model = load_solver().CpModel()
        taken = [model.new_bool_var("") for _ in self.room.seats]
        for seats in self.room.blocks:
            model.add_at_most_one(taken[seat] for seat in seats)
        model.maximize(sum(taken))
        _, solver = Effort(self.request).solve(model)
        return int(solver.best_objective_bound)

    def _keep_apart(self) -> None:
        for pupils in self.cliques_apart:
            for seats in self.room.blocks:
                self.model.add_at_most_one(self.place[i][seat] for i in pupils for seat in seats)

    def _seat_those_without_ties(self) -> None:
        """Let nobody sit alone whom no answer ties to anybody: no goal would see it."""
        alone = [seat for seat in self.used if not self._neighbours[seat]]
        pupils = self.without_ties()
        placed = {rule.pupils[0] for rule in self.request.rules if rule.kind is RuleKind.IN_GROUP}
        if len(alone) > self.n - len(pupils):
            return
        for i in pupils:
            if self.request.pupils[i] not in placed:
                self.model.add(sum(self.place[i][seat] for seat in alone) == 0)

    def _mix_genders(self) -> None:
        """Let at least one girl and one boy be neighbours, where the class has both."""
        genders = self.request.genders
        girls = [i for i, g in enumerate(genders) if g is Gender.GIRL]
        boys = [i for i, g in enumerate(genders) if g is Gender.BOY]
        if not girls or not boys:
            return
        mixed = []
        for seat, others in enumerate(self._neighbours):
            both = self.model.new_bool_var("")
            self.model.add(sum(self.place[i][seat] for i in girls) >= both)
            self.model.add(sum(self.place[i][o] for i in boys for o in others) >= both)
            mixed.append(both)
        self.model.add_bool_or(mixed)

    def _break_symmetry(self) -> None:
        """Leave out placements that differ only by which of the same tables is which.

        Where a rule depends on where in the room a seat is, only the mirror image is left out.
        """
        somewhere = {RuleKind.NEAR_BOARD, RuleKind.APART, RuleKind.IN_GROUP}
        if any(rule.kind is RuleKind.IN_GROUP for rule in self.request.rules):
            return
        if any(rule.kind in somewhere for rule in self.request.rules):
            self._drop_mirror_image()
            return
        for tables in tables_alike(self.room, self.used):
            self.order_by_first([self._in(table) for table in tables])
            for table in tables:
                self._order_ends(table)

    def _in(self, table: Table) -> list[Any]:
        return [sum(row[seat] for seat in table) for row in self.place]

    def _order_ends(self, table: Table) -> None:
        """Let the first of the two ends of a row be filled in roster order; for a pair, both."""
        degrees = {seat: len(self._neighbours[seat]) for seat in table}
        ends = [seat for seat in table if degrees[seat] == 1]
        if len(ends) == 2 and max(degrees.values()) <= 2:
            first, last = ends
            for i in range(self.n):
                self.model.add(self.place[i][last] <= sum(row[first] for row in self.place[:i]))

    def _drop_mirror_image(self) -> None:
        """Let the first pupil on the list sit on the left of the middle, as drawn."""
        mirrored = self.room.mirrored
        left = [seat for seat, other in enumerate(mirrored) if seat <= other]
        if left and {mirrored[seat] for seat in self.used} == self.used:
            self.model.add(sum(self.place[0][seat] for seat in left) == 1)
