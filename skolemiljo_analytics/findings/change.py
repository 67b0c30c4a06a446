"""What a pupil had last time and has not now (handbooks 3, I11, and 5.9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import Desk, named_allowed
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import (
    PupilChange,
    RelationPortrait,
    SocialPortrait,
)
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import CHOSEN_KINDS, FindingCode, PupilId, Scope

__all__ = ["find_change"]

_Row = tuple[RelationPortrait, PupilChange, int]


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
    rows: dict[PupilId, list[_Row]] = {}
    for relation in desk.relations(*CHOSEN_KINDS):
        change = portrait.change(relation.key)
        if change is not None and named_allowed(relation):
            for row in change.pupils:
                rows.setdefault(row.pupil, []).append((relation, row, change.n_both))
    return tuple(f for pupil, own in rows.items() for f in _lost_ties(desk, pupil, own))


def _lost_ties(desk: Desk, pupil: PupilId, rows: list[_Row]) -> Iterator[Finding]:
    """All mutual ties gone, in every question together; or far fewer choices in one.

    Ties come and go in every class (a third in some months), so one lost tie while others stand
    is ordinary and is no finding.
    """
    lost = [row for row in rows if row[1].lost_ties]
    kept = any(change.kept_friends for _, change, _ in rows) or any(
        relation.pupil(pupil).mutual.value for relation, _, _ in rows
    )
    fewer = [row for row in rows if _far_fewer(row[1], desk.preset)]
    leading = fewer or ([] if kept else lost)
    if leading:
        yield _finding(desk, leading, len(rows))


def _far_fewer(change: PupilChange, preset: Preset) -> bool:
    return change.dropped > change.gained and change.p <= preset.probable_p.value


def _finding(desk: Desk, rows: list[_Row], tried: int) -> Finding:
    relation, change, both = rows[0]
    doubt = replace(
        desk.doubt(relation.participation, "mcnemar"),
        chance=change.p,
        agree=len(rows),
        of=tried,
    )
    return desk.finding(
        FindingCode.LOST_TIES,
        Scope.PUPIL,
        (r for r, _, _ in rows),
        pupils=(change.pupil,),
        doubt=doubt,
        facts={
            "before": len(change.kept_friends) + len(change.lost_friends),
            "kept": len(change.kept_friends),
            "dropped": change.dropped,
            "gained": change.gained,
            "both": both,
        },
    )
