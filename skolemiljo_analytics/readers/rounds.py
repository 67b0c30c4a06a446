"""Decided answers to frozen rounds: who answered what, and which kind of nothing the rest is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from skolemiljo_analytics.readers.dates import commonest_day, month_key
from skolemiljo_analytics.readers.deciding import Draft
from skolemiljo_analytics.readers.rows import AnswerRow
from skolemiljo_analytics.readers.special import SILENT_REASONS
from skolemiljo_analytics.tables.mapping import FileMapping
from skolemiljo_analytics.tables.records import (
    AnswerSheet,
    NominationRound,
    Question,
    SuspicionGrounds,
)
from skolemiljo_analytics.tables.report import Decision
from skolemiljo_analytics.vocabulary import AnswerForm, AnswerState, PupilId, Purpose

__all__ = ["RoundDraft", "RoundOfRow", "SheetDraft", "rounds_of", "state_of"]

_GAP = timedelta(days=45)
_MAY_BE_A_CLASSMATE = frozenset({Decision.REVIEW, Decision.ASK})
_OPEN = frozenset({Decision.REVIEW, Decision.ASK, Decision.UNKNOWN, Decision.CONTRADICTION})
_ELSEWHERE = frozenset({Decision.OUTSIDE, Decision.ADULT, Decision.UNKNOWN})


@dataclass(frozen=True, slots=True)
class RoundOfRow:
    """The round a row belongs to; an empty key and no day where nothing tells."""

    key: str
    day: date | None


def rounds_of(
    rows: Iterable[AnswerRow], file: FileMapping, fallback: date | None
) -> list[RoundOfRow]:
    """Return the round of each row.

    The mapping decides. Otherwise answers more than 45 days apart are different rounds, named by
    the month of their commonest day; `fallback` is the day of rows without a time.
    """
    moments = [row.moment for row in rows]
    times = sorted(moment for moment in moments if moment)
    if file.round or file.held_on:
        day = file.held_on or commonest_day(t.date() for t in times) or _day_in(file.round)
        key = file.round or (month_key(day) if day else "")
        return [RoundOfRow(key, day)] * len(moments)
    clusters = _clusters(times)
    if not clusters:
        return [RoundOfRow(month_key(fallback) if fallback else "", fallback)] * len(moments)
    named = [_named(cluster) for cluster in clusters]
    main = max(range(len(clusters)), key=lambda at: len(clusters[at]))
    return [named[_cluster_of(moment, clusters, main)] for moment in moments]


def _day_in(key: str) -> date | None:
    """Return the first day of the month a round key names."""
    try:
        return date.fromisoformat(f"{key}-01")
    except ValueError:
        return None


def _clusters(times: list[datetime]) -> list[list[datetime]]:
    out: list[list[datetime]] = []
    for moment in times:
        if out and moment - out[-1][-1] <= _GAP:
            out[-1].append(moment)
        else:
            out.append([moment])
    return out


def _cluster_of(moment: datetime | None, clusters: list[list[datetime]], main: int) -> int:
    """Return which cluster a moment is in; rows without a time go with the largest."""
    if moment is None:
        return main
    return next(at for at, cluster in enumerate(clusters) if cluster[0] <= moment <= cluster[-1])


def _named(cluster: list[datetime]) -> RoundOfRow:
    day = commonest_day(moment.date() for moment in cluster)
    return RoundOfRow(month_key(day) if day else "", day)


@dataclass(slots=True)
class SheetDraft:
    """One pupil's answers while they are gathered."""

    states: dict[str, AnswerState] = field(default_factory=dict)
    named: dict[str, tuple[PupilId, ...]] = field(default_factory=dict)
    ratings: dict[str, dict[PupilId, int]] = field(default_factory=dict)
    scales: dict[str, int] = field(default_factory=dict)


@dataclass
class RoundDraft:
    """One class's round while it is gathered from one or more files."""

    key: str
    held_on: date | None
    purpose: Purpose
    grounds: SuspicionGrounds | None = None
    questions: dict[str, Question] = field(default_factory=dict)
    sheets: dict[PupilId, SheetDraft] = field(default_factory=dict)
    torn: bool = False  # two files gave it two purposes; reported once

    def sheet(self, pupil: PupilId) -> SheetDraft:
        """Return the pupil's sheet, a new one the first time."""
        return self.sheets.setdefault(pupil, SheetDraft())

    def take_names(self, pupil: PupilId, question: Question, drafts: list[Draft]) -> None:
        """Put one pupil's answer to one question where it belongs."""
        sheet = self.sheet(pupil)
        rated = question.form is AnswerForm.RATING
        matched = [
            d
            for d in drafts
            if d.resolution.decision is Decision.MATCHED and (rated or d.value != 0)
        ]
        matched.sort(key=lambda d: d.rank or 0)
        pupils = [d.resolution.pupil for d in matched if d.resolution.pupil is not None]
        sheet.states[question.key] = state_of(drafts)
        if rated:
            sheet.ratings[question.key] = {
                other: int(d.value)
                for other, d in zip(pupils, matched, strict=True)
                if d.value is not None
            }
        else:
            sheet.named[question.key] = tuple(pupils)

    def freeze(self, order: Mapping[PupilId, int]) -> NominationRound:
        """Return the round with its sheets in the order of the list.

        Raises
        ------
        UnlawfulQuestionError
            If a preventive round holds a named negative question.
        """
        sheets = tuple(
            AnswerSheet(pupil, draft.states, draft.named, draft.ratings, draft.scales)
            for pupil, draft in sorted(self.sheets.items(), key=lambda item: order[item[0]])
        )
        if self.held_on is None:
            raise ValueError("A round without a day cannot be made.")
        return NominationRound(
            self.key, self.held_on, self.purpose, tuple(self.questions.values()), sheets,
            self.grounds,
        )  # fmt: skip


def state_of(drafts: list[Draft]) -> AnswerState:
    """Return what is known of an answer.

    Names that a person has yet to settle are not a "nobody", and beside settled ones they are no
    "no" to the classmates they may mean: the answer counts as skipped until they are settled.
    Somebody outside the class, an adult, or a name that a person has settled as nobody on the list,
    is an answer that names no classmate.
    """
    found = [draft.resolution for draft in drafts]
    decisions = {r.decision for r in found}
    unsettled = {r.decision for r in found if r.reason != "decided_by_person"}
    in_a_grid = any(draft.value is not None for draft in drafts)
    if unsettled & _MAY_BE_A_CLASSMATE and not in_a_grid:
        return AnswerState.SKIPPED
    if Decision.MATCHED in decisions:
        return AnswerState.NAMED
    if unsettled & _OPEN:
        return AnswerState.SKIPPED
    if decisions & _ELSEWHERE:
        return AnswerState.NAMED
    nobody = any(r.decision is Decision.NOBODY and r.reason not in SILENT_REASONS for r in found)
    return AnswerState.NOBODY if nobody else AnswerState.SKIPPED
