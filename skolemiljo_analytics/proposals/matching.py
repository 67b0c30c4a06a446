"""From findings to at most five proposals: drafts with reasons, never decisions.

The rules, in the order they are applied:

1. A theme is as firm as the firmest finding that carries it. Findings are never summed: seven
   pupils with few choices do not weigh more than one.
2. Actions are picked one at a time, each for the themes not yet answered, so that the proposals
   differ.
3. At least one changes what the adults do; it stands first. The adults before the group.
4. What works with one pupil alone stands last, beside the others, and never alone.
5. The theme F19 counts only where a concrete suspicion is followed up, and so do actions marked
   for it.
6. An action tried twice without effect moves behind every other, and raises F20.
7. A proposal that works with the class leans on findings about the class and its groups; on one
   about a pupil or a pair only for a theme that nothing wider carries.
8. A strength of the class is answered only by actions that build on it.
9. Where nothing is clear or probable, the first thing proposed is to look, and at most three
   things are proposed.

References
----------
Domain handbook 6.1 and 6.2; forskrift til opplæringslova § 20-5:
https://lovdata.no/forskrift/2024-06-03-900/§20-5
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.proposals.catalogue import Catalogue, load_catalogue
from skolemiljo_analytics.proposals.records import Action, EvidenceLabel, Level, Proposal
from skolemiljo_analytics.vocabulary import Purpose, Scope, Strength

__all__ = ["MOST_PROPOSALS", "propose"]

MOST_PROPOSALS = 5
"""A teacher leaves with at most this many."""

MOST_UNFIRM = 3
"""At most this many where nothing is clear or probable: look first, and do little."""

WITHOUT_EFFECT = 2
"""Times an action may be tried without effect before it moves down."""

_SUSPICION_THEME = "F19"
_NO_EFFECT_THEME = "F20"
_FIRM = {Strength.CLEAR: 4, Strength.PROBABLE: 3, Strength.POSSIBLE: 2}
_UNFIRM = 1  # a fact without a conclusion, or a conclusion that cannot be drawn
_AGAIN = 0.25  # a theme that another proposal answers already
_EVIDENCE = {EvidenceLabel.STUDY: 0.2, EvidenceLabel.PRACTICE: 0.1}


@dataclass(frozen=True)
class _Need:
    """What the findings call for: themes with their weight, of problems and of strengths."""

    problems: Mapping[str, int]
    strengths: Mapping[str, int]

    def of(self, action: Action) -> dict[str, int]:
        """Return the themes this action answers here, with their weight, in theme order."""
        strengths = self.strengths if action.builds_on_strength else {}
        found = {**strengths, **self.problems}
        return {theme: found[theme] for theme in action.answers if theme in found}

    @property
    def most(self) -> int:
        """Return how many proposals are enough."""
        firm = max(self.problems.values(), default=0) > _FIRM[Strength.POSSIBLE]
        return MOST_PROPOSALS if firm else MOST_UNFIRM

    @property
    def uncertain(self) -> bool:
        """Tell whether there are problems, and none of them is clear or probable."""
        return bool(self.problems) and self.most == MOST_UNFIRM


def propose(
    findings: Iterable[Finding],
    *,
    catalogue: Catalogue | None = None,
    purpose: Purpose = Purpose.PREVENTIVE,
    tried: Mapping[str, int] | None = None,
    without_effect: Mapping[str, int] | None = None,
) -> tuple[Proposal, ...]:
    """Return at most five proposals for these findings, adults' practice first.

    Parameters
    ----------
    findings
        What was found; a finding without themes (a low answer rate) calls for no action.
    catalogue
        The actions to choose from; `load_catalogue()` if not given.
    purpose
        Of the round; decides whether F19 counts.
    tried, without_effect
        Times each action (by id) was tried in this class, and how often nothing came of it.

    Returns
    -------
    tuple of Proposal
        Empty where nothing calls for an action; otherwise at least one changes adult practice.
        The order of the findings does not matter.
    """
    found = tuple(findings)
    failed = _failed(without_effect or {})
    need = _need(found, purpose, failed)
    if not need.problems and not need.strengths:
        return ()
    actions = (catalogue or load_catalogue()).actions
    allowed = [a for a in actions if purpose is Purpose.SUSPICION or not a.suspicion_only]
    picked = _with_adults(_picked(allowed, need, failed), allowed, need, failed)
    times = tried or {}
    return tuple(
        Proposal(
            action,
            findings=tuple(f.id for f in _behind(found, action, need)),
            themes=tuple(need.of(action)),
            tried=times.get(action.id, 0),
            moved_down=action.id in failed,
        )
        for action in picked
    )


# -- what is called for --------------------------------------------------------------------------


def _failed(without_effect: Mapping[str, int]) -> frozenset[str]:
    return frozenset(a for a, times in without_effect.items() if times >= WITHOUT_EFFECT)


def _need(findings: Iterable[Finding], purpose: Purpose, failed: frozenset[str]) -> _Need:
    problems: dict[str, int] = {}
    strengths: dict[str, int] = {}
    for finding in findings:
        side = strengths if finding.resource else problems
        weight = _FIRM.get(finding.strength, _UNFIRM) if finding.strength else _UNFIRM
        for theme in finding.themes:
            side[theme] = max(weight, side.get(theme, 0))
    if failed:
        problems[_NO_EFFECT_THEME] = _FIRM[Strength.PROBABLE]
    if purpose is not Purpose.SUSPICION:
        problems.pop(_SUSPICION_THEME, None)
        strengths.pop(_SUSPICION_THEME, None)
    return _Need(problems, dict.fromkeys(strengths, _UNFIRM))


# -- picking -------------------------------------------------------------------------------------


def _picked(actions: Iterable[Action], need: _Need, failed: frozenset[str]) -> list[Action]:
    """Pick one at a time what answers most of what is not yet answered."""
    left = [a for a in actions if need.of(a) and not a.looks_first]
    picked = [a for a in actions if a.looks_first and need.of(a)][:1] if need.uncertain else []
    answered: set[str] = set()
    while left and len(picked) < need.most:
        best = max(left, key=lambda a: _rank(a, need, answered, failed))
        left.remove(best)
        picked.append(best)
        answered |= set(need.of(best))
    return picked


def _rank(
    action: Action, need: _Need, answered: set[str], failed: frozenset[str]
) -> tuple[bool, bool, float]:
    """Order candidates: not failed, not for one pupil alone, then by what they add."""
    themes = need.of(action)
    adds = sum(weight * (_AGAIN if t in answered else 1.0) for t, weight in themes.items())
    aimed = len(themes) / len(action.answers) if action.answers else 0.0
    evidence = max((_EVIDENCE.get(label, 0.0) for label in action.evidence), default=0.0)
    return action.id not in failed, not action.individual_only, adds + aimed + evidence


def _with_adults(
    picked: list[Action], actions: Iterable[Action], need: _Need, failed: frozenset[str]
) -> list[Action]:
    """Put adult practice first, bringing it in where nothing picked has it; one pupil last."""
    if not any(a.adult_practice for a in picked):
        adults = [a for a in actions if a.adult_practice]
        best = max(adults, key=lambda a: _rank(a, need, set(), failed))
        picked = [best, *picked[: need.most - 1]]
    return sorted(picked, key=lambda a: _place(a, failed))


def _place(action: Action, failed: frozenset[str]) -> tuple[bool, ...]:
    """Order what was picked; a stable sort keeps the order of picking within a place."""
    return (
        action.individual_only,
        action.id in failed,
        not action.looks_first,
        not action.adult_practice,
        Level.INDIVIDUAL in action.levels,
    )


def _behind(findings: tuple[Finding, ...], action: Action, need: _Need) -> list[Finding]:
    """Return what a proposal leans on: of each theme it answers, what is said of the class.

    What is said of one pupil or a pair carries a theme only where nothing wider does, or where the
    action is for one pupil: nobody need vouch for a finding about a child to work with the class.
    """
    carrying = [f for f in findings if _stands_behind(f, action, need)]
    if action.individual_only:
        return carrying
    wide = [f for f in carrying if f.scope not in {Scope.PUPIL, Scope.PAIR}]
    met = {t for f in wide for t in f.themes if not (f.resource and t in need.problems)}
    alone = set(need.of(action)) - met
    return [f for f in carrying if f in wide or alone.intersection(f.themes)]


def _stands_behind(finding: Finding, action: Action, need: _Need) -> bool:
    if finding.resource and not action.builds_on_strength:
        return False
    return any(theme in finding.themes for theme in need.of(action))
