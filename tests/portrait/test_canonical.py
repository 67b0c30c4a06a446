"""The order of the draws comes from the answers alone: new ids and another list change nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.portrait.canonical import canonical_order, content_seed
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.tables import Question
from skolemiljo_analytics.vocabulary import PupilId, QuestionKind


def random_class(seed: int, n: int = 20, k: int = 3) -> RelationGraph:
    rng = np.random.default_rng(seed)
    named = np.zeros((n, n), dtype=np.bool_)
    for i in range(n):
        others = [j for j in range(n) if j != i]
        named[i, rng.choice(others, size=k, replace=False)] = True
    answered = np.ones(n, dtype=np.bool_)
    answered[:2], named[:2] = False, False
    question = Question("friminutt", "?", QuestionKind.COMPANY, limit=k)
    relation = Relation(question, named, answered, ~np.eye(n, dtype=np.bool_))
    return RelationGraph(tuple(PupilId(f"p{i:02d}") for i in range(n)), (relation,), wave="2025-10")


def disguised(graph: RelationGraph, seed: int) -> tuple[RelationGraph, dict[PupilId, PupilId]]:
    """The same class with other ids, in another order, under another name."""
    rng = np.random.default_rng(seed)
    order = [int(i) for i in rng.permutation(len(graph))]
    ids = [PupilId(f"x{i:05d}") for i in rng.permutation(90_000)[: len(graph)]]
    moved = graph.take(order)
    new = replace(moved, pupils=tuple(ids), class_id="another")
    return new, dict(zip(ids, moved.pupils, strict=True))


@pytest.mark.parametrize("seed", range(20))
def test_new_ids_and_another_list_give_the_same_order(seed: int) -> None:
    graph = random_class(seed)
    other, was = disguised(graph, seed + 1000)
    order = [graph.pupils[i] for i in canonical_order(graph)]
    assert [was[other.pupils[i]] for i in canonical_order(other)] == order
    assert content_seed(other) == content_seed(graph)


def test_the_whole_portrait_is_the_same_through_every_door() -> None:
    graph = random_class(3)
    other, was = disguised(graph, 4)
    a = describe_class(graph, redraws=50, null_draws=20).relation("friminutt")
    b = describe_class(other, redraws=50, null_draws=20).relation("friminutt")
    assert b.groupings.modularity == a.groupings.modularity
    assert b.gini == a.gini
    for view in b.pupils:
        twin = a.pupil(was[view.pupil])
        assert view.unchosen_again == twin.unchosen_again
        assert view.p_unchosen == twin.p_unchosen
        assert view.received == twin.received


def test_one_answer_more_is_another_class() -> None:
    graph = random_class(5)
    (relation,) = graph.relations
    named = relation.named.copy()
    i, j = np.argwhere(~named & relation.eligible & relation.answered[:, None])[0]
    named[i, j] = True
    changed = replace(graph, relations=(replace(relation, named=named),))
    assert content_seed(changed) != content_seed(graph)


def test_pupils_nothing_tells_apart_are_ordered_by_id() -> None:
    graph = RelationGraph.from_lines("B >\nA >\nC >")
    assert [graph.pupils[i] for i in canonical_order(graph)].count("A") == 1
    assert sorted(canonical_order(graph)) == [0, 1, 2]
