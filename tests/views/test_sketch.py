"""The adults' sketch: what it shows, and what of a browser's answer is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from skolemiljo_analytics.views.labels import PseudonymLabeller
from skolemiljo_analytics.views.sketch import (
    Sketch,
    read_sketch,
    sketch_data,
    sketch_module,
    sketch_style,
)
from skolemiljo_analytics.vocabulary import Language, PupilId

PUPILS = tuple(PupilId(p) for p in "abcdef")
LABEL = PseudonymLabeller(PUPILS)

names = some.lists(some.sampled_from([*"abcdefxyz", "__proto__", ""]))
junk = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=3),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner),
    max_leaves=6,
)


@given(
    some.fixed_dictionaries(
        {}, optional={"groupings": some.lists(names), "outside": names, "decides": names}
    )
)
def test_only_pupils_of_the_list_pass_and_each_is_in_one_grouping(drawn: dict[str, Any]) -> None:
    found = read_sketch(drawn, PUPILS)
    placed = [p for members in found.groupings for p in members]
    assert len(placed) == len(set(placed))
    assert {*placed, *found.outside, *found.decides} <= set(PUPILS)
    assert all(found.groupings)
    assert len(found.groupings) <= 8
    asked = {p for members in drawn.get("groupings", [])[:8] for p in members}
    assert set(placed) >= asked & set(PUPILS)


@given(junk)
def test_nonsense_from_a_browser_is_an_empty_sketch_or_a_whole_one(nonsense: Any) -> None:
    for drawn in (nonsense, {"groupings": nonsense}, {"outside": nonsense}):
        assert isinstance(read_sketch(drawn, PUPILS), Sketch)


def test_what_is_locked_shows_what_was_drawn() -> None:
    sketch = Sketch((PUPILS[:2], PUPILS[3:5]), (PUPILS[5],), (PUPILS[0],))
    data = sketch_data(PUPILS, label=LABEL, of="r", sketch=sketch, locked=True)
    assert json.loads(json.dumps(data)) == data
    assert read_sketch(data, PUPILS) == sketch
    assert data["locked"]


@pytest.mark.parametrize("language", list(Language))
def test_every_word_is_there_in_every_language(language: Language) -> None:
    words = sketch_data(PUPILS, label=LABEL, of="r", language=language)["words"]
    assert all(words.values())
    assert "{number}" in words["group"]
    assert "{name}" in words["placed"]


def test_a_new_round_or_language_is_a_new_sketch() -> None:
    first = sketch_data(PUPILS, label=LABEL, of="a")["of"]
    assert first == sketch_data(PUPILS, label=LABEL, of="a")["of"]
    assert first != sketch_data(PUPILS, label=LABEL, of="b")["of"]
    assert first != sketch_data(PUPILS, label=LABEL, of="a", language="en")["of"]


def test_the_script_asks_nothing_of_another_machine() -> None:
    text = sketch_module() + sketch_style()
    assert not any(word in text for word in ("http", "fetch(", "import(", "innerHTML", "eval("))
