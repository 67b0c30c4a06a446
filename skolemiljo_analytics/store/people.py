"""Schools, classes, rosters and names: rows to frozen records and back."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from skolemiljo_analytics.names import NameKey, PersonName
from skolemiljo_analytics.store.keys import Sealer
from skolemiljo_analytics.store.models import (
    ClassRow,
    NameRow,
    ObservationPupilRow,
    ObservationRow,
    PupilRow,
    RosterRow,
    SchoolRow,
    new_row_id,
)
from skolemiljo_analytics.store.records import ClassInfo, SchoolInfo
from skolemiljo_analytics.tables.records import Observation, PupilEntry, Roster
from skolemiljo_analytics.vocabulary import Gender, PupilId

__all__ = ["People"]


class People:
    """Who there is, inside one unit of work."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    # -- schools and classes ---------------------------------------------------------------------

    def schools(self) -> tuple[SchoolInfo, ...]:
        """Return every school, by name."""
        rows = self._session.scalars(select(SchoolRow).order_by(SchoolRow.name, SchoolRow.id))
        return tuple(SchoolInfo(row.id, row.name, row.invented) for row in rows)

    def add_school(self, name: str, *, invented: bool = False) -> SchoolInfo:
        """Write a new school."""
        row = SchoolRow(id=new_row_id(), name=name, invented=invented)
        self._session.add(row)
        self._session.flush()
        return SchoolInfo(row.id, row.name, row.invented)

    def remove_school(self, school_id: str) -> None:
        """Delete a school without classes."""
        self._session.execute(delete(SchoolRow).where(SchoolRow.id == school_id))

    def classes(self, school_id: str | None = None) -> tuple[ClassInfo, ...]:
        """Return the classes of one school or of all, by school, grade and label."""
        size = func.count(RosterRow.id)
        query = (
            select(ClassRow, SchoolRow.invented, size)
            .join(SchoolRow, SchoolRow.id == ClassRow.school_id)
            .outerjoin(RosterRow, RosterRow.class_id == ClassRow.id)
            .group_by(ClassRow.id, SchoolRow.id)
            .order_by(SchoolRow.name, SchoolRow.id, ClassRow.grade, ClassRow.label)
        )
        if school_id is not None:
            query = query.where(ClassRow.school_id == school_id)
        return tuple(
            ClassInfo(row.id, row.school_id, row.label, row.grade, invented, n)
            for row, invented, n in self._session.execute(query)
        )

    def add_class(self, school_id: str, label: str, grade: int | None) -> str:
        """Write a new class and return its id: its label, numbered where another has it."""
        taken = set(self._session.scalars(select(ClassRow.id)))
        wanted, number = label, 1
        while wanted in taken:
            number += 1
            wanted = f"{label}-{number}"
        self._session.add(ClassRow(id=wanted, school_id=school_id, label=label, grade=grade))
        self._session.flush()
        return wanted

    # -- the list --------------------------------------------------------------------------------

    def roster(self, class_id: str) -> Roster:
        """Return the class list over time, in list order."""
        query = select(RosterRow).where(RosterRow.class_id == class_id).order_by(RosterRow.position)
        return Roster(class_id, tuple(_entry(row) for row in self._session.scalars(query)))

    def save_roster(self, roster: Roster) -> None:
        """Make the list of a class what `roster` says; nobody else's rows are touched."""
        known = set(self._session.scalars(select(PupilRow.id)))
        self._session.add_all(PupilRow(id=p) for p in roster.ids if p not in known)
        self._session.execute(delete(RosterRow).where(RosterRow.class_id == roster.class_id))
        self._session.flush()
        self._session.add_all(
            _roster_row(roster.class_id, position, entry)
            for position, entry in enumerate(roster.pupils)
        )
        self._session.flush()

    # -- names -----------------------------------------------------------------------------------

    def names(self, class_id: str) -> NameKey:
        """Return the names of a class in list order, opened with the store's key."""
        query = (
            select(NameRow)
            .join(RosterRow, RosterRow.pupil_id == NameRow.pupil_id)
            .where(RosterRow.class_id == class_id)
            .order_by(RosterRow.position)
        )
        return NameKey.from_pairs(
            (PupilId(row.pupil_id), self._name(row)) for row in self._session.scalars(query)
        )

    def save_names(self, names: Iterable[tuple[PupilId, PersonName]]) -> None:
        """Seal and write names, in place of earlier ones of the same pupils."""
        for pupil, name in names:
            sealed = self._sealer.seal([name.family, name.given], f"pupil_name:{pupil}")
            self._session.merge(NameRow(pupil_id=pupil, sealed=sealed))
        self._session.flush()

    def _name(self, row: NameRow) -> PersonName:
        family, given = self._sealer.open(row.sealed, f"pupil_name:{row.pupil_id}")
        return PersonName(family, given)

    # -- observations ----------------------------------------------------------------------------

    def observations(self, class_id: str) -> tuple[Observation, ...]:
        """Return the adults' observations of a class, in the order written."""
        query = (
            select(ObservationRow)
            .where(ObservationRow.class_id == class_id)
            .order_by(ObservationRow.position)
        )
        return tuple(self._observation(row) for row in self._session.scalars(query))

    def save_observations(self, class_id: str, observations: Iterable[Observation]) -> None:
        """Add the observations that are not there already."""
        known = self.observations(class_id)
        fresh = [one for one in observations if one not in known]
        for position, one in enumerate(fresh, start=len(known)):
            self._session.add(self._observation_row(class_id, position, one))
        self._session.flush()

    def _observation_row(self, class_id: str, position: int, one: Observation) -> ObservationRow:
        row_id = new_row_id()
        sealed = self._sealer.seal([one.place, one.text, one.observer], f"observation:{row_id}")
        return ObservationRow(
            id=row_id,
            class_id=class_id,
            position=position,
            seen_on=one.seen_on,
            sealed=sealed,
            pupils=[
                ObservationPupilRow(position=i, pupil_id=pupil)
                for i, pupil in enumerate(one.pupils)
            ],
        )

    def _observation(self, row: ObservationRow) -> Observation:
        place, text, observer = self._sealer.open(row.sealed, f"observation:{row.id}")
        pupils = tuple(PupilId(one.pupil_id) for one in row.pupils)
        return Observation(row.seen_on, place, pupils, text, observer)


def _entry(row: RosterRow) -> PupilEntry:
    return PupilEntry(
        PupilId(row.pupil_id),
        row.list_row,
        None if row.gender is None else Gender(row.gender),
        row.joined,
        row.left,
        row.protected,
    )


def _roster_row(class_id: str, position: int, entry: PupilEntry) -> RosterRow:
    return RosterRow(
        class_id=class_id,
        pupil_id=entry.pupil,
        position=position,
        list_row=entry.row,
        gender=entry.gender,
        joined=entry.joined,
        left=entry.left,
        protected=entry.protected,
    )
