"""One class, by sna, igraph and netseg."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from skolemiljo_analytics.kernels import segregation as odds
from skolemiljo_analytics.kernels import triads
from skolemiljo_analytics.kernels.reciprocity import edge_reciprocity
from skolemiljo_analytics.metrics import (
    choices,
    concentration,
    gender,
    groupings,
    reciprocity,
    transitivity,
    unchosen,
    without_mutual,
)
from skolemiljo_analytics.research import (
    brokerage,
    centrality,
    hierarchy,
    segregation,
)
from skolemiljo_analytics.vocabulary import Gender
from tests.proofs.comparing import NETSEG, apart, girls, netseg, proof, read, same, table


def kinship(reference: Path) -> tuple[np.ndarray, np.ndarray]:
    """White's kinship example: symmetric ties, and 1 for men."""
    nodes = table(reference, "white_kinship_nodes.csv")
    at = {name: i for i, name in enumerate(nodes["name"])}
    tied = np.zeros((len(at), len(at)), dtype=bool)
    for one, other in table(reference, "white_kinship_edges.csv").to_numpy():
        tied[at[one], at[other]] = tied[at[other], at[one]] = True
    return tied, (nodes["gender"] == "male").to_numpy().astype(np.int64)


@proof(
    *NETSEG,
    "classroom_sna_expected.json",
    ours="pupil_by_received pupil_by_given pupil_by_mutual class_by_mutual_pairs "
    "class_by_reciprocity class_by_centralization class_by_transitivity triad_census",
    oracle="R sna 2.7-1",
)
def counts_and_class_figures_of_one_class(reference: Path) -> float:
    graph, want = netseg(reference), read(reference, "classroom_sna_expected.json")
    pairs, n = reciprocity.class_by_mutual_pairs(graph, "play"), len(graph)
    given = choices.pupil_by_given(graph, "play").sum()
    dyads = (pairs, given - 2 * pairs, n * (n - 1) / 2 - given + pairs)
    census = dict(zip(triads.TRIADS, triads.triad_census(graph.named("play")), strict=True))
    return max(
        same(choices.pupil_by_received(graph, "play"), want["indegree"]),
        same(choices.pupil_by_given(graph, "play"), want["outdegree"]),
        same([choices.pupil_by_mutual(graph, "play").sum()], [2 * want["mutuality"]]),
        same([reciprocity.class_by_mutual_pairs(graph, "play")], [want["mutuality"]]),
        same([{k: int(v) for k, v in census.items()}], [want["triad_census"]]),
        same(dyads, [want["dyad_census"][kind] for kind in ("Mut", "Asym", "Null")]),
        apart([given / (n * (n - 1))], [want["density"]]),
        apart([edge_reciprocity(graph.named("play"))], [want["grecip_edgewise"]]),
        apart([reciprocity.class_by_reciprocity(graph, "play")], [want["grecip_corr"]]),
        apart([concentration.class_by_centralization(graph, "play")], [want["cent_indegree"]]),
        apart([transitivity.class_by_transitivity(graph, "play")], [want["gtrans_weak"]]),
    )


@proof(
    *NETSEG,
    "classroom_sna_expected.json",
    ours="betweenness constraint pagerank brokerage krackhardt",
    oracle="R sna 2.7-1 and igraph 1.3.5",
)
def places_in_one_class(reference: Path) -> float:
    named, want = netseg(reference).named("play"), read(reference, "classroom_sna_expected.json")
    roles = brokerage.brokerage(named, girls(reference))
    cells = [[row[k] for k in want["brokerage_cols"][:5]] for row in want["brokerage_raw_nli"]]
    four = hierarchy.krackhardt(named, nearest="tie")
    expected = ("connectedness", "hierarchy_krack", "efficiency", "lubness")
    mine = (four.connectedness, four.hierarchy, four.efficiency, four.least_upper_bound)
    tied = [float("nan") if c == "NaN" else c for c in want["constraint_igraph"]]
    return max(
        apart(centrality.betweenness(named), want["betweenness"]),
        apart(centrality.constraint(named), tied),
        apart(centrality.pagerank(named), want["pagerank"]),
        apart(roles.ravel(), np.ravel(cells)),
        apart(
            roles.sum(axis=0), [want["brokerage_raw_gli"][k] for k in want["brokerage_cols"][:5]]
        ),
        apart(mine, [want[key] for key in expected]),
    )


@proof(
    *NETSEG,
    "netseg_expected.json",
    ours="class_by_gender_ei class_by_gender_odds class_by_gender_coleman ei_index odds_ratio "
    "coleman assortativity freeman_segregation spectral_segregation",
    oracle="R netseg 1.0-2",
)
def gender_in_one_class(reference: Path) -> float:
    graph, want, label = (
        netseg(reference),
        read(reference, "netseg_expected.json"),
        girls(reference),
    )
    mutual = graph.mutual("play")
    mixed, sizes = segregation.mixing_matrix(graph.named("play"), label)
    kinds = (Gender.BOY, Gender.GIRL)
    own = [gender.class_by_gender_coleman(graph, "play", kind) for kind in kinds]
    coleman = [want["coleman"]["Boy"], want["coleman"]["Girl"]]
    spectral = segregation.spectral_segregation(mutual, label)
    theirs = np.array([float(want["ssi_undir"][str(i + 1)]) for i in range(26)])
    tied = np.isfinite(spectral)
    return max(
        apart([gender.class_by_gender_ei(graph, "play")], [want["ei_dir"]]),
        apart([odds.ei_index(mutual, label)], [want["ei_undir"]]),
        apart([gender.class_by_gender_odds(graph, "play")], [want["orwg_dir"]]),
        apart([odds.odds_ratio(mutual, label)], [want["orwg_undir"]]),
        apart(own, coleman),
        apart(segregation.coleman(mixed, sizes), coleman),
        apart(
            [segregation.assortativity(segregation.mixing_matrix(mutual, label)[0])],
            [want["assort_undir"]],
        ),
        apart([segregation.freeman_segregation(mutual, label)], [want["freeman_undir"]]),
        apart(spectral[tied], theirs[tied]),
        same(theirs[~tied], [0.0] * int((~tied).sum())),
    )


@proof(
    *NETSEG,
    "netseg_expected.json",
    ours="assortativity gupta_anderson_may segregation_matrix",
    oracle="R netseg 1.0-2, whose mixing matrix counts choices across as the upper half says",
)
def indices_by_the_mixing_matrix_netseg_uses(reference: Path) -> float:
    """Theirs folds girls -> boys into boys -> girls; ours keeps both, and agrees when told.

    Undirected ties inside a group it counts once, and assortativity it makes symmetric.
    """
    graph, want = netseg(reference), read(reference, "netseg_expected.json")
    mixed, sizes = segregation.mixing_matrix(graph.named("play"), girls(reference))
    folded = np.triu(mixed) + np.triu(mixed, 1).T
    mutual, _ = segregation.mixing_matrix(graph.mutual("play"), girls(reference))
    halved = mutual - np.diag(np.diag(mutual)) // 2
    return max(
        apart([segregation.assortativity(mixed + mixed.T)], [want["assort_dir"]]),
        apart([segregation.gupta_anderson_may(folded)], [want["gamix_dir"]]),
        apart([segregation.gupta_anderson_may(halved)], [want["gamix_undir"]]),
        apart(segregation.segregation_matrix(folded, sizes), want["smi"]),
    )


@proof(
    "white_kinship_edges.csv",
    "white_kinship_nodes.csv",
    "netseg_expected.json",
    ours="ei_index odds_ratio assortativity freeman_segregation gupta_anderson_may",
    oracle="R netseg 1.0-2",
)
def whites_kinship_example(reference: Path) -> float:
    tied, label = kinship(reference)
    want = read(reference, "netseg_expected.json")["WhiteKinship"]
    mixed, _ = segregation.mixing_matrix(tied, label)
    halved = mixed - np.diag(np.diag(mixed)) // 2
    return max(
        apart([segregation.assortativity(mixed)], [want["assort"]]),
        apart([odds.ei_index(tied, label)], [want["ei"]]),
        apart([segregation.freeman_segregation(tied, label)], [want["freeman"]]),
        apart([segregation.gupta_anderson_may(halved)], [want["gamix"]]),
        apart([odds.odds_ratio(tied, label)], [want["orwg"]]),
    )


@proof(
    *NETSEG,
    "classroom_descriptives_python.json",
    ours="class_by_reciprocity class_by_katz_powell class_by_gini class_by_centralization "
    "class_by_unchosen class_by_without_mutual class_by_transitivity class_by_modularity",
    oracle="an independent Python version; modularity by leidenalg",
)
def descriptives_of_one_class(reference: Path) -> float:
    graph = netseg(reference)
    want = read(reference, "classroom_descriptives_python.json")["netseg_classroom"]
    pairs: Mapping[str, Callable[..., float]] = {
        "rho_garlaschelli": reciprocity.class_by_reciprocity,
        "katz_powell": reciprocity.class_by_katz_powell,
        "gini_indegree": concentration.class_by_gini,
        "indegree_centralization": concentration.class_by_centralization,
        "zero_indegree": unchosen.class_by_unchosen,
        "no_mutual": without_mutual.class_by_without_mutual,
        "transitivity_weak": transitivity.class_by_transitivity,
        "leiden_Q": groupings.class_by_modularity,
    }
    return apart((f(graph, "play") for f in pairs.values()), (want[key] for key in pairs))
