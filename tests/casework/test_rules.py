"""The rules of the five steps: surprises, parentheses, versions, closing, the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from skolemiljo_analytics.casework.brackets import Standing, compare_without
from skolemiljo_analytics.casework.expectation import Expectation, find_surprises
from skolemiljo_analytics.casework.following import compare_expected, word_of_pairs
from skolemiljo_analytics.casework.formal import (
    FORMAL_POINTS,
    FormalPart,
    Mark,
    PointMark,
    points_of,
)
from skolemiljo_analytics.casework.law import (
    Duty,
    add_working_days,
    deadlines,
    duties_left,
    easter_sunday,
    is_working_day,
)
from skolemiljo_analytics.casework.questions import (
    QUESTIONS,
    Answer,
    AnswersVersion,
    PortraitQuestion,
    compare_versions,
    what_data_say,
)
from skolemiljo_analytics.casework.records import (
    Account,
    Case,
    Closing,
    Evaluation,
    ExpectedChange,
    Figure,
    LegalTrack,
    Obstacle,
    Outcome,
    PlanItem,
    Source,
    closing_obstacles,
    count_without_effect,
)
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.findings.records import Doubt, Finding
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.proposals.records import Level
from skolemiljo_analytics.trends.change import ChangeWord
from skolemiljo_analytics.vocabulary import FindingCode, PupilId, Scope

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, tzinfo=UTC)
CLASS = "A > B\nB > A C\nC > B D\nD > C\nE > A\nF > G\nG > F\nH > A"


def portrait(lines: str) -> SocialPortrait:
    return describe_class(RelationGraph.from_lines(lines), redraws=20, null_draws=20)


def expect(groupings: tuple[str, ...] = (), outside: str = "") -> Expectation:
    placed = tuple(tuple(PupilId(p) for p in one) for one in groupings)
    return Expectation("", placed, tuple(PupilId(p) for p in outside), (), "", "x", NOW)


# -- surprises -------------------------------------------------------------------------------------


def test_what_surprises_is_found_in_both_directions() -> None:
    found = find_surprises(expect(("ABE", "CD"), outside="GH"), portrait(CLASS))
    assert found.not_in_answers == ("E",)
    assert found.not_expected == (("B", "C"),)
    assert found.chosen_after_all == ("G",)
    assert found.unchosen_unseen == ("E",)
    assert found.say is None
    assert not found.nothing


def test_who_expected_what_was_answered_is_not_surprised() -> None:
    assert find_surprises(expect(("ABCD", "FG"), outside="EH"), portrait(CLASS)).nothing


def test_a_silent_pupil_is_no_surprise() -> None:
    silent = "A > B C\nB > A\nC > A\nD > A B\nF > A\nG > A\nH > B E\nI > A"
    found = find_surprises(expect(("BE",)), portrait(silent))
    assert "E" not in found.not_in_answers
    assert "B" not in found.not_in_answers


def test_too_few_answers_surprise_nobody() -> None:
    with pytest.raises(NotAvailableError):
        find_surprises(expect(("AB",)), portrait("A > B C D E\nB > A"))


def test_no_trace_of_an_erased_pupil_is_left() -> None:
    left = expect(("AB", "A"), outside="AC").without(PupilId("A"))
    assert (left.groupings, left.outside) == ((("B",),), ("C",))


# -- parentheses -----------------------------------------------------------------------------------


def test_the_class_without_those_in_parentheses_is_the_rest_alone() -> None:
    graph = RelationGraph.from_lines(CLASS)
    found = compare_without(portrait(CLASS), graph, ["B", "nobody"], redraws=20, draws=50)
    figures = {str(f.figure): f for f in found.figures}
    assert (found.n_bracketed, found.n_left) == (1, 7)
    assert (figures["mutual_pairs"].whole, figures["mutual_pairs"].without) == (4, 2)
    assert (figures["unchosen"].whole, figures["unchosen"].without) == (2, 2)
    assert (figures["parts"].whole, figures["parts"].without) == (2, 2)
    assert all(f.low <= f.high for f in found.figures)
    assert found == compare_without(portrait(CLASS), graph, ["B"], redraws=20, draws=50)


def test_only_a_pupil_whom_much_goes_through_is_beyond_what_others_give() -> None:
    hub = "A > B C D E F G H I J K\n" + "\n".join(f"{p} > A" for p in "BCDEFGHIJK")
    graph = RelationGraph.from_lines(hub)
    whole = portrait(hub)
    for pupil, left, beyond in (("A", 0, True), ("K", 9, False)):
        found = compare_without(whole, graph, [pupil], redraws=20, draws=400)
        pairs = next(f for f in found.figures if f.figure == "mutual_pairs")
        assert (pairs.without, pairs.high, pairs.beyond) == (left, 9, beyond)


def test_a_pattern_that_rests_on_one_is_gone_without_the_one() -> None:
    lines = "A >\n" + "\n".join(f"{p} > A" for p in "BCDEFGHIJKLMNOPQRST")
    found = compare_without(portrait(lines), RelationGraph.from_lines(lines), ["A"], redraws=50)
    assert found.patterns
    assert all(p.standing is not Standing.STANDS or (p.whole and p.without) for p in found.patterns)
    for pattern in found.patterns:
        assert (pattern.whole is None) == (pattern.standing is Standing.NEW)
        assert (pattern.without is None) == (pattern.standing is Standing.GONE)


# -- the fourteen questions ------------------------------------------------------------------------


def test_there_are_fourteen_and_two_are_required() -> None:
    assert len(QUESTIONS) == 14
    empty = AnswersVersion(1, "", (), "x")
    assert [str(q) for q in empty.missing] == ["p5", "p9"]
    p5 = Answer(PortraitQuestion.P5, "Vi begynner likt.")
    seen_only = Answer(PortraitQuestion.P9, observed="Tirsdag")
    assert [str(q) for q in replace(empty, answers=(p5, seen_only)).missing] == ["p9"]
    own = Answer(PortraitQuestion.P9, "Jeg snakker mest med tre.")
    assert replace(empty, answers=(p5, own)).complete


def test_versions_are_compared_question_by_question() -> None:
    first = AnswersVersion(1, "", (Answer(PortraitQuestion.P2, "a"),), "x")
    later = replace(first, number=2, answers=(Answer(PortraitQuestion.P14, "b"),))
    changes = compare_versions(first, later)
    assert [(str(c.question), c.before.adults, c.after.adults) for c in changes] == [
        ("p2", "a", ""),
        ("p14", "", "b"),
    ]
    assert compare_versions(first, first) == ()


def test_data_speak_of_class_and_groups_only() -> None:
    def finding(code: FindingCode, scope: Scope) -> Finding:
        return Finding(code, scope, "2025-10", ("friminutt",), Doubt(20, 20))

    pair = finding(FindingCode.CLOSED_PAIR, Scope.PAIR)
    group = finding(FindingCode.CLOSED_GROUP, Scope.GROUP)
    assert what_data_say(PortraitQuestion.P1, [pair, group]) == (group,)
    assert what_data_say(PortraitQuestion.P9, [group]) is None


# -- closing and trying again ----------------------------------------------------------------------


def item(number: int, action: str = "T01", start: date = DAY) -> PlanItem:
    return PlanItem(
        number,
        "p",
        "a",
        Level.GROUP,
        start,
        "w",
        date(2026, 4, 20),
        ExpectedChange(Figure.OBSERVATION),
        "h",
        catalogue_id=action,
    )


CASE = Case("c", "7A", DAY, LegalTrack.CASE)


def test_a_case_is_closed_after_step_four_and_a_good_evaluation_only() -> None:
    asked = replace(CASE, back_days=(DAY,))
    continued = Evaluation(DAY, Outcome.RESTORED_CONTINUED, "g")
    done = Evaluation(DAY, Outcome.RESTORED_CLOSED, "g")
    assert closing_obstacles(asked) == (Obstacle.NOT_EVALUATED,)
    assert closing_obstacles(replace(asked, evaluations=(done, continued))) == (
        Obstacle.NOT_RESTORED,
    )
    assert closing_obstacles(replace(CASE, evaluations=(done,))) == (Obstacle.NOBODY_ASKED,)
    ready = replace(asked, evaluations=(continued, done))
    assert closing_obstacles(ready) == ()
    assert closing_obstacles(replace(ready, closing=Closing(DAY, "n"))) == (
        Obstacle.ALREADY_CLOSED,
    )


def test_an_item_without_effect_counts_once_however_often_it_is_evaluated() -> None:
    twice = tuple(Evaluation(DAY, Outcome.NOT_RESTORED, "g", (1,)) for _ in range(2))
    one = replace(CASE, plan=(item(1), item(2, "T02"), item(3, "")), evaluations=twice)
    assert count_without_effect((one,)) == {"T01": 1}
    assert count_without_effect((one, one)) == {"T01": 2}


def test_nothing_of_a_case_stands_in_its_repr() -> None:
    told = Account("hemmelig", "", "", DAY, Source.PUPIL)
    assert "hemmelig" not in repr(replace(CASE, accounts=(told,)))


# -- the law ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25)]
)
def test_easter(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


def test_a_week_is_five_working_days() -> None:
    assert add_working_days(date(2026, 3, 2), 5) == date(2026, 3, 9)
    assert add_working_days(date(2026, 5, 12), 5) == date(2026, 5, 20)  # Ascension Day 14 May
    holidays = [date(2026, 5, 1), date(2026, 5, 25), date(2026, 4, 6), date(2026, 12, 25)]
    assert not any(is_working_day(day) for day in holidays)
    assert is_working_day(date(2026, 12, 24))


def test_the_duties_of_a_case_and_the_old_paragraphs() -> None:
    case = replace(CASE, reported_on=DAY, plan=(item(1),))
    found = {d.duty: d for d in deadlines(case)}
    assert found[Duty.AUTHORITY].day == date(2026, 3, 9)
    assert (found[Duty.AUTHORITY].paragraph, found[Duty.AUTHORITY].old) == ("12-6", "9 A-6")
    assert found[Duty.BARRED].day == date(2031, 3, 2)
    assert not found[Duty.AUTHORITY].is_late(date(2027, 1, 1))
    assert found[Duty.EVALUATE].is_late(date(2026, 4, 21))
    assert not found[Duty.EVALUATE].is_late(date(2026, 4, 20))
    assert found[Duty.REPORT].done
    sharp = deadlines(replace(CASE, track=LegalTrack.SHARPENED))
    assert (sharp[0].duty, sharp[0].paragraph) == (Duty.REPORT_AT_ONCE, "12-5")
    quiet = deadlines(replace(CASE, track=LegalTrack.PREVENTIVE, plan=(item(1),)))
    assert [(d.duty, d.paragraph) for d in quiet] == [(Duty.EVALUATE, "12-3")]


def test_what_the_law_asks_for_and_nobody_wrote_is_left() -> None:
    def left(case: Case) -> list[tuple[Duty, str]]:
        return [(one.duty, one.paragraph) for one in duties_left(case)]

    assert left(CASE) == [
        (Duty.REPORT, "12-4"),
        (Duty.INQUIRE, "12-4"),
        (Duty.HEAR, "10-2"),
        (Duty.PLAN, "12-4"),
    ]
    assert left(replace(CASE, track=LegalTrack.PREVENTIVE, plan=(item(1),))) == []
    sharp = replace(CASE, track=LegalTrack.SHARPENED)
    assert left(sharp)[0] == (Duty.REPORT_AT_ONCE, "12-5")
    parent = Account("a", "", "", DAY, Source.PARENT)
    told = replace(CASE, reported_on=DAY, accounts=(parent,))
    assert left(told) == [(Duty.HEAR, "10-2"), (Duty.PLAN, "12-4")]
    heard = replace(told, accounts=(parent, replace(parent, source=Source.PUPIL)))
    assert left(heard) == left(replace(told, back_days=(DAY,))) == [(Duty.PLAN, "12-4")]
    later = date(2026, 3, 9)
    planned = replace(heard, plan=(item(1), item(2), item(3, start=later)))
    assert left(planned) == [(Duty.EVALUATE, "12-4")]
    once = replace(planned, evaluations=(Evaluation(DAY, Outcome.RESTORED_CLOSED, "g"),))
    assert left(once) == [(Duty.EVALUATE, "12-4")]  # the third began after it
    again = Evaluation(later, Outcome.RESTORED_CLOSED, "g")
    twice = replace(once, evaluations=(*once.evaluations, again))
    assert left(twice) == []


# -- what the next round says ----------------------------------------------------------------------

ROUND = "\n".join(f"{p} > A" for p in "BCDEFGHIJ") + "\nA > B"
LATER = "A > B\nB > A\nC > D\nD > C\nE > F\nF > E\nG > H\nH > G\nI > J\nJ > I"


@pytest.mark.parametrize(
    ("upward", "amount", "expected"), [(False, 6, True), (False, 9, False), (True, 1, False)]
)
def test_a_change_is_seen_and_held_to_what_was_expected(
    upward: bool, amount: float, expected: bool
) -> None:
    wanted = ExpectedChange(Figure.UNCHOSEN, "friminutt", upward, amount)
    seen = compare_expected(wanted, portrait(ROUND), portrait(LATER))
    assert (seen.before, seen.after, seen.fell, seen.rose) == (8, 0, 8, 0)
    assert seen.word is ChangeWord.CHANGED
    assert seen.as_expected is expected


def test_pairs_are_followed_one_by_one() -> None:
    wanted = ExpectedChange(Figure.MUTUAL_PAIRS, "friminutt", upward=True, amount=1)
    seen = compare_expected(wanted, portrait(ROUND), portrait(LATER))
    assert (seen.before, seen.after, seen.rose, seen.n_both) == (1, 5, 4, 45)
    assert seen.word is ChangeWord.TOO_LITTLE
    assert seen.as_expected is None


def test_the_thresholds_are_those_shown() -> None:
    assert word_of_pairs(6, 0, 25) is ChangeWord.CHANGED
    assert word_of_pairs(5, 0, 25) is ChangeWord.TOO_LITTLE
    assert word_of_pairs(1, 1, 300) is ChangeWord.NOT_CHANGED


@pytest.mark.parametrize("figure", [Figure.OBSERVATION, Figure.SCALE, Figure.UNCHOSEN])
def test_what_the_rounds_cannot_answer_is_said(figure: Figure) -> None:
    with pytest.raises(NotAvailableError):
        compare_expected(ExpectedChange(figure, "arbeid"), portrait(ROUND), portrait(LATER))


def test_pupils_whom_silence_could_change_are_not_followed() -> None:
    silent = "\n".join(f"{p} > A" for p in "BCDEFGHI") + "\nA > J"
    wanted = ExpectedChange(Figure.UNCHOSEN, "friminutt", upward=False, amount=1)
    seen = compare_expected(wanted, portrait(silent), portrait(LATER))
    assert (seen.before, seen.n_both) == (0, 2)


# -- the seventeen points --------------------------------------------------------------------------


def test_the_seventeen_points_stand_once_each_in_their_four_parts() -> None:
    placed = [point for part in FormalPart for point in points_of(part)]
    assert placed == list(FORMAL_POINTS)
    assert len(placed) == len(set(placed)) == 17


def test_marks_are_an_answer_but_not_the_adults_own_words() -> None:
    marked = Answer(PortraitQuestion.P5, points=(PointMark(FORMAL_POINTS[0], Mark.NOT_YET),))
    assert not marked.is_empty
    version = AnswersVersion(1, "", (marked, Answer(PortraitQuestion.P9, "Vi ser alle.")), "x")
    assert version.missing == (PortraitQuestion.P5,)
    changed = replace(version, answers=version.with_answer(Answer(PortraitQuestion.P5)))
    assert [str(c.question) for c in compare_versions(version, changed)] == ["p5"]
    assert [str(a.question) for a in changed.answers] == ["p9"]
