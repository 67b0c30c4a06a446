"""Laws the research figures keep (methods handbook 9, check list), and edges (performance 3)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.doubt.groupings import adjusted_rand
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.kernels import search
from skolemiljo_analytics.research import (
    brokerage,
    centrality,
    change,
    dominance,
    hierarchy,
    relations,
    scales,
    segregation,
    springrank,
    ssrat,
    status,
)
from skolemiljo_analytics.vocabulary import Reason

SEEDS = st.integers(0, 10**6)


def choices(seed: int, n: int = 10, share: float = 0.3) -> np.ndarray:
    rng = np.random.Generator(np.random.PCG64(seed))
    named = rng.random((n, n)) < share
    np.fill_diagonal(named, False)
    named[0, 1] = named[1, 2] = True
    return named


def rated(seed: int, n: int = 11, highest: int = 5) -> np.ndarray:
    rng = np.random.Generator(np.random.PCG64(seed))
    ratings = rng.integers(1, highest + 1, (n, n)).astype(float)
    np.fill_diagonal(ratings, np.nan)
    ratings[0, 1:3] = 1, highest
    return ratings


PER_PUPIL: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "betweenness": centrality.betweenness,
    "constraint": centrality.constraint,
    "pagerank": centrality.pagerank,
    "bonacich": lambda a: centrality.bonacich(a, beta=0.01),
    "david": lambda a: dominance.david_score(a.astype(np.int64)),
    "spring": lambda a: springrank.spring_rank(a.astype(np.int64), draws=0).scores,
}


@pytest.mark.parametrize("name", PER_PUPIL)
@given(seed=SEEDS)
@settings(max_examples=10)
def test_pupils_in_another_order_get_the_same_figures(name: str, seed: int) -> None:
    named = choices(seed)
    order = np.random.Generator(np.random.PCG64(seed)).permutation(len(named))
    turned = PER_PUPIL[name](named[np.ix_(order, order)])
    np.testing.assert_allclose(turned, PER_PUPIL[name](named)[order], atol=1e-9)


@given(seed=SEEDS)
@settings(max_examples=10)
def test_class_figures_do_not_depend_on_order(seed: int) -> None:
    named, order = choices(seed), np.random.Generator(np.random.PCG64(seed)).permutation(10)
    turned = named[np.ix_(order, order)]
    labels = np.arange(10) % 3
    assert hierarchy.krackhardt(turned) == hierarchy.krackhardt(named)
    roles = brokerage.brokerage(named, labels)
    assert (brokerage.brokerage(turned, labels[order]) == roles[order]).all()
    wins = named.astype(np.int64)
    assert dominance.steepness(wins) == pytest.approx(dominance.steepness(wins[order][:, order]))


@given(seed=SEEDS)
@settings(max_examples=10)
def test_brokerage_is_every_open_path(seed: int) -> None:
    named, labels = choices(seed, 8), np.arange(8) % 3
    roles = np.zeros((8, 5), dtype=int)
    for v in range(8):
        for a in range(8):
            for c in range(8):
                if a == c or not (named[a, v] and named[v, c]) or named[a, c]:
                    continue
                la, lv, lc = labels[a], labels[v], labels[c]
                kind = 0 if la == lv == lc else 1 if la == lc else 2 if la == lv else 3
                roles[v, 4 if len({la, lv, lc}) == 3 else kind] += 1
    assert (brokerage.brokerage(named, labels) == roles).all()


@given(seed=SEEDS)
@settings(max_examples=10)
def test_reversing_a_scale_swaps_liked_and_disliked(seed: int) -> None:
    ratings = rated(seed)
    one = ssrat.classify_ratings(ratings, highest=5)
    other = ssrat.classify_ratings(6 - ratings, highest=5)
    np.testing.assert_allclose(one.scores["sympathy"], other.scores["antipathy"])
    np.testing.assert_allclose(one.scores["sympathy_high"], other.scores["antipathy_high"])
    swap = {"popular": "rejected", "rejected": "popular"}
    assert [swap.get(str(x), x) for x in one.labels] == list(other.labels)


@given(seed=SEEDS)
@settings(max_examples=10)
def test_a_longer_scale_with_the_same_middle_changes_no_label(seed: int) -> None:
    ratings = rated(seed)
    one = ssrat.classify_ratings(ratings, highest=5)
    moved = ssrat.classify_ratings(ratings + 1, highest=7)
    assert one.labels == moved.labels
    np.testing.assert_allclose(one.scores["impact_low"], moved.scores["impact_low"], atol=1e-12)


@given(seed=SEEDS)
@settings(max_examples=10)
def test_rating_oneself_has_no_effect_and_silence_takes_no_part(seed: int) -> None:
    ratings = rated(seed)
    vain = ratings.copy()
    np.fill_diagonal(vain, 5.0)
    one, other = (ssrat.classify_ratings(r, highest=5) for r in (ratings, vain))
    assert one.labels == other.labels
    silent = ratings.copy()
    silent[3] = np.nan
    without = ssrat.classify_ratings(silent, highest=5)
    gone = np.delete(ratings, 3, axis=0)
    assert without.scores["preference"][0] == np.nansum(gone[:, 0])


@given(seed=SEEDS)
@settings(max_examples=10)
def test_swapping_liking_and_disliking_swaps_popular_and_rejected(seed: int) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    liked, disliked = rng.integers(0, 9, (2, 14))
    liked[:2], disliked[:2] = (0, 9), (9, 0)
    swap = {"popular": "rejected", "rejected": "popular"}
    one, other = status.coie_dodge(liked, disliked), status.coie_dodge(disliked, liked)
    assert [swap.get(str(x), str(x)) for x in one.labels] == [str(x) for x in other.labels]


def test_an_absent_pupil_changes_chances_only_through_whom_one_could_name() -> None:
    k, n = 3, 12
    before = status.sum_of_chances(np.full((n - 1, 1), k / (n - 1)))
    after = status.sum_of_chances(np.vstack([np.full((n - 1, 1), k / n), [[0.0]]]))
    assert after[0, n] == 0.0
    assert after[0, 0] == pytest.approx((1 - k / n) ** (n - 1))
    assert before[0, 0] == pytest.approx((1 - k / (n - 1)) ** (n - 1))


@given(seed=SEEDS)
@settings(max_examples=10)
def test_effects_of_ratings_sum_to_nothing_and_shares_to_one(seed: int) -> None:
    ratings = rated(seed, 12, 7)
    found = relations.relation_shares(ratings)
    assert found.giver_effects.sum() == pytest.approx(0.0, abs=1e-9)
    assert found.receiver_effects.sum() == pytest.approx(0.0, abs=1e-9)
    assert sum(found.shares) == pytest.approx(1.0)
    shifted = relations.relation_shares(ratings + 3)
    assert shifted.shares == pytest.approx(found.shares)
    turned = relations.relation_shares(ratings.T)
    assert (turned.giver, turned.receiver) == pytest.approx((found.receiver, found.giver))


def test_pure_effects_are_found_whole() -> None:
    give, receive = np.arange(10.0), np.arange(10.0)[::-1] ** 2 / 10
    ratings = give[:, None] + receive[None, :]
    np.fill_diagonal(ratings, np.nan)
    found = relations.relation_shares(ratings)
    assert found.pair == pytest.approx(0.0, abs=1e-12)
    assert found.giver_effects == pytest.approx(give - give.mean())
    assert found.receiver_effects == pytest.approx(receive - receive.mean())


def test_known_shapes() -> None:
    tree = np.zeros((7, 7), dtype=bool)
    for child in range(1, 7):
        tree[(child - 1) // 2, child] = True
    assert hierarchy.krackhardt(tree) == hierarchy.Hierarchy(1.0, 1.0, 1.0, 1.0)
    line = np.triu(np.ones((6, 6), dtype=np.int64), 1)
    assert dominance.steepness(line, proportion="plain") == pytest.approx(1.0)
    assert dominance.landau(line).h == pytest.approx(1.0)
    assert dominance.triangle_transitivity(line).index == pytest.approx(1.0)
    assert np.diff(springrank.spring_rank(line).scores).max() < 0
    path = np.zeros((4, 4), dtype=bool)
    path[[0, 1, 2], [1, 2, 3]] = True
    assert centrality.betweenness(path).tolist() == [0.0, 2.0, 2.0, 0.0]
    assert centrality.pagerank(path).argmax() == 3
    camps = np.kron(np.eye(2, dtype=bool), np.ones((3, 3), dtype=bool))
    np.fill_diagonal(camps, False)
    labels = np.repeat([0, 1], 3)
    mixing, sizes = segregation.mixing_matrix(camps, labels)
    assert segregation.coleman(mixing, sizes).tolist() == [1.0, 1.0]
    assert segregation.assortativity(mixing) == pytest.approx(1.0)
    assert segregation.freeman_segregation(camps, labels) == 1.0
    assert segregation.gupta_anderson_may(mixing) == 1.0
    assert segregation.spectral_segregation(camps, labels) == pytest.approx(np.ones(6))


NOBODY = np.zeros((6, 6), dtype=bool)
LONE = np.full((6, 6), np.nan)
UNDEFINED: dict[str, tuple[Callable[[], Any], Reason]] = {
    "nobody disliked": (
        lambda: status.coie_dodge(np.arange(8), np.zeros(8)),
        Reason.CONSTANT,
    ),
    "one pupil": (lambda: status.standardize(np.array([3])), Reason.CLASS_TOO_SMALL),
    "nobody could name": (
        lambda: status.newcomb_bukowski(
            np.zeros(3, int), np.zeros(3, int), np.zeros((3, 3)), np.zeros((3, 3))
        ),
        Reason.NOBODY_ANSWERED,
    ),
    "nobody rated": (lambda: ssrat.classify_ratings(LONE, highest=5), Reason.NOBODY_ANSWERED),
    "all rated alike": (
        lambda: ssrat.classify_ratings(np.full((6, 6), 3.0), highest=5),
        Reason.CONSTANT,
    ),
    "few ratings": (lambda: relations.relation_shares(np.ones((9, 9))), Reason.CLASS_TOO_SMALL),
    "a rating is missing": (
        lambda: relations.relation_shares(np.where(np.eye(10)[::-1] > 0, np.nan, 1.0)),
        Reason.PARTICIPATION,
    ),
    "constant ratings": (lambda: relations.relation_shares(np.ones((10, 10))), Reason.CONSTANT),
    "betweenness of two": (lambda: centrality.betweenness(NOBODY[:2, :2]), Reason.CLASS_TOO_SMALL),
    "betweenness": (lambda: centrality.betweenness(NOBODY), Reason.NO_TIES),
    "constraint": (lambda: centrality.constraint(NOBODY), Reason.NO_TIES),
    "pagerank": (lambda: centrality.pagerank(NOBODY), Reason.NO_TIES),
    "bonacich": (lambda: centrality.bonacich(NOBODY, beta=0.1), Reason.NO_TIES),
    "brokerage": (lambda: brokerage.brokerage(NOBODY, np.zeros(6, int)), Reason.NO_TIES),
    "brokerage without groups": (
        lambda: brokerage.brokerage(choices(1, 6), np.full(6, -1)),
        Reason.NO_GENDER,
    ),
    "hierarchy": (lambda: hierarchy.krackhardt(NOBODY), Reason.NO_TIES),
    "hierarchy of pairs": (
        lambda: hierarchy.krackhardt(np.eye(4, dtype=bool)[[1, 0, 3, 2]]),
        Reason.NO_TIES,
    ),
    "david": (lambda: dominance.david_score(np.zeros((5, 5), int)), Reason.NO_TIES),
    "dominance of two": (lambda: dominance.landau(np.ones((2, 2), int)), Reason.CLASS_TOO_SMALL),
    "springs": (lambda: springrank.spring_rank(np.zeros((5, 5), int)), Reason.NO_TIES),
    "one group": (
        lambda: segregation.mixing_matrix(choices(1), np.zeros(10, int)),
        Reason.ONE_GENDER,
    ),
    "no ties across known groups": (
        lambda: segregation.mixing_matrix(NOBODY, np.arange(6) % 2),
        Reason.NO_TIES,
    ),
    "choices from and to one group": (
        lambda: segregation.assortativity(np.array([[4, 0], [0, 0]])),
        Reason.CONSTANT,
    ),
    "a silent group": (
        lambda: segregation.gupta_anderson_may(np.array([[4, 1], [0, 0]])),
        Reason.NO_TIES,
    ),
    "a group of one": (
        lambda: segregation.segregation_matrix(np.array([[4, 1], [1, 0]]), np.array([5, 1])),
        Reason.SMALL_CATEGORY,
    ),
    "spectral": (
        lambda: segregation.spectral_segregation(NOBODY, np.arange(6) % 2),
        Reason.NO_TIES,
    ),
    "alpha of two persons": (lambda: scales.cronbach_alpha(np.ones((2, 4))), Reason.PARTICIPATION),
    "alpha of equal sums": (lambda: scales.cronbach_alpha(np.ones((9, 4))), Reason.CONSTANT),
    "omega without error": (lambda: scales.omega(np.array([1.0, 0.5, 0.5])), Reason.CONSTANT),
    "one factor of two items": (lambda: scales.one_factor(np.eye(2)), Reason.CLASS_TOO_SMALL),
    "kappa without pairs": (
        lambda: change.kappa_of_ties(NOBODY, NOBODY, NOBODY),
        Reason.NO_OVERLAP,
    ),
    "kappa of nothing": (
        lambda: change.kappa_of_ties(NOBODY, NOBODY, ~NOBODY),
        Reason.CONSTANT,
    ),
    "rank of equals": (
        lambda: change.rank_correlation(np.arange(5), np.ones(5)),
        Reason.CONSTANT,
    ),
}


@pytest.mark.parametrize("name", UNDEFINED)
def test_what_is_undefined_says_why(name: str) -> None:
    make, reason = UNDEFINED[name]
    with pytest.raises(NotAvailableError) as refused:
        make()
    assert refused.value.reason is reason


def test_landau_refuses_three_choices_in_a_class_of_25() -> None:
    named = np.zeros((25, 25), dtype=np.int64)
    for i in range(25):
        named[i, [(i + 1) % 25, (i + 4) % 25, (i + 9) % 25]] = 1
    with pytest.raises(NotAvailableError) as refused:
        dominance.landau(named)
    assert refused.value.reason is Reason.NO_POWER


def test_a_scale_without_a_middle_and_ratings_outside_are_refused() -> None:
    with pytest.raises(ValueError, match="midpoint"):
        ssrat.classify_ratings(rated(1), highest=4)
    with pytest.raises(ValueError, match="whole ratings"):
        ssrat.classify_ratings(rated(1) + 0.5, highest=7)
    with pytest.raises(ValueError, match="beta"):
        centrality.bonacich(~np.eye(5, dtype=bool), beta=0.25)
    with pytest.raises(ValueError, match="1982"):
        status.coie_dodge(np.arange(4), np.arange(4)[::-1], rules=1986)


def test_no_information_is_not_the_middle() -> None:
    wins = np.zeros((5, 5), dtype=np.int64)
    wins[0, 1] = wins[1, 2] = 1
    found = springrank.spring_rank(wins)
    assert np.isnan(found.scores[3:]).all()
    assert len(set(found.parts.tolist())) == 3
    one_way = choices(3, 6)
    one_way[5], one_way[:, 5] = False, False
    assert np.isnan(centrality.constraint(one_way)[5])
    ratings = rated(2)
    ratings[:, 4] = np.nan
    found_r = ssrat.classify_ratings(ratings, highest=5)
    assert found_r.labels[4] is None
    assert np.isnan(found_r.scores["impact_low"][4])


def test_a_complete_block_leaves_out_the_silent_both_ways() -> None:
    ratings = rated(5, 12)
    ratings[7] = np.nan
    ratings[2, 3] = np.nan
    keep = relations.complete_block(ratings)
    assert not keep[7]
    assert keep.sum() == 10
    assert np.isfinite(ratings[np.ix_(keep, keep)]).sum() == 90


@pytest.mark.reference
def test_change_of_ties_against_knecht(reference: Path) -> None:
    """Kappa and Spearman from the published counts and from ranks with ties."""
    want = json.loads((reference / "vectors" / "knecht_derived_change.json").read_text())
    for step in ("t1_t2", "t2_t3", "t3_t4"):
        n = {key: want[step][key] for key in ("n11", "n10", "n01", "n00")}
        before = np.repeat([True, True, False, False], list(n.values()))
        after = np.repeat([True, False, True, False], list(n.values()))
        kappa = change.kappa_of_ties(before, after, np.ones_like(before))
        assert kappa == pytest.approx(want[step]["kappa"], abs=6e-9)
    ranks = np.array([1, 2, 2, 5, 3]), np.array([2, 1, 4, 4, 3])
    assert change.rank_correlation(*ranks) == pytest.approx(5.25 / 9.5)


def planted(rng: np.random.Generator, k: int, odds: float) -> tuple[np.ndarray, np.ndarray]:
    labels = np.arange(25) % 4
    named = np.zeros((25, 25), dtype=bool)
    for i in range(25):
        weight = np.where(labels == labels[i], odds, 1.0)
        weight[i] = 0.0
        named[i, rng.choice(25, size=k, replace=False, p=weight / weight.sum())] = True
    return named, labels


@pytest.mark.reference
@pytest.mark.parametrize(("k", "odds"), [(3, 1), (3, 8), (5, 5)])
def test_planted_groups_are_found_as_often_as_published(k: int, odds: int, reference: Path) -> None:
    """Against their table, from fewer classes: power within 4 standard errors, Rand within .15."""
    rows = json.loads((reference / "vectors" / "power_planted_groups.json").read_text())
    row = next(r for r in rows if (r["n"], r["groups"], r["k"], r["odds"]) == (25, 4, k, odds))
    rng = np.random.Generator(np.random.PCG64(11))
    found, alike, classes = 0, [], 24
    can = ~np.eye(25, dtype=bool)
    for one in range(classes):
        named, labels = planted(rng, k, odds)
        observed, random, _ = search.null_modularity(named, can, null="in_out", draws=39, seed=one)
        found += (1 + np.count_nonzero(random >= observed - 1e-12)) / 40 <= 0.05
        alike.append(adjusted_rand(labels, search.find_groups(named, seed=one)))
    error = (max(row["power"] * (1 - row["power"]), 0.02) / classes) ** 0.5
    assert abs(found / classes - row["power"]) < 4 * error
    assert np.mean(alike) == pytest.approx(row["ari"], abs=0.15)
