"""Who named only somebody outside the class: an answer, not a "nobody".

References
----------
Methods handbook 0.1 (three kinds of nothing) and 3, I13; Cillessen & Marks 2017,
https://doi.org/10.1002/cad.20206
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from skolemiljo_analytics.graph import RelationGraph

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["pupil_is_only_outside"]


def pupil_is_only_outside(graph: RelationGraph, relation: str) -> pd.Series[bool]:
    """Tell who answered by naming only somebody who is not in the class.

    Returns
    -------
    Nullable boolean Series indexed by pupil; missing for those who were silent.

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    Cillessen & Marks 2017, https://doi.org/10.1002/cad.20206; methods handbook 3, I13
    """
    import pandas as pd

    asked = graph.relation(relation)
    outside = np.zeros(len(graph), dtype=np.bool_) if asked.outside is None else asked.outside
    flags = pd.Series(outside, index=list(graph.pupils), name="only_outside", dtype="boolean")
    return flags.where(asked.answered)
