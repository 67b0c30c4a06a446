"""Counting groups by hand gives what the solver reached, and says what hand-made groups break."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from skolemiljo_analytics.arrangements import (
    Goal,
    Request,
    Rule,
    RuleKind,
    arrange_alternatives,
    arrange_groups,
    evaluate_groups,
    partner_sizes,
)
from skolemiljo_analytics.arrangements.counting import count_goal
from skolemiljo_analytics.arrangements.moving import move_pupil, swap_pupils
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.vocabulary import PupilId

LETTERS = "ABCDEFGHIJKL"


def random_class(seed: int) -> RelationGraph:
    rng = np.random.default_rng(seed)
    lines = []
    for letter in LETTERS:
        others = [x for x in LETTERS if x != letter]
        lines.append(
            f"{letter} > {' '.join(rng.choice(others, rng.integers(0, 4), replace=False))}"
        )
    return RelationGraph.from_lines("\n".join(lines))


def test_partners_are_pairs_and_one_of_three_when_odd() -> None:
    assert partner_sizes(8) == (2, 2, 2, 2)
    assert partner_sizes(9) == (3, 2, 2, 2)
    assert partner_sizes(3) == (3,)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("contact", [False, True])
def test_the_count_is_what_the_solver_reached(seed: int, contact: bool) -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    graph = random_class(seed)
    people = graph.pupils
    earlier = ((people[:4], people[4:8], people[8:]), (people[::3], people[1::3], people[2::3]))
    request = Request(
        people,
        (5, 4, 3),
        graph.relations[0],
        goals=tuple(Goal),
        groupings=tuple(k % 4 - 1 for k in range(12)),
        earlier=earlier,
        contact=contact,
    )
    made = arrange_groups(request)
    assert {result.goal for result in made.results} == set(Goal) - {Goal.NOT_ALONE}
    for result in made.results:
        counted = count_goal(request, made.groups, result.goal)
        assert counted == result.value
        assert result.bound is None or counted <= result.bound


def test_hand_made_groups_are_counted_and_their_broken_rules_numbered() -> None:
    graph = RelationGraph.from_lines("A > B\nB > A\nC > D\nD >", genders="gbgb")
    a, b, c, d = graph.pupils
    rules = (Rule(RuleKind.APART, (a, b)), Rule(RuleKind.IN_GROUP, (c,), 1))
    request = Request(graph.pupils, (2, 2), graph.relations[0], rules, genders=graph.genders)
    made = evaluate_groups(request, ((a, b), (c, d)))
    reached = {r.goal: r.value for r in made.results}
    assert reached[Goal.CHOSEN] == 3
    assert reached[Goal.COMPANY] == 4
    assert made.broken == (1,)
    assert not any(r.proven for r in made.results)
    assert evaluate_groups(request, ((c, d), (a, b))).broken == (1, 2)
    kept = evaluate_groups(replace(request, rules=rules[1:]), ((a, b), (c, d)))
    assert kept.broken == ()


@pytest.mark.parametrize(
    ("groups", "reason"),
    [
        ((("A", "C"), ("B", "D")), "divides_by_gender"),
        ((("A", "B", "C"), ("D",)), "group_too_small"),
        ((("A", "B"), ("C", "X")), "groups_of_others"),
    ],
)
def test_hand_made_groups_are_refused(groups: tuple[tuple[str, ...], ...], reason: str) -> None:
    graph = RelationGraph.from_lines("A > B\nB > A\nC > D\nD >", genders="gbgb")
    request = Request(graph.pupils, (2, 2), graph.relations[0], genders=graph.genders)
    with pytest.raises(ArrangementRefusedError) as caught:
        evaluate_groups(request, tuple(tuple(map(PupilId, members)) for members in groups))
    assert caught.value.reason == reason


def test_alternatives_part_half_of_the_pairs_and_claim_no_more_than_holds() -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    graph = random_class(7)
    request = Request(graph.pupils, (3, 3, 3, 3), graph.relations[0], goals=(Goal.WISHES,))
    first, second = arrange_alternatives(request, n=2)
    pairs = [{frozenset((p, q)) for g in one.groups for p in g for q in g if p != q}
             for one in (first, second)]  # fmt: skip
    assert len(pairs[0] & pairs[1]) <= len(pairs[0]) // 2
    assert first.results[0].proven
    assert second.results[0].value <= first.results[0].value
    assert second.results[0].proven is (second.results[0].value == first.results[0].value)
    assert second.results[0].bound == first.results[0].bound


def test_moving_keeps_everybody_once() -> None:
    a, b, c, d, e = map(PupilId, "abcde")
    groups = ((a, b, c), (d, e))
    assert move_pupil(groups, b, 1) == ((a, c), (d, e, b))
    assert move_pupil(groups, b, 0) == ((a, c, b), (d, e))
    assert swap_pupils(groups, b, e) == ((a, e, c), (d, b))
