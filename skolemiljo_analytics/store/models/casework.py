"""Casework: cases, and one sealed row for each thing the adults wrote."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from skolemiljo_analytics.store.models.base import Base, new_row_id, refers_to

__all__ = ["CaseRow", "CaseworkRow"]


class CaseRow(Base):
    """A case of a class: when it was opened, its paragraph, how far it has come."""

    __tablename__ = "case_file"
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    class_id: Mapped[str] = refers_to("school_class.id")
    number: Mapped[int]
    opened_on: Mapped[date]
    track: Mapped[str]
    stage: Mapped[str]
    reported_on: Mapped[date | None]


class CaseworkRow(Base):
    """One sealed record: an expectation, a bracket, a version of answers, or a part of a case.

    Rows are added and never changed, except a version that is still a draft. A row about one
    pupil goes with the pupil.
    """

    __tablename__ = "casework"
    __table_args__ = (UniqueConstraint("class_id", "kind", "number"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    class_id: Mapped[str] = refers_to("school_class.id")
    case_id: Mapped[str | None] = refers_to("case_file.id")
    pupil_id: Mapped[str | None] = refers_to("pupil.id")
    kind: Mapped[str]
    number: Mapped[int]
    round_key: Mapped[str]
    at: Mapped[datetime]
    sealed: Mapped[bytes]
