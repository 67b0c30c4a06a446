"""Which units of a round may be shown, and which of their counts: nothing follows by subtraction.

Every figure shown is a part or a sum of parts. The parts are the classes (for those who may see
them) or the grades and what is left of the school beside them. Each part is safe by itself, beside
its own total and mean; a sum shows only what all of its parts show. So whoever adds and subtracts
what is shown learns nothing but the parts, and the parts are safe.

References
----------
Hundepool et al. (2012), Statistical Disclosure Control, section 4.4 (linked tables),
https://doi.org/10.1002/9781118348239; methods handbook 6.9
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skolemiljo_analytics.trends.disclosure import CountRow, Policy, UnitKind, hide_counts
from skolemiljo_analytics.trends.pooling import Pool, pool_classes
from skolemiljo_analytics.vocabulary import Role

__all__ = ["Hidden", "Released", "Shown", "release"]

Key = tuple[UnitKind, str]
Hidden = tuple[bool, ...]
Shown = tuple[int | None, ...]
Released = tuple[Pool, Hidden]


def release(
    pools: Sequence[Pool], policy: Policy, role: Role, before: Mapping[Key, Shown]
) -> dict[Key, Released]:
    """Decide, for one scale in one round, what is shown of each unit.

    Parameters
    ----------
    pools
        Every unit of the round: school, grades, classes.
    policy
        What is small and what is enough.
    role
        Who is looking.
    before
        The counts that could be seen, or worked out, of each unit in the round before.

    Returns
    -------
    For every unit that may be shown, its scores and which of its counts are hidden. A unit not
    listed is hidden altogether, its mean too. The key ``(SCHOOL, "rest …")`` is what is left of
    the school when the shown grades are taken away: it can be worked out, and is as safe.
    """
    kinds = policy.units(role)
    if UnitKind.CLASS in kinds:
        return _by_class([p for p in pools if p.kind in kinds], policy, before)
    return _by_grade(pools, policy, before)


def _by_class(
    pools: Sequence[Pool], policy: Policy, before: Mapping[Key, Shown]
) -> dict[Key, Released]:
    """Show classes; a grade or the school only when all of its classes are shown."""
    found: dict[Key, Released] = {}
    for pool in (p for p in pools if p.kind is UnitKind.CLASS):
        hidden = _mask(pool, policy, before)
        if hidden is not None:
            found[pool.key] = pool, hidden
    for pool in (p for p in pools if p.kind is not UnitKind.CLASS):
        parts = [found.get((UnitKind.CLASS, one)) for one in pool.classes]
        known = [part for part in parts if part is not None]
        if _enough(pool, policy) and len(known) == len(parts):
            found[pool.key] = pool, _union(known)
    return found


def _by_grade(
    pools: Sequence[Pool], policy: Policy, before: Mapping[Key, Shown]
) -> dict[Key, Released]:
    """Show grades and school; hide the smallest grades until what is left is enough as well."""
    school = next(p for p in pools if p.kind is UnitKind.SCHOOL)
    grades = [p for p in pools if p.kind is UnitKind.GRADE]
    masks = [(grade, _mask(grade, policy, before)) for grade in grades]
    found: dict[Key, Released] = {g.key: (g, hidden) for g, hidden in masks if hidden is not None}
    by_size = sorted(grades, key=lambda pool: (len(pool.scores), pool.unit))
    smallest_first = [pool.key for pool in by_size if pool.key in found]
    while True:
        covered = {c for grade in grades if grade.key in found for c in grade.classes}
        rest = [p for p in pools if p.kind is UnitKind.CLASS and p.unit not in covered]
        if not rest:
            return found | {school.key: (school, _union(list(found.values())))}
        left = pool_classes(UnitKind.SCHOOL, "rest " + " ".join(p.unit for p in rest), rest)
        hidden = _mask(left, policy, before)
        if hidden is not None:
            found[left.key] = left, hidden
            return found | {school.key: (school, _union(list(found.values())))}
        if not smallest_first:
            return {}
        found.pop(smallest_first.pop(0))


def _mask(pool: Pool, policy: Policy, before: Mapping[Key, Shown]) -> Hidden | None:
    if not _enough(pool, policy):
        return None
    row = CountRow(pool.counts(), pool.lowest, exact_mean=len(pool.items) == 1)
    earlier = before.get(pool.key)
    fits = earlier is not None and len(earlier) == len(row.counts)
    return hide_counts(row, policy, before=earlier if fits else None)


def _enough(pool: Pool, policy: Policy) -> bool:
    """Tell whether answers and classes are enough; a class of hardly any answers is not one more.

    A grade of twenty answers from one class and one from another is the figure of the first.
    """
    several = sum(n >= policy.class_answers for n in pool.answered)
    return policy.allows(pool.kind, n_answered=len(pool.scores), n_classes=several)


def _union(parts: Sequence[Released]) -> Hidden:
    return tuple(any(column) for column in zip(*(hidden for _, hidden in parts), strict=True))
