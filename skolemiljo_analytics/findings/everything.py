"""Every finding of one portrait, in the order an adult should meet them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from skolemiljo_analytics.findings.building import (
    Desk,
    class_figures_allowed,
    named_allowed,
)
from skolemiljo_analytics.findings.change import find_change
from skolemiljo_analytics.findings.climate import find_climate
from skolemiljo_analytics.findings.contexts import find_contexts
from skolemiljo_analytics.findings.edges import find_edges
from skolemiljo_analytics.findings.groupings import find_groupings
from skolemiljo_analytics.findings.isolation import find_isolation
from skolemiljo_analytics.findings.observed import find_observed
from skolemiljo_analytics.findings.power import find_power
from skolemiljo_analytics.findings.profiles import find_profiles
from skolemiljo_analytics.findings.ratings import find_ratings
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.findings.reports import find_reports
from skolemiljo_analytics.findings.resources import find_resources
from skolemiljo_analytics.findings.signed import find_signed
from skolemiljo_analytics.findings.weave import find_weave
from skolemiljo_analytics.portrait.records import RelationPortrait, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import CHOSEN_KINDS, FindingCode, Scope, Strength

__all__ = ["find_all", "put_in_order"]

_SCOPES = {Scope.PRACTICE: 0, Scope.CLASS: 1, Scope.GROUP: 2, Scope.PAIR: 3, Scope.PUPIL: 3}
_CERTAINTY = {Strength.CLEAR: 0, Strength.PROBABLE: 1, Strength.POSSIBLE: 2}
_CODES = {code: place for place, code in enumerate(FindingCode)}
_EACH_QUESTION = frozenset(
    {
        FindingCode.CONCENTRATED_SAY,
        FindingCode.LOW_SCALE,
        FindingCode.LOW_THOUGH_CHOSEN,
        FindingCode.GROUP_FRONT,
        FindingCode.HARM_REPORTED,
        FindingCode.LAST_REPORTING,
        FindingCode.POWER_PROFILE,
        FindingCode.RATING_SHARES,
        FindingCode.LOW_BOTH_WAYS,
    }
)
"""Findings that are not joined over questions: each question has numbers of its own."""
_NOT_ORDINARY = frozenset({FindingCode.HARM_REPORTED, FindingCode.LAST_REPORTING})
"""Facts beside which no class is called ordinary, whatever chance gives."""
_COUNTED = frozenset(
    {
        FindingCode.FEW_CHOICES,
        FindingCode.WITHOUT_MUTUAL,
        FindingCode.GENDER_SPLIT,
        FindingCode.CLOSED_PAIR,
        FindingCode.SINGLE_BRIDGE,
        FindingCode.RESOURCE_MUTUAL,
        FindingCode.RESOURCE_BRIDGES,
        FindingCode.RESOURCE_OPEN_GROUPS,
    }
)
"""Findings whose agreement is how many questions show them."""


def find_all(
    portrait: SocialPortrait,
    *,
    observations: Iterable[Observation] = (),
    preset: Preset = DEFAULT_PRESET,
) -> tuple[Finding, ...]:
    """Find everything the portrait can bear, strengths of the class included.

    First what concerns the round itself and the class, then groups, then pairs and pupils by how
    certain it is, how many sources say it, and the class list. Never by how serious it looks, and
    nothing is added up to a score.

    Parameters
    ----------
    portrait
        One class and round.
    observations
        What adults have seen in the class, with the day; set beside the answers, never among them.
    preset
        The criteria; printed with every finding.

    Returns
    -------
    tuple of Finding
        Where nothing about the class goes beyond chance and enough answered, the first finding
        about the class is ORDINARY_CLASS.
    """
    found = (
        *find_climate(portrait, preset=preset),
        *find_isolation(portrait, preset=preset),
        *find_edges(portrait, preset=preset),
        *find_weave(portrait, preset=preset),
        *find_contexts(portrait, preset=preset),
        *find_observed(portrait, observations, preset=preset),
        *find_groupings(portrait, preset=preset),
        *find_power(portrait, preset=preset),
        *find_profiles(portrait, preset=preset),
        *find_signed(portrait, preset=preset),
        *find_reports(portrait, preset=preset),
        *find_ratings(portrait, preset=preset),
        *find_change(portrait, preset=preset),
        *find_resources(portrait, preset=preset),
    )
    desk = Desk(portrait, preset)
    merged = join_questions(found, desk)
    return put_in_order((*merged, *_ordinary(desk, merged)), portrait)


def put_in_order(findings: Iterable[Finding], portrait: SocialPortrait) -> tuple[Finding, ...]:
    """Order findings: the class and its groups first, then by certainty, sources and class list."""
    places = {pupil: place for place, pupil in enumerate(portrait.pupils)}
    asked = {r.key: place for place, r in enumerate(portrait.relations)}

    def key(finding: Finding) -> tuple[float, ...]:
        named = _SCOPES[finding.scope] == 3
        ordinary = finding.code is FindingCode.ORDINARY_CLASS
        certainty = _certainty(finding)
        first = min((places[p] for p in finding.pupils), default=-1)
        return (
            _SCOPES[finding.scope],
            0 if ordinary else 1,
            certainty if named else 0,
            -(finding.doubt.agree or 0) if named else 0,
            first if named else 0,
            _CODES[finding.code],
            min((asked.get(r, -1) for r in finding.relations), default=-1),
            first,
        )

    return tuple(sorted(findings, key=key))


def join_questions(findings: Iterable[Finding], desk: Desk) -> tuple[Finding, ...]:
    """Join the same pattern found in several questions to one finding, led by the most certain.

    The leading question gives the numbers; the others stand in `relations`. What is only a fact in
    one question is not joined to what is concluded in another.
    """
    together: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alone = finding.relations if finding.code in _EACH_QUESTION else ()
        key = (finding.code, finding.scope, finding.pupils, alone)
        together.setdefault(key, []).append(finding)
    allowed = sum(class_figures_allowed(r) for r in desk.relations(*CHOSEN_KINDS))
    return tuple(_join(same, allowed) for same in together.values())


def _join(same: list[Finding], tried: int) -> Finding:
    concluded = [f for f in same if f.strength is not None] or same
    leading = min(concluded, key=_certainty)
    others = [f for f in concluded if f is not leading]
    if leading.doubt.agree is None and leading.code in _COUNTED:
        doubt = replace(leading.doubt, agree=len(concluded), of=tried)
        leading = replace(leading, doubt=doubt)
    return replace(
        leading,
        relations=(*leading.relations, *(r for f in others for r in f.relations)),
        questions=(*leading.questions, *(q for f in others for q in f.questions)),
    )


def _certainty(finding: Finding) -> int:
    return _CERTAINTY.get(finding.strength, 3) if finding.strength else 3


def _ordinary(desk: Desk, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Say that nothing goes beyond chance, where enough answered for it to have been seen."""
    relations = tuple(r for r in desk.relations(*CHOSEN_KINDS) if named_allowed(r))
    patterns = [
        f
        for f in found
        if f.code in _NOT_ORDINARY
        or (f.scope in {Scope.CLASS, Scope.GROUP} and not f.resource and f.strength is not None)
    ]
    if not relations or patterns:
        return ()
    tried = sum(_tests(r) for r in relations)
    if not tried:
        return ()
    return (
        desk.finding(
            FindingCode.ORDINARY_CLASS,
            Scope.CLASS,
            relations,
            doubt=desk.doubt(relations[0].participation, "ordinary"),
            facts={
                "tried": tried,
                "questions": len(relations),
                "one_in": round(1 / desk.preset.probable_p.value),
            },
        ),
    )


def _tests(relation: RelationPortrait) -> int:
    """Count the class patterns that were held against chance in one question."""
    chances = (
        relation.unchosen_chance,
        relation.without_mutual_chance,
        relation.groupings.modularity,
        relation.gender.ei,
    )
    return sum(c is not None for c in chances)
