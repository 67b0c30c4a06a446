"""The request as a constraint model: who is in which group or seat, and who is together.

References
----------
OR-Tools CP-SAT, https://developers.google.com/optimization/cp/cp_solver. Methods handbook 8.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.arrangements.checking import must_mix
from skolemiljo_analytics.arrangements.records import Goal, Groups, Request, Rule, RuleKind
from skolemiljo_analytics.errors import MissingExtraError
from skolemiljo_analytics.vocabulary import Gender, PupilId

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["GroupModel", "How", "PlaceModel", "load_solver"]

_PAIRS = 3
"""Up to this size one mixed group is enough: in pairs, half would cost most pupils their wish."""


def load_solver() -> Any:
    """Return OR-Tools' ``cp_model``.

    Raises
    ------
    MissingExtraError
        If the extra ``grouping`` is not installed.
    """
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise MissingExtraError("grouping") from None
    return cp_model


@dataclass(frozen=True)
class How:
    """How much of a request a model holds to.

    Attributes
    ----------
    only
        Numbers (from 0) of the rules to keep; all where None.
    soft
        Whether each rule can be switched off by its literal, to find which clash; weaker to solve.
    mix
        Whether gender may not divide (§ 14-2).
    """

    only: frozenset[int] | None = None
    soft: bool = False
    mix: bool = True


def cover_by_cliques(
    pairs: Iterable[Sequence[PupilId]], pupils: Sequence[PupilId]
) -> tuple[tuple[int, ...], ...]:
    """Return sets of positions, every two of each a pair, that together hold every pair.

    Examples
    --------
    >>> triangle = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]
    >>> cover_by_cliques(triangle, "abcd")
    ((0, 1, 2), (2, 3))
    """
    at = {pupil: i for i, pupil in enumerate(pupils)}
    left = {(min(at[a], at[b]), max(at[a], at[b])) for a, b in pairs}
    near: dict[int, set[int]] = {}
    for i, j in left:
        near.setdefault(i, set()).add(j)
        near.setdefault(j, set()).add(i)
    found = []
    while left:
        clique = list(min(left))
        shared = near[clique[0]] & near[clique[1]]
        while shared:
            clique.append(max(shared, key=lambda i: (len(near[i] & shared), -i)))
            shared &= near[clique[-1]]
        left -= set(combinations(sorted(clique), 2))
        found.append(tuple(sorted(clique)))
    return tuple(found)


class PlaceModel:
    """What groups and seats share; goals are added one at a time by the caller.

    Attributes
    ----------
    model
        The CP-SAT model.
    place
        ``place[i][g]``: pupil *i* is in place *g* (a group or a seat).
    assumptions
        Rule number to the literal that switches the rule on, for explaining a conflict.
    """

    def __init__(self, request: Request, n_places: int, how: How = How()) -> None:
        self.request, self.how = request, how
        self.model: cp_model.CpModel = load_solver().CpModel()
        self.n, self.n_groups = len(request.pupils), n_places
        self.place = [
            [self.model.new_bool_var(f"p{i}g{g}") for g in range(n_places)] for i in range(self.n)
        ]
        self._pairs: dict[tuple[int, int], Any] = {}
        self.assumptions: dict[int, Any] = {}
        for row in self.place:
            self.model.add_exactly_one(row)

    def together(self, i: int, j: int) -> Any:
        """Return an expression that is 1 exactly when pupils *i* and *j* are together."""
        key = (min(i, j), max(i, j))
        if key not in self._pairs:
            self._pairs[key] = self._pair(*key)
        return self._pairs[key]

    def _pair(self, i: int, j: int) -> Any:
        raise NotImplementedError

    def without_ties(self) -> list[int]:
        """Return those whom no answer ties to anybody: they chose nobody, and nobody chose them."""
        named = self.request.wishes.named
        return [i for i in range(self.n) if not named[i].any() and not named[:, i].any()]

    def part_half_of(self, groups: Groups) -> None:
        """Let at most half of the pairs who share one of these groups share one again."""
        at = {pupil: i for i, pupil in enumerate(self.request.pupils)}
        pairs = [
            self.together(at[first], at[second])
            for members in groups
            for first, second in combinations(members, 2)
        ]
        self.model.add(sum(pairs) <= len(pairs) // 2)

    def any_of(self, expressions: Iterable[Any]) -> Any:
        """Return a literal that may be 1 only if one of the expressions is."""
        found = self.model.new_bool_var("")
        self.model.add(sum(expressions) >= found)
        return found

    def largest_apart(self) -> tuple[int, ...]:
        """Return positions of many pupils who are all to be kept apart from each other."""
        return max(self.cliques_apart, key=len, default=())

    def room_apart(self) -> int:
        """Return for how many there is room if all are kept apart from each other."""
        raise NotImplementedError

    @cached_property
    def cliques_apart(self) -> tuple[tuple[int, ...], ...]:
        """Sets of pupils kept apart from each other, so that every such rule is in one of them."""
        return cover_by_cliques(
            {rule.pupils for _, rule in self._rules() if rule.kind is RuleKind.APART},
            self.request.pupils,
        )

    def _rules(self) -> list[tuple[int, Rule]]:
        only = self.how.only
        numbered = enumerate(self.request.rules)
        return [(n, rule) for n, rule in numbered if only is None or n in only]

    def _add_rules(self) -> None:
        """Hold to the rules: each by a literal of its own, or those about apart many at a time."""
        at = {pupil: i for i, pupil in enumerate(self.request.pupils)}
        for number, rule in self._rules():
            if rule.kind is RuleKind.APART and not self.how.soft:
                continue
            on = self.model.new_bool_var(f"rule{number}")
            self.assumptions[number] = on
            self._add_rule(rule, [at[pupil] for pupil in rule.pupils], on)
            if not self.how.soft:
                self.model.add(on == 1)
        if not self.how.soft:
            self._keep_apart()

    def _keep_apart(self) -> None:
        """Let at most one of those kept apart be in each place that holds who is together."""
        raise NotImplementedError

    def _add_rule(self, rule: Rule, who: list[int], on: Any) -> None:
        if rule.kind is RuleKind.IN_GROUP:
            self.model.add(self.place[who[0]][rule.group or 0] == 1).only_enforce_if(on)
        else:
            wanted = int(rule.kind is RuleKind.TOGETHER)
            self.model.add(self.together(*who) == wanted).only_enforce_if(on)

    def order_by_first(self, places: Sequence[Any]) -> None:
        """Let interchangeable sets of places be filled in the order of their first pupils.

        ``places[k][i]`` is 1 where pupil *i* is in set *k*. A pupil may be in a set only if one
        earlier on the list is in the set before, so that no solution is looked at twice.
        """
        for before, here in pairwise(places):
            for i in range(self.n):
                self.model.add(here[i] <= sum(before[:i]))


class GroupModel(PlaceModel):
    """Who is in which group."""

    def __init__(self, request: Request, how: How = How()) -> None:
        super().__init__(request, len(request.sizes), how)
        self._fill_groups()
        self._add_rules()
        if how.mix:
            self._mix_genders()
        self._break_symmetry()

    def _pair(self, i: int, j: int) -> Any:
        both = []
        for g in range(self.n_groups):
            here = self.model.new_bool_var(f"t{i}_{j}_{g}")
            self.model.add_implication(here, self.place[i][g])
            self.model.add_implication(here, self.place[j][g])
            self.model.add_bool_or([here, ~self.place[i][g], ~self.place[j][g]])
            both.append(here)
        pair = self.model.new_bool_var(f"t{i}_{j}")
        self.model.add(sum(both) == pair)
        return pair

    def room_apart(self) -> int:
        """Return the number of groups."""
        return self.n_groups

    def _keep_apart(self) -> None:
        for pupils in self.cliques_apart:
            for g in range(self.n_groups):
                self.model.add_at_most_one(self.place[i][g] for i in pupils)

    def _fill_groups(self) -> None:
        for g, size in enumerate(self.request.sizes):
            self.model.add(sum(self.place[i][g] for i in range(self.n)) == size)

    def _mix_genders(self) -> None:
        genders = self.request.genders
        wanted = must_mix(genders, self.n_groups) if genders else 0
        if not wanted:
            return
        if max(self.request.sizes) <= _PAIRS:
            wanted = 1
        mixed = []
        for g in range(self.n_groups):
            both = self.model.new_bool_var(f"mixed{g}")
            for gender in (Gender.GIRL, Gender.BOY):
                some = [self.place[i][g] for i in range(self.n) if genders[i] is gender]
                self.model.add(sum(some) >= 1).only_enforce_if(both)
            mixed.append(both)
        self.model.add(sum(mixed) >= wanted)

    def _break_symmetry(self) -> None:
        """Fill groups of one size in roster order, where it does not matter which is which.

        The order says nothing about anybody's answer: it may hang on a wall.
        """
        fixed = any(rule.kind is RuleKind.IN_GROUP for rule in self.request.rules)
        if fixed or Goal.STAY in self.request.goals:
            return
        for size in sorted(set(self.request.sizes)):
            alike = [g for g, other in enumerate(self.request.sizes) if other == size]
            self.order_by_first([[row[g] for row in self.place] for g in alike])
