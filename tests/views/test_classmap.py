import json
import re
from dataclasses import replace

import pytest

from skolemiljo_analytics.errors import UnknownRelationError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.classmap import (
    map_data,
    map_script,
    map_style,
    streamlit_module,
    widget_module,
)
from skolemiljo_analytics.views.labels import HiddenLabeller, NameLabeller
from skolemiljo_analytics.views.layouts import place_in_rings
from skolemiljo_analytics.vocabulary import Language
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


def two_questions() -> RelationGraph:
    one = small()
    other = RelationGraph.from_lines(
        "p1 > p4\np2 >\np3 > p1\np4 > p1\np5 > p6\np6 > p5", relation="gruppearbeid"
    )
    assert other.pupils == one.pupils
    return replace(one, relations=(*one.relations, *other.relations))


@pytest.mark.parametrize("name", BESTIARY)
def test_every_small_class_becomes_plain_values(name: str) -> None:
    data = map_data(BESTIARY[name])
    assert json.loads(json.dumps(data)) == data
    for pupil in data["pupils"]:
        for size, canvas in data["canvas"].items():
            x, y = pupil[size]
            assert 0 <= x <= canvas["width"]
            assert 0 <= y <= canvas["height"]


def test_names_are_there_exactly_if_the_labeller_gives_them() -> None:
    graph = small()
    named = json.dumps(map_data(graph, labeller=NameLabeller(key_of(graph))), ensure_ascii=False)
    plain = json.dumps(map_data(graph), ensure_ascii=False)
    assert all(f'"{name}"' in named for name in NAMES[:6])
    assert not any(f'"{name}"' in plain for name in NAMES[:6])
    assert not map_data(graph, labeller=HiddenLabeller())["has_names"]


def test_below_sixty_percent_no_name_leaves_python() -> None:
    graph = few_answered(two_camps(), 9)
    data = map_data(graph, labeller=NameLabeller(key_of(graph)))
    assert not any(name in json.dumps(data, ensure_ascii=False) for name in NAMES[2:])
    assert data["questions"][0]["named"] is False


def test_a_map_of_rings_has_no_names() -> None:
    graph = small()
    data = map_data(graph, layout=place_in_rings(graph), labeller=NameLabeller(key_of(graph)))
    assert not data["has_names"]
    assert any("Plassen viser antall valg" in note for note in data["questions"][0]["notes"])


def test_pupils_keep_their_places_whatever_the_question() -> None:
    data = map_data(two_questions())
    assert [q["key"] for q in data["questions"]] == ["friminutt", "gruppearbeid"]
    assert data["questions"][0]["ties"] != data["questions"][1]["ties"]
    assert data["questions"][0]["silent"] == ["p6"]
    assert data["questions"][1]["silent"] == []


def test_the_first_question_can_be_chosen() -> None:
    data = map_data(two_questions(), relation="gruppearbeid")
    assert data["default_question"] == "gruppearbeid"
    assert data["pupils"] != map_data(two_questions())["pupils"]
    with pytest.raises(UnknownRelationError):
        map_data(two_questions(), relation="annet")


def test_without_names_a_pupil_is_called_by_the_place_and_not_by_the_list() -> None:
    data = map_data(two_camps(), labeller=HiddenLabeller())
    numbers = [p["number"] for p in data["pupils"]]
    assert sorted(numbers) == list(range(1, 18))
    assert numbers != sorted(numbers)
    first = min(data["pupils"], key=lambda p: p["number"])
    assert first["id"] == data["reading_order"][0]


def test_groupings_come_with_an_outline_for_each_size() -> None:
    groups = map_data(two_camps(), portrait_of_camps())["questions"][0]["groups"]
    assert groups["firm"] is True
    assert len(groups["outlines"]) == 2
    assert set(groups["outlines"][0]) == {"wide", "middle", "narrow"}
    assert map_data(two_camps())["questions"][0]["groups"]["outlines"] == []


def test_shapes_are_offered_only_where_they_say_something() -> None:
    assert map_data(small())["has_shapes"]
    assert not map_data(BESTIARY["two are silent"])["has_shapes"]


@pytest.mark.parametrize("language", Language)
def test_every_word_the_script_uses_is_there(language: Language) -> None:
    used = set(re.findall(r"words\.(\w+)", map_script()))
    destructured = re.search(r"const \{ words, questions", map_script())
    words = map_data(small(), language=language)["words"]
    assert destructured
    assert used <= set(words)
    assert set(words) <= used
    assert "{number}" in words["point"]


def test_both_adapters_carry_the_same_script() -> None:
    assert streamlit_module().startswith(map_script())
    assert widget_module().startswith(map_script())
    for module in (streamlit_module(), widget_module()):
        assert module.count("export default") == 1
    assert "export default" not in map_script()


def test_the_script_reaches_for_nothing_outside() -> None:
    for text in (widget_module(), streamlit_module(), map_style()):
        assert set(re.findall(r"https?://[^\s\"']+", text)) <= {"http://www.w3.org/2000/svg"}
        assert "innerHTML" not in text
        assert not re.search(r"\bimport\b\s*[({'\"]", text)


def test_the_pupil_selected_from_the_start_is_passed_on() -> None:
    assert map_data(small(), selected=ids("p2")[0])["selected"] == "p2"
    assert map_data(small())["selected"] is None
