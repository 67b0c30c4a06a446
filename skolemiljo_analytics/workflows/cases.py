"""`CaseDesk`: the five steps of the parenthesis method, by role.

Step 4 is opened by the school-environment team alone; the class's own adults see that it was done,
and when.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime

from skolemiljo_analytics.casework.brackets import Bracket, Without, compare_without
from skolemiljo_analytics.casework.expectation import Expectation, Surprises, find_surprises
from skolemiljo_analytics.casework.following import ChangeSeen, compare_expected
from skolemiljo_analytics.casework.questions import Answer, AnswersVersion
from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Case,
    Closing,
    Evaluation,
    LegalTrack,
    PlanItem,
    Stage,
    closing_obstacles,
    count_without_effect,
)
from skolemiljo_analytics.errors import CaseRefusedError, UncheckedFindingError
from skolemiljo_analytics.proposals.matching import propose
from skolemiljo_analytics.proposals.records import Proposal
from skolemiljo_analytics.vocabulary import PupilId, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.deciding import DecidingDesk

__all__ = ["CaseDesk"]


class CaseDesk(DecidingDesk):
    """Records the five steps; what rests on a finding needs that somebody has checked it."""

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
        """
        viewer = self.policy.require(role, Fetch.CASE, class_id)
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
    ) -> AnswersVersion:
        """Write the draft; the first one, or the one after the newest approved version."""
        viewer = self.policy.require(role, Fetch.CASE, class_id)
        with self._store.work() as work:
            there = work.cases.answers(class_id)
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
        self, role: Role | Viewer, class_id: str, approved_by: str
    ) -> AnswersVersion:
        """Approve the draft; it is never changed after. Without P5 and P9 it says so for ever.

        Raises
        ------
        CaseRefusedError
            If there is no draft.
        """
        viewer = self.policy.require(role, Fetch.CASE, class_id)
        with self._store.work() as work:
            there = work.cases.answers(class_id)
            if not there or there[-1].approved:
                raise CaseRefusedError("no_draft")
            approved = replace(there[-1], approved_by=approved_by, approved_at=datetime.now(UTC))
            work.cases.save_answers(class_id, approved)
            work.journal.note(viewer.role, "approve", class_id)
        return approved

    # -- cases -------------------------------------------------------------------------------------

    def cases(self, role: Role | Viewer, class_id: str) -> tuple[Case, ...]:
        """Return the cases of a class, oldest first; step 4 only to those who may see it."""
        viewer = self.policy.require(role, Fetch.CASE, class_id)
        with self._store.read() as work:
            found = work.cases.cases(class_id)
        if self.policy.may(viewer, Fetch.AFFECTED, class_id):
            return found
        return tuple(replace(one, backs=()) for one in found)

    def open_case(
        self,
        role: Role | Viewer,
        class_id: str,
        track: LegalTrack,
        *,
        opened_on: date,
        reported_on: date | None = None,
    ) -> str:
        """Open a case; return its id."""
        viewer = self.policy.require(role, Fetch.CASE, class_id)
        with self._store.work() as work:
            case_id = work.cases.open_case(class_id, opened_on, track, reported_on)
            work.journal.note(viewer.role, "open_case", class_id)
        return case_id

    def move_case(
        self, role: Role | Viewer, case: Case, *, stage: Stage, reported_on: date | None
    ) -> None:
        """Note how far a case has come, and when it was taken up with the head."""
        viewer = self.policy.require(role, Fetch.CASE, case.class_id)
        _require_open(case)
        with self._store.work() as work:
            work.cases.move_case(case.class_id, case.id, stage=stage, reported_on=reported_on)
            work.journal.note(viewer.role, "move_case", case.class_id)

    def tell(self, role: Role | Viewer, case: Case, account: Account) -> None:
        """Write what somebody told."""
        self._add(role, case, account, Fetch.CASE)

    def decide(self, role: Role | Viewer, case: Case, item: PlanItem) -> None:
        """Write a decision.

        Raises
        ------
        UncheckedFindingError
            If a finding it rests on is unchecked, or was checked and does not hold.
        CaseRefusedError
            If it rests on nothing: neither a checked finding nor an account.
        """
        self.policy.require(role, Fetch.CASE, case.class_id)
        if not (item.findings or case.accounts):
            raise CaseRefusedError("rests_on_nothing")
        if item.findings:
            checks = {c.finding: c for c in self.checks(role, case.class_id, item.round_key)}
            for finding in item.findings:
                if finding not in checks or not checks[finding].holds:
                    raise UncheckedFindingError(finding)
        self._add(role, case, replace(item, number=len(case.plan) + 1), Fetch.CASE)

    def go_back(self, role: Role | Viewer, case: Case, back: BackToAffected) -> None:
        """Write step 4: the pupil's own experience and wishes."""
        if back.pupil not in self.roster(role, case.class_id).ids:
            raise CaseRefusedError("unknown_pupil")
        self._add(role, case, back, Fetch.AFFECTED)

    def evaluate(self, role: Role | Viewer, case: Case, evaluation: Evaluation) -> None:
        """Write an evaluation.

        Raises
        ------
        CaseRefusedError
            If it speaks of a decision the case does not have.
        """
        if not set(evaluation.without_effect) <= {item.number for item in case.plan}:
            raise CaseRefusedError("unknown_item")
        self._add(role, case, evaluation, Fetch.CASE)

    def close_case(self, role: Role | Viewer, case: Case, closing: Closing) -> None:
        """Close a case.

        Raises
        ------
        CaseRefusedError
            If something must be done first (`casework.closing_obstacles`).
        """
        for obstacle in closing_obstacles(case):
            raise CaseRefusedError(obstacle)
        self._add(role, case, closing, Fetch.CASE)

    def change_seen(
        self, role: Role | Viewer, case: Case, item: PlanItem, round_key: str
    ) -> ChangeSeen:
        """Answer from the round of the decision and a later one if what was expected happened.

        Raises
        ------
        NotAvailableError
            If the rounds cannot answer it, with the reason.
        """
        before = self.portrait(role, case.class_id, item.round_key)
        return compare_expected(
            item.expected, before, self.portrait(role, case.class_id, round_key)
        )

    def proposals(self, role: Role | Viewer, class_id: str, round_key: str) -> tuple[Proposal, ...]:
        """Return at most five proposals; what cases found without effect twice moves down."""
        drafts = super().proposals(role, class_id, round_key)
        failed = count_without_effect(self.cases(role, class_id))
        if not failed:
            return drafts
        tried = {c.action: 0 for c in self.choices(role, class_id)}
        for one in self.choices(role, class_id):
            tried[one.action] += 1
        return propose(
            self.findings(role, class_id, round_key),
            purpose=self._purpose(class_id, round_key),
            tried=tried,
            without_effect=failed,
        )

    # -- inside ------------------------------------------------------------------------------------

    def _add(
        self,
        role: Role | Viewer,
        case: Case,
        part: Account | PlanItem | BackToAffected | Evaluation | Closing,
        fetch: Fetch,
    ) -> None:
        viewer = self.policy.require(role, fetch, case.class_id)
        _require_open(case)
        with self._store.work() as work:
            work.cases.add_to_case(case.class_id, case.id, part)
            work.journal.note(viewer.role, type(part).__name__.lower(), case.class_id)

    def _on(self) -> date:
        return self._today or datetime.now(UTC).astimezone().date()


_FEWEST_LEFT = 5


def _map_of(round_key: str) -> str:
    return f"map:{round_key}"


def _next_number(there: tuple[AnswersVersion, ...]) -> int:
    if not there:
        return 1
    return there[-1].number + there[-1].approved


def _require_open(case: Case) -> None:
    if case.closing is not None:
        raise CaseRefusedError("already_closed")
