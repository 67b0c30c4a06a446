"""A sheet for the wall: who is in which group or seat, and nothing else.

The record holds names and places only, so that no sheet can tell of an answer, a wish or an aim.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from skolemiljo_analytics.views.declutter import text_width
from skolemiljo_analytics.vocabulary import Language

__all__ = ["GroupOnWall", "SeatOnWall", "WallSheet", "render_wall"]

_WIDTH = 265 / 25.4 * 72
_FLOOR = 0.4  # of a desk's width, as in wall.typ
_GAP, _LARGEST, _SMALLEST = 14.0, 16.0, 6.0


@dataclass(frozen=True)
class GroupOnWall:
    """A group: its title, and who is in it."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class SeatOnWall:
    """A seat on a square of the room; "" where nobody sits."""

    row: int
    column: int
    name: str


@dataclass(frozen=True)
class WallSheet:
    """What the sheet shows: groups, or seats in a room with the board on a side.

    `alternative` says the room in words, row by row, for somebody who does not see it.
    """

    title: str
    subtitle: str
    language: Language
    groups: tuple[GroupOnWall, ...] = ()
    seats: tuple[SeatOnWall, ...] = ()
    rows: int = 1
    columns: int = 1
    side: str = "top"
    board: str = ""
    alternative: str = ""


def render_wall(sheet: WallSheet, kind: str = "pdf") -> bytes:
    """Render the sheet on A4, lying.

    Parameters
    ----------
    sheet
        What it shows.
    kind
        ``pdf`` (tagged, PDF/UA-1) or ``png`` (144 points an inch).

    Returns
    -------
    bytes
        The file; of a picture the first page.

    References
    ----------
    https://typst.app/docs/reference/pdf/
    """
    import matplotlib as mpl
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source = resources.files("skolemiljo_analytics.views.documents") / "wall.typ"
        (root / "main.typ").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
        (root / "data.json").write_text(json.dumps(_data(sheet)), encoding="utf-8")
        picture = kind == "png"
        made: Any = typst.compile(
            str(root / "main.typ"),
            root=folder,
            font_paths=[str(Path(mpl.get_data_path()) / "fonts" / "ttf")],
            ignore_system_fonts=True,
            format="png" if picture else "pdf",
            ppi=144.0 if picture else None,
            pdf_standards=None if picture else ["ua-1"],
            timestamp=0,
        )
    return bytes(made[0] if isinstance(made, list) else made)


def _data(sheet: WallSheet) -> dict[str, Any]:
    widest = max((text_width(seat.name, 1.0) for seat in sheet.seats), default=1.0)
    desks = len({seat.column for seat in sheet.seats})
    room = _WIDTH / max(1.0, desks + _FLOOR * (sheet.columns - desks)) - _GAP
    size = max(_SMALLEST, min(_LARGEST, room / max(widest, 1.0)))
    return {**asdict(sheet), "language": str(sheet.language), "size": size}
