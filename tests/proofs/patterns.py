"""Patterns, by networkx and by trying everything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.metrics import (
    articulation,
    chains,
    choices,
    closed,
    components,
    concentration,
    one_way,
    special_power,
    star,
    subgroups,
    unchosen,
    without_mutual,
)
from skolemiljo_analytics.presets import DEFAULT_PRESET
from tests.proofs.comparing import NETSEG, apart, netseg, proof, same

LEAST_SUBGROUP = int(DEFAULT_PRESET.subgroup_size.value)
LEAST_CHAIN = int(DEFAULT_PRESET.chain_length.value)


def drawn_classes(reference: Path) -> Iterable[RelationGraph]:
    """The published class and 24 random ones, sparse to dense, everyone answering."""
    yield netseg(reference)
    rng = np.random.Generator(np.random.PCG64(24))
    for n, share in [(n, share) for n in (6, 9, 14, 20) for share in (0.1, 0.2, 0.3) * 2]:
        named = np.triu(rng.random((n, n)) < share, 1)
        named = (named | named.T) ^ (rng.random((n, n)) < 0.08)
        np.fill_diagonal(named, False)
        pairs = np.argwhere(named).astype(str)
        edges = pd.DataFrame(pairs, columns=["source", "target"]).assign(relation="play")
        yield RelationGraph.from_frame(edges, [str(i) for i in range(n)])


@proof(
    *NETSEG,
    ours="pupil_is_connecting pupil_is_bridging class_in_components pupil_in_component "
    "class_by_components class_in_subgroups pupil_by_subgroups class_in_chains",
    oracle="networkx 3.6 on 25 classes",
)
def patterns_by_networkx(reference: Path) -> float:
    far = 0.0
    for graph in drawn_classes(reference):
        mutual = nx.from_numpy_array(graph.mutual("play"))
        ids, n = graph.pupils, len(graph)
        parts = [sorted(part) for part in nx.connected_components(mutual)]
        cliques = [c for c in nx.find_cliques(mutual) if len(c) >= LEAST_SUBGROUP]
        paths = [p for p in parts if len(p) >= LEAST_CHAIN and is_path(mutual.subgraph(p))]
        cut = set(nx.articulation_points(mutual))
        whole = components.pupil_in_component(graph, "play")
        far = max(
            far,
            same(articulation.pupil_is_connecting(graph, "play"), [i in cut for i in range(n)]),
            same(
                articulation.pupil_is_bridging(graph, "play"),
                [holds_together(mutual, i) for i in range(n)],
            ),
            as_sets(components.class_in_components(graph, "play"), parts, ids),
            same([components.class_by_components(graph, "play")], [float(len(parts))]),
            same(whole.isna(), [not mutual.degree(i) for i in range(n)]),
            as_sets(subgroups.class_in_subgroups(graph, "play"), cliques, ids),
            same(
                subgroups.pupil_by_subgroups(graph, "play"),
                [sum(i in c for c in cliques) for i in range(n)],
            ),
            as_sets(chains.class_in_chains(graph, "play"), paths, ids),
        )
    return far


def as_sets(found: Iterable[Iterable[str]], expected: Iterable[list[int]], ids: Any) -> float:
    """Compare groups of pupils whatever their order."""
    return same(
        sorted(sorted(group) for group in found),
        sorted(sorted(ids[i] for i in group) for group in expected),
    )


def is_path(part: nx.Graph) -> bool:
    """Two ends and otherwise two neighbours each."""
    degrees = sorted(d for _, d in part.degree())
    return degrees[:2] == [1, 1] and set(degrees[2:]) <= {2}


def holds_together(mutual: nx.Graph, pupil: int) -> bool:
    """Without the pupil, two parts of two or more of what hung together."""
    own = nx.node_connected_component(mutual, pupil) - {pupil}
    parts = nx.connected_components(mutual.subgraph(own))
    return sum(len(part) > 1 for part in parts) > 1


@proof(
    *NETSEG,
    ours="pair_by_choice pair_by_mutual pupil_by_one_way_in pupil_by_one_way_out pupil_is_unchosen "
    "pupil_is_without_mutual pupil_is_star pupil_is_in_special_power class_in_closed_pairs "
    "class_by_top_share",
    oracle="loops over the choices, on 25 classes",
)
def patterns_by_loops(reference: Path) -> float:
    far = 0.0
    for graph in drawn_classes(reference):
        ids, named = graph.pupils, graph.named("play")
        chose = {(ids[i], ids[j]) for i, j in np.argwhere(named)}
        off = ~np.eye(len(ids), dtype=bool)
        given = {p: {b for a, b in chose if a == p} for p in ids}
        got = {p: {a for a, b in chose if b == p} for p in ids}
        friends = {p: given[p] & got[p] for p in ids}
        stars = {p for p in ids if len(friends[p]) >= DEFAULT_PRESET.star_mutual.value}
        few = DEFAULT_PRESET.power_few_mutual.value
        powerful = [len(friends[p]) <= few and bool(got[p] & stars - {p}) for p in ids]
        closed_pairs = [
            (a, b)
            for i, a in enumerate(ids)
            for b in ids[i + 1 :]
            if got[a] == {b} and got[b] == {a}
        ]
        top = sum(sorted((len(got[p]) for p in ids), reverse=True)[:3]) / len(chose)
        pairs = choices.pair_by_mutual(graph, "play")
        far = max(
            far,
            same(choices.pair_by_choice(graph, "play").to_numpy()[off], named[off]),
            same(
                [pairs.loc[a, b] for a in ids for b in ids if a != b],
                [b in friends[a] for a in ids for b in ids if a != b],
            ),
            same(one_way.pupil_by_one_way_in(graph, "play"), [len(got[p] - given[p]) for p in ids]),
            same(
                one_way.pupil_by_one_way_out(graph, "play"), [len(given[p] - got[p]) for p in ids]
            ),
            same(unchosen.pupil_is_unchosen(graph, "play"), [not got[p] for p in ids]),
            same(
                without_mutual.pupil_is_without_mutual(graph, "play"),
                [not friends[p] for p in ids],
            ),
            same(star.pupil_is_star(graph, "play"), [p in stars for p in ids]),
            same(special_power.pupil_is_in_special_power(graph, "play"), powerful),
            same(closed.class_in_closed_pairs(graph, "play"), closed_pairs),
            apart([concentration.class_by_top_share(graph, "play")], [top]),
        )
    return far
