"""Companions beside choices."""

from __future__ import annotations

import pandas as pd

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import QuestionKind

QUESTIONS = (
    Question("sammen", "Hvem er du sammen med?", QuestionKind.TOGETHER),
    Question("velger", "Hvem vil du være med?", QuestionKind.COMPANY),
)
TOGETHER = {"F": "ABCJ", "A": "B", "B": "A"}
CHOICES = {"A": "BC", "B": "A", "C": "F", "D": "EF", "E": "DF", "F": "A"}


def graph(silent: str = "") -> RelationGraph:
    rows = [(a, b, "sammen") for a, named in TOGETHER.items() for b in named]
    rows += [(a, b, "velger") for a, named in CHOICES.items() for b in named if a not in silent]
    frame = pd.DataFrame(rows, columns=["source", "target", "relation"])
    who = {
        "sammen": [p for p in "ABCDEFJ" if p != "J"],
        "velger": [p for p in CHOICES if p not in silent],
    }
    return RelationGraph.from_frame(frame, list("ABCDEFJ"), answered=who, questions=QUESTIONS)


def records(silent: str = ""):
    portrait = describe_class(graph(silent), redraws=20, null_draws=10)
    return {record.pupil: record for record in portrait.together}


def test_by_hand():
    found = records()["F"]
    assert (found.together, found.choice) == ("sammen", "velger")
    assert found.n_companions == 3, "J did not answer"
    assert (found.not_choosing.value, found.not_choosing.low, found.not_choosing.high) == (2, 2, 3)
    assert found.p == 0.3, "2 of 5 who could choose F do not: C(2,2) C(3,1) / C(5,3)"
    assert (found.not_choosing.n_asked, found.not_choosing.n_answered) == (4, 3)


def test_who_named_no_companion_has_no_record():
    assert set(records()) == {"A", "B", "F"}


def test_a_silent_companion_may_go_either_way():
    full, less = records()["F"].not_choosing, records("C")["F"].not_choosing
    assert (less.low, less.high) == (2, 4)
    assert less.low <= full.low
    assert less.high >= full.high
