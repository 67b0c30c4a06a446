"""The three layouts of answers: wide (a row a pupil), long (a row a choice), square (a matrix)."""

from __future__ import annotations

from dataclasses import replace

from skolemiljo_analytics.readers.columns import Column, plan_columns
from skolemiljo_analytics.readers.headings import fold_heading
from skolemiljo_analytics.readers.people import name_key
from skolemiljo_analytics.readers.questions import guess_question
from skolemiljo_analytics.readers.resolve import Resolver
from skolemiljo_analytics.readers.rows import AnswerRow, read_long, read_square, read_wide
from skolemiljo_analytics.readers.sheets import cell_text, is_blank
from skolemiljo_analytics.readers.work import SheetWork
from skolemiljo_analytics.tables.problems import Severity
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.tables.report import ColumnRole, Decision, FileKind
from skolemiljo_analytics.vocabulary import AnswerForm

__all__ = ["lay_out"]


def lay_out(work: SheetWork) -> None:
    """Fill in the sheet's columns, questions and rows, by its kind."""
    if work.guess.kind is FileKind.ANSWERS:
        _lay_out_wide(work)
    elif work.guess.kind is FileKind.EDGES:
        _lay_out_long(work)
    else:
        _lay_out_square(work)


def _lay_out_wide(work: SheetWork) -> None:
    resolver = work.resolver(work.class_id, None)
    work.plan = plan_columns(work.sheet, work.guess, work.intake.folder, resolver)
    if not any(column.question for column in work.plan.columns):
        work.problem("no_questions", Severity.REFUSED)
    work.rows, unread = read_wide(work.sheet, work.guess.header, work.plan)
    _drop_headers_again(work)
    for at in unread:
        work.problem("value_unknown", Severity.ASK, at)
    for key in dict.fromkeys(c.question for c in work.plan.columns if c.about):
        _rate(work, key, {c.value for row in work.rows for c in row.cells if c.question == key})


def _drop_headers_again(work: SheetWork) -> None:
    """Leave out rows that only repeat the headings: files laid one after the other."""
    rows, header = work.sheet.rows, work.guess.header
    heading = [cell_text(cell).strip() for cell in rows[header]]
    again = {
        row.row
        for row in work.rows
        if [cell_text(cell).strip() for cell in rows[row.row - 1]] == heading
    }
    for at in sorted(again):
        work.problem("header_again", Severity.NOTE, at)
    work.rows = [row for row in work.rows if row.row not in again] if again else work.rows


def _lay_out_long(work: SheetWork) -> None:
    sheet, header = work.sheet, work.guess.header
    mapped = {fold_heading(column.heading): column.role for column in work.file.columns}
    for at, cell in enumerate(sheet.rows[header]):
        heading = cell_text(cell).strip()
        known = work.guess.roles[at] if at < len(work.guess.roles) else None
        role = mapped.get(fold_heading(heading)) or known or ColumnRole.IGNORE
        if heading:
            work.plan.columns.append(Column(at, heading, role))
    relation = work.plan.first(ColumnRole.RELATION)
    words = {""}
    if relation is not None:
        below = range(header + 1, len(sheet.rows))
        filled = [at for at in below if not all(is_blank(cell) for cell in sheet.rows[at])]
        words = {cell_text(sheet.cell(at, relation)).strip() for at in filled}
    question_of = {word: _question_of_word(work, word) for word in sorted(words)}
    work.rows = read_long(sheet, header, work.plan, question_of)
    for key in dict.fromkeys(question_of.values()):
        values = {c.value for row in work.rows for c in row.cells if c.question == key}
        _rate(work, key, values)


def _question_of_word(work: SheetWork, word: str) -> str:
    """Return the key of the question a relation word stands for, and remember the question."""
    folded = {fold_heading(known): key for known, key in work.file.relations.items()}
    key = folded.get(fold_heading(word)) or work.file.question
    known = work.intake.folder.question(key or word)
    question = (
        known.question if known else guess_question(word or "venn", AnswerForm.CHOICE, key=key)
    )
    work.plan.questions.setdefault(question.key, question)
    return question.key


def _rate(work: SheetWork, key: str, values: set[float | None]) -> None:
    """Make a question a rating where its values are more than named and not named."""
    numbers = {value for value in values if value is not None}
    question = work.plan.questions[key]
    if not numbers <= {0.0, 1.0} and question.form is not AnswerForm.RATING:
        work.plan.questions[key] = replace(
            question,
            form=AnswerForm.RATING,
            limit=None,
            lowest=int(min(numbers)),
            highest=int(max(numbers)),
        )


def _lay_out_square(work: SheetWork) -> None:
    sheet, header = work.sheet, work.guess.header
    question = _question_of_square(work)
    work.plan.questions[question.key] = question
    resolver = work.resolver(work.class_id, None)
    for at, cell in enumerate(sheet.rows[header]):
        text = " ".join(cell_text(cell).split())
        if at == 0 or not text:
            continue
        person = _is_person(text, resolver)
        role = ColumnRole.PUPIL if person else ColumnRole.IGNORE
        work.plan.columns.append(Column(at, text, role, question.key if person else ""))
        if not person:
            work.problem("column_without_pupil", Severity.NOTE, header + 1)
    rows, unread = read_square(sheet, header, work.plan.columns, question.key)
    for row in rows:
        if _is_person(row.name, resolver):
            work.rows.append(row)
        else:
            work.problem("row_without_pupil", Severity.NOTE, row.row)
    kept = {row.row for row in work.rows}
    for at in unread:
        if at in kept:
            work.problem("value_unknown", Severity.ASK, at)
    _rank_or_rate(work, question.key)


def _question_of_square(work: SheetWork) -> Question:
    """Return the question of a matrix: mapped, or guessed from what stands above its corner."""
    sheet, header = work.sheet, work.guess.header
    key = work.file.sheets.get(sheet.name) or work.file.question
    known = work.intake.folder.question(key) if key else None
    if known:
        return known.question
    above = [cell_text(cell) for row in sheet.rows[:header] for cell in row if not is_blank(cell)]
    corner = cell_text(sheet.cell(header, 0))
    title = " ".join([*above, corner]).strip()
    return guess_question(title or sheet.name or "venn", AnswerForm.CHOICE, key=key)


def _rank_or_rate(work: SheetWork, key: str) -> None:
    """Read 1, 2, 3 in every row as first, second and third choice; other numbers as ratings."""
    rows = [[cell.value for cell in row.cells] for row in work.rows if row.cells]
    ranked = rows and all(
        sorted(value or 0 for value in values) == list(range(1, len(values) + 1)) for values in rows
    )
    if ranked and any(len(values) > 1 for values in rows):
        work.plan.questions[key] = replace(work.plan.questions[key], form=AnswerForm.RANKED)
        work.rows = [_as_ranks(row) for row in work.rows]
        return
    _rate(work, key, {value for values in rows for value in values})


def _as_ranks(row: AnswerRow) -> AnswerRow:
    cells = tuple(replace(cell, rank=int(cell.value or 0), value=None) for cell in row.cells)
    return replace(row, cells=cells)


_NOTES = frozenset({
    "snitt", "gjennomsnitt", "sum", "mean", "average", "total", "totalt", "antall", "merknad",
    "merknader", "notat", "kommentar", "valg fått", "valg mottatt", "antall valg", "median",
    "standardavvik", "sd", "tal på val", "notes", "note",
})  # fmt: skip


def _is_person(text: str, resolver: Resolver) -> bool:
    """Tell a pupil's row or column from a mean, a total or a note."""
    if name_key(text) in _NOTES:
        return False
    found = resolver.resolve(text)
    if found.decision is Decision.UNKNOWN:
        return 2 <= len(text.split()) <= 4 and not any(
            char.isdigit() or char in ":=" for char in text
        )
    return found.decision in {
        Decision.MATCHED, Decision.REVIEW, Decision.ASK, Decision.OUTSIDE, Decision.REDACTED,
    }  # fmt: skip
