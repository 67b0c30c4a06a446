"""Groups and seats that were taken into use: the memory that lets everybody meet new people."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from skolemiljo_analytics.arrangements.records import (
    ArrangementKind,
    Groups,
    KeptArrangement,
    Seats,
)
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.arrangements.seats import neighbours_in
from skolemiljo_analytics.store.codec import from_json, to_json
from skolemiljo_analytics.store.models import ArrangementRow, PlaceRow, RoomRow, new_row_id
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["Arrangements"]


class Arrangements:
    """Kept groups, inside one unit of work. They hold no answer and no rule."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, class_id: str, kept: KeptArrangement) -> None:
        """Write groups that were taken into use."""
        mine = ArrangementRow.class_id == class_id
        last = self._session.scalar(select(func.max(ArrangementRow.number)).where(mine))
        placed = (
            [(g, p) for g, members in enumerate(kept.groups) for p in members]
            if kept.room is None
            else [(seat, p) for seat, p in enumerate(kept.seats) if p is not None]
        )
        places = [
            PlaceRow(position=k, pupil_id=pupil, group_number=group)
            for k, (group, pupil) in enumerate(placed)
        ]
        row = ArrangementRow(
            id=new_row_id(),
            class_id=class_id,
            number=(last or 0) + 1,
            kind=str(kept.kind),
            kept_on=kept.kept_on,
            room=None if kept.room is None else to_json(kept.room),
            places=places,
        )
        self._session.add(row)
        self._session.flush()

    def newest(self, class_id: str, limit: int) -> tuple[KeptArrangement, ...]:
        """Return the newest kept groups of a class, newest first.

        A pupil who was deleted since is in none of them; an emptied group is left out.
        """
        rows = self._session.scalars(
            select(ArrangementRow)
            .where(ArrangementRow.class_id == class_id)
            .order_by(ArrangementRow.number.desc())
            .limit(limit)
        )
        return tuple(map(_kept, rows))

    def room(self, class_id: str) -> Room | None:
        """Return the room the class sits in; None before one was drawn."""
        row = self._session.get(RoomRow, class_id)
        return None if row is None else from_json(Room, row.drawing)

    def set_room(self, class_id: str, room: Room) -> None:
        """Write the room the class sits in, in the place of the one before."""
        self._session.merge(RoomRow(class_id=class_id, drawing=to_json(room)))
        self._session.flush()

    def remove(self, class_id: str, number: int) -> None:
        """Forget kept groups; nothing happens where there are none of that number."""
        self._session.execute(
            delete(ArrangementRow).where(
                ArrangementRow.class_id == class_id, ArrangementRow.number == number
            )
        )


def _kept(row: ArrangementRow) -> KeptArrangement:
    kind = ArrangementKind(row.kind)
    if row.room is None:
        return KeptArrangement(kind, row.kept_on, _groups(row.places), row.number)
    room = from_json(Room, row.room)
    seats = _seats(row.places, room)
    pairs = neighbours_in(room, seats)
    return KeptArrangement(kind, row.kept_on, pairs, row.number, room, seats)


def _seats(places: list[PlaceRow], room: Room) -> Seats:
    sits = {place.group_number: PupilId(place.pupil_id) for place in places}
    return tuple(sits.get(seat) for seat in range(room.n_seats))


def _groups(places: list[PlaceRow]) -> Groups:
    members: dict[int, list[PupilId]] = {}
    for place in places:
        members.setdefault(place.group_number, []).append(PupilId(place.pupil_id))
    return tuple(tuple(members[g]) for g in sorted(members))
