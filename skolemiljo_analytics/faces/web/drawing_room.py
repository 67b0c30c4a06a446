"""The classroom as the teacher draws it: a start, its size, the board, desks square by square."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from skolemiljo_analytics.arrangements.rooms import Room, RoomShape, Side
from skolemiljo_analytics.faces.web import seating
from skolemiljo_analytics.faces.web.grouping import GroupState
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.views.seating import drawing_data
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.seating import EMPTY, SAVED, begin_room

__all__ = ["draw_room"]

_MOST = 16


def draw_room(session: Session, state: GroupState, n: int) -> Room:
    """Draw the room and what changes it; return it as it stands."""
    say = session.say
    with st.container(border=True):
        st.markdown(f"#### {say('groups.room.title')}")
        st.markdown(say("groups.room.text"))
        room = _size(session, state, _begin(session, state, n))
        data = drawing_data(room, n, session.language, version=state.room_version)
        seating.mount("group_room", data, state.draw)
        if session.may(Fetch.DECISIONS) and st.button(
            say("groups.room.save"), icon=":material/save:"
        ):
            workspace().save_room(session.role, session.class_id, room)
            st.success(say("groups.room.saved"))
    return room


def _begin(session: Session, state: GroupState, n: int) -> Room:
    """Choose what to begin with; a new choice lets the drawing go."""
    say, saved = session.say, workspace().room(session.role, session.class_id)
    starts = [*([SAVED] if saved else []), *map(str, RoomShape), EMPTY]
    start = st.selectbox(
        say("groups.room.shape"),
        starts,
        format_func=lambda one: say(f"groups.room.shape.{one}"),
        key=f"group_room_start_{session.class_id}",
    )
    start = start or starts[0]
    if state.room is None or state.room_start != start:
        state.begin_room(start, begin_room(start, n, saved))
    return state.room or begin_room(start, n, saved)


def _size(session: Session, state: GroupState, room: Room) -> Room:
    """Ask for the size and the board; the drawing follows."""
    say = session.say
    rows, columns, board = st.columns(3)
    height = rows.number_input(say("groups.room.rows"), 1, _MOST, key=state.room_keys["rows"])
    width = columns.number_input(
        say("groups.room.columns"), 1, _MOST, key=state.room_keys["columns"]
    )
    side = board.selectbox(
        say("groups.room.board"),
        list(Side),
        format_func=lambda one: say(f"groups.room.board.{one}"),
        key=state.room_keys["board"],
    )
    facing = st.checkbox(say("groups.room.facing"), key=state.room_keys["facing"])
    made = replace(
        room.resized(int(height), int(width)), board=side or room.board, facing=bool(facing)
    )
    if made != room:
        state.change_room(made)
    return made
