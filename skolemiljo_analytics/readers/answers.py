"""One sheet of answers, from its columns to decided names in rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from skolemiljo_analytics.readers.ahead import compare_ahead
from skolemiljo_analytics.readers.columns import settle_polarity
from skolemiljo_analytics.readers.deciding import (
    Draft,
    Writer,
    decide_row,
    names_in,
    resolve_writer,
    settle,
)
from skolemiljo_analytics.readers.identity import columns_of_last_digits, places_of_identity_numbers
from skolemiljo_analytics.readers.layouts import lay_out
from skolemiljo_analytics.readers.people import name_key
from skolemiljo_analytics.readers.questions import is_doubtful
from skolemiljo_analytics.readers.resolve import Resolver
from skolemiljo_analytics.readers.rounds import RoundOfRow, rounds_of
from skolemiljo_analytics.readers.rows import AnswerRow
from skolemiljo_analytics.readers.sheets import cell_text, is_blank
from skolemiljo_analytics.readers.submissions import later_submissions
from skolemiljo_analytics.readers.survey import read_rung
from skolemiljo_analytics.readers.work import SheetWork
from skolemiljo_analytics.tables.problems import Severity
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.tables.report import (
    ColumnReading,
    ColumnRole,
    Decision,
    FileKind,
    FileReading,
    RespondentReading,
)
from skolemiljo_analytics.vocabulary import AnswerForm, AnswerState, Polarity, PupilId, Purpose

__all__ = ["read_answers"]

_STEP = 1_000


def read_answers(work: SheetWork) -> None:
    """Read one sheet of answers; whatever is wrong with it becomes a problem of the import.

    The purpose of the round is settled before a name is read: a question it may not ask is refused
    first.
    """
    if work.file.purpose is None and work.setting.purpose is None:
        work.problem("purpose_assumed", Severity.NOTE)
    if not work.setting.class_id:
        work.class_id = _class_by_vote(work)
    lay_out(work)
    refused = _refuse_unlawful(work)
    for key, question in work.plan.questions.items():
        work.into.questions.setdefault(key, question)
    _report_columns(work)
    for row in work.rows:
        if row.undated:
            work.problem("date_unreadable", Severity.ASK, row.row)
    rounds = rounds_of(work.rows, work.file, work.setting.held_on)
    if any(one.day is None for one in rounds):
        work.problem("undated", Severity.ASK)
    _decide(work, rounds, refused)
    work.into.files.append(_file_reading(work, rounds))


def _class_by_vote(work: SheetWork) -> str:
    """Return the class most of the sheet's full names belong to, when the list has several."""
    directory = work.intake.directory
    if len(directory.classes) == 1 or ColumnRole.CLASS in work.guess.roles:
        return directory.classes[0] if len(directory.classes) == 1 else ""
    votes: Counter[str] = Counter()
    for row in work.sheet.rows:
        for cell in row:
            if isinstance(cell, str):
                found = directory.everyone.full.get(name_key(cell), ())
                votes.update({pupil.class_id for pupil in found})
    best, count = votes.most_common(1)[0] if votes else ("", 0)
    if count < 0.6 * max(votes.total(), 1):
        work.problem("class_unknown", Severity.ASK)
        return ""
    work.problem("class_guessed", Severity.NOTE, class_id=best)
    return best


def _refuse_unlawful(work: SheetWork) -> frozenset[str]:
    """Return the questions this round may not ask, each reported once with its column."""
    refused = set()
    for key, question in list(work.plan.questions.items()):
        settled = settle_polarity(question, work.intake.folder)
        work.plan.questions[key] = settled
        _ask_if_doubtful(work, settled)
        if not settled.names_pupils or settled.polarity is not Polarity.NEGATIVE:
            continue
        heading = next((c.heading for c in work.plan.columns if c.question == key), "")
        if work.guess.kind is FileKind.MATRIX:
            heading = ""
        if work.purpose is Purpose.PREVENTIVE:
            refused.add(key)
            work.into.refused.append((settled, work.purpose))
            work.problem("unlawful_question", Severity.REFUSED, column=heading, question=key)
        elif work.file.grounds is None:
            work.problem("grounds_missing", Severity.ASK, column=heading, question=key)
    return frozenset(refused)


def _ask_if_doubtful(work: SheetWork, question: Question) -> None:
    """Ask a person whether a question is negative, where its own words do not say."""
    if work.intake.folder.question(question.key) is None and is_doubtful(question):
        heading = next((c.heading for c in work.plan.columns if c.question == question.key), "")
        hidden = "" if any(c.about for c in work.plan.columns) else heading
        work.problem("question_guessed", Severity.ASK, column=hidden, question=question.text)


_SET_ASIDE = {
    ColumnRole.SENSITIVE: "sensitive_column",
    ColumnRole.TEXT: "free_text_column",
}


def _report_columns(work: SheetWork) -> None:
    """Say which columns are not read, and where identity numbers stand."""
    for column in work.plan.columns:
        if column.why == "no_reason":
            work.problem("sensitive_without_reason", Severity.ASK, column=column.heading)
        elif column.role in _SET_ASIDE and column.why != "mapping":
            work.problem(_SET_ASIDE[column.role], Severity.NOTE, column=column.heading)
    header = work.guess.header
    beyond = work.sheet.rows_beyond(header)
    if beyond:
        told = Severity.NOTE if work.guess.kind is FileKind.MATRIX else Severity.ASK
        work.problem("cells_beyond_headings", told, beyond[0] + 1, n=len(beyond))
    identity = {c.at for c in work.plan.columns if c.role is ColumnRole.IDENTITY}
    identity |= columns_of_last_digits(work.sheet.rows[header + 1 :])
    for at in range(header + 1, len(work.sheet.rows)):
        for place in places_of_identity_numbers(work.sheet.rows[at], identity):
            heading = cell_text(work.sheet.cell(header, place))
            hidden = "" if work.guess.kind is FileKind.MATRIX else heading
            work.problem("identity_number", Severity.NOTE, at + 1, column=hidden)


@dataclass(slots=True)
class _Answer:
    """One pupil's answer to one question of one round, from one or more rows."""

    pupil: PupilId | None
    its_round: RoundOfRow
    question: str
    drafts: list[Draft] = field(default_factory=list)


def _decide(work: SheetWork, rounds: list[RoundOfRow], refused: frozenset[str]) -> None:
    compare_ahead(_texts(work, rounds), work.setting.tell)
    writers = _writers(work, rounds)
    late: dict[int, str] = {}
    if work.guess.kind is not FileKind.EDGES:
        late = later_submissions(work.rows, writers, [one.key for one in rounds])
    _report_writers(work, writers, late)
    answers: dict[tuple[str, str, str], _Answer] = {}
    for at, (row, writer, its_round) in enumerate(zip(work.rows, writers, rounds, strict=True)):
        if work.setting.tell is not None and at % _STEP == 0:
            work.setting.tell("deciding", at, len(work.rows))
        resolver = work.resolver(work.class_of(row), its_round.day)
        drafts = decide_row(
            row,
            writer.certain,
            resolver,
            work.plan.questions,
            at=(work.sheet.file, work.sheet.name, its_round.key),
            refused=refused,
            overrule=work.setting.overrule,
        )
        work.into.drafts += drafts
        if at in late:
            _supersede(drafts)
            continue
        _gather(answers, row, its_round, (writer.certain, drafts))
        silent_row = work.guess.kind is FileKind.MATRIX and not row.answered
        if writer.certain is not None and its_round.key and not silent_row:
            _take_scales(work, row, writer.certain, its_round)
    for answer in answers.values():
        settle(answer.drafts, work.plan.questions)
        if answer.question not in refused:
            _take_answer(work, answer)


def _texts(work: SheetWork, rounds: list[RoundOfRow]) -> list[tuple[Resolver, Iterator[str]]]:
    """Return the resolver of each class and day with every name its rows hold."""
    rows: dict[Resolver, list[AnswerRow]] = {}
    for row, one in zip(work.rows, rounds, strict=True):
        rows.setdefault(work.resolver(work.class_of(row), one.day), []).append(row)
    return [(resolver, _written(work, resolver, own)) for resolver, own in rows.items()]


def _written(work: SheetWork, resolver: Resolver, rows: list[AnswerRow]) -> Iterator[str]:
    for row in rows:
        yield row.name
        yield from names_in(row, resolver, work.plan.questions)


def _writers(work: SheetWork, rounds: list[RoundOfRow]) -> list[Writer]:
    where = work.sheet.file, work.sheet.name
    return [
        resolve_writer(
            row, work.resolver(work.class_of(row), one.day), where, work.setting.overrule
        )
        for row, one in zip(work.rows, rounds, strict=True)
    ]


def _report_writers(work: SheetWork, writers: list[Writer], late: dict[int, str]) -> None:
    for at, (row, writer) in enumerate(zip(work.rows, writers, strict=True)):
        found = writer.resolution
        decision, reason = found.decision, found.reason
        if at in late:
            decision, reason = Decision.REPEAT, late[at]
        work.into.respondents.append(
            RespondentReading(
                work.sheet.file,
                work.sheet.name,
                row.row,
                writer.text,
                decision,
                found.pupil,
                found.candidates,
                reason,
            )
        )
    anonymous = sum(writer.resolution.reason == "anonymous" for writer in writers)
    if anonymous:
        work.problem("anonymous_rows", Severity.NOTE, n=anonymous)
    if late:
        work.problem("several_submissions", Severity.NOTE, n=len(late))


def _supersede(drafts: list[Draft]) -> None:
    for draft in drafts:
        if draft.resolution.decision not in {Decision.REFUSED, Decision.REDACTED}:
            draft.become(Decision.REPEAT, "superseded_submission")


def _gather(
    answers: dict[tuple[str, str, str], _Answer],
    row: AnswerRow,
    its_round: RoundOfRow,
    said: tuple[PupilId | None, list[Draft]],
) -> None:
    """Put the row's mentions with the answer they belong to, also from earlier rows of a list."""
    pupil, drafts = said
    who = pupil or f"row {row.row}"
    for key in row.answered:
        answers.setdefault((its_round.key, who, key), _Answer(pupil, its_round, key))
    for draft in drafts:
        place = its_round.key, who, draft.question
        answer = answers.setdefault(place, _Answer(pupil, its_round, draft.question))
        answer.drafts.append(draft)


def _take_answer(work: SheetWork, answer: _Answer) -> None:
    """Put a settled answer into its round; a second file with the same answer is not used."""
    question = work.plan.questions.get(answer.question)
    if answer.pupil is None or question is None or not answer.its_round.key:
        return
    draft = work.round_of(answer.its_round, answer.pupil)
    draft.questions.setdefault(question.key, question)
    if question.key in draft.sheet(answer.pupil).states:
        for one in answer.drafts:
            one.become(Decision.REPEAT, "answered_in_other_file")
        return
    if answer.drafts:
        draft.take_names(answer.pupil, question, answer.drafts)
    else:
        draft.sheet(answer.pupil).states[question.key] = AnswerState.NOBODY


def _take_scales(work: SheetWork, row: AnswerRow, pupil: PupilId, its_round: RoundOfRow) -> None:
    draft = work.round_of(its_round, pupil)
    sheet = draft.sheet(pupil)
    for key, question in work.plan.questions.items():
        unlawful = question.polarity is Polarity.NEGATIVE and work.purpose is Purpose.PREVENTIVE
        if question.form is not AnswerForm.TEXT and not (question.names_pupils and unlawful):
            draft.questions.setdefault(key, question)
    for cell in row.cells:
        asked = work.plan.questions.get(cell.question)
        if asked is None or asked.form is not AnswerForm.SCALE or is_blank(cell.content):
            continue
        number = read_rung(cell.content, work.plan.words.get(asked.key, {}))
        if number is None:
            work.problem("scale_word", Severity.ASK, row.row, column=cell.column)
        elif not asked.lowest <= number <= asked.highest:
            limits = {"lowest": asked.lowest, "highest": asked.highest, "found": number}
            work.problem("scale_out_of_range", Severity.ASK, row.row, column=cell.column, **limits)
        else:
            sheet.scales[asked.key] = number
            sheet.states[asked.key] = AnswerState.NAMED


def _file_reading(work: SheetWork, rounds: list[RoundOfRow]) -> FileReading:
    columns = []
    for column in work.plan.columns:
        question = work.plan.questions.get(column.question)
        names = question is not None and question.names_pupils
        polarity = question.polarity if question is not None and names else None
        columns.append(
            ColumnReading(
                column.heading, column.role, column.question, polarity, column.why, column.sure
            )
        )
    sheet = work.sheet
    keys = dict.fromkeys(one.key for one in rounds)
    return FileReading(
        sheet.file,
        sheet.name,
        work.guess.kind,
        sheet.encoding,
        sheet.delimiter,
        work.guess.header + 1,
        tuple(columns),
        " ".join(keys),
    )
