"""What was imported, and who did what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from skolemiljo_analytics.store.models.base import Base, refers_to

__all__ = ["AuditRow", "ImportRow"]


class ImportRow(Base):
    """One import: its report without names, and what a person decided; sealed."""

    __tablename__ = "import_entry"
    id: Mapped[str] = mapped_column(primary_key=True)
    class_id: Mapped[str] = refers_to("school_class.id")
    at: Mapped[datetime]
    role: Mapped[str]
    sealed: Mapped[bytes]


class AuditRow(Base):
    """Who (which role) did what to which class, when; counts and codes only. Outlives the class."""

    __tablename__ = "audit"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    role: Mapped[str]
    action: Mapped[str]
    class_id: Mapped[str] = mapped_column(index=True)
    count: Mapped[int]
