"""Use case: groups and seats by one door, whichever was asked for; and who sits where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from skolemiljo_analytics.arrangements.groups import arrange_alternatives, evaluate_groups
from skolemiljo_analytics.arrangements.moving import move_pupil, swap_pupils
from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    Groups,
    KeptArrangement,
    Request,
    Seats,
)
from skolemiljo_analytics.arrangements.rooms import (
    FLOOR,
    Room,
    RoomShape,
    Side,
    make_room,
)
from skolemiljo_analytics.arrangements.seats import arrange_seat_alternatives, evaluate_seats
from skolemiljo_analytics.errors import choose
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording import Labels, get_translator
from skolemiljo_analytics.wording.arrangements import say_changes

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "EMPTY",
    "SAVED",
    "arrange",
    "begin_room",
    "draw_seats",
    "find_effect",
    "judge",
    "kept_rows",
    "last_seats",
    "places_of",
    "put",
    "seats_of",
    "tabulate_seats",
]

SAVED, EMPTY = "saved", "empty"


def begin_room(start: str, n: int, saved: Room | None = None) -> Room:
    """Return the room to begin a drawing from: the saved one, an empty one, or a usual one."""
    if start == SAVED and saved is not None:
        return saved
    if start == EMPTY:
        return Room((FLOOR * 8,) * 6)
    return make_room(choose(RoomShape, start), n)


def arrange(request: Request, *, n: int = 3, last: Seats = ()) -> tuple[Arrangement, ...]:
    """Return up to *n* proposals, for seats where the request has a room.

    Raises
    ------
    ArrangementRefusedError, MissingExtraError
        As `arrange_groups` and `arrange_seats`.
    """
    if request.room is None:
        return arrange_alternatives(request, n=n)
    return arrange_seat_alternatives(request, n=n, last=last)


def places_of(made: Arrangement) -> Groups:
    """Return who is in each place that can be drawn: a group, or a seat with nobody or one."""
    if not made.seats:
        return made.groups
    return tuple(() if pupil is None else (pupil,) for pupil in made.seats)


def seats_of(places: Groups) -> Seats:
    """Return who sits in each seat, from a place a seat."""
    return tuple(next(iter(one), None) for one in places)


def judge(request: Request, places: Groups) -> Arrangement:
    """Say how places changed by hand meet the goals, at once.

    Raises
    ------
    ArrangementRefusedError
        As `evaluate_groups` and `evaluate_seats`.
    """
    if request.room is None:
        return evaluate_groups(request, places)
    return evaluate_seats(request, seats_of(places))


def find_effect(
    request: Request, before: Arrangement, places: Groups, language: Language = Language.NB
) -> tuple[str, ...]:
    """Return in short what was changed by moving pupils; nothing where nobody was moved."""
    if places == places_of(before):
        return ()
    return say_changes(before, judge(request, places), request, language)


def kept_rows(kept: KeptArrangement) -> Groups:
    """Return who was together: each group, or each table of a room."""
    if kept.room is None:
        return kept.groups
    seated = [[kept.seats[s] for s in table] for table in kept.room.tables]
    rows = (tuple(pupil for pupil in table if pupil is not None) for table in seated)
    return tuple(row for row in rows if row)


def put(places: Groups, pupil: PupilId, to: int | PupilId, *, seats: bool) -> Groups:
    """Return the places with a pupil in another place, or in the place of another pupil.

    Two pupils who meet in one seat change places.
    """
    if isinstance(to, str):
        return swap_pupils(places, pupil, to)
    if seats and places[to]:
        return swap_pupils(places, pupil, places[to][0])
    return move_pupil(places, pupil, to)


def last_seats(kept: Sequence[KeptArrangement], room: Room | None) -> Seats:
    """Return who sat where when this room was last used; empty where it was not."""
    return next((one.seats for one in kept if room is not None and one.room == room), ())


def tabulate_seats(
    seats: Seats, room: Room, label: Labels, language: Language = Language.NB
) -> pd.DataFrame:
    """Return who sits where, in the order of the room's seats; nothing about any choice."""
    import pandas as pd

    say = get_translator(language)
    rows = [
        (seat + 1, row + 1, column + 1, label(pupil) if pupil else say("groups.seat.free"))
        for seat, ((row, column), pupil) in enumerate(zip(room.seats, seats, strict=True))
    ]
    columns = [say(f"groups.seat.{key}") for key in ("seat", "row", "column")]
    return pd.DataFrame(rows, columns=[*columns, say("groups.pupil")])


def draw_seats(seats: Seats, room: Room, label: Labels, language: Language = Language.NB) -> str:
    """Return the room as lines of text: names where the desks are, as it was drawn."""
    say = get_translator(language)
    free, at = say("groups.seat.free"), dict(zip(room.seats, seats, strict=True))
    names = {square: label(pupil) if pupil else free for square, pupil in at.items()}
    wide = max(map(len, names.values()))
    lines = [
        "  ".join(names.get((r, c), "").ljust(wide) for c in range(len(row))).rstrip()
        for r, row in enumerate(room.squares)
    ]
    board = f"[{say('groups.seat.board')}]"
    if room.board is Side.TOP:
        return "\n".join([board, *lines])
    if room.board is Side.BOTTOM:
        return "\n".join([*lines, board])
    left = room.board is Side.LEFT
    return "\n".join([f"{board} ←" if left else f"→ {board}", *lines])
