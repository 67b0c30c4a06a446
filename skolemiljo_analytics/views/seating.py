"""Groups and seats to move pupils in, and a room to draw: data, script and style.

One ES module draws both. Whoever reads the data sees who is where, and nothing of who chose whom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from typing import Any

from skolemiljo_analytics.arrangements.records import Groups
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording import Labels, get_translator, keys_of

__all__ = ["board_data", "drawing_data", "seating_module", "seating_style"]

_STREAMLIT = """
export default (component) => mount(
  component.parentElement.querySelector(".seating"),
  component.data,
  (told) => component.setTriggerValue("told", told),
);
"""


def board_data(
    places: Groups,
    label: Labels,
    language: Language = Language.NB,
    *,
    room: Room | None = None,
    effect: Sequence[str] = (),
) -> dict[str, Any]:
    """Return what the board shows: who is in which group, or in which seat of a room.

    Parameters
    ----------
    places
        A group a place; for seats nobody or one pupil.
    label
        What stands for each pupil.
    language
        Of the words.
    room
        The room, for seats.
    effect
        Sentences about what the latest change did, read aloud when they change.
    """
    say = get_translator(language)
    shown = [
        {
            "id": str(k),
            "name": say("groups.group" if room is None else "groups.board.seat", number=k + 1),
            "title": say.plural("groups.group_size", len(members), number=k + 1),
            "pupils": [{"id": p, "label": label(p)} for p in sorted(members, key=label)],
            **_square(room, k),
        }
        for k, members in enumerate(places)
    ]
    return {
        "mode": "groups" if room is None else "seats",
        "language": str(language),
        "title": say("groups.board.groups" if room is None else "groups.board.seats"),
        "words": _words(language, seats=room is not None),
        "places": shown,
        "effect": list(effect),
        **({} if room is None else _frame(room)),
    }


def drawing_data(
    room: Room, pupils: int, language: Language = Language.NB, *, version: str = ""
) -> dict[str, Any]:
    """Return what the drawing of a room shows.

    A drawing of the same `version` keeps what was drawn since it was first shown.
    """
    say = get_translator(language)
    return {
        "mode": "room",
        "language": str(language),
        "title": say("groups.board.room"),
        "words": _words(language, seats=True),
        "squares": list(room.squares),
        "board": str(room.board),
        "pupils": pupils,
        "version": version,
    }


def _square(room: Room | None, seat: int) -> Mapping[str, int]:
    if room is None:
        return {}
    row, column = room.seats[seat]
    return {"row": row, "column": column}


def _frame(room: Room) -> dict[str, Any]:
    return {
        "rows": len(room.squares),
        "columns": len(room.squares[0]),
        "board": str(room.board),
    }


def _words(language: Language, *, seats: bool) -> dict[str, str]:
    """Return the words of the board; what stands in braces is filled in by the script."""
    say, start = get_translator(language), "groups.ui."
    names = ("name", "place", "first", "second", "seat", "row", "column", "seats", "pupils")
    holes = {name: f"{{{name}}}" for name in names}
    words = {
        key.removeprefix(start): say(key, **holes)
        for key in sorted(keys_of("groups", Language.NB))
        if key.startswith(start)
    }
    help_ = words.pop("help_seats")
    return {**words, "help": help_ if seats else words["help"]}


def seating_module() -> str:
    """Return the module for ``st.components.v2``: the trigger `told` is a move or a drawing.

    Mount it with ``html='<div class="seating"></div>'`` and ``css=seating_style()``.
    """
    return _static("seating.js") + _STREAMLIT


def seating_style() -> str:
    """Return the style sheet."""
    return _static("seating.css")


def _static(name: str) -> str:
    folder = resources.files("skolemiljo_analytics.views") / "static"
    return (folder / name).read_text(encoding="utf-8")
