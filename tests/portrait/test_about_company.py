"""Groupings are of questions about company: other questions say nothing of who belongs together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.groupings import find_groupings
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Polarity, Purpose, QuestionKind, Reason

_COMPANY = (QuestionKind.COMPANY, QuestionKind.WORK, QuestionKind.TOGETHER, QuestionKind.OTHER)


def _two_camps(question: Question) -> RelationGraph:
    names = [list("ABCDEF"), list("GHIJKL")]
    lines = (f"{one} > {' '.join(o for o in camp if o != one)}" for camp in names for one in camp)
    graph = RelationGraph.from_lines("\n".join(lines))
    (asked,) = graph.relations
    asked = replace(asked, question=question)
    return replace(graph, relations=(asked,), purpose=Purpose.SUSPICION)


@pytest.mark.parametrize("kind", QuestionKind)
def test_only_a_question_about_company_has_groupings(kind: QuestionKind) -> None:
    graph = _two_camps(Question(key="q", text="Q?", kind=kind))
    portrait = describe_class(graph, redraws=50, null_draws=20).relation("q")
    if kind in _COMPANY:
        assert [len(g.members) for g in portrait.groupings.groups] == [6, 6]
        assert portrait.split == "parts"
    elif kind is QuestionKind.BULLYING:
        assert portrait.groupings.reason is Reason.DISCLOSURE
    else:
        assert portrait.groupings.reason is Reason.NOT_ABOUT_COMPANY
        assert portrait.split == "none"


def test_whom_one_does_not_want_to_be_with_has_none() -> None:
    question = Question(key="q", text="Q?", kind=QuestionKind.DISLIKE, polarity=Polarity.NEGATIVE)
    graph = _two_camps(question)
    assert find_groupings(graph, "q").reason is Reason.NOT_ABOUT_COMPANY
