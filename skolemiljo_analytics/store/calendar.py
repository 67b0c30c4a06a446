"""A school's own days of the year: rows to frozen records and back."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from skolemiljo_analytics.casework.year import YearEvent, YearKind
from skolemiljo_analytics.store.keys import Sealer
from skolemiljo_analytics.store.models import YearEventRow, new_row_id

__all__ = ["Calendar"]


class Calendar:
    """The school's own events, inside one unit of work."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def add(self, school_id: str, event: YearEvent) -> str:
        """Write an event; return its id."""
        row_id = new_row_id()
        self._session.add(
            YearEventRow(
                id=row_id,
                school_id=school_id,
                kind=str(event.kind),
                starts_on=event.starts_on,
                ends_on=event.ends_on,
                sealed=self._sealer.seal([event.title], f"year_event:{row_id}"),
            )
        )
        self._session.flush()
        return row_id

    def events(self, school_id: str) -> tuple[YearEvent, ...]:
        """Return a school's own events, by day."""
        query = (
            select(YearEventRow)
            .where(YearEventRow.school_id == school_id)
            .order_by(YearEventRow.starts_on, YearEventRow.id)
        )
        return tuple(self._event(row) for row in self._session.scalars(query))

    def remove(self, school_id: str, event_id: str) -> None:
        """Delete an event; nothing happens where there is none."""
        self._session.execute(
            delete(YearEventRow).where(
                YearEventRow.school_id == school_id, YearEventRow.id == event_id
            )
        )

    def _event(self, row: YearEventRow) -> YearEvent:
        (title,) = self._sealer.open(row.sealed, f"year_event:{row.id}")
        return YearEvent(
            YearKind(row.kind), row.starts_on, row.ends_on, title=title, event_id=row.id
        )
