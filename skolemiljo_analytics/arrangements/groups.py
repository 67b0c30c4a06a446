"""Groups, tables and partners by exact optimisation, one goal at a time.

The solver runs on one thread with a fixed seed and a deterministic limit, so that the same request
gives the same proposal on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from skolemiljo_analytics.arrangements.checking import check_request, too_many_rules
from skolemiljo_analytics.arrangements.goals import EXPRESSIONS, chosen_of
from skolemiljo_analytics.arrangements.model import GroupModel, load_solver
from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    Goal,
    GoalResult,
    Groups,
    Request,
    RuleKind,
    Unmet,
    UnmetReason,
)
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["arrange_alternatives", "arrange_groups", "evaluate_groups", "even_sizes"]


def even_sizes(n: int, size: int) -> tuple[int, ...]:
    """Return sizes as even as they can be, none above `size` where that is possible.

    Examples
    --------
    >>> even_sizes(26, 5)
    (5, 5, 4, 4, 4, 4)
    """
    groups = max(1, -(-n // size))
    small, more = divmod(n, groups)
    return (small + 1,) * more + (small,) * (groups - more)


def arrange_groups(request: Request) -> Arrangement:
    """Arrange pupils in groups.

    Goals are taken one at a time; what an earlier goal has reached is kept while a later one is
    improved.

    Parameters
    ----------
    request
        Who, in which sizes, by which rules and goals.

    Returns
    -------
    Arrangement
        Groups in the order of `sizes`, members in roster order; per goal the value, the best that
        could be hoped for and whether it is proven; and each pupil without any wish met, with why.

    Raises
    ------
    ArrangementRefusedError
        ``conflicting_rules`` with the numbers of rules that cannot all hold, or what
        `check_request` refuses.
    MissingExtraError
        If OR-Tools is not installed.
    """
    check_request(request)
    model = GroupModel(request)
    solution = _feasible(model)
    results = []
    for goal in request.goals:
        expression = EXPRESSIONS[goal](model)
        if isinstance(expression, int):
            continue
        solution, result = _improve(model, goal, expression, solution)
        results.append(result)
    groups = _groups(model, solution)
    warnings = ("many_rules",) if too_many_rules(request) else ()
    return Arrangement(groups, tuple(results), _unmet(model, groups, tuple(results)), warnings)


def arrange_alternatives(request: Request, *, n: int = 3) -> tuple[Arrangement, ...]:
    """Return up to `n` different proposals for the same request, to be seen side by side.

    Each keeps what the goals can reach; they differ by the seed, and at least two pupils sit
    elsewhere.
    """
    found: list[Arrangement] = []
    for k in range(3 * n):
        made = arrange_groups(replace(request, seed=request.seed + k))
        if all(_as_sets(made.groups) != _as_sets(other.groups) for other in found):
            found.append(made)
        if len(found) == n:
            break
    return tuple(found)


def evaluate_groups(request: Request, groups: Groups) -> Arrangement:
    """Say how groups made or changed by hand meet the same goals, at once.

    Raises
    ------
    ArrangementRefusedError
        If the groups are not of these pupils, or break the sizes.
    """
    sizes = tuple(len(members) for members in groups)
    check_request(replace(request, sizes=sizes))
    if {p for members in groups for p in members} != set(request.pupils):
        raise ArrangementRefusedError("groups_of_others")
    bare = replace(request, sizes=sizes, rules=(), genders=())
    model = GroupModel(bare)
    solution = _solve_fixed(model, groups)
    results = []
    for goal in request.goals:
        expression = EXPRESSIONS[goal](model)
        if not isinstance(expression, int):
            solution, result = _improve(model, goal, expression, solution)
            results.append(result)
    return Arrangement(groups, tuple(results), _unmet(model, groups, tuple(results)))


def _solve_fixed(model: GroupModel, groups: Groups) -> Any:
    at = {pupil: i for i, pupil in enumerate(model.request.pupils)}
    for g, members in enumerate(groups):
        for pupil in members:
            model.model.add(model.place[at[pupil]][g] == 1)
    return _feasible(model)


def _as_sets(groups: Groups) -> frozenset[frozenset[PupilId]]:
    return frozenset(frozenset(members) for members in groups)


def _solver(request: Request) -> Any:
    solver = load_solver().CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = request.seed
    parameters.max_deterministic_time = request.effort
    return solver


def _feasible(model: GroupModel) -> Any:
    cp_model, solver = load_solver(), _solver(model.request)
    model.model.add_assumptions(list(model.assumptions.values()))
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        raise ArrangementRefusedError("conflicting_rules", rules=_conflict(model, solver))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise ArrangementRefusedError("no_arrangement_found")
    model.model.clear_assumptions()
    for literal in model.assumptions.values():
        model.model.add(literal == 1)
    return solver


def _conflict(model: GroupModel, solver: Any) -> str:
    """Name the rules (from 1) that cannot all hold."""
    core = set(solver.sufficient_assumptions_for_infeasibility())
    numbers = [n + 1 for n, literal in model.assumptions.items() if literal.index in core]
    return ", ".join(str(n) for n in numbers)


def _improve(model: GroupModel, goal: Goal, expression: Any, before: Any) -> tuple[Any, GoalResult]:
    cp_model, solver = load_solver(), _solver(model.request)
    model.model.clear_hints()  # type: ignore[no-untyped-call]
    for row in model.place:
        for literal in row:
            model.model.add_hint(literal, before.value(literal))
    model.model.maximize(expression)
    status = solver.solve(model.model)
    model.model.clear_objective()  # type: ignore[no-untyped-call]
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        value = before.value(expression)
        model.model.add(expression >= value)
        return before, GoalResult(goal, int(value), int(value), proven=False)
    value = round(solver.objective_value)
    model.model.add(expression >= value)
    proven = status == cp_model.OPTIMAL
    bound = value if proven else round(solver.best_objective_bound)
    return solver, GoalResult(goal, value, bound, proven)


def _groups(model: GroupModel, solution: Any) -> Groups:
    pupils = model.request.pupils
    return tuple(
        tuple(pupils[i] for i in range(model.n) if solution.value(model.place[i][g]))
        for g in range(model.n_groups)
    )


def _unmet(model: GroupModel, groups: Groups, results: Sequence[GoalResult]) -> tuple[Unmet, ...]:
    proven = all(r.proven for r in results if r.goal in (Goal.CHOSEN, Goal.COMPANY))
    mates = {p: set(members) - {p} for members in groups for p in members}
    out = []
    for i, pupil in enumerate(model.request.pupils):
        chosen = {model.request.pupils[j] for j in chosen_of(model, i)}
        if not chosen & mates[pupil]:
            out.append(Unmet(pupil, _why(model, i, chosen, proven=proven)))
    return tuple(out)


def _why(model: GroupModel, i: int, chosen: set[PupilId], *, proven: bool) -> UnmetReason:
    request = model.request
    if not request.wishes.answered[i]:
        return UnmetReason.SILENT
    if not chosen:
        return UnmetReason.NAMED_NOBODY
    mine = request.pupils[i]
    apart = {
        other
        for rule in request.rules
        if rule.kind is RuleKind.APART and mine in rule.pupils
        for other in rule.pupils
    }
    if chosen <= apart:
        return UnmetReason.RULES
    return UnmetReason.OTHERS if proven else UnmetReason.NOT_PROVEN
