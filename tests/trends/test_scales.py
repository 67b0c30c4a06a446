"""Survey scales: silence, reverse items, bounds, hidden below five."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.findings import find_climate
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.tables.records import (
    AnswerSheet,
    NominationRound,
    PupilEntry,
    Question,
    Roster,
)
from skolemiljo_analytics.trends.change import ChangeWord, compare_scale
from skolemiljo_analytics.trends.scales import describe_scales, low_limit, score_scales
from skolemiljo_analytics.trends.series import school_series, score_class_round
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    AnswerState,
    FindingCode,
    PupilId,
    Purpose,
    QuestionKind,
    ReadingStatus,
    Reason,
    Role,
    Scope,
)

DAY = date(2025, 10, 1)


def item(key: str, *, reverse: bool = False, scale: str = "trivsel", highest: int = 5) -> Question:
    return Question(key, key, form=AnswerForm.SCALE, scale=scale, reverse=reverse, highest=highest)


ONE = (item("a"),)
THREE = (item("a"), item("b"), item("c", reverse=True))


def roster(n: int) -> Roster:
    return Roster("7b", tuple(PupilEntry(PupilId(f"p{i}")) for i in range(n)))


def held(answers: list[dict[str, int]], items=ONE, key: str = "2025-10", day=DAY):
    sheets = tuple(
        AnswerSheet(PupilId(f"p{i}"), scales=given) for i, given in enumerate(answers) if given
    )
    return NominationRound(key, day, Purpose.PREVENTIVE, items, sheets)


def test_mean_counts_and_bounds():
    answers = held([{"a": v} for v in (1, 2, 4, 4, 5, 5)])
    (scale,) = describe_scales(answers, roster(8))
    assert (scale.n_asked, scale.n_answered) == (8, 6)
    assert scale.counts == (1, 1, 0, 2, 2)
    assert scale.mean.value == pytest.approx(21 / 6)
    assert scale.mean.low == pytest.approx((21 + 2 * 1) / 8)
    assert scale.mean.high == pytest.approx((21 + 2 * 5) / 8)
    assert scale.mean.status is ReadingStatus.BOUNDED


def test_when_all_answered_the_mean_is_known():
    (scale,) = describe_scales(held([{"a": 4}] * 6), roster(6))
    assert scale.mean.status is ReadingStatus.KNOWN
    assert scale.half_width == 0.0


def test_reverse_items_are_turned():
    answers = held([{"a": 5, "b": 5, "c": 1}] * 5, THREE)
    (scale,) = describe_scales(answers, roster(5))
    assert scale.mean.value == 5.0


def test_two_thirds_of_the_items_must_be_answered():
    rows = [{"a": 4, "b": 2}] * 5 + [{"a": 1}]
    (scale,) = describe_scales(held(rows, THREE), roster(6))
    assert scale.n_answered == 5
    assert scale.mean.value == 3.0


def test_answers_outside_the_scale_are_no_answers():
    (scores,) = score_scales(held([{"a": 9}, {"a": 3}, {"a": 0}]), roster(3))
    assert scores.scores == (3.0,)


def test_who_is_not_on_the_list_is_not_counted():
    answers = held([{"a": 3}] * 8)
    (scores,) = score_scales(answers, roster(6))
    assert (scores.n_asked, len(scores.scores)) == (6, 6)


def test_below_five_answers_nothing_is_shown():
    (scale,) = describe_scales(held([{"a": 1}] * 4), roster(20))
    assert scale.mean.status is ReadingStatus.HIDDEN
    assert scale.mean.value is None
    assert scale.counts == ()
    assert scale.half_width is None


def test_nobody_answered_is_not_hidden_but_silent():
    (scale,) = describe_scales(held([{}] * 4), roster(4))
    assert scale.mean.reason is Reason.NOBODY_ANSWERED


def test_halves_are_rounded_up_in_the_counts():
    two = (item("a"), item("b"))
    (scores,) = score_scales(held([{"a": 2, "b": 3}, {"a": 3, "b": 4}], two), roster(2))
    assert scores.counts() == (0, 0, 1, 1, 0)


def test_scales_without_a_name_stand_alone():
    items = (item("a", scale=""), item("b", scale=""))
    found = score_scales(held([{"a": 1, "b": 2}], items), roster(1))
    assert [scores.key for scores in found] == ["a", "b"]


def test_the_earlier_round_stands_beside():
    before = held([{"a": 3}] * 6, key="2025-03", day=date(2025, 3, 1))
    (scale,) = describe_scales(held([{"a": 4}] * 6), roster(6), previous=before)
    assert scale.previous is not None
    assert scale.previous.value == 3.0
    assert scale.previous_wave == "2025-03"


def test_another_scale_under_the_same_name_is_not_compared():
    before = held([{"a": 3}] * 6, (item("a", highest=7),), key="2025-03")
    (scale,) = describe_scales(held([{"a": 4}] * 6), roster(6), previous=before)
    assert scale.previous is not None
    assert scale.previous.reason is Reason.DIFFERENT_QUESTION


answered = st.lists(st.integers(1, 5), min_size=6, max_size=20)


@given(answered, st.integers(0, 5), st.randoms())
def test_silence_only_widens_and_order_changes_nothing(values, silent, random):
    n = len(values) + silent
    (full,) = describe_scales(held([{"a": v} for v in values]), roster(n))
    fewer = [{"a": v} for v in values[:-1]] + [{}]
    (less,) = describe_scales(held(fewer), roster(n))
    assert less.mean.low is not None
    assert full.mean.low is not None
    assert less.mean.high is not None
    assert full.mean.high is not None
    assert less.mean.low <= full.mean.low + 1e-12
    assert less.mean.high >= full.mean.high - 1e-12
    shuffled = list(values)
    random.shuffle(shuffled)
    assert describe_scales(held([{"a": v} for v in shuffled]), roster(n)) == (full,)


def change(before: list[int], after: list[int]):
    (earlier,) = describe_scales(held([{"a": v} for v in before]), roster(len(before)))
    (later,) = describe_scales(held([{"a": v} for v in after]), roster(len(after)))
    return compare_scale(later, earlier, wave="2025-03")


def test_words_for_change():
    assert change([2, 3] * 12, [4, 5] * 12).word is ChangeWord.CHANGED
    assert change([3, 4] * 60, [3, 4] * 60).word is ChangeWord.NOT_CHANGED
    assert change([1, 5, 3, 2] * 3, [2, 5, 3, 2] * 3).word is ChangeWord.TOO_LITTLE


def test_a_hidden_mean_gives_a_hidden_change():
    found = change([3] * 4, [3] * 20)
    assert found.word is None
    assert found.difference.status is ReadingStatus.HIDDEN


def rounds(form_of_second=ONE):
    first = held([{"a": 1 + i % 5} for i in range(25)], key="2025-03", day=date(2025, 3, 1))
    second = held([{"a": 1 + i % 4} for i in range(25)], form_of_second)
    return [score_class_round(roster(25), one, 7) for one in (second, first)]


def test_a_series_is_in_order_of_time_and_has_bands():
    (series,) = school_series(rounds(), role=Role.TEACHER)
    assert [point.wave for point in series.points] == ["2025-03", "2025-10"]
    assert all(point.half_width is not None for point in series.points)
    assert not series.points[1].starts_anew
    assert series.points[0].change is None


def test_a_changed_scale_breaks_the_series():
    (series,) = school_series(rounds((item("a", highest=7),)), role=Role.TEACHER)
    assert series.points[1].starts_anew
    assert series.points[1].change is not None
    assert series.points[1].change.difference.reason is Reason.SERIES_BREAK


@pytest.mark.parametrize("role", list(Role))
def test_a_round_in_which_nobody_answered_is_a_silent_point(role):
    silent = score_class_round(roster(25), held([{}] * 25, key="2025-05", day=date(2025, 5, 1)), 7)
    other = score_class_round(
        Roster("7a", roster(25).pupils), held([{}] * 25, key="2025-05", day=date(2025, 5, 1)), 7
    )
    for series in school_series([*rounds(), silent, other], role=role):
        point = next(p for p in series.points if p.wave == "2025-05")
        assert point.reading.reason is Reason.NOBODY_ANSWERED
        assert point.half_width is None


def beside(scores: list[int], chosen: dict[int, list[int]], n: int = 6):
    """A round with one item about oneself and one question of choice."""
    asked = Question("friminutt", "Hvem vil du være med?", QuestionKind.COMPANY)
    sheets = tuple(
        AnswerSheet(
            PupilId(f"p{i}"),
            {"friminutt": AnswerState.NAMED, "a": AnswerState.NAMED},
            {"friminutt": tuple(PupilId(f"p{j}") for j in chosen.get(i, []))},
            scales={"a": score},
        )
        for i, score in enumerate(scores)
    )
    answers = NominationRound("2025-10", DAY, Purpose.PREVENTIVE, (asked, *ONE), sheets)
    (scale,) = describe_scales(answers, roster(n))
    return scale, answers


PAIRS = {0: [1, 2], 1: [0, 2], 2: [0, 1], 3: [4, 5], 4: [3, 5], 5: [3, 4], 6: [7], 7: [6]}
"""Six of twelve have two mutual choices: everybody can see on the map who."""


def test_low_answers_are_set_beside_choices_as_counts_of_the_class():
    scale, _ = beside([1, 2, 5, 4, 4, 5, 1, 4, 4, 4, 2, 1], PAIRS, n=12)
    assert (scale.n_low, scale.n_low_tied) == (5, 2), "p0 and p1 have two mutual choices"
    few, _ = beside([1, 1, 5, 5], PAIRS, n=4)
    assert (few.n_low, few.n_low_tied) == (None, None), "below five answers nothing is counted"


@pytest.mark.parametrize(
    "scores",
    [
        [1, 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4],  # all six of them
        [1, 1, 1, 1, 4, 5, 4, 4, 4, 4, 4, 4],  # four of six: the two left know about the four
        [1, 4, 4, 4, 4, 4, 1, 1, 1, 1, 1, 1],  # everybody else
        [1, 4, 4, 4, 4, 4, 1],  # the one other who answered
    ],
)
def test_counts_that_would_tell_what_somebody_answered_are_not_made(scores: list[int]):
    scale, _ = beside(scores, PAIRS, n=12)
    assert scale.mean.is_number
    assert (scale.n_low, scale.n_low_tied) == (None, None)


def test_survey_and_choices_that_disagree_are_both_shown_and_name_nobody():
    scale, answers = beside([1, 2, 5, 4, 4, 5, 1, 4, 4, 4, 2, 1], PAIRS, n=12)
    graph = RelationGraph.from_round(roster(12), answers)
    portrait = describe_class(graph, scales=(scale,), redraws=20, null_draws=10)
    (found,) = (f for f in find_climate(portrait) if f.code is FindingCode.LOW_THOUGH_CHOSEN)
    assert found.facts == {"low": 5, "tied": 2, "limit": 2.0}
    assert found.scope is Scope.CLASS
    assert found.pupils == ()
    assert found.strength is None
    content, _ = beside([4, 4, 5, 4, 4, 5, 1, 4, 4, 4, 2, 1], PAIRS, n=12)
    assert content.n_low_tied == 0
    portrait = describe_class(graph, scales=(content,), redraws=20, null_draws=10)
    assert FindingCode.LOW_THOUGH_CHOSEN not in {f.code for f in find_climate(portrait)}


@pytest.mark.parametrize(("highest", "limit"), [(5, 2.0), (7, 2.5), (4, 1.75)])
def test_low_is_the_same_point_on_any_scale(highest: int, limit: float):
    assert low_limit(1, highest) == pytest.approx(limit)
