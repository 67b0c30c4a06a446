"""A classroom as the teacher draws it: desks on squares, and the side the board is on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from skolemiljo_analytics.errors import ArrangementRefusedError

__all__ = ["DESK", "FLOOR", "Room", "RoomShape", "Side", "make_room", "tables_of"]

DESK, FLOOR = "x", "."
MOST_SQUARES = 24
"""Squares along a side: twice what the widest classroom needs."""

Square = tuple[int, int]


class Side(StrEnum):
    """Which side of the drawing the board is on."""

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"


class RoomShape(StrEnum):
    """Usual ways to place desks, to begin a drawing from."""

    PAIRS = "pairs"  # two and two, aisles between
    TABLES = "tables"  # four around a table
    ROWS = "rows"  # whole rows
    HORSESHOE = "horseshoe"


@dataclass(frozen=True)
class Room:
    r"""A room with desks for one pupil each.

    Attributes
    ----------
    squares
        The drawing, a string a row: ``x`` is a desk and ``.`` is floor. All rows are equally long.
    board
        The side the board is on.
    facing
        Whether pupils on squares in front of and behind each other are neighbours too, as around a
        table. Otherwise only those side by side, as seen from the board, are.

    Examples
    --------
    >>> room = Room.from_text("xx.xx\nxx.xx")
    >>> room.n_seats, room.neighbours[0]
    (8, (1,))
    >>> sorted(room.near_board)
    [0, 1, 2, 3]
    """

    squares: tuple[str, ...]
    board: Side = Side.TOP
    facing: bool = False

    def __post_init__(self) -> None:
        width = len(self.squares[0]) if self.squares else 0
        size = (len(self.squares), width)
        if not 1 <= min(size) <= max(size) <= MOST_SQUARES:
            raise ArrangementRefusedError("room_size", most=MOST_SQUARES)
        if any(len(row) != width or set(row) - {DESK, FLOOR} for row in self.squares):
            raise ArrangementRefusedError("room_text")

    @classmethod
    def from_text(cls, text: str, *, board: Side = Side.TOP, facing: bool = False) -> Room:
        """Read a drawing: a line a row, ``x`` for a desk, ``.`` or a space for floor.

        Raises
        ------
        ArrangementRefusedError
            ``room_text`` for another sign, ``room_size`` for an empty or too large drawing.
        """
        lines = [line.rstrip().lower().replace(" ", FLOOR) for line in text.splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        width = max(map(len, lines), default=0)
        return cls(tuple(line.ljust(width, FLOOR) for line in lines), board, facing)

    def to_text(self) -> str:
        """Return the drawing as `from_text` reads it."""
        return "\n".join(self.squares)

    def resized(self, rows: int, columns: int) -> Room:
        """Return the drawing with more floor, or cut, to the right and at the bottom."""
        lines = [row[:columns].ljust(columns, FLOOR) for row in self.squares[:rows]]
        lines += [FLOOR * columns] * (rows - len(lines))
        return replace(self, squares=tuple(lines))

    @cached_property
    def seats(self) -> tuple[Square, ...]:
        """The square (row, column) of each seat, in reading order."""
        return tuple(
            (r, c) for r, row in enumerate(self.squares) for c, x in enumerate(row) if x == DESK
        )

    @property
    def n_seats(self) -> int:
        """How many can sit here."""
        return len(self.seats)

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """For each seat the seats beside it (and face to face, where `facing`)."""
        beside = ((0, 1), (0, -1)) if self._rows_run_across else ((1, 0), (-1, 0))
        around = ((0, 1), (0, -1), (1, 0), (-1, 0))
        return self._at(around if self.facing else beside)

    @cached_property
    def close(self) -> tuple[tuple[int, ...], ...]:
        """For each seat the seats on the eight squares around it: who is kept apart is in none."""
        steps = tuple((r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r, c) != (0, 0))
        return self._at(steps)

    @cached_property
    def blocks(self) -> tuple[tuple[int, ...], ...]:
        """The seats of each two by two squares that hold at least two: all of them close."""
        at = {square: seat for seat, square in enumerate(self.seats)}
        found = {
            tuple(
                sorted(at[s] for s in ((r, c), (r, c + 1), (r + 1, c), (r + 1, c + 1)) if s in at)
            )
            for r in range(-1, len(self.squares))
            for c in range(-1, len(self.squares[0]))
        }
        return tuple(sorted(block for block in found if len(block) > 1))

    @cached_property
    def near_board(self) -> frozenset[int]:
        """The seats near the board: the nearest rows of squares that hold a third of all seats."""
        ranks = [self.rank(seat) for seat in range(self.n_seats)]
        limit = sorted(ranks)[max(0, -(-self.n_seats // 3) - 1)] if ranks else 0
        return frozenset(seat for seat, rank in enumerate(ranks) if rank <= limit)

    def rank(self, seat: int) -> int:
        """Return how many squares a seat is from the board's wall."""
        row, column = self.seats[seat]
        height, width = len(self.squares), len(self.squares[0])
        far = {
            Side.TOP: row,
            Side.BOTTOM: height - 1 - row,
            Side.LEFT: column,
            Side.RIGHT: width - 1 - column,
        }
        return far[self.board]

    @property
    def tables(self) -> tuple[tuple[int, ...], ...]:
        """Seats that hang together as neighbours, in reading order."""
        return tables_of(self, range(self.n_seats))

    @cached_property
    def mirrored(self) -> tuple[int, ...]:
        """Each seat's mirror image as seen from the board; empty where the room has none."""
        at = {square: seat for seat, square in enumerate(self.seats)}
        height, width = len(self.squares), len(self.squares[0])
        flipped = [
            (r, width - 1 - c) if self._rows_run_across else (height - 1 - r, c)
            for r, c in self.seats
        ]
        return tuple(at[square] for square in flipped) if set(flipped) == set(at) else ()

    @property
    def _rows_run_across(self) -> bool:
        return self.board in (Side.TOP, Side.BOTTOM)

    def _at(self, steps: tuple[Square, ...]) -> tuple[tuple[int, ...], ...]:
        at = {square: seat for seat, square in enumerate(self.seats)}
        return tuple(
            tuple(sorted(at[r + dr, c + dc] for dr, dc in steps if (r + dr, c + dc) in at))
            for r, c in self.seats
        )


def tables_of(room: Room, used: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """Return seats in use that hang together as neighbours, in reading order."""
    left, found = set(used), []
    while left:
        table: set[int] = set()
        edge = {min(left)}
        while edge:
            table |= edge
            edge = {t for s in edge for t in room.neighbours[s] if t in left} - table
        left -= table
        found.append(tuple(sorted(table)))
    return tuple(found)


def make_room(shape: RoomShape, n: int) -> Room:
    r"""Return a usual room with at least *n* desks, to begin a drawing from.

    Examples
    --------
    >>> make_room(RoomShape.PAIRS, 10).to_text()
    'xx.xx.xx\nxx.xx.xx'
    """
    if shape is RoomShape.HORSESHOE:
        return _horseshoe(n)
    row, gap = {
        RoomShape.PAIRS: ("xx.xx.xx", 0),
        RoomShape.ROWS: ("xxxxxxx", 0),
        RoomShape.TABLES: ("xx.xx.xx.xx", 1),
    }[shape]
    tall = 2 if shape is RoomShape.TABLES else 1
    blocks = -(-n // (tall * row.count(DESK)))
    lines: list[str] = []
    for block in range(blocks):
        lines += [FLOOR * len(row)] * (gap if block else 0) + [row] * tall
    return Room(tuple(lines), facing=shape is RoomShape.TABLES)


def _horseshoe(n: int) -> Room:
    """Return two arms and a back row; open towards the board."""
    back = max(5, n // 2 - n // 6)
    arm = max(1, -(-(n - back) // 2))
    lines = [DESK + FLOOR * (back - 2) + DESK] * arm + [DESK * back]
    return Room(tuple(lines), facing=True)
