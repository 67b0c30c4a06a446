"""Rounds, questions, answer sheets and the classmates named in them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from skolemiljo_analytics.store.models.base import Base, new_row_id, refers_to

__all__ = ["AnswerRow", "AnswerSheetRow", "MentionRow", "QuestionRow", "RoundRow"]


class RoundRow(Base):
    """One version of one round; the newest that nothing replaced is the one in use."""

    __tablename__ = "survey_round"
    __table_args__ = (UniqueConstraint("class_id", "key", "version"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    class_id: Mapped[str] = refers_to("school_class.id")
    key: Mapped[str]
    version: Mapped[int]
    held_on: Mapped[date]
    purpose: Mapped[str]
    grounds_sealed: Mapped[bytes | None]
    content: Mapped[str]
    n_asked: Mapped[int]
    n_answered: Mapped[int]
    imported_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
    delete_after: Mapped[date | None]
    answers_deleted_on: Mapped[date | None]
    scale_scores: Mapped[str | None] = mapped_column(Text())
    questions: Mapped[list[QuestionRow]] = relationship(
        order_by="QuestionRow.position", passive_deletes=True
    )
    sheets: Mapped[list[AnswerSheetRow]] = relationship(
        order_by="AnswerSheetRow.position", passive_deletes=True
    )


class QuestionRow(Base):
    """A question of a round."""

    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("round_id", "key"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    round_id: Mapped[str] = refers_to("survey_round.id")
    position: Mapped[int]
    key: Mapped[str]
    text: Mapped[str] = mapped_column(Text())
    kind: Mapped[str]
    polarity: Mapped[str]
    form: Mapped[str]
    most: Mapped[int | None]
    scale: Mapped[str]
    lowest: Mapped[int]
    highest: Mapped[int]
    reverse: Mapped[bool]


class AnswerSheetRow(Base):
    """One pupil's sheet in one round; a pupil without one was absent."""

    __tablename__ = "answer_sheet"
    __table_args__ = (UniqueConstraint("round_id", "pupil_id"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    round_id: Mapped[str] = refers_to("survey_round.id")
    pupil_id: Mapped[str] = refers_to("pupil.id")
    position: Mapped[int]
    answers: Mapped[list[AnswerRow]] = relationship(passive_deletes=True)


class AnswerRow(Base):
    """What is known of one answer: its state, and its number where it is one."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("sheet_id", "question_id"),)
    id: Mapped[str] = mapped_column(primary_key=True, default=new_row_id)
    sheet_id: Mapped[str] = refers_to("answer_sheet.id")
    question_id: Mapped[str] = refers_to("question.id")
    state: Mapped[str | None]
    number: Mapped[int | None]
    question: Mapped[QuestionRow] = relationship()
    mentions: Mapped[list[MentionRow]] = relationship(
        order_by="MentionRow.position", passive_deletes=True
    )


class MentionRow(Base):
    """A classmate in an answer: named when there is no rating, else rated."""

    __tablename__ = "mention"
    answer_id: Mapped[str] = refers_to("answer.id", primary_key=True, index=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    pupil_id: Mapped[str] = refers_to("pupil.id")
    rating: Mapped[int | None]
