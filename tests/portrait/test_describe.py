"""The portrait: facts, gates, laws, and the same graph giving the same portrait."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.metrics import articulation, choices, closed, components, subgroups
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.export import JSON_FORMAT, portrait_to_json, to_frame
from skolemiljo_analytics.portrait.groupings import find_groupings
from skolemiljo_analytics.portrait.records import RelationPortrait, SocialPortrait
from skolemiljo_analytics.vocabulary import Gate, PupilId, ReadingStatus, Reason
from tests.conftest import BESTIARY

KEY = "friminutt"


def describe(graph: RelationGraph, **more) -> SocialPortrait:
    return describe_class(graph, redraws=60, null_draws=20, **more)


def one(graph: RelationGraph) -> RelationPortrait:
    return describe(graph).relation(KEY)


def silence(graph: RelationGraph, *who: int) -> RelationGraph:
    relations = []
    for relation in graph.relations:
        named, answered = relation.named.copy(), relation.answered.copy()
        named[list(who)], answered[list(who)] = False, False
        relations.append(replace(relation, named=named, answered=answered))
    return replace(graph, relations=tuple(relations))


@st.composite
def classes(draw, least: int = 3, most: int = 14) -> RelationGraph:
    n = draw(st.integers(least, most))
    k = draw(st.integers(1, 4))
    rng = np.random.Generator(np.random.PCG64(draw(st.integers(0, 2**32))))
    lines = []
    for i in range(n):
        others = [j for j in range(n) if j != i]
        picked = rng.permutation(others)[: rng.integers(0, min(k, n - 1) + 1)]
        lines.append(f"p{i:02d} > " + " ".join(f"p{j:02d}" for j in picked))
    genders = "".join(rng.choice(["g", "b", "-"], n, p=[0.45, 0.45, 0.1]))
    graph = RelationGraph.from_lines("\n".join(lines), genders=genders, limit=4)
    who = rng.permutation(n)[: draw(st.integers(0, n // 4))]
    return silence(graph, *who)


@pytest.mark.parametrize("beast", sorted(BESTIARY))
def test_every_small_class_has_a_portrait(beast: str):
    graph = BESTIARY[beast]
    portrait = describe(graph, previous=graph)
    assert portrait.pupils == graph.pupils
    assert [view.pupil for view in portrait.relation(KEY).pupils] == list(graph.pupils)
    json.loads(portrait_to_json(portrait))
    assert len(to_frame(portrait, KEY)) == len(graph)


def test_three_kinds_of_nothing():
    graph = RelationGraph.from_lines("A > B\nB >\nC > A D\nE > A")
    views = {view.pupil: view for view in one(graph).pupils}
    silent, nobody, unchosen = views[PupilId("D")], views[PupilId("B")], views[PupilId("E")]
    assert not silent.answered
    assert silent.given.value is None
    assert silent.given.status is ReadingStatus.TOO_FEW_ANSWERS
    assert nobody.answered
    assert (nobody.given.value, nobody.given.status) == (0, ReadingStatus.KNOWN)
    assert unchosen.received.value == 0
    assert (unchosen.received.low, unchosen.received.high) == (0, 1), "D may have chosen E"
    assert unchosen.unchosen is None, "D's answer decides"


def test_bounds_by_hand():
    graph = RelationGraph.from_lines("A > B D\nB > A\nC > A D", limit=2)
    views = {view.pupil: view for view in one(graph).pupils}
    a = views[PupilId("A")]
    assert (a.received.low, a.received.high) == (2, 3)
    assert (a.mutual.value, a.mutual.low, a.mutual.high) == (1, 1, 2)
    assert (a.one_way_out.value, a.one_way_out.low, a.one_way_out.high) == (1, 0, 1)
    assert (a.one_way_in.value, a.one_way_in.low, a.one_way_in.high) == (1, 1, 1)
    d = views[PupilId("D")]
    assert (d.mutual.low, d.mutual.high) == (0, 2)
    assert (d.one_way_in.low, d.one_way_in.high) == (0, 2)


def test_class_bounds_by_hand():
    figures = one(RelationGraph.from_lines("A > B\nB > A\nC >\nE > D", limit=2))
    span = {
        name: (reading.value, reading.low, reading.high)
        for name in ("n_choices", "mutual_pairs", "n_unchosen", "n_without_mutual")
        if (reading := getattr(figures, name))
    }
    assert span == {
        "n_choices": (3, 3, 5),
        "mutual_pairs": (1, 1, 2),
        "n_unchosen": (2, 0, 2),
        "n_without_mutual": (2, 1, 3),
    }


@pytest.mark.parametrize(
    ("silent", "gate"),
    [
        (2, Gate.EVERYTHING),
        (4, Gate.WITH_BOUNDS),
        (7, Gate.CLASS_ONLY),
        (10, Gate.NOTHING_NAMED),
    ],
)
def test_gates_close_conclusions_and_leave_facts(silent: int, gate: Gate):
    graph = silence(_ring(20), *range(silent))
    relation = one(graph)
    assert relation.participation.gate is gate
    view = relation.pupils[-1]
    assert view.received.is_number, "a fact with its bounds is always there"
    may = gate in {Gate.EVERYTHING, Gate.WITH_BOUNDS}
    assert (view.unchosen_again is not None) is may
    assert (view.p_unchosen is not None) is may
    assert (view.star is not None) is may
    assert (relation.groupings.reason is Reason.PARTICIPATION) is not may
    assert bool(relation.components) is (gate is not Gate.NOTHING_NAMED)
    assert bool(view.friends) is (gate is not Gate.NOTHING_NAMED)
    if not may:
        assert relation.closed_groups == ()
        assert relation.bridges == ()
        assert relation.split == "none"
        assert relation.again == ()


def _ring(n: int) -> RelationGraph:
    lines = [f"p{i:02d} > p{(i + 1) % n:02d} p{(i - 1) % n:02d}" for i in range(n)]
    return RelationGraph.from_lines("\n".join(lines))


def test_small_classes_show_ties_and_no_groupings():
    relation = one(_ring(7))
    assert relation.groupings.reason is Reason.CLASS_TOO_SMALL
    assert relation.pupils[0].p_unchosen is None, "chance says nothing about one pupil in seven"


def test_two_camps_are_parts():
    lines = [
        " ".join([f"{camp}{i:02d} >", *(f"{camp}{(i + d) % 7:02d}" for d in (1, 2, 6))])
        for camp in "xy"
        for i in range(7)
    ]
    graph = RelationGraph.from_lines("\n".join(lines), genders="g" * 7 + "b" * 7)
    relation = one(graph)
    assert relation.split == "parts"
    assert [len(g.members) for g in relation.groupings.groups] == [7, 7]
    assert all(g.closed and g.given_to_outside == 0 for g in relation.groupings.groups)
    assert relation.gender.across == 0
    assert relation.gender.odds_ratio is None, "nobody across: no upper end"
    assert relation.gender.ei is not None
    assert relation.gender.ei.observed == -1.0
    assert len(relation.closed_groups) == 2
    assert dict(relation.again)["gender"] == 1.0


def test_one_group_and_single_pupils():
    ring = "\n".join(f"p{i} > p{(i + 1) % 8} p{(i - 1) % 8}" for i in range(8))
    relation = one(RelationGraph.from_lines(ring + "\nx >\ny > z\nz >"))
    assert relation.split == "one_and_rest"


def test_a_bridge_of_two_sides():
    sides = "A > B C\nB > A C\nC > A B M\nM > C D\nD > M E F\nE > D F\nF > D E"
    relation = one(RelationGraph.from_lines(sides))
    assert relation.bridges == ("C", "M", "D")
    assert [view.pupil for view in relation.pupils if view.connects] == ["C", "M", "D"]
    assert len(relation.bridges_again) == 3


def test_chains_and_closed_pairs():
    relation = one(RelationGraph.from_lines("A > B\nB > A C\nC > B D\nD > C\nE > F\nF > E A"))
    assert relation.chains == (("A", "B", "C", "D"),)
    assert relation.closed_pairs == (("E", "F"),)
    assert relation.closed_groups == (), "F chose A"


def test_special_power_by_hand():
    drawing = "S > A B C X\nA > S\nB > S\nC > S\nX >\nY >"
    views = {view.pupil: view for view in one(RelationGraph.from_lines(drawing)).pupils}
    assert [p for p, view in views.items() if view.star] == ["S"]
    assert [p for p, view in views.items() if view.special_power] == ["A", "B", "C", "X"]


def test_same_graph_same_portrait_and_another_seed_another():
    graph = _ring(14)
    assert describe(graph) == describe(graph)
    assert describe(graph, seed=1) == describe(graph, seed=1)
    assert describe(graph, seed=1) != describe(graph, seed=2)


def _by_pupil(portrait: SocialPortrait) -> dict[str, object]:
    """Forget the order of pupils and of equally large groups."""
    relation = portrait.relation(KEY)
    found: dict[str, object] = {view.pupil: _sorted(view) for view in relation.pupils}
    for field in fields(relation):
        value = getattr(relation, field.name)
        if field.name in {"pupils", "groupings"}:
            continue
        nested = isinstance(value, tuple) and value and isinstance(value[0], tuple)
        found[field.name] = sorted(map(sorted, value)) if _of_ids(field.name) and nested else value
    found["bridges"] = sorted(relation.bridges)
    for name in ("closed_pairs_again", "closed_groups_again", "bridges_again"):
        found[name] = sorted(getattr(relation, name))
    found["groups"] = sorted(
        (sorted(zip(g.members, g.certainty, strict=True)), g.given_inside, g.received_from_outside)
        for g in relation.groupings.groups
    )
    found["modularity"] = relation.groupings.modularity
    return found


def _of_ids(name: str) -> bool:
    return name in {"components", "subgroups", "chains", "closed_pairs", "closed_groups"}


def _sorted(view):
    return replace(view, friends=tuple(sorted(view.friends)))


@settings(max_examples=10)
@given(classes(least=10), st.randoms())
def test_the_order_of_the_roster_changes_nothing_but_the_order(graph, random):
    order = list(range(len(graph)))
    random.shuffle(order)
    turned = graph.take(order)
    assert _by_pupil(describe(graph)) == _by_pupil(describe(turned))
    assert describe(turned).pupils == turned.pupils


@settings(max_examples=10)
@given(classes(least=6))
def test_other_ids_change_nothing(graph):
    ids = {p: PupilId(f"z{hash_of(p)}") for p in graph.pupils}
    renamed = replace(graph, pupils=tuple(ids[p] for p in graph.pupils))
    first, second = describe(graph).relation(KEY), describe(renamed).relation(KEY)
    assert first.unchosen_chance == second.unchosen_chance
    assert first.again == second.again
    shares = [sorted(str(v.unchosen_again) for v in one.pupils) for one in (first, second)]
    assert shares[0] == shares[1], "pupils alike in everything may trade places, no more"
    for before, after in zip(first.pupils, second.pupils, strict=True):
        assert after.pupil == ids[before.pupil]
        assert after.received == before.received
        assert tuple(ids[f] for f in before.friends) == after.friends


def hash_of(pupil: str) -> int:
    return (int(pupil[1:]) * 7919) % 1009


NESTED = ("n_choices", "mutual_pairs", "mean_mutual", "n_unchosen", "n_without_mutual")


@settings(max_examples=40)
@given(classes(), st.integers(0, 100))
def test_an_absent_pupil_only_widens_doubt(graph, pick):
    answered = np.flatnonzero(graph.answered(KEY))
    who = int(answered[pick % len(answered)])
    full, less = one(graph), one(silence(graph, who))
    if full.participation.n_answered > 1:
        for name in NESTED:
            _nests(getattr(full, name), getattr(less, name), name)
    for before, after in zip(full.pupils, less.pupils, strict=True):
        _nests(before.received, after.received, "received")
        _nests(before.mutual, after.mutual, "mutual")
        _nests(before.one_way_in, after.one_way_in, "one_way_in")
        if after.one_way_out.is_number:
            _nests(before.one_way_out, after.one_way_out, "one_way_out")
        for term in ("unchosen", "star", "special_power"):
            now = getattr(after, term)
            assert now is None or now == getattr(before, term), term


def _nests(inner, outer, what: str) -> None:
    assert outer.low <= inner.low + 1e-9, what
    assert outer.high >= inner.high - 1e-9, what
    assert outer.low - 1e-9 <= outer.value <= outer.high + 1e-9, what


@settings(max_examples=30)
@given(classes())
def test_what_the_silent_could_have_answered_lies_within_the_bounds(graph):
    relation = graph.relation(KEY)
    rng = np.random.Generator(np.random.PCG64(len(graph)))
    named = relation.named.copy()
    for i in np.flatnonzero(~relation.answered):
        others = rng.permutation([j for j in range(len(graph)) if j != i])
        named[i, others[: rng.integers(0, 5)]] = True
    told = replace(relation, named=named, answered=np.ones_like(relation.answered))
    truth, seen = one(replace(graph, relations=(told,))), one(graph)
    if not relation.answered.any():
        return
    for name in (*NESTED, "reciprocity"):
        real, bounds = getattr(truth, name), getattr(seen, name)
        if real.is_number and bounds.is_number:
            assert bounds.low - 1e-9 <= real.value <= bounds.high + 1e-9, name
    for real, bounds in zip(truth.pupils, seen.pupils, strict=True):
        for name in ("received", "mutual", "one_way_in", "one_way_out"):
            span = getattr(bounds, name)
            if span.is_number:
                assert span.low <= getattr(real, name).value <= span.high, name


def test_a_choice_of_oneself_changes_nothing():
    rows = [("A", "B"), ("B", "A"), ("C", "A"), ("D", "C"), ("A", "C")]
    plain = pd.DataFrame([(a, b, KEY) for a, b in rows], columns=["source", "target", "relation"])
    self_chosen = pd.concat([plain, plain.head(2).assign(target=plain["source"])])
    first, second = (RelationGraph.from_frame(f, list("ABCD")) for f in (plain, self_chosen))
    assert portrait_to_json(describe(first)) == portrait_to_json(describe(second))


@settings(max_examples=20)
@given(classes())
def test_the_metrics_say_the_same(graph):
    relation = one(graph)
    if relation.participation.gate in {Gate.CLASS_ONLY, Gate.NOTHING_NAMED}:
        return
    assert relation.components == components.class_in_components(graph, KEY)
    assert relation.subgroups == subgroups.class_in_subgroups(graph, KEY)
    assert relation.closed_pairs == closed.class_in_closed_pairs(graph, KEY)
    assert relation.closed_groups == closed.class_in_closed_groups(graph, KEY)
    received = choices.pupil_by_received(graph, KEY)
    bridging = articulation.pupil_is_bridging(graph, KEY)
    assert [view.received.value for view in relation.pupils] == received.tolist()
    assert list(relation.bridges) == list(bridging.index[bridging.fillna(False)])


def test_json_is_stable_and_holds_no_more_than_the_records():
    portrait = describe(_ring(12), previous=_ring(12))
    text = portrait_to_json(portrait)
    assert text == portrait_to_json(portrait)
    body = json.loads(text)
    assert body["format"] == JSON_FORMAT
    assert set(body) == {"format", *(field.name for field in fields(portrait))}
    received = body["relations"][0]["pupils"][0]["received"]
    assert set(received) == {"value", "low", "high", "status", "reason", "n_asked", "n_answered"}


def test_the_table_is_in_roster_order_and_keeps_missing_apart_from_no():
    graph = silence(_ring(10), 3)
    table = to_frame(describe(graph), KEY)
    assert list(table.index) == list(graph.pupils)
    assert table.loc["p03", "given"] is pd.NA
    assert table.loc["p04", "received_high"] == table.loc["p04", "received"] + 1
    assert str(table["unchosen"].dtype) == "boolean"


@given(classes(least=10, most=16))
@settings(max_examples=12, deadline=None)
def test_groupings_found_alone_are_those_of_the_portrait(graph: RelationGraph):
    alone = find_groupings(graph, KEY, redraws=60, null_draws=20)
    assert alone == one(graph).groupings


def test_two_camps_are_found_alone_too():
    camps = "\n".join(
        f"{camp}{i} > " + " ".join(f"{camp}{j}" for j in range(8) if j != i)
        for camp in "ab"
        for i in range(8)
    )
    graph = RelationGraph.from_lines(camps)
    alone = find_groupings(graph, KEY, redraws=60, null_draws=20)
    assert [len(group.members) for group in alone.groups] == [8, 8]
    assert alone == one(graph).groupings
