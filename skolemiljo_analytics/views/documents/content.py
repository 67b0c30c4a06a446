"""What a document says, apart from how it looks: plain frozen records of finished sentences."""

from __future__ import annotations

from dataclasses import dataclass

from skolemiljo_analytics.vocabulary import Language

__all__ = ["Card", "Document", "Picture", "Section", "Stamp", "Table"]


@dataclass(frozen=True)
class Stamp:
    """One line of the box on the first page: purpose, date, who may see it, when it is deleted."""

    label: str
    text: str


@dataclass(frozen=True)
class Table:
    """A table with a header row; every row as long as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        """Refuse ragged rows: a renderer would silently shift cells."""
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"Every row of a table must have {len(self.header)} cells.")


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
class Section:
    """A heading with what stands under it, in this order."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    picture: Picture | None = None
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole document in one language."""

    title: str
    subtitle: str
    language: Language
    stamps: tuple[Stamp, ...]
    sections: tuple[Section, ...]
    footer: str
