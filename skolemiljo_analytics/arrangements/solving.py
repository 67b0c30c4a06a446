"""The solver's part: one goal at a time, the same answer every time, and rules that clash named.

The solver runs on one thread with a fixed seed and a deterministic limit, so that the same request
gives the same proposal on any machine, however many processors it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from skolemiljo_analytics.arrangements.counting import count_goal, mates_of
from skolemiljo_analytics.arrangements.goals import EXPRESSIONS
from skolemiljo_analytics.arrangements.model import PlaceModel, load_solver
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

__all__ = ["find_alternatives", "find_unmet", "is_proven", "reach_goals", "recount"]


def reach_goals(
    model: PlaceModel, make: Callable[[Request, frozenset[int]], PlaceModel]
) -> tuple[Any, list[GoalResult]]:
    """Take the request's goals in their order; what one has reached is kept for the next.

    Parameters
    ----------
    model
        The request as constraints.
    make
        Makes the model anew with only the rules of these numbers (from 0), to find which clash.

    Raises
    ------
    ArrangementRefusedError
        ``conflicting_rules`` with numbers, from 1, of rules that cannot all hold and can do so
        without any one of them; ``no_arrangement_found`` where it is not the rules.
    """
    solution = _feasible(model, make)
    results = []
    for goal in (one for one in model.request.goals if one in EXPRESSIONS):
        expression = EXPRESSIONS[goal](model)
        if isinstance(expression, int):
            continue
        solution, result = _improve(model, goal, expression, solution)
        results.append(result)
    return solution, results


def recount(
    request: Request, groups: Groups, results: Sequence[GoalResult]
) -> tuple[GoalResult, ...]:
    """Count each goal in the groups that came of it: a later goal may have bettered one before."""
    return tuple(replace(one, value=count_goal(request, groups, one.goal)) for one in results)


def _solver(request: Request) -> Any:
    solver = load_solver().CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = request.seed
    parameters.max_deterministic_time = request.effort
    # The model leaves equal solutions out by itself; looking for more costs a fifth of the time.
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    return solver


def _feasible(model: PlaceModel, make: Callable[[Request, frozenset[int]], PlaceModel]) -> Any:
    cp_model, solver = load_solver(), _solver(model.request)
    model.model.add_assumptions(list(model.assumptions.values()))
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        core = set(solver.sufficient_assumptions_for_infeasibility())
        clash = {n for n, literal in model.assumptions.items() if literal.index in core}
        raise _refusal(model.request, clash, make)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise ArrangementRefusedError("no_arrangement_found")
    model.model.clear_assumptions()
    for literal in model.assumptions.values():
        model.model.add(literal == 1)
    return solver


def _refusal(
    request: Request,
    clash: set[int],
    make: Callable[[Request, frozenset[int]], PlaceModel],
) -> ArrangementRefusedError:
    """Name as few rules as will do: one is let go while the others still clash."""
    for number in sorted(clash):
        if _clashes(make(request, frozenset(clash - {number}))):
            clash = clash - {number}
    if not clash:
        return ArrangementRefusedError("no_arrangement_found")
    return ArrangementRefusedError(
        "conflicting_rules", rules=", ".join(str(n + 1) for n in sorted(clash))
    )


def _clashes(model: PlaceModel) -> bool:
    for literal in model.assumptions.values():
        model.model.add(literal == 1)
    return bool(_solver(model.request).solve(model.model) == load_solver().INFEASIBLE)


def _improve(model: PlaceModel, goal: Goal, expression: Any, before: Any) -> tuple[Any, GoalResult]:
    cp_model, solver = load_solver(), _solver(model.request)
    model.model.clear_hints()  # type: ignore[no-untyped-call]
    for literal in chain.from_iterable(model.place):
        model.model.add_hint(literal, before.value(literal))
    model.model.maximize(expression)
    status = solver.solve(model.model)
    model.model.clear_objective()  # type: ignore[no-untyped-call]
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return before, GoalResult(goal, 0, None, proven=False)
    value = round(solver.objective_value)
    model.model.add(expression >= value)
    proven = status == cp_model.OPTIMAL
    bound = value if proven else round(solver.best_objective_bound)
    return solver, GoalResult(goal, value, bound, proven)


def find_alternatives(
    request: Request, n: int, arrange: Callable[[Request, Sequence[Groups]], Arrangement]
) -> tuple[Arrangement, ...]:
    """Return up to *n* proposals: the best, and others unlike those before."""
    found = [arrange(request, ())]
    while len(found) < n:
        try:
            made = arrange(request, [one.groups for one in found])
        except ArrangementRefusedError:
            break
        results = _as_claimed(made.results, found[0].results)
        unmet = find_unmet(request, made.groups, proven=is_proven(results))
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


def is_proven(results: Sequence[GoalResult]) -> bool:
    """Tell whether it is proven that nobody more can be with somebody they chose."""
    return all(r.proven for r in results if r.goal in (Goal.CHOSEN, Goal.COMPANY))


def find_unmet(request: Request, groups: Groups, *, proven: bool) -> tuple[Unmet, ...]:
    """Return those who are with nobody they chose, and why; in roster order."""
    mates = mates_of(groups)
    out = []
    for i, pupil in enumerate(request.pupils):
        chosen = {request.pupils[j] for j in request.wishes.named[i].nonzero()[0]}
        if not chosen & mates.get(pupil, frozenset()):
            out.append(Unmet(pupil, _why(request, i, proven=proven)))
    return tuple(out)


def _why(request: Request, i: int, *, proven: bool) -> UnmetReason:
    mine = request.pupils[i]
    chosen = {request.pupils[j] for j in request.wishes.named[i].nonzero()[0]}
    if not request.wishes.answered[i]:
        return UnmetReason.SILENT
    if not chosen:
        return UnmetReason.NAMED_NOBODY
    apart = {
        other
        for rule in request.rules
        if rule.kind is RuleKind.APART and mine in rule.pupils
        for other in rule.pupils
    }
    if chosen <= apart:
        return UnmetReason.RULES
    return UnmetReason.OTHERS if proven else UnmetReason.NOT_PROVEN
