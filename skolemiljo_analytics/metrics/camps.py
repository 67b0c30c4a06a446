"""*Inn- og utgrupper*: whether the whole class parts, as a description of the round.

Kernel: `kernels.components.components`; the parts may also be groupings that were searched for.

References
----------
S. K. Ertesvåg, *inn- og utgrupper*,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.kernels.patterns import component_sizes
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import BoolArray, IntArray, PupilId

__all__ = ["class_in_camps", "find_split"]

_LARGE, _SINGLES = 3, 2


def class_in_camps(
    graph: RelationGraph, relation: str, *, preset: Preset = DEFAULT_PRESET
) -> tuple[tuple[PupilId, ...], ...]:
    r"""List the large parts of a class that parts, from the mutual choices; empty if it does not.

    Parameters
    ----------
    graph, relation
        The class and the question.
    preset
        Its `split_part`, `split_across` and `split_one` say what "large" and "few" are.

    Returns
    -------
    Groups of ids in roster order, largest first: two or more of them with few choices between, or
    one, where single pupils stand without choices to it. Whether it is more than chance is said by
    the test of the groupings in the portrait.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *inn- og utgrupper*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B C\nB > A C\nC > A\nD > E F\nE > D F\nF > D")
    >>> class_in_camps(graph, "friminutt")
    (('A', 'B', 'C'), ('D', 'E', 'F'))
    """
    asked = graph.relation(relation)
    parts = components(asked.mutual)
    form = find_split(asked, parts, preset)
    share = {"parts": preset.split_part, "one_and_rest": preset.split_one}.get(form)
    if share is None:
        return ()
    heads, sizes = np.unique(parts, return_counts=True)
    large = heads[sizes >= max(_LARGE, share.value * len(parts))]
    groups = [np.flatnonzero(parts == head).tolist() for head in large]
    ordered = sorted(groups, key=lambda group: (-len(group), group))
    return tuple(tuple(graph.pupils[i] for i in group) for group in ordered)


def find_split(relation: Relation, groupings: IntArray, preset: Preset) -> str:
    """Tell which form the class has: ``parts``, ``one_and_rest`` or ``none``.

    ``parts``: at least two groupings that each hold a fifth of the class (and three pupils), and
    at most a fifth of the choices of those in them cross between them. ``one_and_rest``: one part
    of the mutual choices holds at least half of the class, no other holds three, and at least two
    pupils who answered neither choose nor are chosen by anybody in it.

    Parameters
    ----------
    relation
        The answers to one question.
    groupings
        Integer, shape (n,), -1 for no grouping.
    preset
        Its `split_part`, `split_across` and `split_one` say what "large" and "few" are.

    References
    ----------
    S. K. Ertesvåg, *inn- og utgrupper*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    if _is_parted(relation.named, groupings, preset):
        return "parts"
    return "one_and_rest" if _is_one_and_rest(relation, preset) else "none"


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


def _is_one_and_rest(relation: Relation, preset: Preset) -> bool:
    parts = components(relation.mutual)
    sizes = component_sizes(parts)
    if not len(sizes) or sizes.max() < max(_LARGE, preset.split_one.value * len(parts)):
        return False
    inside = parts == parts[np.argmax(sizes)]
    if (sizes[~inside] >= _LARGE).any():
        return False
    touched = relation.named[inside].any(axis=0) | relation.named[:, inside].any(axis=1)
    singles = ~inside & ~touched & relation.answered
    return int(singles.sum()) >= _SINGLES
