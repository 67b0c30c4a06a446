"""Ertesvåg's terms under silence: yes, no, or not known because somebody did not answer.

References
----------
S. K. Ertesvåg, "Sosiometrisk kartlegging: analyse", Læringsmiljøsenteret,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
Kleene 1952, Introduction to Metamathematics, section 64 (three values).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.doubt.silence import mutual_bounds, received_bounds
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["Terms", "find_terms"]


@dataclass(frozen=True)
class Terms:
    """The terms for every pupil: 1 yes, 0 no, -1 not known. Shape (n,) each.

    Attributes
    ----------
    unchosen
        *Isolert elev*: nobody chose the pupil.
    without_mutual
        No mutual choice.
    star
        *Stjerne*: mutual choices with many.
    special_power
        *Særleg maktposisjon*: few mutual choices, and chosen by one or more stars.
    """

    unchosen: IntArray
    without_mutual: IntArray
    star: IntArray
    special_power: IntArray


def find_terms(relation: Relation, preset: Preset = DEFAULT_PRESET) -> Terms:
    r"""Apply the terms; -1 wherever what the silent could have answered decides.

    "Many" and "few" are `star_mutual` and `power_few_mutual` of the preset.

    Examples
    --------
    >>> from skolemiljo_analytics.graph import RelationGraph
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > A D")
    >>> find_terms(graph.relation("friminutt")).unchosen.tolist()
    [0, 0, -1, 0]
    """
    low, high = received_bounds(relation)
    mutual_low, mutual_high = mutual_bounds(relation)
    many, few = preset.star_mutual.value, preset.power_few_mutual.value
    star = _three(mutual_low >= many, mutual_high < many)
    possible = relation.named | (relation.eligible & ~relation.answered[:, None])
    surely_by_star = (relation.named & (star == 1)[:, None]).any(axis=0)
    maybe_by_star = (possible & (star != 0)[:, None]).any(axis=0)
    power = _three(
        (mutual_high <= few) & surely_by_star,
        np.asarray((mutual_low > few) | ~maybe_by_star),
    )
    return Terms(
        unchosen=_three(high == 0, low > 0),
        without_mutual=_three(mutual_high == 0, mutual_low > 0),
        star=star,
        special_power=power,
    )


def _three(yes: BoolArray, no: BoolArray) -> IntArray:
    return np.asarray(np.where(yes, 1, np.where(no, 0, -1)), dtype=np.int64)
