"""The words about pupils, and about low ratings both ways, by the short way.

As `doubt.verdicts`: the same numbers as the findings, made for thousands of invented classes.
`tests/doubt/test_verdicts_named.py` holds the two together.

References
----------
House law 4; methods handbook 3 (I2, I7), 4.10 and 7.4.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.doubt.chance import chance_of
from skolemiljo_analytics.doubt.exact import received_tails, unchosen_probability
from skolemiljo_analytics.doubt.ratings import is_low, is_rated, rating_sides
from skolemiljo_analytics.doubt.signed import compare_signed
from skolemiljo_analytics.doubt.silence import unchosen_if_all
from skolemiljo_analytics.doubt.strength import judge, judge_one
from skolemiljo_analytics.doubt.sums import rating_sums
from skolemiljo_analytics.doubt.verdicts import KEEP, REDRAWS, gate_of
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.kernels.borders import separate_groups
from skolemiljo_analytics.kernels.draws import draw_again, draw_null
from skolemiljo_analytics.kernels.stacks import count_classes
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Strength

__all__ = [
    "from_several",
    "low_both_ways_word",
    "low_words",
    "reported",
    "reported_words",
    "several_no_words",
    "unchosen_words",
]

Words = Mapping[int, Strength]
"""The word for each pupil the finding would tell of, by place."""

_DRAWS = 1000


def from_several(named: BoolArray, labels: IntArray) -> BoolArray:
    """Mark who is named by several, from several groupings, shape ``(..., n)``.

    References
    ----------
    Methods handbook 3, I7.
    """
    raters = named.sum(axis=-2) >= DEFAULT_PRESET.several_raters.value
    groups = separate_groups(named, labels) >= DEFAULT_PRESET.several_groupings.value
    return np.asarray(raters & groups)


def reported(named: BoolArray) -> BoolArray:
    """Mark who is named by as many as it takes to tell a name, shape ``(..., n)``.

    References
    ----------
    Methods handbook 4.10.
    """
    return np.asarray(named.sum(axis=-2) >= DEFAULT_PRESET.reporters.value)


def unchosen_words(relation: Relation) -> Words:
    """Judge, of each whom nobody named, that nobody would next week either.

    References
    ----------
    Methods handbook 3, I2, and 7.2.
    """
    stays = (count_classes(_again(relation)).received == 0).mean(axis=0) * unchosen_if_all(relation)
    return _words(relation, counts.unchosen(relation.named), unchosen_probability(relation), stays)


def several_no_words(yes: Relation, no: Relation, labels: IntArray) -> Words:
    """Judge, of each to whom several of several groupings say no, that they would next week too.

    References
    ----------
    Methods handbook 1.2; 3, I7; 7.2.
    """
    if not no.named.any():
        return {}
    p = compare_signed(yes, no).preference.low
    seen = from_several(no.named, labels) & (p <= DEFAULT_PRESET.probable_p.value)
    return _words(no, seen, p, from_several(_again(no), labels).mean(axis=0))


def reported_words(relation: Relation) -> Words:
    """Judge, of each whom several report, that they would next week too.

    References
    ----------
    Methods handbook 4.10 and 7.2.
    """
    seen, stays = reported(relation.named), reported(_again(relation)).mean(axis=0)
    return _words(relation, seen, received_tails(relation)[1], stays)


def low_words(relation: Relation, labels: IntArray) -> Words:
    """Judge, of each whom several of several groupings rate low, that they would next week too.

    References
    ----------
    Methods handbook 1.8; 3, I7; 7.2.
    """
    question, low = relation.question, is_low(relation)
    p = rating_sums(relation, highest=question.highest, lowest=question.lowest).low
    rare = (p <= DEFAULT_PRESET.probable_p.value) & rating_sides(relation).less_and_more
    again = draw_again(low, is_rated(relation), keep=KEEP, draws=REDRAWS, seed=0)
    stays = from_several(again, labels).mean(axis=0)
    return _words(relation, from_several(low, labels) & rare, p, stays)


def low_both_ways_word(relation: Relation) -> Strength:
    """Judge whether more low ratings are both ways than chance gives.

    References
    ----------
    Methods handbook 1.9 and 7.
    """
    low, rated = is_low(relation), is_rated(relation)
    random = count_classes(draw_null(low, rated, null="out", draws=_DRAWS, seed=0)).mutual_pairs
    observed = float(count_classes(low[None]).mutual_pairs[0])
    chance = chance_of(observed, random.astype(np.float64), null="out")
    again = draw_again(low, rated, keep=KEEP, draws=REDRAWS, seed=0)
    stands = float((count_classes(again).mutual_pairs > chance.high).mean())
    return judge(gate=gate_of(relation), p=chance.p, stability=stands)


def _again(relation: Relation) -> BoolArray:
    return answer_again(relation, keep=KEEP, draws=REDRAWS)


def _words(relation: Relation, seen: BoolArray, p: FloatArray, stays: FloatArray) -> Words:
    gate, n = gate_of(relation), len(seen)
    return {
        i: judge_one(gate=gate, p=float(p[i]), stability=float(stays[i]), pupils=n)
        for i in np.flatnonzero(seen).tolist()
    }
