"""What a pupil had last time and has not now (handbooks 3, I11, and 5.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import CHOSEN_KINDS, Desk, judged, named_allowed
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import (
    PupilChange,
    RelationChange,
    RelationPortrait,
    SocialPortrait,
)
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, Scope

__all__ = ["find_change"]


def find_change(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find mutual ties that were there last round and are not now.

    Counts only pupils who answered both times: a friend who is silent now is no lost tie.

    Parameters
    ----------
    portrait
        One class and round; without an earlier round nothing is found.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        LOST_TIES for pupils. Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    found: list[Finding] = []
    for relation in desk.relations(*CHOSEN_KINDS):
        change = portrait.change(relation.key)
        if change is not None and named_allowed(relation):
            found += _lost_ties(desk, relation, change)
    return tuple(found)


def _lost_ties(desk: Desk, relation: RelationPortrait, change: RelationChange) -> Iterator[Finding]:
    for row in change.pupils:
        fewer = row.dropped > row.gained and row.p <= desk.preset.probable_p.value
        if row.lost_ties or fewer:
            yield _finding(desk, relation, change, row)


def _finding(
    desk: Desk, relation: RelationPortrait, change: RelationChange, row: PupilChange
) -> Finding:
    """Return the finding; only McNemar's test may turn the fact into a conclusion."""
    doubt = replace(desk.doubt(relation.participation, "mcnemar"), chance=row.p)
    strength = None
    if row.dropped > row.gained and row.p <= desk.preset.probable_p.value:
        doubt, strength = judged(desk, relation.participation.gate, doubt)
    return desk.finding(
        FindingCode.LOST_TIES,
        Scope.PUPIL,
        (relation,),
        pupils=(row.pupil,),
        doubt=doubt,
        facts={
            "before": len(row.kept_friends) + len(row.lost_friends),
            "kept": len(row.kept_friends),
            "dropped": row.dropped,
            "gained": row.gained,
            "both": change.n_both,
        },
        strength=strength,
    )
