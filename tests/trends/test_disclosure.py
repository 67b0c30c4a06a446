"""The attack: whoever has everything a role is shown cannot work out what is hidden."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.trends.disclosure import (
    DEFAULT_POLICY,
    CountRow,
    UnitKind,
    hide_counts,
    pool_over_classes,
)
from skolemiljo_analytics.trends.recovery import possible_values
from skolemiljo_analytics.trends.scales import ScaleScores
from skolemiljo_analytics.trends.series import ClassRound, Series, school_series
from skolemiljo_analytics.vocabulary import AnswerForm, QuestionKind, ReadingStatus, Role

ITEM = Question("trives", "Jeg trives", QuestionKind.OTHER, form=AnswerForm.SCALE, scale="trivsel")
WAVES = [("2024-10", date(2024, 10, 1)), ("2025-03", date(2025, 3, 1))]


def class_round(name: str, grade: int, wave: int, counts: tuple[int, ...]) -> ClassRound:
    scores = tuple(float(v) for v, n in enumerate(counts, start=1) for _ in range(n))
    key, day = WAVES[wave]
    one = ScaleScores("trivsel", (ITEM,), sum(counts) + 1, scores)
    return ClassRound(name, grade, key, day, (one,))


def by_brute_force(counts, hidden):
    """Every way to fill the hidden cells with the same total and sum."""
    at = [i for i, away in enumerate(hidden) if away]
    left = sum(counts[i] for i in at)
    total = sum(counts[i] * (i + 1) for i in at)
    found = {i: set() for i in at}

    def fill(rest, left, total, chosen):
        if not rest:
            if left == 0 and total == 0:
                for i, n in chosen:
                    found[i].add(n)
            return
        for n in range(left + 1):
            fill(rest[1:], left - n, total - n * (rest[0] + 1), [*chosen, (rest[0], n)])

    fill(at, left, total, [])
    return {i: tuple(sorted(values)) for i, values in found.items()}


small = st.tuples(*[st.integers(0, 5)] * 5).filter(lambda c: sum(c) >= 5)


@given(small, st.tuples(*[st.booleans()] * 5))
def test_what_can_be_worked_out_is_exact(counts, hidden):
    assert possible_values(counts, hidden) == by_brute_force(counts, hidden)


@given(small)
def test_hidden_counts_of_a_row_stay_hidden(counts):
    hidden = hide_counts(CountRow(counts))
    if hidden is None:
        return
    for i, count in enumerate(counts):
        if DEFAULT_POLICY.is_small(count, sum(counts)):
            assert hidden[i]
    possible = by_brute_force(counts, hidden)
    assert all(len(values) >= DEFAULT_POLICY.possibilities for values in possible.values())


def test_a_mean_that_tells_is_hidden_too():
    assert hide_counts(CountRow((0, 0, 0, 1, 9))) is None


def test_small_counts_complements_and_unanimity():
    assert DEFAULT_POLICY.is_small(1, 20)
    assert DEFAULT_POLICY.is_small(2, 20)
    assert not DEFAULT_POLICY.is_small(3, 20)
    assert not DEFAULT_POLICY.is_small(0, 20)
    assert DEFAULT_POLICY.is_small(19, 20)
    assert DEFAULT_POLICY.is_small(20, 20)


def test_a_change_of_one_or_two_is_hidden():
    before = (0, 9, 12, 10, 8)
    plain = hide_counts(CountRow((0, 9, 12, 10, 9)))
    beside = hide_counts(CountRow((0, 9, 12, 10, 9)), before=before)
    assert plain == (False,) * 5
    assert beside is not None
    assert beside[4]


@pytest.mark.parametrize(
    ("role", "kinds"),
    [
        (Role.LEADERSHIP, {UnitKind.SCHOOL, UnitKind.GRADE}),
        (Role.TEACHER, {UnitKind.CLASS}),
        (Role.SMT, {UnitKind.SCHOOL, UnitKind.GRADE, UnitKind.CLASS}),
    ],
)
def test_each_role_gets_its_own_units(role, kinds):
    found = school_series(SCHOOL, role=role)
    assert {series.kind for series in found} == kinds


SCHOOL = [
    class_round("7a", 7, 0, (0, 3, 6, 9, 7)),
    class_round("7b", 7, 0, (1, 2, 8, 7, 6)),
    class_round("6a", 6, 0, (0, 4, 6, 8, 5)),
    class_round("5a", 5, 0, (3, 3, 5, 6, 6)),
    class_round("5b", 5, 0, (4, 4, 5, 7, 3)),
]


def means(found: tuple[Series, ...]) -> dict[tuple[str, str], ReadingStatus]:
    return {(s.kind.value, s.unit): s.points[0].reading.status for s in found}


def test_a_grade_of_one_class_is_hidden_also_by_subtraction():
    shown = means(school_series(SCHOOL))
    assert shown["grade", "6"] is ReadingStatus.HIDDEN
    grades = {unit for (kind, unit), status in shown.items() if status is not ReadingStatus.HIDDEN}
    assert grades in ({"", "7"}, {"", "5"}), "school less both other grades would be the class"


def test_two_grades_of_one_class_each_may_be_told_apart_from_nobody():
    shown = means(school_series([*SCHOOL, class_round("4a", 4, 0, (1, 4, 6, 8, 5))]))
    assert shown["school", ""] is not ReadingStatus.HIDDEN
    assert shown["grade", "7"] is not ReadingStatus.HIDDEN
    assert shown["grade", "5"] is not ReadingStatus.HIDDEN


@pytest.mark.parametrize(("few", "hidden"), [(0, True), (1, True), (4, True), (5, False)])
def test_a_class_of_hardly_any_answers_does_not_make_a_grade_of_two(few: int, hidden: bool) -> None:
    silent = class_round("7b", 7, 0, (0, few, 0, 0, 0))
    shown = means(school_series([*SCHOOL[:1], silent]))
    assert (shown["grade", "7"] is ReadingStatus.HIDDEN) is hidden
    assert (shown["school", ""] is ReadingStatus.HIDDEN) is hidden
    beside = means(school_series([*SCHOOL[:1], silent, *SCHOOL[3:]]))
    assert (beside["grade", "7"] is ReadingStatus.HIDDEN) is hidden
    assert beside["school", ""] is not ReadingStatus.HIDDEN
    if hidden:
        assert beside["grade", "5"] is ReadingStatus.HIDDEN, "the rest would be the class"


def test_nine_answers_are_too_few_for_leadership_and_four_for_a_class():
    tiny = [class_round("1a", 1, 0, (1, 1, 1, 1, 0)), class_round("1b", 1, 0, (1, 1, 1, 1, 1))]
    leadership = means(school_series(tiny))
    assert set(leadership.values()) == {ReadingStatus.HIDDEN}
    teacher = school_series([tiny[0]], role=Role.TEACHER)
    assert teacher[0].points[0].reading.status is ReadingStatus.HIDDEN
    assert teacher[0].points[0].counts == ()


def attack(found: tuple[Series, ...], truth: list[ClassRound], wave: str) -> None:
    """Bound every hidden count by an integer programme over all classes' counts."""
    classes = [one for one in truth if one.wave == wave]
    rows, values, hidden = [], [], []
    for series in found:
        point = next(p for p in series.points if p.wave == wave)
        if not point.reading.is_number:
            continue
        inside = np.repeat([float(_belongs(series, one)) for one in classes], 5)
        answers = np.tile(np.arange(1, 6), len(classes))
        n = point.reading.n_answered
        rows += [inside, inside * answers]
        values += [n, round(point.reading.require() * n)]
        for answer, reading in enumerate(point.counts, start=1):
            row = inside * (answers == answer)
            if reading.is_number:
                rows.append(row)
                values.append(reading.require())
            else:
                hidden.append((f"{series.kind} {series.unit}: answer {answer}", row))
    for what, row in hidden:
        low, high = _ends(row, np.array(rows), np.array(values))
        assert high - low >= 1.5, f"{what} can be pinned down to {low:g}-{high:g}"


def _ends(row: np.ndarray, rows: np.ndarray, values: np.ndarray) -> tuple[float, float]:
    """Return the least and the most a hidden count can be, in whole numbers."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    known = LinearConstraint(rows, values, values)
    whole = np.ones(len(row))
    ends = [
        milp(sign * row, constraints=known, integrality=whole, bounds=Bounds(0)) for sign in (1, -1)
    ]
    assert all(end.success for end in ends)
    return ends[0].fun, -ends[1].fun


def _belongs(series: Series, one: ClassRound) -> bool:
    return {
        UnitKind.SCHOOL: True,
        UnitKind.GRADE: series.unit == str(one.grade),
        UnitKind.CLASS: series.unit == one.class_id,
    }[series.kind]


counted = st.tuples(*[st.integers(0, 9)] * 5).filter(lambda c: sum(c) > 0)


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from([5, 6, 7]), counted, counted), min_size=2, max_size=6),
    st.sampled_from([Role.LEADERSHIP, Role.SMT]),
)
def test_no_hidden_count_can_be_recovered_from_what_is_shown(school, role):
    truth = [
        class_round(f"{grade}{k}", grade, wave, counts)
        for k, (grade, *both) in enumerate(school)
        for wave, counts in enumerate(both)
    ]
    found = school_series(truth, role=role)
    for wave, _ in WAVES:
        attack(found, truth, wave)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from([5, 6, 7]), counted), min_size=1, max_size=6))
def test_leadership_never_gets_one_class_by_any_sum_or_difference(school):
    truth = [class_round(f"{g}{k}", g, 0, counts) for k, (g, counts) in enumerate(school)]
    found = school_series(truth)
    rows = [
        [float(_belongs(series, one)) for one in truth]
        for series in found
        if series.points[0].reading.is_number
    ]
    for k in range(len(truth)):
        alone = np.eye(len(truth))[k]
        if rows:
            rank = np.linalg.matrix_rank(np.array(rows))
            assert np.linalg.matrix_rank(np.array([*rows, alone])) == rank + 1


def test_change_beside_a_hidden_point_is_hidden():
    second = [class_round("7a", 7, 1, (0, 0, 1, 2, 1)), class_round("7b", 7, 1, (0, 1, 1, 1, 1))]
    grade = next(s for s in school_series([*SCHOOL[:2], *second]) if s.kind is UnitKind.GRADE)
    assert grade.points[1].reading.status is ReadingStatus.HIDDEN
    change = grade.points[1].change
    assert change is not None
    assert change.word is None
    assert change.difference.status is ReadingStatus.HIDDEN


def test_the_policy_is_named_on_every_series():
    for series in school_series(SCHOOL):
        assert (series.policy, series.policy_version) == ("skole_streng", "2026.2")


def test_a_hidden_class_does_not_follow_from_its_grade_for_the_team():
    tiny = class_round("7c", 7, 0, (1, 1, 1, 1, 0))
    shown = means(school_series([*SCHOOL[:2], tiny], role=Role.SMT))
    assert shown["class", "7c"] is ReadingStatus.HIDDEN
    assert shown["grade", "7"] is ReadingStatus.HIDDEN
    assert shown["school", ""] is ReadingStatus.HIDDEN
    assert shown["class", "7a"] is not ReadingStatus.HIDDEN


@given(st.lists(st.integers(0, 6), max_size=8))
def test_a_sum_over_classes_is_shown_only_where_it_points_to_none(by_class: list[int]) -> None:
    shown = pool_over_classes(by_class)
    total = sum(by_class)
    if shown is not None:
        assert shown == total
        assert len(by_class) >= 2
        assert total == 0 or (total > 2 and max(by_class) < total)
    else:
        assert len(by_class) < 2 or 0 < total <= 2 or max(by_class) == total


def test_a_hidden_sum_may_be_any_number_from_one_up() -> None:
    for n in (1, 2, 3, 10):
        assert pool_over_classes([n, 0]) is None
    assert [pool_over_classes(one) for one in ([], [0], [5], [1, 1], [1, 2])] == [
        None, None, None, None, 3,
    ]  # fmt: skip
