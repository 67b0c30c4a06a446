"""Few or no choices, no mutual tie, one single tie, company that does not choose (handbook 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import (
    CHOSEN_KINDS,
    Desk,
    beyond_chance,
    class_figures_allowed,
    judged,
    named_allowed,
    share,
)
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import (
    PupilView,
    RelationPortrait,
    SocialPortrait,
    TogetherNotChosen,
)
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, PupilId, QuestionKind, Scope

__all__ = ["find_isolation"]

_WISHES = (QuestionKind.COMPANY, QuestionKind.WORK)
_View = tuple[RelationPortrait, PupilView]


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
        FEW_CHOICES and WITHOUT_MUTUAL for the class; UNCHOSEN, WITHOUT_MUTUAL, SINGLE_TIE,
        TOGETHER_NOT_CHOSEN and CONTEXT_DIFFERENCE for pupils. Unordered; see `find_all`.
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
        found += _context_difference(desk, pupil, views)
    return (*found, *_together_not_chosen(desk))


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


def _unchosen(desk: Desk, pupil: PupilId, views: tuple[_View, ...]) -> Iterator[Finding]:
    """One finding a question; in how many questions it holds is the number of sources."""
    agree = sum(view.received.value == 0 for _, view in views)
    for relation, view in views:
        if view.received.value != 0:
            continue
        doubt = replace(
            desk.doubt(relation.participation, "unchosen"),
            chance=view.p_unchosen,
            stable_short=_both(view.unchosen_again, view.unchosen_if_all),
            stable_term=_both(view.unchosen_term, view.unchosen_if_all),
            agree=agree,
            of=len(views),
        )
        # Whether it would be so next week does not ask if chance could give it; that is said apart.
        _, strength = judged(desk, relation.participation.gate, replace(doubt, chance=None))
        yield desk.finding(
            FindingCode.UNCHOSEN,
            Scope.PUPIL,
            (relation,),
            pupils=(pupil,),
            doubt=replace(doubt, low=view.received.low, high=view.received.high),
            facts={"received": 0, "raters": _raters(relation, view)},
            strength=strength,
        )


def _both(again: float | None, if_all: float | None) -> float | None:
    """Combine standing next week with standing had everybody answered."""
    if again is None:
        return None
    return again if if_all is None else again * if_all


def _raters(relation: RelationPortrait, view: PupilView) -> int:
    """Count those who answered and could have named the pupil."""
    return relation.participation.n_answered - int(view.answered)


def _answered(views: tuple[_View, ...]) -> tuple[_View, ...]:
    """Keep the questions the pupil answered by naming somebody."""
    return tuple((r, v) for r, v in views if v.answered and v.given.value)


def _without_mutual(desk: Desk, pupil: PupilId, views: tuple[_View, ...]) -> Iterator[Finding]:
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


def _single_tie(desk: Desk, pupil: PupilId, views: tuple[_View, ...]) -> Iterator[Finding]:
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


def _context_difference(desk: Desk, pupil: PupilId, views: tuple[_View, ...]) -> Iterator[Finding]:
    """Chosen by several in one situation, by nobody in another: both facts side by side."""
    wishes = tuple((r, v) for r, v in views if r.question.kind in _WISHES)
    none = [(r, v) for r, v in wishes if v.received.value == 0]
    least = int(desk.preset.context_least.value)
    several = [(r, v) for r, v in wishes if (v.received.value or 0) >= least]
    if not none or not several or none[0][0].question.kind is several[0][0].question.kind:
        return
    (here, missing), (there, chosen) = none[0], several[0]
    tail = chosen.p_received_high
    yield desk.finding(
        FindingCode.CONTEXT_DIFFERENCE,
        Scope.PUPIL,
        (there, here),
        pupils=(pupil,),
        doubt=replace(
            desk.doubt(here.participation, "two_questions"),
            low=missing.received.low,
            high=missing.received.high,
            chance=None
            if missing.p_unchosen is None or tail is None
            else missing.p_unchosen * tail,
            stable_short=_both(missing.unchosen_again, missing.unchosen_if_all),
        ),
        facts={"chosen": int(chosen.received.require()), "unchosen": 0, "least": least},
    )


def _together_not_chosen(desk: Desk) -> Iterator[Finding]:
    """Hold companions against every question about wishes; all of them must agree."""
    by_pupil: dict[PupilId, list[TogetherNotChosen]] = {}
    for one in desk.portrait.together:
        relations = desk.portrait.relation(one.together), desk.portrait.relation(one.choice)
        if all(named_allowed(r) for r in relations) and one.n_companions:
            by_pupil.setdefault(one.pupil, []).append(one)
    for rows in by_pupil.values():
        if all(_mostly_not_choosing(row, desk.preset) for row in rows):
            yield _companions(desk, rows)


def _mostly_not_choosing(row: TogetherNotChosen, preset: Preset) -> bool:
    missing = row.not_choosing.low or 0
    return (
        missing >= preset.together_least.value
        and missing >= preset.together_share.value * row.n_companions
    )


def _companions(desk: Desk, rows: list[TogetherNotChosen]) -> Finding:
    row = rows[0]
    together = desk.portrait.relation(row.together)
    choices = tuple(desk.portrait.relation(r.choice) for r in rows)
    doubt = replace(
        desk.doubt(choices[0].participation, "companions"),
        low=row.not_choosing.low,
        high=row.not_choosing.high,
        chance=row.p,
        agree=len(rows),
        of=len(rows),
    )
    return desk.finding(
        FindingCode.TOGETHER_NOT_CHOSEN,
        Scope.PUPIL,
        (together, *choices),
        pupils=(row.pupil,),
        doubt=doubt,
        facts={
            "companions": row.n_companions,
            "not_choosing": int(row.not_choosing.require()),
            "least": int(desk.preset.together_least.value),
        },
    )
