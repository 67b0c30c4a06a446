"""Few ties over all questions: none either way, few in all, at the edge, only outside the class.

Facts about one pupil (handbook 3: I1, I10, I13; 1.13). Nothing is concluded from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.findings.building import Desk, View, named_allowed
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.portrait.records import RelationPortrait, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import CHOSEN_KINDS, FindingCode, PupilId, QuestionKind, Scope

__all__ = ["find_edges"]

_WISHES = (QuestionKind.COMPANY, QuestionKind.WORK)


def find_edges(portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET) -> tuple[Finding, ...]:
    """Find pupils without ties, or with few, when every question is read together.

    Facts about one pupil need answers from 75 % of the class in each question they rest on.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        NO_NAMES_EITHER_WAY, FEW_IN_ALL, AT_EDGE and ONLY_OUTSIDE, for pupils. Unordered; see
        `find_all`.
    """
    desk = Desk(portrait, preset)
    relations = desk.relations(*CHOSEN_KINDS)
    named = tuple(r for r in relations if named_allowed(r) and r.n_choices.value)
    found: list[Finding] = []
    for pupil, views in desk.views(named):
        if len(named) == len(relations):  # a question left out could hold the tie
            found += _no_names(desk, pupil, views)
        found += _at_edge(desk, pupil, views)
        found += _only_outside(desk, pupil, views)
    return (*found, *_few_in_all(desk))


def _no_names(desk: Desk, pupil: PupilId, views: tuple[View, ...]) -> Iterator[Finding]:
    """Answered "nobody" every time, and was named by nobody who answered (I1)."""
    quiet = all(v.answered and not v.given.value and not v.only_outside for _, v in views)
    if not views or not quiet or any(v.received.value for _, v in views):
        return
    relation, view = views[0]
    yield desk.finding(
        FindingCode.NO_NAMES_EITHER_WAY,
        Scope.PUPIL,
        (r for r, _ in views),
        pupils=(pupil,),
        doubt=replace(
            _doubt(desk, "no_names", relation, view.received, told=len(views), of=len(views)),
            chance=view.p_unchosen,
        ),
        facts={"asked": len(views), "raters": relation.participation.n_answered - 1},
    )


def _at_edge(desk: Desk, pupil: PupilId, views: tuple[View, ...]) -> Iterator[Finding]:
    """At the edge wherever the pupil has a mutual choice, with more than one friend (I10).

    Whoever has one friend in all has a finding of their own.
    """
    tied = [(r, v) for r, v in views if v.mutual.value]
    friends = {friend for _, view in tied for friend in view.friends}
    if len(friends) < 2 or not all(pupil in r.edge for r, _ in tied):
        return
    relation, view = tied[0]
    yield desk.finding(
        FindingCode.AT_EDGE,
        Scope.PUPIL,
        (r for r, _ in tied),
        pupils=(pupil,),
        doubt=_doubt(desk, "core", relation, view.mutual, told=len(tied), of=len(views)),
        facts={"mutual": int(view.mutual.require())},
    )


def _only_outside(desk: Desk, pupil: PupilId, views: tuple[View, ...]) -> Iterator[Finding]:
    """Named only somebody outside the class, and has no mutual choice inside it (I13)."""
    outside = [(r, v) for r, v in views if v.only_outside]
    if not outside or any(v.mutual.value for _, v in views):
        return
    relation, view = outside[0]
    yield desk.finding(
        FindingCode.ONLY_OUTSIDE,
        Scope.PUPIL,
        (r for r, _ in outside),
        pupils=(pupil,),
        doubt=_doubt(desk, "outside", relation, view.received, told=len(outside), of=len(views)),
        facts={"received": int(view.received.require())},
    )


def _doubt(
    desk: Desk, method: str, relation: RelationPortrait, read: Reading, *, told: int, of: int
) -> Doubt:
    """Doubt of what one question shows first, and how many of the questions tell the same."""
    doubt = desk.doubt(relation.participation, method)
    return replace(doubt, low=read.low, high=read.high, agree=told, of=of)


def _few_in_all(desk: Desk) -> Iterator[Finding]:
    """Named by somebody, yet by fewer in all than chance gives (1.13)."""
    across = desk.portrait.across
    if across is None or not set(across.keys) <= {r.key for r in desk.portrait.relations}:
        return
    relations = [desk.portrait.relation(key) for key in across.keys]
    least = min(relations, key=lambda r: r.participation.rate)
    for view in across.pupils:
        rare = view.p_low is not None and view.p_low <= desk.preset.probable_p.value
        if not rare or not view.received.value:
            continue
        yield desk.finding(
            FindingCode.FEW_IN_ALL,
            Scope.PUPIL,
            relations,
            pupils=(view.pupil,),
            doubt=replace(
                desk.doubt(least.participation, "across"),
                low=view.received.low,
                high=view.received.high,
                chance=view.p_low,
                expected=across.expected,
            ),
            facts={
                "received": int(view.received.require()),
                "asked": len(relations),
                "one_in": round(1 / desk.preset.probable_p.value),
            },
        )
