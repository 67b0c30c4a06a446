"""How files were understood, written as a mapping file that the next round reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from skolemiljo_analytics.readers.identity import contains_identity_number
from skolemiljo_analytics.readers.questions import is_doubtful
from skolemiljo_analytics.readers.report import ImportReport
from skolemiljo_analytics.tables.mapping import (
    ColumnMapping,
    FileMapping,
    FolderMapping,
    MappedQuestion,
)
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.tables.report import ColumnRole, FileKind, FileReading

__all__ = ["remember", "write_mapping"]

Value = str | int | bool | date
_BARE = re.compile(r"^[A-Za-z0-9_-]+$")
_KINDS = frozenset({
    FileKind.ROSTER, FileKind.ANSWERS, FileKind.EDGES, FileKind.MATRIX, FileKind.OBSERVATIONS,
})  # fmt: skip
_PERSONS = frozenset({ColumnRole.PUPIL})


def remember(
    folder: FolderMapping, report: ImportReport, questions: Iterable[Question]
) -> FolderMapping:
    """Return a mapping of what the files were understood as, with what a person had said on top.

    Parameters
    ----------
    folder
        What a person has said, or an earlier mapping.
    report
        How the files were read.
    questions
        The questions found, by every round and class.

    Notes
    -----
    The headings of a matrix are pupils' names: they are never written. A question once written is
    known by its heading in any later file, whatever that file is called, and so are the columns of
    a file of the same kind. Rounds, purposes and grounds are not remembered unless an earlier
    mapping file had them: each round gets its purpose anew, before its answers are read. A question
    whose own words do not say whether it is negative is written once a person has said it.
    """
    asked = {question.key: question for question in questions}
    known = {one.question.key for one in folder.questions}
    found = tuple(
        MappedQuestion(question)
        for key, question in asked.items()
        if key not in known and not is_doubtful(question)
    )
    said = {one.name: one for one in folder.files}
    sheets: dict[str, list[FileReading]] = {}
    for one in report.files:
        if one.kind in _KINDS:
            sheets.setdefault(one.file, []).append(one)
    files = [_file(name, found, said.pop(name, None)) for name, found in sheets.items()]
    return FolderMapping(
        folder.class_id, (*folder.questions, *found), (*files, *said.values()),
        folder.adults, folder.assessment,
    )  # fmt: skip


def _file(name: str, sheets: list[FileReading], said: FileMapping | None) -> FileMapping:
    kinds = {sheet.kind for sheet in sheets}
    own = said or FileMapping(name)
    mapped = {column.heading for column in own.columns}
    columns = {
        column.name: ColumnMapping(
            column.name, column.role, column.question,
            _rank(column.name) if column.why == "rank" else None,
        )
        for sheet in sheets
        for column in sheet.columns
        if column.role not in _PERSONS and column.name not in mapped
    }  # fmt: skip
    return FileMapping(
        name, own.kind or (kinds.pop() if len(kinds) == 1 else None),
        own.round, own.held_on, own.purpose, own.grounds,
        own.question, own.questions, own.sheets, own.relations,
        (*own.columns, *columns.values()),
    )  # fmt: skip


def _rank(heading: str) -> int | None:
    from skolemiljo_analytics.readers.headings import rank_in_heading

    return rank_in_heading(heading)[0]


def write_mapping(folder: FolderMapping) -> str:
    """Return a mapping as the text of ``runder.toml``; read back it is the same mapping.

    A heading with an identity number in it is left out.
    """
    lines = ["version = 1"]
    lines += _pairs({"class": folder.class_id})
    if folder.adults:
        lines.append(f"adults = [{', '.join(map(_value, folder.adults))}]")
    if folder.assessment is not None:
        held = folder.assessment
        lines += ["", "[assessment]"]
        lines += _pairs({"decided_by": held.decided_by, "decided_on": held.decided_on,
                         "reason": held.reason})  # fmt: skip
    for question in folder.questions:
        lines += ["", "[[question]]", *_question(question)]
    for file in folder.files:
        lines += ["", "[[file]]", *_file_lines(file)]
    return "\n".join(lines) + "\n"


def _question(one: MappedQuestion) -> Iterator[str]:
    q = one.question
    yield from _pairs({"key": q.key, "text": q.text, "kind": q.kind, "polarity": q.polarity,
                       "form": q.form, "limit": q.limit, "scale": q.scale})  # fmt: skip
    yield from (f"lowest = {q.lowest}", f"highest = {q.highest}")
    yield from _pairs({"reverse": q.reverse})
    if one.aliases:
        yield f"aliases = [{', '.join(map(_value, one.aliases))}]"
    if one.words:
        yield f"words = {_table(one.words)}"


def _file_lines(one: FileMapping) -> Iterator[str]:
    yield from _pairs({"name": one.name, "kind": one.kind, "round": one.round,
                       "held_on": one.held_on, "purpose": one.purpose,
                       "question": one.question})  # fmt: skip
    if one.questions:
        yield f"questions = [{', '.join(map(_value, one.questions))}]"
    for name, table in (("sheets", one.sheets), ("relations", one.relations)):
        if table:
            yield f"{name} = {_table(table)}"
    if one.grounds is not None:
        yield "[file.grounds]"
        yield from _pairs({
            "suspected_on": one.grounds.suspected_on,
            "why_not_otherwise": one.grounds.why_not_otherwise,
            "decided_by": one.grounds.decided_by, "decided_on": one.grounds.decided_on,
        })  # fmt: skip
    for column in one.columns:
        if contains_identity_number(column.heading):
            continue
        yield "[[file.column]]"
        yield from _pairs({"heading": column.heading, "role": column.role,
                           "question": column.question, "rank": column.rank,
                           "reason": column.reason})  # fmt: skip


def _pairs(values: Mapping[str, Value | None]) -> Iterator[str]:
    """Yield a line for each value there is."""
    for key, value in values.items():
        if value is not None and value != "" and value is not False:
            yield f"{key} = {_value(value)}"


def _table(values: Mapping[str, Value]) -> str:
    pairs = (
        f"{key if _BARE.match(key) else _value(key)} = {_value(value)}"
        for key, value in values.items()
    )
    return f"{{ {', '.join(pairs)} }}"


def _value(value: Value) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = str(value.value if isinstance(value, Enum) else value)
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) == 127 else char
