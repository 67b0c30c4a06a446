"""What filling in learns, held to a general optimiser and to sums over pairs; and its readings."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from skolemiljo_analytics.doubt import imputation
from skolemiljo_analytics.doubt.chance import possible
from skolemiljo_analytics.doubt.imputation import fill_in, impute
from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import ReadingStatus, Reason


def made(seed: int, n: int = 12, silent: int = 3, key: str = "q") -> Relation:
    rng = np.random.Generator(np.random.PCG64(seed))
    answered = rng.permutation(n) >= silent
    eligible = (rng.random((n, n)) < 0.95) & ~np.eye(n, dtype=bool)
    same = np.arange(n)[:, None] % 2 == np.arange(n) % 2
    named = (rng.random((n, n)) < np.where(same, 0.5, 0.1)) & eligible & answered[:, None]
    return Relation(Question(key, ""), named, answered, eligible)


@pytest.mark.parametrize("seed", range(3))
def test_clues_are_sums_over_the_others(seed: int) -> None:
    named = made(seed).named
    n = len(named)
    clues = imputation._clues(named[None])[0]
    for i in range(n):
        for j in range(n):
            others = sum(named[k, j] for k in range(n) if k != i)
            fans = np.flatnonzero(named[:, i])
            mine = np.array([k for k in np.flatnonzero(named[i]) if k != j], dtype=int)
            share = named[fans, j].mean() if len(fans) else 0.0
            through = named[mine, j].mean() if len(mine) else 0.0
            expected = [1.0, np.log(others + 0.5), float(named[j, i]), share, through]
            assert clues[i, j] == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(3))
def test_the_fit_is_that_of_a_general_optimiser(seed: int) -> None:
    relation = made(seed)
    clues = imputation._clues(relation.named[None])[0]
    slopes, spread, own = imputation._learn(clues, relation)
    can = possible(relation)
    x, y = clues[can], relation.named[can]
    weights = np.array([0.0, 0.25, 0.25, 0.25, 0.25]) + 1e-6

    def lack(beta: np.ndarray) -> float:
        z = x @ beta
        return float(np.logaddexp(0, z).sum() - z[y].sum() + (weights * beta**2).sum() / 2)

    best = minimize(lack, np.zeros(5), method="BFGS", options={"gtol": 1e-7})
    assert slopes == pytest.approx(best.x, abs=2e-4)
    p = 1 / (1 + np.exp(-x @ slopes))
    curve = sum(q * (1 - q) * np.outer(row, row) for q, row in zip(p, x, strict=True))
    inverse = np.linalg.inv(curve + np.diag(weights))
    sums = np.zeros((len(can), 5))
    for row, off, rater in zip(x, y - p, np.nonzero(can)[0], strict=True):
        sums[rater] += off * row
    between = inverse @ (sums.T @ sums) @ inverse
    assert spread @ spread.T == pytest.approx(between + inverse, rel=1e-6)
    raters = np.count_nonzero(can.any(axis=1))
    values, vectors = np.linalg.eigh(raters * (between - inverse))
    kept = vectors @ np.diag(np.maximum(values, 0)) @ vectors.T
    assert own @ own.T == pytest.approx(kept, rel=1e-6, abs=1e-9)


def test_the_highest_are_marked() -> None:
    liking = np.array([[[3.0, 1.0, 2.0], [0.0, 5.0, -np.inf]]])
    marked = imputation._first(liking, np.array([[2, 1]]))
    assert marked.tolist() == [[[True, False, True], [False, True, False]]]


def test_draws_follow_seed_and_question() -> None:
    relation, other = made(4), made(4, key="other")
    assert fill_in(relation).shape == (200, 12, 12)
    first = fill_in(relation, draws=8, seed=3)
    assert (first == fill_in(relation, draws=8, seed=3)).all()
    assert (first != fill_in(relation, draws=8, seed=4)).any()
    assert (first != fill_in(other, draws=8, seed=3)).any()
    assert (fill_in(relation, draws=8) == fill_in(relation, draws=8, seed=0)).all()


def test_an_index_is_told_by_its_filled_in_classes() -> None:
    relation = made(5)
    found = impute(relation, counts.mutual_pairs, draws=30, seed=2)
    numbers = counts.mutual_pairs(fill_in(relation, draws=30, seed=2)).astype(float)
    assert found.observed == counts.mutual_pairs(relation.named)
    assert found.mean == pytest.approx(numbers.mean())
    assert [found.low, found.high] == pytest.approx(np.quantile(numbers, [0.025, 0.975]))
    assert found.draws == 30
    whole = made(5, silent=0)
    own = float(counts.mutual_pairs(whole.named))
    full = impute(whole, counts.mutual_pairs)
    assert (full.observed, full.mean, full.low, full.high, full.draws) == (own, own, own, own, 1)


def test_an_index_that_is_undefined_says_so() -> None:
    relation = made(6)
    with pytest.raises(NotAvailableError) as caught:
        impute(relation, lambda stack: np.full(len(stack), np.nan), draws=4)
    assert caught.value.reason is Reason.CONSTANT
    with pytest.raises(NotAvailableError) as caught:
        impute(relation, lambda s: np.where(len(s) == 1, 1.0, np.full(len(s), np.nan)), draws=4)
    assert caught.value.reason is Reason.CONSTANT
    some = impute(relation, lambda s: np.where(np.arange(len(s)) % 4 == 3, np.nan, 2.0), draws=8)
    assert (some.draws, some.mean, some.low, some.high) == (6, 2.0, 2.0, 2.0)


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (Reason.NOT_ASKED, ReadingStatus.NOT_ASKED),
        (Reason.NOBODY_ANSWERED, ReadingStatus.TOO_FEW_ANSWERS),
        (Reason.PARTICIPATION, ReadingStatus.TOO_FEW_ANSWERS),
        (Reason.DISCLOSURE, ReadingStatus.HIDDEN),
        (Reason.NO_TIES, ReadingStatus.UNDEFINED),
    ],
)
def test_a_reading_without_a_number_keeps_its_reason(reason: Reason, status: ReadingStatus) -> None:
    missing = Reading.missing(reason, n_asked=9, n_answered=4)
    assert missing == Reading(None, None, None, status, reason, 9, 4)
    assert (Reading.missing(reason).n_asked, Reading.missing(reason).n_answered) == (0, 0)
    assert not missing.is_number
    assert not missing.certain
    assert str(reason) in repr(missing)
    with pytest.raises(NotAvailableError) as caught:
        missing.require()
    assert caught.value.reason is reason


def test_readings_with_a_number() -> None:
    known = Reading.known(3, n_asked=9, n_answered=8)
    assert known == Reading(3, 3, 3, ReadingStatus.KNOWN, None, 9, 8)
    assert known == Reading.bounded(3, 3, 3, n_asked=9, n_answered=8)
    open_ = Reading.bounded(3, 2, 5, n_asked=9, n_answered=8)
    assert open_ == Reading(3, 2, 5, ReadingStatus.BOUNDED, None, 9, 8)
    assert [known.certain, open_.certain] == [True, False]
    assert known.is_number
    assert open_.require() == 3
    assert repr(known) == "<Reading 3, 8 of 9 answered>"
    assert repr(open_) == "<Reading 3 (2–5), 8 of 9 answered>"
