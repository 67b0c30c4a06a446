"""What ratings of every classmate tell beyond their top box (handbook 1.7 to 1.9 and 10c).

The top box feeds every finding about choices. What rests on the low end of the scale is found only
in a round on concrete suspicion: a low rating with a name on it is a named negative answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from skolemiljo_analytics.findings.building import (
    Desk,
    beyond_chance,
    class_figures_allowed,
    judged,
    judged_one,
    named_allowed,
)
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.ratings_records import RatingPortrait, RatingView
from skolemiljo_analytics.portrait.records import RelationPortrait, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import FindingCode, Scope

__all__ = ["find_ratings"]


def find_ratings(
    portrait: SocialPortrait, *, preset: Preset = DEFAULT_PRESET
) -> tuple[Finding, ...]:
    """Find how ratings divide, and where low ratings meet or gather.

    Parameters
    ----------
    portrait
        One class and round.
    preset
        The criteria.

    Returns
    -------
    tuple of Finding
        RATING_SHARES for the class in any round; on suspicion LOW_BOTH_WAYS for the class and for
        pairs, and LOW_FROM_SEVERAL for pupils. Unordered; see `find_all`.
    """
    desk = Desk(portrait, preset)
    found: list[Finding] = []
    for rating in portrait.ratings:
        relation = portrait.relation(rating.key)
        if class_figures_allowed(relation):
            found += _shares(desk, relation, rating)
            found += _both_ways(desk, relation, rating)
        if named_allowed(relation):
            found += _pairs(desk, relation, rating)
            for view in rating.pupils:
                found += _several(desk, relation, rating, view)
    return tuple(found)


def _shares(desk: Desk, relation: RelationPortrait, rating: RatingPortrait) -> Iterator[Finding]:
    shares = rating.shares
    if shares is None:
        return
    giver, receiver, pair = _of_hundred(shares.giver, shares.receiver, shares.pair)
    yield desk.finding(
        FindingCode.RATING_SHARES,
        Scope.CLASS,
        (relation,),
        doubt=desk.doubt(relation.participation, "relation_shares"),
        facts={
            "variant": max(range(3), key=(pair, receiver, giver).__getitem__),
            "giver": giver,
            "receiver": receiver,
            "pair": pair,
            "reliability": round(shares.reliability, 2),
            "pupils": shares.n_pupils,
        },
    )


def _of_hundred(*shares: float) -> tuple[int, ...]:
    """Round shares of 1 to whole hundredths that still sum to 100 (largest remainders)."""
    floors = [int(100 * s) for s in shares]
    left = sorted(range(len(shares)), key=lambda i: floors[i] - 100 * shares[i])
    for i in left[: 100 - sum(floors)]:
        floors[i] += 1
    return tuple(floors)


def _both_ways(desk: Desk, relation: RelationPortrait, rating: RatingPortrait) -> Iterator[Finding]:
    chance = rating.low_pairs_chance
    if chance is None or not beyond_chance(chance, desk.preset):
        return
    doubt = replace(
        desk.doubt(relation.participation, "low_pairs"),
        chance=chance.p,
        expected=chance.expected,
        stable_short=rating.low_pairs_again,
    )
    doubt, strength = judged(desk, relation.participation.gate, doubt)
    yield desk.finding(
        FindingCode.LOW_BOTH_WAYS,
        Scope.CLASS,
        (relation,),
        doubt=doubt,
        facts={"low": round(chance.observed), "low_to": rating.low_to},
        strength=strength,
    )


def _pairs(desk: Desk, relation: RelationPortrait, rating: RatingPortrait) -> Iterator[Finding]:
    for pair in rating.low_pairs:
        yield desk.finding(
            FindingCode.LOW_BOTH_WAYS,
            Scope.PAIR,
            (relation,),
            pupils=pair,
            doubt=desk.doubt(relation.participation, "low_pairs"),
            facts={"low_to": rating.low_to},
        )


def _several(
    desk: Desk, relation: RelationPortrait, rating: RatingPortrait, view: RatingView
) -> Iterator[Finding]:
    """Several low ratings, from several groupings, and a sum beyond chance (I7 by 1.8)."""
    preset, seen = desk.preset, int(view.n_low.value or 0)
    enough = seen >= preset.several_raters.value
    apart = view.groupings_low >= preset.several_groupings.value
    rare = view.p_low is not None and view.p_low <= preset.probable_p.value
    if not (enough and apart and rare and view.less_and_more):
        return
    doubt = replace(
        desk.doubt(relation.participation, "rating_sums"),
        low=view.n_low.low,
        high=view.n_low.high,
        stable_short=view.several_again,
    )
    doubt, strength = judged_one(desk, relation, relation.participation.gate, doubt, p=view.p_low)
    yield desk.finding(
        FindingCode.LOW_FROM_SEVERAL,
        Scope.PUPIL,
        (relation,),
        pupils=(view.pupil,),
        doubt=doubt,
        facts={
            "low": seen,
            "groupings": view.groupings_low,
            "high": int(relation.pupil(view.pupil).received.require()),
            "low_to": rating.low_to,
            "top_from": rating.top_from,
            "least": int(preset.several_raters.value),
        },
        strength=strength,
    )
