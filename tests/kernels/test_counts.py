"""Kernels on stacks against a second way of counting: networkx, loops, closed forms."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.kernels import (
    change,
    components,
    concentration,
    counts,
    segregation,
    tallies,
    triads,
)
from skolemiljo_analytics.kernels import reciprocity as back
from skolemiljo_analytics.kernels.labellings import every_inside


def classes(draws: int = 40, n: int = 9, seed: int = 1, share: float = 0.3) -> np.ndarray:
    rng = np.random.Generator(np.random.PCG64(seed))
    stack = rng.random((draws, n, n)) < share
    stack[:, np.arange(n), np.arange(n)] = False
    return stack


def test_a_stack_is_the_same_as_one_class_at_a_time() -> None:
    stack = classes()
    for kernel in (
        counts.received,
        counts.given,
        counts.choices,
        counts.mutual_counts,
        counts.mutual_pairs,
        counts.unchosen,
        counts.without_mutual,
        concentration.gini,
        concentration.centralization,
        concentration.top_share,
        concentration.spread,
        concentration.effective_number,
        back.rho,
        back.katz_powell,
        triads.transitivity,
        triads.triad_census,
    ):
        one_by_one = np.stack([kernel(a) for a in stack])
        np.testing.assert_array_equal(kernel(stack), one_by_one, err_msg=kernel.__name__)


def test_counts_agree_with_loops() -> None:
    for a in classes(10):
        n = len(a)
        assert counts.received(a).tolist() == [sum(a[i, j] for i in range(n)) for j in range(n)]
        mutual = [sum(a[i, j] and a[j, i] for j in range(n)) for i in range(n)]
        assert counts.mutual_counts(a).tolist() == mutual
        assert counts.mutual_pairs(a) == sum(mutual) // 2
        assert counts.unchosen_count(a) == sum(not a[:, j].any() for j in range(n))
        assert counts.without_mutual_count(a) == mutual.count(0)


def test_the_silent_are_not_counted_as_without_mutual() -> None:
    a = np.zeros((3, 3), dtype=bool)
    assert counts.without_mutual_count(a) == 3
    assert counts.without_mutual_count(a, np.array([True, False, False])) == 1


def test_tally_counts_past_a_byte() -> None:
    wide = np.ones((2, 300), dtype=bool)
    assert tallies.tally(wide).tolist() == [300, 300]
    assert tallies.tally_pairs(np.ones((300, 300), dtype=bool)) == 90000


def test_triads_transitivity_and_components_agree_with_networkx() -> None:
    for a in classes(15, share=0.25):
        graph = nx.from_numpy_array(a, create_using=nx.DiGraph)
        census = nx.triadic_census(graph)
        assert dict(zip(triads.TRIADS, triads.triad_census(a).tolist(), strict=True)) == census
        either = a | a.T
        assert components.component_count(either) == nx.number_weakly_connected_components(graph)
        found = components.components(either)
        for part in nx.weakly_connected_components(graph):
            assert {int(found[i]) for i in part} == {min(part)}
    long = np.zeros((9, 9), dtype=bool)
    long[np.arange(8), np.arange(1, 9)] = long[np.arange(1, 9), np.arange(8)] = True
    assert components.component_count(long) == 1


def test_closed_forms_of_concentration() -> None:
    assert concentration.gini_of(np.array([1, 2, 3, 4])) == pytest.approx(0.25)
    assert concentration.gini_of(np.array([0, 0, 0, 10])) == pytest.approx(0.75)
    star = np.zeros((5, 5), dtype=bool)
    star[1:, 0] = True
    assert concentration.centralization(star) == pytest.approx(1.0)
    assert concentration.top_share(star, 1) == 1.0
    assert concentration.effective_number(star) == 1.0
    assert np.isnan(concentration.gini(np.zeros((4, 4), dtype=bool)))
    assert np.isnan(concentration.top_share(np.zeros((4, 4), dtype=bool)))


def test_rho_is_the_correlation_of_choices_with_themselves_turned_round() -> None:
    for a in classes(10):
        off = ~np.eye(len(a), dtype=bool)
        assert back.rho(a) == pytest.approx(np.corrcoef(a[off], a.T[off])[0, 1], abs=1e-12)


def test_reciprocity_counts_only_pairs_in_which_both_answered() -> None:
    a = np.array([[0, 1, 1], [1, 0, 0], [0, 0, 0]], dtype=bool)
    assert back.edge_reciprocity(a) == pytest.approx(2 / 3)
    assert back.edge_reciprocity(a, np.array([True, True, False])) == 1.0
    assert np.isnan(back.rho(a, np.array([True, False, False])))


def test_expected_mutual_is_the_mean_over_random_choices() -> None:
    from skolemiljo_analytics.kernels.draws import draw_null

    a = classes(1, 12)[0]
    random = draw_null(a, ~np.eye(12, dtype=bool), null="out", draws=20000, seed=3)
    pairs = counts.mutual_pairs(random)
    error = pairs.std() / len(pairs) ** 0.5
    assert abs(pairs.mean() - float(back.expected_mutual(a))) < 4 * error
    k = counts.given(random)
    assert (k == counts.given(a)).all()


@given(st.integers(0, 10**6))
@settings(max_examples=15)
def test_relabelling_groups_and_pupils_changes_no_class_figure(seed: int) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    a, order = classes(1, 8, seed)[0], rng.permutation(8)
    labels = rng.integers(0, 3, 8)
    turned = a[np.ix_(order, order)]
    for kernel in (concentration.gini, concentration.centralization, back.rho, triads.transitivity):
        np.testing.assert_allclose(kernel(turned), kernel(a), atol=1e-12)
    renamed = np.array([7, 4, 9])[labels]
    same = segregation.ei_index(turned, renamed[order])
    np.testing.assert_allclose(same, segregation.ei_index(a, labels))


def test_unknown_labels_are_left_out() -> None:
    a = np.array([[0, 1, 1], [1, 0, 1], [1, 1, 0]], dtype=bool)
    inside, across, free_in, free_across = segregation.mixing(a, np.array([0, 0, -1]))
    assert [int(x) for x in (inside, across, free_in, free_across)] == [2, 0, 0, 0]
    assert segregation.ei_index(a, np.array([0, 0, -1])) == -1.0


def test_odds_ratio_counts_only_places_that_were_possible() -> None:
    a = np.zeros((4, 4), dtype=bool)
    a[0, 1] = a[0, 2] = True
    labels = np.array([0, 0, 1, 1])
    answered = np.array([True, False, False, False])
    possible = answered[:, None] & ~np.eye(4, dtype=bool)
    assert np.isnan(segregation.odds_ratio(a, labels, possible)) is np.False_
    assert segregation.odds_ratio(a, labels, possible) == np.inf
    a[1, 3] = a[1, 0] = True
    assert segregation.odds_ratio(a, labels) == pytest.approx((2 * 6) / (2 * 2))


def test_expected_ei_is_the_mean_over_every_labelling() -> None:
    a = classes(1, 7)[0]
    labels = np.array([0, 0, 0, 1, 1, 1, 1])
    inside, ways = every_inside(a, (3, 4))
    mean = np.average(segregation.ei_from_inside(inside, int(a.sum())), weights=ways)
    assert mean == pytest.approx(segregation.expected_ei(labels))
    assert ways.sum() == 35


def test_change_counts_only_what_was_seen_twice() -> None:
    before = np.array([[0, 1, 1], [1, 0, 0], [0, 0, 0]], dtype=bool)
    after = np.array([[0, 1, 0], [0, 0, 1], [1, 0, 0]], dtype=bool)
    assert [int(x) for x in change.tie_changes(before, after)] == [1, 2, 2]
    assert change.jaccard(before, after) == pytest.approx(0.2)
    assert change.persistence(before, after) == pytest.approx(1 / 3)
    seen = np.array([[1, 1, 1], [0, 0, 0], [0, 0, 0]], dtype=bool)
    assert change.hamming(before, after, seen) == 1
    assert np.isnan(change.jaccard(before & False, after & False))
