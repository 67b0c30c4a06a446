"""What is strong in the class: mutual choices, choices across groupings, open groupings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import (
    Desk,
    beyond_chance,
    class_figures_allowed,
    judged,
    named_allowed,
    share,
)
from skolemiljo_analytics.findings.groupings import groupings_stand
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import Grouping, RelationPortrait, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import CHOSEN_KINDS, FindingCode, Scope

__all__ = ["find_resources"]


def find_resources(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find what the class has to build on. A strength never lowers a concern.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        RESOURCE_MUTUAL, RESOURCE_BRIDGES and RESOURCE_OPEN_GROUPS, all about the class.
        Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    found: list[Finding] = []
    for relation in desk.relations(*CHOSEN_KINDS):
        if class_figures_allowed(relation):
            found += _mutual(desk, relation)
        if named_allowed(relation) and groupings_stand(relation, preset):
            found += _across(desk, relation)
            found += _open_groups(desk, relation)
    return tuple(found)


def _mutual(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    chance = relation.reciprocity_chance
    pairs = relation.mutual_pairs
    if chance is None or pairs.value is None or not beyond_chance(chance, desk.preset):
        return
    doubt = replace(
        desk.doubt(relation.participation, "mutual_pairs"),
        chance=chance.p,
        expected=chance.expected,
        stable_short=share(relation, "mutual"),
        rests_on_one="mutual" in relation.resting_on_one,
    )
    doubt, strength = judged(desk, relation.participation.gate, doubt, reading=pairs)
    with_tie = sum(1 for view in relation.pupils if view.mutual.value)
    yield desk.finding(
        FindingCode.RESOURCE_MUTUAL,
        Scope.CLASS,
        (relation,),
        doubt=doubt,
        facts={"pairs": int(pairs.value), "with_tie": with_tie, "pupils": len(relation.pupils)},
        strength=strength,
    )


def _across(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    """Count choices across only when more than one pupil gives them: one bridge is no network."""
    groups = relation.groupings.groups
    across = sum(g.given_to_outside for g in groups)
    givers = sum(1 for g in groups if g.given_to_outside)
    if across < len(groups) or givers < 2:
        return
    yield desk.finding(
        FindingCode.RESOURCE_BRIDGES,
        Scope.CLASS,
        (relation,),
        doubt=desk.doubt(relation.participation, "groupings"),
        facts={
            "across": across,
            "choices": across + sum(g.given_inside for g in groups),
            "between": len(relation.groupings.between),
            "groups": len(groups),
        },
    )


def _open_groups(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    groups = relation.groupings.groups
    number = sum(_is_open(g) for g in groups)
    if not number:
        return
    yield desk.finding(
        FindingCode.RESOURCE_OPEN_GROUPS,
        Scope.CLASS,
        (relation,),
        doubt=desk.doubt(relation.participation, "groupings"),
        facts={"open": number, "groups": len(groups)},
    )


def _is_open(group: Grouping) -> bool:
    """Tell whether somebody outside is mutually tied in, and choices go both ways."""
    return not group.closed and bool(group.given_to_outside and group.received_from_outside)
