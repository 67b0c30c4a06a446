"""The law's track beside a case: its deadlines, and the old paragraphs beside today's.

References
----------
Opplæringslova chapter 12, https://lovdata.no/lov/2023-06-09-30/§12-4; the week of § 12-6 is read
as five working days: https://www.statsforvalteren.no/nb/vestland/barnehage-og-opplaring/en-trygg-skoledag-uten-mobbing/handhevingsordning-for-elevane-sitt-skulemiljo/;
public holidays: https://lovdata.no/lov/1947-04-26-1 and https://lovdata.no/lov/1995-02-24-12
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from skolemiljo_analytics.casework.records import Case, LegalTrack, Source

__all__ = [
    "OLD_PARAGRAPHS",
    "Deadline",
    "Duty",
    "add_working_days",
    "count_overdue",
    "deadlines",
    "duties_left",
    "easter_sunday",
    "is_working_day",
]

OLD_PARAGRAPHS = {
    "12-1": "9 A-1",
    "12-2": "9 A-2",
    "12-3": "9 A-3",
    "12-4": "9 A-4",
    "12-5": "9 A-5",
    "12-6": "9 A-6",
    "12-7": "9 A-7",
}
"""Today's paragraph to that of the act of 1998, in force until 31 July 2024."""

_WORKING_DAYS = 5


class Duty(StrEnum):
    """What must be done, or may be done, by a day."""

    REPORT = "report"  # to the head, by seriousness
    REPORT_AT_ONCE = "report_at_once"  # § 12-5
    INQUIRE = "inquire"
    HEAR = "hear"  # the pupil
    PLAN = "plan"
    AUTHORITY = "authority"  # the county governor may be told from this day
    EVALUATE = "evaluate"
    BARRED = "barred"  # penal liability


_DUTIES_OF_CASE = frozenset({Duty.REPORT, Duty.REPORT_AT_ONCE, Duty.INQUIRE, Duty.HEAR, Duty.PLAN})


@dataclass(frozen=True)
class Deadline:
    """One duty with its paragraph; `day` None where the law sets no date, only how soon."""

    duty: Duty
    paragraph: str
    day: date | None = None
    done: bool = False

    @property
    def old(self) -> str:
        """The paragraph's number in the earlier act, "" where there is none beside it."""
        return OLD_PARAGRAPHS.get(self.paragraph, "")

    def is_late(self, today: date) -> bool:
        """Tell whether a day that binds the school has passed and nothing is recorded."""
        binds = self.duty not in {Duty.AUTHORITY, Duty.BARRED}
        return binds and not self.done and self.day is not None and self.day < today


def deadlines(case: Case) -> tuple[Deadline, ...]:
    """Return the duties of a case in the order they come; a preventive one has its own dates only.

    References
    ----------
    Domain handbook 2.3, 2.4; opplæringslova §§ 10-2, 12-4, 12-5, 12-6, 12-9.
    """
    evaluations = _evaluations(case)
    if case.track is LegalTrack.PREVENTIVE:
        return evaluations
    told = case.reported_on
    sharp = case.track is LegalTrack.SHARPENED
    report = Deadline(
        Duty.REPORT_AT_ONCE if sharp else Duty.REPORT,
        "12-5" if sharp else "12-4",
        case.opened_on,
        told is not None,
    )
    return (
        report,
        Deadline(Duty.INQUIRE, "12-4", None, bool(case.accounts)),
        Deadline(Duty.HEAR, "10-2", None, _is_heard(case)),
        Deadline(Duty.PLAN, "12-4", None, bool(case.plan)),
        Deadline(
            Duty.AUTHORITY, "12-6", None if told is None else add_working_days(told, _WORKING_DAYS)
        ),
        *evaluations,
        Deadline(Duty.BARRED, "12-9", _years_after(case.opened_on, 5)),
    )


def duties_left(case: Case) -> tuple[Deadline, ...]:
    """Return the duties of §§ 12-4 and 12-5 nothing is written about; none in a preventive case.

    To report, to inquire, to hear the pupil, to make a written plan, and to evaluate what was
    decided after it began (once, however many items). A case may be closed with some of them left,
    but only with a written reason: the school must be able to show what it did (§ 12-10).

    Examples
    --------
    >>> case = Case("c", "7A", date(2026, 1, 5), LegalTrack.CASE)
    >>> [str(one.duty) for one in duties_left(case)]
    ['report', 'inquire', 'hear', 'plan']
    """
    if case.track is LegalTrack.PREVENTIVE:
        return ()
    by_case = [one for one in deadlines(case) if one.duty in _DUTIES_OF_CASE and not one.done]
    not_evaluated = [one for one in _planned(case, "12-4") if not one.done]
    return (*by_case, *not_evaluated[:1])


def count_overdue(case: Case, today: date) -> int:
    """Count the evaluations of an open case whose day has passed; none of a closed one."""
    if case.closing is not None:
        return 0
    return sum(one.duty is Duty.EVALUATE and one.is_late(today) for one in deadlines(case))


def _is_heard(case: Case) -> bool:
    return bool(case.back_days) or any(one.source is Source.PUPIL for one in case.accounts)


def _evaluations(case: Case) -> tuple[Deadline, ...]:
    """Return the days the plan sets itself, and the day the newest evaluation set for the next."""
    paragraph = "12-3" if case.track is LegalTrack.PREVENTIVE else "12-4"
    planned = _planned(case, paragraph)
    again = case.evaluations[-1].next_on if case.evaluations else None
    return planned if again is None else (*planned, Deadline(Duty.EVALUATE, paragraph, again))


def _planned(case: Case, paragraph: str) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(
            Duty.EVALUATE,
            paragraph,
            item.evaluate_on,
            any(e.day >= item.starts_on for e in case.evaluations),
        )
        for item in case.plan
    )


def _years_after(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + years, day.month, 28 if leap else day.day)


def add_working_days(day: date, n: int) -> date:
    """Return the day `n` working days after `day`, which is not counted itself.

    Examples
    --------
    >>> add_working_days(date(2026, 3, 30), 5)
    datetime.date(2026, 4, 9)
    """
    while n > 0:
        day += timedelta(days=1)
        n -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Tell whether a day is neither Saturday, Sunday nor a Norwegian public holiday."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def _holidays(year: int) -> frozenset[date]:
    easter = easter_sunday(year)
    moving = (easter + timedelta(days=offset) for offset in (-3, -2, 1, 39, 50))
    fixed = (date(year, m, d) for m, d in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26)))
    return frozenset((*moving, *fixed))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar.

    References
    ----------
    The anonymous Gregorian computus (Nature, 1876), https://doi.org/10.1038/013487c0

    Examples
    --------
    >>> easter_sunday(2026)
    datetime.date(2026, 4, 5)
    """
    golden, century = year % 19, year // 100
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = correction - (correction // 28) * (1 - (29 // (correction + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))
