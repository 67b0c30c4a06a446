"""*Stjerne*: mutual choices with many.

Kernel: `doubt.terms.find_terms`, on the counts of `kernels.counts`.

References
----------
S. K. Ertesvåg, *stjerne*,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.doubt.terms import find_terms
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pupil_is_star"]


def pupil_is_star(
    graph: RelationGraph, relation: str, *, preset: Preset = DEFAULT_PRESET
) -> pd.Series[bool]:
    """Tell who has mutual choices with many; unknown where the silent decide.

    Parameters
    ----------
    graph, relation
        The class and the question.
    preset
        Its `star_mutual` says how many "many" is.

    Returns
    -------
    Nullable boolean Series indexed by pupil: yes, no, missing where not known.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *stjerne*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    states = find_terms(graph.relation(relation), preset).star
    values = [None if state < 0 else bool(state) for state in states]
    return pd.Series(values, index=list(graph.pupils), name="star", dtype="boolean")
