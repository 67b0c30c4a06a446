"""The report of an import: every decision, what a person must settle, and the JSON contract."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.report import (
    ColumnRole,
    Decision,
    EdgeReading,
    FileReading,
    MentionReading,
    QuestionSilence,
    RespondentReading,
    RosterLine,
)
from skolemiljo_analytics.vocabulary import Language, PupilId

__all__ = ["OPEN_DECISIONS", "ImportReport"]

OPEN_DECISIONS = frozenset({
    Decision.REVIEW, Decision.ASK, Decision.UNKNOWN, Decision.CONTRADICTION,
})  # fmt: skip
"""Outcomes a person must look at, unless the reason says it is settled."""
_NOBODYS = frozenset({"test_row", "total_row", "anonymous"})
_SETTLED = _NOBODYS | {"decided_by_person"}


@dataclass(frozen=True, repr=False)
class ImportReport:
    """What was found in the files and what was decided about it.

    Attributes
    ----------
    roster
        Pupils of the class lists.
    files
        How each sheet was understood.
    respondents, mentions
        Every row of answers and every name in them, with its outcome.
    edges
        The choices that count.
    not_answered
        Pupils on the list of a class that was asked who have no answer in any round.
    silence
        What became of each question in each round: named, nobody, skipped, absent.
    problems
        Everything refused, to be asked about, or worth knowing.
    """

    roster: tuple[RosterLine, ...] = ()
    files: tuple[FileReading, ...] = ()
    respondents: tuple[RespondentReading, ...] = ()
    mentions: tuple[MentionReading, ...] = ()
    edges: tuple[EdgeReading, ...] = ()
    not_answered: tuple[PupilId, ...] = ()
    problems: tuple[Problem, ...] = ()
    silence: tuple[QuestionSilence, ...] = ()

    def __repr__(self) -> str:
        """Say how much, never who."""
        return (
            f"<ImportReport {len(self.roster)} pupils · {len(self.files)} sheets · "
            f"{len(self.mentions)} names, {len(self.edges)} choices · "
            f"{len(self.questions)} to decide · {len(self.problems)} problems>"
        )

    @property
    def questions(self) -> tuple[RespondentReading | MentionReading, ...]:
        """What a person must decide: rows first, then names, in file order.

        Names in a row that is no pupil's (a test, a total, an anonymous one) come to nothing, and
        are not asked about.
        """
        nobodys = {(r.file, r.sheet, r.row) for r in self.respondents if r.reason in _NOBODYS}
        everything: tuple[RespondentReading | MentionReading, ...]
        everything = (*self.respondents, *self.mentions)
        return tuple(
            one for one in everything
            if one.decision in OPEN_DECISIONS
            and one.reason not in _SETTLED
            and (one.file, one.sheet, one.row) not in nobodys
        )  # fmt: skip

    @property
    def refused(self) -> tuple[Problem, ...]:
        """What was not read."""
        return tuple(p for p in self.problems if p.severity is Severity.REFUSED)

    @property
    def exit_code(self) -> int:
        """0 all understood, 1 a person must decide something, 2 something refused or unreadable."""
        if self.refused:
            return 2
        asks = any(p.severity is Severity.ASK for p in self.problems)
        return int(asks or bool(self.questions))

    def count(self, decision: Decision) -> int:
        """Count the mentions with an outcome."""
        return sum(mention.decision is decision for mention in self.mentions)

    def to_json(
        self, *, names: bool = False, language: Language | str = Language.NB
    ) -> dict[str, Any]:
        """Return the report as JSON data, by ``readers/check.schema.json``.

        Parameters
        ----------
        names
            Whether texts as written go along. Without them the report holds no name: `text` is
            empty, and so are the headings of a matrix.
        language
            The language of the problems' messages.
        """
        from skolemiljo_analytics.wording.problems import say_problem

        matrix = {
            (f.file, f.sheet)
            for f in self.files
            if any(c.role is ColumnRole.PUPIL for c in f.columns)
        }
        return {
            "roster": [
                {"pupil": line.pupil, "row": line.row, "class": line.class_id}
                for line in self.roster
            ],
            "files": [_file(one, names) for one in self.files],
            "respondents": [_plain(one, names, False) for one in self.respondents],
            "mentions": [
                _plain(one, names, (one.file, one.sheet) in matrix) for one in self.mentions
            ],
            "edges": [asdict(edge) for edge in self.edges],
            "not_answered": list(self.not_answered),
            "silence": [_silence(one) for one in self.silence],
            "problems": [
                {
                    "code": p.code, "file": p.file, "sheet": p.sheet, "row": p.row,
                    "column": p.column, "severity": str(p.severity),
                    "message": say_problem(p, language),
                }
                for p in self.problems
            ],
        }  # fmt: skip


def _plain(
    one: RespondentReading | MentionReading, names: bool, hide_column: bool
) -> dict[str, Any]:
    out = asdict(one)
    out["decision"] = str(one.decision)
    out["candidates"] = [dict(asdict(candidate)) for candidate in one.candidates]
    if not names:
        out["text"] = ""
        if hide_column:
            out["column"] = ""
    return out


def _silence(one: QuestionSilence) -> dict[str, Any]:
    plain = asdict(one)
    return {"class": plain.pop("class_id"), **plain}


def _file(one: FileReading, names: bool) -> dict[str, Any]:
    return {
        "file": one.file,
        "sheet": one.sheet,
        "kind": str(one.kind),
        "encoding": one.encoding,
        "delimiter": one.delimiter,
        "header_row": one.header_row,
        "columns": [
            {
                "name": column.name if names or column.role is not ColumnRole.PUPIL else "",
                "role": str(column.role),
                "question": column.question,
                "polarity": None if column.polarity is None else str(column.polarity),
            }
            for column in one.columns
        ],
    }
