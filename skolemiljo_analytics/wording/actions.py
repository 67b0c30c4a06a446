"""Actions and proposals in words: what the adults do, why it is offered, what speaks against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.proposals.records import Action, EvidenceLabel, Proposal
from skolemiljo_analytics.vocabulary import Language, Strength
from skolemiljo_analytics.wording.catalogue import Translator, get_translator
from skolemiljo_analytics.wording.phrases import join

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
_MOST_THEMES = 3  # a reason one can read in one breath


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
    labels = join([say(f"actions.evidence.{label}") for label in action.evidence], say)
    parties = join([say(f"actions.party.{party}") for party in action.must_agree], say)
    return ActionText(
        id=action.id,
        title=action.text("title", say.language),
        description=action.text("description", say.language),
        responsible=action.text("responsible", say.language),
        levels=join([say(f"actions.level.{level}") for level in action.levels], say),
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
    if proposal.action.looks_first and behind:
        reasons = [say("actions.reason.looks_first")]
    else:
        patterns = _pattern_reasons(proposal, behind, say)
        reasons = [*patterns, *_other_reasons(proposal, behind, say)]
    words = reasons or [say("actions.reason.practice")]
    return say("actions.because", reasons="; ".join(words))


def _pattern_reasons(
    proposal: Proposal, behind: Sequence[Finding], say: Translator
) -> Iterator[str]:
    """Give one reason a strength, so that nothing sounds firmer than it is; the firmest first."""
    left, room = [theme for theme in proposal.themes if theme != _NO_EFFECT], _MOST_THEMES
    for strength in _FIRMEST_FIRST:
        mine = [f for f in behind if not f.resource and f.strength == strength]
        themes = [theme for theme in left if any(theme in f.themes for f in mine)][:room]
        left = [theme for theme in left if theme not in themes]
        room -= len(themes)
        if themes:
            clauses = join([say(f"actions.theme.{theme}") for theme in themes], say)
            yield say(f"actions.reason.{strength or 'fact'}", themes=clauses)


def _other_reasons(proposal: Proposal, behind: Sequence[Finding], say: Translator) -> Iterator[str]:
    if any(finding.resource for finding in behind):
        yield say("actions.reason.strength")
    if _NO_EFFECT in proposal.themes:
        yield say("actions.reason.without_effect")


def _tried(proposal: Proposal, say: Translator) -> str:
    if proposal.moved_down:
        return say("actions.moved_down")
    return say.plural("actions.tried", proposal.tried) if proposal.tried else ""
