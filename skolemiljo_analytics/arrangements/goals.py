"""Each goal as one whole number to be made as large (or as small) as possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from skolemiljo_analytics.arrangements.counting import (
    first_in_turn,
    last_like,
    meeting_weights,
    resting_pairs,
)
from skolemiljo_analytics.arrangements.model import PlaceModel
from skolemiljo_analytics.arrangements.records import Goal, Groups
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["EXPRESSIONS", "chosen_of", "met_before"]

_MOST_NEIGHBOURS = 4  # of a seat in a room


def chosen_of(model: PlaceModel, i: int) -> list[int]:
    """Return the positions of those pupil *i* chose."""
    return [j for j in range(model.n) if model.request.wishes.named[i, j]]


def met_before(model: PlaceModel, i: int) -> int:
    """Count earlier arrangements in which pupil *i* was with somebody the pupil chose."""
    request = model.request
    mine = request.pupils[i]
    chosen = {request.pupils[j] for j in chosen_of(model, i)}
    return sum(bool(chosen & _mates(groups, mine)) for groups in request.earlier)


def _mates(groups: Groups, pupil: PupilId) -> set[PupilId]:
    return {p for members in groups if pupil in members for p in members} - {pupil}


def _rotate(model: PlaceModel) -> Any:
    """Count, as a negative number, the pairs together again who should rest from it."""
    at = {pupil: i for i, pupil in enumerate(model.request.pupils)}
    pairs = sorted(sorted(at[p] for p in pair) for pair in resting_pairs(model.request))
    return sum(-model.together(first, second) for first, second in pairs)


def _turn(model: PlaceModel) -> Any:
    """Count those first in turn who are with somebody they chose."""
    first = first_in_turn(model.request)
    return sum(
        model.any_of([model.together(i, j) for j in chosen_of(model, i)])
        for i, pupil in enumerate(model.request.pupils)
        if pupil in first
    )


def _company(model: PlaceModel) -> Any:
    """Count pupils with somebody they chose or who chose them."""
    named = model.request.wishes.named
    either = named | named.T
    literals = []
    for i in range(model.n):
        mates = [model.together(i, j) for j in range(model.n) if either[i, j]]
        if mates:
            literals.append(model.any_of(mates))
    return sum(literals)


def _chosen(model: PlaceModel) -> Any:
    """Count pupils with somebody they chose."""
    literals = []
    for i in range(model.n):
        mates = [model.together(i, j) for j in chosen_of(model, i)]
        if mates:
            literals.append(model.any_of(mates))
    return sum(literals)


def _fairness(model: PlaceModel) -> Any:
    """Take the fewest wishes met, now and before, of any pupil who has wishes."""
    if not model.request.wishes.named.any():
        return 0
    before = {i: met_before(model, i) for i in range(model.n)}
    most = 1 + max(before.values(), default=0) + max(model.request.sizes, default=_MOST_NEIGHBOURS)
    least = model.model.new_int_var(0, most, "least")
    for i in range(model.n):
        mates = [model.together(i, j) for j in chosen_of(model, i)]
        if mates:
            model.model.add(sum(mates) + before[i] >= least)
    return least


def _wishes(model: PlaceModel) -> Any:
    """Count choices inside the groups."""
    return sum(model.together(i, j) for i in range(model.n) for j in chosen_of(model, i))


def _new_people(model: PlaceModel) -> Any:
    """Count, as a negative number, the pairs that have been together before."""
    at = {pupil: i for i, pupil in enumerate(model.request.pupils)}
    found = []
    for pair, weight in meeting_weights(model.request.earlier).items():
        here = sorted(at[p] for p in pair if p in at)
        if len(here) == 2:
            found.append(-weight * model.together(*here))
    return sum(found)


def _mix_groupings(model: PlaceModel) -> Any:
    """Count groups where groupings meet, less those where a pupil is alone of the own grouping.

    In contact mode every meeting of two groupings in a group counts.
    """
    labels = model.request.groupings
    if not labels:
        return 0
    found = []
    for g in range(model.n_groups):
        present = [_present(model, g, label) for label in sorted({x for x in labels if x >= 0})]
        two = model.model.new_bool_var("")
        model.model.add(sum(present) >= 2).only_enforce_if(two)
        found.append(sum(present) if model.request.contact else two)
        found.extend(-_alone(model, g, label) for label in sorted({x for x in labels if x >= 0}))
    return sum(found)


def _members(model: PlaceModel, g: int, label: int) -> list[Any]:
    labels = model.request.groupings
    return [model.place[i][g] for i in range(model.n) if labels[i] == label]


def _present(model: PlaceModel, g: int, label: int) -> Any:
    here = model.model.new_bool_var("")
    model.model.add(sum(_members(model, g, label)) >= here)
    return here


def _alone(model: PlaceModel, g: int, label: int) -> Any:
    """Return a literal that must be 1 where exactly one of a grouping is in a group."""
    members = _members(model, g, label)
    lonely = model.model.new_bool_var("")
    count = sum(members)
    none, several = model.model.new_bool_var(""), model.model.new_bool_var("")
    model.model.add(count == 0).only_enforce_if(none)
    model.model.add(count >= 2).only_enforce_if(several)
    model.model.add_bool_or([none, several, lonely])
    return lonely


def _bridges(model: PlaceModel) -> Any:
    """Count choices across groupings that are given a chance."""
    labels = model.request.groupings
    if not labels:
        return 0
    return sum(
        model.together(i, j)
        for i in range(model.n)
        for j in chosen_of(model, i)
        if labels[i] != labels[j]
    )


def _stay(model: PlaceModel) -> Any:
    """Count pupils who stay in the group they were in last time."""
    last = last_like(model.request.earlier, model.n_groups)
    at = {pupil: i for i, pupil in enumerate(model.request.pupils)}
    return sum(model.place[at[p]][g] for g, members in enumerate(last) for p in members if p in at)


EXPRESSIONS: dict[Goal, Callable[[PlaceModel], Any]] = {
    Goal.ROTATE: _rotate,
    Goal.TURN: _turn,
    Goal.COMPANY: _company,
    Goal.CHOSEN: _chosen,
    Goal.FAIRNESS: _fairness,
    Goal.NEW_PEOPLE: _new_people,
    Goal.MIX_GROUPINGS: _mix_groupings,
    Goal.BRIDGES: _bridges,
    Goal.WISHES: _wishes,
    Goal.STAY: _stay,
}
