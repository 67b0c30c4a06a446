"""A drawn room: which seats are neighbours, near the board, at one table; what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.arrangements import Room, RoomShape, Side, make_room
from skolemiljo_analytics.errors import ArrangementRefusedError

drawings = st.lists(st.text("x.", min_size=5, max_size=5), min_size=1, max_size=6).map(
    lambda rows: "\n".join([*rows, "xx..."])
)


def test_neighbours_sit_side_by_side_as_seen_from_the_board() -> None:
    text = "xx.x\nxx.x"
    across = Room.from_text(text)
    assert across.neighbours == ((1,), (0,), (), (4,), (3,), ())
    along = Room.from_text(text, board=Side.LEFT)
    assert along.neighbours == ((3,), (4,), (5,), (0,), (1,), (2,))
    around = Room.from_text(text, facing=True)
    assert around.neighbours == ((1, 3), (0, 4), (5,), (0, 4), (1, 3), (2,))
    assert across.close[0] == (1, 3, 4)
    assert across.tables == ((0, 1), (2,), (3, 4), (5,))


@pytest.mark.parametrize(
    ("board", "near"),
    [(Side.TOP, {0, 1}), (Side.BOTTOM, {4, 5}), (Side.LEFT, {0, 2, 4}), (Side.RIGHT, {1, 3, 5})],
)
def test_near_the_board_is_the_third_of_the_seats_nearest_it(board: Side, near: set[int]) -> None:
    assert Room.from_text("xx\nxx\nxx", board=board).near_board == near


@given(drawings, st.sampled_from(Side), st.booleans())
def test_laws_of_every_room(text: str, board: Side, facing: bool) -> None:
    room = Room.from_text(text, board=board, facing=facing)
    assert Room.from_text(room.to_text(), board=board, facing=facing) == room
    for seat in range(room.n_seats):
        assert set(room.neighbours[seat]) <= set(room.close[seat])
        assert all(seat in room.neighbours[other] for other in room.neighbours[seat])
    assert sorted(s for table in room.tables for s in table) == list(range(room.n_seats))
    assert 3 * len(room.near_board) >= room.n_seats
    farthest = max(room.rank(s) for s in room.near_board)
    assert all(room.rank(s) > farthest for s in set(range(room.n_seats)) - room.near_board)
    if room.mirrored:
        for seat, other in enumerate(room.mirrored):
            assert room.mirrored[other] == seat
            assert {room.mirrored[s] for s in room.neighbours[seat]} == set(room.neighbours[other])


@given(st.sampled_from(RoomShape), st.integers(2, 36))
def test_usual_rooms_seat_everybody_and_nobody_is_out_of_reach(shape: RoomShape, n: int) -> None:
    room = make_room(shape, n)
    assert n <= room.n_seats
    assert all(room.neighbours)
    assert room.mirrored


@pytest.mark.parametrize(
    ("text", "reason"), [("", "room_size"), ("x" * 25, "room_size"), ("xox", "room_text")]
)
def test_what_is_no_room_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ArrangementRefusedError) as caught:
        Room.from_text(text)
    assert caught.value.reason == reason


def test_lines_of_unequal_length_and_spaces_are_floor() -> None:
    assert Room.from_text("XX XX\nxx\n\n").squares == ("xx.xx", "xx...")
