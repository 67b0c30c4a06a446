"""The mapping file of a folder (``runder.toml``): what a person has confirmed, read and written."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.readers.sources import Source
from skolemiljo_analytics.tables.mapping import (
    ColumnMapping,
    FileMapping,
    FolderMapping,
    LegalAssessment,
    MappedQuestion,
)
from skolemiljo_analytics.tables.records import Question, SuspicionGrounds
from skolemiljo_analytics.tables.report import ColumnRole, FileKind
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity, Purpose, QuestionKind

__all__ = ["is_mapping", "parse_mapping"]

_VERSION = 1


def is_mapping(source: Source) -> bool:
    """Tell whether a file is a mapping, by its content."""
    start = source.data[:20_000]
    return b"\x00" not in start and (b"[[file]]" in start or b"[[question]]" in start)


def parse_mapping(source: Source) -> FolderMapping:
    """Read a mapping file.

    Raises
    ------
    FileRefusedError
        If it is not TOML, is of a later version, or holds a word that is not known; the message
        says which.
    """
    try:
        table = tomllib.loads(source.data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise FileRefusedError("mapping_not_toml", source.name) from None
    if table.get("version", _VERSION) != _VERSION:
        raise FileRefusedError("mapping_version", source.name, version=str(table["version"]))
    try:
        return FolderMapping(
            class_id=str(table.get("class", "")),
            questions=tuple(_question(one) for one in table.get("question", ())),
            files=tuple(_file(one) for one in table.get("file", ())),
            adults=tuple(map(str, table.get("adults", ()))),
            assessment=_assessment(table.get("assessment")),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        word = error.args[0] if error.args else ""
        raise FileRefusedError("mapping_content", source.name, found=str(word)) from None


def _assessment(table: dict[str, Any] | None) -> LegalAssessment | None:
    if table is None:
        return None
    return LegalAssessment(str(table["decided_by"]), _day(table["decided_on"]),
                           str(table["reason"]))  # fmt: skip


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value))


def _question(table: dict[str, Any]) -> MappedQuestion:
    form = AnswerForm(table.get("form", "choice"))
    question = Question(
        key=str(table["key"]),
        text=str(table.get("text", table["key"])),
        kind=QuestionKind(table.get("kind", "other")),
        polarity=Polarity(table.get("polarity", "positive")),
        form=form,
        limit=table.get("limit"),
        scale=str(table.get("scale", "")),
        lowest=int(table.get("lowest", 1)),
        highest=int(table.get("highest", 5)),
        reverse=bool(table.get("reverse", False)),
    )
    words = {str(word): int(rung) for word, rung in table.get("words", {}).items()}
    return MappedQuestion(question, tuple(map(str, table.get("aliases", ()))), words)


def _file(table: dict[str, Any]) -> FileMapping:
    held_on, grounds = table.get("held_on"), table.get("grounds")
    return FileMapping(
        name=str(table["name"]),
        kind=FileKind(table["kind"]) if "kind" in table else None,
        round=str(table.get("round", "")),
        held_on=None if held_on is None else _day(held_on),
        purpose=Purpose(table["purpose"]) if "purpose" in table else None,
        grounds=None if grounds is None else _grounds(grounds),
        question=str(table.get("question", "")),
        questions=tuple(map(str, table.get("questions", ()))),
        sheets={str(k): str(v) for k, v in table.get("sheets", {}).items()},
        relations={str(k): str(v) for k, v in table.get("relations", {}).items()},
        columns=tuple(_column(one) for one in table.get("column", ())),
    )


def _grounds(table: dict[str, Any]) -> SuspicionGrounds:
    return SuspicionGrounds(
        _day(table["suspected_on"]), str(table["why_not_otherwise"]),
        str(table["decided_by"]), _day(table["decided_on"]),
    )  # fmt: skip


def _column(table: dict[str, Any]) -> ColumnMapping:
    return ColumnMapping(
        str(table["heading"]), ColumnRole(table.get("role", "question")),
        str(table.get("question", "")), table.get("rank"), str(table.get("reason", "")),
    )  # fmt: skip
