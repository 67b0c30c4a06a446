"""Groups, tables and partners by exact optimisation, one goal at a time.

The solver runs on one thread with a fixed seed and a deterministic limit, so that the same request
gives the same proposal on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from skolemiljo_analytics.arrangements.checking import (
    broken_rules,
    check_division,
    check_request,
    too_many_rules,
)
from skolemiljo_analytics.arrangements.counting import count_goal, mates_of
from skolemiljo_analytics.arrangements.goals import EXPRESSIONS
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

__all__ = [
    "arrange_alternatives",
    "arrange_groups",
    "evaluate_groups",
    "even_sizes",
    "partner_sizes",
]


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


def partner_sizes(n: int) -> tuple[int, ...]:
    """Return pairs, with one group of three when the number is odd.

    Examples
    --------
    >>> partner_sizes(7)
    (3, 2, 2)
    """
    pairs = max(1, n // 2)
    return (2 + n % 2,) + (2,) * (pairs - 1)


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
    return _arrange(request, ())


def _arrange(request: Request, unlike: Sequence[Groups]) -> Arrangement:
    check_request(request)
    model = GroupModel(request)
    for groups in unlike:
        model.part_half_of(groups)
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
    unmet = _unmet(request, groups, proven=_is_proven(results))
    return Arrangement(groups, tuple(results), unmet, warnings)


def arrange_alternatives(request: Request, *, n: int = 3) -> tuple[Arrangement, ...]:
    """Return up to `n` different proposals for the same request, to be seen side by side.

    The first is that of `arrange_groups`. In each of the others at most half of the pairs of every
    proposal before it sit together; where the rules leave no room for that, there are fewer. That
    they differ may cost them something: "proven" is only said where it holds for the request
    itself.

    Raises
    ------
    ArrangementRefusedError, MissingExtraError
        As `arrange_groups`.
    """
    found = [arrange_groups(request)]
    while len(found) < n:
        try:
            made = _arrange(request, [one.groups for one in found])
        except ArrangementRefusedError:
            break
        results = _as_claimed(made.results, found[0].results)
        unmet = _unmet(request, made.groups, proven=_is_proven(results))
        found.append(replace(made, results=results, unmet=unmet))
    return tuple(found)


def _as_claimed(
    results: tuple[GoalResult, ...], best: tuple[GoalResult, ...]
) -> tuple[GoalResult, ...]:
    """Take the bounds of the proposal that was free, as far as the goals before were as well met.

    From the first goal that is less well met, nothing is claimed of those after it.
    """
    claimed, level = [], True
    for mine, free in zip(results, best, strict=True):
        proven = level and free.proven and mine.value == free.value
        claimed.append(replace(mine, bound=free.bound if level else None, proven=proven))
        level = level and mine.value == free.value
    return tuple(claimed)


def evaluate_groups(request: Request, groups: Groups) -> Arrangement:
    """Say how groups made or changed by hand meet the same goals, at once and without a solver.

    Any sizes from two are taken. The results are what is counted, with no claim of being best;
    `Arrangement.broken` numbers the rules (from 1) that the groups do not keep.

    Raises
    ------
    ArrangementRefusedError
        If the groups are not of these pupils, one is too small, or they divide the class by gender
        (§ 14-2).
    """
    sizes = tuple(len(members) for members in groups)
    check_request(replace(request, sizes=sizes))
    if {p for members in groups for p in members} != set(request.pupils):
        raise ArrangementRefusedError("groups_of_others")
    if request.genders:
        check_division(groups, dict(zip(request.pupils, request.genders, strict=True)))
    counted = [(goal, count_goal(request, groups, goal)) for goal in request.goals]
    results = tuple(GoalResult(goal, value, None, proven=False) for goal, value in counted)
    return Arrangement(
        groups,
        results,
        _unmet(request, groups, proven=False),
        broken=broken_rules(request.rules, groups),
    )


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
        return before, GoalResult(goal, int(value), None, proven=False)
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


def _is_proven(results: Sequence[GoalResult]) -> bool:
    return all(r.proven for r in results if r.goal in (Goal.CHOSEN, Goal.COMPANY))


def _unmet(request: Request, groups: Groups, *, proven: bool) -> tuple[Unmet, ...]:
    mates = mates_of(groups)
    out = []
    for i, pupil in enumerate(request.pupils):
        chosen = {request.pupils[j] for j in request.wishes.named[i].nonzero()[0]}
        if not chosen & mates[pupil]:
            out.append(Unmet(pupil, _why(request, i, chosen, proven=proven)))
    return tuple(out)


def _why(request: Request, i: int, chosen: set[PupilId], *, proven: bool) -> UnmetReason:
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
