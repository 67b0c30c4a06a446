"""The solver's part: one goal at a time, and the same answer every time.

The solver runs on one thread with a fixed seed and a deterministic limit (`Effort`), so that the
same request gives the same proposal on any machine, however many processors it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from skolemiljo_analytics.arrangements.counting import count_goal, mates_of
from skolemiljo_analytics.arrangements.effort import Effort
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

__all__ = [
    "find_alternatives",
    "find_feasible",
    "find_unmet",
    "is_proven",
    "reach_goals",
    "recount",
]

Solve = Callable[[Any], tuple[Any, Any]]
Improved = tuple[Any, GoalResult]


def find_feasible(model: PlaceModel, effort: Effort) -> tuple[Any, bool]:
    """Return the solver with any solution, or None; and whether it is shown that there is none."""
    cp_model = load_solver()
    status, solver = effort.solve(model.model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return solver if found else None, status == cp_model.INFEASIBLE


def reach_goals(model: PlaceModel, solution: Any, effort: Effort) -> tuple[Any, list[GoalResult]]:
    """Take the request's goals in their order; what one has reached is kept for the next.

    Parameters
    ----------
    model
        The request as constraints.
    solution
        Any solution of it, from `find_feasible`.
    effort
        What is left, which the goals share.
    """
    results = []
    goals = [one for one in model.request.goals if one in EXPRESSIONS]
    for number, goal in enumerate(goals):
        expression = EXPRESSIONS[goal](model)
        if isinstance(expression, int):
            continue
        solve = partial(effort.solve, parts=len(goals) - number)
        solution, result = _improve(model, (goal, expression), solution, solve)
        results.append(result)
    return solution, results


def recount(
    request: Request, groups: Groups, results: Sequence[GoalResult]
) -> tuple[GoalResult, ...]:
    """Count each goal in the groups that came of it: a later goal may have bettered one before."""
    return tuple(replace(one, value=count_goal(request, groups, one.goal)) for one in results)


def _improve(model: PlaceModel, aim: tuple[Goal, Any], before: Any, solve: Solve) -> Improved:
    """Better one goal from a solution, and keep what it reached."""
    cp_model, (goal, expression) = load_solver(), aim
    model.model.clear_hints()  # type: ignore[no-untyped-call]
    for literal in chain.from_iterable(model.place):
        model.model.add_hint(literal, before.value(literal))
    model.model.maximize(expression)
    status, solver = solve(model.model)
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
