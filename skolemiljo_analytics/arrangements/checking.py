"""What a request must be before it is solved, and what the law keeps out of any division."""

from __future__ import annotations

from collections.abc import Sequence

from skolemiljo_analytics.arrangements.records import (
    Groups,
    Request,
    Rule,
    RuleKind,
    Seats,
)
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.vocabulary import Gender, PupilId

__all__ = [
    "MANY_RULES",
    "broken_rules",
    "broken_seat_rules",
    "check_division",
    "check_request",
    "check_seat_request",
    "must_mix",
    "too_many_rules",
]

MANY_RULES = 0.25
"""Rules a pupil from which the teacher is warned: 60 rules make a class of 25 impossible."""


def check_request(request: Request) -> None:
    """Refuse a request that cannot be meant.

    Raises
    ------
    ArrangementRefusedError
        With the reason: sizes that do not add up, a pupil twice, a rule about somebody else, or
        group sizes below two.
    """
    _check_pupils(request)
    n = len(request.pupils)
    if sum(request.sizes) != n:
        raise ArrangementRefusedError("sizes", pupils=n, places=sum(request.sizes))
    if min(request.sizes, default=0) < 2:
        raise ArrangementRefusedError("group_too_small")
    for rule in request.rules:
        if rule.kind is RuleKind.NEAR_BOARD:
            raise ArrangementRefusedError("rule_for_seats")
        _check_rule(rule.kind, rule.pupils, rule.group, request)


def check_seat_request(request: Request) -> Room:
    """Refuse a request for seats that cannot be meant; return its room.

    Raises
    ------
    ArrangementRefusedError
        With the reason: no room, fewer seats than pupils, no seats side by side, a pupil twice, or
        a rule about somebody else.
    """
    _check_pupils(request)
    room = request.room
    if room is None:
        raise ArrangementRefusedError("no_room")
    if room.n_seats < len(request.pupils):
        raise ArrangementRefusedError(
            "too_few_seats", pupils=len(request.pupils), places=room.n_seats
        )
    if not any(room.neighbours):
        raise ArrangementRefusedError("no_neighbours")
    for rule in request.rules:
        _check_rule(rule.kind, rule.pupils, rule.group, request)
    return room


def _check_pupils(request: Request) -> None:
    n = len(request.pupils)
    if len(set(request.pupils)) != n:
        raise ArrangementRefusedError("pupil_twice")
    if len(request.wishes.answered) != n:
        raise ArrangementRefusedError("wishes_of_others")


def _check_rule(
    kind: RuleKind, pupils: tuple[PupilId, ...], group: int | None, request: Request
) -> None:
    wanted = 1 if kind in (RuleKind.IN_GROUP, RuleKind.NEAR_BOARD) else 2
    known = set(request.pupils)
    if len(set(pupils)) != wanted or not set(pupils) <= known:
        raise ArrangementRefusedError("rule_about_others", rule=kind.value)
    places = range(request.room.n_seats if request.room else len(request.sizes))
    if kind is RuleKind.IN_GROUP and (group is None or group not in places):
        raise ArrangementRefusedError("no_such_group", group=-1 if group is None else group)


def too_many_rules(request: Request) -> bool:
    """Tell whether the teacher should be warned that the rules leave little room."""
    return len(request.rules) > MANY_RULES * len(request.pupils)


def broken_rules(rules: Sequence[Rule], groups: Groups) -> tuple[int, ...]:
    """Return the numbers (from 1) of the rules that groups do not keep."""
    at = {pupil: g for g, members in enumerate(groups) for pupil in members}
    return tuple(n for n, rule in enumerate(rules, start=1) if not _keeps(rule, at))


def _keeps(rule: Rule, at: dict[PupilId, int]) -> bool:
    places = [at[pupil] for pupil in rule.pupils]
    if rule.kind is RuleKind.IN_GROUP:
        return places == [rule.group]
    return (len(set(places)) == 1) is (rule.kind is RuleKind.TOGETHER)


def broken_seat_rules(rules: Sequence[Rule], seats: Seats, room: Room) -> tuple[int, ...]:
    """Return the numbers (from 1) of the rules that seats do not keep."""
    at = {pupil: seat for seat, pupil in enumerate(seats) if pupil is not None}
    return tuple(n for n, rule in enumerate(rules, start=1) if not _seats_keep(rule, at, room))


def _seats_keep(rule: Rule, at: dict[PupilId, int], room: Room) -> bool:
    first, *others = (at[pupil] for pupil in rule.pupils)
    if rule.kind is RuleKind.IN_GROUP:
        return first == rule.group
    if rule.kind is RuleKind.NEAR_BOARD:
        return first in room.near_board
    if rule.kind is RuleKind.TOGETHER:
        return others[0] in room.neighbours[first]
    return others[0] not in room.close[first]


def must_mix(genders: Sequence[Gender | None], n_groups: int) -> int:
    """Return how many groups must hold both girls and boys, so that gender does not divide.

    Half of the groups, rounded down, but at least one, where there are pupils enough of both.
    """
    counts = [list(genders).count(g) for g in (Gender.GIRL, Gender.BOY)]
    return min(max(1, n_groups // 2), *counts)


def check_division(groups: Groups, genders: dict[PupilId, Gender | None]) -> None:
    """Refuse groups, also ones made by hand, that divide the class by gender.

    Raises
    ------
    ArrangementRefusedError
        ``divides_by_gender`` when no group has both girls and boys although the class does
        (opplæringslova § 14-2: only for particularly weighty reasons).

    References
    ----------
    https://lovdata.no/lov/2023-06-09-30/§14-2
    """
    wanted = must_mix([genders.get(p) for g in groups for p in g], len(groups))
    mixed = sum(
        {Gender.GIRL, Gender.BOY} <= {genders.get(p) for p in members} for members in groups
    )
    if wanted and not mixed:
        raise ArrangementRefusedError("divides_by_gender", paragraph="§ 14-2")
