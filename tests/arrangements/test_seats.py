"""Seats: as good as trying every seating, by the same goals as groups, with the rules kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.arrangements import (
    Arrangement,
    Goal,
    Request,
    Room,
    RoomShape,
    Rule,
    RuleKind,
    Seats,
    UnmetReason,
    arrange_seat_alternatives,
    arrange_seats,
    evaluate_seats,
    make_room,
    neighbours_in,
)
from skolemiljo_analytics.arrangements.seat_model import choose_seats, tables_alike
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.vocabulary import PupilId

pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")

LETTERS = "ABCDEF"
PAIRS = Room.from_text("xx.xx\nxx...")


def p(name: str) -> PupilId:
    return PupilId(name)


def draw(seed: int, n: int = 6, genders: str = "gbgbgb") -> RelationGraph:
    rng = np.random.default_rng(seed)
    lines = []
    for letter in LETTERS[:n]:
        others = [x for x in LETTERS[:n] if x != letter]
        chosen = rng.choice(others, rng.integers(0, 3), replace=False)
        lines.append(f"{letter} > {' '.join(chosen)}")
    return RelationGraph.from_lines("\n".join(lines), genders=genders[:n])


def ask(graph: RelationGraph, room: Room = PAIRS, **changes: object) -> Request:
    request = Request(graph.pupils, (), graph.relations[0], goals=(Goal.CHOSEN,), room=room)
    return replace(request, **changes)  # type: ignore[arg-type]


def reached(made: Arrangement) -> dict[Goal, int]:
    return {one.goal: one.value for one in made.results}


def best_by_trying_all(request: Request, goal: Goal) -> int:
    """The most of a goal over every seating that keeps the rules."""
    found = []
    for order in permutations(request.pupils):
        judged = evaluate_seats(replace(request, goals=(goal,)), order)
        if not judged.broken:
            found.append(reached(judged)[goal])
    return max(found)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("goal", [Goal.CHOSEN, Goal.COMPANY, Goal.WISHES])
@pytest.mark.parametrize("text", ["xx.xx\nxx...", "xxx\nxxx", "xx\nxx\nxx"])
def test_nothing_better_is_found_by_trying_every_seating(seed: int, goal: Goal, text: str) -> None:
    room = Room.from_text(text, facing=text != "xx.xx\nxx...")
    request = ask(draw(seed), room, goals=(goal,))
    made = arrange_seats(request)
    assert made.results[1].proven
    assert reached(made)[goal] == best_by_trying_all(request, goal)


@pytest.mark.parametrize("seed", range(3))
def test_nor_under_rules(seed: int) -> None:
    rules = (
        Rule(RuleKind.APART, (p("A"), p("B"))),
        Rule(RuleKind.NEAR_BOARD, (p("C"),)),
        Rule(RuleKind.TOGETHER, (p("D"), p("E"))),
        Rule(RuleKind.IN_GROUP, (p("F"),), 3),
    )
    room = Room.from_text("xxx\nx.x\nx..", facing=True)
    for some in (rules, rules[:1], rules[1:3]):
        request = ask(draw(seed), room, rules=some, goals=(Goal.WISHES,))
        made = arrange_seats(request)
        assert evaluate_seats(request, made.seats).broken == ()
        assert reached(made)[Goal.WISHES] == best_by_trying_all(request, Goal.WISHES)


@settings(max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from(RoomShape), st.integers(4, 6))
def test_laws_of_every_seating(seed: int, shape: RoomShape, n: int) -> None:
    graph = draw(seed, n)
    room = make_room(shape, n)
    request = ask(graph, room, goals=(Goal.COMPANY, Goal.FAIRNESS, Goal.CHOSEN))
    made = arrange_seats(request)
    assert sorted(x for x in made.seats if x) == sorted(graph.pupils)
    assert made.groups == neighbours_in(room, made.seats)
    again = evaluate_seats(request, made.seats)
    assert reached(again).items() >= reached(made).items()
    assert [u.pupil for u in again.unmet] == [u.pupil for u in made.unmet]
    assert all(one.bound is None or one.value <= one.bound for one in made.results)


def test_the_same_request_gives_the_same_seats() -> None:
    request = ask(draw(1), goals=(Goal.COMPANY, Goal.CHOSEN), seed=3)
    assert arrange_seats(request) == arrange_seats(request)


def test_rules_that_clash_are_named_and_no_others() -> None:
    rules = (
        Rule(RuleKind.NEAR_BOARD, (p("C"),)),
        Rule(RuleKind.IN_GROUP, (p("A"),), 0),
        Rule(RuleKind.APART, (p("D"), p("E"))),
        Rule(RuleKind.IN_GROUP, (p("B"),), 0),
    )
    with pytest.raises(ArrangementRefusedError) as caught:
        arrange_seats(ask(draw(1), rules=rules))
    assert caught.value.details == {"rules": "2, 4"}


def test_rules_that_need_seats_at_the_back_get_them() -> None:
    """Four seats in front would do for four pupils, but two who must be far apart need the rest."""
    room = Room.from_text("xx\nxx\n..\nxx")
    rules = (Rule(RuleKind.APART, (p("A"), p("B"))),)
    made = arrange_seats(ask(draw(2, 4), room, rules=rules))
    assert evaluate_seats(ask(draw(2, 4), room, rules=rules), made.seats).broken == ()


def test_seats_are_chosen_so_that_nobody_sits_alone_and_near_the_board() -> None:
    assert choose_seats(Room.from_text("x.xx\n.xxx\nxxxx"), 5) == (1, 2, 3, 4, 5)
    assert choose_seats(Room.from_text("xx.xx\nxx.xx"), 4, keep={7}) == (0, 1, 6, 7)
    nine = make_room(RoomShape.PAIRS, 9)
    assert len(choose_seats(nine, 9)) == 9


def test_one_whom_no_answer_ties_to_anybody_is_not_the_one_who_sits_alone() -> None:
    graph = RelationGraph.from_lines("A > B\nB > A\nC > D\nD > C\nE >")
    room = Room.from_text("xx.xx\nx....")
    made = arrange_seats(ask(graph, room, goals=(Goal.COMPANY, Goal.CHOSEN)))
    assert any(p("E") in pair for pair in made.groups)
    assert reached(made)[Goal.NOT_ALONE] == 4
    assert made.results[0].proven


def test_the_front_is_not_given_by_the_list_nor_by_the_answers() -> None:
    """Over seeds, whoever is first on the list, or most chosen, sits at every table."""
    graph = RelationGraph.from_lines("A > B\nB > A\nC > A\nD > A\nE > F\nF > E")
    fronts = {arrange_seats(ask(graph, seed=k)).seats.index(p("A")) // 2 for k in range(12)}
    assert fronts == {0, 1, 2}


def test_last_time_s_seats_are_left() -> None:
    graph = RelationGraph.from_lines("A > B\nB > A\nC > D\nD > C\nE > F\nF > E")
    first = arrange_seats(ask(graph))
    second = arrange_seats(ask(graph, earlier=(first.groups,)), last=first.seats)
    assert not any(a == b for a, b in zip(first.seats, second.seats, strict=True))


def test_new_neighbours_meet_when_that_is_asked_for() -> None:
    graph = draw(5)
    first = arrange_seats(ask(graph))
    asked = ask(graph, earlier=(first.groups,), goals=(Goal.NEW_PEOPLE,))
    assert not set(map(frozenset, arrange_seats(asked).groups)) & set(map(frozenset, first.groups))


def test_alternatives_have_other_neighbours() -> None:
    found = arrange_seat_alternatives(ask(draw(3)), n=3)
    pairs = [set(map(frozenset, one.groups)) for one in found]
    assert len(pairs) > 1
    for k, mine in enumerate(pairs):
        assert all(len(mine & other) <= len(other) // 2 for other in pairs[:k])


def test_a_room_that_does_not_do_is_refused() -> None:
    graph = draw(1)
    cases: list[tuple[Request, str]] = [
        (ask(graph, Room.from_text("xx.xx")), "too_few_seats"),
        (ask(graph, Room.from_text("x.x.x\nx.x.x")), "no_neighbours"),
        (replace(ask(graph), room=None), "no_room"),
        (ask(graph, rules=(Rule(RuleKind.IN_GROUP, (p("A"),), 6),)), "no_such_group"),
    ]
    for request, reason in cases:
        with pytest.raises(ArrangementRefusedError) as caught:
            arrange_seats(request)
        assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("seats", "reason"),
    [
        (("A", "B", "C", "D", "E", None), "groups_of_others"),
        (("A", "A", "B", "C", "D", "E"), "groups_of_others"),
        (("A", "C", "B", "D", "E", "F"), "divides_by_gender"),
    ],
)
def test_seats_made_by_hand_are_refused(seats: Seats, reason: str) -> None:
    graph = draw(1, genders="gbgbgg" if reason == "divides_by_gender" else "gbgbgb")
    if reason == "divides_by_gender":
        graph = RelationGraph.from_lines("A >\nB >\nC >\nD >\nE >\nF >", genders="gbgbgg")
    with pytest.raises(ArrangementRefusedError) as caught:
        evaluate_seats(ask(graph, genders=graph.genders), seats)
    assert caught.value.reason == reason


def test_gender_does_not_divide_a_room() -> None:
    lines = "A > C\nC > A\nE > A\nB > D\nD > B\nF > B"
    graph = RelationGraph.from_lines(lines, genders="ggbbbg")
    girls = {x for x, g in zip(graph.pupils, graph.genders, strict=True) if g == "girl"}
    made = arrange_seats(ask(graph, genders=graph.genders, goals=(Goal.WISHES,)))
    assert any(len(girls & set(pair)) == 1 for pair in made.groups)


def test_an_unmet_wish_says_why() -> None:
    graph = RelationGraph.from_lines("A > B\nB > A\nC > D\nD > C\nE > A\nF >")
    rules = (Rule(RuleKind.APART, (p("A"), p("E"))),)
    made = arrange_seats(ask(graph, rules=rules))
    reasons = {one.pupil: one.reason for one in made.unmet}
    assert reasons == {p("E"): UnmetReason.RULES, p("F"): UnmetReason.NAMED_NOBODY}


def test_tables_of_one_form_are_gathered() -> None:
    room = Room.from_text("xx.xx\nxx.xx\nx....", facing=True)
    assert tables_alike(room, range(room.n_seats)) == (((0, 1, 4, 5, 8),), ((2, 3, 6, 7),))
    pairs = Room.from_text("xx.xx\nxx.x.")
    assert tables_alike(pairs, range(7)) == (((0, 1), (2, 3), (4, 5)), ((6,),))
    assert tables_alike(pairs, (0, 1, 2, 3)) == (((0, 1), (2, 3)),)
