"""*Inn- og utgrupper*: whether the whole class parts, as a description of the round."""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.kernels.patterns import component_sizes
from skolemiljo_analytics.presets import Preset
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["find_split"]

_LARGE, _SINGLES = 3, 2


def find_split(relation: Relation, groupings: IntArray | None, preset: Preset) -> str:
    """Tell which form the class has: ``parts``, ``one_and_rest`` or ``none``.

    ``parts``: at least two parts that each hold a fifth of the class (and three pupils), and at
    most a fifth of the choices of those in them cross between them. The parts are the groupings
    where they were searched for, otherwise the connected parts of the mutual choices.
    ``one_and_rest``: one part of the mutual choices holds at least half of the class, no other
    holds three, and at least two pupils neither choose nor are chosen by anybody in it.

    Whether it is more than chance is said by the test of the groupings, not here.

    Parameters
    ----------
    relation
        The answers to one question.
    groupings
        Integer, shape (n,), -1 for no grouping; None where no search was made.
    preset
        Its `split_part`, `split_across` and `split_one` say what "large" and "few" are.

    References
    ----------
    S. K. Ertesvåg, *inn- og utgrupper*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    parts = components(relation.mutual)
    if _is_parted(relation.named, parts if groupings is None else groupings, preset):
        return "parts"
    return "one_and_rest" if _is_one_and_rest(relation, parts, preset) else "none"


def _is_parted(named: BoolArray, labels: IntArray, preset: Preset) -> bool:
    heads, sizes = np.unique(labels[labels >= 0], return_counts=True)
    large = heads[sizes >= max(_LARGE, preset.split_part.value * len(labels))]
    inside = np.isin(labels, large)
    among = named[np.ix_(inside, inside)]
    if len(large) < 2 or not among.any():
        return False
    own = labels[inside]
    across = int((among & (own[:, None] != own[None, :])).sum())
    return across <= preset.split_across.value * int(among.sum())


def _is_one_and_rest(relation: Relation, parts: IntArray, preset: Preset) -> bool:
    sizes = component_sizes(parts)
    if not len(sizes) or sizes.max() < max(_LARGE, preset.split_one.value * len(parts)):
        return False
    inside = parts == parts[np.argmax(sizes)]
    if (sizes[~inside] >= _LARGE).any():
        return False
    touched = relation.named[inside].any(axis=0) | relation.named[:, inside].any(axis=1)
    singles = ~inside & ~touched & relation.answered
    return int(singles.sum()) >= _SINGLES
