"""Few or no choices, no mutual tie, one single tie (methods handbook 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import (
    Desk,
    View,
    beyond_chance,
    both_hold,
    class_figures_allowed,
    judged,
    judged_one,
    named_allowed,
    share,
)
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import (
    PupilView,
    RelationPortrait,
    SocialPortrait,
)
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import CHOSEN_KINDS, FindingCode, PupilId, Scope

__all__ = ["find_isolation"]


def find_isolation(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find who and how many got few or no choices, and in which question.

    Class figures need answers from 60 % of the class, facts about one pupil from 75 %. A pupil who
    chose nobody may be unchosen but is never said to lack mutual choices: there was nothing to
    return. Where nobody named anybody the class figure says it all.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        FEW_CHOICES and WITHOUT_MUTUAL for the class; UNCHOSEN, WITHOUT_MUTUAL and SINGLE_TIE for
        pupils. Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    relations = desk.relations(*CHOSEN_KINDS)
    found: list[Finding] = []
    for relation in relations:
        if class_figures_allowed(relation):
            found += _few_choices(desk, relation)
            found += _many_without_mutual(desk, relation)
    named = tuple(r for r in relations if named_allowed(r) and r.n_choices.value)
    for pupil, views in desk.views(named):
        found += _unchosen(desk, pupil, views)
        found += _without_mutual(desk, pupil, views)
        found += _single_tie(desk, pupil, views)
    return tuple(found)


def _few_choices(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    count, chance = relation.n_unchosen, relation.unchosen_chance
    if not count.value:
        return
    doubt = desk.doubt(relation.participation, "unchosen_count")
    doubt = replace(
        doubt,
        low=count.low,
        high=count.high,
        chance=chance.p if chance else None,
        expected=chance.expected if chance else None,
    )
    strength = None
    if beyond_chance(chance, desk.preset):
        doubt = replace(
            doubt,
            stable_short=share(relation, "unchosen"),
            rests_on_one="unchosen" in relation.resting_on_one,
        )
        doubt, strength = judged(desk, relation.participation.gate, doubt, reading=count)
    yield desk.finding(
        FindingCode.FEW_CHOICES,
        Scope.CLASS,
        (relation,),
        doubt=doubt,
        facts={"unchosen": int(count.value), "pupils": len(relation.pupils)},
        strength=strength,
    )


def _many_without_mutual(desk: Desk, relation: RelationPortrait) -> Iterator[Finding]:
    count, chance = relation.n_without_mutual, relation.without_mutual_chance
    if chance is None or not count.value or not beyond_chance(chance, desk.preset):
        return
    doubt = replace(
        desk.doubt(relation.participation, "mutual_count"),
        chance=chance.p,
        expected=chance.expected,
        stable_short=share(relation, "without_mutual"),
        rests_on_one="without_mutual" in relation.resting_on_one,
    )
    doubt, strength = judged(desk, relation.participation.gate, doubt, reading=count)
    yield desk.finding(
        FindingCode.WITHOUT_MUTUAL,
        Scope.CLASS,
        (relation,),
        doubt=doubt,
        facts={"without": int(count.value), "pupils": relation.participation.n_answered},
        strength=strength,
    )


def _unchosen(desk: Desk, pupil: PupilId, views: tuple[View, ...]) -> Iterator[Finding]:
    """One finding a question; in how many questions it holds is the number of sources."""
    agree = sum(view.received.value == 0 for _, view in views)
    for relation, view in views:
        if view.received.value != 0:
            continue
        doubt = replace(
            desk.doubt(relation.participation, "unchosen"),
            stable_short=both_hold(view.unchosen_again, view.unchosen_if_all),
            stable_term=both_hold(view.unchosen_term, view.unchosen_if_all),
            if_all=view.unchosen_if_all if relation.participation.n_silent else None,
            agree=agree,
            of=len(views),
        )
        doubt, strength = judged_one(
            desk, relation, relation.participation.gate, doubt, p=view.p_unchosen
        )
        yield desk.finding(
            FindingCode.UNCHOSEN,
            Scope.PUPIL,
            (relation,),
            pupils=(pupil,),
            doubt=replace(doubt, low=view.received.low, high=view.received.high),
            facts={"received": 0, "raters": _raters(relation, view)},
            strength=strength,
        )


def _raters(relation: RelationPortrait, view: PupilView) -> int:
    """Count those who answered and could have named the pupil."""
    return relation.participation.n_answered - int(view.answered)


def _answered(views: tuple[View, ...]) -> tuple[View, ...]:
    """Keep the questions the pupil answered by naming somebody."""
    return tuple((r, v) for r, v in views if v.answered and v.given.value)


def _without_mutual(desk: Desk, pupil: PupilId, views: tuple[View, ...]) -> Iterator[Finding]:
    """Only where no question gives a mutual tie, and somebody chose the pupil somewhere.

    With three choices two pupils in three lack a mutual tie in one question by chance alone
    (handbook 0.2); and a pupil nobody chose has a finding of their own.
    """
    asked = _answered(views)
    chosen = any(view.received.value for _, view in asked)
    if not asked or not chosen or any(view.mutual.value for _, view in asked):
        return
    relation, view = asked[0]
    doubt = replace(
        desk.doubt(relation.participation, "mutual"),
        low=view.mutual.low,
        high=view.mutual.high,
        stable_short=view.without_mutual_again,
        agree=len(asked),
        of=len(asked),
    )
    yield desk.finding(
        FindingCode.WITHOUT_MUTUAL,
        Scope.PUPIL,
        (r for r, _ in asked),
        pupils=(pupil,),
        doubt=doubt,
        facts={"given": int(view.given.require()), "received": int(view.received.require())},
    )


def _single_tie(desk: Desk, pupil: PupilId, views: tuple[View, ...]) -> Iterator[Finding]:
    """Only where the mutual ties of every question together are with one and the same."""
    asked = _answered(views)
    friends = {friend for _, view in asked for friend in view.friends}
    with_tie = tuple((r, v) for r, v in asked if v.mutual.value == 1)
    in_pair = any(pupil in pair for r, _ in asked for pair in r.closed_pairs)
    if len(friends) != 1 or not with_tie or in_pair:
        return
    relation, view = with_tie[0]
    doubt = replace(
        desk.doubt(relation.participation, "mutual"),
        low=view.mutual.low,
        high=view.mutual.high,
        stable_short=view.single_mutual_again,
        agree=len(with_tie),
        of=len(asked),
    )
    yield desk.finding(
        FindingCode.SINGLE_TIE,
        Scope.PUPIL,
        (r for r, _ in asked),
        pupils=(pupil,),
        doubt=doubt,
        facts={"mutual": 1, "given": int(view.given.require())},
    )
