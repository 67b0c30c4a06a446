"""Use case: choose a proposal: who checked it, who does it, and when it is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.proposals.catalogue import load_catalogue
from skolemiljo_analytics.proposals.records import Action, Check, Choice, Proposal
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.wording.actions import ProposalText, say_proposal

if TYPE_CHECKING:
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["Offer", "choose_offer", "evaluation_day", "find_chosen", "find_offers"]


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
    choice: Choice,
    checks: tuple[Check, ...],
) -> None:
    """Record the checks made now, then the choice that rests on them.

    Raises
    ------
    UncheckedFindingError
        If a finding it rests on is unchecked, or was checked and does not hold.
    AccessDeniedError
        If the role may not choose for the class.
    """
    for check in checks:
        workspace.check_finding(role, class_id, round_key, check)
    workspace.choose(role, class_id, round_key, choice)
