"""Rows of answers to decisions: every name in every cell ends as one outcome with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from skolemiljo_analytics.readers.identity import contains_identity_number
from skolemiljo_analytics.readers.people import clean_name, name_key
from skolemiljo_analytics.readers.resolve import Resolution, Resolver
from skolemiljo_analytics.readers.rows import AnswerCell, AnswerRow
from skolemiljo_analytics.readers.sheets import Cell, cell_text
from skolemiljo_analytics.readers.special import SILENT_REASONS
from skolemiljo_analytics.readers.split import split_names
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.tables.report import Candidate, Decision, MentionReading
from skolemiljo_analytics.vocabulary import PupilId

__all__ = [
    "CellPlace",
    "Draft",
    "Place",
    "Writer",
    "decide_row",
    "names_in",
    "resolve_writer",
    "settle",
]

Place = tuple[str, str, int, str, int]
"""File, sheet, row, column as written, position in the cell (-1: who the row is from)."""

CellPlace = tuple[str, str, int, str]
"""File, sheet, row, column as written."""

_SOMEBODY = frozenset({
    Decision.MATCHED, Decision.REVIEW, Decision.ASK, Decision.OUTSIDE, Decision.UNKNOWN,
})  # fmt: skip
_NOT_KEPT = frozenset({Decision.REFUSED, Decision.REDACTED})
_TEST = frozenset({"test", "testing", "testelev", "test test", "test elev", "prøve", "asdf"})
_TOTAL = re.compile(
    r"^(?:sum|totalt?|snitt|gjennomsnitt|i alt|average|mean"
    r"|(?:antall|tal på|number of)(?: (?:svar|elever|elevar|valg|val|answers|pupils))?)[\s\d:=.,]*$"
)
_ANONYMOUS = frozenset({"anonymous", "anonym", "anonymt", "anonyme"})


@dataclass(slots=True)
class Writer:
    """Who a row is from, when that is decided."""

    text: str = field(repr=False)
    resolution: Resolution

    @property
    def certain(self) -> PupilId | None:
        """The pupil, where it is certain who the row is from."""
        found = self.resolution
        return found.pupil if found.decision is Decision.MATCHED else None


@dataclass(slots=True)
class Draft:
    """One mention on its way to a `MentionReading`, with what its round needs of it."""

    place: Place = field(repr=False)
    text: str = field(repr=False)
    writer: PupilId | None
    question: str
    round: str
    resolution: Resolution
    rank: int | None = None
    value: float | None = None
    cell: Cell = field(default=None, repr=False)

    def become(self, decision: Decision, reason: str) -> None:
        """Change the outcome; pupil and candidates stay, so that a person sees who was meant."""
        old = self.resolution
        self.resolution = Resolution(decision, reason, old.pupil, old.candidates)

    def reading(self) -> MentionReading:
        """Return the frozen record."""
        file, sheet, row, column, position = self.place
        r = self.resolution
        return MentionReading(
            file, sheet, row, column, position, self.text, self.writer,
            r.decision, r.pupil, r.candidates, r.reason, self.question,
        )  # fmt: skip


Overrule = Callable[[Place, str, Resolution], Resolution]


def resolve_writer(
    row: AnswerRow, resolver: Resolver, where: tuple[str, str], overrule: Overrule
) -> Writer:
    """Return who a row is from.

    Test rows, total rows and anonymous rows are known as what they are. An e-mail of the class list
    is as certain as a full name; it never overrules a name that says somebody else.
    """
    text = row.name
    key = name_key(clean_name(text))
    if contains_identity_number(text):
        return Writer("", Resolution(Decision.REDACTED, "identity_number"))
    if key in _TEST:
        found = Resolution(Decision.UNKNOWN, "test_row")
    elif _TOTAL.match(key) or _TOTAL.match(name_key(row.label)):
        found = Resolution(Decision.UNKNOWN, "total_row")
    elif not key or key in _ANONYMOUS:
        found = _by_email(row.email, resolver) or Resolution(Decision.UNKNOWN, "anonymous")
    else:
        found = resolver.resolve(text)
        if found.decision is Decision.NOBODY:
            found = Resolution(Decision.UNKNOWN, "anonymous")
    found = overrule((*where, row.row, "", -1), text, found)
    return Writer(text, found)


def _by_email(email: str, resolver: Resolver) -> Resolution | None:
    if not email:
        return None
    same = [p for p in resolver.index.pupils if p.email and p.email == email]
    if len(same) != 1:
        return None
    pupil = same[0].pupil
    return Resolution(Decision.MATCHED, "email", pupil, (Candidate(pupil, 1.0, "email"),))


def decide_row(
    row: AnswerRow,
    writer: PupilId | None,
    resolver: Resolver,
    questions: Mapping[str, Question],
    *,
    at: tuple[str, str, str],
    refused: frozenset[str],
    overrule: Overrule,
) -> list[Draft]:
    """Return a draft for every name in the row's cells.

    Parameters
    ----------
    row, writer
        The row and who it is from (None while that is not certain).
    resolver
        For the class and day of the row.
    questions
        Question key to question; cells of scales hold no names and give no draft.
    at
        File, sheet and round.
    refused
        Questions that may not be asked in this round: their names are counted, not kept.
    overrule
        Gives the outcome a person has decided for a place, or hands the machine's back.
    """
    file, sheet, round_key = at
    out = []
    for cell in row.cells:
        question = questions.get(cell.question)
        if question is not None and not question.names_pupils:
            continue
        for position, text in enumerate(_names(cell, resolver)):
            place = (file, sheet, row.row, cell.column, position)
            if cell.question in refused:
                found = Resolution(Decision.REFUSED, "unlawful_question")
            else:
                found = overrule(place, text, resolver.resolve(text))
                found = _about_oneself(found) if found.pupil and found.pupil == writer else found
            kept = "" if found.decision in _NOT_KEPT else text
            out.append(
                Draft(place, kept, writer, cell.question, round_key, found, cell.rank, cell.value,
                      cell.content)
            )  # fmt: skip
    return out


def names_in(
    row: AnswerRow, resolver: Resolver, questions: Mapping[str, Question]
) -> Iterator[str]:
    """Yield the names written in a row's cells, as `decide_row` will see them."""
    for cell in row.cells:
        question = questions.get(cell.question)
        if question is None or question.names_pupils:
            yield from _names(cell, resolver)


def _names(cell: AnswerCell, resolver: Resolver) -> Iterable[str]:
    text = cell_text(cell.content)
    if not text.strip():
        return ()
    if cell.whole:
        return (" ".join(text.split()),)
    return split_names(text, resolver)


def _about_oneself(found: Resolution) -> Resolution:
    if found.decision is Decision.MATCHED:
        return Resolution(Decision.SELF, "self_choice", found.pupil, found.candidates)
    if found.decision is Decision.REVIEW:
        return Resolution(Decision.ASK, "perhaps_self", None, found.candidates)
    return found


def settle(drafts: list[Draft], questions: Mapping[str, Question]) -> None:
    """Settle what only a whole answer shows: repeats, contradictions, more names than the limit.

    `drafts` are the mentions of one pupil's (or one row's) answer to one question, in order.

    Notes
    -----
    The first names up to the limit count. «Ingen» beside a name is a contradiction; the name
    stands. The same pupil with two different values is a contradiction and counts as neither.
    """
    _settle_repeats(drafts)
    named = [d for d in drafts if d.resolution.decision in _SOMEBODY]
    for draft in drafts:
        nobody = draft.resolution.decision is Decision.NOBODY
        if named and nobody and draft.resolution.reason not in SILENT_REASONS:
            draft.become(Decision.CONTRADICTION, "nobody_and_names")
    question = questions.get(drafts[0].question) if drafts else None
    if question is not None and question.limit:
        for draft in named[question.limit :]:
            draft.become(Decision.OVER_LIMIT, "more_than_limit")


def _settle_repeats(drafts: list[Draft]) -> None:
    seen: dict[PupilId, Draft] = {}
    for draft in drafts:
        pupil = draft.resolution.pupil
        if draft.resolution.decision is not Decision.MATCHED or pupil is None:
            continue
        first = seen.setdefault(pupil, draft)
        if first is draft:
            continue
        if first.value != draft.value:
            first.become(Decision.CONTRADICTION, "different_values")
            draft.become(Decision.CONTRADICTION, "different_values")
        else:
            draft.become(Decision.REPEAT, "same_pupil_again")
