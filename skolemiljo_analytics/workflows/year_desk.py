"""`YearDesk`: the school year as a role may see it, and the school's own days in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from skolemiljo_analytics.casework.year import (
    YearEvent,
    YearKind,
    first_school_day,
    in_school_year,
    survey_windows,
)
from skolemiljo_analytics.errors import StoreError
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.document_desk import DocumentDesk
from skolemiljo_analytics.workflows.documents.nameless import NameFilter, composed

__all__ = ["YearDesk"]

_LONGEST = 80


class YearDesk(DocumentDesk):
    """Gathers the year: windows for asking, what is to be evaluated, deletion, the school's own."""

    def year(
        self, role: Role | Viewer, year: int, school_id: str | None = None
    ) -> tuple[YearEvent, ...]:
        """Return the events of the school year that begins in `year`, by day.

        What is to be evaluated or deleted in a class stands there only for those who may see the
        class. Survey windows follow the first day of school: the school's own, else the third
        Monday of August; they stand there before any school is read in.
        """
        school = self._school(role, school_id)
        own = self.own_events(role, school)
        set_days = [one.starts_on for one in own if one.kind is YearKind.START]
        first = next((day for day in set_days if day.year == year), first_school_day(year))
        events = [*survey_windows(first), *own]
        if all(day.year != year for day in set_days):
            events.append(YearEvent(YearKind.START, first, first))
        if school is not None and self.may(role, Fetch.CLASSES):
            for klass in self.classes(role, school):
                events += self._of_class(role, klass.class_id, klass.label)
        return in_school_year(events, year)

    def own_events(
        self, role: Role | Viewer, school_id: str | None = None
    ) -> tuple[YearEvent, ...]:
        """Return the events the school has written itself; none where there is no school yet."""
        school = self._school(role, school_id)
        if school is None:
            return ()
        with self._store.read() as work:
            return work.calendar.events(school)

    def naming(
        self, role: Role | Viewer, texts: Iterable[str], school_id: str | None = None
    ) -> tuple[str, ...]:
        """Return those texts that hold what is a pupil's name at the school; never whose.

        For a word of warning to those who write the school's own days: a calendar goes to many.
        Everybody on the school's lists is meant, those with a protected address too.
        """
        self.policy.require(role, Fetch.CALENDAR)
        school = self._school(role, school_id)
        if school is None:
            return ()
        with self._store.read() as work:
            classes = [one.class_id for one in work.people.classes(school)]
            known = [name for one in classes for name in work.people.names(one).values()]
        away = NameFilter(known, "")
        return tuple(text for text in texts if away(text) != composed(text))

    def add_event(self, role: Role | Viewer, event: YearEvent, school_id: str | None = None) -> str:
        """Write one of the school's own events; return its id.

        A first day of school replaces the one set for that year.

        Raises
        ------
        StoreError
            If it is of a kind that follows from plans, or an own event without words; or if it
            is not clear for which school.
        """
        viewer = self.policy.require(role, Fetch.CALENDAR)
        title = event.title.strip()[:_LONGEST]
        if event.kind not in {YearKind.OWN, YearKind.START}:
            raise StoreError("Only the school's own events can be written")
        if event.kind is YearKind.OWN and not title:
            raise StoreError("An event needs a few words")
        school = self._written_for(role, school_id)
        written = YearEvent(event.kind, event.starts_on, event.ends_on, title)
        with self._store.work() as work:
            if event.kind is YearKind.START:
                for one in work.calendar.events(school):
                    if one.kind is event.kind and one.starts_on.year == event.starts_on.year:
                        work.calendar.remove(school, one.event_id)
            made = work.calendar.add(school, written)
            work.journal.note(viewer.role, "year_event")
        return made

    def remove_event(
        self, role: Role | Viewer, event_id: str, school_id: str | None = None
    ) -> None:
        """Take one of the school's own events out."""
        viewer = self.policy.require(role, Fetch.CALENDAR)
        school = self._written_for(role, school_id)
        with self._store.work() as work:
            work.calendar.remove(school, event_id)
            work.journal.note(viewer.role, "remove_year_event")

    def _of_class(self, role: Role | Viewer, class_id: str, label: str) -> Iterator[YearEvent]:
        for info in self.rounds(role, class_id):
            if info.delete_after is not None and info.answers_deleted_on is None:
                yield _day(YearKind.DELETION, info.delete_after, label)
        for day in self._evaluations(role, class_id):
            yield _day(YearKind.EVALUATION, day, label)

    def _evaluations(self, role: Role | Viewer, class_id: str) -> Iterator[date]:
        """Yield the days on which something decided for a class is to be evaluated."""
        if self.policy.may(role, Fetch.DECISIONS, class_id):
            yield from (choice.evaluate_on for choice in self.choices(role, class_id))
        if not self.policy.may(role, Fetch.CASE, class_id):
            return
        for case in self.cases(role, class_id):
            if case.closing is None:
                yield from (item.evaluate_on for item in case.plan)
                yield from (one.next_on for one in case.evaluations if one.next_on is not None)

    def _school(self, role: Role | Viewer, school_id: str | None) -> str | None:
        found = self.school(role, school_id)
        return None if found is None else found.school_id

    def _written_for(self, role: Role | Viewer, school_id: str | None) -> str:
        school = self._school(role, school_id)
        if school is None:
            raise StoreError("There is no school yet")
        return school


def _day(kind: YearKind, day: date, label: str) -> YearEvent:
    return YearEvent(kind, day, day, klass=label)
