import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.errors import UnknownRelationError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.declutter import overlapping, push_apart, text_width
from skolemiljo_analytics.views.layouts import (
    MIDDLE,
    NARROW,
    WIDE,
    Layout,
    fit_labels,
    place_in_rings,
    place_pupils,
)
from skolemiljo_analytics.vocabulary import PupilId
from tests.conftest import BESTIARY
from tests.views.examples import ids, small, two_camps


@st.composite
def classes(draw: st.DrawFn) -> RelationGraph:
    n = draw(st.integers(1, 28))
    lines = []
    for i in range(n):
        others = st.integers(0, n - 1).filter(lambda j, i=i: j != i) if n > 1 else st.nothing()
        chosen = draw(st.lists(others, max_size=3, unique=True)) if n > 1 else []
        lines.append(f"q{i} > {' '.join(f'q{j}' for j in chosen)}")
    return RelationGraph.from_lines("\n".join(lines))


def boxes_overlap(layout: Layout, labels: dict[PupilId, str]) -> bool:
    pupils = sorted(layout.positions)
    widths = np.array([layout.canvas.box_width(labels[p]) for p in pupils])
    return bool(overlapping(layout.in_pixels(pupils), widths, layout.canvas.box_height).any())


def inside(layout: Layout) -> bool:
    return all(0 <= x <= 1 and 0 <= y <= 1 for x, y in layout.positions.values())


def apart(layout: Layout, a: str, b: str) -> float:
    return float(np.linalg.norm(np.diff(layout.in_pixels(ids(a, b)), axis=0)))


@pytest.mark.parametrize("name", BESTIARY)
@pytest.mark.parametrize("canvas", [WIDE, MIDDLE, NARROW], ids=["wide", "middle", "narrow"])
def test_everybody_has_a_place_and_no_labels_overlap(name: str, canvas: object) -> None:
    graph = BESTIARY[name]
    labels = dict.fromkeys(graph.pupils, "Maximilian")
    layout = fit_labels(place_pupils(graph, labels=labels), labels, canvas)  # type: ignore[arg-type]
    assert set(layout.positions) == set(graph.pupils)
    assert inside(layout)
    assert not boxes_overlap(layout, labels)


@given(classes(), st.integers(0, 2**32 - 1))
def test_the_order_of_the_roster_changes_nothing(graph: RelationGraph, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(graph)).tolist()
    assert place_pupils(graph.take(order)).positions == place_pupils(graph).positions


@given(classes())
def test_labels_never_overlap(graph: RelationGraph) -> None:
    labels = {p: "Anne-Elisabeth"[: 3 + i % 12] for i, p in enumerate(graph.pupils)}
    wide = place_pupils(graph, labels=labels)
    for layout in (wide, fit_labels(wide, labels, NARROW)):
        assert not boxes_overlap(layout, labels)
        assert inside(layout)


def test_a_picture_too_small_for_its_labels_grows() -> None:
    graph = RelationGraph.from_lines("\n".join(f"q{i} >" for i in range(60)))
    labels = dict.fromkeys(graph.pupils, "Maximilian-Alexander")
    layout = place_pupils(graph, labels=labels, canvas=NARROW)
    assert layout.canvas.height > NARROW.height
    assert not boxes_overlap(layout, labels)


def test_those_who_chose_each_other_stand_nearer() -> None:
    layout = place_pupils(two_camps())
    inner = np.mean([apart(layout, "a1", f"a{i}") for i in (0, 2, 3)])
    across = np.mean([apart(layout, "a1", f"b{i}") for i in range(8)])
    assert across > 1.5 * inner


def test_groupings_given_stand_apart() -> None:
    graph = small()
    free = place_pupils(graph)
    grouped = place_pupils(graph, groups=[ids("p1", "p2"), ids("p3", "p4")])
    gap = apart(grouped, "p2", "p4") / apart(grouped, "p1", "p2")
    assert gap > apart(free, "p2", "p4") / apart(free, "p1", "p2")


def test_a_pupil_without_ties_stands_near_but_outside() -> None:
    graph = RelationGraph.from_lines("A > B C\nB > C A\nC > A B\nD > A B\nE >")
    layout = place_pupils(graph)
    others = layout.in_pixels(ids("A", "B", "C", "D"))
    alone = layout.in_pixels(ids("E"))[0]
    spread = np.linalg.norm(others - others.mean(axis=0), axis=1).max()
    away = np.linalg.norm(alone - others.mean(axis=0))
    assert spread < away < 4 * spread


def test_pupils_stay_put_from_round_to_round() -> None:
    before = two_camps()
    named = before.relations[0].named.copy()
    lines = [
        f"{p} > {' '.join(before.pupils[j] for j in np.flatnonzero(row))}"
        for p, row in zip(before.pupils, named, strict=True)
    ]
    lines[3] = "a3 > b3 b4"
    after = RelationGraph.from_lines("\n".join([*lines, "new > a3 a4"]))
    old = place_pupils(before)
    free, held = place_pupils(after), place_pupils(after, previous=old, hold=1.0)
    stayed = before.pupils

    def moved(layout: Layout) -> float:
        gap = layout.in_pixels(stayed) - old.in_pixels(stayed)
        return float(np.linalg.norm(gap, axis=1).mean())

    assert moved(held) < 0.5 * moved(free)
    assert moved(held) < 90
    assert "new" in held
    assert place_pupils(after, previous=old, hold=8.0).positions != held.positions


def test_the_same_class_held_to_itself_hardly_moves() -> None:
    old = place_pupils(two_camps())
    again = place_pupils(two_camps(), previous=old)
    gap = again.in_pixels(two_camps().pupils) - old.in_pixels(two_camps().pupils)
    assert np.abs(gap).max() < 25


def test_an_upright_picture_is_turned_so_that_near_stays_near() -> None:
    wide = place_pupils(two_camps())
    narrow = fit_labels(wide, canvas=NARROW)
    a, b = narrow.in_pixels(ids("a4"))[0], narrow.in_pixels(ids("b4"))[0]
    assert abs(a[1] - b[1]) > abs(a[0] - b[0])


def test_rings_tell_a_number_and_say_so() -> None:
    graph = RelationGraph.from_lines("A >\nB > A\nC > A\nD > A B\nE > A C\nF > A")
    layout = place_in_rings(graph)
    assert layout.shows_numbers
    middle = np.array([layout.canvas.width, layout.canvas.height]) / 2
    far = {p: float(np.linalg.norm(layout.in_pixels([p])[0] - middle)) for p in graph.pupils}
    assert far[ids("A")[0]] < far[ids("B")[0]] < far[ids("D")[0]]


def test_an_unknown_question_is_refused() -> None:
    with pytest.raises(UnknownRelationError):
        place_pupils(small(), relation="arbeid")
    with pytest.raises(UnknownRelationError):
        place_in_rings(small(), relation="arbeid")


def test_there_is_no_room_where_there_is_none() -> None:
    centres = np.zeros((3, 2))
    assert push_apart(centres, np.full(3, 40.0), 40.0, (50, 50), rounds=50) is None


def test_wide_letters_and_marks_are_counted_as_they_are_drawn() -> None:
    assert text_width("il", 10) < text_width("no", 10) < text_width("mW", 10)
    assert text_width("é", 10) == text_width("é", 10)
    assert text_width("名", 10) > text_width("n", 10)
