"""One sheet of answers, from its columns to decided names in rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from skolemiljo_analytics.readers.columns import Column, Plan, plan_columns, settle_polarity
from skolemiljo_analytics.readers.deciding import (
    Draft,
    Overrule,
    Writer,
    decide_row,
    resolve_writer,
    settle,
)
from skolemiljo_analytics.readers.guess import Guess
from skolemiljo_analytics.readers.identity import contains_identity_number
from skolemiljo_analytics.readers.intake import Intake
from skolemiljo_analytics.readers.people import name_key
from skolemiljo_analytics.readers.questions import guess_question
from skolemiljo_analytics.readers.resolve import Resolver
from skolemiljo_analytics.readers.rounds import RoundDraft, RoundOfRow, rounds_of
from skolemiljo_analytics.readers.rows import AnswerRow, read_long, read_square, read_wide
from skolemiljo_analytics.readers.sheets import RawSheet, cell_text, is_blank
from skolemiljo_analytics.readers.submissions import later_submissions
from skolemiljo_analytics.readers.survey import read_rung
from skolemiljo_analytics.tables.mapping import FileMapping
from skolemiljo_analytics.tables.problems import Problem, Severity
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

__all__ = ["Collected", "Setting", "read_answers"]


@dataclass(frozen=True)
class Setting:
    """What holds for the whole import."""

    class_id: str
    purpose: Purpose
    held_on: date | None
    overrule: Overrule


@dataclass
class Collected:
    """What the sheets come to, gathered."""

    respondents: list[RespondentReading] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    files: list[FileReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rounds: dict[tuple[str, str], RoundDraft] = field(default_factory=dict)
    refused: list[tuple[Question, Purpose]] = field(default_factory=list)


class _Sheet:
    """One sheet being read."""

    def __init__(
        self, sheet: RawSheet, guess: Guess, intake: Intake, setting: Setting, into: Collected
    ) -> None:
        self.sheet, self.guess, self.intake, self.into = sheet, guess, intake, into
        self.setting = setting
        self.file: FileMapping = intake.folder.for_file(sheet.file)
        self.purpose = self.file.purpose or setting.purpose
        self._resolvers: dict[tuple[str, date | None], Resolver] = {}
        self.class_id = setting.class_id
        self.plan = Plan()
        self.rows: list[AnswerRow] = []

    def resolver(self, class_id: str, day: date | None) -> Resolver:
        key = class_id, day
        if key not in self._resolvers:
            self._resolvers[key] = Resolver(self.intake.directory, class_id, day)
        return self._resolvers[key]

    def problem(
        self, code: str, severity: Severity, row: int | None = None, column: str = "",
        **details: str | float,
    ) -> None:  # fmt: skip
        """Report one thing about this sheet."""
        self.into.problems.append(
            Problem(code, severity, self.sheet.file, self.sheet.name, row, column, details)
        )


def read_answers(
    sheet: RawSheet, guess: Guess, intake: Intake, setting: Setting, into: Collected
) -> None:
    """Read one sheet of answers into `into`; whatever is wrong with it becomes a problem there."""
    work = _Sheet(sheet, guess, intake, setting, into)
    if not setting.class_id:
        work.class_id = _class_by_vote(work)
    readers = {
        FileKind.ANSWERS: _plan_wide,
        FileKind.EDGES: _plan_long,
        FileKind.MATRIX: _plan_square,
    }
    readers[guess.kind](work)
    _report_identity_numbers(work)
    rounds = rounds_of(work.rows, work.file, setting.held_on)
    if any(one.day is None for one in rounds):
        work.problem("undated", Severity.ASK)
    refused = _refuse_unlawful(work)
    _decide(work, rounds, refused)
    into.files.append(_file_reading(work, rounds))


def _class_by_vote(work: _Sheet) -> str:
    """Return the class most of the sheet's full names belong to, when the list has several."""
    directory = work.intake.directory
    if len(directory.classes) <= 1:
        return directory.classes[0] if directory.classes else ""
    votes: Counter[str] = Counter()
    for row in work.sheet.rows:
        for cell in row:
            if not isinstance(cell, str):
                continue
            for pupil in directory.everyone.full.get(name_key(cell), ())[:2]:
                votes[pupil.class_id] += 1
    if work.guess.roles and ColumnRole.CLASS in work.guess.roles:
        return ""
    (best, count), *_ = votes.most_common(1) or [("", 0)]
    if not best or count < 0.6 * votes.total():
        work.problem("class_unknown", Severity.ASK)
        return ""
    work.problem("class_guessed", Severity.NOTE, class_id=best)
    return best


def _plan_wide(work: _Sheet) -> None:
    resolver = work.resolver(work.class_id, None)
    work.plan = plan_columns(work.sheet, work.guess, work.intake.folder, work.file, resolver)
    if not any(column.role is ColumnRole.QUESTION for column in work.plan.columns):
        work.problem("no_questions", Severity.REFUSED)
    work.rows = read_wide(work.sheet, work.guess.header, work.plan)


def _plan_long(work: _Sheet) -> None:
    sheet, header = work.sheet, work.guess.header
    mapped = {name_key(column.heading): column.role for column in work.file.columns}
    for at, cell in enumerate(sheet.rows[header]):
        heading = cell_text(cell)
        known = work.guess.roles[at] if at < len(work.guess.roles) else None
        role = mapped.get(name_key(heading)) or known
        if heading.strip():
            work.plan.columns.append(Column(at, heading, role or ColumnRole.IGNORE))
    relation = work.plan.first(ColumnRole.RELATION)
    words = {""}
    if relation is not None:
        words = {
            cell_text(sheet.cell(at, relation)).strip() for at in range(header + 1, len(sheet.rows))
        }
    question_of = {word: _question_of_word(work, word) for word in sorted(words)}
    work.rows = read_long(sheet, header, work.plan, question_of)
    for key in dict.fromkeys(question_of.values()):
        values = {c.value for row in work.rows for c in row.cells if c.question == key}
        _rate(work, key, values)


def _question_of_word(work: _Sheet, word: str) -> str:
    """Return the key of the question a relation word stands for, and remember the question."""
    key = work.file.relations.get(word) or work.file.question
    known = work.intake.folder.question(key or word)
    question = (
        known.question if known else guess_question(word or "venn", AnswerForm.CHOICE, key=key)
    )
    work.plan.questions.setdefault(question.key, question)
    return question.key


def _rate(work: _Sheet, key: str, values: set[float | None]) -> None:
    """Make a question a rating where its values are more than named and not named."""
    numbers = {value for value in values if value is not None}
    if numbers <= {0.0, 1.0}:
        return
    question = work.plan.questions[key]
    if question.form is not AnswerForm.RATING:
        work.plan.questions[key] = replace(
            question, form=AnswerForm.RATING, limit=None,
            lowest=int(min(numbers)), highest=int(max(numbers)),
        )  # fmt: skip


def _plan_square(work: _Sheet) -> None:
    sheet, header = work.sheet, work.guess.header
    key = work.file.sheets.get(sheet.name) or work.file.question
    known = work.intake.folder.question(key) if key else None
    title = " ".join(
        cell_text(cell) for row in sheet.rows[: header + 1] for cell in row[:1] if cell
    )
    question = (
        known.question if known else guess_question(title or sheet.name, AnswerForm.CHOICE, key=key)
    )
    work.plan.questions[question.key] = question
    resolver = work.resolver(work.class_id, None)
    for at, cell in enumerate(sheet.rows[header]):
        text = " ".join(cell_text(cell).split())
        if at == 0 or not text:
            continue
        role = ColumnRole.PUPIL if _is_person(text, resolver) else ColumnRole.IGNORE
        work.plan.columns.append(Column(at, text, role, question.key))
    rows = read_square(sheet, header, work.plan.columns, question.key)
    work.rows = [row for row in rows if _is_person(row.name, resolver)]
    kept = {row.row for row in work.rows}
    for row in rows:
        if row.row not in kept:
            work.problem("row_without_pupil", Severity.NOTE, row.row)
    values = {cell.value for row in work.rows for cell in row.cells}
    _rate(work, question.key, values)


_NOTES = frozenset({"snitt", "gjennomsnitt", "sum", "mean", "average", "total", "totalt", "antall",
                    "merknad", "merknader", "notat", "kommentar", "valg fått", "valg mottatt"})  # fmt: skip


def _is_person(text: str, resolver: Resolver) -> bool:
    if name_key(text) in _NOTES:
        return False
    found = resolver.resolve(text)
    return found.decision in {
        Decision.MATCHED, Decision.REVIEW, Decision.ASK, Decision.OUTSIDE, Decision.REDACTED,
    } or (found.decision is Decision.UNKNOWN and 2 <= len(text.split()) <= 5)  # fmt: skip


def _report_identity_numbers(work: _Sheet) -> None:
    header = work.guess.header
    for at in range(header + 1, len(work.sheet.rows)):
        for column, cell in enumerate(work.sheet.rows[at]):
            if not is_blank(cell) and contains_identity_number(cell_text(cell)):
                heading = cell_text(work.sheet.cell(header, column))
                hidden = "" if work.guess.kind is FileKind.MATRIX else heading
                work.problem("identity_number", Severity.NOTE, at + 1, hidden)


def _refuse_unlawful(work: _Sheet) -> frozenset[str]:
    """Return the questions this round may not ask, each reported once with its column."""
    refused = set()
    for key, question in list(work.plan.questions.items()):
        settled = settle_polarity(question, work.intake.folder)
        work.plan.questions[key] = settled
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


def _decide(work: _Sheet, rounds: list[RoundOfRow], refused: frozenset[str]) -> None:
    where = work.sheet.file, work.sheet.name
    writers: list[Writer] = []
    for row, its_round in zip(work.rows, rounds, strict=True):
        resolver = work.resolver(_class_of(work, row), its_round.day)
        writers.append(resolve_writer(row, resolver, *where, work.setting.overrule))
    late: Mapping[int, str] = {}
    if work.guess.kind is not FileKind.EDGES:
        late = later_submissions(work.rows, writers, [one.key for one in rounds])
    groups: dict[tuple[str, str, str], list[Draft]] = {}
    answers: dict[tuple[str, str, str], tuple[AnswerRow, Writer, RoundOfRow]] = {}
    for at, (row, writer, its_round) in enumerate(zip(work.rows, writers, rounds, strict=True)):
        pupil = _certain(writer)
        _report_writer(work, row, writer, late.get(at))
        drafts = decide_row(
            row, pupil, work.resolver(_class_of(work, row), its_round.day), work.plan.questions,
            at=(*where, its_round.key), refused=refused, overrule=work.setting.overrule,
        )  # fmt: skip
        work.into.drafts += drafts
        if at in late:
            for draft in drafts:
                if draft.resolution.decision is not Decision.REFUSED:
                    draft.become(Decision.REPEAT, "superseded_submission")
            continue
        who = pupil or f"row {row.row}"
        for draft in drafts:
            groups.setdefault((its_round.key, who, draft.question), []).append(draft)
        for key in row.answered:
            groups.setdefault((its_round.key, who, key), [])
            answers.setdefault((its_round.key, who, key), (row, writer, its_round))
        for draft in drafts:
            answers.setdefault((its_round.key, who, draft.question), (row, writer, its_round))
        if pupil is not None:
            _take_scales(work, row, pupil, its_round)
    for drafts in groups.values():
        settle(drafts, work.plan.questions)
    _take_groups(work, groups, answers, refused)


def _certain(writer: Writer) -> PupilId | None:
    found = writer.resolution
    return found.pupil if found.decision is Decision.MATCHED else None


def _class_of(work: _Sheet, row: AnswerRow) -> str:
    return work.intake.directory.class_named(row.class_text) or work.class_id


def _report_writer(work: _Sheet, row: AnswerRow, writer: Writer, late: str | None) -> None:
    found = writer.resolution
    decision, reason = (Decision.REPEAT, late) if late else (found.decision, found.reason)
    work.into.respondents.append(
        RespondentReading(
            work.sheet.file, work.sheet.name, row.row, writer.text, decision, found.pupil,
            found.candidates, reason,
        )
    )  # fmt: skip


def _round(work: _Sheet, its_round: RoundOfRow, class_id: str) -> RoundDraft:
    key = class_id, its_round.key
    if key not in work.into.rounds:
        work.into.rounds[key] = RoundDraft(
            its_round.key, its_round.day, work.purpose, work.file.grounds
        )
    draft = work.into.rounds[key]
    draft.grounds = draft.grounds or work.file.grounds
    if draft.purpose is not work.purpose:
        work.problem("purposes_differ", Severity.REFUSED, round=its_round.key)
    return draft


def _pupil_class(work: _Sheet, pupil: PupilId) -> str:
    return next(p.class_id for p in work.intake.pupils if p.pupil == pupil)


def _take_groups(
    work: _Sheet,
    groups: Mapping[tuple[str, str, str], list[Draft]],
    answers: Mapping[tuple[str, str, str], tuple[AnswerRow, Writer, RoundOfRow]],
    refused: frozenset[str],
) -> None:
    """Put settled answers into their rounds; every question asked stands there, answered or not."""
    for (key, who, question_key), drafts in groups.items():
        row, writer, its_round = answers[key, who, question_key]
        pupil = _certain(writer)
        question = work.plan.questions.get(question_key)
        if pupil is None or question is None or question_key in refused or not its_round.key:
            continue
        draft = _round(work, its_round, _class_of(work, row) or _pupil_class(work, pupil))
        draft.questions.setdefault(question_key, question)
        draft.take_names(pupil, question, drafts)
        if row.answered and not drafts:
            draft.sheet(pupil).states[question_key] = AnswerState.NOBODY


def _take_scales(work: _Sheet, row: AnswerRow, pupil: PupilId, its_round: RoundOfRow) -> None:
    if not its_round.key:
        return
    draft = _round(work, its_round, _class_of(work, row) or _pupil_class(work, pupil))
    draft.sheet(pupil)
    for key, question in work.plan.questions.items():
        if question.form is not AnswerForm.TEXT:
            draft.questions.setdefault(key, question)
    for cell in row.cells:
        question = work.plan.questions.get(cell.question)
        if question is None or question.form is not AnswerForm.SCALE or is_blank(cell.content):
            continue
        number = read_rung(cell.content, work.plan.words.get(question.key, {}))
        if number is None:
            work.problem("scale_word", Severity.ASK, row.row, cell.column)
        elif not question.lowest <= number <= question.highest:
            work.problem("scale_out_of_range", Severity.ASK, row.row, cell.column,
                         lowest=question.lowest, highest=question.highest, found=number)  # fmt: skip
        else:
            draft.sheet(pupil).scales[question.key] = number
            draft.sheet(pupil).states[question.key] = AnswerState.NAMED


def _file_reading(work: _Sheet, rounds: list[RoundOfRow]) -> FileReading:
    columns = []
    for column in work.plan.columns:
        question = work.plan.questions.get(column.question)
        names = question is not None and question.names_pupils
        columns.append(
            ColumnReading(
                column.heading, column.role, column.question,
                question.polarity if question is not None and names else None,
                column.why, column.sure,
            )
        )  # fmt: skip
    sheet = work.sheet
    keys = dict.fromkeys(one.key for one in rounds)
    return FileReading(
        sheet.file, sheet.name, work.guess.kind, sheet.encoding, sheet.delimiter,
        work.guess.header + 1, tuple(columns), " ".join(keys),
    )  # fmt: skip
