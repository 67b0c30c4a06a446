"""One sheet while it is read, and what all sheets come to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from skolemiljo_analytics.readers.ahead import Progress
from skolemiljo_analytics.readers.columns import Plan
from skolemiljo_analytics.readers.deciding import Draft, Overrule
from skolemiljo_analytics.readers.guess import Guess
from skolemiljo_analytics.readers.intake import Intake
from skolemiljo_analytics.readers.resolve import Resolver
from skolemiljo_analytics.readers.rounds import RoundDraft, RoundOfRow
from skolemiljo_analytics.readers.rows import AnswerRow
from skolemiljo_analytics.readers.sheets import RawSheet
from skolemiljo_analytics.readers.statistics import Gathered
from skolemiljo_analytics.tables.mapping import FileMapping
from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.records import Observation, Question
from skolemiljo_analytics.tables.report import FileReading, RespondentReading
from skolemiljo_analytics.vocabulary import PupilId, Purpose

__all__ = ["Collected", "Setting", "SheetWork"]


@dataclass(frozen=True)
class Setting:
    """What holds for the whole import."""

    class_id: str
    purpose: Purpose | None
    held_on: date | None
    overrule: Overrule
    tell: Progress | None = None


@dataclass
class Collected:
    """What the sheets come to, gathered."""

    respondents: list[RespondentReading] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    files: list[FileReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rounds: dict[tuple[str, str], RoundDraft] = field(default_factory=dict)
    refused: list[tuple[Question, Purpose]] = field(default_factory=list)
    observations: dict[str, list[Observation]] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    statistics: Gathered = field(default_factory=Gathered)


class SheetWork:
    """One sheet being read: what it is, its columns, its rows, and where the results go.

    Parameters
    ----------
    sheet, guess
        The sheet and what it was taken for.
    intake, setting
        Pupils and mapping; what holds for the whole import.
    into
        Where the results are gathered.
    """

    def __init__(
        self, sheet: RawSheet, guess: Guess, intake: Intake, *, setting: Setting, into: Collected
    ) -> None:
        self.sheet, self.guess, self.intake, self.into = sheet, guess, intake, into
        self.setting = setting
        self.file: FileMapping = intake.folder.for_file(sheet.file)
        self.purpose = self.file.purpose or setting.purpose or Purpose.PREVENTIVE
        self.class_id = setting.class_id
        self.plan = Plan()
        self.rows: list[AnswerRow] = []
        self._resolvers: dict[tuple[str, date | None], Resolver] = {}

    def resolver(self, class_id: str, day: date | None) -> Resolver:
        """Return the resolver of a class and day, made once."""
        key = class_id, day
        if key not in self._resolvers:
            self._resolvers[key] = Resolver(self.intake.directory, class_id, day)
        return self._resolvers[key]

    def problem(
        self,
        code: str,
        severity: Severity,
        row: int | None = None,
        *,
        column: str = "",
        **details: str | float,
    ) -> None:
        """Report one thing about this sheet."""
        self.into.problems.append(
            Problem(code, severity, self.sheet.file, self.sheet.name, row, column, details)
        )

    def class_of(self, row: AnswerRow) -> str:
        """Return the class a row says it is from; otherwise the sheet's."""
        if not row.class_text:
            return self.class_id
        return self.intake.directory.class_named(row.class_text) or self.class_id

    def round_of(self, its_round: RoundOfRow, pupil: PupilId) -> RoundDraft:
        """Return the round of the pupil's class, a new one the first time."""
        class_id = self.intake.directory.by_id[pupil].class_id
        key = class_id, its_round.key
        if key not in self.into.rounds:
            self.into.rounds[key] = RoundDraft(its_round.key, its_round.day, self.purpose)
        draft = self.into.rounds[key]
        draft.grounds = draft.grounds or self.file.grounds
        if draft.purpose is not self.purpose and not draft.torn:
            draft.torn = True
            self.problem("purposes_differ", Severity.REFUSED, round=its_round.key)
        return draft
