"""The standalone SVG and the matplotlib pictures."""

import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.drawing import Look, draw_class
from skolemiljo_analytics.views.labels import HiddenLabeller, NameLabeller
from skolemiljo_analytics.views.matrix import describe_matrix, plot_matrix
from skolemiljo_analytics.views.sociogram import describe_sociogram, plot_sociogram, render_png
from skolemiljo_analytics.views.svg import render_svg
from skolemiljo_analytics.vocabulary import PupilId
from tests.conftest import BESTIARY
from tests.views.examples import NAMES, key_of, portrait_of_camps, small, two_camps

SVG = "{http://www.w3.org/2000/svg}"


def tree(graph: RelationGraph, **options: object) -> ET.Element:
    return ET.fromstring(render_svg(draw_class(graph, **options)))  # type: ignore[arg-type]


def plot_and_draw(ax: object) -> None:
    ax.figure.canvas.draw()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", BESTIARY)
def test_every_small_class_is_a_well_formed_picture_with_words(name: str) -> None:
    root = tree(BESTIARY[name])
    assert root.find(f"{SVG}title").text.startswith("Klassekart")  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").text  # type: ignore[union-attr]
    assert not list(root.iter(f"{SVG}script"))


def test_a_label_is_a_halo_and_a_text() -> None:
    graph = small()
    root = tree(graph, labeller=NameLabeller(key_of(graph)))
    texts = [t for t in root.iter(f"{SVG}text") if t.text == NAMES[0]]
    assert [t.get("aria-hidden") for t in texts] == ["true", None]


def test_a_label_cannot_break_out_of_the_picture() -> None:
    drawing = draw_class(small(), labeller=lambda _p: '<image href="http://x.test/a.png"/>&')
    text = render_svg(drawing)
    ET.fromstring(text)
    assert "<image" not in text


def test_a_hidden_class_has_no_text_on_the_map() -> None:
    drawing = draw_class(small(), labeller=HiddenLabeller())
    assert not list(ET.fromstring(render_svg(drawing, legend=False)).iter(f"{SVG}text"))


def test_mutual_and_one_way_choices_differ_without_colour() -> None:
    root = ET.fromstring(render_svg(draw_class(small()), legend=False))
    widths = {line.get("stroke-width") for line in root.iter(f"{SVG}line")}
    dashed = [line for line in root.iter(f"{SVG}line") if line.get("stroke-dasharray")]
    assert widths == {"4.2", "1.3"}
    assert len(dashed) == 1


def test_groupings_have_one_opacity_each() -> None:
    root = tree(two_camps(), portrait=portrait_of_camps())
    groups = [g for g in root.iter(f"{SVG}g") if g.get("opacity")]
    assert len(groups) == 2
    assert not any(child.get("opacity") for group in groups for child in group)


def test_a_picture_points_nowhere_outside() -> None:
    text = render_svg(draw_class(two_camps(), portrait=portrait_of_camps()))
    assert text.count("http") == 1  # the SVG namespace


def test_axes_given_are_the_axes_drawn_on() -> None:
    figure = Figure(figsize=(6, 5))
    left, right = figure.subplots(1, 2)
    assert plot_sociogram(small(), ax=left) is left
    assert plot_matrix(small(), ax=right) is right
    plot_and_draw(left)


@pytest.mark.parametrize("name", BESTIARY)
def test_every_small_class_can_be_plotted(name: str) -> None:
    plot_and_draw(plot_sociogram(BESTIARY[name]))
    plot_and_draw(plot_matrix(BESTIARY[name]))


def test_the_sociogram_shows_every_choice_and_pupil() -> None:
    ax = plot_sociogram(small())
    assert len(ax.lines) == 5  # one mutual pair and four choices not returned
    shown = {text.get_text() for text in ax.texts}
    assert shown == {f"Elev {i}" for i in range(1, 7)}


def test_the_legend_draws_a_silent_pupil_as_the_map_does() -> None:
    ax = plot_sociogram(small())
    ax.figure.canvas.draw()
    legend = ax.get_legend()
    (sign,) = [one for one in legend.legend_handles if isinstance(one, PathCollection)]
    (_, dashes), *_ = sign.get_linestyle()
    assert dashes
    box, place = legend.get_window_extent(), sign.get_window_extent()
    assert box.x0 <= place.x0
    assert place.x1 <= box.x1


def test_the_matrix_keeps_roster_order_and_groupings_together() -> None:
    graph = two_camps()
    turned = graph.take(range(len(graph))[::-1])
    plain = [t.get_text() for t in plot_matrix(turned).get_yticklabels()]
    assert plain == [f"Elev {i}" for i in range(1, 18)]
    named = plot_matrix(graph, portrait=portrait_of_camps(), labeller=str).get_yticklabels()
    camps = "".join(t.get_text()[0] for t in named).replace("c", "")
    assert camps in {"a" * 8 + "b" * 8, "b" * 8 + "a" * 8}


def test_a_label_with_a_dollar_sign_is_not_mathematics() -> None:
    ax = plot_sociogram(small(), labeller=lambda _p: "$x_1")
    plot_and_draw(ax)
    assert ax.texts[0].get_text() == "$x_1"


def test_a_png_is_a_png_and_the_same_every_time() -> None:
    drawing = draw_class(small(), look=Look(show_gender=False))
    first = render_png(drawing, dpi=60)
    assert first.startswith(b"\x89PNG")
    assert first == render_png(draw_class(small(), look=Look(show_gender=False)), dpi=60)


def test_text_alternatives_name_nobody_and_say_what_is_there() -> None:
    for words in (describe_sociogram(small()), describe_matrix(small())):
        assert "6 elever, 5 svarte" in words
        assert "1 gjensidig par" in words
        assert "p1" not in words


def test_pyplot_is_never_imported() -> None:
    code = (
        "import sys\n"
        "from skolemiljo_analytics.graph import RelationGraph\n"
        "from skolemiljo_analytics.views.sociogram import plot_sociogram\n"
        "plot_sociogram(RelationGraph.from_lines('A > B'))\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_same_class_is_the_same_file() -> None:
    graph = two_camps()
    order = [graph.position(PupilId(p)) for p in sorted(graph.pupils, reverse=True)]
    assert render_svg(draw_class(graph)) == render_svg(draw_class(graph))
    shuffled = draw_class(graph.take(order), labeller=str)
    plain = draw_class(graph, labeller=str)
    assert {m.pupil: (m.x, m.y) for m in plain.pupils} == {
        m.pupil: (m.x, m.y) for m in shuffled.pupils
    }
