"""Why nothing could be made: rules that cannot stand together, and as few of them as will do.

References
----------
Chinneck & Dravnieks 1991, https://doi.org/10.1287/ijoc.3.2.157 (deletion filter).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from skolemiljo_analytics.arrangements.effort import Effort
from skolemiljo_analytics.arrangements.model import How, PlaceModel, load_solver
from skolemiljo_analytics.arrangements.records import Request
from skolemiljo_analytics.errors import ArrangementRefusedError

__all__ = ["check_apart", "explain_clash"]

Make = Callable[[How], PlaceModel]


def check_apart(model: PlaceModel) -> None:
    """Refuse what no search is needed for: more kept apart from each other than there is room for.

    Raises
    ------
    ArrangementRefusedError
        ``too_many_apart`` with how many, and for how many there is room.
    """
    apart = len(model.largest_apart())
    if apart > 1 and apart > (room := model.room_apart()):
        raise ArrangementRefusedError("too_many_apart", pupils=apart, places=room)


def explain_clash(request: Request, make: Make) -> ArrangementRefusedError:
    """Say why a request that cannot be met cannot: in this order, whichever holds first.

    Returns
    -------
    ArrangementRefusedError
        ``rules_part_genders``: the rules alone can hold, but leave no girl and boy together.
        ``conflicting_rules`` with numbers, from 1, of rules that cannot all hold and can do so
        without any one of them. ``no_arrangement_found`` where none of this could be shown.
    """
    effort = Effort(request)
    if request.genders and _holds(make(How(mix=False)), effort):
        return ArrangementRefusedError("rules_part_genders", paragraph="§ 14-2")
    clash = _as_few_as_will_do(_first_clash(make, effort), make, effort)
    if not clash:
        return ArrangementRefusedError("no_arrangement_found")
    return ArrangementRefusedError(
        "conflicting_rules", rules=", ".join(str(number + 1) for number in clash)
    )


def _holds(model: PlaceModel, effort: Effort) -> bool:
    cp_model = load_solver()
    status, _ = effort.solve(model.model)
    return status in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _first_clash(make: Make, effort: Effort) -> list[int]:
    """Return numbers of rules that cannot all hold; all of them where the solver names none."""
    model = make(How(soft=True))
    model.model.add_assumptions(list(model.assumptions.values()))
    status, solver = effort.solve(model.model)
    if status != load_solver().INFEASIBLE:
        return sorted(model.assumptions)
    core = set(solver.sufficient_assumptions_for_infeasibility())
    return sorted(n for n, literal in model.assumptions.items() if literal.index in core)


def _as_few_as_will_do(clash: list[int], make: Make, effort: Effort) -> list[int]:
    """Let go of rules while the others still clash: many at a time first, then one by one."""
    if not _clashes(clash, make, effort):
        return []
    size = max(len(clash) // 2, 1)
    while size:
        at = 0
        while at < len(clash):
            fewer = clash[:at] + clash[at + size :]
            if _clashes(fewer, make, effort):
                clash = fewer
            else:
                at += size
        size //= 2
    return clash


def _clashes(rules: Sequence[int], make: Make, effort: Effort) -> bool:
    """Tell whether rules cannot all hold; False where the effort does not reach to show it."""
    if effort.spent:
        return False
    status, _ = effort.solve(make(How(only=frozenset(rules))).model)
    return bool(status == load_solver().INFEASIBLE)
