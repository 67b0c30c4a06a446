"""Metrics against numbers computed by others: sna, netseg, igraph, and a class worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.metrics import (
    choices,
    closed,
    concentration,
    gender,
    groupings,
    reciprocity,
    together,
    transitivity,
    unchosen,
    without_mutual,
)
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.vocabulary import Gender

pytestmark = pytest.mark.reference


def load(reference: Path, name: str):
    return json.loads((reference / "vectors" / name).read_text())


@pytest.fixture(scope="module")
def netseg(reference: Path) -> RelationGraph:
    folder = reference / "vectors"
    edges = pd.read_csv(folder / "netseg_classroom_edges.csv", dtype=str).assign(relation="play")
    nodes = pd.read_csv(folder / "netseg_classroom_nodes.csv", dtype=str)
    genders = [Gender.BOY if g == "Boy" else Gender.GIRL for g in nodes["gender"]]
    return RelationGraph.from_frame(edges, list(nodes["id"]), genders=genders)


def test_netseg_class_against_sna(reference, netseg):
    expected = load(reference, "classroom_sna_expected.json")
    assert choices.pupil_by_received(netseg, "play").tolist() == expected["indegree"]
    assert choices.pupil_by_given(netseg, "play").tolist() == expected["outdegree"]
    assert reciprocity.class_by_mutual_pairs(netseg, "play") == expected["mutuality"]
    assert reciprocity.class_by_reciprocity(netseg, "play") == pytest.approx(
        expected["grecip_corr"], abs=1e-9
    )
    assert concentration.class_by_centralization(netseg, "play") == pytest.approx(
        expected["cent_indegree"], abs=1e-9
    )
    assert transitivity.class_by_transitivity(netseg, "play") == pytest.approx(
        expected["gtrans_weak"], abs=1e-9
    )


def test_netseg_class_against_netseg(reference, netseg):
    expected = load(reference, "netseg_expected.json")
    ei = gender.class_by_gender_ei(netseg, "play")
    assert ei == pytest.approx(expected["ei_dir"], abs=1e-9)
    odds = gender.class_by_gender_odds(netseg, "play")
    assert odds == pytest.approx(expected["orwg_dir"], abs=1e-9)
    for kind, name in ((Gender.BOY, "Boy"), (Gender.GIRL, "Girl")):
        found = gender.class_by_gender_coleman(netseg, "play", kind)
        assert found == pytest.approx(expected["coleman"][name], abs=1e-9)


def test_netseg_class_against_python_descriptives(reference, netseg):
    expected = load(reference, "classroom_descriptives_python.json")["netseg_classroom"]
    checks = {
        "rho_garlaschelli": reciprocity.class_by_reciprocity,
        "katz_powell": reciprocity.class_by_katz_powell,
        "gini_indegree": concentration.class_by_gini,
        "indegree_centralization": concentration.class_by_centralization,
        "zero_indegree": unchosen.class_by_unchosen,
        "no_mutual": without_mutual.class_by_without_mutual,
        "transitivity_weak": transitivity.class_by_transitivity,
        "leiden_Q": groupings.class_by_modularity,
    }
    for key, metric in checks.items():
        assert metric(netseg, "play") == pytest.approx(expected[key], abs=1e-9), key


@pytest.fixture(scope="module")
def toy(reference: Path) -> tuple[RelationGraph, dict]:
    vector = load(reference, "isolation_types_toy.json")
    pupils = sorted(vector["expected"])
    rows = [
        (source, target, layer)
        for layer in ("like", "together")
        for source, named in vector["layers"][layer].items()
        for target in named
    ]
    frame = pd.DataFrame(rows, columns=["source", "target", "relation"])
    spoke = [p for p in pupils if p not in vector["non_responders"]]
    graph = RelationGraph.from_frame(frame, pupils, answered={"like": spoke, "together": spoke})
    return graph, vector["expected"]


def test_toy_class_pupil_by_pupil(toy):
    graph, expected = toy
    views = describe_class(graph, redraws=50, null_draws=10).relation("like").pupils
    for view in views:
        want = expected[view.pupil]
        assert view.answered == want["responded"]
        assert [view.received.low, view.received.high] == want["in_bounds"]
        assert view.received.value == want["in"]
        assert view.given.value == want["out"]
        assert list(view.friends) == want["mutual"]
        assert (view.received.value == 0) == want["unchosen"]
        assert view.p_unchosen == pytest.approx(want["p_zero_by_chance"], abs=5e-5)
        one_sided = bool(view.answered and view.given.value and not view.mutual.value)
        assert one_sided == want["one_sided"]


def test_toy_class_pairs_and_companions(toy):
    graph, expected = toy
    pairs = closed.class_in_closed_pairs(graph, "like")
    assert pairs == (("D", "E"), ("H", "I"))
    assert {p for pair in pairs for p in pair} == {
        p for p, want in expected.items() if want["closed_dyad"]
    }
    open_pairs = choices.pair_by_mutual(graph, "like")
    assert pd.isna(open_pairs.loc["C", "J"]), "the tie to absent J is not resolved"
    want = expected["F"]
    assert together.pupil_by_companions(graph, "like", "together")["F"] == len(want["together"])
    chance = together.hypergeometric_tail(2, 3, special=3, total=9)
    assert chance == pytest.approx(want["p_companion_dislike"], abs=5e-5)
