"""From one round to the next, on what was observed both times."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.metrics.change import mcnemar_exact
from skolemiljo_analytics.portrait.change import compare_graphs
from skolemiljo_analytics.vocabulary import QuestionKind, Reason

BEFORE = "A > B C\nB > A\nC > A B\nD > A"


def compare(before: str, after: str):
    (change,) = compare_graphs(RelationGraph.from_lines(before), RelationGraph.from_lines(after))
    return change


def test_counts_by_hand():
    change = compare(BEFORE, "A > B\nB > A\nC > B D\nD > A")
    assert change.jaccard.value == 4 / 7
    assert change.persistence.value == 4 / 6
    assert change.hamming.value == 3
    moved = {p.pupil: (p.dropped, p.gained) for p in change.pupils}
    assert moved == {"A": (1, 0), "B": (0, 0), "C": (1, 0), "D": (0, 1)}


def test_mcnemar_thresholds_of_the_handbook():
    assert mcnemar_exact(5, 0) == 0.0625
    assert mcnemar_exact(6, 0) == 0.03125
    assert mcnemar_exact(7, 1) == pytest.approx(0.0703, abs=1e-4)
    assert mcnemar_exact(2, 9) == pytest.approx(0.0654, abs=1e-4)
    assert mcnemar_exact(0, 0) == 1.0


def test_lost_ties_need_everybody_to_have_answered():
    lost = {p.pupil: p for p in compare(BEFORE, "A > B\nB > A\nC > B\nD > A").pupils}
    assert [p for p, change in lost.items() if change.lost_ties] == ["C"]
    assert lost["C"].lost_friends == ("A",)
    assert lost["A"].kept_friends == ("B",)
    silent = {p.pupil: p for p in compare(BEFORE, "B > A\nC > B\nD > A").pupils}
    assert not any(change.lost_ties for change in silent.values()), "A was silent"


def test_a_new_friend_who_came_later_is_a_tie():
    change = compare(BEFORE, "A > B\nB > A\nC > N\nN > C\nD > A")
    assert change.newcomers == ("N",)
    assert not any(p.lost_ties for p in change.pupils)


def test_a_tie_hoped_for_with_a_silent_pupil_is_not_lost():
    change = compare(BEFORE, "A > B\nB > A\nC > N\nD > A")
    assert not any(p.lost_ties for p in change.pupils)


def test_leavers_are_neither_dropped_nor_counted():
    change = compare(BEFORE, "A > B\nB > A\nC > A B")
    assert change.leavers == ("D",)
    assert change.n_both == 3
    assert {p.pupil: p.dropped for p in change.pupils} == {"A": 0, "B": 0, "C": 1}


def test_another_question_is_not_compared():
    before, after = RelationGraph.from_lines(BEFORE), RelationGraph.from_lines(BEFORE)
    (relation,) = after.relations
    question = replace(relation.question, kind=QuestionKind.WORK)
    after = replace(after, relations=(replace(relation, question=question),))
    (change,) = compare_graphs(before, after)
    assert change.jaccard.reason is Reason.DIFFERENT_QUESTION
    assert change.pupils == ()


def test_no_overlap_and_no_ties_have_their_reasons():
    assert compare("A > B\nB > A", "C > D\nD > C").jaccard.reason is Reason.NO_OVERLAP
    quiet = compare("A >\nB >", "A >\nB >")
    assert quiet.jaccard.reason is Reason.NO_TIES
    assert quiet.hamming.value == 0
