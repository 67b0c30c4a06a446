"""The same goals counted in groups as they stand, without a solver: at once, and as a control."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from skolemiljo_analytics.arrangements.records import Goal, Groups, Request, RuleKind
from skolemiljo_analytics.vocabulary import PupilId

__all__ = [
    "COUNTS",
    "PAIR_WEIGHT",
    "SMALL",
    "Counted",
    "chosen_by",
    "count_goal",
    "first_in_turn",
    "last_like",
    "mates_of",
    "meeting_weights",
    "resting_pairs",
]

SMALL = 3
"""Up to this size of groups nobody has the same company twice running."""

PAIR_WEIGHT = 3
"""How much it counts to meet again somebody from last time; one less for each time before that."""


def mates_of(groups: Groups) -> dict[PupilId, frozenset[PupilId]]:
    """Return whom each pupil is in a group with; in several, where groups are neighbours.

    Examples
    --------
    >>> mates_of((("a", "b"), ("c",)))["a"]
    frozenset({'b'})
    """
    mates: dict[PupilId, frozenset[PupilId]] = {}
    for members in groups:
        for pupil in members:
            mates[pupil] = mates.get(pupil, frozenset()) | (frozenset(members) - {pupil})
    return mates


def meeting_weights(earlier: tuple[Groups, ...]) -> dict[frozenset[PupilId], int]:
    """Return the pairs who have been together, with more weight the more lately and often."""
    weights: dict[frozenset[PupilId], int] = {}
    for age, groups in enumerate(earlier):
        for members in groups:
            for pair in map(frozenset, combinations(members, 2)):
                weights[pair] = weights.get(pair, 0) + max(1, PAIR_WEIGHT - age)
    return weights


def resting_pairs(request: Request) -> frozenset[frozenset[PupilId]]:
    """Return the pairs who should not be together this time either.

    In pairs, threes and seats those of last time; in larger groups those who were together the last
    two times. Whom a rule puts together do not rest.
    """
    small = request.room is not None or max(request.sizes, default=0) <= SMALL
    times = 1 if small else 2
    if len(request.earlier) < times:
        return frozenset()
    met = [
        {frozenset(pair) for members in groups for pair in combinations(members, 2)}
        for groups in request.earlier[:times]
    ]
    ruled = {frozenset(r.pupils) for r in request.rules if r.kind is RuleKind.TOGETHER}
    everybody = set(request.pupils)
    return frozenset(pair for pair in set.intersection(*met) - ruled if pair <= everybody)


def first_in_turn(request: Request) -> frozenset[PupilId]:
    """Return those with the fewest wishes met before, where somebody has had more met."""
    before = [mates_of(groups) for groups in request.earlier]
    met = {
        pupil: sum(bool(chosen & then.get(pupil, frozenset())) for then in before)
        for pupil, chosen in chosen_by(request).items()
        if chosen
    }
    fewest = min(met.values(), default=0)
    behind = frozenset(pupil for pupil, times in met.items() if times == fewest)
    return behind if len(behind) < len(met) else frozenset()


def chosen_by(request: Request) -> dict[PupilId, frozenset[PupilId]]:
    """Return whom each pupil chose, among those to be placed."""
    pupils, named = request.pupils, request.wishes.named
    return {p: frozenset(pupils[j] for j in named[i].nonzero()[0]) for i, p in enumerate(pupils)}


@dataclass(frozen=True)
class Counted:
    """Groups beside the answers they are judged by."""

    request: Request
    groups: Groups

    @cached_property
    def chosen(self) -> dict[PupilId, frozenset[PupilId]]:
        """Whom each pupil chose, among those to be placed."""
        return chosen_by(self.request)

    @cached_property
    def mates(self) -> dict[PupilId, frozenset[PupilId]]:
        """Whom each pupil is in a group with, or beside."""
        return dict.fromkeys(self.request.pupils, frozenset()) | mates_of(self.groups)

    @cached_property
    def label(self) -> dict[PupilId, int]:
        """Each pupil's grouping; -1 for none."""
        labels = self.request.groupings or (-1,) * len(self.request.pupils)
        return dict(zip(self.request.pupils, labels, strict=True))


def _rotate(at: Counted) -> int:
    return -sum(max(pair) in at.mates[min(pair)] for pair in resting_pairs(at.request))


def _turn(at: Counted) -> int:
    return sum(bool(at.chosen[p] & at.mates[p]) for p in first_in_turn(at.request))


def _not_alone(at: Counted) -> int:
    return sum(bool(at.mates[p]) for p in at.request.pupils)


def _company(at: Counted) -> int:
    accepts = {p: {q for q, chosen in at.chosen.items() if p in chosen} for p in at.chosen}
    return sum(bool((at.chosen[p] | accepts[p]) & at.mates[p]) for p in at.chosen)


def _chosen(at: Counted) -> int:
    return sum(bool(chosen & at.mates[p]) for p, chosen in at.chosen.items())


def _fairness(at: Counted) -> int:
    before = [mates_of(groups) for groups in at.request.earlier]
    met = (
        len(chosen & at.mates[p]) + sum(bool(chosen & then.get(p, frozenset())) for then in before)
        for p, chosen in at.chosen.items()
        if chosen
    )
    return min(met, default=0)


def _wishes(at: Counted) -> int:
    return sum(len(chosen & at.mates[p]) for p, chosen in at.chosen.items())


def _new_people(at: Counted) -> int:
    weights = meeting_weights(at.request.earlier)
    pairs = (frozenset(pair) for members in at.groups for pair in combinations(members, 2))
    return -sum(weights.get(pair, 0) for pair in pairs)


def _mix_groupings(at: Counted) -> int:
    total = 0
    for members in at.groups:
        here = [at.label[p] for p in members if at.label[p] >= 0]
        present = len(set(here))
        total += present if at.request.contact else int(present >= 2)
        total -= sum(here.count(label) == 1 for label in set(here))
    return total


def _bridges(at: Counted) -> int:
    return sum(
        at.label[p] != at.label[q] for p, chosen in at.chosen.items() for q in chosen & at.mates[p]
    )


def _stay(at: Counted) -> int:
    last = last_like(at.request.earlier, len(at.groups))
    return sum(len(set(was) & set(now)) for was, now in zip(last, at.groups, strict=False))


def last_like(earlier: tuple[Groups, ...], n_groups: int) -> Groups:
    """Return the newest earlier groups that were as many; empty where none were."""
    return next((groups for groups in earlier if len(groups) == n_groups), ())


COUNTS: dict[Goal, Callable[[Counted], int]] = {
    Goal.ROTATE: _rotate,
    Goal.TURN: _turn,
    Goal.NOT_ALONE: _not_alone,
    Goal.COMPANY: _company,
    Goal.CHOSEN: _chosen,
    Goal.FAIRNESS: _fairness,
    Goal.NEW_PEOPLE: _new_people,
    Goal.MIX_GROUPINGS: _mix_groupings,
    Goal.BRIDGES: _bridges,
    Goal.WISHES: _wishes,
    Goal.STAY: _stay,
}


def count_goal(request: Request, groups: Groups, goal: Goal) -> int:
    """Return how far groups meet a goal, in the goal's own unit.

    Somebody who did not answer, or answered "nobody", has no wish that can be met, and counts in
    `Goal.COMPANY` only where somebody in the group chose them.
    """
    return COUNTS[goal](Counted(request, groups))
