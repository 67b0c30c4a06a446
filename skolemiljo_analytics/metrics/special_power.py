"""*Særleg maktposisjon*: few mutual choices oneself, but chosen by one or more stars.

Kernel: `doubt.terms.find_terms`, on the counts of `kernels.counts`.

References
----------
S. K. Ertesvåg, *særleg maktposisjon*,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from skolemiljo_analytics.doubt.terms import find_terms
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pupil_is_in_special_power"]


def pupil_is_in_special_power(
    graph: RelationGraph, relation: str, *, preset: Preset = DEFAULT_PRESET
) -> pd.Series[bool]:
    """Tell who has few mutual choices and is chosen by a star; unknown where the silent decide.

    With three choices a pupil, many classes have somebody like this by chance alone: it is a term
    for looking closer, never a conclusion.

    Parameters
    ----------
    graph, relation
        The class and the question.
    preset
        Its `star_mutual` and `power_few_mutual` say what "many" and "few" are.

    Returns
    -------
    Nullable boolean Series indexed by pupil: yes, no, missing where not known.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *særleg maktposisjon*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
    """
    import pandas as pd

    states = find_terms(graph.relation(relation), preset).special_power
    values = [None if state < 0 else bool(state) for state in states]
    return pd.Series(values, index=list(graph.pupils), name="special_power", dtype="boolean")
