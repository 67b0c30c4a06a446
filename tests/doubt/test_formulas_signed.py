"""Yes beside no against the formulas written out: what faults put in on purpose slipped by."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from skolemiljo_analytics.doubt import signed, sums
from skolemiljo_analytics.errors import InvalidGraphError, NotAvailableError
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import BoolArray, IntArray, Reason

Cells = dict[int, tuple[int, ...]]


def cells(rows: Cells, n: int) -> BoolArray:
    out = np.zeros((n, n), dtype=bool)
    for i, others in rows.items():
        out[i, list(others)] = True
    return out


def asked(rows: Cells, n: int, *, never: tuple[tuple[int, int], ...] = ()) -> Relation:
    """A question everyone answered; `never` are pairs (rater, pupil) that could not be named."""
    can = ~np.eye(n, dtype=bool)
    for i, j in never:
        can[i, j] = False
    return Relation(Question("q", "q"), cells(rows, n), np.ones(n, dtype=bool), can)


def test_who_could_be_named_in_one_question_only_counts_in_neither() -> None:
    """Pupil 3 came after the first question: what is said of 3 in the other has no counterpart."""
    late = tuple((i, 3) for i in range(3))
    yes = asked({0: (1,), 1: (2,), 2: (0,)}, 4, never=late)
    no = asked({0: (2, 3), 1: (0,), 2: (3,)}, 4)
    found = signed.compare_signed(yes, no)
    assert found.raters.tolist() == [3, 3, 3, 0]
    assert found.silent.tolist() == [0, 0, 0, 0]
    assert found.yes.tolist() == [1, 1, 1, 0]
    assert found.no.tolist() == [1, 0, 1, 0]
    for both in (found.preference, found.impact):
        assert both.raters.tolist() == found.raters.tolist()
        assert np.isnan(both.total[3])
    assert found.preference.total[:3].tolist() == (found.yes - found.no)[:3].tolist()
    assert found.impact.total[:3].tolist() == (found.yes + found.no)[:3].tolist()
    # 0 could name 1 and 2 in both; 2 said no to 3 alone, which does not count; 3 said nothing
    chances = {0: (1 / 2, 1 / 2), 2: (1 / 2, 0.0), 3: (0.0, 0.0)}
    low = high = 0.0
    for way in product((1, 0, -1), repeat=3):
        share = 1.0
        for (plus, minus), one in zip(chances.values(), way, strict=True):
            share *= {1: plus, -1: minus, 0: 1 - plus - minus}[one]
        low += share * (sum(way) <= 1)
        high += share * (sum(way) >= 1)
    assert found.preference.low[1] == pytest.approx(low)
    assert found.preference.high[1] == pytest.approx(high)


def test_a_no_to_somebody_who_could_not_be_chosen_is_no_preference() -> None:
    yes = asked({0: (1,)}, 3, never=((1, 2),))
    no = asked({1: (2,)}, 3)
    with pytest.raises(NotAvailableError) as refused:
        sums.preference_sums(yes, no)
    assert refused.value.reason is Reason.NO_TIES


def test_counts_are_whole_numbers_and_of_the_right_pupil() -> None:
    found = signed.compare_signed(asked({0: (1, 2)}, 4), asked({3: (0,), 1: (0, 2)}, 4))
    assert found.yes.tolist() == [0, 1, 1, 0]
    assert found.no.tolist() == [2, 0, 1, 0]
    tally = signed.tally_signed(asked({0: (1, 2)}, 4), asked({3: (0,), 1: (0, 2)}, 4))
    assert (tally.yes.tolist(), tally.no.tolist()) == (found.yes.tolist(), found.no.tolist())
    for one in (found.raters, found.silent, found.yes, found.no):
        assert one.dtype == np.int64


def test_a_rater_who_could_name_one_only_names_that_one_for_certain() -> None:
    never = ((0, 2), (0, 3))
    yes = asked({0: (1,)}, 4, never=never)
    found = signed.compare_signed(yes, asked({1: (2,)}, 4, never=never))
    assert found.preference.expected[1] == pytest.approx(1.0)
    assert found.preference.low[1] == found.preference.high[1] == pytest.approx(1.0)
    tail = signed.tail_among(yes, np.ones((4, 4), dtype=bool))
    assert tail == pytest.approx([1.0, 1.0, 1.0, 1.0])
    assert tail.dtype == np.float64


def test_a_rater_who_names_the_same_in_both_is_scaled_down() -> None:
    """Four answers over two pupils: a half each way, nothing left for neither."""
    yes, no = asked({0: (1, 2)}, 3), asked({0: (1, 2)}, 3)
    found = sums.preference_sums(yes, no)
    assert found.total.tolist() == [0.0, 0.0, 0.0]
    assert found.expected.tolist() == pytest.approx([0.0, 0.0, 0.0])
    assert found.low[1:].tolist() == found.high[1:].tolist() == pytest.approx([0.5, 0.5])
    assert sums.impact_sums(yes, no).expected.tolist() == pytest.approx([0.0, 1.0, 1.0])


@pytest.mark.parametrize("seed", range(20))
def test_a_chance_of_sums_is_never_above_one(seed: int) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    grid = rng.integers(0, 3, (15, 15))
    np.fill_diagonal(grid, 0)
    spoke, can = np.ones(15, dtype=bool), ~np.eye(15, dtype=bool)
    yes, no = (Relation(Question("q", "q"), grid == v, spoke, can) for v in (1, 2))
    stars = np.where(can, rng.integers(1, 4, (15, 15)), np.nan)
    rated = Relation(Question("q", "q"), grid < 0, spoke, can, ratings=stars)
    kinds = (sums.preference_sums(yes, no), sums.impact_sums(yes, no))
    for found in (*kinds, sums.rating_sums(rated, highest=3)):
        assert max(found.low.max(), found.high.max()) <= 1.0
    assert signed.tail_among(yes, can).max() <= 1.0


def test_one_who_rated_a_single_pupil_gave_that_rating_for_certain() -> None:
    values = np.full((3, 3), np.nan)
    values[0, 1], values[2, 0], values[2, 1] = 5, 1, 2
    can = ~np.eye(3, dtype=bool)
    relation = Relation(
        Question("q", "q"),
        np.zeros((3, 3), dtype=bool),
        np.ones(3, dtype=bool),
        can,
        ratings=values,
    )
    found = sums.rating_sums(relation, highest=5)
    assert found.expected[:2].tolist() == pytest.approx([1.5, 6.5])
    assert found.total[:2].tolist() == [1.0, 7.0]


@pytest.mark.parametrize("wrong", [0.0, 6.0, 2.5])
def test_a_rating_off_the_scale_says_what_was_expected(wrong: float) -> None:
    values = np.array([[np.nan, wrong], [3.0, np.nan]])
    can = ~np.eye(2, dtype=bool)
    nobody = np.zeros((2, 2), dtype=bool)
    relation = Relation(Question("q", "q"), nobody, np.ones(2, dtype=bool), can, ratings=values)
    with pytest.raises(InvalidGraphError) as refused:
        sums.rating_sums(relation, highest=5)
    assert (refused.value.expected, refused.value.found) == ("whole ratings from 1 to 5", "others")


def fronts_by_loops(no: Relation, labels: IntArray, dealt: IntArray) -> list[signed.Front]:
    """The rule of `find_fronts` for labellings given, pair by pair."""
    kinds, ties = range(int(labels.max()) + 1), np.argwhere(no.named)

    def count(labelled: IntArray, g: int, h: int) -> IntArray:
        return ((labelled[..., ties[:, 0]] == g) & (labelled[..., ties[:, 1]] == h)).sum(axis=-1)

    def high(g: int, h: int) -> int:
        return int(np.sort(count(dealt, g, h))[int(np.ceil(0.95 * (len(dealt) - 1)))])

    out, pairs = [], list(combinations(kinds, 2))
    for g, h in pairs:
        forth, back = int(count(labels, g, h)), int(count(labels, h, g))
        if forth > high(g, h) and back > high(h, g):
            far = int(((count(dealt, g, h) >= forth) & (count(dealt, h, g) >= back)).sum())
            p = min(1.0, len(pairs) * (1 + far) / (len(dealt) + 1))
            out.append(signed.Front(g, h, forth, back, float(high(g, h)), float(high(h, g)), p))
    return out


def test_fronts_are_those_of_the_rule_written_out() -> None:
    """Small samples of dealings, so that counts at the very limit and p of 1 come up too."""
    seen: list[signed.Front] = []
    for seed in range(120):
        rng = np.random.Generator(np.random.PCG64(seed))
        n, kinds = 10 + seed % 3, (2, 3, 4, 9)[seed % 4]
        labels = np.sort(np.arange(n) % kinds)
        labels[-1] = -1
        likely = np.where(labels[:, None] == labels, 0.05, 0.15 + 0.15 * (seed % 5))
        named = (rng.random((n, n)) < likely) & ~np.eye(n, dtype=bool)
        no = Relation(Question("q", "q"), named, np.ones(n, dtype=bool), ~np.eye(n, dtype=bool))
        dealt = signed._dealt(no, labels, 25, seed)
        found = signed.find_fronts(no, labels, draws=25, seed=seed)
        assert list(found) == fronts_by_loops(no, labels, dealt), seed
        seen += found
    assert len(seen) > 8, len(seen)
    assert len({front.p for front in seen}) > 3


def test_groupings_are_dealt_by_question_and_seed() -> None:
    labels = np.array([0, 0, -1, 1, 1, 2, 2, -1])
    no = asked({0: (3,)}, 8)
    generator = np.random.Generator(np.random.PCG64(derive_seed(5, "q", "fronts")))
    known = labels >= 0
    expected = np.repeat(labels[None], 9, axis=0)
    expected[:, known] = generator.permuted(expected[:, known], axis=1)
    assert (signed._dealt(no, labels, 9, 5) == expected).all()
    assert (np.sort(expected[:, known], axis=1) == np.sort(labels[known])).all()


def test_why_yes_and_no_are_not_held_together() -> None:
    yes, no = asked({0: (1,)}, 3), asked({0: (2,)}, 3)
    silent = Relation(no.question, no.named & False, np.zeros(3, dtype=bool), no.eligible)
    nobody = asked({}, 3)
    for other, reason in ((silent, Reason.NOBODY_ANSWERED), (nobody, Reason.NO_TIES)):
        for hold in (signed.compare_signed, signed.tally_signed):
            with pytest.raises(NotAvailableError) as refused:
                hold(yes, other)
            assert refused.value.reason is reason


def test_the_chance_of_a_front_among_many_pairs_is_one_at_most() -> None:
    """Twelve groupings of two, 66 pairs: one no each way is beyond chance for them alone."""
    no = asked({0: (2,), 3: (1,)}, 24)
    labels = np.arange(24) // 2
    (front,) = signed.find_fronts(no, labels, draws=25, seed=1)
    assert (front.first, front.second, front.forth, front.back) == (0, 1, 1, 1)
    assert front.p == 1.0


def test_fronts_are_sought_in_a_thousand_ways_by_default() -> None:
    labels = np.repeat([0, 1], 6)
    no = asked({i: ((i + 6) % 12, (i + 7) % 12) for i in range(12)}, 12)
    (front,) = signed.find_fronts(no, labels)
    assert (front,) == signed.find_fronts(no, labels, draws=1000, seed=0)
    assert front.p >= 1 / 1001
    seeds = {signed.find_fronts(no, labels, draws=30, seed=s) for s in range(6)}
    assert len(seeds) > 1
    assert not (signed._dealt(no, labels, 30, 0) == signed._dealt(no, labels, 30, 1)).all()
