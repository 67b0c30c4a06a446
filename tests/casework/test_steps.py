"""The five steps and the school's four stages: what is next, and what is never said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from skolemiljo_analytics.casework.following import (
    FEWEST_TOLD,
    compare_expected,
    what_rounds_can_tell,
)
from skolemiljo_analytics.casework.law import Duty, deadlines
from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Case,
    Closing,
    Evaluation,
    ExpectedChange,
    Figure,
    LegalTrack,
    Outcome,
    PlanItem,
    Source,
    Stage,
)
from skolemiljo_analytics.casework.steps import (
    CaseStep,
    levels_of,
    next_step,
    only_individual,
    stage_after,
    steps_taken,
)
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.metrics.change import mcnemar_exact
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.proposals.records import Level
from skolemiljo_analytics.vocabulary import PupilId

DAY = date(2026, 3, 2)
CASE = Case("c", "7A", DAY, LegalTrack.CASE)
TOLD = Account("Det ble stille.", "", "", DAY, Source.PUPIL)
BACK = BackToAffected(PupilId("p"), DAY, "Bedre", "")


def item(level: Level = Level.GROUP, start: date = DAY) -> PlanItem:
    change = ExpectedChange(Figure.OBSERVATION, words="Flere på tvers")
    return PlanItem(1, "p", "a", level, start, "w", DAY + timedelta(days=30), change, "h")


def evaluation(outcome: Outcome, day: date = DAY + timedelta(days=30)) -> Evaluation:
    return Evaluation(day, outcome, "g")


def test_the_steps_are_taken_one_by_one_in_their_order() -> None:
    cases = [
        (CASE, False, CaseStep.TOLD),
        (replace(CASE, accounts=(TOLD,)), False, CaseStep.LOOK),
        (replace(CASE, accounts=(TOLD,)), True, CaseStep.DECIDED),
        (replace(CASE, accounts=(TOLD,), plan=(item(),)), True, CaseStep.BACK),
        (
            replace(CASE, accounts=(TOLD,), plan=(item(),), backs=(BACK,), back_days=(DAY,)),
            True,
            CaseStep.FOLLOW_UP,
        ),
    ]
    for case, looked, expected in cases:
        assert next_step(case, looked=looked) is expected
    taken = [len(steps_taken(case, looked=looked)) for case, looked, _ in cases]
    assert all(a < b for a, b in pairwise(taken))


def test_new_actions_are_decided_after_an_evaluation_that_asks_for_them() -> None:
    whole = replace(
        CASE,
        accounts=(TOLD,),
        plan=(item(),),
        back_days=(DAY,),
        evaluations=(evaluation(Outcome.NOT_RESTORED),),
    )
    assert next_step(whole, looked=True) is CaseStep.DECIDED
    renewed = replace(whole, plan=(item(), item(start=DAY + timedelta(days=31))))
    assert next_step(renewed, looked=True) is CaseStep.FOLLOW_UP
    good = replace(whole, evaluations=(evaluation(Outcome.RESTORED_CLOSED),))
    assert next_step(good, looked=True) is CaseStep.FOLLOW_UP
    assert next_step(replace(good, closing=Closing(DAY, "n")), looked=True) is None


def test_a_plan_for_one_pupil_alone_is_seen() -> None:
    alone = replace(CASE, plan=(item(Level.INDIVIDUAL), item(Level.INDIVIDUAL)))
    assert only_individual(alone)
    both = replace(CASE, plan=(item(Level.INDIVIDUAL), item(), item(Level.SYSTEM)))
    assert not only_individual(both)
    assert levels_of(both) == (Level.SYSTEM, Level.GROUP, Level.INDIVIDUAL)
    assert not only_individual(CASE)


PARTS = (TOLD, item(), BACK, evaluation(Outcome.NOT_RESTORED), Closing(DAY, "n"))


@given(some.lists(some.sampled_from(PARTS)), some.sampled_from(Stage))
def test_the_stage_never_goes_back_by_itself(parts: list[object], first: Stage) -> None:
    order = list(Stage)
    case = replace(CASE, stage=first)
    for part in parts:
        after = stage_after(case, part)
        assert order.index(after) >= order.index(case.stage)
        case = replace(case, stage=after)
    if any(isinstance(p, Evaluation) for p in parts):
        assert case.stage is Stage.ONWARD


@pytest.mark.parametrize(
    ("part", "stage"),
    [
        (TOLD, Stage.INQUIRY),
        (item(), Stage.FOLLOW_UP),
        (BACK, Stage.SUSPICION),
        (evaluation(Outcome.RESTORED_CLOSED), Stage.ONWARD),
    ],
)
def test_what_is_written_moves_the_case(part: object, stage: Stage) -> None:
    assert stage_after(CASE, part) is stage


def test_the_next_evaluation_has_its_day_until_it_is_made() -> None:
    again = DAY + timedelta(days=60)
    first = Evaluation(DAY + timedelta(days=30), Outcome.RESTORED_CONTINUED, "g", (), again)
    due = deadlines(replace(CASE, plan=(item(),), evaluations=(first,)))
    days = [(d.day, d.done) for d in due if d.duty is Duty.EVALUATE]
    assert days == [(DAY + timedelta(days=30), True), (again, False)]
    made = evaluation(Outcome.RESTORED_CLOSED, again)
    later = deadlines(replace(CASE, plan=(item(),), evaluations=(first, made)))
    assert [d.day for d in later if d.duty is Duty.EVALUATE] == [DAY + timedelta(days=30)]


def test_so_many_must_move_before_a_round_can_say_changed() -> None:
    assert mcnemar_exact(FEWEST_TOLD, 0) <= 0.05 < mcnemar_exact(FEWEST_TOLD - 1, 0)


def test_what_a_round_can_be_held_to_is_what_the_next_one_starts_from() -> None:
    graph = RelationGraph.from_lines("A > B C\nB > A\nC > D\nD > C\nE > A\nF > A\nG >")
    portrait = describe_class(graph, redraws=20)
    readable = what_rounds_can_tell(portrait)
    assert [str(r.figure) for r in readable] == ["unchosen", "without_mutual", "mutual_pairs"]
    for one in readable:
        same = compare_expected(ExpectedChange(one.figure, one.question), portrait, portrait)
        assert same.before == one.now == same.after


def test_a_question_too_few_answered_is_not_among_them() -> None:
    few = RelationGraph.from_lines("A > B C D E F\nB > A")
    assert what_rounds_can_tell(describe_class(few, redraws=20)) == ()
