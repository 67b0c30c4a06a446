"""Use case: a sheet with groups or seats for the wall, that tells nothing of any answer."""

from __future__ import annotations

from datetime import date

from skolemiljo_analytics.arrangements.records import Groups
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.views.documents.wall import GroupOnWall, SeatOnWall, WallSheet
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording import Labels, get_translator, say_date
from skolemiljo_analytics.workflows.arrange import called

__all__ = ["make_sheet"]


def make_sheet(
    places: Groups,
    label: Labels,
    language: Language | str = Language.NB,
    *,
    title: str,
    day: date,
    room: Room | None = None,
) -> WallSheet:
    """Return the sheet: names and places only.

    Parameters
    ----------
    places
        A group a place; with a room a seat a place, with nobody or one.
    label
        What stands for each pupil.
    language
        Of the words.
    title
        What the class is called.
    day
        The day on the sheet.
    room
        The room, for seats.
    """
    say, tongue = get_translator(language), Language(language)
    subtitle = say_date(day, tongue)
    if room is None:
        groups = tuple(
            GroupOnWall(say("groups.group", number=k), tuple(called(members, label)))
            for k, members in enumerate(places, start=1)
        )
        heading = say("groups.wall.title", label=title)
        return WallSheet(heading, subtitle, tongue, groups=groups)
    seats = tuple(
        SeatOnWall(row, column, "".join(called(members, label)))
        for (row, column), members in zip(room.seats, places, strict=True)
    )
    return WallSheet(
        say("groups.wall.seats_title", label=title),
        subtitle,
        tongue,
        seats=seats,
        rows=len(room.squares),
        columns=len(room.squares[0]),
        side=str(room.board),
        board=say("groups.seat.board"),
        alternative=_in_words(seats, room, tongue),
    )


def _in_words(seats: tuple[SeatOnWall, ...], room: Room, language: Language) -> str:
    say = get_translator(language)
    side = say(f"groups.room.board.{room.board}")
    lines = [say("groups.wall.board", side=side)]
    for row in sorted({seat.row for seat in seats}):
        names = [seat.name or say("groups.seat.free") for seat in seats if seat.row == row]
        lines.append(say("groups.wall.row", row=row + 1, names=", ".join(names).removesuffix(".")))
    return " ".join(lines)
