"""What every document carries: title, stamps (purpose, date, who may see it, deletion), footer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from skolemiljo_analytics.views.documents.content import Document, Field, Layout, Section, Stamp
from skolemiljo_analytics.wording import Translator, say_date
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind
from skolemiljo_analytics.workflows.documents.nameless import NameFilter

__all__ = ["Frame", "blank_fields", "document_number", "frame_document"]


@dataclass(frozen=True)
class Frame:
    """Where and when a document is made.

    Attributes
    ----------
    say
        Its language.
    school, klass
        What they are called; `klass` is "" for a document of the whole school.
    today
        The day it is made.
    delete_on
        The day copies are to be deleted.
    invented
        Whether the school is made for trying things on.
    away
        Takes pupils' names out of what the adults wrote.
    """

    say: Translator
    school: str
    klass: str
    today: date
    delete_on: date
    invented: bool
    away: NameFilter

    def day(self, day: date) -> str:
        """Write a date in full."""
        return say_date(day, self.say.language)


def frame_document(
    frame: Frame,
    kind: DocumentKind,
    sections: tuple[Section, ...],
    *,
    extra: tuple[tuple[str, str], ...] = (),
    layout: Layout = Layout.REPORT,
    title: str = "",
) -> Document:
    """Put a document's sections in their frame.

    Parameters
    ----------
    frame
        Where and when; the sections have been made before, so that its name filter has counted.
    kind
        Whose words about purpose, readers and deletion stand in the stamps.
    sections
        What it says; empty ones are left out by the caller.
    extra
        More stamps: code of the label and text.
    layout
        How it lies on its pages.
    title
        Instead of the kind's own name.
    """
    say, name = frame.say, f"documents.kind.{kind}"
    day = frame.day(frame.today)
    stamps = (
        ("purpose", say(f"{name}.purpose")),
        ("day", day),
        *extra,
        ("readers", say(f"{name}.readers")),
        ("delete", say(f"{name}.delete", day=frame.day(frame.delete_on))),
        *_about_names(frame, sections, layout),
    )
    about = " · ".join(part for part in (frame.school, frame.klass) if part)
    return Document(
        title=title or say(name),
        subtitle=f"{about} · {day}",
        language=say.language,
        stamps=tuple(Stamp(say(f"documents.stamp.{label}"), text) for label, text in stamps),
        sections=sections,
        footer=_footer(frame, layout, title or say(name), day),
        layout=layout,
    )


def _about_names(
    frame: Frame, sections: tuple[Section, ...], layout: Layout
) -> tuple[tuple[str, str], ...]:
    """Tell the makers how many names were taken out; a sheet for others does not tell it."""
    count = sum(text.count(frame.away.mark) for one in sections for text in _texts(one))
    if not frame.away.found or not count or layout is Layout.LETTER:
        return ()
    return (("names", frame.say.plural("documents.stamp.names.taken_out", count)),)


def _texts(section: Section) -> Iterator[str]:
    """Return all that stands in a section, except its picture."""
    yield from section.paragraphs + section.bullets
    yield from (field.text for field in section.fields)
    if section.table is not None:
        yield from (cell for row in section.table.rows for cell in row)
    for card in section.cards:
        yield card.title
        yield from (text for _, text in card.lines)


def _footer(frame: Frame, layout: Layout, title: str, day: str) -> str:
    start = "tried" if frame.invented else "open" if layout is Layout.LETTER else "closed"
    parts = [title, frame.klass, day]
    return frame.say(f"documents.footer.{start}", words=" · ".join(part for part in parts if part))


def blank_fields(say: Translator, *keys: str, lines: int = 1) -> tuple[Field, ...]:
    """Return fields to fill in by hand; the keys are whole keys of sentences."""
    return tuple(Field(say(key), lines=lines) for key in keys)


def document_number(prefix: str, *of: str) -> str:
    """Return a document's number: the same for the same thing, and nothing can be read from it.

    Examples
    --------
    >>> document_number("KTP", "7B", "2026")
    'KTP-24D28D'
    """
    digest = hashlib.sha256("\x1f".join(of).encode()).hexdigest()
    return f"{prefix}-{digest[:6].upper()}"
