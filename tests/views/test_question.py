from dataclasses import replace

import numpy as np
import pytest

from skolemiljo_analytics.errors import UnknownRelationError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.facts import PupilNumbers
from skolemiljo_analytics.views.question import FoundGroups, TieKind, view_question
from skolemiljo_analytics.vocabulary import Gate
from tests.views.examples import few_answered, ids, portrait_of_camps, small, two_camps


def kinds(graph: RelationGraph) -> dict[tuple[str, str], TieKind]:
    return {(t.source, t.target): t.kind for t in view_question(graph).ties}


def spans(numbers: PupilNumbers) -> list[tuple[float | None, float | None, float | None]]:
    three = (numbers.received, numbers.given, numbers.mutual)
    return [(reading.value, reading.low, reading.high) for reading in three]


def test_a_choice_of_someone_silent_is_open_and_not_one_way() -> None:
    found = kinds(small())
    assert found["p1", "p2"] is TieKind.MUTUAL
    assert found["p1", "p3"] is TieKind.ONE_WAY
    assert found["p3", "p6"] is TieKind.OPEN
    assert ("p2", "p1") not in found


def test_whoever_could_not_name_the_other_has_not_declined() -> None:
    graph = small()
    (relation,) = graph.relations
    eligible = relation.eligible.copy()
    eligible[graph.position(*ids("p3")), graph.position(*ids("p1"))] = False
    graph = replace(graph, relations=(replace(relation, eligible=eligible),))
    assert kinds(graph)["p1", "p3"] is TieKind.OPEN


def test_mutual_choices_lie_on_top() -> None:
    order = [t.kind for t in view_question(two_camps()).ties]
    assert order == sorted(order, key=[TieKind.OPEN, TieKind.ONE_WAY, TieKind.MUTUAL].index)


@pytest.mark.parametrize(
    ("answered", "gate", "named", "one_way"),
    [
        (17, Gate.EVERYTHING, True, True),
        (14, Gate.WITH_BOUNDS, True, True),
        (12, Gate.CLASS_ONLY, True, False),
        (9, Gate.NOTHING_NAMED, False, False),
    ],
)
def test_participation_decides_what_is_shown(
    answered: int, gate: Gate, named: bool, one_way: bool
) -> None:
    view = view_question(few_answered(two_camps(), answered))
    assert view.gate is gate
    assert view.may_name is named
    assert any(t.kind is not TieKind.MUTUAL for t in view.ties) is one_way
    assert len(view.silent) == 17 - answered


def test_the_silent_widen_what_could_be() -> None:
    numbers = view_question(small()).numbers
    assert numbers[ids("p5")[0]].received.high == 1
    assert numbers[ids("p5")[0]].received.value == 0
    assert not numbers[ids("p6")[0]].answered


def test_groupings_come_from_the_portrait_without_those_between() -> None:
    portrait = portrait_of_camps()
    (described,) = portrait.relations
    groupings = replace(described.groupings, between=ids("a3", "c0"))
    portrait = replace(portrait, relations=(replace(described, groupings=groupings),))
    view = view_question(two_camps(), None, portrait)
    members = {p for group in view.groups.members for p in group}
    assert view.groups.firm
    assert len(view.groups.members) == 2
    assert members == set(two_camps().pupils) - set(ids("a3", "c0"))
    assert view_question(two_camps()).groups == FoundGroups()


def test_groupings_within_chance_are_not_firm() -> None:
    portrait = portrait_of_camps()
    (described,) = portrait.relations
    assert described.groupings.modularity is not None
    weak = replace(described.groupings.modularity, p=0.2)
    groupings = replace(described.groupings, modularity=weak)
    portrait = replace(portrait, relations=(replace(described, groupings=groupings),))
    assert not view_question(two_camps(), None, portrait).groups.firm


def test_a_portrait_s_readings_are_used_as_they_are() -> None:
    portrait = portrait_of_camps()
    numbers = view_question(two_camps(), None, portrait).numbers
    for pupil in portrait.relations[0].pupils:
        assert numbers[pupil.pupil].received is pupil.received


def test_with_and_without_a_portrait_the_numbers_agree() -> None:
    alone = view_question(two_camps()).numbers
    described = view_question(two_camps(), None, portrait_of_camps()).numbers
    assert {p: spans(n) for p, n in alone.items()} == {p: spans(n) for p, n in described.items()}


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(UnknownRelationError):
        view_question(small(), "arbeid")


def test_every_choice_is_drawn_once() -> None:
    graph = two_camps()
    ties = view_question(graph).ties
    count = sum(2 if t.kind is TieKind.MUTUAL else 1 for t in ties)
    assert count == int(np.count_nonzero(graph.relations[0].named))
