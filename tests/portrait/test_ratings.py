"""Everyone rates everyone: by hand, by law, and by the laws of numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.doubt.ratings import is_low, low_limit, rating_sides
from skolemiljo_analytics.findings import find_all, find_ratings
from skolemiljo_analytics.findings.ratings import _of_hundred
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.metrics.ratings import pupil_by_low_ratings, pupil_by_mean_rating
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.tables.records import (
    AnswerSheet,
    NominationRound,
    PupilEntry,
    Question,
    Roster,
)
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    AnswerState,
    FindingCode,
    PupilId,
    Purpose,
    QuestionKind,
    Reason,
    Scope,
)
from tests.findings.classes import camps, portrait_of, pupil

LIKES = Question(
    "liker", "Hvor gjerne vil du være med?", QuestionKind.COMPANY, form=AnswerForm.RATING
)


def rated(
    values: np.ndarray, *, purpose: Purpose = Purpose.SUSPICION, silent: tuple[int, ...] = ()
):
    n = len(values)
    off = ~np.eye(n, dtype=bool)
    spoke = np.ones(n, dtype=bool)
    spoke[list(silent)] = False
    given = np.where(off & spoke[:, None], values.astype(float), np.nan)
    asked = Relation(LIKES, given >= 5, spoke, off, ratings=given)
    return RelationGraph(
        tuple(pupil(i) for i in range(n)), (asked,), "2025-10", purpose=purpose, class_id="7X"
    )


def some_class(seed: int = 3) -> np.ndarray:
    """Friends get 5, the rest 2 to 4."""
    rng = np.random.default_rng(seed)
    values = rng.integers(2, 5, (24, 24))
    for i, others in camps().items():
        values[i, list(others)] = 5
    return values


def planted() -> np.ndarray:
    """Eight of three groupings rate pupil 0 lowest, who rates two of them so back."""
    values = some_class()
    values[[6, 7, 8, 12, 13, 18, 19, 20], 0] = 1
    values[0, [6, 7]] = 1
    return values


def test_the_ends_of_the_scale() -> None:
    assert [low_limit(replace(LIKES, highest=h)) for h in (3, 5, 7, 9)] == [1, 1, 2, 2]
    reached = {h: top_of(h) for h in (3, 5, 7, 9)}
    assert reached == {3: 3, 5: 5, 7: 6, 9: 8}, "methods handbook 10c: 6 of 7"


def top_of(highest: int) -> int:
    """The lowest rating that counts as a choice, found by building a graph."""
    pupils = [PupilId(f"p{i}") for i in range(highest + 1)]
    question = replace(LIKES, highest=highest)
    given = {other: value for value, other in enumerate(pupils[1:], start=1)}
    sheet = AnswerSheet(pupils[0], {"liker": AnswerState.NAMED}, ratings={"liker": given})
    day = date(2025, 10, 1)
    answers = NominationRound("2025-10", day, Purpose.PREVENTIVE, (question,), (sheet,))
    roster = Roster("7X", tuple(PupilEntry(p) for p in pupils))
    named = RelationGraph.from_round(roster, answers).named("liker")
    return int(np.flatnonzero(named[0])[0])


def test_a_classmate_left_unrated_is_unknown_and_not_a_no() -> None:
    pupils = [PupilId(p) for p in "abc"]
    sheet = AnswerSheet(pupils[0], {"liker": AnswerState.NAMED}, ratings={"liker": {pupils[1]: 5}})
    answers = NominationRound("2025-10", date(2025, 10, 1), Purpose.PREVENTIVE, (LIKES,), (sheet,))
    roster = Roster("7X", tuple(PupilEntry(p) for p in pupils))
    (relation,) = RelationGraph.from_round(roster, answers).relations
    assert relation.eligible[0].tolist() == [False, True, False]
    assert relation.eligible[1].tolist() == [True, False, True], "a silent pupil could rate anyone"


def test_by_hand() -> None:
    graph = rated(planted(), silent=(23,))
    (found,) = portrait_of(graph).ratings
    view = found.pupils[0]
    column = planted()[1:23, 0]
    assert view.mean.value == pytest.approx(column.mean())
    assert view.mean.low == pytest.approx((column.sum() + 1) / 23)
    assert view.mean.high == pytest.approx((column.sum() + 5) / 23)
    assert (view.n_low.value, view.n_low.low, view.n_low.high) == (8, 8, 9)
    assert view.groupings_low == 3
    assert view.less_and_more
    assert view.p_low is not None
    assert view.p_low < 0.01
    assert view.mean_again is not None
    assert view.mean_again[0] < view.mean.value < view.mean_again[1]
    assert found.low_pairs == ((pupil(0), pupil(6)), (pupil(0), pupil(7)))
    assert pupil_by_mean_rating(graph, "liker").iloc[0] == pytest.approx(column.mean())
    assert pupil_by_low_ratings(graph, "liker").iloc[0] == 8


def test_a_preventive_round_reads_the_top_of_the_scale_and_the_shares_alone() -> None:
    portrait = portrait_of(rated(planted(), purpose=Purpose.PREVENTIVE))
    (found,) = portrait.ratings
    assert found.reason is Reason.UNLAWFUL
    assert found.pupils == ()
    assert found.low_pairs == ()
    assert found.low_pairs_chance is None
    assert found.shares is not None
    assert {f.code for f in find_ratings(portrait)} == {FindingCode.RATING_SHARES}
    codes = {f.code for f in find_all(portrait)}
    assert FindingCode.SPLIT_GROUPINGS in codes, "the top box feeds what choices feed"
    assert not codes & {FindingCode.LOW_BOTH_WAYS, FindingCode.LOW_FROM_SEVERAL}


def test_low_ratings_from_several_groupings() -> None:
    portrait = portrait_of(rated(planted()))
    (finding,) = (f for f in find_ratings(portrait) if f.code is FindingCode.LOW_FROM_SEVERAL)
    assert finding.pupils == (pupil(0),)
    assert (finding.facts["low"], finding.facts["groupings"], finding.facts["high"]) == (8, 3, 3)
    pairs = [f for f in find_ratings(portrait) if f.code is FindingCode.LOW_BOTH_WAYS]
    assert {f.pupils for f in pairs if f.scope is Scope.PAIR} == {
        (pupil(0), pupil(6)),
        (pupil(0), pupil(7)),
    }


def test_low_ratings_that_meet_more_than_chance_are_a_pattern_of_the_class() -> None:
    values = some_class()
    for i in range(12):
        values[i, i + 12] = values[i + 12, i] = 1
    portrait = portrait_of(rated(values))
    (found,) = (
        f
        for f in find_ratings(portrait)
        if f.code is FindingCode.LOW_BOTH_WAYS and f.scope is Scope.CLASS
    )
    assert found.facts["low"] == 12
    assert found.pupils == ()
    assert found.doubt.expected is not None
    assert found.doubt.expected < 2
    chance = portrait.ratings[0].low_pairs_chance
    assert chance is not None
    assert chance.p < 0.01


def test_all_alike_has_a_reason() -> None:
    (found,) = portrait_of(rated(np.full((12, 12), 3))).ratings
    assert found.shares is None
    assert found.shares_reason is Reason.CONSTANT
    assert found.reason is Reason.CONSTANT


@given(st.integers(0, 10_000))
@settings(max_examples=10)
def test_reversing_the_scale_swaps_the_sides_and_the_tails(seed: int) -> None:
    values = np.random.default_rng(seed).integers(1, 6, (9, 9))
    first, second = (rated(v).relations[0] for v in (values, 6 - values))
    one, other = rating_sides(first), rating_sides(second)
    np.testing.assert_allclose(one.above, other.below)
    np.testing.assert_allclose(one.above_expected, other.below_expected)
    assert np.array_equal(is_low(second), first.named), "low is the mirror of the top box"
    there, back = (describe_class(rated(v), redraws=20) for v in (values, 6 - values))
    for a, b in zip(there.ratings[0].pupils, back.ratings[0].pupils, strict=True):
        assert a.p_low == pytest.approx(b.p_high)
        assert a.mean.require() == pytest.approx(6 - b.mean.require())


def test_one_more_silent_pupil_only_widens_the_bounds() -> None:
    whole = portrait_of(rated(planted())).ratings[0]
    less = portrait_of(rated(planted(), silent=(5,))).ratings[0]
    for full, part in zip(whole.pupils, less.pupils, strict=True):
        for name in ("mean", "n_low"):
            known, bounded = getattr(full, name), getattr(part, name)
            assert bounded.low - 1e-12 <= known.value <= bounded.high + 1e-12, name


def test_the_order_of_the_roster_changes_nothing_but_the_order() -> None:
    graph = rated(planted())
    turned = describe_class(graph.take(range(23, -1, -1)), redraws=100, null_draws=50)
    straight = describe_class(graph, redraws=100, null_draws=50)
    assert turned.ratings[0].pupils == straight.ratings[0].pupils[::-1]
    assert turned.seed == straight.seed


def test_pupils_alike_in_choices_are_told_apart_by_their_ratings() -> None:
    values = np.full((6, 6), 3)
    other = values.copy()
    other[2, 4] = 1
    plain, marked = (describe_class(rated(v), redraws=20) for v in (values, other))
    assert plain.seed != marked.seed


def test_shares_in_whole_hundredths_sum_to_a_hundred() -> None:
    assert _of_hundred(1 / 3, 1 / 3, 1 / 3) == (34, 33, 33)
    assert sum(_of_hundred(0.125, 0.175, 0.7)) == 100
