"""Deleting: raw answers on their day, a pupil everywhere, a class with all that is in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from skolemiljo_analytics.errors import StoreError
from skolemiljo_analytics.store.cases import Cases
from skolemiljo_analytics.store.codec import to_json
from skolemiljo_analytics.store.journal import Journal
from skolemiljo_analytics.store.models import (
    AnswerSheetRow,
    ChoiceRow,
    ClassRow,
    FindingPupilRow,
    FindingRow,
    ImportRow,
    MentionRow,
    ObservationPupilRow,
    ObservationRow,
    PortraitRow,
    PupilRow,
    RosterRow,
    RoundPlacesRow,
    RoundRow,
)
from skolemiljo_analytics.store.people import People
from skolemiljo_analytics.store.records import Erasure
from skolemiljo_analytics.store.rounds import Rounds
from skolemiljo_analytics.trends.scales import score_scales
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["Retention", "end_of_school_year"]


def end_of_school_year(day: date) -> date:
    """Return the last day of the Norwegian school year that `day` lies in: 31 July.

    References
    ----------
    Opplæringslova § 14-1, https://lovdata.no/lov/2023-06-09-30/§14-1

    Examples
    --------
    >>> end_of_school_year(date(2025, 10, 7))
    datetime.date(2026, 7, 31)
    """
    return date(day.year + (day.month > 7), 7, 31)


class Retention:
    """What must go, inside one unit of work."""

    def __init__(
        self, session: Session, people: People, rounds: Rounds, *, cases: Cases, journal: Journal
    ) -> None:
        self._session = session
        self._journal = journal
        self._people = people
        self._rounds = rounds
        self._cases = cases

    def purge(self, today: date) -> int:
        """Delete the raw answers whose last day has passed; return how many rounds lost them.

        Replaced versions go too, and what a person decided about names in them. Questions,
        portraits, places on the map, findings, checks and choices remain, and the scores of each
        scale, sorted and without pupils, for the trend over years.
        """
        due = (
            select(RoundRow)
            .where(RoundRow.delete_after < today, RoundRow.answers_deleted_on.is_(None))
            .order_by(RoundRow.id)
        )
        rows = tuple(self._session.scalars(due))
        for row in rows:
            if row.replaced_at is None:
                row.scale_scores = self._scores(row)
        rounds = tuple(row.id for row in rows)
        self._session.execute(delete(AnswerSheetRow).where(AnswerSheetRow.round_id.in_(rounds)))
        self._session.execute(
            update(RoundRow).where(RoundRow.id.in_(rounds)).values(answers_deleted_on=today)
        )
        for row in rows:
            if row.delete_after is not None:
                self._journal.forget_names(row.class_id, row.delete_after)
        return len(rounds)

    def _scores(self, row: RoundRow) -> str:
        scales = score_scales(
            self._rounds.read(row.class_id, row.key), self._people.roster(row.class_id)
        )
        return to_json([replace(one, scores=tuple(sorted(one.scores))) for one in scales])

    def erase_class(self, class_id: str) -> None:
        """Delete a class, and the pupils who are in no other.

        Raises
        ------
        StoreError
            If there is no such class.
        """
        if self._session.get(ClassRow, class_id) is None:
            raise StoreError("There is no such class")
        self._session.execute(delete(ClassRow).where(ClassRow.id == class_id))
        self._session.execute(
            delete(PupilRow).where(PupilRow.id.not_in(select(RosterRow.pupil_id)))
        )

    def erase_pupil(self, pupil: PupilId) -> Erasure:
        """Delete a pupil everywhere: name, list, answers, mentions by others, what was made.

        Portraits of the pupil's classes and places on their maps go, since every number in them
        rests on the pupil too; they can be made anew of the answers that remain. Import reports of
        the classes go as well.

        Raises
        ------
        StoreError
            If there is no such pupil.
        """
        if self._session.get(PupilRow, pupil) is None:
            raise StoreError("There is no such pupil")
        classes = tuple(
            self._session.scalars(select(RosterRow.class_id).where(RosterRow.pupil_id == pupil))
        )
        about = select(FindingPupilRow.finding_id).where(FindingPupilRow.pupil_id == pupil)
        findings = tuple(self._session.scalars(about))
        report = self._count(pupil, classes, len(findings))
        self._session.execute(delete(ImportRow).where(ImportRow.class_id.in_(classes)))
        self._session.execute(delete(PortraitRow).where(PortraitRow.class_id.in_(classes)))
        self._session.execute(delete(RoundPlacesRow).where(RoundPlacesRow.class_id.in_(classes)))
        self._session.execute(delete(FindingRow).where(FindingRow.id.in_(findings)))
        self._drop_observations_of(pupil)
        for class_id in classes:
            self._cases.forget(class_id, pupil)
        self._session.execute(delete(PupilRow).where(PupilRow.id == pupil))
        return report

    def _drop_observations_of(self, pupil: PupilId) -> None:
        """Delete the observations that are of this pupil alone; others only lose the reference."""
        mine = select(ObservationPupilRow.observation_id).where(
            ObservationPupilRow.pupil_id == pupil
        )
        shared = select(ObservationPupilRow.observation_id).where(
            ObservationPupilRow.pupil_id != pupil
        )
        self._session.execute(
            delete(ObservationRow).where(
                ObservationRow.id.in_(mine), ObservationRow.id.not_in(shared)
            )
        )

    def _count(self, pupil: PupilId, classes: tuple[str, ...], findings: int) -> Erasure:
        count = self._session.scalar
        portraits = select(func.count()).where(PortraitRow.class_id.in_(classes))
        texts = [
            select(func.count()).where(table.class_id.in_(classes))
            for table in (ObservationRow, ChoiceRow)
        ]
        return Erasure(
            count(select(func.count()).where(AnswerSheetRow.pupil_id == pupil)) or 0,
            count(select(func.count()).where(MentionRow.pupil_id == pupil)) or 0,
            count(portraits) or 0,
            findings,
            sum(count(query) or 0 for query in texts) + self._cases.count_texts(classes),
        )
