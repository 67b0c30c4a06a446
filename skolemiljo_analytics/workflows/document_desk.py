"""`DocumentDesk`: what documents need of the store besides what the other desks hand out."""

from __future__ import annotations

from datetime import UTC, date, datetime

from skolemiljo_analytics.vocabulary import PupilId, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.documents.nameless import NameFilter
from skolemiljo_analytics.workflows.group_desk import GroupDesk

__all__ = ["DocumentDesk"]


class DocumentDesk(GroupDesk):
    """Takes names out of texts, and notes which documents left the house."""

    @property
    def today(self) -> date:
        """The day it is: that of `open_workspace`, else the machine's."""
        return self._today or datetime.now(UTC).astimezone().date()

    def name_filter(
        self, role: Role | Viewer, class_id: str, mark: str, *, but: PupilId | None = None
    ) -> NameFilter:
        """Return a filter that takes the names of a class out of texts.

        Everybody on the list, those with a protected address too; the filter itself tells nobody.
        `but` is the one pupil a document is about.
        """
        self.policy.require(role, Fetch.DECISIONS, class_id)
        with self._store.read() as work:
            names = work.people.names(class_id)
        return NameFilter((name for pupil, name in names.items() if pupil != but), mark)

    def note_document(
        self, role: Role | Viewer, kind: str, class_id: str = "", *, needs: Fetch
    ) -> None:
        """Note in the journal that a role had a document made; `needs` is what that takes."""
        viewer = self.policy.require(role, needs, class_id or None)
        with self._store.work() as work:
            work.journal.note(viewer.role, f"document:{kind}", class_id)
