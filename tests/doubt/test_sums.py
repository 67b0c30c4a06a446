"""Sums received and raters drawn anew, against enumeration, the formulas and each other."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.doubt import exact, raters, sums
from skolemiljo_analytics.errors import InvalidGraphError, NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Reason

LIKED = RelationGraph.from_lines("A > B C\nB > A\nC > A\nD > A B").relation("friminutt")
DISLIKED = RelationGraph.from_lines("A > D\nB > C D\nC >\nD > C").relation("friminutt")


def rated(ratings: list[list[float]], answered: list[bool] | None = None) -> Relation:
    values = np.array(ratings, dtype=float)
    n = len(values)
    spoke = np.ones(n, bool) if answered is None else np.array(answered)
    can = ~np.eye(n, dtype=bool)
    values[~(can & spoke[:, None])] = np.nan
    named = can & spoke[:, None] & (np.nan_to_num(values) >= 4)
    return Relation(Question("q", "q"), named, spoke, can, ratings=values)


def some_ratings(seed: int, n: int = 8, silent: int = 1, highest: int = 5) -> Relation:
    rng = np.random.Generator(np.random.PCG64(seed))
    values = rng.integers(1, highest + 1, (n, n)).astype(float)
    values[rng.random((n, n)) < 0.1] = np.nan
    return rated(values.tolist(), [i >= silent for i in range(n)])


def every_dealing(relation: Relation, highest: int) -> np.ndarray:
    """Each rater's own ratings drawn, independently, for every pupil rated by that rater."""
    assert relation.ratings is not None
    spread = [np.zeros(highest * len(relation.answered) + 1) for _ in relation.answered]
    for j, out in enumerate(spread):
        own = [
            relation.ratings[i][np.isfinite(relation.ratings[i])].tolist()
            for i in range(len(relation.answered))
            if np.isfinite(relation.ratings[i, j])
        ]
        for way in product(*own):
            out[int(sum(way))] += 1
    return np.array([out / out.sum() for out in spread])


def test_sums_of_ratings_against_every_way_to_deal_them() -> None:
    relation = rated([[0, 5, 1, 3], [4, 0, 1, 1], [4, 5, 0, 2], [2, 2, 2, 0]])
    assert relation.ratings is not None
    spread = every_dealing(relation, 5)
    found = sums.rating_sums(relation, highest=5)
    total = np.nansum(relation.ratings, axis=0)
    at = total.astype(int)
    np.testing.assert_allclose(found.total, total)
    np.testing.assert_allclose(found.expected, spread @ np.arange(spread.shape[1]))
    np.testing.assert_allclose(found.low, [spread[j, : at[j] + 1].sum() for j in range(4)])
    np.testing.assert_allclose(found.high, [spread[j, at[j] :].sum() for j in range(4)])
    assert found.raters.tolist() == [3, 3, 3, 3]


@pytest.mark.reference
def test_sums_of_ratings_against_ssrat(reference: Path) -> None:
    """R SSrat 1.1, example1: ten pupils, seven points."""
    folder = reference / "vectors" / "ssrat"
    with (folder / "example1_ratings.csv").open() as file:
        rows = [
            [float(row[f"r{j:02d}"] or 0) for j in range(1, 11)] for row in csv.DictReader(file)
        ]
    with (folder / "example1_expected.csv").open() as file:
        theirs = [row for row in csv.DictReader(file) if row["scale"] == "7"][:10]
    found = sums.rating_sums(rated(rows), highest=7)
    for mine, name in (
        (found.total, "tr.P"),
        (found.low, "plp"),
        (found.high, "prp"),
        (found.expected, "ep"),
    ):
        np.testing.assert_allclose(mine, [float(row[name]) for row in theirs], atol=6e-11)


def test_preference_and_impact_against_every_way() -> None:
    rows = []
    for i in range(4):
        could = 3
        k, m = int(LIKED.named[i].sum()), int(DISLIKED.named[i].sum())
        rows.append({1: k / could, -1: m / could, 0: 1 - (k + m) / could})
    for function, worth in ((sums.preference_sums, (1, -1)), (sums.impact_sums, (1, 1))):
        found = function(LIKED, DISLIKED)
        total = worth[0] * LIKED.named.sum(axis=0) + worth[1] * DISLIKED.named.sum(axis=0)
        assert found.total.tolist() == total.tolist()
        for j in range(4):
            low = high = mean = 0.0
            for way in product((1, -1, 0), repeat=3):
                others = [i for i in range(4) if i != j]
                chance = np.prod([rows[i][v] for i, v in zip(others, way, strict=True)])
                got = sum({1: worth[0], -1: worth[1], 0: 0}[v] for v in way)
                low += chance * (got <= total[j])
                high += chance * (got >= total[j])
                mean += chance * got
            assert found.low[j] == pytest.approx(low)
            assert found.high[j] == pytest.approx(high)
            assert found.expected[j] == pytest.approx(mean)


def test_only_raters_of_both_questions_count() -> None:
    answered = np.array([True, True, True, False])
    quiet = Relation(
        DISLIKED.question, DISLIKED.named & answered[:, None], answered, DISLIKED.eligible
    )
    found = sums.preference_sums(LIKED, quiet)
    assert found.total.tolist() == [2, 1, 0, -2]
    assert found.raters.tolist() == [2, 2, 2, 3]


def test_without_negatives_impact_is_the_poisson_binomial() -> None:
    one = RelationGraph.from_lines("A > D\nB >\nC >\nD >").relation("friminutt")
    nobody_else = sums.impact_sums(LIKED, one)
    only = exact.received_tails(LIKED)
    assert nobody_else.high[1] != pytest.approx(only[1][1])
    spread = sums.sum_distribution(
        np.stack([1 - exact.choice_probability(LIKED), exact.choice_probability(LIKED)], axis=2)
    )
    np.testing.assert_allclose(spread, exact.received_distribution(LIKED))


def test_what_is_undefined_has_its_reason() -> None:
    nobody = RelationGraph.from_lines("A >\nB >\nC >\nD >").relation("friminutt")
    silent = Relation(LIKED.question, LIKED.named & False, np.zeros(4, bool), LIKED.eligible)
    for call, reason in (
        (lambda: sums.preference_sums(LIKED, nobody), Reason.NO_TIES),
        (lambda: sums.impact_sums(LIKED, silent), Reason.NOBODY_ANSWERED),
        (lambda: sums.rating_sums(LIKED, highest=5), Reason.NOT_ASKED),
        (lambda: raters.mean_ratings(LIKED), Reason.NOT_ASKED),
        (lambda: sums.rating_sums(rated([[0, 3], [3, 0]]), highest=5), Reason.CONSTANT),
        (
            lambda: sums.rating_sums(rated([[0, 3], [3, 0]], [False] * 2), highest=5),
            Reason.NOBODY_ANSWERED,
        ),
    ):
        with pytest.raises(NotAvailableError) as caught:
            call()
        assert caught.value.reason is reason
    for wrong in (6, 0, 2.5):
        with pytest.raises(InvalidGraphError):
            sums.rating_sums(rated([[0, wrong], [3, 0]]), highest=5)


@given(st.integers(0, 10**6), st.integers(-3, 3))
def test_moving_the_scale_changes_no_chance_and_reversing_it_swaps_the_tails(
    seed: int, shift: int
) -> None:
    relation = some_ratings(seed)
    assert relation.ratings is not None
    one = sums.rating_sums(relation, highest=5)
    moved = Relation(
        relation.question,
        relation.named,
        relation.answered,
        relation.eligible,
        ratings=relation.ratings + shift,
    )
    two = sums.rating_sums(moved, lowest=1 + shift, highest=5 + shift)
    back = Relation(
        relation.question,
        relation.named,
        relation.answered,
        relation.eligible,
        ratings=6 - relation.ratings,
    )
    three = sums.rating_sums(back, highest=5)
    np.testing.assert_allclose(two.low, one.low, atol=1e-12)
    np.testing.assert_allclose(two.total, one.total + shift * one.raters)
    np.testing.assert_allclose(three.low, one.high, atol=1e-12)
    np.testing.assert_allclose(three.expected, 6 * one.raters - one.expected)


@given(st.integers(0, 10**6))
def test_order_of_the_roster_changes_nothing_else(seed: int) -> None:
    relation = some_ratings(seed)
    order = np.random.Generator(np.random.PCG64(seed)).permutation(8)
    one = sums.rating_sums(relation, highest=5)
    two = sums.rating_sums(relation.take(order), highest=5)
    for field in ("total", "expected", "low", "high"):
        np.testing.assert_allclose(getattr(two, field), getattr(one, field)[order], atol=1e-12)


def test_drawn_raters_are_those_who_answered() -> None:
    relation = some_ratings(1, n=9, silent=2)
    weights = raters.rater_weights(relation, draws=4000, seed=3)
    assert not weights[:, :2].any()
    assert (weights.sum(axis=1) == 7).all()
    assert np.allclose(weights[:, 2:].mean(axis=0), 1.0, atol=0.06)
    distinct = (weights > 0).sum(axis=1).mean() / 7
    assert distinct == pytest.approx(1 - (1 - 1 / 7) ** 7, abs=0.01)
    assert (weights == raters.rater_weights(relation, draws=4000, seed=3)).all()
    assert (weights != raters.rater_weights(relation, draws=4000, seed=4)).any()


def test_mean_ratings_and_their_spread_by_the_formula() -> None:
    relation = some_ratings(5, n=25, silent=0)
    assert relation.ratings is not None
    np.testing.assert_allclose(raters.mean_ratings(relation), np.nanmean(relation.ratings, axis=0))
    low, high = raters.means_by_raters(relation, draws=6000, seed=1, share=0.6827)
    spread = np.nanstd(relation.ratings, axis=0)
    error = spread / np.sqrt(np.isfinite(relation.ratings).sum(axis=0))
    np.testing.assert_allclose((high - low) / 2, error, rtol=0.12)


def test_a_pupil_nobody_rated_has_no_mean() -> None:
    relation = rated([[0, 5, 1], [5, 0, 2], [3, 3, 0]], [True, False, False])
    assert np.isnan(raters.mean_ratings(relation)).tolist() == [True, False, False]
    low, _ = raters.means_by_raters(relation, draws=50)
    assert np.isnan(low).tolist() == [True, False, False]
    assert np.isnan(sums.rating_sums(relation, highest=5).total).tolist() == [True, False, False]
