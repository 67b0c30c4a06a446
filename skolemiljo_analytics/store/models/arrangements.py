"""Groups that were taken into use, and who was in which."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skolemiljo_analytics.store.models.base import Base, refers_to

__all__ = ["ArrangementRow", "PlaceRow"]


class ArrangementRow(Base):
    """Groups kept for a class; numbered in the order they were kept."""

    __tablename__ = "arrangement"
    __table_args__ = (UniqueConstraint("class_id", "number"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    class_id: Mapped[str] = refers_to("school_class.id")
    number: Mapped[int]
    kind: Mapped[str]
    kept_on: Mapped[date]
    places: Mapped[list[PlaceRow]] = relationship(
        order_by="PlaceRow.position", passive_deletes=True, lazy="selectin"
    )


class PlaceRow(Base):
    """Which group a pupil was in; goes with the pupil."""

    __tablename__ = "arrangement_place"
    arrangement_id: Mapped[str] = refers_to("arrangement.id", primary_key=True, index=False)
    pupil_id: Mapped[str] = refers_to("pupil.id", primary_key=True)
    position: Mapped[int]
    group_number: Mapped[int]
