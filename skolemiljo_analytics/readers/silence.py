"""Who did not answer, in which round and to which question: silence is not a no."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from skolemiljo_analytics.readers.people import ListedPupil
from skolemiljo_analytics.readers.rounds import RoundDraft, SheetDraft
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.tables.report import QuestionSilence
from skolemiljo_analytics.vocabulary import AnswerState, PupilId

__all__ = ["count_silence", "never_answered"]

RoundsByClass = Mapping[tuple[str, str], RoundDraft]
"""Class and round to what was gathered of it."""


def count_silence(
    pupils: Iterable[ListedPupil], rounds: RoundsByClass
) -> tuple[QuestionSilence, ...]:
    """Count what became of each question of each round, over those on the list that day."""
    classes: dict[str, list[ListedPupil]] = {}
    for pupil in pupils:
        classes.setdefault(pupil.class_id, []).append(pupil)
    return tuple(
        one
        for (owner, _), draft in sorted(rounds.items())
        for one in _of_round(owner, draft, classes.get(owner, ()))
    )


def _of_round(
    owner: str, draft: RoundDraft, pupils: Iterable[ListedPupil]
) -> Iterator[QuestionSilence]:
    here = [pupil.pupil for pupil in pupils if pupil.present_on(draft.held_on)]
    for question in draft.questions.values():
        states = Counter(_state(draft.sheets.get(pupil), question) for pupil in here)
        yield QuestionSilence(
            owner,
            draft.key,
            question.key,
            names_pupils=question.names_pupils,
            named=states[AnswerState.NAMED],
            nobody=states[AnswerState.NOBODY],
            skipped=states[AnswerState.SKIPPED],
            absent=states[AnswerState.ABSENT],
        )


def _state(sheet: SheetDraft | None, question: Question) -> AnswerState:
    if sheet is None:
        return AnswerState.ABSENT
    if question.names_pupils:
        return sheet.states.get(question.key, AnswerState.SKIPPED)
    return AnswerState.NAMED if question.key in sheet.scales else AnswerState.SKIPPED


def never_answered(pupils: Iterable[ListedPupil], rounds: RoundsByClass) -> Iterator[PupilId]:
    """Yield those on the list of a class that was asked who have no answer in any round."""
    asked: dict[str, list[RoundDraft]] = {}
    for (owner, _), draft in rounds.items():
        asked.setdefault(owner, []).append(draft)
    for pupil in pupils:
        held = asked.get(pupil.class_id, [])
        here = any(pupil.present_on(draft.held_on) for draft in held)
        if here and not any(pupil.pupil in draft.sheets for draft in held):
            yield pupil.pupil
