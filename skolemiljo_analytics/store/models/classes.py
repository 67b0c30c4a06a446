"""Schools, classes, pupils, their names and the time they belong."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skolemiljo_analytics.store.models.base import Base, new_row_id, refers_to

__all__ = [
    "ClassRow",
    "MetaRow",
    "NameRow",
    "ObservationPupilRow",
    "ObservationRow",
    "PupilRow",
    "RosterRow",
    "SchoolRow",
]


class MetaRow(Base):
    """Facts about the store itself: its id and the fingerprint of its key."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class SchoolRow(Base):
    """A school; `invented` marks one made for trying things on."""

    __tablename__ = "school"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    invented: Mapped[bool]


class ClassRow(Base):
    """A class of a school."""

    __tablename__ = "school_class"
    id: Mapped[str] = mapped_column(primary_key=True)
    school_id: Mapped[str] = refers_to("school.id")
    label: Mapped[str]
    grade: Mapped[int | None]


class PupilRow(Base):
    """A pupil: an opaque id and nothing else."""

    __tablename__ = "pupil"
    id: Mapped[str] = mapped_column(primary_key=True)


class NameRow(Base):
    """A pupil's name, sealed, in a table of its own."""

    __tablename__ = "pupil_name"
    pupil_id: Mapped[str] = refers_to("pupil.id", primary_key=True, index=False)
    sealed: Mapped[bytes]


class RosterRow(Base):
    """The time a pupil belongs to a class."""

    __tablename__ = "roster_period"
    __table_args__ = (UniqueConstraint("class_id", "pupil_id"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    class_id: Mapped[str] = refers_to("school_class.id")
    pupil_id: Mapped[str] = refers_to("pupil.id")
    position: Mapped[int]
    list_row: Mapped[int | None]
    gender: Mapped[str | None]
    joined: Mapped[date | None]
    left: Mapped[date | None]
    protected: Mapped[bool]


class ObservationRow(Base):
    """A dated observation by an adult; its words are sealed."""

    __tablename__ = "observation"
    id: Mapped[str] = mapped_column(primary_key=True)
    class_id: Mapped[str] = refers_to("school_class.id")
    position: Mapped[int]
    seen_on: Mapped[date]
    sealed: Mapped[bytes]
    pupils: Mapped[list[ObservationPupilRow]] = relationship(
        order_by="ObservationPupilRow.position", passive_deletes=True
    )


class ObservationPupilRow(Base):
    """Whom an observation is about."""

    __tablename__ = "observation_pupil"
    observation_id: Mapped[str] = refers_to("observation.id", primary_key=True, index=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[str] = refers_to("pupil.id")
