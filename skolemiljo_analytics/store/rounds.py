"""Rounds with their questions and answers: rows to frozen records and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from sqlalchemy import ScalarResult, Select, func, select
from sqlalchemy.orm import Session, selectinload

from skolemiljo_analytics.errors import AnswersDeletedError, UnknownRoundError
from skolemiljo_analytics.store.codec import from_json, to_json
from skolemiljo_analytics.store.keys import Sealer
from skolemiljo_analytics.store.models import (
    AnswerRow,
    AnswerSheetRow,
    MentionRow,
    QuestionRow,
    RoundRow,
    new_row_id,
)
from skolemiljo_analytics.store.records import RoundInfo
from skolemiljo_analytics.tables.records import (
    AnswerSheet,
    NominationRound,
    Question,
    SuspicionGrounds,
)
from skolemiljo_analytics.trends.scales import ScaleScores
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    AnswerState,
    Polarity,
    PupilId,
    Purpose,
    QuestionKind,
)

__all__ = ["Rounds", "content_of"]


def content_of(answers: NominationRound) -> str:
    """Return a hash of all a round holds; the order of the sheets does not matter."""
    asked = (answers.key, answers.held_on, answers.purpose, answers.questions, answers.grounds)
    head = to_json(asked)
    sheets = sorted(to_json(_tidy(sheet)) for sheet in answers.sheets)
    return hashlib.sha256("\n".join([head, *sheets]).encode()).hexdigest()


class Rounds:
    """What was asked and answered, inside one unit of work."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def infos(self, class_id: str) -> tuple[RoundInfo, ...]:
        """Return the rounds of a class in use, oldest first."""
        query = _in_use(class_id).order_by(RoundRow.held_on, RoundRow.key)
        return tuple(_info(row) for row in self._session.scalars(query))

    def content(self, class_id: str, key: str) -> str | None:
        """Return the hash of the round in use (see `content_of`), None when there is none."""
        rows = self._session.scalars(_in_use(class_id).where(RoundRow.key == key))
        return next((row.content for row in rows), None)

    def read(self, class_id: str, key: str) -> NominationRound:
        """Return one round with its answers.

        Raises
        ------
        UnknownRoundError
            If the class has no such round, with those there are.
        AnswersDeletedError
            If its answers have been deleted.
        """
        row = next(iter(self._full(_in_use(class_id).where(RoundRow.key == key))), None)
        if row is None:
            raise UnknownRoundError(key, (info.key for info in self.infos(class_id)))
        if row.answers_deleted_on is not None:
            raise AnswersDeletedError(key, row.answers_deleted_on)
        return self._round(row)

    def read_all(self, class_id: str) -> tuple[NominationRound, ...]:
        """Return the rounds whose answers are still there, oldest first."""
        query = _in_use(class_id).where(RoundRow.answers_deleted_on.is_(None))
        rows = self._full(query.order_by(RoundRow.held_on, RoundRow.key))
        return tuple(self._round(row) for row in rows)

    def kept_scores(self, class_id: str, key: str) -> tuple[ScaleScores, ...]:
        """Return the scale scores kept from a round whose answers are deleted; else none."""
        rows = self._session.scalars(_in_use(class_id).where(RoundRow.key == key))
        kept = next((row.scale_scores for row in rows), None)
        return () if kept is None else tuple(from_json(list[ScaleScores], kept))

    def add(
        self, class_id: str, answers: NominationRound, *, n_asked: int, delete_after: date | None
    ) -> None:
        """Write a round as the one in use; an earlier version stays, marked as replaced."""
        now = datetime.now(UTC)
        for row in self._session.scalars(_in_use(class_id).where(RoundRow.key == answers.key)):
            row.replaced_at = now
        row = RoundRow(
            id=new_row_id(),
            class_id=class_id,
            key=answers.key,
            version=1 + self._newest_version(class_id, answers.key),
            held_on=answers.held_on,
            purpose=answers.purpose,
            content=content_of(answers),
            n_asked=n_asked,
            n_answered=sum(map(_said_something, answers.sheets)),
            imported_at=now,
            delete_after=delete_after,
        )
        row.grounds_sealed = self._seal_grounds(row.id, answers.grounds)
        row.questions = list(_question_rows(answers.questions))
        by_key = {question.key: question for question in row.questions}
        row.sheets = [
            AnswerSheetRow(
                position=i, pupil_id=s.pupil, answers=list(_answer_rows(_tidy(s), by_key))
            )
            for i, s in enumerate(answers.sheets)
        ]
        self._session.add(row)
        self._session.flush()

    def _newest_version(self, class_id: str, key: str) -> int:
        newest = select(func.max(RoundRow.version)).where(
            RoundRow.class_id == class_id, RoundRow.key == key
        )
        return self._session.scalar(newest) or 0

    def _full(self, query: Select[RoundRow]) -> ScalarResult[RoundRow]:
        answers = selectinload(RoundRow.sheets).selectinload(AnswerSheetRow.answers)
        return self._session.scalars(
            query.options(
                selectinload(RoundRow.questions), answers.selectinload(AnswerRow.mentions)
            )
        )

    def _round(self, row: RoundRow) -> NominationRound:
        keys = {question.id: question.key for question in row.questions}
        return NominationRound(
            row.key,
            row.held_on,
            Purpose(row.purpose),
            tuple(_question(one) for one in row.questions),
            tuple(_sheet(one, keys) for one in row.sheets),
            self._grounds(row),
        )

    def _seal_grounds(self, row_id: str, grounds: SuspicionGrounds | None) -> bytes | None:
        if grounds is None:
            return None
        return self._sealer.seal(to_json(grounds), f"grounds:{row_id}")

    def _grounds(self, row: RoundRow) -> SuspicionGrounds | None:
        if row.grounds_sealed is None:
            return None
        return from_json(
            SuspicionGrounds, self._sealer.open(row.grounds_sealed, f"grounds:{row.id}")
        )


def _in_use(class_id: str) -> Select[RoundRow]:
    return select(RoundRow).where(RoundRow.class_id == class_id, RoundRow.replaced_at.is_(None))


def _info(row: RoundRow) -> RoundInfo:
    return RoundInfo(
        row.class_id,
        row.key,
        row.held_on,
        Purpose(row.purpose),
        row.version,
        row.n_asked,
        row.n_answered,
        row.delete_after,
        row.answers_deleted_on,
    )


def _said_something(sheet: AnswerSheet) -> bool:
    """Tell whether a sheet holds any answer, "nobody" included; one of silence alone does not."""
    spoke = {AnswerState.NAMED, AnswerState.NOBODY}
    return bool(sheet.scales) or not spoke.isdisjoint(sheet.states.values())


def _tidy(sheet: AnswerSheet) -> AnswerSheet:
    """Return the sheet without empty lists of names, which say nothing that its states do not."""
    return AnswerSheet(
        sheet.pupil,
        dict(sorted(sheet.states.items())),
        {key: named for key, named in sorted(sheet.named.items()) if named},
        {key: dict(sorted(rated.items())) for key, rated in sorted(sheet.ratings.items()) if rated},
        dict(sorted(sheet.scales.items())),
    )


def _question_rows(questions: tuple[Question, ...]) -> Iterator[QuestionRow]:
    for position, one in enumerate(questions):
        yield QuestionRow(
            id=new_row_id(),
            position=position,
            key=one.key,
            text=one.text,
            kind=one.kind,
            polarity=one.polarity,
            form=one.form,
            most=one.limit,
            scale=one.scale,
            lowest=one.lowest,
            highest=one.highest,
            reverse=one.reverse,
        )


def _question(row: QuestionRow) -> Question:
    return Question(
        row.key,
        row.text,
        QuestionKind(row.kind),
        Polarity(row.polarity),
        AnswerForm(row.form),
        row.most,
        row.scale,
        row.lowest,
        row.highest,
        row.reverse,
    )


def _answer_rows(sheet: AnswerSheet, questions: Mapping[str, QuestionRow]) -> Iterator[AnswerRow]:
    said = (sheet.states, sheet.named, sheet.ratings, sheet.scales)
    for key in sorted({key for mapping in said for key in mapping}):
        state = sheet.states.get(key)
        mentions: list[tuple[PupilId, int | None]] = [(p, None) for p in sheet.named.get(key, ())]
        mentions += list(sheet.ratings.get(key, {}).items())
        yield AnswerRow(
            question=questions[key],
            state=None if state is None else str(state),
            number=sheet.scales.get(key),
            mentions=[
                MentionRow(position=i, pupil_id=pupil, rating=rating)
                for i, (pupil, rating) in enumerate(mentions)
            ],
        )


def _sheet(row: AnswerSheetRow, keys: Mapping[str, str]) -> AnswerSheet:
    answers = {keys[one.question_id]: one for one in row.answers}
    named = {
        key: tuple(PupilId(m.pupil_id) for m in one.mentions if m.rating is None)
        for key, one in answers.items()
    }
    ratings = {
        key: {PupilId(m.pupil_id): m.rating for m in one.mentions if m.rating is not None}
        for key, one in answers.items()
    }
    return _tidy(
        AnswerSheet(
            PupilId(row.pupil_id),
            {key: AnswerState(one.state) for key, one in answers.items() if one.state is not None},
            named,
            ratings,
            {key: one.number for key, one in answers.items() if one.number is not None},
        )
    )
