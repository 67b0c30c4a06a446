"""The request as a constraint model: who is in which group, and who is together.

References
----------
OR-Tools CP-SAT, https://developers.google.com/optimization/cp/cp_solver. Methods handbook 8.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from skolemiljo_analytics.arrangements.checking import must_mix
from skolemiljo_analytics.arrangements.records import Groups, Request, RuleKind
from skolemiljo_analytics.errors import MissingExtraError
from skolemiljo_analytics.vocabulary import Gender

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

__all__ = ["GroupModel", "load_solver"]

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


class GroupModel:
    """Variables and hard constraints; goals are added one at a time by the caller.

    Attributes
    ----------
    model
        The CP-SAT model.
    place
        ``place[i][g]``: pupil *i* is in group *g*.
    assumptions
        Rule number to the literal that switches the rule on, for explaining a conflict.
    """

    def __init__(self, request: Request) -> None:
        self.request = request
        self.model: cp_model.CpModel = load_solver().CpModel()
        self.n, self.n_groups = len(request.pupils), len(request.sizes)
        self.place = [
            [self.model.new_bool_var(f"p{i}g{g}") for g in range(self.n_groups)]
            for i in range(self.n)
        ]
        self._pairs: dict[tuple[int, int], Any] = {}
        self.assumptions: dict[int, Any] = {}
        self._fill_groups()
        self._add_rules()
        self._mix_genders()
        self._break_symmetry()

    def together(self, i: int, j: int) -> Any:
        """Return an expression that is 1 exactly when pupils *i* and *j* share a group."""
        key = (min(i, j), max(i, j))
        if key not in self._pairs:
            self._pairs[key] = self._pair(*key)
        return self._pairs[key]

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

    def _fill_groups(self) -> None:
        for i in range(self.n):
            self.model.add_exactly_one(self.place[i])
        for g, size in enumerate(self.request.sizes):
            self.model.add(sum(self.place[i][g] for i in range(self.n)) == size)

    def _add_rules(self) -> None:
        at = {pupil: i for i, pupil in enumerate(self.request.pupils)}
        for number, rule in enumerate(self.request.rules):
            on = self.model.new_bool_var(f"rule{number}")
            self.assumptions[number] = on
            who = [at[pupil] for pupil in rule.pupils]
            if rule.kind is RuleKind.IN_GROUP:
                self.model.add(self.place[who[0]][rule.group or 0] == 1).only_enforce_if(on)
            else:
                wanted = int(rule.kind is RuleKind.TOGETHER)
                self.model.add(self.together(*who) == wanted).only_enforce_if(on)

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
        """Put the most wished-for pupil in the first group, where groups are all alike."""
        sizes = set(self.request.sizes)
        fixed = any(rule.kind is RuleKind.IN_GROUP for rule in self.request.rules)
        if len(sizes) == 1 and not fixed and not self.request.earlier:
            most = int(np.argmax(self.request.wishes.named.sum(axis=0)))
            self.model.add(self.place[most][0] == 1)
