"""Groups taken into use are remembered, for those who may decide, and go with the pupil."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.arrangements import ArrangementKind, arrange_groups
from skolemiljo_analytics.arrangements.counting import mates_of
from skolemiljo_analytics.errors import AccessDeniedError, ArrangementRefusedError
from skolemiljo_analytics.vocabulary import PupilId, Role
from skolemiljo_analytics.workflows.arrange import GroupWish, find_request
from skolemiljo_analytics.workflows.group_desk import REMEMBERED
from skolemiljo_analytics.workflows.read_class import read_class
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

SAMPLE = Path(__file__).parents[2] / "sample_data" / "klasse_5b"
TABLES = ArrangementKind.TABLES
DAY = date(2026, 1, 12)


@pytest.fixture
def space(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "data", key_file=tmp_path / "key" / "names.key")
    opened.import_class(Role.SMT, read_class(SAMPLE, purpose="preventive"), school="Furulia")
    yield opened
    opened.close()


@pytest.fixture
def class_id(space: Workspace) -> str:
    return space.classes(Role.SMT)[0].class_id


def in_fours(space: Workspace, class_id: str) -> tuple[tuple[PupilId, ...], ...]:
    pupils = space.graph(
        Role.SMT, class_id, space.rounds(Role.SMT, class_id)[-1].key
    ).pupils  # fmt: skip
    return tuple(pupils[k : k + 4] for k in range(0, len(pupils), 4))


def test_kept_groups_come_back_newest_first(space: Workspace, class_id: str) -> None:
    groups = in_fours(space, class_id)
    for k in range(REMEMBERED + 1):
        day = DAY.replace(day=DAY.day + k)
        space.keep_groups(Role.TEACHER, class_id, groups[k % 2 :], kind=TABLES, on=day)
    kept = space.kept_groups(Role.TEACHER, class_id)
    assert [one.number for one in kept] == list(range(REMEMBERED + 1, 1, -1))
    assert kept[0].groups == groups
    assert kept[1].groups == groups[1:]
    assert kept[0].kind is TABLES
    space.forget_groups(Role.TEACHER, class_id, kept[0].number)
    assert space.kept_groups(Role.TEACHER, class_id)[0] == kept[1]


def test_leadership_may_neither_keep_nor_see(space: Workspace, class_id: str) -> None:
    groups = in_fours(space, class_id)
    with pytest.raises(AccessDeniedError):
        space.keep_groups(Role.LEADERSHIP, class_id, groups, kind=TABLES, on=DAY)
    with pytest.raises(AccessDeniedError):
        space.kept_groups(Role.LEADERSHIP, class_id)


def test_groups_of_others_are_not_kept(space: Workspace, class_id: str) -> None:
    groups = in_fours(space, class_id)
    for wrong in (((PupilId("somebody"), groups[0][0]),), (groups[0], groups[0])):
        with pytest.raises(ArrangementRefusedError):
            space.keep_groups(Role.SMT, class_id, wrong, kind=TABLES, on=DAY)
    assert space.kept_groups(Role.SMT, class_id) == ()


def test_an_erased_pupil_is_in_no_kept_group(space: Workspace, class_id: str) -> None:
    groups = in_fours(space, class_id)
    space.keep_groups(Role.SMT, class_id, groups, kind=TABLES, on=DAY)
    gone = groups[0][1]
    space.erase_pupil(Role.SMT, class_id, gone)
    (kept,) = space.kept_groups(Role.SMT, class_id)
    assert gone not in mates_of(kept.groups)
    assert sum(map(len, kept.groups)) == sum(map(len, groups)) - 1


def test_the_next_groups_know_those_before(space: Workspace, class_id: str) -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    key = space.rounds(Role.SMT, class_id)[-1].key
    wish = GroupWish(ArrangementKind.TABLES, "gruppearbeid", 4)
    first = arrange_groups(find_request(space, Role.SMT, class_id, key, wish=wish))
    space.keep_groups(Role.SMT, class_id, first.groups, kind=TABLES, on=DAY)
    request = find_request(space, Role.SMT, class_id, key, wish=wish)
    assert request.earlier == (first.groups,)
    second = arrange_groups(request)
    before, now = mates_of(first.groups), mates_of(second.groups)
    again = sum(len(before[p] & now[p]) for p in now) / sum(len(one) for one in now.values())
    assert again < 0.5
