"""Faults found in others' tools (methods handbook 9): we do not share them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import skolemiljo_analytics
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels import search
from skolemiljo_analytics.kernels.triads import transitivity
from skolemiljo_analytics.metrics.change import class_by_jaccard
from skolemiljo_analytics.metrics.components import class_by_components
from skolemiljo_analytics.research import dominance, scales, springrank, ssrat, status
from skolemiljo_analytics.vocabulary import Reason
from tests.proofs.comparing import table
from tests.proofs.rated import agreement, by_extremes, classes_of_ratings, matrix


@pytest.mark.reference
def test_a_pupils_row_is_not_its_number(reference: Path) -> None:
    """SSrat prints column numbers as pupil numbers: another pupil's, where numbers have gaps."""
    wrong = 0
    for name, _, one, printed in classes_of_ratings(reference):
        if name != "Ss97_ratings":
            continue
        labels = ssrat.classify_ratings(matrix(one), highest=7).labels
        ours = dict(zip(one["respid"], labels, strict=False))
        want = printed[printed["criteria"] == "SSRAT"].set_index("true_respid")
        assert {p: str(ours[p]).capitalize() for p in want.index} == dict(want["SS.05"])
        wrong += int((want.index != want["column_no"]).sum())
    assert wrong > 50, "the trap is in the data"


@pytest.mark.reference
def test_which_ratings_count_as_choices_is_said_by_the_caller(reference: Path) -> None:
    """SSrat's help says all ratings beside the midpoint, its code takes the ends: here one asks."""
    name, _, one, printed = next(iter(classes_of_ratings(reference)))
    want = printed[printed["criteria"] == "NB1983"]
    found, _ = by_extremes(one, 7, 0.05)
    at = want["column_no"].to_numpy() - 1
    assert np.allclose(found.scores["p_liked"][at], want["prs"], atol=1e-9), name


@pytest.mark.reference
def test_sampson_has_the_order_its_ties_were_coded_in(reference: Path) -> None:
    """With the names as printed in UCINET the factions are not found at all (Rand .01)."""
    edges = table(reference, "sampson_edges.csv").query("relation == 'SAMPLK3'")
    nodes = table(reference, "sampson_nodes.csv")
    at = {name: i for i, name in enumerate(nodes["name"])}
    named = np.zeros((18, 18), dtype=bool)
    named[edges["source"].map(at), edges["target"].map(at)] = True
    labels = search.find_groups(named)
    sure = ~nodes["faction"].str.contains("nterst|aver", regex=True)
    pairs = list(zip(nodes["faction"][sure], labels[sure.to_numpy()], strict=True))
    factions = {faction: {int(g) for f, g in pairs if f == faction} for faction, _ in pairs}
    assert all(len(found) == 1 for found in factions.values()), factions


@pytest.mark.reference
def test_no_monk_is_liked_and_disliked_by_the_same(reference: Path) -> None:
    """Ten pairs are both with the names as printed in UCINET, none in the order of the ties."""
    edges = table(reference, "sampson_edges.csv")
    pairs = {
        name: set(zip(rows["source"], rows["target"], strict=True))
        for name, rows in edges.groupby("relation")
    }
    assert len(pairs["SAMPLK3"]) == 56
    assert not pairs["SAMPLK3"] & pairs["SAMPDLK"]


def test_nothing_leans_on_the_groupings_of_networkx() -> None:
    """Its Leiden is a stub without a backend, its Louvain misses weakly grouped optima."""
    with pytest.raises(NotImplementedError):
        nx.community.leiden_communities(nx.path_graph(4))
    for path in (Path(skolemiljo_analytics.__file__).parent).rglob("*.py"):
        words = path.read_text(encoding="utf-8")
        for name in ("leiden_communities", "louvain_communities", "nx.community"):
            assert name not in words, path.name


def test_a_graph_is_kept_in_forms_any_version_reads(tmp_path: Path) -> None:
    """Graphs pickled inside R packages need converting; GraphML and a table of edges do not."""
    graph = RelationGraph.from_lines("A > B C\nB > A\nC >\nD > A")
    there = nx.parse_graphml(graph.to_graphml(), force_multigraph=True)
    found = {tuple(edge[:2]) for edge in there.edges}
    ids = np.array(graph.pupils)
    assert found == {(ids[i], ids[j]) for i, j in np.argwhere(graph.named("friminutt"))}
    assert sorted(there) == list("ABCD")


def test_modularity_counts_mutual_choices_twice() -> None:
    """leidenalg's `.q` leaves out the weights."""
    graph = RelationGraph.from_lines("A > B C\nB > A\nC > D\nD >")
    named = graph.named("friminutt")
    w = named.astype(int) + named.T
    labels = np.array([0, 0, 1, 1])
    s, m = w.sum(axis=1), w.sum()
    alike = labels[:, None] == labels[None, :]
    expected = ((w - np.outer(s, s) / m) * alike).sum() / m
    assert search.modularity(named, labels) == pytest.approx(expected)
    plain = (w > 0).astype(int)
    t = plain.sum(axis=1)
    without = ((plain - np.outer(t, t) / plain.sum()) * alike).sum() / plain.sum()
    assert abs(expected - without) > 0.02


@pytest.mark.reference
def test_feldts_interval_counts_the_complete_answers(reference: Path) -> None:
    """pingouin counts the rows handed in: [.581, .933] in place of [.533, .947]."""
    items = table(reference, "pingouin_cronbach_wide_missing.csv").to_numpy(dtype=np.float64)
    found = scales.cronbach_alpha(items)
    assert (found.n, len(items)) == (9, 12)
    assert (round(found.low, 3), round(found.high, 3)) == (0.533, 0.947)
    empty = np.full((4, items.shape[1]), np.nan)
    assert scales.cronbach_alpha(np.vstack([items, empty])) == found


def test_one_factor_recovers_its_loadings() -> None:
    """factor_analyzer does not run; omega and standardised alpha of the handbook."""
    loads = np.array([0.8, 0.7, 0.6, 0.5])
    seen = np.outer(loads, loads)
    np.fill_diagonal(seen, 1.0)
    assert scales.one_factor(seen) == pytest.approx(loads, abs=1e-9)
    assert scales.one_factor(seen * np.outer([1, -1, 1, 1], [1, -1, 1, 1])) == pytest.approx(
        loads * [1, -1, 1, 1], abs=1e-9
    )
    assert scales.omega(scales.one_factor(seen)) == pytest.approx(0.74945, abs=5e-6)
    mean = seen[np.triu_indices(4, 1)].mean()
    assert 4 * mean / (1 + 3 * mean) == pytest.approx(0.74205, abs=5e-6)


@pytest.mark.reference
def test_springrank_is_not_the_dense_branch_without_its_sign(reference: Path) -> None:
    """Upstream's dense branch gives 4.43, 4.38, 4.84 for the bonobos."""
    import json

    bonobos = json.loads((reference / "vectors" / "dominance_expected.json").read_text())
    one = bonobos["bonobos_devries2006"]
    scores = springrank.spring_rank(np.array(one["matrix"]), draws=0).scores
    assert np.round(scores[:3], 3).tolist() == [0.504, 0.525, 0.39]
    top = springrank.spring_rank(np.array([[0, 3], [0, 0]]), draws=0).scores
    assert top.tolist() == pytest.approx([0.5, -0.5])


def test_triangles_are_weighted_in_the_class_and_in_chance_alike() -> None:
    """compete's `ttri_test` sets a weighted share beside unweighted ones."""
    wins = np.array([[0, 2, 2, 1], [0, 0, 2, 2], [0, 0, 0, 2], [1, 0, 0, 0]])
    drawn = dominance.triangle_transitivity(wins, tied="mutual", draws=4000, seed=1)
    assert drawn.share < 1.0
    exact, observed = [], drawn.share
    for bits in range(32):
        random = np.triu(wins, 1)
        pairs = [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]
        for turn, (i, j) in enumerate(pairs):
            if bits >> turn & 1:
                random[j, i], random[i, j] = random[i, j], 0
        random[0, 3] = random[3, 0] = 1
        exact.append(
            dominance.triangle_transitivity(random, tied="mutual", draws=0).share >= observed - 1e-9
        )
    assert drawn.p == pytest.approx(np.mean(exact), abs=0.04)


@pytest.mark.reference
def test_preference_is_standardised_again(reference: Path) -> None:
    """Without it the limit of 1 is 0.58 deviations, and nearly twice as many are labelled."""
    rows = table(reference, "cdc_worked_example.csv").query("ddof == 1 and variant == 1983")
    once, twice = (rows[rows["restandardised"] == again] for again in (False, True))
    found = status.coie_dodge(twice["LM"].to_numpy(), twice["LL"].to_numpy())
    assert list(found.labels) == list(twice["status"])
    assert list(found.labels) != list(once["status"])
    assert found.scores["preference"].std(ddof=1) == pytest.approx(1.0)
    assert found.scores["impact"].std(ddof=1) == pytest.approx(1.0)
    assert not np.allclose(found.scores["preference"], once["SP"])


@pytest.mark.reference
def test_n_in_place_of_n_minus_one_is_a_factor(reference: Path) -> None:
    rows = table(reference, "cdc_worked_example.csv").query(
        "ddof == 0 and variant == 1983 and restandardised"
    )
    found = status.coie_dodge(rows["LM"].to_numpy(), rows["LL"].to_numpy())
    factor = (16 / 15) ** 0.5
    assert np.allclose(found.scores["preference"] * factor, rows["SP"], atol=6e-7)


def test_popular_needs_only_to_be_less_disliked_than_the_mean() -> None:
    """An open app asks for |z| > 1 on dislikes too."""
    liked = np.array([9, 4, 4, 3, 3, 2, 2, 1])
    disliked = np.array([2, 4, 1, 3, 4, 2, 3, 4])
    found = status.coie_dodge(liked, disliked)
    assert found.scores["disliked"][0] > -1.0
    assert found.labels[0] == "popular"


def test_the_rest_are_not_called_average() -> None:
    liked = np.array([9, 7, 5, 4, 3, 3, 2, 1, 1, 0])
    disliked = np.array([0, 1, 4, 0, 3, 1, 5, 0, 6, 4])
    labels = status.coie_dodge(liked, disliked).labels
    assert "unclassified" in labels


def test_the_pupil_nobody_names_is_in_the_class() -> None:
    """An edge list forgets pupils without ties (Moreno's, for one)."""
    edges = pd.DataFrame({"source": ["A", "B"], "target": ["B", "A"], "relation": "friminutt"})
    graph = RelationGraph.from_frame(edges, ["A", "B", "C"])
    assert len(graph) == 3
    assert class_by_components(graph, "friminutt") == 2


def test_louvains_first_phase_alone_is_not_the_search() -> None:
    """Four cliques of three in a ring: moving single pupils alone gets stuck; merges do not."""
    named = np.zeros((36, 36), dtype=bool)
    for head in range(0, 36, 3):
        named[head : head + 3, head : head + 3] = True
    np.fill_diagonal(named, False)
    for one, other in pairwise([*range(0, 36, 3), 0]):
        named[one, other] = True
    labels = search.find_groups(named)
    three = np.repeat(np.arange(12), 3)
    paired = np.repeat(np.arange(6), 6)
    best = max(search.modularity(named, three), search.modularity(named, paired))
    assert search.modularity(named, labels) >= best - 1e-12


def test_no_two_path_is_not_a_transitivity_of_one() -> None:
    """sna's gtrans gives 1."""
    named = np.zeros((3, 3), dtype=bool)
    named[0, 1] = True
    assert np.isnan(transitivity(named))


def test_a_round_that_is_missing_has_no_jaccard() -> None:
    before = RelationGraph.from_lines("A > B\nB > A")
    after = RelationGraph.from_lines("C > D\nD > C")
    with pytest.raises(NotAvailableError) as refused:
        class_by_jaccard(after, "friminutt", before)
    assert refused.value.reason is Reason.NO_OVERLAP


def test_kappa_is_cohens() -> None:
    assert agreement([("a", "a"), ("b", "b")])[1] == 1.0
    assert agreement([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")])[1] == pytest.approx(0.0)
