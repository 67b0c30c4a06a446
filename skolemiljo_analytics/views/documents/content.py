"""What a document says, apart from how it looks: plain frozen records of finished sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skolemiljo_analytics.vocabulary import Language

__all__ = ["Card", "Document", "Field", "Layout", "Picture", "Section", "Stamp", "Table"]


class Layout(StrEnum):
    """How a document lies on its pages."""

    REPORT = "report"  # stamped on top, as long as it takes
    ONE_PAGE = "one_page"  # two columns on one sheet, for a meeting
    LETTER = "letter"  # larger text, stamped at the end: for those outside the team


@dataclass(frozen=True)
class Stamp:
    """One line of the box on the first page: purpose, date, who may see it, when it is deleted."""

    label: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table with a header row; every row as long as the header.

    `widths` are the columns' shares of the line, by default the first twice the others; a row of
    empty cells is left room to write in.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse ragged rows: a renderer would silently shift cells."""
        if self.widths and len(self.widths) != len(self.header):
            raise ValueError(f"A table of {len(self.header)} columns needs as many widths.")
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"Every row of a table must have {len(self.header)} cells.")

    @property
    def shares(self) -> tuple[float, ...]:
        """Each column's share of the line."""
        return self.widths or (2.2,) + (1.0,) * (len(self.header) - 1)


@dataclass(frozen=True)
class Picture:
    """A picture in two forms, with its text alternative (required) and a caption."""

    svg: str
    png: bytes
    alternative: str
    caption: str

    def __post_init__(self) -> None:
        """Refuse a picture nobody can read aloud."""
        if not self.alternative.strip():
            raise ValueError("A picture in a document needs a text alternative.")


@dataclass(frozen=True)
class Card:
    """A finding or a proposal: a title, a word beside it, and labelled lines."""

    title: str
    badge: str = ""
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Field:
    """Something to fill in: what is known already, or `lines` lines to write on."""

    label: str
    text: str = ""
    lines: int = 1


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it: text, points, what to fill in, picture, table, cards."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    picture: Picture | None = None
    cards: tuple[Card, ...] = ()
    bullets: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole document in one language."""

    title: str
    subtitle: str
    language: Language
    stamps: tuple[Stamp, ...]
    sections: tuple[Section, ...]
    footer: str
    layout: Layout = Layout.REPORT
