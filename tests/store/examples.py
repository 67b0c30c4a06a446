"""A small class with every kind of answer, to put into a store."""

from __future__ import annotations

from datetime import date

from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.store import Store
from skolemiljo_analytics.tables.records import (
    AnswerSheet,
    NominationRound,
    PupilEntry,
    Question,
    Roster,
    SuspicionGrounds,
)
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    AnswerState,
    Gender,
    Polarity,
    PupilId,
    Purpose,
    QuestionKind,
)

ADA, BO, CAI, DU = (PupilId(p) for p in ("pada", "pbo", "pcai", "pdu"))
NAMES = {
    ADA: PersonName("Østensjø", "Adaline"),
    BO: PersonName("Nguyễn", "Bonifatius"),
    CAI: PersonName("Čáhppes", "Caihna"),
    DU: PersonName("Dąbrowska", "Dunja"),
}
QUESTIONS = (
    Question("friminutt", "Hvem vil du være sammen med?", QuestionKind.COMPANY, limit=3),
    Question("arbeid", "Hvor gjerne?", QuestionKind.WORK, form=AnswerForm.RATING),
    Question("ro", "Arbeidsro", form=AnswerForm.SCALE, scale="trivsel", reverse=True),
    Question("bråk", "Hvem?", QuestionKind.DISLIKE, Polarity.NEGATIVE),
)


def roster(class_id: str = "7A") -> Roster:
    return Roster(
        class_id,
        (
            PupilEntry(ADA, 2, Gender.GIRL, date(2024, 8, 19)),
            PupilEntry(BO, 3, Gender.BOY, None, date(2026, 1, 31)),
            PupilEntry(CAI, 4, None, protected=True),
            PupilEntry(DU, 7, Gender.OTHER),
        ),
    )


def suspicion_round(key: str = "2025-10") -> NominationRound:
    named, nobody, skipped = AnswerState.NAMED, AnswerState.NOBODY, AnswerState.SKIPPED
    sheets = (
        AnswerSheet(
            BO,
            {"friminutt": named, "arbeid": named, "ro": named, "bråk": skipped},
            {"friminutt": (DU, ADA)},
            {"arbeid": {ADA: 5, CAI: 1}},
            {"ro": 4},
        ),
        AnswerSheet(ADA, {"friminutt": nobody, "bråk": named}, {"bråk": (CAI,)}),
        AnswerSheet(DU, {"friminutt": AnswerState.ABSENT}),
    )
    grounds = SuspicionGrounds(
        date(2025, 9, 1), "Samtaler har ikke nådd fram", "rektor", date(2025, 9, 8)
    )
    return NominationRound(key, date(2025, 10, 7), Purpose.SUSPICION, QUESTIONS, sheets, grounds)


def fill(store: Store) -> None:
    """Put one class, its names and one round into a store."""
    with store.work() as work:
        school = work.people.add_school("Skolen")
        class_id = work.people.add_class(school.school_id, "7A", 7)
        work.people.save_roster(roster(class_id))
        work.people.save_names(NAMES.items())
        work.rounds.add(class_id, suspicion_round(), n_asked=4, delete_after=date(2026, 7, 31))
