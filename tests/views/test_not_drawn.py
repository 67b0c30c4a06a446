"""Named negative answers are in no picture, map or list of pupils."""

from __future__ import annotations

import json

import pytest

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.views.classmap import map_data
from skolemiljo_analytics.views.drawing import draw_class
from skolemiljo_analytics.views.tables import sheet_of_pupils, tabulate_choices
from skolemiljo_analytics.vocabulary import Purpose, Reason
from tests.findings.classes import camps, graph_of, portrait_of

NEGATIVE = ("unngår", "plager")


def asked() -> RelationGraph:
    """A negative question stands first, as it might in a file."""
    choices = {"unngår": {1: (0,)}, "friminutt": camps(), "plager": {2: (9,)}}
    return graph_of(24, choices, purpose=Purpose.SUSPICION)


def test_the_map_holds_the_other_questions_only() -> None:
    graph = asked()
    data = map_data(graph, portrait_of(graph))
    assert [question["key"] for question in data["questions"]] == ["friminutt"]
    assert data["default_question"] == "friminutt"
    told = json.dumps(data)
    assert not any(key in told for key in NEGATIVE)


@pytest.mark.parametrize("key", NEGATIVE)
def test_asked_for_by_name_they_are_hidden(key: str) -> None:
    graph = asked()
    portrait = portrait_of(graph)
    for show in (
        lambda: draw_class(graph, relation=key, portrait=portrait),
        lambda: tabulate_choices(graph, relation=key, portrait=portrait),
        lambda: sheet_of_pupils(portrait, key),
    ):
        with pytest.raises(NotAvailableError) as caught:
            show()
        assert caught.value.reason == Reason.DISCLOSURE
