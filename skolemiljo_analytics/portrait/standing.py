"""Whether the class patterns stand when asked again, and when one single rater is left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from skolemiljo_analytics.doubt.jackknife import without_each_rater
from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.segregation import ei_from_inside
from skolemiljo_analytics.kernels.stacks import Counted, count_classes
from skolemiljo_analytics.portrait.figures import CLASS_PATTERNS
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["Pattern", "again_and_resting", "patterns_beyond_chance"]

_PATTERNS = ("unchosen", "without_mutual", "top_share", "mutual")

Pattern = Callable[[Counted], BoolArray]
"""From counts of m classes to whether each has the pattern, (m,)."""


def again_and_resting(
    relation: Relation, labels: IntArray, beyond: dict[str, Pattern], redraws: Counted | None
) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...]]:
    """Return the share of redraws with each pattern beyond chance, and those that rest on one.

    A pattern rests on one when it is beyond chance in the round, and not once some single rater
    is left out. Nothing is said (empty) where no redraw was made. `labels` are the genders.
    """
    if redraws is None:
        return (), ()
    again = tuple((key, float(pattern(redraws).mean())) for key, pattern in beyond.items())
    whole = count_classes(relation.named[None], labels)
    without = count_classes(without_each_rater(relation), labels)
    resting = tuple(
        key for key, pattern in beyond.items() if pattern(whole)[0] and not pattern(without).all()
    )
    return again, resting


def patterns_beyond_chance(
    relation: Relation, chances: dict[str, Chance], ei: Chance | None
) -> dict[str, Pattern]:
    """Return a yes or no for each class pattern: past the 95 % point of its null.

    For gender below the 5 % point: more choices inside than chance gives.
    """
    answered = relation.answered
    found: dict[str, Pattern] = {
        key: _above(key, answered, chances[key].high) for key in _PATTERNS if key in chances
    }
    if ei is not None:
        found["gender"] = _below_gender(ei.low)
    return found


def _above(key: str, answered: BoolArray, limit: float) -> Pattern:
    pattern = CLASS_PATTERNS[key]
    return lambda counted: np.asarray(pattern(counted, answered) > limit, dtype=np.bool_)


def _below_gender(limit: float) -> Pattern:
    def beyond(counted: Counted) -> BoolArray:
        index = ei_from_inside(counted.inside, counted.labelled)
        return np.asarray(index < limit, dtype=np.bool_)

    return beyond
