"""`runder.toml`: what the words of the files cannot say, written as the readers remember it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from skolemiljo_analytics.samples.stories import RoundStory
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import AnswerForm, Purpose

__all__ = ["answer_file", "mapping_text", "observation_file", "roster_file"]

Value = str | int | bool | date | Sequence[str]

_GROUNDS: Mapping[str, Value] = {
    "suspected_on": date(2025, 9, 22),
    "why_not_otherwise": "Samtaler og observasjon i tre uker gjorde det ikke klart hva som skjer.",
    "decided_by": "rektor",
    "decided_on": date(2025, 10, 13),
}


def mapping_text(class_id: str, questions: Iterable[Question], files: Iterable[str]) -> str:
    """Return the whole mapping file of one class."""
    head = f'# Oppdiktet klasse. Invented class.\nversion = 1\nclass = "{class_id}"\n'
    return "\n".join([head, *(_question(q) for q in questions), *files])


def roster_file(name: str) -> str:
    """Return the part about the class list."""
    return _table("[[file]]", {"name": name, "kind": "roster"})


def observation_file(name: str) -> str:
    """Return the part about what adults have seen."""
    return _table("[[file]]", {"name": name, "kind": "observations"})


def answer_file(
    name: str,
    kind: str,
    story: RoundStory,
    *,
    asked: Sequence[str] = (),
    words: Mapping[str, str] | None = None,
) -> str:
    """Return the part about one file of answers.

    `asked` are the questions the file can answer; `words` maps sheets of a matrix, or the relations
    of an edge list, to question keys.
    """
    values: dict[str, Value] = {
        "name": name,
        "kind": kind,
        "round": story.key,
        "held_on": story.held_on,
        "purpose": str(story.purpose),
        "questions": tuple(asked),
    }
    parts = [_table("[[file]]", values)]
    if story.purpose is Purpose.SUSPICION:
        parts.append(_table("[file.grounds]", _GROUNDS))
    if words:
        heading = "[file.sheets]" if kind == "matrix" else "[file.relations]"
        parts.append(_table(heading, words))
    return "\n".join(parts)


def _question(question: Question) -> str:
    values: dict[str, Value] = {"key": question.key, "text": question.text}
    if question.form is AnswerForm.SCALE:
        values |= {
            "form": "scale",
            "scale": question.scale,
            "lowest": question.lowest,
            "highest": question.highest,
        }
    else:
        values |= {
            "kind": str(question.kind),
            "polarity": str(question.polarity),
            "form": str(question.form),
            "limit": question.limit or 0,
        }
    if question.form is AnswerForm.RATING:
        values |= {"lowest": question.lowest, "highest": question.highest}
    return _table("[[question]]", values)


def _table(heading: str, values: Mapping[str, Value]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in values.items()]
    return "\n".join([heading, *lines, ""])


def _value(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
