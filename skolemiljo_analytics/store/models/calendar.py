"""The school's own days of the year; their words are sealed."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from skolemiljo_analytics.store.models.base import Base, refers_to

__all__ = ["YearEventRow"]


class YearEventRow(Base):
    """An event of a school's year."""

    __tablename__ = "year_event"
    id: Mapped[str] = mapped_column(primary_key=True)
    school_id: Mapped[str] = refers_to("school.id")
    kind: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    sealed: Mapped[bytes]
