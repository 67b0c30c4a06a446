"""Kernels against their formulas written out once more: what put-in faults slipped by."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from skolemiljo_analytics.kernels import (
    change,
    components,
    concentration,
    counts,
    reciprocity,
    segregation,
    tallies,
    triads,
)


def classes(draws: int = 12, n: int = 9, seed: int = 5, share: float = 0.35) -> np.ndarray:
    rng = np.random.Generator(np.random.PCG64(seed))
    stack = rng.random((draws, n, n)) < share
    stack[:, np.arange(n), np.arange(n)] = False
    return stack


def test_katz_powell_by_its_formula_among_those_who_answered() -> None:
    answered = np.array([True] * 7 + [False] * 2)
    for a in classes() & answered[:, None]:
        for who in (np.ones(9, dtype=bool), answered):
            part = a[np.ix_(who, who)]
            n, k = len(part), part.sum(axis=1)
            pairs, total = (part & part.T).sum() / 2, part.sum()
            expected = (total**2 - (k**2).sum()) / (2 * (n - 1) ** 2)
            index = (pairs - expected) / (total / 2 - expected)
            assert reciprocity.katz_powell(a, who) == pytest.approx(index)
            assert reciprocity.expected_mutual(a, who) == pytest.approx(expected)
            rate, density = 2 * pairs / total, total / (n * (n - 1))
            assert reciprocity.edge_reciprocity(a, who) == pytest.approx(rate)
            assert reciprocity.rho(a, who) == pytest.approx((rate - density) / (1 - density))


def test_spread_gini_and_shares_by_their_formulas() -> None:
    for a in classes():
        x = a.sum(axis=0)
        assert concentration.spread(a) == pytest.approx(x.std(ddof=1))
        apart = np.abs(x[:, None] - x[None, :]).sum()
        assert concentration.gini(a) == pytest.approx(apart / (2 * len(x) * x.sum()))
        assert concentration.effective_number(a) == pytest.approx(1 / ((x / x.sum()) ** 2).sum())
        assert concentration.centralization(a) == pytest.approx((x.max() - x).sum() / 64)
        top = sorted(x, reverse=True)
        assert concentration.top_share(a) == pytest.approx(sum(top[:3]) / x.sum())
        assert concentration.top_share(a, 1) == pytest.approx(top[0] / x.sum())
    assert np.isnan(concentration.spread(np.zeros((1, 1), dtype=bool)))


def test_change_counts_only_pairs_seen_in_every_figure() -> None:
    rng = np.random.Generator(np.random.PCG64(8))
    for before, after in zip(classes(seed=1), classes(seed=2), strict=True):
        seen = (rng.random((9, 9)) < 0.6) & ~np.eye(9, dtype=bool)
        first, second = before[seen], after[seen]
        kept, dropped, new = (
            int((first & second).sum()),
            int((first & ~second).sum()),
            int((~first & second).sum()),
        )
        assert [int(c) for c in change.tie_changes(before, after, seen)] == [kept, dropped, new]
        assert change.jaccard(before, after, seen) == pytest.approx(kept / (kept + dropped + new))
        assert change.persistence(before, after, seen) == pytest.approx(kept / (kept + dropped))
        assert change.hamming(before, after, seen) == dropped + new
    stack = change.hamming(classes(seed=1), classes(seed=2))
    assert stack.shape == (12,)


@pytest.mark.parametrize("n", [2, 3, 5, 9, 17, 33, 34])
def test_a_row_of_pupils_is_one_part_however_long(n: int) -> None:
    row = np.zeros((n, n), dtype=bool)
    row[np.arange(n - 1), np.arange(1, n)] = True
    assert (components.reachable(row) == np.triu(np.ones((n, n), dtype=bool))).all()
    assert components.components(row | row.T).tolist() == [0] * n
    turned = (row | row.T)[::-1, ::-1]
    assert components.components(turned).tolist() == [0] * n
    assert components.component_count(np.stack([row | row.T, np.zeros_like(row)])).tolist() == [
        1,
        n,
    ]
    assert components.components(row | row.T).dtype == np.int64


def test_transitivity_and_triads_by_trying_every_three() -> None:
    for a in classes(6, 7):
        graph = nx.from_numpy_array(a, create_using=nx.DiGraph)
        paths = [
            (i, k)
            for i in range(7)
            for j in range(7)
            for k in range(7)
            if len({i, j, k}) == 3 and a[i, j] and a[j, k]
        ]
        assert triads.transitivity(a) == pytest.approx(np.mean([a[i, k] for i, k in paths]))
        census = triads.triad_census(a)
        assert census.dtype == np.int64
        assert dict(zip(triads.TRIADS, census.tolist(), strict=True)) == nx.triadic_census(graph)


def test_mixing_and_its_indices_by_loops() -> None:
    rng = np.random.Generator(np.random.PCG64(3))
    for a in classes():
        labels = rng.integers(-1, 3, 9)
        possible = rng.random((9, 9)) < 0.8
        pairs = [
            (a[i, j], labels[i] == labels[j], possible[i, j])
            for i in range(9)
            for j in range(9)
            if i != j and labels[i] >= 0 and labels[j] >= 0
        ]
        inside, across = (sum(t for t, s, _ in pairs if s == side) for side in (True, False))
        free = [sum(p and not t for t, s, p in pairs if s == side) for side in (True, False)]
        found = segregation.mixing(a, labels, possible & ~np.eye(9, dtype=bool))
        assert [int(x) for x in found] == [inside, across, *free]
        assert segregation.ei_index(a, labels) == pytest.approx(
            (across - inside) / (across + inside)
        )
        odds = segregation.odds_ratio(a, labels, possible & ~np.eye(9, dtype=bool))
        assert odds == pytest.approx(inside * free[1] / (across * free[0]))


def test_odds_that_are_not_there() -> None:
    nobody = np.zeros((4, 4), dtype=bool)
    labels = np.array([0, 0, 1, 1])
    assert np.isnan(segregation.odds_ratio(nobody, labels))
    assert np.isnan(segregation.ei_index(nobody, labels))
    assert np.isnan(segregation.expected_ei(np.array([0, -1])))
    assert segregation.expected_ei(labels) == pytest.approx(1 - 2 * 4 / 12)
    assert segregation.expected_ei(np.array([0, 1])) == 1.0
    assert segregation.expected_ei(np.array([0, 0])) == -1.0
    assert np.isnan(segregation.ei_from_inside(np.array(0), 0))


def test_tallies_in_bytes_and_beyond() -> None:
    for n in (255, 256, 300):
        ones = np.ones((2, n), dtype=bool)
        assert tallies.tally(ones).tolist() == [n, n]
        assert tallies.tally(ones.T, 0).tolist() == [n, n]
        assert tallies.tally(ones).dtype == np.int64
    stack = np.ones((3, 2, 5), dtype=bool)
    assert tallies.tally_pairs(stack).tolist() == [10, 10, 10]
    assert tallies.ratio(np.array([1, 0]), np.array([4, 0]))[0] == 0.25
    assert np.isnan(tallies.ratio(np.array(1), np.array(0)))


def test_counts_of_a_stack_are_along_the_last_axes() -> None:
    stack = classes(5, 6)
    assert (counts.received(stack) == stack.sum(axis=1)).all()
    assert (counts.given(stack) == stack.sum(axis=2)).all()
    assert (counts.choices(stack) == stack.sum(axis=(1, 2))).all()
    both = stack & np.swapaxes(stack, 1, 2)
    assert (counts.mutual_counts(stack) == both.sum(axis=2)).all()
    assert (counts.mutual_pairs(stack) == both.sum(axis=(1, 2)) // 2).all()
    assert (counts.unchosen(stack) == (stack.sum(axis=1) == 0)).all()
    assert (counts.unchosen_count(stack) == (stack.sum(axis=1) == 0).sum(axis=1)).all()
    assert (counts.without_mutual(stack) == (both.sum(axis=2) == 0)).all()
    answered = np.array([True, True, False, True, True, False])
    lonely = (both.sum(axis=2) == 0) & answered
    assert (counts.without_mutual_count(stack, answered) == lonely.sum(axis=1)).all()


def test_the_census_of_classes_where_nearly_everybody_names_everybody() -> None:
    """Against networkx, where all three name each other too."""
    for share in (0.6, 0.85, 1.0):
        for a in classes(draws=4, n=8, seed=3, share=share):
            theirs = nx.triadic_census(nx.from_numpy_array(a, create_using=nx.DiGraph))
            ours = dict(zip(triads.TRIADS, triads.triad_census(a).tolist(), strict=True))
            assert ours == theirs
    everyone = ~np.eye(6, dtype=bool)
    assert triads.triad_census(everyone)[triads.TRIADS.index("300")] == 20
