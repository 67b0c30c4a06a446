"""Expectations, brackets, answers to the fourteen questions, cases: rows to records and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from skolemiljo_analytics.casework.brackets import Bracket
from skolemiljo_analytics.casework.expectation import Expectation
from skolemiljo_analytics.casework.questions import AnswersVersion
from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Case,
    Closing,
    Evaluation,
    LegalTrack,
    PlanItem,
    Stage,
)
from skolemiljo_analytics.errors import StoreError
from skolemiljo_analytics.store.codec import from_json, to_json
from skolemiljo_analytics.store.keys import Sealer
from skolemiljo_analytics.store.models import CaseRow, CaseworkRow, new_row_id
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["Cases"]

Record = TypeVar("Record")
CasePart = Account | PlanItem | BackToAffected | Evaluation | Closing

_KINDS: dict[type[Any], str] = {
    Expectation: "expectation",
    Bracket: "bracket",
    AnswersVersion: "answers",
    Account: "account",
    PlanItem: "plan_item",
    BackToAffected: "back",
    Evaluation: "evaluation",
    Closing: "closing",
}


class Cases:
    """What the adults wrote along the five steps, inside one unit of work."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    # -- before the map ----------------------------------------------------------------------------

    def add_expectation(self, class_id: str, expected: Expectation) -> None:
        """Lock an expectation: it is written once and never changed."""
        self._add(class_id, expected, round_key=expected.round_key)

    def expectations(self, class_id: str, round_key: str) -> tuple[Expectation, ...]:
        """Return what was expected of a round, oldest first."""
        found = self._all(class_id, Expectation)
        return tuple(one for one in found if one.round_key == round_key)

    # -- parentheses -------------------------------------------------------------------------------

    def set_brackets(self, class_id: str, brackets: Iterable[Bracket]) -> None:
        """Put exactly these pupils in parentheses, and take the others out."""
        mine = (CaseworkRow.class_id == class_id, CaseworkRow.kind == _KINDS[Bracket])
        self._session.execute(delete(CaseworkRow).where(*mine))
        for one in brackets:
            self._add(class_id, one, pupil=one.pupil)

    def brackets(self, class_id: str) -> tuple[Bracket, ...]:
        """Return who is in parentheses, in the order they were put there."""
        return self._all(class_id, Bracket)

    # -- the fourteen questions --------------------------------------------------------------------

    def save_answers(self, class_id: str, version: AnswersVersion) -> None:
        """Write a version: over a draft of the same number, never over an approved one.

        Raises
        ------
        StoreError
            If the version of this number is approved.
        """
        for row, there in self._rows(class_id, AnswersVersion):
            if there.number == version.number:
                if there.approved:
                    raise StoreError("An approved version is never changed; make the next one")
                row.sealed = self._seal(row.id, version)
                row.round_key, row.at = version.round_key, datetime.now(UTC)
                self._session.flush()
                return
        self._add(class_id, version, round_key=version.round_key)

    def answers(self, class_id: str) -> tuple[AnswersVersion, ...]:
        """Return every version, oldest first; at most the newest is a draft."""
        return self._all(class_id, AnswersVersion)

    # -- cases -------------------------------------------------------------------------------------

    def open_case(
        self, class_id: str, opened_on: date, track: LegalTrack, reported_on: date | None
    ) -> str:
        """Open a case; return its id."""
        newest = select(func.max(CaseRow.number)).where(CaseRow.class_id == class_id)
        row = CaseRow(
            id=new_row_id(),
            class_id=class_id,
            number=(self._session.scalar(newest) or 0) + 1,
            opened_on=opened_on,
            track=track,
            stage=Stage.SUSPICION,
            reported_on=reported_on,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def move_case(
        self, class_id: str, case_id: str, *, stage: Stage, reported_on: date | None
    ) -> None:
        """Note how far a case has come, and when it was taken up with the head."""
        row = self._case_row(class_id, case_id)
        row.stage, row.reported_on = stage, reported_on
        self._session.flush()

    def add_to_case(self, class_id: str, case_id: str, part: CasePart) -> None:
        """Write an account, a decision, a step 4, an evaluation or the closing of a case."""
        self._case_row(class_id, case_id)
        pupil = part.pupil if isinstance(part, BackToAffected) else None
        self._add(class_id, part, case_id=case_id, pupil=pupil)

    def cases(self, class_id: str) -> tuple[Case, ...]:
        """Return the cases of a class, oldest first, with step 4 in them."""
        rows = self._session.scalars(
            select(CaseRow).where(CaseRow.class_id == class_id).order_by(CaseRow.number)
        )
        return tuple(self._case(row) for row in rows)

    def case(self, class_id: str, case_id: str) -> Case:
        """Return one case of a class as it stands now.

        Raises
        ------
        StoreError
            If the class has no such case.
        """
        return self._case(self._case_row(class_id, case_id))

    def _case(self, row: CaseRow) -> Case:
        backs = self._of_case(row, BackToAffected)
        closings = self._of_case(row, Closing)
        return Case(
            row.id,
            row.class_id,
            row.opened_on,
            LegalTrack(row.track),
            Stage(row.stage),
            row.reported_on,
            self._of_case(row, Account),
            self._of_case(row, PlanItem),
            backs,
            tuple(one.day for one in backs),
            self._of_case(row, Evaluation),
            closings[-1] if closings else None,
        )

    def _of_case(self, case: CaseRow, kind: type[Record]) -> tuple[Record, ...]:
        return tuple(one for row, one in self._rows(case.class_id, kind) if row.case_id == case.id)

    def _case_row(self, class_id: str, case_id: str) -> CaseRow:
        row = self._session.get(CaseRow, case_id)
        if row is None or row.class_id != class_id:
            raise StoreError("This class has no such case")
        return row

    # -- forgetting --------------------------------------------------------------------------------

    def forget(self, class_id: str, pupil: PupilId) -> None:
        """Take a pupil out of what the adults of a class expected; the rest goes with the pupil."""
        for row, one in self._rows(class_id, Expectation):
            row.sealed = self._seal(row.id, one.without(pupil))
        self._session.flush()

    def count_texts(self, classes: Iterable[str]) -> int:
        """Count the records of these classes that a person must read for free text."""
        query = select(func.count()).where(
            CaseworkRow.class_id.in_(tuple(classes)), CaseworkRow.kind != _KINDS[Bracket]
        )
        return self._session.scalar(query) or 0

    # -- inside ------------------------------------------------------------------------------------

    def _add(
        self,
        class_id: str,
        record: object,
        *,
        round_key: str = "",
        case_id: str | None = None,
        pupil: PupilId | None = None,
    ) -> None:
        row_id, kind = new_row_id(), _KINDS[type(record)]
        newest = select(func.max(CaseworkRow.number)).where(
            CaseworkRow.class_id == class_id, CaseworkRow.kind == kind
        )
        self._session.add(
            CaseworkRow(
                id=row_id,
                class_id=class_id,
                case_id=case_id,
                pupil_id=pupil,
                kind=kind,
                number=(self._session.scalar(newest) or 0) + 1,
                round_key=round_key,
                at=datetime.now(UTC),
                sealed=self._seal(row_id, record),
            )
        )
        self._session.flush()

    def _all(self, class_id: str, kind: type[Record]) -> tuple[Record, ...]:
        return tuple(one for _, one in self._rows(class_id, kind))

    def _rows(self, class_id: str, kind: type[Record]) -> list[tuple[CaseworkRow, Record]]:
        query = (
            select(CaseworkRow)
            .where(CaseworkRow.class_id == class_id, CaseworkRow.kind == _KINDS[kind])
            .order_by(CaseworkRow.number)
        )
        return [
            (row, from_json(kind, self._sealer.open(row.sealed, f"casework:{row.id}")))
            for row in self._session.scalars(query)
        ]

    def _seal(self, row_id: str, record: object) -> bytes:
        return self._sealer.seal(to_json(record), f"casework:{row_id}")
