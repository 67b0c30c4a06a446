"""Actions and proposals in words: what the adults do, why it is offered, and what speaks against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.proposals.records import Action, EvidenceLabel, Proposal
from skolemiljo_analytics.vocabulary import Language, Strength
from skolemiljo_analytics.wording.catalogue import Translator, get_translator

__all__ = ["ActionText", "ProposalText", "say_action", "say_proposal"]

_FIRMEST_FIRST = (
    Strength.CLEAR,
    Strength.PROBABLE,
    Strength.POSSIBLE,
    None,
    Strength.CANNOT_SAY,
)
_GROUP_FIRST = "F2"  # few or no choices: a pupil's own case goes beside
_NO_EFFECT = "F20"


@dataclass(frozen=True)
class ActionText:
    """One action in one language.

    Attributes
    ----------
    title, description, responsible
        What, how and who, as the catalogue says it.
    levels
        Where it works, in words.
    evaluate
        When it is evaluated.
    evidence
        What stands behind it, in words.
    must_agree
        Who must agree first.
    against
        What speaks against it and what to watch, warnings and missing studies included.
    sources
        As the catalogue gives them.
    """

    id: str
    title: str
    description: str
    responsible: str
    levels: str
    evaluate: str
    evidence: str
    must_agree: str
    against: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class ProposalText:
    """One proposal in one language.

    Attributes
    ----------
    action
        The action it offers.
    because
        Why it is offered here: no firmer than the findings behind it.
    counter
        What speaks against it.
    tried
        How often it was tried, or empty.
    beside
        What goes beside it where a pupil may be unwell, or empty.
    law
        What must be done before it is chosen.
    """

    action: ActionText
    because: str
    counter: str
    tried: str
    beside: str
    law: str


def say_action(action: Action, language: Language | str = Language.NB) -> ActionText:
    """Return an action in words; what the catalogue lacks in a language is said in bokmål."""
    say = get_translator(language)
    labels = _join([say(f"actions.evidence.{label}") for label in action.evidence], say)
    parties = _join([say(f"actions.party.{party}") for party in action.must_agree], say)
    return ActionText(
        id=action.id,
        title=action.text("title", say.language),
        description=action.text("description", say.language),
        responsible=action.text("responsible", say.language),
        levels=_join([say(f"actions.level.{level}") for level in action.levels], say),
        evaluate=say.plural("actions.evaluate", action.evaluate_after_weeks),
        evidence=say("actions.evidence.sentence", labels=labels),
        must_agree=say("actions.must_agree", parties=parties),
        against=_against(action, say),
        sources=action.sources,
    )


def say_proposal(
    proposal: Proposal, findings: Iterable[Finding], language: Language | str = Language.NB
) -> ProposalText:
    """Return a proposal in words.

    Parameters
    ----------
    proposal
        What is offered.
    findings
        The findings it was made from; those it does not rest on are passed over.
    """
    say = get_translator(language)
    behind = [finding for finding in findings if finding.id in set(proposal.findings)]
    action = say_action(proposal.action, language)
    return ProposalText(
        action=action,
        because=_because(proposal, behind, say),
        counter=action.against,
        tried=_tried(proposal, say),
        beside=say("actions.beside") if _GROUP_FIRST in proposal.themes else "",
        law=say("actions.law"),
    )


def _against(action: Action, say: Translator) -> str:
    parts = [action.text("against", say.language)]
    parts += [say(f"actions.caution.{caution}") for caution in action.cautions]
    if EvidenceLabel.STUDY not in action.evidence:
        parts.append(say("actions.no_study"))
    return " ".join(parts)


def _because(proposal: Proposal, behind: Sequence[Finding], say: Translator) -> str:
    """Return the reasons: one sentence a strength, so that nothing sounds firmer than it is."""
    if proposal.action.looks_first and behind:
        return say("actions.because.looks_first")
    said: set[str] = set()
    sentences = []
    for strength in _FIRMEST_FIRST:
        mine = [f for f in behind if not f.resource and f.strength == strength]
        themes = [t for t in proposal.themes if t not in said and any(t in f.themes for f in mine)]
        if themes:
            said.update(themes)
            clauses = _join([say(f"actions.theme.{theme}") for theme in themes], say)
            sentences.append(say(f"actions.because.{strength or 'fact'}", themes=clauses))
    if any(finding.resource for finding in behind):
        sentences.append(say("actions.because.strength", themes=say("actions.strength")))
    if _NO_EFFECT in proposal.themes and _NO_EFFECT not in said:
        sentences.append(say("actions.because.without_effect"))
    return " ".join(sentences) or say("actions.because.practice")


def _tried(proposal: Proposal, say: Translator) -> str:
    if proposal.moved_down:
        return say("actions.moved_down")
    return say.plural("actions.tried", proposal.tried) if proposal.tried else ""


def _join(words: Sequence[str], say: Translator) -> str:
    """Return «a», «a og b», «a, b og c»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {say('actions.and')} {words[-1]}"
