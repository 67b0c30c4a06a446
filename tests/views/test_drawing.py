from dataclasses import replace

import pytest

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.drawing import Look, draw_class, place_class
from skolemiljo_analytics.views.geometry import line_between
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.views.layouts import NARROW, place_in_rings
from skolemiljo_analytics.views.marks import Shape
from skolemiljo_analytics.views.question import TieKind
from skolemiljo_analytics.vocabulary import Gender
from tests.conftest import BESTIARY
from tests.views.examples import (
    NAMES,
    few_answered,
    ids,
    key_of,
    portrait_of_camps,
    small,
    two_camps,
)


@pytest.mark.parametrize("name", BESTIARY)
def test_every_small_class_can_be_drawn(name: str) -> None:
    drawing = draw_class(BESTIARY[name])
    assert [m.pupil for m in drawing.pupils] == list(BESTIARY[name].pupils)
    assert drawing.description


def test_without_a_labeller_there_are_numbers_and_no_names() -> None:
    assert [m.label for m in draw_class(small()).pupils][:2] == ["Elev 1", "Elev 2"]


def test_shapes_follow_the_norwegian_convention_and_can_be_switched_off() -> None:
    shapes = [m.shape for m in draw_class(small()).pupils]
    circle, triangle, square = Shape.CIRCLE, Shape.TRIANGLE, Shape.SQUARE
    assert shapes == [circle, triangle, circle, triangle, square, circle]
    off = draw_class(small(), look=Look(show_gender=False))
    assert {m.shape for m in off.pupils} == {circle}
    assert not {"circle", "triangle", "square"} & set(off.legend)


def test_another_gender_has_the_neutral_shape() -> None:
    graph = replace(small(), genders=(Gender.OTHER, *[Gender.GIRL] * 5))
    assert draw_class(graph).pupils[0].shape is Shape.SQUARE


def test_the_legend_explains_the_signs_that_occur_and_no_others() -> None:
    assert list(draw_class(BESTIARY["two camps"]).legend) == ["mutual", "circle", "triangle"]
    assert {"open", "silent", "one_way"} <= set(draw_class(small()).legend)


def test_groupings_beyond_chance_are_outlined_unless_switched_off() -> None:
    portrait = portrait_of_camps()
    drawing = draw_class(two_camps(), portrait=portrait)
    assert len(drawing.groups) == 2
    assert "group" in drawing.legend
    assert draw_class(two_camps()).groups == ()
    assert draw_class(two_camps(), portrait=portrait, look=Look(show_groups=False)).groups == ()


def test_the_limit_of_choices_is_said_so_that_one_way_is_not_read_as_no() -> None:
    assert draw_class(small()).notes == (
        "Hver elev kunne velge høyst 3. Et ensidig valg er ikke et nei.",
    )


def test_below_sixty_percent_no_name_is_drawn() -> None:
    graph = few_answered(two_camps(), 9)
    drawing = draw_class(graph, labeller=NameLabeller(key_of(graph)))
    assert {m.label for m in drawing.pupils} == {""}
    assert "9 av 17" in drawing.notes[0]


def test_a_picture_where_the_place_is_a_number_has_no_names() -> None:
    graph = small()
    drawing = draw_class(graph, layout=place_in_rings(graph), labeller=NameLabeller(key_of(graph)))
    assert {m.label for m in drawing.pupils} == {""}
    assert drawing.notes[-1].startswith("Plassen viser antall valg")


def test_title_and_description_name_nobody() -> None:
    graph = small()
    drawing = draw_class(graph, labeller=NameLabeller(key_of(graph)))
    words = " ".join([drawing.title, drawing.description, *drawing.notes, *drawing.legend.values()])
    assert not any(f" {name} " in f" {words} " for name in NAMES)


def test_the_description_counts_choices_and_pairs() -> None:
    assert "6 elever, 5 svarte. 6 valg, 1 gjensidig par." in draw_class(small()).description


@pytest.mark.parametrize(
    ("language", "word"), [("nb", "elever"), ("nn", "elevar"), ("en", "pupils")]
)
def test_words_follow_the_language(language: str, word: str) -> None:
    assert word in draw_class(small(), language=language).description


def test_a_layout_given_is_the_layout_drawn() -> None:
    layout = place_class(small(), canvas=NARROW)
    drawing = draw_class(small(), layout=layout)
    assert drawing.canvas == NARROW
    assert drawing.mark(*ids("p1")).x == pytest.approx(layout["p1"][0] * NARROW.width)  # type: ignore[index]


def test_marks_are_found_by_pupil() -> None:
    with pytest.raises(KeyError):
        draw_class(small()).mark(*ids("nobody"))


def test_an_arrowhead_stops_before_the_label_it_would_hide_behind() -> None:
    graph = RelationGraph.from_lines("A > B\nB >")
    drawing = draw_class(graph)
    above, below = drawing.mark(*ids("A")), drawing.mark(*ids("B"))
    above, below = replace(above, x=500, y=100), replace(below, x=500, y=400)
    down = line_between(above, below, TieKind.ONE_WAY, drawing.canvas)
    up = line_between(below, above, TieKind.ONE_WAY, drawing.canvas)
    assert below.y - down.end[1] == pytest.approx(drawing.canvas.radius + 4)
    assert up.end[1] - above.y > drawing.canvas.label_drop
    assert len(up.head) == 3
    assert line_between(below, above, TieKind.MUTUAL, drawing.canvas).head == ()
