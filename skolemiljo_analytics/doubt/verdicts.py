"""The word for one pattern of a class, by the short way: only draws that can change the word.

The findings take the long way through the portrait and show all its numbers; here the same numbers
are made for thousands of invented classes. `tests/doubt/test_strength.py` holds the two together.

References
----------
House law 4; methods handbook 7.4. Besag & Clifford 1991, https://doi.org/10.1093/biomet/78.2.301
(stopping a Monte Carlo test once its verdict is known).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.doubt.chance import chance_of, compare_labels, possible
from skolemiljo_analytics.doubt.gates import gate
from skolemiljo_analytics.doubt.groupings import seed_of_search
from skolemiljo_analytics.doubt.jackknife import without_each_rater
from skolemiljo_analytics.doubt.signed import find_fronts
from skolemiljo_analytics.doubt.split import compare_split, ordinary_already
from skolemiljo_analytics.doubt.stages import SPLIT_STAGES
from skolemiljo_analytics.doubt.strength import judge, judge_split
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import concentration
from skolemiljo_analytics.kernels.borders import count_between
from skolemiljo_analytics.kernels.draws import draw_null
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.kernels.segregation import ei_index
from skolemiljo_analytics.kernels.stacks import Counted, count_classes
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, Gate, IntArray, Strength

__all__ = [
    "KEEP",
    "REDRAWS",
    "count_word",
    "front_word",
    "gate_of",
    "gender_word",
    "split_word",
]

KEEP = DEFAULT_PRESET.keep_short.value
REDRAWS = 400
"""Redraws for stability: fewer than on screen, so a word near its limit is a little less sure."""

_DRAWS, _FIRST = 1000, 50
_FIRM = frozenset({Strength.CLEAR, Strength.PROBABLE})

_Pattern = Callable[[Counted, BoolArray], IntArray | FloatArray]
_COUNTS: dict[str, tuple[str, _Pattern]] = {
    "unchosen": ("out", lambda counted, _: (counted.received == 0).sum(axis=-1)),
    "without_mutual": (
        "out",
        lambda counted, spoke: ((counted.mutual == 0) & spoke).sum(axis=-1),
    ),
    "returned": ("in_out", lambda counted, _: counted.mutual_pairs),
    "concentrated": ("out", lambda counted, _: concentration.top_share_of(counted.received)),
}
_ALSO = (concentration.gini_of, concentration.centralization_of)


def gate_of(relation: Relation) -> Gate:
    """Return what participation allows."""
    return gate(len(relation.answered), int(relation.answered.sum()))


def count_word(pattern: str, relation: Relation) -> Strength:
    """Judge ``unchosen``, ``without_mutual``, ``returned`` or ``concentrated``.

    By its chance, its redraws, the class without each rater and, for ``concentrated``, two more
    definitions.

    References
    ----------
    Methods handbook 0.2, 4.2 and 7.
    """
    null, count = _COUNTS[pattern]
    spoke, own = relation.answered, count_classes(relation.named[None])
    observed = float(count(own, spoke)[0])
    for draws in (_FIRST, _DRAWS):
        drawn = draw_null(relation.named, possible(relation), null=null, draws=draws, seed=0)
        random = count_classes(drawn)
        numbers = np.asarray(count(random, spoke), dtype=np.float64)
        as_far = int(np.count_nonzero(~(numbers < observed)))
        if _too_likely(as_far, _DRAWS):
            return judge(gate=gate_of(relation), p=(1 + as_far) / (draws + 1))
    chance = chance_of(observed, numbers, null=null)
    again = count_classes(answer_again(relation, keep=KEEP, draws=REDRAWS))
    without = count_classes(without_each_rater(relation))
    return judge(
        gate=gate_of(relation),
        p=chance.p,
        stability=float((count(again, spoke) > chance.high).mean()),
        agreement=_agreement(own, random) if pattern == "concentrated" else None,
        rests_on_one=observed > chance.high and bool((count(without, spoke) <= chance.high).any()),
    )


def _too_likely(as_far: int, draws: int) -> bool:
    """Tell whether p is above what any firm word allows, however the draws to come will fall."""
    return (1 + as_far) / (draws + 1) > DEFAULT_PRESET.likely_p.value


def _agreement(own: Counted, random: Counted) -> float:
    """Share of three definitions of concentration that are beyond chance; the first one is."""
    agree = [
        chance_of(float(f(own.received)[0]), f(random.received), null="out").p
        <= DEFAULT_PRESET.probable_p.value
        for f in _ALSO
    ]
    return (1 + sum(agree)) / 3


def gender_word(relation: Relation, genders: IntArray) -> Strength:
    """Judge whether choices follow a label, by permutations, redraws and the class less a rater.

    References
    ----------
    Methods handbook 5.4 and 7.
    """
    ei = compare_labels(relation, genders, ei_index, draws=_DRAWS, tail="low")
    word = judge(gate=gate_of(relation), p=ei.p)
    if word not in _FIRM:
        return word
    again = ei_index(answer_again(relation, keep=KEEP, draws=REDRAWS), genders)
    without = ei_index(without_each_rater(relation), genders)
    return judge(
        gate=gate_of(relation),
        p=ei.p,
        stability=float((again < ei.low).mean()),
        rests_on_one=ei.observed < ei.low and bool((without >= ei.low).any()),
    )


def split_word(relation: Relation, labels: IntArray, *, seed: int | None = None) -> Strength:
    """Judge whether the class is more divided than chance gives, once `labels` are found.

    By the same draws as `search_groupings` with the same seed: the word is that of its p. Without a
    seed, by draws of the class's own, made from its answers.

    References
    ----------
    Methods handbook 2.4 (the strictest null).
    """
    firm = judge(gate=gate_of(relation), p=0.0) in _FIRM
    own = derive_seed("split", relation.named.tobytes().hex()) if seed is None else seed
    p = _chance_of_split(relation, own) if firm and labels.max() >= 1 else 1.0
    return judge_split(
        gate=gate_of(relation),
        p=p,
        pupils=len(relation.answered),
        answered=int(relation.answered.sum()),
        choices=int(relation.named.sum()),
    )


def _chance_of_split(relation: Relation, seed: int) -> float:
    """Return p of the null that decides; 1 once the first draws tell that no word can be firm."""
    named, can, own = relation.named, possible(relation), seed_of_search(relation, seed)
    if ordinary_already(named, can, seed=own):
        return 1.0
    return compare_split(named, can, draws=SPLIT_STAGES.first, seed=own, beside=False)[0].p


def front_word(against: Relation, labels: IntArray, again: BoolArray) -> Strength:
    """Judge the clearest front between two groupings (`doubt.signed.find_fronts`) by its redraws.

    References
    ----------
    Methods handbook 2.9.
    """
    fronts = find_fronts(against, labels, draws=_DRAWS)
    if not fronts:
        return judge(gate=gate_of(against), p=1.0)
    front = min(fronts, key=lambda one: one.p)
    counted = count_between(again, labels, int(labels.max()) + 1)
    stands = (counted[:, front.first, front.second] > front.high_forth) & (
        counted[:, front.second, front.first] > front.high_back
    )
    return judge(gate=gate_of(against), p=front.p, stability=float(stands.mean()))
