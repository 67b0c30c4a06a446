"""`GroupDesk`: groups and seats taken into use, so that the next ones are fair and new."""

from __future__ import annotations

from datetime import date

from skolemiljo_analytics.arrangements.records import ArrangementKind, Groups, KeptArrangement
from skolemiljo_analytics.arrangements.rooms import Room
from skolemiljo_analytics.arrangements.seats import neighbours_in
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.cases import CaseDesk

__all__ = ["REMEMBERED", "GroupDesk"]

REMEMBERED = 6
"""How many of the newest kept groups count: about a year, at a change every fourth to eighth week
(methods handbook 8.1)."""


class GroupDesk(CaseDesk):
    """Keeps groups for a class, and hands out the newest."""

    def keep_groups(
        self,
        role: Role | Viewer,
        class_id: str,
        groups: Groups,
        *,
        kind: ArrangementKind,
        on: date,
        room: Room | None = None,
    ) -> None:
        """Remember groups that are taken into use; or, with a room, who sits in each of its seats.

        For seats, `groups` has a place a seat, with nobody or one in each.

        Raises
        ------
        ArrangementRefusedError
            ``groups_of_others`` if somebody is not on the class's list, or stands twice.
        AccessDeniedError
            If the role may not decide for the class.
        """
        viewer = self.policy.require(role, Fetch.DECISIONS, class_id)
        placed = [pupil for members in groups for pupil in members]
        with self._store.work() as work:
            listed = set(work.people.roster(class_id).ids)
            if len(set(placed)) != len(placed) or not set(placed) <= listed:
                raise ArrangementRefusedError("groups_of_others")
            work.arrangements.add(class_id, _kept(kind, on, groups, room))
            work.journal.note(viewer.role, "keep_groups", class_id)

    def room(self, role: Role | Viewer, class_id: str) -> Room | None:
        """Return the room the class sits in; None before one was saved."""
        self.policy.require(role, Fetch.GRAPH, class_id)
        with self._store.read() as work:
            return work.arrangements.room(class_id)

    def save_room(self, role: Role | Viewer, class_id: str, room: Room) -> None:
        """Save the room the class sits in, in the place of the one before."""
        viewer = self.policy.require(role, Fetch.DECISIONS, class_id)
        with self._store.work() as work:
            work.arrangements.set_room(class_id, room)
            work.journal.note(viewer.role, "save_room", class_id)

    def kept_groups(self, role: Role | Viewer, class_id: str) -> tuple[KeptArrangement, ...]:
        """Return the newest kept groups of a class, newest first; at most `REMEMBERED`."""
        self.policy.require(role, Fetch.GRAPH, class_id)
        with self._store.read() as work:
            return work.arrangements.newest(class_id, REMEMBERED)

    def forget_groups(self, role: Role | Viewer, class_id: str, number: int) -> None:
        """Forget kept groups that were not used after all."""
        viewer = self.policy.require(role, Fetch.DECISIONS, class_id)
        with self._store.work() as work:
            work.arrangements.remove(class_id, number)
            work.journal.note(viewer.role, "forget_groups", class_id)


def _kept(kind: ArrangementKind, on: date, places: Groups, room: Room | None) -> KeptArrangement:
    if room is None:
        return KeptArrangement(kind, on, places)
    if len(places) != room.n_seats or any(len(one) > 1 for one in places):
        raise ArrangementRefusedError("groups_of_others")
    seats = tuple(one[0] if one else None for one in places)
    return KeptArrangement(kind, on, neighbours_in(room, seats), room=room, seats=seats)
