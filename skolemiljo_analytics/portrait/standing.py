"""Whether the class patterns stand when asked again, and when one single rater is left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.portrait.figures import class_kernels
from skolemiljo_analytics.portrait.gender import ei_kernel, gender_labels
from skolemiljo_analytics.vocabulary import BoolArray, Gender

__all__ = ["again_and_resting"]

_PATTERNS = ("unchosen", "without_mutual", "top_share", "mutual")
Pattern = Callable[[BoolArray], BoolArray]


def again_and_resting(
    relation: Relation,
    genders: tuple[Gender | None, ...],
    chances: dict[str, Chance],
    ei: Chance | None,
    redraws: BoolArray | None,
) -> tuple[tuple[tuple[str, float], ...], tuple[str, ...]]:
    """Return the share of redraws with each pattern beyond chance, and those that rest on one.

    A pattern is beyond chance past the 95 % point of its null (gender: below the 5 % point). It
    rests on one when it is so in the round, and not once some single rater is left out.
    """
    if redraws is None:
        return (), ()
    patterns = _patterns(relation, genders, chances, ei)
    again = tuple((key, float(beyond(redraws).mean())) for key, beyond in patterns.items())
    one_out = _one_out(relation)
    resting = tuple(
        key
        for key, beyond in patterns.items()
        if beyond(relation.named[None]).all() and not beyond(one_out).all()
    )
    return again, resting


def _patterns(
    relation: Relation,
    genders: tuple[Gender | None, ...],
    chances: dict[str, Chance],
    ei: Chance | None,
) -> dict[str, Pattern]:
    kernels = class_kernels(relation)
    found: dict[str, Pattern] = {
        key: _above(kernels[key], chances[key].high) for key in _PATTERNS if key in chances
    }
    if ei is not None:
        found["gender"] = _below_gender(genders, ei.low)
    return found


def _above(kernel: Callable[[BoolArray], np.ndarray], limit: float) -> Pattern:  # type: ignore[type-arg]
    return lambda named: np.asarray(kernel(named) > limit, dtype=np.bool_)


def _below_gender(genders: tuple[Gender | None, ...], limit: float) -> Pattern:
    labels = gender_labels(genders)
    known = np.flatnonzero(labels >= 0)

    def beyond(named: BoolArray) -> BoolArray:
        part = named[:, known][:, :, known]
        return np.asarray(ei_kernel(part, labels[known]) < limit, dtype=np.bool_)

    return beyond


def _one_out(relation: Relation) -> BoolArray:
    """Stack the class once for each rater who named somebody, with that row left out."""
    raters = np.flatnonzero(relation.named.any(axis=1))
    stack: BoolArray = np.repeat(relation.named[None], len(raters), axis=0)
    stack[np.arange(len(raters)), raters] = False
    return stack
