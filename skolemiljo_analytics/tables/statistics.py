"""Official statistics: Udir's Elevundersøkelsen as frozen records, with hidden marks kept apart.

A figure is a number, hidden, or not there. Hidden (``*``) is a third state: never 0, never missing.
No pupil is in these records: they hold published figures of a school, a municipality or the nation.

References
----------
https://www.udir.no/tall-og-forskning/brukerundersokelser/elevundersokelsen/visning-av-resultater-og-skjermingsregler/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

__all__ = [
    "ALL_QUESTIONS",
    "BREAKS",
    "Figure",
    "FigureState",
    "Measure",
    "OfficialPoint",
    "OfficialRow",
    "OfficialSeries",
    "OfficialTable",
    "SeriesBreak",
    "Topic",
]

ALL_QUESTIONS = "Alle spørsmål"


class FigureState(StrEnum):
    """What stands in a cell of published statistics."""

    NUMBER = "number"
    HIDDEN = "hidden"
    NONE = "none"  # nothing there: the measure does not apply to the row


class Topic(StrEnum):
    """What a table is about; the numbers are Udir's for grunnskole and videregående."""

    INDICATOR = "indicator"  # 148, 152
    THEME = "theme"  # 149, 153
    BULLYING = "bullying"  # 150, 154
    PARTICIPATION = "participation"  # 151, 155


class Measure(StrEnum):
    """What a figure measures; shares are percent from 0 to 100, scores are from 1 to 5."""

    SCORE = "score"
    SPREAD = "spread"
    ANSWERED = "answered"
    SHARE_1 = "share_1"
    SHARE_2 = "share_2"
    SHARE_3 = "share_3"
    SHARE_4 = "share_4"
    SHARE_5 = "share_5"
    COUNT_1 = "count_1"
    COUNT_2 = "count_2"
    COUNT_3 = "count_3"
    COUNT_4 = "count_4"
    COUNT_5 = "count_5"
    SHARE_ANSWERED = "share_answered"
    BULLIED = "bullied"
    BEHIND_BULLIED = "behind_bullied"  # pupils behind the share, not pupils asked
    PARTICIPATED = "participated"
    INVITED = "invited"


@dataclass(frozen=True)
class Figure:
    """One published figure; `value` is None unless it is a number."""

    state: FigureState
    value: float | None = None


@dataclass(frozen=True)
class OfficialRow:
    """One distinct row of a table, whatever number of times it stands there.

    Attributes
    ----------
    topic, unit, unit_id, school_year, grade, gender, programme
        What, where, when (``2024-25``) and whom it is about; `unit` without space around it,
        `unit_id` the organisation number, or the number of a municipality or county: it tells apart
        schools of one name, and Oslo from Oslo.
    group, question, alternative
        The index, the question and, in table 149 and 153, the answer alternative.
    figures
        The figures of the row; a measure the table does not have is not in it.
    """

    topic: Topic
    unit: str
    school_year: str
    unit_id: str = ""
    grade: str = ""
    gender: str = ""
    programme: str = ""
    group: str = ""
    question: str = ""
    alternative: str = ""
    figures: Mapping[Measure, Figure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the figures."""
        object.__setattr__(self, "figures", MappingProxyType(dict(self.figures)))

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two rows the same row."""
        return (self.school_year, *self.series_key)

    @property
    def series_key(self) -> tuple[str, ...]:
        """What a series over years has in common."""
        return (*self.index_key, self.question, self.alternative)

    @property
    def index_key(self) -> tuple[str, ...]:
        """What the questions behind one index have in common, over years."""
        where = (self.topic, self.unit, self.unit_id)
        return (*where, self.grade, self.gender, self.programme, self.group)


@dataclass(frozen=True)
class SeriesBreak:
    """A school year from which figures cannot be compared with those before it.

    `group` limits the break to one index; empty means all of the topics.
    """

    school_year: str
    reason: str
    topics: frozenset[Topic]
    group: str = ""

    def parts(self, row: OfficialRow, before: str) -> bool:
        """Tell whether the break lies between the year `before` and the row's own year."""
        about = row.topic in self.topics and self.group in {"", row.group}
        return about and before < self.school_year <= row.school_year


_ALL = frozenset(Topic)
BREAKS = (
    SeriesBreak("2013-14", "revised", _ALL),
    SeriesBreak("2014-15", "answers_turned", frozenset({Topic.INDICATOR}), "Læringskultur"),
    SeriesBreak("2016-17", "bullying_revised", frozenset({Topic.BULLYING})),
)
"""Known breaks (Udir's indikatorveiledning; domain handbook 4.1)."""


@dataclass(frozen=True)
class OfficialPoint:
    """One year of a series; `break_before` says why it is not joined to the year before it."""

    school_year: str
    figure: Figure
    break_before: str = ""


@dataclass(frozen=True)
class OfficialSeries:
    """One measure of one unit and grade over school years; a year without a row has no point."""

    topic: Topic
    unit: str
    grade: str
    gender: str
    group: str
    question: str
    measure: Measure
    points: tuple[OfficialPoint, ...]
    alternative: str = ""


@dataclass(frozen=True)
class OfficialTable:
    """The distinct rows of one or more exports."""

    rows: tuple[OfficialRow, ...] = ()

    @property
    def years(self) -> tuple[str, ...]:
        """School years, oldest first."""
        return tuple(sorted({row.school_year for row in self.rows}))

    @property
    def units(self) -> tuple[str, ...]:
        """Schools and areas, in the order they stand."""
        return tuple(dict.fromkeys(row.unit for row in self.rows))

    def vanished(self) -> tuple[tuple[str, Topic, str], ...]:
        """Return (unit, topic, year) for years without any row of a unit that has other years.

        Too few answers make a school disappear from the export: it is not a zero.
        """
        years: dict[Topic, set[str]] = {}
        seen: dict[tuple[str, str, Topic], set[str]] = {}
        for row in self.rows:
            years.setdefault(row.topic, set()).add(row.school_year)
            where = row.unit, row.unit_id, row.topic
            seen.setdefault(where, set()).add(row.school_year)
        return tuple(
            (unit, topic, year)
            for (unit, _, topic), own in seen.items()
            for year in sorted(years[topic] - own)
        )

    def series(self, *, breaks: Iterable[SeriesBreak] = BREAKS) -> tuple[OfficialSeries, ...]:
        """Return every measure over years, in the order of the rows.

        Parameters
        ----------
        breaks
            Where figures are not comparable. A change of the questions behind an index is found in
            the table itself (``items_changed``) and needs not be given.
        """
        together: dict[tuple[str, ...], list[OfficialRow]] = {}
        for row in self.rows:
            together.setdefault(row.series_key, []).append(row)
        known = tuple(breaks)
        items = self._items()
        return tuple(
            _series(sorted(rows, key=lambda row: row.school_year), measure, known, items)
            for rows in together.values()
            for measure in dict.fromkeys(m for row in rows for m in row.figures)
        )

    def _items(self) -> dict[tuple[str, ...], frozenset[str]]:
        """Return the questions behind each index of each unit, grade and year."""
        found: dict[tuple[str, ...], set[str]] = {}
        for row in self.rows:
            if row.question != ALL_QUESTIONS:
                found.setdefault((*row.index_key, row.school_year), set()).add(row.question)
        return {key: frozenset(questions) for key, questions in found.items()}


def _series(
    rows: list[OfficialRow],
    measure: Measure,
    breaks: tuple[SeriesBreak, ...],
    items: Mapping[tuple[str, ...], frozenset[str]],
) -> OfficialSeries:
    points: list[OfficialPoint] = []
    before: OfficialRow | None = None
    for row in rows:
        why = "" if before is None else _break_between(before, row, breaks, items)
        if measure in row.figures:
            points.append(OfficialPoint(row.school_year, row.figures[measure], why))
            before = row
    one = rows[0]
    return OfficialSeries(
        one.topic, one.unit, one.grade, one.gender, one.group, one.question, measure,
        tuple(points), one.alternative,
    )  # fmt: skip


def _break_between(
    before: OfficialRow,
    row: OfficialRow,
    breaks: tuple[SeriesBreak, ...],
    items: Mapping[tuple[str, ...], frozenset[str]],
) -> str:
    for one in breaks:
        if one.parts(row, before.school_year):
            return one.reason
    old, new = (items.get((*one.index_key, one.school_year)) for one in (before, row))
    changed = row.question == ALL_QUESTIONS and old and new and old != new
    return "items_changed" if changed else ""
