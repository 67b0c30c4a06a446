"""The log of imports and the audit: what was done, by which role, never about whom."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from skolemiljo_analytics.store.keys import Sealer
from skolemiljo_analytics.store.models import AuditRow, ImportRow, new_row_id
from skolemiljo_analytics.store.records import AuditEntry, ImportEntry

__all__ = ["Journal"]


class Journal:
    """What was done, inside one unit of work."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def add_import(self, class_id: str, role: str, report: str, decisions: str) -> None:
        """Write an import: its report (JSON without names) and a person's decisions, sealed."""
        row_id = new_row_id()
        self._session.add(
            ImportRow(
                id=row_id,
                class_id=class_id,
                at=datetime.now(UTC),
                role=role,
                sealed=self._sealer.seal([report, decisions], f"import:{row_id}"),
            )
        )
        self._session.flush()

    def imports(self, class_id: str) -> tuple[ImportEntry, ...]:
        """Return the imports of a class, oldest first."""
        query = select(ImportRow).where(ImportRow.class_id == class_id).order_by(ImportRow.at)
        return tuple(
            ImportEntry(row.at, row.role, *self._sealer.open(row.sealed, f"import:{row.id}"))
            for row in self._session.scalars(query)
        )

    def forget_names(self, class_id: str, until: date) -> None:
        """Take what was decided about single names out of imports up to a day: it is an answer."""
        query = select(ImportRow).where(ImportRow.class_id == class_id)
        for row in self._session.scalars(query):
            report, decisions = self._sealer.open(row.sealed, f"import:{row.id}")
            said = json.loads(decisions)
            if row.at.date() <= until and said.pop("names", None):
                row.sealed = self._sealer.seal([report, json.dumps(said)], f"import:{row.id}")
        self._session.flush()

    def note(self, role: str, action: str, class_id: str = "", count: int = 1) -> None:
        """Write an audit line; it outlives the class it speaks of."""
        self._session.add(
            AuditRow(at=datetime.now(UTC), role=role, action=action, class_id=class_id, count=count)
        )
        self._session.flush()

    def noted(self, action: str, class_id: str) -> bool:
        """Tell whether an audit line of this action and class is there."""
        query = select(AuditRow.number).where(
            AuditRow.action == action, AuditRow.class_id == class_id
        )
        return self._session.scalar(query.limit(1)) is not None

    def audit(self) -> tuple[AuditEntry, ...]:
        """Return the audit, oldest first."""
        rows = self._session.scalars(select(AuditRow).order_by(AuditRow.number))
        return tuple(AuditEntry(r.at, r.role, r.action, r.class_id, r.count) for r in rows)
