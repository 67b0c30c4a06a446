"""*Årshjul*: the year as a picture and as a table, for the staff."""

from __future__ import annotations

from collections.abc import Sequence

from skolemiljo_analytics.casework.year import YearEvent
from skolemiljo_analytics.views.documents.content import Document, Picture, Section, Table
from skolemiljo_analytics.views.year_wheel import describe_year, render_year_wheel
from skolemiljo_analytics.wording.year import say_span, say_year_event
from skolemiljo_analytics.workflows.documents.framing import Frame, frame_document
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind

__all__ = ["year_document"]


def year_document(frame: Frame, events: Sequence[YearEvent], year: int) -> Document:
    """Write the year: the wheel, then every event with its day and what it is."""
    say, language = frame.say, frame.say.language
    svg, png = render_year_wheel(events, year, today=frame.today, language=language)
    picture = Picture(svg, png, describe_year(events, language), say("year.caption"))
    header = tuple(say(f"year.column.{column}") for column in ("when", "what", "kind"))
    rows = tuple(
        (say_span(one, language), say_year_event(one, language), say(f"year.kind.{one.kind}"))
        for one in events
    )
    table = Table(say("year.caption"), header, rows, (1.6, 2.2, 1.6))
    sections = (
        Section(say("year.wheel"), picture=picture),
        Section(say("year.list"), (say("year.windows"),), table=table),
    )
    title = say("year.title", year=f"{year}/{(year + 1) % 100:02}")
    return frame_document(frame, DocumentKind.YEAR_WHEEL, sections, title=title)
