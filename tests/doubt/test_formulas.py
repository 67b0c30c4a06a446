"""Doubt against its formulas written out once more: what faults put in on purpose slipped by."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from skolemiljo_analytics.doubt import again, chance, exact, jackknife, silence
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.kernels.segregation import ei_index
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, QuestionKind, Reason

ASKED = Question("friminutt", "Hvem vil du være sammen med?", QuestionKind.COMPANY)


def made(seed: int, n: int = 8, silent: int = 2, share: float = 0.3) -> Relation:
    rng = np.random.Generator(np.random.PCG64(seed))
    eligible = (rng.random((n, n)) < 0.85) & ~np.eye(n, dtype=bool)
    answered = np.arange(n) >= silent
    named = (rng.random((n, n)) < share) & eligible & answered[:, None]
    named[:, 4] = False
    return Relation(ASKED, named, answered, eligible)


def drawn(lines: str) -> Relation:
    return RelationGraph.from_lines(lines).relation("friminutt")


def inside_share(named: BoolArray, labels: IntArray) -> FloatArray:
    """Another number of choices and labels than the one with a short cut."""
    return np.asarray(-ei_index(named, labels))


def other_ei(named: BoolArray, labels: IntArray) -> FloatArray:
    """The same number, without the short cut."""
    return ei_index(named, labels)


@pytest.mark.parametrize("seed", range(6))
def test_staying_unchosen_by_its_formula(seed: int) -> None:
    """The beta-binomial by its integral, with ends from mean and variance written out."""
    relation = made(seed)
    n, named = 8, relation.named
    got = [int(named[:, j].sum()) for j in range(n)]
    asked = sum(int(relation.eligible[i].sum()) for i in range(n) if relation.answered[i])
    rate, mean = sum(got) / asked, sum(got) / n
    variance = sum((x - mean) ** 2 for x in got) / (n - 1)
    beyond = (variance - mean * (1 - rate)) / mean**2
    likely = 1 / max((beyond * n + 60 / 2.5) / (n + 60), 0.05)
    other = likely * (1 - rate) / rate
    for j, stays in enumerate(silence.unchosen_if_all(relation)):
        could = int(relation.eligible[~relation.answered, j].sum())
        did = int(relation.eligible[relation.answered, j].sum())
        never = stats.beta(likely, other + did)
        expected = never.expect(lambda p, m=could: (1 - p) ** m)
        assert stays == pytest.approx(0.0 if got[j] else expected, abs=1e-6)


def test_staying_unchosen_where_nobody_or_everybody_is_named() -> None:
    quiet = drawn("A >\nB >\nC >")
    some = Relation(ASKED, quiet.named, np.array([True, True, False]), quiet.eligible)
    stays = silence.unchosen_if_all(some)
    assert ((stays > 0.5) & (stays <= 1.0)).all()
    assert stays[2] == 1.0
    everyone = drawn("A > B C\nB > A C\nC > A B")
    assert silence.unchosen_if_all(everyone).tolist() == [0.0, 0.0, 0.0]


def test_readings_carry_who_was_asked_and_what_was_seen() -> None:
    value, high = np.array([2, 0]), np.array([3, 0])
    first, second = silence.reading_per_pupil(value, value, high, 25, 22)
    assert (first.value, first.low, first.high) == (2, 2, 3)
    assert (first.n_asked, first.n_answered, second.n_answered) == (25, 22, 22)
    with pytest.raises(ValueError, match="zip"):
        silence.reading_per_pupil(value, value, high[:1], 25, 22)


def test_a_share_of_redraws_is_of_yes_and_no() -> None:
    stack = made(1).named[None].repeat(4, axis=0).copy()
    stack[0] = False
    share = again.share_of_redraws(stack, counts.received)  # type: ignore[arg-type]
    expected = np.where(stack[1].any(axis=0), 0.75, 0.0)
    assert share.tolist() == expected.tolist()
    assert share.dtype == np.float64


def test_two_who_chose_each_other_had_no_choice() -> None:
    relation = drawn("A > B\nB > A")
    assert exact.choice_probability(relation).tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert exact.unchosen_probability(relation).tolist() == [0.0, 0.0]
    assert exact.received_distribution(relation).shape == (2, 3)


@pytest.mark.parametrize("seed", range(20))
def test_a_chance_is_never_above_one(seed: int) -> None:
    for tail in exact.received_tails(made(seed, n=14, silent=0, share=0.6)):
        assert tail.max() <= 1.0
        assert tail.min() > 0.0


@pytest.mark.parametrize("size", [1, 3, 4, 5, 7])
def test_every_labelling_is_tried_by_both_ways(size: int) -> None:
    """Whichever label is the smaller, and whether or not the kernel has a short cut."""
    relation = made(3, silent=0)
    labels = (np.arange(8) >= 8 - size).astype(np.int64)
    numbers = []
    for picked in combinations(range(8), size):
        one = np.zeros(8, dtype=np.int64)
        one[list(picked)] = 1
        numbers.append(float(ei_index(relation.named, one)))
    observed = float(ei_index(relation.named, labels))
    p = np.mean(np.array(numbers) <= observed + 1e-9)
    for kernel in (ei_index, other_ei):
        found = chance.compare_labels(relation, labels, kernel)
        assert found.p == pytest.approx(p)
        assert found.draws == len(numbers)
        assert found.null == "labels"
        assert found.expected == pytest.approx(np.mean(numbers))
    turned = chance.compare_labels(relation, labels, inside_share, tail="high")
    assert turned.p == pytest.approx(p)
    assert turned.observed == pytest.approx(-observed)


@pytest.mark.parametrize("tail", ["low", "high"])
def test_three_labels_as_scipy_tries_them(tail: str) -> None:
    """SciPy's test of several samples goes through every way to deal the pupils out to them."""
    relation = made(7, n=9, silent=0)
    labels = np.repeat([0, 1, 2], [2, 3, 4])

    def outside(*samples: IntArray) -> float:
        dealt = np.empty(9, dtype=np.int64)
        for label, pupils in enumerate(samples):
            dealt[np.asarray(pupils, dtype=np.int64)] = label
        return float(ei_index(relation.named, dealt))

    theirs = stats.permutation_test(
        [np.flatnonzero(labels == label) for label in range(3)],
        outside,
        vectorized=False,
        n_resamples=np.inf,
        alternative={"low": "less", "high": "greater"}[tail],
    )
    for kernel in (ei_index, other_ei):
        ours = chance.compare_labels(relation, labels, kernel, tail=tail)
        assert ours.draws == len(theirs.null_distribution) == 1260
        assert ours.p == pytest.approx(theirs.pvalue, abs=1e-12)
        assert ours.observed == pytest.approx(theirs.statistic, abs=1e-12)
        assert ours.expected == pytest.approx(theirs.null_distribution.mean(), abs=1e-12)


def test_three_labels_as_r_counts_them() -> None:
    """R 4.2.2, ``combn`` within ``combn``: all 1,260 labellings of a class written by a formula."""
    named = np.zeros((9, 9), dtype=bool)
    for i in range(9):
        named[i, [(i + 1) % 9, (i + 2) % 9, (3 * i + 1) % 9]] = True
    np.fill_diagonal(named, False)
    off = ~np.eye(9, dtype=bool)
    relation = Relation(ASKED, named, np.ones(9, dtype=bool), off)
    labels = np.array([0, 0, 0, 1, 1, 1, 1, 2, 2])
    low, high = (chance.compare_labels(relation, labels, ei_index, tail=t) for t in ("low", "high"))
    assert (low.draws, int(named.sum())) == (1260, 24)
    assert (low.observed, low.low, low.high) == pytest.approx((1 / 6, 0.25, 2 / 3), abs=1e-12)
    assert low.expected == pytest.approx(0.444444444444444, abs=1e-14)
    assert (low.p, high.p) == pytest.approx((0.0468254, 0.9912698), abs=5e-8)


def test_an_unknown_label_stays_where_it_is() -> None:
    relation = made(4, silent=0)
    labels = np.array([0, 0, -1, 1, 1, 0, -1, 1])
    short, plain = (chance.compare_labels(relation, labels, k) for k in (ei_index, other_ei))
    assert short.p == pytest.approx(plain.p)
    assert short.draws == plain.draws == 20


@pytest.mark.parametrize(
    ("sizes", "draws", "kernel"),
    [
        ((11, 11), 705_432, ei_index),
        ((11, 12), 300, ei_index),
        ((2, 38), 780, other_ei),
        ((2, 68), 2415, ei_index),
        ((5, 5, 4), 252_252, ei_index),
        ((5, 5, 5), 300, ei_index),
        ((3, 2, 2, 2), 7560, other_ei),
    ],
)
def test_labels_are_enumerated_as_far_as_two_of_eleven(
    sizes: tuple[int, ...], draws: int, kernel: chance.LabelKernel
) -> None:
    relation = made(5, n=sum(sizes), silent=0)
    labels = np.repeat(np.arange(len(sizes)), sizes)
    found = chance.compare_labels(relation, labels, kernel, draws=300, seed=1)
    assert found.draws == draws
    if draws != 300:
        n = sum(sizes)
        mean = 1 - 2 * sum(s * (s - 1) for s in sizes) / (n * (n - 1))
        assert found.expected == pytest.approx(mean, abs=1e-9)


def test_labels_drawn_hang_on_the_seed_alone() -> None:
    relation = made(5, n=23, silent=0)
    labels = (np.arange(23) < 11).astype(np.int64)
    found = chance.compare_labels(relation, labels, other_ei, draws=300, seed=1)
    again_ = chance.compare_labels(relation, labels, other_ei, draws=300, seed=1)
    assert again_ == found
    others = [chance.compare_labels(relation, labels, other_ei, draws=300, seed=s) for s in (2, 3)]
    assert any(other != found for other in others)
    assert found.null == "labels"


def test_what_labels_are_drawn_hangs_on_the_question_too() -> None:
    from dataclasses import replace

    relation = made(6, n=25, silent=0)
    labels = np.arange(25) % 2
    asked = replace(ASKED, key="gruppearbeid")
    other = Relation(asked, relation.named, relation.answered, relation.eligible)
    one, two = (
        chance.compare_labels(r, labels, other_ei, draws=400, seed=1) for r in (relation, other)
    )
    assert one.observed == two.observed
    assert one.expected != two.expected


def test_labels_without_numbers_say_why() -> None:
    def why(relation: Relation, labels: list[int]) -> tuple[Reason, str]:
        with pytest.raises(NotAvailableError) as refused:
            chance.compare_labels(relation, np.array(labels), ei_index)
        return refused.value.reason, refused.value.detail

    some = drawn("A > B\nB > A\nC >\nD >")
    assert why(some, [0, 0, 0, -1]) == (Reason.CONSTANT, "fewer than two labels")
    assert why(drawn("A >\nB >\nC >"), [0, 1, 0])[0] is Reason.NO_TIES
    assert why(some, [-1, 0, 0, 1])[0] is Reason.NO_TIES
    one = drawn("A > B\nB >\nC >\nD >")
    assert chance.compare_labels(one, np.array([0, 0, 1, 1]), ei_index).observed == -1.0


def test_dropping_a_rater_changes_only_that_row() -> None:
    relation = drawn("A > B\nB > A\nC > B A\nD >")
    deciding = jackknife.raters_that_decide(
        relation, lambda stack: counts.unchosen_count(stack) > 2
    )
    assert deciding.tolist() == []
    assert deciding.dtype == np.int64
    rests = jackknife.rests_on_one(relation, lambda stack: counts.received(stack) >= 2)
    assert rests.tolist() == [True, True, False, False]
    assert rests.dtype == np.bool_


def test_answering_again_names_only_whom_one_could_and_hangs_on_the_question() -> None:
    from dataclasses import replace

    relation = made(2, n=9)
    drawn_again = again.answer_again(relation, keep=0.3, draws=60, seed=1)
    assert not (drawn_again & ~relation.eligible).any()
    other = replace(relation, question=replace(ASKED, key="gruppearbeid"))
    elsewhere = again.answer_again(other, keep=0.3, draws=60, seed=1)
    assert (elsewhere != drawn_again).any()
    assert (again.answer_again(relation, keep=0.3, draws=60, seed=1) == drawn_again).all()


def test_the_limit_bounds_the_silent_and_not_those_who_answered() -> None:
    from dataclasses import replace

    relation = drawn("A > B C D\nE > A")
    assert relation.answered.tolist() == [True, True, False, False, False]
    one = replace(relation, question=replace(relation.question, limit=1))
    low, high = silence.mutual_bounds(one)
    assert low.tolist() == [0, 0, 0, 0, 0]
    assert high.tolist() == [3, 0, 1, 1, 1]
