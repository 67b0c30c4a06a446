"""Groups in words: three kinds of unmet, and nothing from which a choice could be read."""

from __future__ import annotations

import pytest

from skolemiljo_analytics.arrangements.records import (
    Arrangement,
    Goal,
    GoalResult,
    Request,
    Rule,
    RuleKind,
    Unmet,
    UnmetReason,
)
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording import get_translator
from skolemiljo_analytics.wording.arrangements import (
    say_broken,
    say_goal,
    say_goals,
    say_refusal,
    say_rule,
    say_unmet,
)

GRAPH = RelationGraph.from_lines("A > B\nB > A\nC > A\nD >")
REQUEST = Request(GRAPH.pupils, (2, 2), GRAPH.relations[0])
A, B, C, D = GRAPH.pupils
ALL = {
    Goal.ROTATE: (0,),
    Goal.NEW_PEOPLE: (0,),
    Goal.CHOSEN: (3,),
    Goal.TURN: (0,),
    Goal.WISHES: (3,),
    Goal.COMPANY: (4,),
    Goal.NOT_ALONE: (4,),
    Goal.STAY: (4,),
}
"""What is all there is to reach, of four pupils of whom three chose one each."""
RULES = (Rule(RuleKind.APART, (A, C)), Rule(RuleKind.IN_GROUP, (B,), 1))


def made(*unmet: Unmet, broken: tuple[int, ...] = ()) -> Arrangement:
    return Arrangement(((A, B), (C, D)), (), unmet, broken=broken)


def label(pupil: PupilId) -> str:
    return f"<{pupil}>"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("goal", list(Goal))
@pytest.mark.parametrize("value", [0, 1, 3])
def test_every_goal_can_be_said(goal: Goal, value: int, language: Language) -> None:
    signed = -value if goal in (Goal.NEW_PEOPLE, Goal.ROTATE) else value
    text = say_goal(GoalResult(goal, signed, signed, proven=True), REQUEST, language)
    assert text.title
    assert text.proof or value in ALL.get(goal, ())
    assert "-" not in text.reached
    assert str(value) in text.reached or value == 0


def test_that_all_was_reached_needs_no_proof() -> None:
    def proof(goal: Goal, value: int) -> str:
        return say_goal(GoalResult(goal, value, value, proven=True), REQUEST).proof

    for goal, values in ALL.items():
        assert all(proof(goal, value) == "" for value in values)
    assert "mer er ikke mulig" in proof(Goal.COMPANY, 3)
    assert "mer er ikke mulig" in proof(Goal.CHOSEN, 2)
    assert "mer er ikke mulig" in proof(Goal.ROTATE, -1)
    assert "mer er ikke mulig" in proof(Goal.FAIRNESS, 0)


@pytest.mark.parametrize("language", list(Language))
def test_that_no_more_is_possible_is_explained_once(language: Language) -> None:
    def proven(goal: Goal, value: int) -> GoalResult:
        return GoalResult(goal, value, value, proven=True)

    first = (proven(Goal.COMPANY, 3), proven(Goal.CHOSEN, 2), proven(Goal.WISHES, 2))
    later = (proven(Goal.COMPANY, 4), proven(Goal.CHOSEN, 2), proven(Goal.WISHES, 2))
    gap = (proven(Goal.COMPANY, 3), GoalResult(Goal.CHOSEN, 1, 3, proven=False))
    say = get_translator(language)
    whole, alone = say("groups.proof.best"), say("groups.proof.first")
    short = say("groups.proof.short")
    assert [t.proof for t in say_goals(first, REQUEST, language)] == [alone, short, short]
    assert [t.proof for t in say_goals(later, REQUEST, language)] == ["", whole, short]
    texts = say_goals(gap, REQUEST, language)
    assert [t.proof for t in texts] == [alone, say("groups.proof.gap", gap=2)]
    assert len({alone, whole, short}) == 3


def test_nothing_is_claimed_of_groups_made_by_hand_and_a_gap_is_shown() -> None:
    assert say_goal(GoalResult(Goal.CHOSEN, 2, None, proven=False), REQUEST).proof == ""
    assert "opptil 2" in say_goal(GoalResult(Goal.CHOSEN, 1, 3, proven=False), REQUEST).proof


def test_a_count_has_its_base() -> None:
    said = say_goal(GoalResult(Goal.CHOSEN, 2, 2, proven=True), REQUEST).reached
    assert said.startswith("2 av de 3 som valgte noen")


def test_silence_nobody_and_an_unmet_wish_are_three_lines() -> None:
    lines = say_unmet(
        made(
            Unmet(A, UnmetReason.SILENT),
            Unmet(B, UnmetReason.NAMED_NOBODY),
            Unmet(C, UnmetReason.OTHERS),
        ),
        label,
    )
    assert len(lines) == 4
    assert "<C>" in lines[0]
    assert "<B>" in lines[1]
    assert "<A>" in lines[2]


def test_a_rule_as_reason_is_never_told_from_the_others_wishes() -> None:
    """Who is held apart from one pupil and unmet "because of the rule" has told whom it chose."""
    by_rule = say_unmet(made(Unmet(C, UnmetReason.RULES)), label)
    by_others = say_unmet(made(Unmet(C, UnmetReason.OTHERS)), label)
    assert by_rule == by_others
    assert "<A>" not in "".join(by_rule)


def test_rules_are_said_and_numbered_from_one() -> None:
    assert say_rule(RULES[1], label) == "<B>: i gruppe 2."
    assert say_broken(made(broken=(2,)), RULES, label) == ("<B>: i gruppe 2.",)
    refused = ArrangementRefusedError("conflicting_rules", rules="1, 2")
    assert say_refusal(refused, RULES, label)[1:] == tuple(say_rule(r, label) for r in RULES)
    other = ArrangementRefusedError("sizes", pupils=4, places=5)
    assert len(say_refusal(other, RULES, label)) == 1
