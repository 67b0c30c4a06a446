"""Yes beside no: against every way to answer, against dealing by hand, and by laws."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skolemiljo_analytics.doubt.exact import received_tails
from skolemiljo_analytics.doubt.signed import compare_signed, find_fronts, tail_among
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.borders import count_between, separate_groups
from skolemiljo_analytics.tables.records import Question


def relation_of(named: np.ndarray, answered: np.ndarray | None = None) -> Relation:
    n = len(named)
    spoke = np.ones(n, dtype=bool) if answered is None else answered
    return Relation(Question("q", "q"), named & spoke[:, None], spoke, ~np.eye(n, dtype=bool))


def matrix(rows: dict[int, tuple[int, ...]], n: int) -> np.ndarray:
    out = np.zeros((n, n), dtype=bool)
    for i, others in rows.items():
        out[i, list(others)] = True
    return out


YES = matrix({0: (1,), 1: (0, 2), 2: (), 3: (0,)}, 4)
NO = matrix({0: (2,), 1: (3,), 2: (3,), 3: (2, 1)}, 4)


def every_way(i: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every way rater i could have spread as many yes and no, nobody getting both."""
    could = [j for j in range(4) if j != i]
    n_yes, n_no = int(YES[i].sum()), int(NO[i].sum())
    return [
        (yes, no)
        for yes in combinations(could, n_yes)
        for no in combinations([j for j in could if j not in yes], n_no)
    ]


def test_tails_are_those_of_every_way_to_answer() -> None:
    found = compare_signed(relation_of(YES), relation_of(NO))
    sums = []
    for ways in product(*(every_way(i) for i in range(4))):
        yes = matrix({i: way[0] for i, way in enumerate(ways)}, 4).sum(axis=0)
        no = matrix({i: way[1] for i, way in enumerate(ways)}, 4).sum(axis=0)
        sums.append((yes - no, yes + no))
    difference, total = (np.array(part) for part in zip(*sums, strict=True))
    got = YES.sum(axis=0) - NO.sum(axis=0)
    both = YES.sum(axis=0) + NO.sum(axis=0)
    np.testing.assert_allclose(found.preference.low, (difference <= got).mean(axis=0))
    np.testing.assert_allclose(found.preference.high, (difference >= got).mean(axis=0))
    np.testing.assert_allclose(found.impact.low, (total <= both).mean(axis=0))
    np.testing.assert_allclose(found.impact.high, (total >= both).mean(axis=0))


def test_a_rater_who_names_the_same_in_both_says_nothing() -> None:
    also = NO.copy()
    also[0, 1] = True  # 0 chose 1 too
    found = compare_signed(relation_of(YES), relation_of(also))
    assert found.n_both_ways == 1
    assert (found.yes[1], found.no[1]) == (0, 1)


def test_who_answered_one_question_only_is_silent() -> None:
    spoke = np.array([True, True, True, False])
    found = compare_signed(relation_of(YES), relation_of(NO, spoke))
    assert found.raters.tolist() == [2, 2, 2, 3]
    assert found.silent.tolist() == [1, 1, 1, 0]
    assert found.yes.tolist() == [1, 1, 1, 0], "the choice 3 made of 0 is not counted"


cells = st.lists(st.sampled_from([0, 1, 2]), min_size=36, max_size=36)


@given(cells)
def test_swapping_the_questions_swaps_the_tails(values: list[int]) -> None:
    grid = np.array(values).reshape(6, 6)
    np.fill_diagonal(grid, 0)
    assume((grid == 1).any() and (grid == 2).any())
    yes, no = relation_of(grid == 1), relation_of(grid == 2)
    one, other = compare_signed(yes, no), compare_signed(no, yes)
    np.testing.assert_allclose(one.preference.low, other.preference.high, atol=1e-12)
    np.testing.assert_allclose(one.impact.low, other.impact.low, atol=1e-12)


@given(cells, st.permutations(range(6)))
def test_another_order_of_the_class_permutes_the_result(
    values: list[int], order: list[int]
) -> None:
    grid = np.array(values).reshape(6, 6)
    np.fill_diagonal(grid, 0)
    assume((grid == 2).any())
    turned = grid[np.ix_(order, order)]
    one = compare_signed(relation_of(grid == 1), relation_of(grid == 2))
    other = compare_signed(relation_of(turned == 1), relation_of(turned == 2))
    for field in ("low", "high"):
        for first, second in ((one.preference, other.preference), (one.impact, other.impact)):
            np.testing.assert_allclose(
                getattr(first, field)[order], getattr(second, field), atol=1e-12
            )
    assert one.no[order].tolist() == other.no.tolist()


def test_the_chance_among_some_raters_counts_only_them() -> None:
    relation = relation_of(YES)
    everyone = np.ones((4, 4), dtype=bool)
    np.testing.assert_allclose(tail_among(relation, everyone), received_tails(relation)[1])
    only_first = np.zeros((4, 4), dtype=bool)
    only_first[0] = True  # pupil 0 spread one choice over three
    np.testing.assert_allclose(tail_among(relation, only_first), [1, 1 / 3, 1, 1])


# -- groupings -------------------------------------------------------------------------------------

TWO = np.array([0] * 5 + [1] * 5)


def across(back: bool) -> np.ndarray:
    """Everyone in the first grouping says no to two in the other, and perhaps the other way."""
    rows = {i: (5 + i, 5 + (i + 1) % 5) for i in range(5)}
    if back:
        rows |= {5 + i: (i, (i + 2) % 5) for i in range(5)}
    return matrix(rows, 10)


def test_choices_between_groupings_are_counted_by_hand() -> None:
    assert count_between(across(False), TWO, 2).tolist() == [[0, 10], [0, 0]]
    stack = np.stack([across(False), across(True)])
    assert count_between(stack, TWO, 2)[1].tolist() == [[0, 10], [10, 0]]


def test_a_front_goes_both_ways() -> None:
    assert find_fronts(relation_of(across(False)), TWO) == ()
    (front,) = find_fronts(relation_of(across(True)), TWO)
    assert (front.first, front.second, front.forth, front.back) == (0, 1, 10, 10)
    assert front.p < 0.02


def test_no_said_inside_is_no_front() -> None:
    inside = matrix({i: ((i + 1) % 5, (i + 2) % 5) for i in range(5)}, 10)
    assert find_fronts(relation_of(inside), TWO) == ()


@pytest.mark.parametrize("labels", [np.zeros(10, dtype=int), np.full(10, -1)])
def test_one_grouping_has_no_front(labels: np.ndarray) -> None:
    assert find_fronts(relation_of(across(True)), labels) == ()


def test_raters_without_a_grouping_are_groupings_of_one() -> None:
    named = matrix({1: (0,), 2: (0,), 3: (0,), 4: (5,), 5: (4,)}, 6)
    labels = np.array([0, 0, 0, -1, -1, -1])
    assert separate_groups(named, labels).tolist() == [2, 0, 0, 0, 1, 1]
    stack = np.stack([named, np.zeros_like(named)])
    assert separate_groups(stack, labels)[1].tolist() == [0] * 6
