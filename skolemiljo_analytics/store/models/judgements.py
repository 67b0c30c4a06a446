"""Portraits and findings as made, checks of findings, choices of actions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skolemiljo_analytics.store.models.base import Base, new_row_id, refers_to

__all__ = [
    "CheckRow",
    "ChoiceFindingRow",
    "ChoiceRow",
    "FindingPupilRow",
    "FindingRow",
    "PortraitFindingRow",
    "PortraitRow",
    "RoundPlacesRow",
]


class PortraitRow(Base):
    """A portrait as it was made; never changed."""

    __tablename__ = "portrait"
    __table_args__ = (UniqueConstraint("class_id", "fingerprint"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    class_id: Mapped[str] = refers_to("school_class.id")
    round_key: Mapped[str]
    fingerprint: Mapped[str]
    preset: Mapped[str]
    preset_version: Mapped[str]
    version: Mapped[str]
    made_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text())
    findings: Mapped[list[FindingRow]] = relationship(
        secondary="portrait_finding", order_by="PortraitFindingRow.position", viewonly=True
    )


class RoundPlacesRow(Base):
    """Where the pupils of a round stand on the map, as first placed; never changed."""

    __tablename__ = "round_places"
    __table_args__ = (UniqueConstraint("class_id", "fingerprint"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    class_id: Mapped[str] = refers_to("school_class.id")
    round_key: Mapped[str]
    fingerprint: Mapped[str]
    made_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text())


class FindingRow(Base):
    """A finding as it was made; `substance` is the hash of what an adult checks."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("class_id", "finding_id", "substance"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    class_id: Mapped[str] = refers_to("school_class.id")
    round_key: Mapped[str]
    finding_id: Mapped[str]
    substance: Mapped[str]
    body: Mapped[str] = mapped_column(Text())


class PortraitFindingRow(Base):
    """Which findings were drawn from which portrait, in order."""

    __tablename__ = "portrait_finding"
    portrait_id: Mapped[str] = refers_to("portrait.id", primary_key=True, index=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[str] = refers_to("finding.id")


class FindingPupilRow(Base):
    """Whom a finding concerns."""

    __tablename__ = "finding_pupil"
    finding_id: Mapped[str] = refers_to("finding.id", primary_key=True, index=False)
    pupil_id: Mapped[str] = refers_to("pupil.id", primary_key=True)


class CheckRow(Base):
    """That an adult checked a finding; the newest counts, the earlier stay."""

    __tablename__ = "finding_check"
    id: Mapped[str] = mapped_column(primary_key=True)
    finding_id: Mapped[str] = refers_to("finding.id")
    number: Mapped[int]
    checked_on: Mapped[date]
    holds: Mapped[bool]
    sealed: Mapped[bytes]


class ChoiceRow(Base):
    """A proposal somebody decided on; its words are sealed."""

    __tablename__ = "choice"
    id: Mapped[str] = mapped_column(primary_key=True)
    class_id: Mapped[str] = refers_to("school_class.id")
    number: Mapped[int]
    round_key: Mapped[str]
    action: Mapped[str]
    starts_on: Mapped[date]
    evaluate_on: Mapped[date]
    decided_on: Mapped[date]
    sealed: Mapped[bytes]
    findings: Mapped[list[ChoiceFindingRow]] = relationship(
        order_by="ChoiceFindingRow.position", passive_deletes=True
    )


class ChoiceFindingRow(Base):
    """Which findings a choice rests on."""

    __tablename__ = "choice_finding"
    choice_id: Mapped[str] = refers_to("choice.id", primary_key=True, index=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[str] = refers_to("finding.id")
    finding: Mapped[FindingRow] = relationship()
