"""`ReadingDesk`: what the store holds of a class, and what the answers say, by role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.errors import AnswersDeletedError, StoreError
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.names import NameKey
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.store import ClassInfo, Places, RoundInfo, SchoolInfo, Store
from skolemiljo_analytics.tables.records import ClassRecord, Observation, Roster
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.access import (
    DEFAULT_ACCESS,
    AccessPolicy,
    Fetch,
    Viewer,
    viewer_of,
)
from skolemiljo_analytics.workflows.describing import (
    Described,
    Describer,
    RoundInput,
    fingerprint_of,
    fingerprint_of_places,
)
from skolemiljo_analytics.workflows.earlier import DeletedRound, find_before, is_deleted
from skolemiljo_analytics.workflows.trend import find_series

if TYPE_CHECKING:
    from skolemiljo_analytics.trends.series import Series

__all__ = ["ReadingDesk"]


class ReadingDesk:
    """Reads a store as one role at a time may; `Workspace` is the whole of it.

    Attributes
    ----------
    policy
        Who may fetch what.
    """

    def __init__(
        self, store: Store, *, today: date | None = None, policy: AccessPolicy = DEFAULT_ACCESS
    ) -> None:
        self._store = store
        self._today = today
        self.policy = policy
        self._describer = Describer(store)

    def may(self, role: Role | Viewer, fetch: Fetch) -> bool:
        """Tell whether a role may fetch this at all; menus ask it."""
        return self.policy.may(role, fetch)

    # -- what there is ---------------------------------------------------------------------------

    def schools(self, role: Role | Viewer) -> tuple[SchoolInfo, ...]:
        """Return the schools the viewer may ask about; the invented one last."""
        viewer = self.policy.require(role, Fetch.SCHOOL)
        with self._store.read() as work:
            there = [one for one in work.people.schools() if viewer.leads(one.school_id)]
        return tuple(sorted(there, key=lambda s: (s.invented, s.name)))

    def school(
        self, role: Role | Viewer, school_id: str | None = None, *, class_id: str | None = None
    ) -> SchoolInfo | None:
        """Return the school meant: the one named, else that of a class, else the only one there is.

        An invented school does not count beside one that is not. None where there is no school.

        Raises
        ------
        StoreError
            If the viewer has no such school, or there are several and none is named: figures of
            one school are never shown silently for another's, and never pooled.
        """
        schools = {one.school_id: one for one in self.schools(role)}
        wanted = school_id or self._school_of(class_id)
        if wanted is not None:
            if wanted not in schools:
                raise StoreError("There is no such school")
            return schools[wanted]
        real = [one for one in schools.values() if not one.invented] or list(schools.values())
        if len(real) > 1:
            raise StoreError("There are several schools: name the one that is meant")
        return real[0] if real else None

    def grades(self, role: Role | Viewer, school_id: str | None = None) -> tuple[int, ...]:
        """Return the grades of a school, lowest first."""
        school = self.school(role, school_id)
        with self._store.read() as work:
            there = work.people.classes(school.school_id) if school else ()
        found = {one.grade for one in there}
        return tuple(sorted(one for one in found if one is not None))

    def classes(self, role: Role | Viewer, school_id: str | None = None) -> tuple[ClassInfo, ...]:
        """Return the classes the role may open."""
        viewer = self.policy.require(role, Fetch.CLASSES)
        with self._store.read() as work:
            there = work.people.classes(school_id)
        return tuple(one for one in there if viewer.owns(one.class_id))

    def rounds(self, role: Role | Viewer, class_id: str) -> tuple[RoundInfo, ...]:
        """Return the rounds of a class, oldest first."""
        self.policy.require(role, Fetch.CLASSES, class_id)
        with self._store.read() as work:
            return work.rounds.infos(class_id)

    def roster(self, role: Role | Viewer, class_id: str, round_key: str | None = None) -> Roster:
        """Return the class list over time, or of the day of one round, without names."""
        self.policy.require(role, Fetch.CLASSES, class_id)
        with self._store.read() as work:
            everybody = work.people.roster(class_id)
            held = {one.key: one.held_on for one in work.rounds.infos(class_id)}
        return everybody.on(held[round_key]) if round_key in held else everybody

    def names(self, role: Role | Viewer, class_id: str) -> NameKey:
        """Return the names of a class, without pupils whose address is protected."""
        self.policy.require(role, Fetch.NAMES, class_id)
        with self._store.read() as work:
            names = work.people.names(class_id)
            hidden = {e.pupil for e in work.people.roster(class_id).pupils if e.protected}
        return NameKey.from_pairs((p, name) for p, name in names.items() if p not in hidden)

    def class_record(self, role: Role | Viewer, class_id: str) -> ClassRecord:
        """Return all that was answered, sheet by sheet; rounds with deleted answers are out."""
        viewer = self.policy.require(role, Fetch.RAW_ANSWERS, class_id)
        with self._store.work() as work:
            work.journal.note(viewer.role, Fetch.RAW_ANSWERS, class_id)
            grade = {c.class_id: c.grade for c in work.people.classes()}.get(class_id)
            return ClassRecord(
                work.people.roster(class_id),
                work.rounds.read_all(class_id),
                work.people.observations(class_id),
                grade,
            )

    def observations(self, role: Role | Viewer, class_id: str) -> tuple[Observation, ...]:
        """Return what adults have seen, oldest first: evidence of its own, never a count."""
        viewer = self.policy.require(role, Fetch.RAW_ANSWERS, class_id)
        with self._store.work() as work:
            work.journal.note(viewer.role, Fetch.RAW_ANSWERS, class_id)
            found = work.people.observations(class_id)
        return tuple(sorted(found, key=lambda one: one.seen_on))

    def seen_unchosen(self, role: Role | Viewer, class_id: str, round_key: str) -> Reading:
        """Return how many adults see with others and nobody chose, or why that is not known."""
        from skolemiljo_analytics.findings.observed import count_seen_unchosen

        self.policy.require(role, Fetch.PORTRAIT, class_id)
        with self._store.read() as work:
            seen = work.people.observations(class_id)
        return count_seen_unchosen(self.portrait(role, class_id, round_key), seen)

    # -- what the answers say --------------------------------------------------------------------

    def graph(self, role: Role | Viewer, class_id: str, round_key: str) -> RelationGraph:
        """Return the graph of a round.

        Raises
        ------
        AnswersDeletedError
            If the answers have been deleted.
        """
        self.policy.require(role, Fetch.GRAPH, class_id)
        return self._input(class_id, round_key, None).graph()

    def portrait(self, role: Role | Viewer, class_id: str, round_key: str) -> SocialPortrait:
        """Return the portrait of a round beside the round before; made once for the same answers.

        When the answers have been deleted, it is the newest portrait that was made of them.
        """
        self.policy.require(role, Fetch.PORTRAIT, class_id)
        return self._described(class_id, round_key).portrait

    def deleted_before(
        self, role: Role | Viewer, class_id: str, round_key: str
    ) -> DeletedRound | None:
        """Return the round before where its answers are deleted, and whether a comparison is kept.

        None where the answers of the round before are there, or there is no round before.
        """
        self.policy.require(role, Fetch.PORTRAIT, class_id)
        with self._store.read() as work:
            gone = find_before(work, class_id, round_key).gone
        if gone is None:
            return None
        made = self.portrait(role, class_id, round_key)
        return replace(gone, compared=made.previous_wave == gone.key)

    def findings(self, role: Role | Viewer, class_id: str, round_key: str) -> tuple[Finding, ...]:
        """Return the findings of a round that the role may see, in the order of `find_all`."""
        self.policy.require(role, Fetch.PORTRAIT, class_id)
        return self.policy.shown(role, self._described(class_id, round_key).findings)

    def kept_places(
        self, role: Role | Viewer, class_id: str, round_key: str, *, before: str
    ) -> tuple[str, Places | None]:
        """Return the hash of what a round's places rest on, and the places when they were kept.

        `before` is the hash of the round before, "" for the first. When the answers have been
        deleted, it is where the pupils stood last.
        """
        self.policy.require(role, Fetch.GRAPH, class_id)
        with self._store.read() as work:
            fingerprint = fingerprint_of_places(work, class_id, round_key, before)
            places = work.judgements.places(class_id, fingerprint)
            if places is None and is_deleted(work, class_id, round_key):
                places = work.judgements.newest_places(class_id, round_key)
        return fingerprint, places

    def keep_places(
        self,
        role: Role | Viewer,
        class_id: str,
        round_key: str,
        *,
        fingerprint: str,
        places: Places,
    ) -> None:
        """Keep where the pupils of a round stand, so that later rounds need not find it again."""
        self.policy.require(role, Fetch.GRAPH, class_id)
        with self._store.work() as work:
            work.judgements.add_places(class_id, round_key, fingerprint, places)

    def trend(
        self,
        role: Role | Viewer,
        *,
        school_id: str | None = None,
        grade: int | None = None,
        class_id: str | None = None,
    ) -> tuple[Series, ...]:
        """Return survey scales over time, as far as the role may see them.

        Leadership gets grades and the school, a teacher the own classes, the SMT both; small
        numbers are hidden by the disclosure policy printed in each series. One school at a time:
        see `school` for which, where none is named.
        """
        viewer = viewer_of(role)
        wide = self.policy.may(viewer, Fetch.WIDE_TREND)
        if class_id is not None or not wide:
            self.policy.require(viewer, Fetch.CLASS_TREND, class_id)
        school = self.school(viewer, school_id, class_id=class_id)
        if school is None:
            return ()
        return find_series(self._store, viewer, school.school_id, grade=grade, class_id=class_id)

    # -- inside ----------------------------------------------------------------------------------

    def _described(self, class_id: str, round_key: str) -> Described:
        """Return portrait and findings of a round; the newest made, when its answers are gone."""
        with self._store.read() as work:
            before = find_before(work, class_id, round_key)
            fingerprint = fingerprint_of(work, class_id, round_key, before)
            seen = work.people.observations(class_id)
        try:
            return self._describer.describe(
                class_id,
                fingerprint,
                lambda: self._input(class_id, round_key, before.previous),
                seen,
                gone=before.gone.key if before.gone else "",
            )
        except AnswersDeletedError:
            with self._store.read() as work:
                made = work.judgements.newest_portrait(class_id, round_key)
                if made is None:
                    raise
                return Described(made, work.judgements.findings(class_id, round_key))

    def _input(self, class_id: str, round_key: str, previous: str | None) -> RoundInput:
        with self._store.read() as work:
            return RoundInput(
                work.people.roster(class_id),
                work.rounds.read(class_id, round_key),
                None if previous is None else work.rounds.read(class_id, previous),
            )

    def _school_of(self, class_id: str | None) -> str | None:
        if not class_id:
            return None
        with self._store.read() as work:
            there = work.people.classes()
        return next((one.school_id for one in there if one.class_id == class_id), None)
