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
from skolemiljo_analytics.arrangements.counting import (
    chosen_by,
    count_goal,
    first_in_turn,
    mates_of,
    resting_pairs,
)
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


@pytest.mark.parametrize("size", [2, 4])
def test_over_a_year_everybody_gets_their_turn_and_nobody_the_same_company_always(
    size: int,
) -> None:
    pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")
    rng = np.random.default_rng(5)
    # Everybody chooses among the first three: many want the same, and few can have it at once.
    lines = [
        f"{x} > {' '.join(rng.choice([y for y in 'ABC' if y != x], 2, replace=False))}"
        for x in LETTERS
    ]
    graph = RelationGraph.from_lines("\n".join(lines))
    request = Request(graph.pupils, (size,) * (12 // size), graph.relations[0], effort=1.0)
    chosen = chosen_by(request)
    met = dict.fromkeys(graph.pupils, 0)
    for _ in range(5):
        before = [mates_of(groups) for groups in request.earlier[: size // 2]]
        made = arrange_groups(request)
        now = mates_of(made.groups)
        if len(before) == size // 2:
            assert not any(all(q in m[p] for m in before) for p in now for q in now[p])
        for pupil in met:
            met[pupil] += bool(chosen[pupil] & now[pupil])
        request = replace(request, earlier=(made.groups, *request.earlier))
    assert min(met.values()) >= 1
    assert max(met.values()) - min(met.values()) <= (3 if size == 2 else 2)


def test_who_rests_and_whose_turn_it_is() -> None:
    graph = RelationGraph.from_lines("A > B\nB > C\nC > D\nD >")
    a, b, c, d = graph.pupils
    request = Request(graph.pupils, (2, 2), graph.relations[0])
    assert resting_pairs(request) == first_in_turn(request) == frozenset()
    once = replace(request, earlier=(((a, b), (c, d)),))
    assert resting_pairs(once) == {frozenset((a, b)), frozenset((c, d))}
    assert first_in_turn(once) == {b}
    ruled = replace(once, rules=(Rule(RuleKind.TOGETHER, (a, b)),))
    assert resting_pairs(ruled) == {frozenset((c, d))}
    in_one = replace(once, sizes=(4,))
    assert resting_pairs(in_one) == frozenset()
    twice = replace(in_one, earlier=(*once.earlier, ((a, b, c), (d,))))
    assert resting_pairs(twice) == {frozenset((a, b))}
