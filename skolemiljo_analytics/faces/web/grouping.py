"""What the reader is making on the page *Grupper*: a typed view of Streamlit's session state.

Only ids stand here. Rules and the room last for one class, proposals for one class, round and
question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    ArrangementKind,
    Groups,
    Request,
    Rule,
)
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.workflows.seating import places_of, put

__all__ = ["GroupState", "Proposals"]


@dataclass(frozen=True)
class Proposals:
    """What was asked for, and the proposals made for it."""

    request: Request
    found: tuple[Arrangement, ...]
    kind: ArrangementKind
    made_for: tuple[str, ...]


class GroupState:
    """Rules, proposals and groups changed by hand, of one reader."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rules = f"group_rules_{session.class_id}"
        self._room = f"group_room_{session.class_id}"

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of this class."""
        return cast("tuple[Rule, ...]", st.session_state.get(self._rules, ()))

    @rules.setter
    def rules(self, rules: tuple[Rule, ...]) -> None:
        st.session_state[self._rules] = rules

    @property
    def seats(self) -> bool:
        """Whether seats are asked for now."""
        return bool(st.session_state.get("group_seats", False))

    @seats.setter
    def seats(self, asked: bool) -> None:
        st.session_state["group_seats"] = asked

    @property
    def proposals(self) -> Proposals | None:
        """The proposals made for the class and round shown; None when there are none."""
        made = cast("Proposals | None", st.session_state.get("group_proposals"))
        return made if made is not None and made.made_for == self._here else None

    def keep(self, request: Request, found: tuple[Arrangement, ...], kind: ArrangementKind) -> None:
        """Keep proposals to show; groups changed by hand before are let go."""
        st.session_state["group_proposals"] = Proposals(request, found, kind, self._here)
        st.session_state.pop("group_moved", None)

    def clear(self) -> None:
        """Let the proposals go."""
        st.session_state.pop("group_proposals", None)

    def shown(self, number: int) -> Groups:
        """Return the places of a proposal as they stand now, moved by hand or not."""
        made = self.proposals
        moved = st.session_state.get("group_moved", {})
        return cast("Groups", moved.get(number) or (places_of(made.found[number]) if made else ()))

    def put(self, number: int, told: dict[str, Any]) -> Groups | None:
        """Return the places after what was told by the board; None if it is about somebody else."""
        places, to = self.shown(number), told.get("to")
        everybody = {pupil for members in places for pupil in members}
        known = to in everybody if isinstance(to, str) else to in range(len(places))
        if told.get("pupil") not in everybody or not known:
            return None
        made = self.proposals
        seats = made is not None and made.request.room is not None
        return put(places, cast("PupilId", told["pupil"]), cast("int | PupilId", to), seats=seats)

    def move(self, number: int, groups: Groups) -> None:
        """Keep the groups of a proposal as changed by hand."""
        moved = st.session_state.get("group_moved", {})
        st.session_state["group_moved"] = {**moved, number: groups}

    def undo(self, number: int) -> None:
        """Return a proposal to what it was when it was made."""
        moved = dict(st.session_state.get("group_moved", {}))
        moved.pop(number, None)
        st.session_state["group_moved"] = moved

    @property
    def refused(self) -> str:
        """Why the latest move was not made; said once."""
        return cast("str", st.session_state.pop("group_refused", ""))

    @refused.setter
    def refused(self, why: str) -> None:
        st.session_state["group_refused"] = why

    # -- the room ----------------------------------------------------------------------------------

    @property
    def room(self) -> Room | None:
        """The room as it is drawn now; None before one was begun."""
        return cast("Room | None", self._drawn.get("room"))

    @property
    def room_start(self) -> str:
        """What the drawing was begun from."""
        return cast("str", self._drawn.get("start", ""))

    @property
    def room_version(self) -> str:
        """Changes when the drawing is another than the one on the screen."""
        return f"{self._session.class_id}-{self._drawn.get('version', 0)}"

    @property
    def room_keys(self) -> dict[str, str]:
        """The keys of the widgets that change the room, filled in where they are not yet."""
        room = self.room
        keys = {
            name: f"group_room_{name}_{self._session.class_id}"
            for name in ("rows", "columns", "board", "facing")
        }
        if room is not None:
            values = (len(room.squares), len(room.squares[0]), room.board, room.facing)
            for key, value in zip(keys.values(), values, strict=True):
                st.session_state.setdefault(key, value)
        return keys

    def begin_room(self, start: str, room: Room) -> None:
        """Begin a drawing; before the widgets that change it are drawn."""
        for key in self.room_keys.values():
            st.session_state.pop(key, None)
        self._draw(room, start)

    def change_room(self, room: Room) -> None:
        """Take a room of another size, or with the board on another side."""
        self._draw(room, self.room_start)

    def draw(self, told: dict[str, Any]) -> None:
        """Take the squares as they were drawn on the screen."""
        room, squares = self.room, told.get("squares")
        if room is None or not isinstance(squares, list):
            return
        try:
            drawn = Room(tuple(map(str, squares)), room.board, room.facing)
        except ArrangementRefusedError:
            return
        if drawn.resized(len(room.squares), len(room.squares[0])) == drawn:
            st.session_state[self._room] = {**self._drawn, "room": drawn}

    def _draw(self, room: Room, start: str) -> None:
        version = self._drawn.get("version", 0) + 1
        st.session_state[self._room] = {"room": room, "start": start, "version": version}

    @property
    def _drawn(self) -> dict[str, Any]:
        return cast("dict[str, Any]", st.session_state.get(self._room, {}))

    @property
    def _here(self) -> tuple[str, ...]:
        return (str(self._session.role), self._session.class_id, self._session.round)
