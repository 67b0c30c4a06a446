"""*Subgrupper*: three or more who all chose each other; only the largest are kept.

Kernel: `kernels.cliques.maximal_cliques`.

References
----------
S. K. Ertesvåg, *subgrupper*,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels.cliques import maximal_cliques
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import PupilId

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["class_in_subgroups", "pupil_by_subgroups"]


def class_in_subgroups(
    graph: RelationGraph, relation: str, *, preset: Preset = DEFAULT_PRESET
) -> tuple[tuple[PupilId, ...], ...]:
    r"""List the sets of pupils who all chose each other, largest first; they may overlap.

    Parameters
    ----------
    graph, relation
        The class and the question.
    preset
        Its `subgroup_size` is the fewest pupils in a set.

    Returns
    -------
    Groups of ids in roster order. Mutual choices with the silent are not known and not counted.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *subgrupper*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/

    Examples
    --------
    >>> graph = RelationGraph.from_lines("Ada > Bo Cai\nBo > Ada Cai\nCai > Ada Bo\nDu > Ada")
    >>> class_in_subgroups(graph, "friminutt")
    (('Ada', 'Bo', 'Cai'),)
    """
    found = maximal_cliques(graph.mutual(relation), smallest=int(preset.subgroup_size.value))
    ordered = sorted(found, key=lambda group: (-len(group), group))
    return tuple(tuple(graph.pupils[i] for i in group) for group in ordered)


def pupil_by_subgroups(
    graph: RelationGraph, relation: str, *, preset: Preset = DEFAULT_PRESET
) -> pd.Series[int]:
    """Count the *subgrupper* each pupil belongs to.

    Returns
    -------
    Integer Series indexed by pupil, 0 and up.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *subgrupper*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    groups = class_in_subgroups(graph, relation, preset=preset)
    tally = [sum(pupil in group for group in groups) for pupil in graph.pupils]
    return pd.Series(tally, index=list(graph.pupils), name="subgroups", dtype="Int64")
