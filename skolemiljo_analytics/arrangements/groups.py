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
from skolemiljo_analytics.arrangements.clashes import check_apart, explain_clash
from skolemiljo_analytics.arrangements.counting import count_goal
from skolemiljo_analytics.arrangements.effort import Effort
from skolemiljo_analytics.arrangements.model import GroupModel
from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    GoalResult,
    Groups,
    Request,
)
from skolemiljo_analytics.arrangements.solving import (
    find_alternatives,
    find_feasible,
    find_unmet,
    is_proven,
    reach_goals,
    recount,
)
from skolemiljo_analytics.errors import ArrangementRefusedError

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
        What `check_apart` and `explain_clash` say of rules that cannot hold, or what
        `check_request` refuses.
    MissingExtraError
        If OR-Tools is not installed.
    """
    return _arrange(request)


def _arrange(request: Request, unlike: Sequence[Groups] = ()) -> Arrangement:
    check_request(request)
    model = GroupModel(request)
    for groups in unlike:
        model.part_half_of(groups)
    check_apart(model)
    effort = Effort(request)
    start, impossible = find_feasible(model, effort)
    if start is None:
        raise _refusal(request, impossible=impossible and not unlike)
    solution, found = reach_goals(model, start, effort)
    groups = _groups(model, solution)
    results = recount(request, groups, found)
    warnings = ("many_rules",) if too_many_rules(request) else ()
    unmet = find_unmet(request, groups, proven=is_proven(results))
    return Arrangement(groups, results, unmet, warnings)


def _refusal(request: Request, *, impossible: bool) -> ArrangementRefusedError:
    if not impossible:
        return ArrangementRefusedError("no_arrangement_found")
    return explain_clash(request, lambda how: GroupModel(request, how))


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
    return find_alternatives(request, n, _arrange)


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
        find_unmet(request, groups, proven=False),
        broken=broken_rules(request.rules, groups),
    )


def _groups(model: GroupModel, solution: Any) -> Groups:
    pupils = model.request.pupils
    return tuple(
        tuple(pupils[i] for i in range(model.n) if solution.value(model.place[i][g]))
        for g in range(model.n_groups)
    )
