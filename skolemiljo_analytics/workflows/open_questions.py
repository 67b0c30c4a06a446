"""What a person must decide about an import, gathered so that the same is asked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from skolemiljo_analytics.readers.deciding import CellPlace, Place
from skolemiljo_analytics.readers.reading import Reading
from skolemiljo_analytics.readers.report import ImportReport
from skolemiljo_analytics.tables.report import Decision, MentionReading, RespondentReading
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.vocabulary import Language, PupilId

__all__ = ["OpenQuestion", "label_pupils", "open_questions", "others_to_choose"]


@dataclass(frozen=True)
class OpenQuestion:
    """One text a person must say who is, and every place where it stands.

    Attributes
    ----------
    text
        As written in the cell.
    places
        Where it stands, all with the same candidates.
    is_writer
        Whether it says who a row of answers is from.
    candidates
        Pupils who may be meant, best first, each with a code for why.
    reason
        Why the machine may not decide.
    respondent
        Who wrote the name, where only this pupil's answer is asked about.
    cell
        The whole cell it stands in, where more than the name stands there.
    """

    text: str = field(repr=False)
    places: tuple[Place, ...] = field(repr=False)
    is_writer: bool
    candidates: tuple[tuple[PupilId, str], ...]
    reason: str
    respondent: PupilId | None = None
    cell: str = field(default="", repr=False)


def open_questions(
    report: ImportReport, cells: Mapping[CellPlace, str] = MappingProxyType({})
) -> tuple[OpenQuestion, ...]:
    """Return what a person must decide, the same text with the same candidates asked once.

    `cells` are the whole cells as they stand (`Reading.cells`), to be shown beside the name.

    Where several pupils share the name, each writer is asked about alone: two pupils who write the
    same first name may mean different classmates.
    """
    found: dict[tuple[object, ...], list[RespondentReading | MentionReading]] = {}
    for one in report.questions:
        key = (type(one), one.text, one.candidates, one.reason, _only_writer(one))
        found.setdefault(key, []).append(one)
    return tuple(_question(same, cells) for same in found.values())


def label_pupils(reading: Reading, language: Language) -> NameLabeller:
    """Return what pupils of the lists are called while names are decided.

    A pupil whose address is protected is called by the number on the list.
    """
    return NameLabeller(reading.names, protected=reading.protected, language=language, whole=True)


def others_to_choose(reading: Reading, question: OpenQuestion) -> tuple[PupilId, ...]:
    """Return the class's other pupils in list order: a nickname may look like nobody's name."""
    record = reading.records.get(reading.class_id)
    shown = {pupil for pupil, _ in question.candidates}
    ids = record.roster.ids if record is not None else ()
    return tuple(pupil for pupil in ids if pupil not in shown)


def _only_writer(one: RespondentReading | MentionReading) -> PupilId | None:
    """Return who wrote a name that several pupils share; None where the writer is no matter."""
    if isinstance(one, MentionReading) and one.decision is Decision.ASK:
        return one.respondent
    return None


def _question(
    same: list[RespondentReading | MentionReading], cells: Mapping[CellPlace, str]
) -> OpenQuestion:
    first = same[0]
    whole = cells.get(_place(first)[:4], "")
    return OpenQuestion(
        first.text,
        tuple(_place(one) for one in same),
        isinstance(first, RespondentReading),
        tuple((c.pupil, c.why) for c in first.candidates),
        first.reason,
        _only_writer(first),
        whole if whole.strip() != first.text.strip() else "",
    )


def _place(one: RespondentReading | MentionReading) -> Place:
    if isinstance(one, RespondentReading):
        return (one.file, one.sheet, one.row, "", -1)
    return (one.file, one.sheet, one.row, one.column, one.position)
