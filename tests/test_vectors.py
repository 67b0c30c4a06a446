"""Every public number that concerns what we compute, at 1e-9 or as precisely as it was printed.

The comparisons themselves are in `tests.proofs`; numbers from simulation are here, within Monte
Carlo error. `TESTED` and `LEFT_OUT` account for every file of the folder, so none is forgotten.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from skolemiljo_analytics.research import centrality, dominance, segregation, springrank
from tests.proofs import PROOFS, Proof
from tests.proofs.comparing import girls, netseg, read

TESTED = {
    "classroom_descriptives_python.json": "doubt/test_groupings.py::test_every_number_of_the_"
    "published_networks",
    "cpsat_classroom_groups.json": "arrangements/test_groups.py::test_the_proven_optimum_of_a_"
    "real_class",
    "infomap_checks.json": "doubt/test_groupings.py::test_map_equation_against_infomap",
    "isolation_types_toy.json": "metrics/test_vectors.py::test_toy_class_pupil_by_pupil",
    "knecht_derived_change.json": "test_reference_chain.py::test_knecht_change_from_round_to_round",
    "moreno/": "doubt/test_groupings.py::test_the_three_nulls_of_the_handbook",
    "null_indegree_fixed_outdegree.json": "doubt/test_exact_and_chance.py::test_random_classes_"
    "against_the_published_table",
    "null_modularity_fixed_outdegree.json": "doubt/test_groupings.py::test_chance_makes_the_"
    "published_modularity",
    "sampson_community.json": "doubt/test_groupings.py::test_cohesion_of_sampsons_"
    "monks_as_published",
    "sampson_edges.csv": "doubt/test_groupings.py::test_modularity_reaches_the_mark",
    "sampson_nodes.csv": "doubt/test_groupings.py::test_modularity_reaches_the_mark",
    "power_planted_groups.json": "research/test_laws.py::test_planted_groups_are_found_as_often_as_"
    "published",
}
"""File to the test that reads it, for those that are not (only) in `PROOFS`."""

LEFT_OUT = {
    "stability_dutch_raterboot97.json": "redraws raters with a generator that is not given, and "
    "breaks ties between ratings at random to make three nominations of them",
    "participation_dutch97.json": "takes raters away at random, the same way",
    "ssrat/bg.csv": "sex and age of the pupils, no expected numbers",
}
"""File to why no test is held to it."""

PARTLY = {
    "cdc_worked_example.csv": "rows without the second standardisation, or with n in place of "
    "n - 1: those are the faults, and `research/test_faults.py` shows we do not share them",
    "classroom_descriptives_python.json": "strong_components: only the common format counts them "
    "(`benchmarks/test_spec.py` holds them to networkx); leiden_k: of a partition we may improve",
    "classroom_sna_expected.json": "other reciprocities (grecip_dyadic, nonnull, lrr) and "
    "transitivities (rank, corr), hierarchy_recip, and centralizations of choices given and of "
    "betweenness: not computed; z and expectation of brokerage: counts only",
    "cpsat_classroom_groups.json": "gender_balanced: groups are not balanced by gender here",
    "isolation_types_toy.json": "disliked_by_companions and excluded_while_included: a preventive "
    "round has no such question; `portrait/test_signed.py` holds the rule to the handbook",
    "sampson_community.json": "wave 1: of networkx's Louvain, which misses the optimum there; held "
    "to Leiden's instead",
    "netseg_expected.json": "EF3_ssi: the ties it was computed from are not in the folder; assort, "
    "gamix and smi on directed ties: netseg folds the two ways, and ours equal it when folded",
    "stability_dutch_1year.json": "the six methods beside SSRAT make nominations of ratings by "
    "cut-offs and random ties",
    "survey_scale_vectors.json": "alpha_pairwise (we count complete answers only) and xmr (control "
    "charts are not computed)",
    "infomap_checks.json": "false_positive and power: of Infomap's own verdict, which we never use",
    "dominance_expected.json": "the p of SpringRank, at 1/2001 its own smallest: below 0.02",
}
"""File to the part of it that no test is held to, and why."""


@pytest.mark.reference
@pytest.mark.parametrize("one", PROOFS, ids=lambda one: one.name)
def test_numbers_by_others(one: Proof, reference: Path) -> None:
    assert one.measure(reference) <= one.tolerance


@pytest.mark.reference
def test_every_file_is_tested_or_left_out_for_a_reason(reference: Path) -> None:
    folder = reference / "vectors"
    there = {f"{p.name}/" if p.is_dir() else p.name for p in folder.iterdir()} - {"INDEX.json"}
    proved = {file for one in PROOFS for file in one.files}
    assert there == proved | set(TESTED) | (set(LEFT_OUT) & there)
    assert not proved & set(LEFT_OUT)
    assert set(PARTLY) <= proved | set(TESTED)


def test_the_tests_named_exist() -> None:
    for place in TESTED.values():
        file, _, name = place.partition("::")
        path = Path(__file__).parent / file
        tests = {n.name for n in ast.parse(path.read_text()).body if isinstance(n, ast.FunctionDef)}
        assert name in tests if name else tests, place


@pytest.mark.reference
def test_simulated_p_of_rank_orders(reference: Path) -> None:
    """Theirs from 10,000 and 2,000 draws, ours from as many: four standard errors of both."""
    for name, want in read(reference, "dominance_expected.json").items():
        wins = np.array(want["matrix"])
        linear = dominance.landau(wins, seed=1, most_unknown=1.0)
        near(linear.p, want["landau"]["p right"], 10_000, name)
        around = dominance.triangle_transitivity(wins, seed=2)
        near(around.p, want["ttri_eloRating"]["p"], 2000, name)
        assert springrank.spring_rank(wins, draws=200, seed=3).p < 0.02, name


def near(ours: float, theirs: float, draws: int, name: str) -> None:
    error = (max(theirs * (1 - theirs), 1 / draws) * 2 / draws) ** 0.5
    assert abs(ours - theirs) < 4 * error + 1e-4, (name, ours, theirs)


@pytest.mark.reference
def test_figures_networkx_has_too(reference: Path) -> None:
    graph = netseg(reference)
    named, label = graph.named("play"), girls(reference)
    there = nx.from_numpy_array(named, create_using=nx.DiGraph)
    nx.set_node_attributes(there, dict(enumerate(label.tolist())), "label")
    mixed, _ = segregation.mixing_matrix(named, label)
    ours = segregation.assortativity(mixed)
    assert ours == pytest.approx(nx.attribute_assortativity_coefficient(there, "label"), abs=1e-12)
    tight = nx.constraint(there)
    assert np.allclose(
        centrality.constraint(named),
        [tight[i] for i in range(len(named))],
        atol=1e-12,
        equal_nan=True,
    )
    rank = nx.pagerank(there, tol=1e-14, max_iter=1000)
    assert centrality.pagerank(named) == pytest.approx([rank[i] for i in range(len(named))])


@pytest.mark.reference
def test_the_index_lists_what_is_in_the_folder(reference: Path) -> None:
    index = json.loads((reference / "vectors" / "INDEX.json").read_text())
    named = " ".join(entry["files"] for entry in index)
    for one in PROOFS:
        for file in one.files:
            stem = file.rstrip("/").split("_")[0]
            assert stem in named, file
