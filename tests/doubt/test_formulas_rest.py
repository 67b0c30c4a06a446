"""Silence, raters, answering again: defaults, seeds and edges that put-in faults slipped by at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from skolemiljo_analytics.doubt import again, exact, jackknife, raters, ratings, silence
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.kernels.borders import separate_groups
from skolemiljo_analytics.kernels.draws import draw_again
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Reason


def rated(seed: int = 1, n: int = 6, silent: int = 1) -> Relation:
    rng = np.random.Generator(np.random.PCG64(seed))
    can, answered = ~np.eye(n, dtype=bool), np.arange(n) >= silent
    stars = np.where(can & answered[:, None], rng.integers(1, 6, (n, n)), np.nan)
    named = np.nan_to_num(stars) >= 4
    return Relation(Question("liker", "?"), named, answered, can, ratings=stars)


NOBODY = Relation(
    Question("liker", "?"),
    np.zeros((3, 3), dtype=bool),
    np.zeros(3, dtype=bool),
    ~np.eye(3, dtype=bool),
)


@pytest.mark.parametrize(("choices", "ends"), [(0, 6.0), (1, 5 / 1), (6, 1 / 6)])
def test_where_choices_tell_no_spread_the_usual_one_is_taken(choices: int, ends: float) -> None:
    """None of six possible, or all six: then only the share of choices, one at least, is used."""
    named = np.zeros((3, 3), dtype=bool)
    named[tuple(np.argwhere(~np.eye(3, dtype=bool))[:choices].T)] = True
    relation = Relation(Question("q", "?"), named, np.ones(3, dtype=bool), ~np.eye(3, dtype=bool))
    likely, unlikely = silence._unlike(relation)
    if choices in {0, 6}:
        assert likely == silence._PRIOR_LIKELY
    assert unlikely == pytest.approx(likely * ends)


def test_two_pupils_are_enough_to_tell_a_spread() -> None:
    named = np.array([[False, True], [False, False]])
    two = Relation(Question("q", "?"), named, np.ones(2, dtype=bool), ~np.eye(2, dtype=bool))
    likely, unlikely = silence._unlike(two)
    beyond = (0.5 - 0.5 * 0.5) / 0.25
    pupils, usual = silence._PRIOR_PUPILS, silence._PRIOR_LIKELY
    assert likely == pytest.approx((2 + pupils) / (beyond * 2 + pupils / usual))
    assert unlikely == pytest.approx(likely)


def test_raters_are_drawn_by_question_and_seed() -> None:
    relation = rated()
    generator = np.random.Generator(np.random.PCG64(derive_seed(3, "liker", "raters")))
    expected = np.zeros((40, 6), dtype=np.int64)
    expected[:, 1:] = generator.multinomial(5, np.full(5, 0.2), size=40)
    assert (raters.rater_weights(relation, draws=40, seed=3) == expected).all()
    usual = raters.rater_weights(relation)
    assert usual.shape == (5000, 6)
    assert (usual == raters.rater_weights(relation, draws=5000, seed=0)).all()
    assert usual.dtype == np.int64
    none = raters.rater_weights(NOBODY, draws=2)
    assert (none.tolist(), none.dtype) == ([[0, 0, 0], [0, 0, 0]], np.int64)


def test_ends_of_means_are_quantiles_of_redrawn_raters() -> None:
    relation = rated(2)
    weights = raters.rater_weights(relation)
    means = np.full((5000, 6), np.nan)
    for j in range(6):
        own = np.array([i for i in range(1, 6) if i != j])
        times = weights[:, own]
        seen = times.sum(axis=1)
        values = times @ relation.ratings[own, j]  # type: ignore[index]
        means[seen > 0, j] = values[seen > 0] / seen[seen > 0]
    assert np.allclose(raters.mean_ratings(relation, weights), means, equal_nan=True)
    low, high = raters.means_by_raters(relation)
    assert low == pytest.approx(np.nanquantile(means, 0.05, axis=0))
    assert high == pytest.approx(np.nanquantile(means, 0.95, axis=0))
    half = raters.means_by_raters(relation, share=0.5)
    assert half[0] == pytest.approx(np.nanquantile(means, 0.25, axis=0))


def test_whom_nobody_rated_has_no_mean_and_no_ends() -> None:
    relation = rated(4)
    stars = np.array(relation.ratings)
    stars[:, 3] = np.nan
    named = relation.named.copy()
    named[:, 3] = False
    relation = replace(relation, named=named, ratings=stars)
    ends = raters.means_by_raters(relation, draws=60, seed=5)
    means = raters.mean_ratings(relation, raters.rater_weights(relation, draws=60, seed=5))
    assert np.isnan(ends[0][3])
    assert np.isnan(ends[1][3])
    others = [0, 1, 2, 4, 5]
    for end, share in zip(ends, (0.05, 0.95), strict=True):
        assert end[others] == pytest.approx(np.nanquantile(means[:, others], share, axis=0))


def test_counting_while_answering_again_knows_labels_and_who_could_be_named() -> None:
    relation = rated(5)
    can = relation.eligible.copy()
    can[1, 2:4] = can[4, 0] = False
    relation = Relation(relation.question, relation.named & can, relation.answered, can)
    labels = np.array([0, 0, 1, 1, -1, 0])
    plain = again.answer_again(relation, keep=0.4, draws=40, seed=1)
    drawn, counted = again.answer_again_counted(relation, labels, keep=0.4, draws=40, seed=1)
    assert (drawn == plain).all()
    assert not (drawn & ~can).any()
    same = (labels[:, None] == labels) & (labels[:, None] >= 0) & (labels >= 0)
    assert (counted.inside == (drawn & same).sum(axis=(1, 2))).all()


def test_answering_again_by_question_and_seed() -> None:
    relation = rated(3)
    can = exact.possible(relation)
    seed = derive_seed(2, "liker", "again")
    expected = draw_again(relation.named, can, keep=0.6, draws=30, seed=seed)
    assert (again.answer_again(relation, keep=0.6, draws=30, seed=2) == expected).all()
    drawn, counted = again.answer_again_counted(relation, keep=0.6, draws=30, seed=2)
    assert (drawn == expected).all()
    assert (counted.received == counts.received(expected)).all()
    usual = again.answer_again(relation, keep=0.6)
    assert usual.shape == (5000, 6, 6)
    first = derive_seed(0, "liker", "again")
    assert (usual[:30] == draw_again(relation.named, can, keep=0.6, draws=30, seed=first)).all()
    assert (again.answer_again_counted(relation, keep=0.6)[0] == usual).all()


def test_shares_of_redraws_are_numbers() -> None:
    share = again.share_of_redraws(np.ones((4, 3, 3), dtype=bool), lambda a: counts.received(a) > 1)
    assert (share.tolist(), share.dtype) == ([1.0, 1.0, 1.0], np.float64)
    whole = again.share_of_redraws(np.zeros((4, 3, 3), dtype=bool), lambda a: a.any(axis=(1, 2)))
    assert (float(whole), whole.shape) == (0.0, ())


def test_where_nobody_answered_nothing_rests_on_anybody() -> None:
    def unchosen(stack: np.ndarray) -> np.ndarray:
        return counts.unchosen(stack)

    rests = jackknife.rests_on_one(NOBODY, unchosen)
    assert (rests.tolist(), rests.dtype) == ([False] * 3, np.bool_)
    deciding = jackknife.raters_that_decide(NOBODY, lambda a: counts.unchosen_count(a) > 1)
    assert (deciding.tolist(), deciding.dtype) == ([], np.int64)
    assert not jackknife.class_rests_on_one(NOBODY, lambda a: counts.unchosen_count(a) > 1)
    assert jackknife.without_each_rater(NOBODY).shape == (0, 3, 3)


def test_sides_of_ratings_by_loops() -> None:
    """One rated a single pupil, one was silent, one rating was not given."""
    stars = np.array([
        [np.nan, 5, 1, 2],
        [4, np.nan, 1, np.nan],
        [1, np.nan, np.nan, np.nan],
        [5, 5, 5, np.nan],
    ])  # fmt: skip
    can, answered = ~np.eye(4, dtype=bool), np.array([True, True, True, False])
    named = np.nan_to_num(stars) >= 4
    named[3] = False
    relation = Relation(
        Question("liker", "?", lowest=1, highest=5), named, answered, can, ratings=stars
    )
    seen = ratings.is_rated(relation)
    assert np.argwhere(seen).tolist() == [[0, 1], [0, 2], [0, 3], [1, 0], [1, 2], [2, 0]]
    assert seen.dtype == np.bool_
    found = ratings.rating_sides(relation)
    above, below = np.zeros((2, 4)), np.zeros((2, 4))
    for i in range(3):
        own = [j for j in range(4) if seen[i, j]]
        for side, out in ((1, above), (-1, below)):
            gaps = {j: max(side * (stars[i, j] - 3), 0.0) for j in own}
            for j in own:
                out[0, j] += gaps[j]
                out[1, j] += sum(gaps.values()) / len(own)
    assert found.above.tolist() == above[0].tolist()
    assert found.below.tolist() == below[0].tolist()
    assert found.above_expected == pytest.approx(above[1])
    assert found.below_expected == pytest.approx(below[1])
    assert np.argwhere(ratings.is_low(relation)).tolist() == [[0, 2], [1, 2], [2, 0]]
    strict = replace(DEFAULT_PRESET, top_box=replace(DEFAULT_PRESET.top_box, value=0.75))
    assert np.argwhere(ratings.is_low(relation, strict)).tolist() == [
        [0, 2],
        [0, 3],
        [1, 2],
        [2, 0],
    ]


def test_sides_of_what_was_not_rated_are_not_available() -> None:
    for ask in (ratings.is_rated, ratings.is_low, ratings.rating_sides):
        with pytest.raises(NotAvailableError) as refused:
            ask(NOBODY)
        assert refused.value.reason is Reason.NOT_ASKED


def test_two_raters_without_a_grouping_are_two_groups() -> None:
    named = np.zeros((6, 6), dtype=bool)
    named[[1, 2, 3, 4], 0] = True
    assert separate_groups(named, np.array([0, 1, 1, -1, -1, 0])).tolist() == [3, 0, 0, 0, 0, 0]
