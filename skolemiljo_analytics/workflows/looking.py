"""`LookingDesk`: what the adults expect, whom they look past, and their answers, by role."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain

from skolemiljo_analytics.casework.brackets import Bracket, Without, compare_without
from skolemiljo_analytics.casework.expectation import Expectation, Surprises, find_surprises
from skolemiljo_analytics.casework.questions import Answer, AnswersVersion, overwrites
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.vocabulary import PupilId, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.deciding import DecidingDesk

__all__ = ["LookingDesk"]


class LookingDesk(DecidingDesk):
    """Records step 2: before the map, parentheses, and the portrait's fourteen questions."""

    # -- before the map ----------------------------------------------------------------------------

    def open_map(self, role: Role | Viewer, class_id: str, round_key: str) -> None:
        """Note, once, that the map of a round has been opened."""
        viewer = self.policy.require(role, Fetch.GRAPH, class_id)
        if not self.map_opened(role, class_id, round_key):
            with self._store.work() as work:
                work.journal.note(viewer.role, _map_of(round_key), class_id)

    def map_opened(self, role: Role | Viewer, class_id: str, round_key: str) -> bool:
        """Tell whether anybody has opened the map of a round."""
        self.policy.require(role, Fetch.GRAPH, class_id)
        with self._store.read() as work:
            return work.journal.noted(_map_of(round_key), class_id)

    def expect(self, role: Role | Viewer, class_id: str, expected: Expectation) -> Expectation:
        """Lock what the adults expect of a round; returned as locked, with the time.

        The time, and whether the map had been opened, are the store's to say.

        Raises
        ------
        CaseRefusedError
            If somebody in it is not on the class's list.
        """
        viewer = self.policy.require(role, Fetch.CASE, class_id)
        named = {*expected.outside, *expected.decides, *chain(*expected.groupings)}
        if not named <= set(self.roster(role, class_id).ids):
            raise CaseRefusedError("unknown_pupil")
        locked = replace(
            expected,
            locked_at=datetime.now(UTC),
            map_seen=self.map_opened(role, class_id, expected.round_key),
        )
        with self._store.work() as work:
            work.cases.add_expectation(class_id, locked)
            work.journal.note(viewer.role, "expect", class_id)
        return locked

    def expectations(
        self, role: Role | Viewer, class_id: str, round_key: str
    ) -> tuple[Expectation, ...]:
        """Return what was expected of a round, oldest first."""
        self.policy.require(role, Fetch.CASE, class_id)
        with self._store.read() as work:
            return work.cases.expectations(class_id, round_key)

    def surprises(self, role: Role | Viewer, class_id: str, expected: Expectation) -> Surprises:
        """Return what surprised, both ways.

        Raises
        ------
        NotAvailableError
            If the class was not asked, or too few answered.
        """
        return find_surprises(expected, self.portrait(role, class_id, expected.round_key))

    # -- parentheses -------------------------------------------------------------------------------

    def brackets(self, role: Role | Viewer, class_id: str) -> tuple[Bracket, ...]:
        """Return who is in parentheses."""
        self.policy.require(role, Fetch.CASE, class_id)
        with self._store.read() as work:
            return work.cases.brackets(class_id)

    def put_in_brackets(
        self, role: Role | Viewer, class_id: str, pupils: Collection[PupilId]
    ) -> None:
        """Put exactly these pupils in parentheses; those already there keep their day."""
        viewer = self.policy.require(role, Fetch.CASE, class_id)
        known = self.roster(role, class_id).ids
        if not set(pupils) <= set(known):
            raise CaseRefusedError("unknown_pupil")
        with self._store.work() as work:
            since = {one.pupil: one.since for one in work.cases.brackets(class_id)}
            today = self._on()
            work.cases.set_brackets(
                class_id, [Bracket(p, since.get(p, today)) for p in known if p in set(pupils)]
            )
            work.journal.note(viewer.role, "brackets", class_id, len(pupils))

    def without_bracketed(self, role: Role | Viewer, class_id: str, round_key: str) -> Without:
        """Describe the structure of a round with and without those in parentheses.

        Raises
        ------
        CaseRefusedError
            If nobody is in parentheses, or hardly anybody would be left.
        """
        bracketed = {one.pupil for one in self.brackets(role, class_id)}
        graph = self.graph(role, class_id, round_key)
        away = [p for p in graph.pupils if p in bracketed]
        if not away:
            raise CaseRefusedError("nobody_bracketed")
        if len(graph) - len(away) < _FEWEST_LEFT:
            raise CaseRefusedError("too_few_left")
        return compare_without(self.portrait(role, class_id, round_key), graph, away)

    # -- the fourteen questions --------------------------------------------------------------------

    def answers(self, role: Role | Viewer, class_id: str) -> tuple[AnswersVersion, ...]:
        """Return every version of the answers, oldest first; at most the newest is a draft."""
        self.policy.require(role, Fetch.CASE, class_id)
        with self._store.read() as work:
            return work.cases.answers(class_id)

    def write_answers(
        self,
        role: Role | Viewer,
        class_id: str,
        round_key: str,
        *,
        answers: Collection[Answer],
        written_by: str,
        seen: AnswersVersion | None = None,
    ) -> AnswersVersion:
        """Write the draft; the first one, or the one after the newest approved version.

        Parameters
        ----------
        role, class_id, round_key
            Who writes, and of which class and round.
        answers
            All of the version, also what was written before.
        written_by
            Who wrote it, in the adults' own words.
        seen
            The version the writer had before them: an answer somebody else has changed since is
            then not written over.

        Raises
        ------
        CaseRefusedError
            ``written_meanwhile`` if an answer changed here has been changed since `seen`.
        """
        viewer = self.policy.require(role, Fetch.CASE, class_id)
        with self._store.work() as work:
            there = work.cases.answers(class_id)
            if seen is not None and there and overwrites(answers, seen, there[-1]):
                raise CaseRefusedError("written_meanwhile")
            draft = AnswersVersion(
                number=_next_number(there),
                round_key=round_key,
                answers=tuple(a for a in answers if not a.is_empty),
                written_by=written_by,
            )
            work.cases.save_answers(class_id, draft)
            work.journal.note(viewer.role, "answers", class_id)
        return draft

    def approve_answers(
        self,
        role: Role | Viewer,
        class_id: str,
        approved_by: str,
        *,
        seen: AnswersVersion | None = None,
    ) -> AnswersVersion:
        """Approve the draft; it is never changed after. Without P5 and P9 it says so for ever.

        `seen` is the draft as the one who approves has read it.

        Raises
        ------
        CaseRefusedError
            If there is no draft; ``written_meanwhile`` if it has been changed since `seen`.
        """
        viewer = self.policy.require(role, Fetch.CASE, class_id)
        with self._store.work() as work:
            there = work.cases.answers(class_id)
            if not there or there[-1].approved:
                raise CaseRefusedError("no_draft")
            if seen is not None and seen != there[-1]:
                raise CaseRefusedError("written_meanwhile")
            approved = replace(there[-1], approved_by=approved_by, approved_at=datetime.now(UTC))
            work.cases.save_answers(class_id, approved)
            work.journal.note(viewer.role, "approve", class_id)
        return approved

    # -- inside ------------------------------------------------------------------------------------

    def _on(self) -> date:
        return self._today or datetime.now(UTC).astimezone().date()


_FEWEST_LEFT = 5


def _map_of(round_key: str) -> str:
    return f"map:{round_key}"


def _next_number(there: tuple[AnswersVersion, ...]) -> int:
    if not there:
        return 1
    return there[-1].number + there[-1].approved
