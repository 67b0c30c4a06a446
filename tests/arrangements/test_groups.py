"""Groups: exact where it can be, fair, repeatable, lawful, and silent about who chose whom."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.arrangements import (
    Goal,
    Request,
    Rule,
    RuleKind,
    UnmetReason,
    arrange_alternatives,
    arrange_groups,
    check_division,
    evaluate_groups,
    even_sizes,
)
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.vocabulary import Gender, PupilId

pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")

SIX = RelationGraph.from_lines("A > B\nB > A\nC > D\nD > C\nE > A\nF >", genders="gbgbgb")


def p(name: str) -> PupilId:
    return PupilId(name)


def request(graph: RelationGraph = SIX, **changes: object) -> Request:
    (relation,) = graph.relations
    sizes = even_sizes(len(graph), 3)
    return replace(Request(graph.pupils, sizes, relation), **changes)  # type: ignore[arg-type]


def test_even_sizes() -> None:
    assert even_sizes(26, 5) == (5, 5, 4, 4, 4, 4)
    assert even_sizes(28, 4) == (4,) * 7
    assert even_sizes(3, 5) == (3,)


@given(st.integers(2, 40), st.integers(2, 8))
def test_sizes_always_add_up_and_differ_by_one_at_most(n: int, size: int) -> None:
    sizes = even_sizes(n, size)
    assert sum(sizes) == n
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= size


def test_everybody_gets_somebody_where_that_is_possible() -> None:
    made = arrange_groups(request(goals=(Goal.CHOSEN,)))
    (result,) = made.results
    assert (result.value, result.bound, result.proven) == (5, 5, True)
    assert [u.reason for u in made.unmet] == [UnmetReason.NAMED_NOBODY]
    assert made.unmet[0].pupil == "F"


def test_the_silent_are_told_apart_from_those_who_named_nobody() -> None:
    graph = RelationGraph.from_lines("A > B\nB > A C\nD >")
    made = arrange_groups(request(graph, sizes=(2, 2)))
    reasons = {u.pupil: u.reason for u in made.unmet}
    assert reasons[p("C")] is UnmetReason.SILENT
    assert reasons[p("D")] is UnmetReason.NAMED_NOBODY


def test_rules_hold_and_explain_an_unmet_wish() -> None:
    rules = (Rule(RuleKind.APART, (p("A"), p("B"))), Rule(RuleKind.IN_GROUP, (p("F"),), 1))
    made = arrange_groups(request(rules=rules))
    assert made.group_of(p("A")) != made.group_of(p("B"))
    assert made.group_of(p("F")) == 1
    reasons = {u.pupil: u.reason for u in made.unmet}
    assert reasons[p("A")] is UnmetReason.RULES


def test_conflicting_rules_are_named() -> None:
    rules = (
        Rule(RuleKind.IN_GROUP, (p("C"),), 0),
        Rule(RuleKind.TOGETHER, (p("A"), p("B"))),
        Rule(RuleKind.APART, (p("A"), p("B"))),
    )
    with pytest.raises(ArrangementRefusedError) as caught:
        arrange_groups(request(rules=rules))
    assert caught.value.reason == "conflicting_rules"
    assert caught.value.details["rules"] == "2, 3"


def test_many_rules_bring_a_warning() -> None:
    rules = tuple(Rule(RuleKind.IN_GROUP, (pupil,), 0) for pupil in SIX.pupils[:2])
    assert arrange_groups(request(rules=rules)).warnings == ("many_rules",)
    assert arrange_groups(request(rules=rules[:1])).warnings == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sizes": (3, 2)}, "sizes"),
        ({"sizes": (5, 1)}, "group_too_small"),
        ({"pupils": (p("A"),) * 6}, "pupil_twice"),
        ({"rules": (Rule(RuleKind.APART, (p("A"), p("X"))),)}, "rule_about_others"),
        ({"rules": (Rule(RuleKind.APART, (p("A"), p("A"))),)}, "rule_about_others"),
        ({"rules": (Rule(RuleKind.IN_GROUP, (p("A"),), 7),)}, "no_such_group"),
    ],
)
def test_what_cannot_be_meant_is_refused(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(ArrangementRefusedError) as caught:
        arrange_groups(request(**changes))
    assert caught.value.reason == reason


def test_the_same_request_gives_the_same_proposal() -> None:
    assert arrange_groups(request(seed=4)) == arrange_groups(request(seed=4))


def test_fairness_over_the_year() -> None:
    """The one whose wish was not met last time comes first this time."""
    graph = RelationGraph.from_lines("A > B\nB >\nC > B\nD >", genders="gbgb")
    before = ((p("A"), p("B")), (p("C"), p("D")))
    made = arrange_groups(request(graph, sizes=(2, 2), goals=(Goal.FAIRNESS,), earlier=(before,)))
    assert made.group_of(p("C")) == made.group_of(p("B"))


def test_new_people_meet() -> None:
    before = ((p("A"), p("B"), p("C")), (p("D"), p("E"), p("F")))
    made = arrange_groups(request(goals=(Goal.NEW_PEOPLE,), earlier=(before,)))
    again = sum(len(set(m) & set(b)) == 3 for m in made.groups for b in before)
    assert again == 0
    (result,) = made.results
    assert result.value == -6  # 2 + 1 of each old group: one old pair a group, weight 3


def test_groupings_meet_and_nobody_is_a_lone_stranger() -> None:
    graph = RelationGraph.from_lines("\n".join(f"P{i} >" for i in range(8)))
    made = arrange_groups(
        request(
            graph, sizes=(4, 4), groupings=(0, 0, 0, 0, 1, 1, 1, 1), goals=(Goal.MIX_GROUPINGS,)
        )
    )
    first = {int(name[1:]) // 4 for name in made.groups[0]}
    assert first == {0, 1}
    assert sum(int(name[1:]) < 4 for name in made.groups[0]) == 2


def test_gender_never_divides() -> None:
    lines = [f"G{i} > " + " ".join(f"G{j}" for j in range(4) if j != i) for i in range(4)]
    lines += [f"B{i} > " + " ".join(f"B{j}" for j in range(4) if j != i) for i in range(4)]
    graph = RelationGraph.from_lines("\n".join(lines), genders="ggggbbbb")
    made = arrange_groups(request(graph, sizes=(4, 4), genders=graph.genders, goals=(Goal.WISHES,)))
    assert any(len({name[0] for name in members}) == 2 for members in made.groups)
    genders = dict(zip(graph.pupils, graph.genders, strict=True))
    check_division(made.groups, genders)
    with pytest.raises(ArrangementRefusedError, match="14-2"):
        check_division((graph.pupils[:4], graph.pupils[4:]), genders)


def test_a_class_of_one_gender_is_no_division() -> None:
    girls = dict.fromkeys(SIX.pupils, Gender.GIRL)
    check_division((SIX.pupils[:3], SIX.pupils[3:]), girls)


def test_groups_made_by_hand_are_judged_by_the_same_goals() -> None:
    by_hand = ((p("A"), p("C"), p("F")), (p("B"), p("D"), p("E")))
    judged = evaluate_groups(request(goals=(Goal.CHOSEN, Goal.WISHES)), by_hand)
    assert judged.groups == by_hand
    assert [r.value for r in judged.results] == [0, 0]
    with pytest.raises(ArrangementRefusedError) as caught:
        evaluate_groups(request(), ((p("A"), p("B")), (p("X"), p("C"), p("D"), p("E"))))
    assert caught.value.reason == "groups_of_others"


def test_alternatives_differ() -> None:
    rng = np.random.default_rng(1)
    ids = [f"p{i:02d}" for i in range(16)]
    rows = [(i, j, "q") for i in ids for j in rng.choice([x for x in ids if x != i], 3, False)]
    graph = RelationGraph.from_frame(
        pd.DataFrame(rows, columns=["source", "target", "relation"]), ids
    )
    found = arrange_alternatives(request(graph, sizes=(4, 4, 4, 4), goals=(Goal.CHOSEN,)), n=3)
    sets = {frozenset(frozenset(m) for m in a.groups) for a in found}
    assert len(sets) == len(found) == 3
    assert len({a.results[0].value for a in found}) == 1


@settings(max_examples=10)
@given(st.integers(0, 10_000))
def test_laws_of_every_arrangement(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(4, 10))
    ids = [f"p{i}" for i in range(n)]
    rows = [(i, j, "q") for i in ids for j in ids if i != j and rng.random() < 0.3]
    graph = RelationGraph.from_frame(
        pd.DataFrame(rows, columns=["source", "target", "relation"]),
        ids,
        questions=[replace(SIX.relations[0].question, key="q")],
    )
    made = arrange_groups(request(graph, sizes=even_sizes(n, 4)))
    assert sorted(x for m in made.groups for x in m) == sorted(graph.pupils)
    assert tuple(len(m) for m in made.groups) == even_sizes(n, 4)
    assert all(r.value <= r.bound and (r.gap == 0) >= r.proven for r in made.results)
    named = graph.named("q")
    with_one = sum(
        any(named[graph.position(x), graph.position(y)] for y in m if y != x)
        for m in made.groups
        for x in m
    )
    assert with_one == n - len(made.unmet)


@pytest.mark.reference
def test_the_proven_optimum_of_a_real_class(reference: Path) -> None:
    expected = json.loads((reference / "vectors/cpsat_classroom_groups.json").read_text())
    with (reference / "vectors/netseg_classroom_nodes.csv").open() as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    edges = pd.read_csv(reference / "vectors/netseg_classroom_edges.csv", dtype=str)
    edges.columns = ["source", "target", *edges.columns[2:]]
    graph = RelationGraph.from_frame(edges.assign(relation="play"), ids)
    made = arrange_groups(
        request(
            graph, sizes=tuple(expected["sizes"]), goals=(Goal.CHOSEN, Goal.WISHES), effort=60.0
        )
    )
    assert [r.value for r in made.results] == [
        expected["free"]["satisfied"],
        expected["free"]["ties"],
    ]
    assert all(r.proven for r in made.results)


def test_the_order_of_groups_tells_nothing_of_the_answers() -> None:
    """A plan on a wall: groups of one size stand in the order of the list, whoever was chosen."""
    for seed in range(6):
        rng = np.random.default_rng(seed)
        lines = [f"P{i} > P{rng.integers(0, i)}" if i else "P0 >" for i in range(9)]
        graph = RelationGraph.from_lines("\n".join(lines))
        made = arrange_groups(request(graph, sizes=(3, 3, 3)))
        firsts = [min(map(graph.pupils.index, members)) for members in made.groups]
        assert firsts == sorted(firsts)


def test_near_the_board_is_for_seats() -> None:
    with pytest.raises(ArrangementRefusedError) as caught:
        arrange_groups(request(rules=(Rule(RuleKind.NEAR_BOARD, (p("A"),)),)))
    assert caught.value.reason == "rule_for_seats"
