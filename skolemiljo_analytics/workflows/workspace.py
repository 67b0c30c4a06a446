"""`Workspace`: the one object the dashboard, the command line and a notebook work through.

Every method that tells something of a class takes the role it is asked with, and the access policy
decides before anything leaves the store.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_analytics.errors import (
    AnswersDeletedError,
    StoreError,
    UncheckedFindingError,
)
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.names import NameKey
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.proposals.matching import propose
from skolemiljo_analytics.proposals.records import Check, Choice, Proposal
from skolemiljo_analytics.store import (
    AuditEntry,
    ClassInfo,
    Erasure,
    RoundInfo,
    SchoolInfo,
    Store,
)
from skolemiljo_analytics.tables.records import ClassRecord, Roster
from skolemiljo_analytics.vocabulary import PupilId, Purpose, Role
from skolemiljo_analytics.workflows.access import (
    DEFAULT_ACCESS,
    AccessPolicy,
    Fetch,
    Viewer,
    viewer_of,
)
from skolemiljo_analytics.workflows.demo import install_demo_school, remove_demo_school
from skolemiljo_analytics.workflows.describing import Described, Describer, RoundInput
from skolemiljo_analytics.workflows.importing import (
    ImportDecisions,
    ImportPlan,
    plan_import,
    write_import,
)
from skolemiljo_analytics.workflows.trend import find_series

if TYPE_CHECKING:
    from skolemiljo_analytics.trends.series import Series
    from skolemiljo_analytics.workflows.read_class import SchoolClass

__all__ = ["HOME_VARIABLE", "Workspace", "is_new", "open_workspace"]

HOME_VARIABLE = "SKOLEMILJO_HOME"
_FILE = "school.sqlite"


def open_workspace(
    folder: Path | None = None, *, key_file: Path | None = None, today: date | None = None
) -> Workspace:
    """Open the school's data, or make a place for it.

    Raw answers whose last day has passed are deleted now.

    Parameters
    ----------
    folder
        Where the data lie; by default ``SKOLEMILJO_HOME``, else the user's data folder.
    key_file
        The key that opens names; by default the store's own in the user's configuration folder
        (``SKOLEMILJO_KEYS``), outside the data folder.
    today
        The day that retention counts from; by default the machine's.

    Raises
    ------
    StoreError
        If the data or the key cannot be used; nothing is changed then.
    """
    workspace = Workspace(Store.open((folder or _home()) / _FILE, key_file), today=today)
    workspace.purge(today or _today())
    return workspace


def is_new(folder: Path | None = None) -> bool:
    """Tell whether nothing was ever stored in a folder (by default the one `open_workspace` uses)."""
    return not ((folder or _home()) / _FILE).exists()


def _home() -> Path:
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("skolemiljo", appauthor=False)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


class Workspace:
    """A school's data as one role at a time may see it; made by `open_workspace`.

    May be shared by threads. It keeps no pupil between calls except computed portraits, by content.
    """

    def __init__(
        self, store: Store, *, today: date | None = None, policy: AccessPolicy = DEFAULT_ACCESS
    ) -> None:
        self._store = store
        self._today = today
        self.policy = policy
        self._describer = Describer(store)

    def __repr__(self) -> str:
        """Say nothing of what is in it."""
        return f"<Workspace on {self._store!r}>"

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def may(self, role: Role | Viewer, fetch: Fetch) -> bool:
        """Tell whether a role may fetch this at all; menus ask it."""
        return self.policy.may(role, fetch)

    # -- what there is ---------------------------------------------------------------------------

    def schools(self) -> tuple[SchoolInfo, ...]:
        """Return the schools; the invented one last."""
        with self._store.read() as work:
            return tuple(sorted(work.people.schools(), key=lambda s: (s.invented, s.name)))

    def grades(self, school_id: str | None = None) -> tuple[int, ...]:
        """Return the grades there are, lowest first."""
        with self._store.read() as work:
            found = {one.grade for one in work.people.classes(school_id)}
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

    def roster(self, role: Role | Viewer, class_id: str) -> Roster:
        """Return the class list over time, without names."""
        self.policy.require(role, Fetch.CLASSES, class_id)
        with self._store.read() as work:
            return work.people.roster(class_id)

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

    def audit(self, role: Role | Viewer) -> tuple[AuditEntry, ...]:
        """Return who (which role) did what to which class."""
        self.policy.require(role, Fetch.RAW_ANSWERS)
        with self._store.read() as work:
            return work.journal.audit()

    # -- reading in ------------------------------------------------------------------------------

    def plan_import(
        self,
        role: Role | Viewer,
        school_class: SchoolClass,
        *,
        school: str = "",
        decisions: ImportDecisions | None = None,
    ) -> ImportPlan:
        """Return what an import would do and what a person must decide first; writes nothing."""
        self.policy.require(role, Fetch.IMPORT)
        with self._store.read() as work:
            return plan_import(work, school_class, school, decisions or ImportDecisions())

    def import_class(
        self,
        role: Role | Viewer,
        school_class: SchoolClass,
        *,
        school: str = "",
        decisions: ImportDecisions | None = None,
    ) -> ImportPlan:
        """Import a class: new rounds are added, pupils keep their ids, nothing is written over.

        Parameters
        ----------
        role
            Who imports.
        school_class
            From `read_class`.
        school
            The school's name; without one the school that is there.
        decisions
            What a person said to the questions of `plan_import`.

        Raises
        ------
        ImportQuestionsError
            If a person must decide something first; `plan_import` tells what.
        """
        viewer = self.policy.require(role, Fetch.IMPORT)
        decided = decisions or ImportDecisions()
        with self._store.work() as work:
            plan = write_import(work, school_class, school, decided, today=self._day())
            work.journal.note(viewer.role, Fetch.IMPORT, plan.class_id, len(plan.rounds_new))
        return plan

    def install_demo(self) -> SchoolInfo:
        """Import the invented school, unless it is there; it is marked as invented."""
        return install_demo_school(self._store, self._day())

    def remove_demo(self) -> None:
        """Delete the invented school with all that is in it; nothing else is touched."""
        remove_demo_school(self._store)
        self._describer.forget()

    # -- what the answers say --------------------------------------------------------------------

    def graph(self, role: Role | Viewer, class_id: str, round_key: str) -> RelationGraph:
        """Return the graph of a round.

        Raises
        ------
        AnswersDeletedError
            If the answers have been deleted.
        """
        self.policy.require(role, Fetch.GRAPH, class_id)
        return self._input(class_id, round_key).graph()

    def portrait(self, role: Role | Viewer, class_id: str, round_key: str) -> SocialPortrait:
        """Return the portrait of a round beside the round before; made once for the same answers.

        When the answers have been deleted, it is the newest portrait that was made of them.
        """
        self.policy.require(role, Fetch.PORTRAIT, class_id)
        return self._described(class_id, round_key).portrait

    def findings(self, role: Role | Viewer, class_id: str, round_key: str) -> tuple[Finding, ...]:
        """Return the findings of a round that the role may see, in the order of `find_all`."""
        self.policy.require(role, Fetch.PORTRAIT, class_id)
        return self.policy.shown(role, self._described(class_id, round_key).findings)

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
        numbers are hidden by the disclosure policy printed in each series.
        """
        viewer = viewer_of(role)
        wide = self.policy.may(viewer, Fetch.WIDE_TREND)
        if class_id is not None or not wide:
            self.policy.require(viewer, Fetch.CLASS_TREND, class_id)
        school = school_id or self._school_of(class_id)
        return find_series(self._store, viewer, school, grade=grade, class_id=class_id)

    # -- what the adults decide ------------------------------------------------------------------

    def check_finding(
        self, role: Role | Viewer, class_id: str, round_key: str, check: Check
    ) -> None:
        """Record that an adult checked a finding, and whether it holds.

        Raises
        ------
        StoreError
            If the round has no such finding.
        """
        viewer = self.policy.require(role, Fetch.DECISIONS, class_id)
        there = {f.id: f for f in self.findings(role, class_id, round_key)}
        if check.finding not in there:
            raise StoreError("This round has no such finding")
        with self._store.work() as work:
            work.judgements.add_check(class_id, there[check.finding], check)
            work.journal.note(viewer.role, "check", class_id)

    def checks(self, role: Role | Viewer, class_id: str, round_key: str) -> tuple[Check, ...]:
        """Return the newest check of each finding of a round that has one."""
        self.policy.require(role, Fetch.DECISIONS, class_id)
        findings = self.findings(role, class_id, round_key)
        with self._store.read() as work:
            return tuple(work.judgements.checks(class_id, findings).values())

    def proposals(self, role: Role | Viewer, class_id: str, round_key: str) -> tuple[Proposal, ...]:
        """Return at most five proposals for the findings of a round, as drafts."""
        self.policy.require(role, Fetch.DECISIONS, class_id)
        findings = self.findings(role, class_id, round_key)
        tried = Counter(one.action for one in self.choices(role, class_id))
        return propose(findings, purpose=self._purpose(class_id, round_key), tried=tried)

    def choose(self, role: Role | Viewer, class_id: str, round_key: str, choice: Choice) -> None:
        """Record a decision.

        Raises
        ------
        UncheckedFindingError
            If nobody has checked a finding it rests on, or somebody found that it does not hold.
        StoreError
            If it rests on no finding, or on one the round does not have.
        """
        viewer = self.policy.require(role, Fetch.DECISIONS, class_id)
        there = {f.id: f for f in self.findings(role, class_id, round_key)}
        if not choice.findings or not set(choice.findings) <= set(there):
            raise StoreError("A decision must rest on findings of this round")
        rests_on = [there[key] for key in choice.findings]
        with self._store.work() as work:
            checks = work.judgements.checks(class_id, rests_on)
            for key in choice.findings:
                if key not in checks or not checks[key].holds:
                    raise UncheckedFindingError(key)
            work.judgements.add_choice(class_id, round_key, choice, rests_on)
            work.journal.note(viewer.role, "choose", class_id)

    def choices(self, role: Role | Viewer, class_id: str) -> tuple[Choice, ...]:
        """Return the decisions made for a class, oldest first."""
        self.policy.require(role, Fetch.DECISIONS, class_id)
        with self._store.read() as work:
            return work.judgements.choices(class_id)

    # -- deleting --------------------------------------------------------------------------------

    def purge(self, today: date) -> int:
        """Delete raw answers whose last day has passed; return how many rounds lost theirs."""
        with self._store.work() as work:
            count = work.retention.purge(today)
            if count:
                work.journal.note("", "purge", count=count)
        if count:
            self._describer.forget()
            self._store.scrub()
        return count

    def erase_class(self, role: Role | Viewer, class_id: str) -> None:
        """Delete a class with all that is in it, and the pupils who are in no other."""
        viewer = self.policy.require(role, Fetch.ERASE, class_id)
        with self._store.work() as work:
            work.retention.erase_class(class_id)
            work.journal.note(viewer.role, "erase_class", class_id)
        self._describer.forget()
        self._store.scrub()

    def erase_pupil(self, role: Role | Viewer, class_id: str, pupil: PupilId) -> Erasure:
        """Delete a pupil everywhere; return what went and what a person must read by hand."""
        viewer = self.policy.require(role, Fetch.ERASE, class_id)
        with self._store.work() as work:
            erased = work.retention.erase_pupil(pupil)
            work.journal.note(viewer.role, "erase_pupil", class_id)
        self._describer.forget()
        self._store.scrub()
        return erased

    # -- inside ----------------------------------------------------------------------------------

    def _day(self) -> date:
        return self._today or _today()

    def _input(self, class_id: str, round_key: str) -> RoundInput:
        with self._store.read() as work:
            answers = work.rounds.read(class_id, round_key)
            earlier = [
                info
                for info in work.rounds.infos(class_id)
                if info.held_on < answers.held_on and info.answers_deleted_on is None
            ]
            previous = work.rounds.read(class_id, earlier[-1].key) if earlier else None
            return RoundInput(work.people.roster(class_id), answers, previous)

    def _described(self, class_id: str, round_key: str) -> Described:
        try:
            return self._describer.describe(class_id, self._input(class_id, round_key))
        except AnswersDeletedError:
            with self._store.read() as work:
                made = work.judgements.newest_portrait(class_id, round_key)
                if made is None:
                    raise
                return Described(made, work.judgements.findings(class_id, round_key))

    def _purpose(self, class_id: str, round_key: str) -> Purpose:
        with self._store.read() as work:
            infos = {info.key: info for info in work.rounds.infos(class_id)}
        return infos[round_key].purpose

    def _school_of(self, class_id: str | None) -> str | None:
        """Return the school of a class; without one the first school, an invented one last."""
        with self._store.read() as work:
            for one in work.people.classes():
                if one.class_id == class_id:
                    return one.school_id
        return next((one.school_id for one in self.schools()), None)
