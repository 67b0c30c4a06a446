"""*Kjeder*: A-B-C-D, where neighbours chose each other and nobody else returned.

Kernel: `kernels.patterns.chain_labels`.

References
----------
S. K. Ertesvåg, *kjeder*,
https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/
"""

from __future__ import annotations

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels.patterns import chain_labels
from skolemiljo_analytics.presets import DEFAULT_PRESET, Preset
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["class_in_chains"]


def class_in_chains(
    graph: RelationGraph, relation: str, *, preset: Preset = DEFAULT_PRESET
) -> tuple[tuple[PupilId, ...], ...]:
    r"""List the chains, longest first: parts of the mutual choices that are one path.

    Parameters
    ----------
    graph, relation
        The class and the question.
    preset
        Its `chain_length` is the fewest pupils in a chain.

    Returns
    -------
    Groups of ids in roster order (not in the order of the chain).

    Raises
    ------
    UnknownRelationError
        If it was not asked.

    References
    ----------
    S. K. Ertesvåg, *kjeder*,
    https://laringsmiljosenteret.uis.no/skole/mobbing/filmer-boker-og-verktoy/sosiometrisk-kartlegging/

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B\nB > A C\nC > B D\nD > C")
    >>> class_in_chains(graph, "friminutt")
    (('A', 'B', 'C', 'D'),)
    """
    labels = chain_labels(graph.mutual(relation), shortest=int(preset.chain_length.value))
    groups = [np.flatnonzero(labels == head).tolist() for head in np.unique(labels[labels >= 0])]
    ordered = sorted(groups, key=lambda group: (-len(group), group))
    return tuple(tuple(graph.pupils[i] for i in group) for group in ordered)
