"""Groups taken into use are remembered, for those who may decide, and go with the pupil."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.arrangements import (
    ArrangementKind,
    Room,
    RoomShape,
    Side,
    arrange_groups,
    make_room,
    neighbours_in,
)
from skolemiljo_analytics.arrangements.counting import mates_of
from skolemiljo_analytics.errors import AccessDeniedError, ArrangementRefusedError
from skolemiljo_analytics.vocabulary import PupilId, Role
from skolemiljo_analytics.workflows.arrange import GroupWish, find_request
from skolemiljo_analytics.workflows.group_desk import REMEMBERED
from skolemiljo_analytics.workflows.read_class import read_class
from skolemiljo_analytics.workflows.seating import kept_rows, last_seats, seats_of
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


def seated(space: Workspace, class_id: str, room: Room) -> tuple[tuple[PupilId, ...], ...]:
    pupils = [p for members in in_fours(space, class_id) for p in members]
    return tuple((pupils[k],) if k < len(pupils) else () for k in range(room.n_seats))


def test_a_room_is_saved_for_the_class_and_drawn_anew(space: Workspace, class_id: str) -> None:
    assert space.room(Role.TEACHER, class_id) is None
    first = make_room(RoomShape.TABLES, 24)
    second = Room.from_text("xx.xx\nxx...", board=Side.LEFT)
    for room in (first, second):
        space.save_room(Role.TEACHER, class_id, room)
        assert space.room(Role.SMT, class_id) == room
    for ask in (space.room, lambda role, where: space.save_room(role, where, first)):
        with pytest.raises(AccessDeniedError):
            ask(Role.LEADERSHIP, class_id)


def test_kept_seats_come_back_with_their_room_and_neighbours(
    space: Workspace, class_id: str
) -> None:
    n = sum(map(len, in_fours(space, class_id)))
    room = make_room(RoomShape.PAIRS, n)
    places = seated(space, class_id, room)
    seats = ArrangementKind.SEATS
    space.keep_groups(Role.TEACHER, class_id, places, kind=seats, on=DAY, room=room)
    (kept,) = space.kept_groups(Role.TEACHER, class_id)
    assert kept.room == room
    assert kept.seats == seats_of(places)
    assert kept.groups == neighbours_in(room, kept.seats)
    assert last_seats((kept,), room) == kept.seats
    assert last_seats((kept,), make_room(RoomShape.ROWS, n)) == ()
    assert sorted(p for row in kept_rows(kept) for p in row) == sorted(p for p in kept.seats if p)
    gone = places[0][0]
    space.erase_pupil(Role.SMT, class_id, gone)
    (after,) = space.kept_groups(Role.TEACHER, class_id)
    assert after.seats[0] is None
    assert not any(gone in pair for pair in after.groups)


def test_seats_that_are_not_the_room_s_are_not_kept(space: Workspace, class_id: str) -> None:
    room = make_room(RoomShape.PAIRS, 30)
    places = seated(space, class_id, room)
    for wrong in (places[:-1], in_fours(space, class_id) + ((),) * 24):
        with pytest.raises(ArrangementRefusedError):
            space.keep_groups(
                Role.SMT, class_id, wrong, kind=ArrangementKind.SEATS, on=DAY, room=room
            )


def test_groups_know_who_sat_together(space: Workspace, class_id: str) -> None:
    n = sum(map(len, in_fours(space, class_id)))
    room = make_room(RoomShape.PAIRS, n)
    places = seated(space, class_id, room)
    space.keep_groups(
        Role.SMT, class_id, places, kind=ArrangementKind.SEATS, on=DAY, room=room
    )  # fmt: skip
    key = space.rounds(Role.SMT, class_id)[-1].key
    wish = GroupWish(ArrangementKind.TABLES, "gruppearbeid", 4)
    request = find_request(space, Role.SMT, class_id, key, wish=wish)
    assert request.earlier == (neighbours_in(room, seats_of(places)),)
