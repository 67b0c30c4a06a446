"""The container keeps its own rules, loses nobody, and never takes silence for a no."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.errors import (
    InvalidGraphError,
    UnknownRelationError,
    UnlawfulQuestionError,
)
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.tables import AnswerSheet, NominationRound, PupilEntry, Question, Roster
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    AnswerState,
    Gender,
    Polarity,
    PupilId,
    Purpose,
    QuestionKind,
)

PLAY = "friminutt"


def pupil(name: str) -> PupilId:
    return PupilId(name)


@st.composite
def graphs(draw: st.DrawFn) -> RelationGraph:
    """Any class of up to eight pupils with any choices and any silence."""
    n = draw(st.integers(1, 8))
    cells = st.lists(st.booleans(), min_size=n * n, max_size=n * n)
    named = np.array(draw(cells), dtype=np.bool_).reshape(n, n)
    np.fill_diagonal(named, val=False)
    answered = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)), dtype=np.bool_)
    named[~answered] = False
    question = Question(PLAY, "Hvem vil du være sammen med?", QuestionKind.COMPANY)
    relation = Relation(question, named, answered, ~np.eye(n, dtype=np.bool_))
    return RelationGraph(tuple(pupil(f"p{i}") for i in range(n)), (relation,))


def test_a_drawing_becomes_a_class() -> None:
    graph = RelationGraph.from_lines("Ada > Bo Cai\nBo > Ada\nCai >")
    assert graph.pupils == ("Ada", "Bo", "Cai")
    assert graph.named(PLAY).tolist() == [
        [False, True, True],
        [True, False, False],
        [False, False, False],
    ]
    assert graph.mutual(PLAY).sum() == 2


def test_a_pupil_who_is_only_named_was_silent() -> None:
    graph = RelationGraph.from_lines("Ada > Bo")
    assert graph.answered(PLAY).tolist() == [True, False]


def test_repr_tells_the_truth_at_a_glance() -> None:
    graph = RelationGraph.from_lines("Ada > Bo Cai\nBo > Ada", limit=3)
    assert repr(graph) == "<RelationGraph 3 pupils · friminutt: 2 answered, 3 choices (max 3)>"


def test_nothing_can_be_changed() -> None:
    graph = RelationGraph.from_lines("Ada > Bo\nBo >")
    with pytest.raises(ValueError, match="read-only"):
        graph.named(PLAY)[0, 1] = False
    with pytest.raises(FrozenInstanceError):
        graph.wave = "x"  # type: ignore[misc]


def test_the_caller_s_array_is_copied() -> None:
    mine = np.array([[0, 1], [0, 0]], dtype=np.bool_)
    relation = Relation(Question("q", "q"), mine, np.ones(2, np.bool_), ~np.eye(2, dtype=np.bool_))
    mine[0, 1] = False
    assert relation.named[0, 1]


@pytest.mark.parametrize(
    ("named", "answered", "eligible", "expected"),
    [
        ([[1, 0], [0, 0]], [1, 1], [[0, 1], [1, 0]], "zero diagonal"),
        ([[0, 1], [0, 0]], [0, 1], [[0, 1], [1, 0]], "silent row"),
        ([[0, 1], [0, 0]], [1, 1], [[0, 0], [1, 0]], "eligible pupils"),
        ([[0, 1], [0, 0]], [1, 1], [[1, 1], [1, 0]], "eligible to itself"),
        ([[0, 1, 0], [0, 0, 0]], [1, 1], [[0, 1], [1, 0]], r"named of shape \(2, 2\)"),
    ],
)
def test_a_relation_that_breaks_a_rule(
    named: list[list[int]], answered: list[int], eligible: list[list[int]], expected: str
) -> None:
    with pytest.raises(InvalidGraphError, match=expected):
        Relation(
            Question("q", "q"),
            np.array(named, np.bool_),
            np.array(answered, np.bool_),
            np.array(eligible, np.bool_),
        )


def test_ids_and_sizes_are_checked() -> None:
    graph = RelationGraph.from_lines("Ada > Bo\nBo >")
    with pytest.raises(InvalidGraphError, match="unique pupil ids"):
        replace(graph, pupils=("Ada", "Ada"))
    with pytest.raises(InvalidGraphError, match="relations of 3 pupils"):
        replace(graph, pupils=("Ada", "Bo", "Cai"), genders=())
    with pytest.raises(InvalidGraphError, match="unique relation keys"):
        replace(graph, relations=graph.relations * 2)


def test_a_question_that_was_not_asked() -> None:
    with pytest.raises(UnknownRelationError, match=r"'work'.*Asked: friminutt"):
        RelationGraph.from_lines("Ada >").named("work")


def test_an_error_never_repeats_an_unknown_id() -> None:
    with pytest.raises(InvalidGraphError) as caught:
        RelationGraph.from_lines("Ada >").position(pupil("Someone Real"))
    assert "Someone" not in str(caught.value)


def test_a_preventive_graph_refuses_named_negative_questions() -> None:
    graph = RelationGraph.from_lines("Ada > Bo\nBo >")
    (relation,) = graph.relations
    negative = replace(relation, question=replace(relation.question, polarity=Polarity.NEGATIVE))
    with pytest.raises(UnlawfulQuestionError, match="20-5"):
        replace(graph, relations=(negative,))
    lawful = replace(graph, relations=(negative,), purpose=Purpose.SUSPICION)
    assert lawful.purpose is Purpose.SUSPICION


def test_from_frame_keeps_the_pupil_nobody_names() -> None:
    rows = [("a", "b", PLAY), ("a", "a", PLAY), ("a", "b", PLAY)]
    choices = pd.DataFrame(rows, columns=["source", "target", "relation"])
    graph = RelationGraph.from_frame(choices, ["a", "b", "c"], answered={PLAY: ["a", "b"]})
    assert graph.pupils == ("a", "b", "c")
    assert graph.named(PLAY).sum() == 1
    assert graph.answered(PLAY).tolist() == [True, True, False]


def test_from_frame_refuses_somebody_else() -> None:
    choices = pd.DataFrame([("a", "x", PLAY)], columns=["source", "target", "relation"])
    with pytest.raises(InvalidGraphError, match="on the roster"):
        RelationGraph.from_frame(choices, ["a", "b"])


@given(graphs())
def test_exports_lose_nothing(graph: RelationGraph) -> None:
    answered = {PLAY: [p for p, a in zip(graph.pupils, graph.answered(PLAY), strict=True) if a]}
    back = RelationGraph.from_frame(
        graph.to_frame(),
        graph.pupils,
        answered=answered,
        questions=[r.question for r in graph.relations],
    )
    assert (back.named(PLAY) == graph.named(PLAY)).all()
    assert (back.answered(PLAY) == graph.answered(PLAY)).all()
    network = graph.to_networkx()
    assert list(network) == list(graph.pupils)
    assert network.number_of_edges() == graph.named(PLAY).sum()
    silent = [p for p, data in network.nodes(data=True) if PLAY in data["silent"]]
    assert len(silent) == (~graph.answered(PLAY)).sum()


@given(graphs(), st.randoms(use_true_random=False))
def test_taking_in_another_order_moves_everything_together(
    graph: RelationGraph, random: object
) -> None:
    order = random.sample(range(len(graph)), k=len(graph))  # type: ignore[attr-defined]
    moved = graph.take(order)
    for i, p in enumerate(moved.pupils):
        for j, q in enumerate(moved.pupils):
            was = graph.named(PLAY)[graph.position(p), graph.position(q)]
            assert moved.named(PLAY)[i, j] == was


def test_looking_past_a_pupil() -> None:
    graph = RelationGraph.from_lines("Ada > Bo Cai\nBo > Ada\nCai > Bo", genders="gbg")
    past = graph.without([pupil("Bo")])
    assert past.pupils == ("Ada", "Cai")
    assert past.genders == (Gender.GIRL, Gender.GIRL)
    assert past.named(PLAY).tolist() == [[False, True], [False, False]]


def test_graphml_carries_silence_and_no_names() -> None:
    text = RelationGraph.from_lines("Ada > Bo").to_graphml()
    assert "silent" in text
    assert text.count("<edge") == 1


QUESTIONS = (
    Question(PLAY, "Hvem vil du være sammen med?", QuestionKind.COMPANY, limit=3),
    Question("jobb", "Hvem vil du jobbe med?", QuestionKind.WORK, form=AnswerForm.RANKED),
    Question("liker", "Hvor godt …", form=AnswerForm.RATING, lowest=1, highest=5),
    Question("trivsel", "Jeg trives", form=AnswerForm.SCALE),
)
ROSTER = Roster(
    "7B",
    (
        PupilEntry(pupil("a"), gender=Gender.GIRL),
        PupilEntry(pupil("b"), left=date(2025, 6, 20)),
        PupilEntry(pupil("c")),
        PupilEntry(pupil("d"), joined=date(2025, 11, 1)),
    ),
)


def _round(*sheets: AnswerSheet) -> NominationRound:
    return NominationRound("2025-10", date(2025, 10, 1), Purpose.PREVENTIVE, QUESTIONS, sheets)


def test_from_round_takes_that_day_s_roster_and_the_four_kinds_of_answer() -> None:
    sheet = AnswerSheet(
        pupil("a"),
        states={PLAY: AnswerState.NAMED, "jobb": AnswerState.NOBODY, "liker": AnswerState.NAMED},
        named={PLAY: (pupil("b"), pupil("c"), pupil("a"))},
        ratings={"liker": {pupil("c"): 5}},
    )
    skipped = AnswerSheet(pupil("c"), states={PLAY: AnswerState.SKIPPED})
    graph = RelationGraph.from_round(ROSTER, _round(sheet, skipped))
    assert graph.pupils == ("a", "c")
    assert graph.asked == (PLAY, "jobb", "liker")
    assert graph.named(PLAY).tolist() == [[False, True], [False, False]]
    assert graph.answered(PLAY).tolist() == [True, False]
    assert graph.answered("jobb").tolist() == [True, False]
    assert not graph.named("jobb").any()
    assert graph.relation("liker").ratings[0, 1] == 5
    assert graph.named("liker")[0, 1]


def test_ranks_follow_the_order_given() -> None:
    sheet = AnswerSheet(
        pupil("a"), states={"jobb": AnswerState.NAMED}, named={"jobb": (pupil("c"),)}
    )
    graph = RelationGraph.from_round(ROSTER, _round(sheet))
    assert graph.relation("jobb").ranks.tolist() == [[0, 1], [0, 0]]
    assert graph.relation(PLAY).ranks is None


def test_what_is_drawn_begins_with_a_choice_of_company() -> None:
    asked = (
        Question("liker", "Hvor godt …", QuestionKind.COMPANY, form=AnswerForm.RATING),
        Question("ideer", "Hvem sine ideer følger klassen?", QuestionKind.SAY),
        Question("jobb", "Hvem vil du jobbe med?", QuestionKind.WORK),
        Question(PLAY, "Hvem vil du være sammen med?", QuestionKind.COMPANY),
    )
    graph = RelationGraph.from_round(
        ROSTER, replace(_round(), questions=asked, sheets=(AnswerSheet(pupil("a")),))
    )
    assert graph.asked == ("liker", "ideer", "jobb", PLAY)
    assert graph.drawn == ("jobb", PLAY, "liker", "ideer")
    assert graph.first_drawn() == "jobb"
    rated = RelationGraph.from_round(ROSTER, replace(_round(), questions=asked[:2]))
    assert rated.first_drawn() == "liker"
