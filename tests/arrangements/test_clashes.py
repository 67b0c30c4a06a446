"""Rules that cannot stand together are named, in big rooms too; no proposal costs without end."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.arrangements import (
    ArrangementKind,
    Request,
    Room,
    RoomShape,
    Rule,
    RuleKind,
    arrange_groups,
    arrange_seats,
    evaluate_seats,
    make_room,
)
from skolemiljo_analytics.arrangements.effort import Effort
from skolemiljo_analytics.arrangements.model import cover_by_cliques
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Gender, Language, PupilId
from skolemiljo_analytics.wording import say_error
from skolemiljo_analytics.workflows.arrange import GroupWish, make_request

pytest.importorskip("ortools", reason="the extra 'grouping' is not installed")

TEN = Room(("x" * 10,) * 10)
APART, TOGETHER, IN_SEAT = RuleKind.APART, RuleKind.TOGETHER, RuleKind.IN_GROUP


def names(n: int) -> tuple[PupilId, ...]:
    return tuple(PupilId(f"p{i}") for i in range(n))


def ask(n: int, rules: list[Rule], room: Room | None = TEN, *, mixed: bool = False) -> Request:
    rng = np.random.default_rng(n)
    named = np.zeros((n, n), dtype=bool)
    for i in range(n):
        named[i, rng.permutation([j for j in range(n) if j != i])[:3]] = True
    wishes = Relation(Question("q", ""), named, np.ones(n, bool), ~np.eye(n, dtype=bool))
    genders = tuple(Gender.GIRL if i % 2 else Gender.BOY for i in range(n)) if mixed else ()
    return Request(names(n), (), wishes, rules=tuple(rules), room=room, genders=genders)


def rule(kind: RuleKind, *who: int, seat: int | None = None) -> Rule:
    return Rule(kind, tuple(PupilId(f"p{i}") for i in who), seat)


def all_apart(n: int) -> list[Rule]:
    return [rule(APART, i, j) for i, j in combinations(range(n), 2)]


def refused(request: Request) -> ArrangementRefusedError:
    arrange = arrange_seats if request.room else arrange_groups
    with pytest.raises(ArrangementRefusedError) as caught:
        arrange(request)
    return caught.value


def test_as_many_as_there_is_room_for_are_all_kept_apart_and_one_more_is_refused() -> None:
    request = ask(25, all_apart(25))
    assert evaluate_seats(request, arrange_seats(request).seats).broken == ()
    error = refused(ask(26, all_apart(26)))
    assert (error.reason, error.details) == ("too_many_apart", {"pupils": 26, "places": 25})
    assert "26 elever" in say_error(error)
    for language in Language:
        assert "{" not in say_error(error, language)


def test_groups_have_room_for_one_each_of_those_kept_apart() -> None:
    request = ask(9, all_apart(4), None)
    three = Request(request.pupils, (3, 3, 3), request.wishes, rules=request.rules)
    error = refused(three)
    assert (error.reason, error.details) == ("too_many_apart", {"pupils": 4, "places": 3})


CLASHES = {
    "together and apart": ([rule(APART, 4, 5), rule(TOGETHER, 4, 5)], "1, 2"),
    "beside three": ([rule(TOGETHER, 30, i) for i in (31, 32, 33)], "1, 2, 3"),
    "one seat for two": ([rule(IN_SEAT, 3, seat=95), rule(IN_SEAT, 8, seat=95)], "1, 2"),
    "at the back and near the board": (
        [rule(IN_SEAT, 3, seat=95), rule(RuleKind.NEAR_BOARD, 3)],
        "1, 2",
    ),
    "apart in seats side by side": (
        [rule(IN_SEAT, 0, seat=44), rule(IN_SEAT, 1, seat=55), rule(APART, 0, 1)],
        "1, 2, 3",
    ),
}


@pytest.mark.parametrize("clash", sorted(CLASHES))
def test_few_rules_that_clash_are_found_among_many_that_do_not(clash: str) -> None:
    rules, numbers = CLASHES[clash]
    harmless = [rule(APART, i, i + 1) for i in range(10, 30, 2)]
    error = refused(ask(40, [*rules, *harmless]))
    assert (error.reason, error.details) == ("conflicting_rules", {"rules": numbers})


def test_rules_that_would_divide_by_gender_are_told_from_rules_that_clash() -> None:
    kept = [rule(APART, i, j) for i in range(0, 12, 2) for j in range(1, 12, 2)]
    assert arrange_seats(ask(12, kept)).seats
    error = refused(ask(12, kept, mixed=True))
    assert (error.reason, error.details) == ("rules_part_genders", {"paragraph": "§ 14-2"})
    for language in Language:
        assert "14-2" in say_error(error, language)


def test_a_class_of_forty_gets_its_seats_with_the_effort_of_the_page() -> None:
    """The goals share one bound: it must reach to find seats at all, before any goal."""
    asked = ask(40, [], None, mixed=True)
    graph = RelationGraph(asked.pupils, (asked.wishes,), genders=asked.genders)
    wish = GroupWish(ArrangementKind.SEATS, "q", 2, room=make_room(RoomShape.PAIRS, 40))
    made = arrange_seats(make_request(graph, describe_class(graph), wish))
    assert sum(seat is not None for seat in made.seats) == 40
    assert made.results[0].value == 40
    assert made.results[1].value == 40


def test_a_whole_proposal_is_held_to_its_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seats for 40 in a big room could take for ever: what is spent in all is what was given."""
    spent: list[float] = []
    solve = Effort.solve

    def counting(self: Effort, *args: object, **more: object) -> object:
        found = solve(self, *args, **more)  # type: ignore[arg-type]
        spent.append(found[1].deterministic_time)
        return found

    monkeypatch.setattr(Effort, "solve", counting)
    request = ask(40, [])
    few = Request(request.pupils, (), request.wishes, room=TEN, effort=3.0)
    made = arrange_seats(few)
    assert not all(one.proven for one in made.results)
    assert len(spent) >= 4
    assert sum(spent) < 3.0 + 0.5
    assert arrange_seats(few) == made


@given(
    st.integers(2, 9).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True), max_size=20
        ).map(lambda pairs: (n, pairs))
    )
)
def test_cliques_hold_every_pair_and_nothing_else(drawn: tuple[int, list[list[int]]]) -> None:
    n, pairs = drawn
    pupils = names(n)
    cliques = cover_by_cliques([[pupils[i] for i in pair] for pair in pairs], pupils)
    held = {pair for clique in cliques for pair in combinations(clique, 2)}
    assert held == {(min(pair), max(pair)) for pair in pairs}


def test_blocks_hold_every_two_that_are_close_and_no_others() -> None:
    for text in ("xxx\nxxx", "xx.xx\n.x.x.\nx...x", "x"):
        room = Room.from_text(text)
        held = {pair for block in room.blocks for pair in combinations(block, 2)}
        close = {(s, o) for s, others in enumerate(room.close) for o in others if s < o}
        assert held == close
