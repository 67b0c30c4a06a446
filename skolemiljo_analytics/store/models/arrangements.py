"""Groups and seats that were taken into use, who was in which, and the room of a class."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skolemiljo_analytics.store.models.base import Base, refers_to

__all__ = ["ArrangementRow", "PlaceRow", "RoomRow"]


class ArrangementRow(Base):
    """Groups kept for a class; numbered in the order they were kept."""

    __tablename__ = "arrangement"
    __table_args__ = (UniqueConstraint("class_id", "number"),)
    id: Mapped[str] = mapped_column(primary_key=True)
    class_id: Mapped[str] = refers_to("school_class.id")
    number: Mapped[int]
    kind: Mapped[str]
    kept_on: Mapped[date]
    room: Mapped[str | None] = mapped_column(Text)
    places: Mapped[list[PlaceRow]] = relationship(
        order_by="PlaceRow.position", passive_deletes=True, lazy="selectin"
    )


class PlaceRow(Base):
    """Which group or seat a pupil was in; goes with the pupil."""

    __tablename__ = "arrangement_place"
    arrangement_id: Mapped[str] = refers_to("arrangement.id", primary_key=True, index=False)
    pupil_id: Mapped[str] = refers_to("pupil.id", primary_key=True)
    position: Mapped[int]
    group_number: Mapped[int]


class RoomRow(Base):
    """The room a class sits in, as it was last drawn; holds nothing about anybody."""

    __tablename__ = "room"
    class_id: Mapped[str] = refers_to("school_class.id", primary_key=True, index=False)
    drawing: Mapped[str] = mapped_column(Text)
