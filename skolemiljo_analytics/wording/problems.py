"""Problems and decisions of an import in plain words: where, what, and what to do."""

from __future__ import annotations

from skolemiljo_analytics.tables.problems import Problem
from skolemiljo_analytics.tables.report import ColumnRole, Decision, FileKind, QuestionSilence
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.catalogue import get_translator
from skolemiljo_analytics.wording.phrases import say_round

__all__ = [
    "say_column_role",
    "say_decision",
    "say_file_kind",
    "say_problem",
    "say_silence_of",
    "say_why",
]


def say_problem(problem: Problem, language: Language | str = Language.NB) -> str:
    """Return a problem as a sentence that starts with its place: file, sheet, row, column.

    Examples
    --------
    >>> from skolemiljo_analytics.tables.problems import Severity
    >>> say_problem(Problem("header_only", Severity.NOTE, "svar.csv", row=1), "en")
    'svar.csv, row 1: The sheet has headings only, and no answers.'
    """
    say = get_translator(language)
    parts = [
        say(f"readers.place.{part}", **{part: value})
        for part, value in (
            ("file", problem.file),
            ("sheet", problem.sheet),
            ("row", problem.row),
            ("column", problem.column),
        )
        if value
    ]
    sentence = say(f"readers.problem.{problem.code}", **problem.details)
    return f"{', '.join(parts)}: {sentence}" if parts else sentence


def say_decision(decision: Decision, language: Language | str = Language.NB) -> str:
    """Return what a decision means."""
    return get_translator(language)(f"readers.decision.{decision}")


def say_why(reason: str, language: Language | str = Language.NB) -> str:
    """Return why a name came to its outcome, or why a pupil is a candidate."""
    return get_translator(language)(f"readers.why.{reason}")


def say_file_kind(kind: FileKind, language: Language | str = Language.NB) -> str:
    """Return what kind of file a sheet was taken for."""
    return get_translator(language)(f"readers.kind.{kind}")


def say_column_role(role: ColumnRole, language: Language | str = Language.NB) -> str:
    """Return what a column is used for."""
    return get_translator(language)(f"readers.role.{role}")


def say_silence_of(one: QuestionSilence, language: Language | str = Language.NB) -> str:
    """Return what became of one question in one round: who answered, and the kinds of nothing.

    Examples
    --------
    >>> one = QuestionSilence("7B", "2025-10", "friminutt", named=22, nobody=1, absent=2)
    >>> say_silence_of(one)
    'oktober 2025, friminutt: 23 av 25 svarte, 1 av dem «ingen». 0 hoppet over, 2 leverte ikke.'
    """
    answered = one.named + one.nobody
    return get_translator(language)(
        f"readers.silence.{'names' if one.names_pupils else 'number'}",
        where=", ".join(part for part in (say_round(one.round, language), one.question) if part),
        answered=answered,
        of=answered + one.skipped + one.absent,
        nobody=one.nobody,
        skipped=one.skipped,
        absent=one.absent,
    )
