"""One door to groups and seats: moving, judging, and a sheet that tells nothing of the answers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from skolemiljo_analytics.arrangements import (
    Goal,
    Request,
    Room,
    RoomShape,
    Side,
    evaluate_groups,
    evaluate_seats,
    make_room,
)
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.documents.wall import render_wall
from skolemiljo_analytics.views.seating import board_data, drawing_data
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.workflows.seating import (
    EMPTY,
    SAVED,
    begin_room,
    draw_seats,
    find_effect,
    judge,
    places_of,
    put,
    seats_of,
    tabulate_seats,
)
from skolemiljo_analytics.workflows.seating_sheet import make_sheet

GRAPH = RelationGraph.from_lines("A > B\nB > A\nC > D\nD > C", genders="gbgb")
A, B, C, D = GRAPH.pupils
ROOM = Room.from_text("xx.x\nxx..")
DAY = date(2026, 1, 12)


def asked(room: Room | None = None) -> Request:
    sizes = () if room else (2, 2)
    return Request(GRAPH.pupils, sizes, GRAPH.relations[0], goals=(Goal.CHOSEN,), room=room)


def test_a_pupil_is_put_in_a_group_or_in_somebody_s_place() -> None:
    groups = ((A, B), (C, D))
    assert put(groups, A, 1, seats=False) == ((B,), (C, D, A))
    assert put(groups, A, D, seats=False) == ((D, B), (C, A))


def test_in_a_seat_two_change_places_and_one_moves_to_a_free_seat() -> None:
    seats: tuple[tuple[PupilId, ...], ...] = ((A,), (B,), (), (C,), (D,))
    assert put(seats, A, 2, seats=True) == ((), (B,), (A,), (C,), (D,))
    assert put(seats, A, 3, seats=True) == ((C,), (B,), (), (A,), (D,))
    assert put(seats, A, D, seats=True) == ((D,), (B,), (), (C,), (A,))
    assert seats_of(seats) == (A, B, None, C, D)


def test_the_effect_is_said_in_numbers_and_nothing_is_said_before_a_move() -> None:
    before = evaluate_groups(asked(), ((A, B), (C, D)))
    assert find_effect(asked(), before, before.groups) == ()
    moved = put(before.groups, A, C, seats=False)
    assert find_effect(asked(), before, moved) == ("Med noen de valgte selv: 0 nå, 4 i forslaget.",)
    again = put(put(before.groups, A, B, seats=False), B, A, seats=False)
    assert find_effect(asked(), before, again) == ()
    mirrored = ((C, D), (A, B))
    assert find_effect(asked(), before, mirrored) == ("Ingen av målene er endret.",)


def test_seats_are_judged_by_the_room() -> None:
    seats = (A, B, None, C, D)
    made = evaluate_seats(asked(ROOM), seats)
    places = places_of(made)
    assert places == ((A,), (B,), (), (C,), (D,))
    assert judge(asked(ROOM), places) == made
    effect = find_effect(asked(ROOM), made, put(places, B, 2, seats=True))
    assert "Ingen sitter alene: 2 nå, 4 i forslaget." in effect


def test_a_drawing_begins_from_what_was_chosen() -> None:
    assert begin_room(SAVED, 20, ROOM) == ROOM
    assert begin_room(EMPTY, 20).n_seats == 0
    assert begin_room("rows", 20) == make_room(RoomShape.ROWS, 20)


def test_a_drawing_is_cut_or_given_more_floor() -> None:
    assert ROOM.resized(1, 6).squares == ("xx.x..",)
    assert ROOM.resized(3, 2).squares == ("xx", "xx", "..")


@pytest.mark.parametrize("side", Side)
def test_a_room_is_drawn_as_text_with_everybody_once(side: Side) -> None:
    said = draw_seats((A, B, None, C, D), replace(ROOM, board=side), str)
    assert "[Tavla]" in said
    assert all(said.count(name) == 1 for name in ("A ", "ledig"))


def test_the_spreadsheet_holds_every_seat() -> None:
    table = tabulate_seats((A, B, None, C, D), ROOM, str)
    assert list(table["Elev"]) == ["A", "B", "ledig", "C", "D"]
    assert list(table["Rad"]) == [1, 1, 1, 2, 2]


# -- what is drawn ---------------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_the_board_is_given_places_names_and_words_only(language: Language) -> None:
    data = board_data(((A,), (), (B,), (C,), (D,)), str, language, room=ROOM, effect=("x",))
    assert set(data) == {
        "mode", "language", "title", "words", "places", "effect", "rows", "columns", "board",
    }  # fmt: skip
    assert [(p["row"], p["column"]) for p in data["places"]] == list(ROOM.seats)
    assert {key for place in data["places"] for key in place} == {
        "id", "name", "title", "pupils", "row", "column",
    }  # fmt: skip
    assert "{name}" in data["words"]["picked"]
    drawn = drawing_data(ROOM, 4, language, version="1")
    assert drawn["squares"] == ["xx.x", "xx.."]
    assert set(drawn["words"]) == set(data["words"])


# -- the sheet for the wall ------------------------------------------------------------------------


def test_the_sheet_is_the_same_whatever_was_answered() -> None:
    """The sheet is made of places and labels alone: no answer, rule or aim goes in."""
    sheet = make_sheet(((A, B), (C, D)), str, title="7B", day=DAY)
    assert [(g.title, g.names) for g in sheet.groups] == [
        ("Gruppe 1", ("A", "B")),
        ("Gruppe 2", ("C", "D")),
    ]
    turned = make_sheet(((B, A), (D, C)), str, title="7B", day=DAY)
    assert turned == sheet


def test_the_room_on_the_sheet_is_said_in_words_too() -> None:
    sheet = make_sheet(((A,), (B,), (), (C,), (D,)), str, title="7B", day=DAY, room=ROOM)
    assert sheet.alternative == "Tavla er øverst. Rad 1: A, B, ledig. Rad 2: C, D."
    assert (sheet.rows, sheet.columns, sheet.side) == (2, 4, "top")


@pytest.mark.parametrize("side", [None, *Side])
def test_the_sheet_is_one_page_of_tagged_pdf(side: Side | None) -> None:
    pytest.importorskip("typst")
    room = None if side is None else make_room(RoomShape.HORSESHOE, 28)
    room = room and replace(room, board=side)
    n = 7 if room is None else room.n_seats
    names = [PupilId(f"Navn {k}") for k in range(28)]
    places = (
        tuple(tuple(names[k * 4 : k * 4 + 4]) for k in range(n))
        if room is None
        else tuple((names[k],) if k < 28 else () for k in range(n))
    )
    sheet = make_sheet(places, str, title="7B", day=DAY, room=room)
    pdf = render_wall(sheet)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf
    assert render_wall(sheet, "png").startswith(b"\x89PNG")
    assert render_wall(sheet) == render_wall(sheet)
