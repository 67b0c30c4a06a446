"""`Workspace`: the one object the dashboard, the command line and a notebook work through.

Every method that tells something of a class takes the role it is asked with, and the access policy
decides before anything leaves the store.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_analytics.store import AuditEntry, Erasure, SchoolInfo, Store
from skolemiljo_analytics.vocabulary import PupilId, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.demo import install_demo_school, remove_demo_school
from skolemiljo_analytics.workflows.importing import (
    ImportDecisions,
    ImportPlan,
    class_there,
    kept_names,
    plan_import,
    write_import,
)
from skolemiljo_analytics.workflows.overview_desk import OverviewDesk

if TYPE_CHECKING:
    from skolemiljo_analytics.readers.decisions import DecisionRow
    from skolemiljo_analytics.workflows.read_class import SchoolClass

__all__ = ["DATABASE_VARIABLE", "HOME_VARIABLE", "Workspace", "is_new", "open_workspace"]

DATABASE_VARIABLE = "SKOLEMILJO_DATABASE"
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
        Where the data lie; by default ``SKOLEMILJO_HOME``, else the user's data folder. Where
        ``SKOLEMILJO_DATABASE`` holds a database URL, that database is used instead: PostgreSQL
        (extra ``postgres``) or a wholly encrypted file (extra ``crypt``).
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
    workspace = Workspace(Store.open(_place(folder), key_file), today=today)
    workspace.purge(today or _today())
    return workspace


def is_new(folder: Path | None = None) -> bool:
    """Tell whether nothing was ever stored in a folder (as `open_workspace` finds it).

    A database that was pointed to is never new: somebody has set it up.
    """
    place = _place(folder)
    return isinstance(place, Path) and not place.exists()


def _place(folder: Path | None) -> Path | str:
    database = os.environ.get(DATABASE_VARIABLE)
    if folder is None and database:
        return database
    return (folder or _home()) / _FILE


def _home() -> Path:
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("skolemiljo", appauthor=False)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


class Workspace(OverviewDesk):
    """A school's data as one role at a time may see it; made by `open_workspace`.

    May be shared by threads. It keeps no pupil between calls except computed portraits, by content.
    """

    def __repr__(self) -> str:
        """Say nothing of what is in it."""
        return f"<Workspace on {self._store!r}>"

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

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
            self.policy.require(role, Fetch.IMPORT, class_there(work, school_class, school))
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
        AccessDeniedError
            If the role may not import, or the class is there and not the viewer's own.
        """
        self.policy.require(role, Fetch.IMPORT)
        decided = decisions or ImportDecisions()
        with self._store.work() as work:
            there = class_there(work, school_class, school)
            viewer = self.policy.require(role, Fetch.IMPORT, there)
            plan = write_import(work, school_class, school, decided, today=self._day())
            written = len(plan.rounds_new) + len(plan.rounds_changed)
            work.journal.note(viewer.role, Fetch.IMPORT, plan.class_id, written)
        return plan

    def kept_names(self, role: Role | Viewer) -> tuple[DecisionRow, ...]:
        """Return what was decided about names before: the same file never asks twice.

        Of the classes the role may open: the rows hold names as they were written.
        """
        viewer = self.policy.require(role, Fetch.IMPORT)
        with self._store.read() as work:
            return kept_names(work, viewer.owns)

    def install_demo(self, role: Role | Viewer) -> SchoolInfo:
        """Import the invented school, unless it is there; it is marked as invented."""
        self.policy.require(role, Fetch.IMPORT)
        return install_demo_school(self._store, self._day())

    def remove_demo(self, role: Role | Viewer) -> None:
        """Delete the invented school with all that is in it; nothing else is touched."""
        self.policy.require(role, Fetch.ERASE)
        remove_demo_school(self._store)
        self._describer.forget()

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

    def audit(self, role: Role | Viewer) -> tuple[AuditEntry, ...]:
        """Return who (which role) did what to which class."""
        self.policy.require(role, Fetch.RAW_ANSWERS)
        with self._store.read() as work:
            return work.journal.audit()

    def _day(self) -> date:
        return self._today or _today()
