"""Whether the class patterns stand when asked again, and when one single rater is left out."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.doubt.again import YesNoKernel as Pattern
from skolemiljo_analytics.doubt.again import share_of_redraws
from skolemiljo_analytics.doubt.chance import ClassKernel
from skolemiljo_analytics.doubt.jackknife import class_rests_on_one
from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.segregation import ei_index
from skolemiljo_analytics.portrait.figures import class_kernels
from skolemiljo_analytics.portrait.gender import gender_labels
from skolemiljo_analytics.vocabulary import BoolArray, Gender

__all__ = ["again_and_resting", "patterns_beyond_chance"]

_PATTERNS = ("unchosen", "without_mutual", "top_share", "mutual")


def again_and_resting(
    relation: Relation, beyond: dict[str, Pattern], redraws: BoolArray | None
) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...]]:
    """Return the share of redraws with each pattern beyond chance, and those that rest on one.

    A pattern rests on one when it is beyond chance in the round, and not once some single rater
    is left out. Nothing is said (empty) where no redraw was made.
    """
    if redraws is None:
        return (), ()
    again = tuple((key, float(share_of_redraws(redraws, kernel))) for key, kernel in beyond.items())
    resting = tuple(
        key
        for key, kernel in beyond.items()
        if kernel(relation.named[None])[0] and class_rests_on_one(relation, kernel)
    )
    return again, resting


def patterns_beyond_chance(
    relation: Relation,
    genders: tuple[Gender | None, ...],
    chances: dict[str, Chance],
    ei: Chance | None,
) -> dict[str, Pattern]:
    """Return a yes-or-no kernel a class pattern: past the 95 % point of its null.

    For gender below the 5 % point: more choices inside than chance gives.
    """
    kernels = class_kernels(relation)
    found: dict[str, Pattern] = {
        key: _above(kernels[key], chances[key].high) for key in _PATTERNS if key in chances
    }
    if ei is not None:
        found["gender"] = _below_gender(genders, ei.low)
    return found


def _above(kernel: ClassKernel, limit: float) -> Pattern:
    return lambda named: np.asarray(kernel(named) > limit, dtype=np.bool_)


def _below_gender(genders: tuple[Gender | None, ...], limit: float) -> Pattern:
    labels = gender_labels(genders)
    known = np.flatnonzero(labels >= 0)

    def beyond(named: BoolArray) -> BoolArray:
        part = named[:, known][:, :, known]
        return np.asarray(ei_index(part, labels[known]) < limit, dtype=np.bool_)

    return beyond
