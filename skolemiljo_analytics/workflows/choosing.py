"""Use case: choose a proposal: who checked it, who does it, and when it is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from skolemiljo_analytics.casework.records import Case, LegalTrack, PlanItem
from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.proposals.catalogue import load_catalogue
from skolemiljo_analytics.proposals.records import Action, Check, Choice, Level, Proposal
from skolemiljo_analytics.vocabulary import Language, Role, Scope
from skolemiljo_analytics.wording.actions import ProposalText, say_proposal

if TYPE_CHECKING:
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = [
    "Draft",
    "Offer",
    "choose_offer",
    "draft_decision",
    "evaluation_day",
    "find_chosen",
    "find_offers",
    "find_planned",
    "findings_that_hold",
]

_WEEKS = 4
"""Weeks to the first evaluation of the adults' own action: the most common in the catalogue."""


@dataclass(frozen=True)
class Offer:
    """A proposal in words, with the findings it rests on.

    Attributes
    ----------
    proposal, text
        The proposal, as code and in words.
    findings
        What it rests on.
    unchecked, refuted
        Those nobody has checked; those somebody has checked and found not to hold.
    """

    proposal: Proposal
    text: ProposalText
    findings: tuple[Finding, ...]
    unchecked: tuple[Finding, ...]
    refuted: tuple[Finding, ...]

    @property
    def confirmed(self) -> tuple[Finding, ...]:
        """Those somebody has checked and found to hold."""
        open_ids = {f.id for f in (*self.unchecked, *self.refuted)}
        return tuple(f for f in self.findings if f.id not in open_ids)


@dataclass(frozen=True)
class Draft:
    """What a form for a decision begins with; everything can be changed.

    Attributes
    ----------
    catalogue_id
        The catalogue's action, "" for the adults' own.
    action, responsible
        In words; "" for the adults' own.
    level
        Where it works: the class as a group wherever the action can.
    evaluate_on
        So many weeks from the start as the catalogue says.
    """

    catalogue_id: str
    action: str
    responsible: str
    level: Level
    evaluate_on: date


def draft_decision(catalogue_id: str, starts_on: date, language: Language) -> Draft:
    """Return what a decision begins with, for an action of the catalogue or ("") one's own.

    Examples
    --------
    >>> draft_decision("", date(2026, 1, 5), Language.NB).evaluate_on
    datetime.date(2026, 2, 2)
    """
    action = next((a for a in load_catalogue().actions if a.id == catalogue_id), None)
    if action is None:
        return Draft("", "", "", Level.GROUP, starts_on + timedelta(weeks=_WEEKS))
    return Draft(
        action.id,
        action.text("title", language),
        action.text("responsible", language),
        Level.GROUP if Level.GROUP in action.levels else action.levels[0],
        evaluation_day(action, starts_on),
    )


def findings_that_hold(
    workspace: Workspace, role: Role, class_id: str, round_key: str
) -> tuple[Finding, ...]:
    """Return the findings of a round somebody has checked and found to hold; none about a pair."""
    holds = {c.finding for c in workspace.checks(role, class_id, round_key) if c.holds}
    findings = workspace.findings(role, class_id, round_key)
    return tuple(f for f in findings if f.id in holds and f.scope is not Scope.PAIR)


def find_offers(
    workspace: Workspace, role: Role, class_id: str, round_key: str, *, language: Language
) -> tuple[Offer, ...]:
    """Return the proposals for a class and round, in words, with the checks behind them.

    Raises
    ------
    AccessDeniedError
        If the role may not open the class.
    """
    findings = {f.id: f for f in workspace.findings(role, class_id, round_key)}
    checks = {c.finding: c for c in workspace.checks(role, class_id, round_key)}
    return tuple(
        _offer(proposal, findings, checks, language)
        for proposal in workspace.proposals(role, class_id, round_key)
    )


def _offer(
    proposal: Proposal, findings: dict[str, Finding], checks: dict[str, Check], language: Language
) -> Offer:
    behind = tuple(findings[key] for key in proposal.findings if key in findings)
    return Offer(
        proposal,
        say_proposal(proposal, findings.values(), language),
        behind,
        tuple(f for f in behind if f.id not in checks),
        tuple(f for f in behind if f.id in checks and not checks[f.id].holds),
    )


def evaluation_day(action: Action, starts_on: date) -> date:
    """Return the day to evaluate: so many weeks after the start as the catalogue says.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> evaluation_day(SimpleNamespace(evaluate_after_weeks=6), date(2026, 1, 5))
    datetime.date(2026, 2, 16)
    """
    return starts_on + timedelta(weeks=action.evaluate_after_weeks)


def find_chosen(
    workspace: Workspace, role: Role, class_id: str, language: Language
) -> tuple[tuple[str, Choice], ...]:
    """Return what has been chosen for a class, newest last, each with the title of its action.

    An action the catalogue no longer has is called by its id.
    """
    actions = {action.id: action for action in load_catalogue().actions}
    return tuple(
        (
            actions[choice.action].text("title", language)
            if choice.action in actions
            else choice.action,
            choice,
        )
        for choice in workspace.choices(role, class_id)
    )


def choose_offer(
    workspace: Workspace,
    role: Role,
    class_id: str,
    round_key: str,
    *,
    item: PlanItem,
    checks: tuple[Check, ...],
) -> None:
    """Record the checks made now, then the decision that rests on them.

    It goes into the class's open preventive case (§ 12-3), so that it is evaluated, held against
    the next round and counted like every other decision; one is opened where there is none.

    Raises
    ------
    UncheckedFindingError
        If a finding it rests on is unchecked, or was checked and does not hold.
    AccessDeniedError
        If the role may not choose for the class.
    """
    for check in checks:
        workspace.check_finding(role, class_id, round_key, check)
    workspace.decide(role, _preventive_case(workspace, role, class_id, item), item)


def _preventive_case(workspace: Workspace, role: Role, class_id: str, item: PlanItem) -> Case:
    if not _open_preventive(workspace, role, class_id):
        opened_on = item.decided_on or item.starts_on
        workspace.open_case(role, class_id, LegalTrack.PREVENTIVE, opened_on=opened_on)
    return _open_preventive(workspace, role, class_id)[-1]


def _open_preventive(workspace: Workspace, role: Role, class_id: str) -> tuple[Case, ...]:
    return tuple(
        case
        for case in workspace.cases(role, class_id)
        if case.track is LegalTrack.PREVENTIVE and case.closing is None
    )


def find_planned(workspace: Workspace, role: Role, class_id: str) -> tuple[PlanItem, ...]:
    """Return what is decided for the class as a whole and not closed, oldest first."""
    cases = _open_preventive(workspace, role, class_id)
    return tuple(item for case in cases for item in case.plan)
