"""Groupings, closed pairs and groups, gender, and the one bridge (handbooks 2, 4.8, 5.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from skolemiljo_analytics.findings.building import (
    Desk,
    beyond_chance,
    class_figures_allowed,
    judged,
    named_allowed,
    share,
    with_definitions,
)
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import Groupings, RelationPortrait, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import CHOSEN_KINDS, FindingCode, PupilId, Scope, Strength

__all__ = ["find_groupings", "groupings_stand"]


def find_groupings(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find how the class parts into groupings, and what stands alone in the pattern.

    Groupings are found only where chance gives as clear a division in few classes with the same
    number of choices and mutual pairs; a search always finds *some* groups (handbook 2.4). Nothing
    about groupings, pairs or bridges is found when fewer than 75 % answered.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        SPLIT_GROUPINGS and GENDER_SPLIT for the class, CLOSED_GROUP, CLOSED_PAIR, and
        SINGLE_BRIDGE. Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    found: list[Finding] = []
    for relation in desk.relations(*CHOSEN_KINDS):
        if class_figures_allowed(relation):
            found += _gender(desk, relation)
        if named_allowed(relation):
            found += _split(desk, relation)
            found += _closed(desk, relation)
            found += _single_bridge(desk, relation)
    return tuple(found)


def groupings_stand(relation: RelationPortrait, preset: Preset) -> bool:
    """Tell whether there are two groupings or more, beyond chance in this class."""
    search = relation.groupings
    return (
        search.reason is None
        and len(search.groups) >= 2
        and beyond_chance(search.modularity, preset)
    )


def _split(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    search = relation.groupings
    if not groupings_stand(relation, desk.preset) or search.modularity is None:
        return
    sizes = [len(g.members) for g in search.groups]
    inside = sum(g.given_inside for g in search.groups)
    outside = sum(g.given_to_outside for g in search.groups)
    doubt = replace(
        desk.doubt(relation.participation, "groupings"),
        chance=search.modularity.p,
        stable_short=_mean_certainty(search),
    )
    doubt = with_definitions(doubt, _definitions(relation, desk.preset))
    yield desk.finding(
        FindingCode.SPLIT_GROUPINGS,
        Scope.CLASS,
        (relation,),
        doubt=doubt,
        facts={
            "groups": len(sizes),
            "largest": max(sizes),
            "smallest": min(sizes),
            "inside": inside,
            "outside": outside,
            "between": len(search.between),
            "draws": search.modularity.draws,
        },
        strength=_split_strength(relation, search.modularity.p, desk.preset),
    )


def _split_strength(relation: RelationPortrait, p: float, preset: Preset) -> Strength:
    """Judge that there are groupings: that is concluded, and not who stands firm in them."""
    from skolemiljo_analytics.doubt.strength import judge_split

    return judge_split(
        gate=relation.participation.gate,
        p=p,
        pupils=relation.participation.n_asked,
        answered=relation.participation.n_answered,
        choices=int(relation.n_choices.require()),
        preset=preset,
    )


def _definitions(relation: RelationPortrait, preset: Preset) -> dict[str, bool | None]:
    """Ask three accepted definitions: modularity, map equation, and Ertesvåg's inn-/utgrupper."""
    search = relation.groupings
    agreement = search.agreement
    same = None if agreement is None else agreement >= preset.group_agreement.value
    return {
        "modularity": beyond_chance(search.modularity, preset),
        "map_equation": same,
        "camps": relation.split != "none",
    }


def _mean_certainty(search: Groupings) -> float | None:
    values = [c for g in search.groups for c in g.certainty]
    return sum(values) / len(values) if values else None


def _gender(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    gender = relation.gender
    if gender.ei is None or not beyond_chance(gender.ei, desk.preset):
        return
    total = gender.inside + gender.across
    doubt = replace(
        desk.doubt(relation.participation, "gender"),
        chance=gender.ei.p,
        expected=total * (1 + gender.ei.expected) / 2,
        stable_short=share(relation, "gender"),
        rests_on_one="gender" in relation.resting_on_one,
    )
    doubt, strength = judged(desk, relation.participation.gate, doubt)
    yield desk.finding(
        FindingCode.GENDER_SPLIT,
        Scope.CLASS,
        (relation,),
        doubt=doubt,
        facts={"inside": gender.inside, "across": gender.across, "choices": total},
        strength=strength,
    )


def _closed(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    pairs = _with_share(relation.closed_pairs, relation.closed_pairs_again)
    for pair, again in pairs:
        yield _closed_finding(desk, relation, FindingCode.CLOSED_PAIR, pair, again=again)
    groups = _with_share(relation.closed_groups, relation.closed_groups_again)
    for group, again in groups:
        yield _closed_finding(desk, relation, FindingCode.CLOSED_GROUP, group, again=again)


def _with_share(
    sets: Sequence[tuple[PupilId, ...]], shares: Sequence[float]
) -> Iterator[tuple[tuple[PupilId, ...], float | None]]:
    known: Sequence[float | None] = shares if len(shares) == len(sets) else [None] * len(sets)
    return zip(sets, known, strict=True)


def _closed_finding(
    desk: Desk,
    relation: RelationPortrait,
    code: FindingCode,
    members: tuple[PupilId, ...],
    *,
    again: float | None,
) -> Finding:
    silent = relation.participation.n_silent
    among = sum(relation.pupil(p).answered for p in members)
    doubt = replace(
        desk.doubt(relation.participation, code.value),
        low=0,
        high=silent - (len(members) - among),
        stable_short=again,
    )
    if code is FindingCode.CLOSED_GROUP:
        doubt = with_definitions(doubt, _group_definitions(relation, members))
    pair = code is FindingCode.CLOSED_PAIR
    return desk.finding(
        code,
        Scope.PAIR if pair else Scope.GROUP,
        (relation,),
        pupils=members,
        doubt=doubt,
        facts={"members": len(members), "from_outside": 0, "others": _others(relation, members)},
    )


def _others(relation: RelationPortrait, members: tuple[PupilId, ...]) -> int:
    """Count those outside who answered."""
    inside = set(members)
    return sum(v.answered for v in relation.pupils if v.pupil not in inside)


def _group_definitions(
    relation: RelationPortrait, members: tuple[PupilId, ...]
) -> dict[str, bool | None]:
    """Ask three definitions for the same set: component, *subgruppe*, and the search."""
    wanted = set(members)
    return {
        "component": True,
        "subgroup": any(set(s) == wanted for s in relation.subgroups),
        "search": any(set(g.members) == wanted for g in relation.groupings.groups),
    }


def _single_bridge(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    """Exactly one pupil holds much of the class together; with more, no one carries it alone."""
    if len(relation.bridges) != 1:
        return
    (pupil,) = relation.bridges
    view = relation.pupil(pupil)
    largest = max((len(c) for c in relation.components if pupil in c), default=0)
    with_tie = sum(len(c) for c in relation.components if len(c) > 1)
    if largest < desk.preset.bridge_share.value * with_tie:
        return
    doubt = replace(
        desk.doubt(relation.participation, "bridge"),
        stable_short=relation.bridges_again[0] if relation.bridges_again else None,
        rests_on_one=view.rests_on_one,
    )
    yield desk.finding(
        FindingCode.SINGLE_BRIDGE,
        Scope.PUPIL,
        (relation,),
        pupils=(pupil,),
        doubt=doubt,
        facts={"mutual": int(view.mutual.require()), "connected": largest},
    )
