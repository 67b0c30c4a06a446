"""Who hangs together by mutual choices: parts, *subgrupper*, *kjeder*, closed pairs, bridges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.cliques import maximal_cliques
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.kernels.patterns import (
    chain_labels,
    closed_group_labels,
    closed_pairs,
)
from skolemiljo_analytics.kernels.stacks import cut_pupils, share_without
from skolemiljo_analytics.metrics.edge import at_edge
from skolemiljo_analytics.portrait.ordering import AskedQuestion, SortedClass
from skolemiljo_analytics.vocabulary import BoolArray, Gate, PupilId

__all__ = ["Structure", "describe_structure"]

_FEWEST = 3


@dataclass(frozen=True)
class Structure:
    """The mutual choices as parts; groups largest first, then in roster order."""

    components: tuple[tuple[PupilId, ...], ...] = ()
    subgroups: tuple[tuple[PupilId, ...], ...] = ()
    chains: tuple[tuple[PupilId, ...], ...] = ()
    closed_pairs: tuple[tuple[PupilId, PupilId], ...] = ()
    closed_groups: tuple[tuple[PupilId, ...], ...] = ()
    bridges: tuple[PupilId, ...] = ()
    closed_pairs_again: tuple[float, ...] = ()
    closed_groups_again: tuple[float, ...] = ()
    bridges_again: tuple[float, ...] = ()
    edge: tuple[PupilId, ...] = ()


def describe_structure(asked: AskedQuestion, redraws: BoolArray | None) -> Structure:
    """Describe the parts of the mutual choices, and how often the closed ones stand again.

    Below the gate `class_only` nobody is named and everything is empty. Closed pairs, closed
    groups and bridges rest on what others did *not* choose and need `with_bounds`.
    """
    if asked.gate is Gate.NOTHING_NAMED:
        return Structure()
    in_order, relation, preset = asked.sorted_class, asked.relation, asked.preset
    labels = components(relation.mutual)
    chains = chain_labels(relation.mutual, shortest=int(preset.chain_length.value))
    cliques = maximal_cliques(relation.mutual, smallest=int(preset.subgroup_size.value))
    bare = Structure(
        components=_ids(in_order, in_order.groups(labels)),
        subgroups=_ids(in_order, in_order.largest_first(cliques)),
        chains=_ids(in_order, in_order.groups(chains)),
    )
    if not asked.may_conclude:
        return bare
    return _with_borders(in_order, relation, bare, redraws)


def _with_borders(
    in_order: SortedClass, relation: Relation, bare: Structure, redraws: BoolArray | None
) -> Structure:
    pairs = _pairs(in_order, relation.named)
    groups = in_order.groups(closed_group_labels(relation.named, smallest=_FEWEST))
    bridges = in_order.ordered(np.flatnonzero(cut_pupils(relation.mutual, smallest=2)).tolist())
    ids = in_order.graph.pupils
    return Structure(
        bare.components,
        bare.subgroups,
        bare.chains,
        tuple((ids[a], ids[b]) for a, b in pairs),
        _ids(in_order, groups),
        tuple(ids[b] for b in bridges),
        tuple(_pair_again(redraws, a, b) for a, b in pairs) if redraws is not None else (),
        tuple(_group_again(redraws, g) for g in groups) if redraws is not None else (),
        tuple(share_without(redraws, b) for b in bridges) if redraws is not None else (),
        in_order.flagged(at_edge(relation.mutual)),
    )


def _ids(in_order: SortedClass, groups: list[list[int]]) -> tuple[tuple[PupilId, ...], ...]:
    return tuple(tuple(in_order.graph.pupils[m] for m in group) for group in groups)


def _pairs(in_order: SortedClass, named: BoolArray) -> list[list[int]]:
    upper = np.argwhere(np.triu(closed_pairs(named)))
    return in_order.largest_first(upper.tolist())


def _pair_again(redraws: BoolArray, a: int, b: int) -> float:
    both = redraws[:, a, b] & redraws[:, b, a]
    only = (redraws[:, :, a].sum(axis=1) == 1) & (redraws[:, :, b].sum(axis=1) == 1)
    return float((both & only).mean())


def _group_again(redraws: BoolArray, group: list[int]) -> float:
    """Share of redraws in which these pupils are one part that nobody outside chooses."""
    inside = np.zeros(redraws.shape[-1], dtype=np.bool_)
    inside[group] = True
    untouched = ~redraws[:, ~inside][:, :, inside].any(axis=(1, 2))
    closed = redraws[untouched][:, inside][:, :, inside]
    labels = components(closed & np.swapaxes(closed, -1, -2))
    return float((labels == 0).all(axis=-1).sum() / len(redraws))
