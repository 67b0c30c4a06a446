"""`CaseDesk`: the five steps of the parenthesis method, by role.

Step 4 is opened by the school-environment team alone; the class's own adults see that it was done,
and when.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from skolemiljo_analytics.casework.following import ChangeSeen, compare_expected
from skolemiljo_analytics.casework.law import duties_left
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
from skolemiljo_analytics.casework.steps import stage_after
from skolemiljo_analytics.errors import CaseRefusedError, NotAvailableError, UncheckedFindingError
from skolemiljo_analytics.proposals.matching import propose
from skolemiljo_analytics.proposals.records import Proposal
from skolemiljo_analytics.vocabulary import Reason, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.looking import LookingDesk

__all__ = ["CaseDesk"]

CasePart = Account | PlanItem | BackToAffected | Evaluation | Closing


class CaseDesk(LookingDesk):
    """Records the five steps; what rests on a finding needs that somebody has checked it."""

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
        self._require_happened(reported_on)
        with self._store.work() as work:
            case_id = work.cases.open_case(class_id, opened_on, track, reported_on)
            work.journal.note(viewer.role, "open_case", class_id)
        return case_id

    def move_case(
        self, role: Role | Viewer, case: Case, *, stage: Stage, reported_on: date | None
    ) -> None:
        """Note how far a case has come, and when it was taken up with the head.

        Raises
        ------
        CaseRefusedError
            If the case is closed, or that day is yet to come.
        """
        viewer = self.policy.require(role, Fetch.CASE, case.class_id)
        self._require_happened(reported_on)
        with self._store.work() as work:
            _require_open(work.cases.case(case.class_id, case.id))
            work.cases.move_case(case.class_id, case.id, stage=stage, reported_on=reported_on)
            work.journal.note(viewer.role, "move_case", case.class_id)

    def tell(self, role: Role | Viewer, case: Case, account: Account) -> None:
        """Write what somebody told; like all that is written as done, not of a day to come."""
        self._add(role, case, account, Fetch.CASE)

    def decide(self, role: Role | Viewer, case: Case, item: PlanItem) -> None:
        """Write a decision.

        Raises
        ------
        UncheckedFindingError
            If a finding it rests on is unchecked, or was checked and does not hold.
        CaseRefusedError
            If it rests on nothing: neither a checked finding nor an account; or if it is to be
            evaluated before it starts.
        """
        self.policy.require(role, Fetch.CASE, case.class_id)
        if item.evaluate_on < item.starts_on:
            raise CaseRefusedError("evaluated_too_early")
        if item.findings:
            checks = {c.finding: c for c in self.checks(role, case.class_id, item.round_key)}
            for finding in item.findings:
                if finding not in checks or not checks[finding].holds:
                    raise UncheckedFindingError(finding)
        self._add(role, case, item, Fetch.CASE)

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
        self._add(role, case, evaluation, Fetch.CASE)

    def close_case(self, role: Role | Viewer, case: Case, closing: Closing) -> None:
        """Close a case.

        Raises
        ------
        CaseRefusedError
            If something must be done first (`casework.closing_obstacles`), or a duty of the law
            has nothing written about it (`casework.duties_left`) and no reason is given.
        """
        self._add(role, case, closing, Fetch.CASE)

    def looked(self, role: Role | Viewer, case: Case) -> bool:
        """Tell whether the adults have looked at the class of a case: parentheses or answers."""
        place = (role, case.class_id)
        return bool(self.brackets(*place) or self.answers(*place))

    def changes_seen(
        self, role: Role | Viewer, case: Case, round_key: str
    ) -> tuple[tuple[PlanItem, ChangeSeen | Reason], ...]:
        """Answer, of each decision that expects a number to change, from a round after its own.

        A decision whose change the rounds cannot tell of has the reason instead.
        """
        found: list[tuple[PlanItem, ChangeSeen | Reason]] = []
        for item in case.plan:
            if not item.expected.question or not item.round_key < round_key:
                continue
            try:
                found.append((item, self.change_seen(role, case, item, round_key)))
            except NotAvailableError as error:
                found.append((item, error.reason))
        return tuple(found)

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
        cases = self.cases(role, class_id)
        if not any(case.plan for case in cases):
            return drafts
        tried = Counter(one.action for one in self.choices(role, class_id))
        tried.update(i.catalogue_id for case in cases for i in case.plan if i.catalogue_id)
        return propose(
            self.findings(role, class_id, round_key),
            purpose=self._purpose(class_id, round_key),
            tried=tried,
            without_effect=count_without_effect(cases),
        )

    # -- inside ------------------------------------------------------------------------------------

    def _add(
        self,
        role: Role | Viewer,
        case: Case,
        part: CasePart,
        fetch: Fetch,
    ) -> None:
        viewer = self.policy.require(role, fetch, case.class_id)
        if not isinstance(part, PlanItem):
            self._require_happened(part.day)
        with self._store.work() as work:
            now = work.cases.case(case.class_id, case.id)
            part = _fitted(now, part)
            work.cases.add_to_case(now.class_id, now.id, part)
            stage = stage_after(now, part)
            if stage is not now.stage:
                work.cases.move_case(now.class_id, now.id, stage=stage, reported_on=now.reported_on)
            work.journal.note(viewer.role, type(part).__name__.lower(), case.class_id)

    def _require_happened(self, day: date | None) -> None:
        """Refuse a day to come for what is written as done: a slip there would pass for a duty."""
        if day is not None and day > self._on():
            raise CaseRefusedError("day_ahead")


def _fitted(now: Case, part: CasePart) -> CasePart:
    """Return a part as it goes into a case as it stands now, whatever stood on somebody's screen.

    Two adults may have the same case open: what one of them closed, the other adds nothing to.
    """
    _require_open(now)
    if isinstance(part, Closing):
        for obstacle in closing_obstacles(now):
            raise CaseRefusedError(obstacle)
        if duties_left(now) and not part.despite.strip():
            raise CaseRefusedError("duties_left")
    if isinstance(part, PlanItem):
        if not (part.findings or now.accounts):
            raise CaseRefusedError("rests_on_nothing")
        return replace(part, number=len(now.plan) + 1)
    if isinstance(part, Evaluation) and not (
        set(part.without_effect) <= {item.number for item in now.plan}
    ):
        raise CaseRefusedError("unknown_item")
    return part


def _require_open(case: Case) -> None:
    if case.closing is not None:
        raise CaseRefusedError("already_closed")
