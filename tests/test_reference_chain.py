"""The whole chain on real classes: Knecht, Moreno, nine Polish classes, Vickers."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels.search import modularity
from skolemiljo_analytics.portrait.change import compare_graphs
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.export import portrait_to_json
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Gender, PupilId, QuestionKind

pytestmark = pytest.mark.reference

GENDERS = {"female": Gender.GIRL, "male": Gender.BOY, "girl": Gender.GIRL, "boy": Gender.BOY}


def rows(reference: Path, *path: str) -> list[dict[str, str]]:
    with reference.joinpath("data", *path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build(
    pupils: list[str],
    edges: list[dict[str, str]],
    layer: str,
    *,
    silent: frozenset[str] = frozenset(),
    limit: int | None = None,
    genders: tuple[Gender | None, ...] = (),
    wave: str = "1",
) -> RelationGraph:
    """Build one class; choices of oneself and of those who are not there are left out."""
    at = {pupil: i for i, pupil in enumerate(pupils)}
    named = np.zeros((len(at), len(at)), dtype=np.bool_)
    for edge in edges:
        i, j = at.get(edge["source"]), at.get(edge["target"])
        if i is not None and j is not None and i != j and edge["layer"] == layer:
            named[i, j] = True
    answered = np.array([pupil not in silent for pupil in pupils])
    named[~answered] = False
    question = Question(layer, layer, QuestionKind.COMPANY, limit=limit)
    relation = Relation(question, named, answered, ~np.eye(len(at), dtype=np.bool_))
    ids = tuple(PupilId(p) for p in pupils)
    return RelationGraph(ids, (relation,), wave=wave, class_id="klass", genders=genders)


def describe(graph: RelationGraph, previous: RelationGraph | None = None) -> SocialPortrait:
    portrait = describe_class(graph, previous=previous, redraws=100, null_draws=20)
    body = json.loads(portrait_to_json(portrait))
    assert len(body["relations"]) == len(graph.relations)
    for relation in portrait.relations:
        assert len(relation.pupils) == len(graph)
        assert sum(v.received.require() for v in relation.pupils) == relation.n_choices.value
        assert sum(map(len, relation.components)) in (0, len(graph))
    return portrait


@pytest.fixture(scope="module")
def knecht(reference: Path) -> list[RelationGraph]:
    nodes = rows(reference, "knecht_klas12b", "nodes.csv")
    edges = rows(reference, "knecht_klas12b", "edges.csv")
    status = rows(reference, "knecht_klas12b", "membership.csv")
    sex = {"1": Gender.GIRL, "2": Gender.BOY}
    graphs = []
    for wave in "1234":
        state = {row["id"]: row["status"] for row in status if row["wave"] == wave}
        there = [n for n in nodes if int(n["present_to"]) >= int(wave)]
        silent = frozenset(p for p, what in state.items() if what != "respondent")
        own = [edge for edge in edges if edge["wave"] == wave]
        graphs.append(
            build(
                [n["id"] for n in there],
                own,
                "friend",
                silent=silent,
                genders=tuple(sex[n["sex"]] for n in there),
                wave=f"w{wave}",
            )
        )
    return graphs


def test_knecht_rounds_have_the_counts_of_the_source(reference, knecht):
    expected = json.loads((reference / "vectors" / "knecht_derived_change.json").read_text())
    for wave, graph in enumerate(knecht, start=1):
        want, relation = expected[f"t{wave}"], graph.relation("friend")
        assert int(relation.answered.sum()) == want["raters"]
        assert int(relation.named.sum()) == want["ties"]
        possible = relation.eligible[relation.answered].sum()
        assert possible == want["possible"]
        assert int((relation.named.sum(axis=0) == 0).sum()) == want["zero_in"]


def test_knecht_change_from_round_to_round(reference, knecht):
    expected = json.loads((reference / "vectors" / "knecht_derived_change.json").read_text())
    for wave in (1, 2, 3):
        want = expected[f"t{wave}_t{wave + 1}"]
        (change,) = compare_graphs(knecht[wave - 1], knecht[wave])
        assert change.jaccard.value == pytest.approx(want["jaccard"], abs=5e-9)
        assert change.persistence.value == pytest.approx(want["stay_prob"], abs=5e-9)
        assert change.hamming.value == want["hamming"]
        assert sum(p.dropped for p in change.pupils) == want["n10"]
        assert sum(p.gained for p in change.pupils) == want["n01"]


def test_knecht_portraits(knecht):
    for previous, graph in zip([None, *knecht], knecht, strict=False):
        portrait = describe(graph, previous)
        assert portrait.relation("friend").groupings.modularity is not None
        assert (portrait.change("friend") is None) == (previous is None)


def moreno(reference: Path, grade: int) -> RelationGraph:
    nodes = [n["id"] for n in rows(reference, "moreno_1934", "nodes.csv")]
    edges = rows(reference, "moreno_1934", "edges.csv")
    own = [edge for edge in edges if edge["group"] == f"grade{grade}"]
    return build([n for n in nodes if n.startswith(f"g{grade}_")], own, "sit_next_to", limit=2)


@pytest.mark.parametrize("grade", range(1, 9))
def test_moreno_classes_reach_the_mark_set_by_leiden(reference, grade):
    vector = json.loads((reference / "vectors" / "classroom_descriptives_python.json").read_text())
    graph = moreno(reference, grade)
    portrait = describe(graph)
    want = next(
        (v for name, v in vector.items() if "moreno" in name.lower() and name.endswith(str(grade))),
        None,
    )
    assert want is not None
    relation = portrait.relation("sit_next_to")
    assert relation.n_choices.value == want["edges"]
    assert relation.mutual_pairs.value == want["mutual"]
    assert relation.reciprocity.value == pytest.approx(want["rho_garlaschelli"], abs=1e-9)
    assert relation.n_unchosen.value == want["zero_indegree"]
    assert relation.gini is not None
    assert relation.gini.observed == pytest.approx(want["gini_indegree"], abs=1e-9)
    assert relation.groupings.modularity is not None
    assert relation.groupings.modularity.observed >= want["leiden_Q"] - 1e-9


@pytest.mark.parametrize("number", range(1, 10))
def test_polish_classes(reference, number):
    nodes = rows(reference, "polish_nine_classes", "nodes.csv")
    edges = rows(reference, "polish_nine_classes", "edges.csv")
    own = [n for n in nodes if n["group"] == f"class{number}"]
    genders = tuple(GENDERS[n["sex"]] for n in own)
    graph = build([n["id"] for n in own], edges, "play", genders=genders)
    relation = describe(graph).relation("play")
    assert relation.gender.ei is not None
    assert relation.gender.ei.observed < relation.gender.ei.low, "choices follow gender in all nine"
    assert relation.gender.inside + relation.gender.across == relation.n_choices.value


def test_vickers_class_in_three_questions(reference):
    nodes = rows(reference, "vickers_7th_grade", "nodes.csv")
    edges = rows(reference, "vickers_7th_grade", "edges.csv")
    pupils = [n["id"] for n in nodes]
    genders = tuple(GENDERS[n["sex"]] for n in nodes)
    layers = {"get_on_with": 361, "best_friends": 181, "work_with": 198}
    asked = [build(pupils, edges, layer, genders=genders).relations[0] for layer in layers]
    ids = tuple(PupilId(p) for p in pupils)
    portrait = describe(RelationGraph(ids, tuple(asked), genders=genders, class_id="vickers"))
    for layer, ties in layers.items():
        relation = portrait.relation(layer)
        assert relation.n_choices.value == ties
        assert relation.participation.n_answered == 29
        labels = {p: k for k, g in enumerate(relation.groupings.groups) for p in g.members}
        if len(labels) == 29 and relation.groupings.modularity is not None:
            named = asked[list(layers).index(layer)].named
            found = modularity(named, np.array([labels[p] for p in ids]))
            assert found == pytest.approx(relation.groupings.modularity.observed, abs=1e-12)
