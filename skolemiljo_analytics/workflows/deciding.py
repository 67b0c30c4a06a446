"""`DecidingDesk`: what the adults check, propose and decide, by role."""

from __future__ import annotations

from collections import Counter

from skolemiljo_analytics.errors import StoreError, UncheckedFindingError
from skolemiljo_analytics.proposals.matching import propose
from skolemiljo_analytics.proposals.records import Check, Choice, Proposal
from skolemiljo_analytics.vocabulary import Purpose, Role
from skolemiljo_analytics.workflows.access import Fetch, Viewer
from skolemiljo_analytics.workflows.desk import ReadingDesk

__all__ = ["DecidingDesk"]


class DecidingDesk(ReadingDesk):
    """Records checks and decisions; nothing may rest on a finding no adult has checked."""

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

    def any_check(self, role: Role | Viewer, class_id: str, round_key: str) -> bool:
        """Tell whether any finding of a round is checked, without making the round's findings."""
        self.policy.require(role, Fetch.DECISIONS, class_id)
        with self._store.read() as work:
            return work.judgements.any_check(class_id, round_key)

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

    def _purpose(self, class_id: str, round_key: str) -> Purpose:
        with self._store.read() as work:
            infos = {info.key: info for info in work.rounds.infos(class_id)}
        return infos[round_key].purpose
