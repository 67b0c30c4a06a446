"""Chance by formula and by random classes, against enumeration, closed forms and each other."""

from __future__ import annotations

import json
from functools import partial
from itertools import combinations, permutations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.doubt import chance, exact
from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import counts, segregation
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Reason


def relation_of(named: np.ndarray, answered: np.ndarray | None = None) -> Relation:
    n = len(named)
    spoke = np.ones(n, dtype=bool) if answered is None else answered
    return Relation(Question("q", "q"), named & spoke[:, None], spoke, ~np.eye(n, dtype=bool))


def ring(n: int, k: int) -> Relation:
    at = np.arange(n)
    named = np.zeros((n, n), dtype=bool)
    for step in range(1, k + 1):
        named[at, (at + step) % n] = True
    return relation_of(named)


@pytest.mark.parametrize(
    ("k", "zero"), [(1, 0.3601), (2, 0.1239), (3, 0.0406), (4, 0.0126), (5, 0.0037)]
)
def test_chance_of_zero_in_a_class_of_25(k: int, zero: float) -> None:
    found = exact.unchosen_probability(ring(25, k))
    assert found.round(4).tolist() == [zero] * 25
    np.testing.assert_allclose(found, (1 - k / 24) ** 24)


def test_tails_are_those_of_every_way_to_choose() -> None:
    drawing = RelationGraph.from_lines("A > B C\nB > A\nC >\nD > A B C")
    relation = drawing.relation("friminutt")
    could = [[j for j in range(4) if j != i] for i in range(4)]
    rows = [combinations(could[i], int(relation.named[i].sum())) for i in range(4)]
    every = []
    for ways in product(*rows):
        named = np.zeros((4, 4), dtype=bool)
        for i, way in enumerate(ways):
            named[i, list(way)] = True
        every.append(named.sum(axis=0))
    drawn = np.array(every)
    got = relation.named.sum(axis=0)
    low, high = exact.received_tails(relation)
    np.testing.assert_allclose(low, (drawn <= got).mean(axis=0))
    np.testing.assert_allclose(high, (drawn >= got).mean(axis=0))
    np.testing.assert_allclose(exact.unchosen_probability(relation), (drawn == 0).mean(axis=0))
    np.testing.assert_allclose(exact.received_distribution(relation).sum(axis=1), 1.0)


def test_the_silent_and_the_ineligible_cannot_name() -> None:
    answered = np.array([True, True, False, True])
    relation = relation_of(np.array([[0, 1, 0, 0]] + [[0] * 4] * 3, dtype=bool), answered)
    eligible = relation.eligible.copy()
    eligible[0, 3] = False
    relation = Relation(relation.question, relation.named, answered, eligible)
    p = exact.choice_probability(relation)
    assert p[0].tolist() == [0.0, 0.5, 0.5, 0.0]
    assert not p[2].any()
    assert exact.unchosen_probability(relation).tolist() == [1.0, 0.5, 0.5, 1.0]


def test_p_counts_ties_and_is_never_zero() -> None:
    random = np.array([1.0, 2.0, 3.0, 3.0])
    assert chance.chance_of(3.0, random, null="out").p == 3 / 5
    assert chance.chance_of(9.0, random, null="out").p == 1 / 5
    assert chance.chance_of(1.0, random, null="out", tail="low").p == 2 / 5
    assert chance.chance_of(2.0, random, null="out", tail="both").p == 1.0
    assert chance.chance_of(9.0, random, null="out", tail="both").p == pytest.approx(1 / 5)
    assert chance.chance_of(3.0, random, null="out", exact=True).p == 0.5
    found = chance.chance_of(3.0, np.array([1.0, np.nan, 5.0]), null="out")
    assert (found.p, found.expected, found.draws) == (3 / 4, 3.0, 3)


@given(
    st.lists(st.tuples(st.floats(-9, 9), st.integers(1, 9)), min_size=1, max_size=8),
    st.sampled_from(["low", "high", "both"]),
)
def test_saying_how_often_is_writing_it_as_often(
    several: list[tuple[float, int]], tail: str
) -> None:
    values, ways = (np.array(x) for x in zip(*several, strict=True))
    for at in (values[0], values.min(), 0.5):
        short = chance.chance_of(at, values, null="labels", tail=tail, exact=True, ways=ways)
        long = chance.chance_of(at, np.repeat(values, ways), null="labels", tail=tail, exact=True)
        assert (short.p, short.draws) == (long.p, long.draws)
        for name in ("expected", "low", "high"):
            assert getattr(short, name) == pytest.approx(getattr(long, name), abs=1e-9)


def test_undefined_numbers_are_not_compared() -> None:
    with pytest.raises(NotAvailableError):
        chance.chance_of(float("nan"), np.array([1.0]), null="out")
    with pytest.raises(NotAvailableError):
        chance.chance_of(1.0, np.array([np.nan]), null="out")
    quiet = relation_of(np.zeros((4, 4), dtype=bool))
    silent = relation_of(np.zeros((4, 4), dtype=bool), np.zeros(4, dtype=bool))
    labels = np.array([0, 0, 1, 1])
    for relation, reason in ((quiet, Reason.NO_TIES), (silent, Reason.NOBODY_ANSWERED)):
        with pytest.raises(NotAvailableError) as caught:
            chance.compare_with_chance(relation, counts.unchosen_count, null="out")
        assert caught.value.reason is reason
        with pytest.raises(NotAvailableError) as caught:
            chance.compare_labels(relation, labels, segregation.ei_index)
        assert caught.value.reason is reason
    with pytest.raises(NotAvailableError):
        chance.compare_labels(ring(4, 1), np.zeros(4, dtype=np.int64), segregation.ei_index)


def test_the_expected_number_of_unchosen_is_the_closed_form() -> None:
    found = chance.compare_with_chance(
        ring(25, 3), counts.unchosen_count, null="out", draws=8000, tail="low"
    )
    assert found.expected == pytest.approx(25 * (1 - 3 / 24) ** 24, abs=0.05)
    assert (found.observed, found.low, found.draws) == (0.0, 0.0, 8000)
    again = chance.compare_with_chance(
        ring(25, 3), counts.unchosen_count, null="out", draws=8000, tail="low"
    )
    assert found == again
    other = chance.compare_with_chance(
        ring(25, 3), counts.unchosen_count, null="out", draws=8000, tail="low", seed=1
    )
    assert found != other


def test_labels_are_tried_exactly_by_either_way() -> None:
    rng = np.random.Generator(np.random.PCG64(2))
    named = rng.random((11, 11)) < 0.3
    np.fill_diagonal(named, False)
    relation = relation_of(named)
    for labels, ways in (
        (np.array([1] * 4 + [5] * 7), 330),
        (np.array([0] * 7 + [3] * 3 + [-1]), 120),
        (np.array([2, 7, 7, 2, -1, 4, 4, 4, 2, 7, 4]), 4200),
    ):
        fast = chance.compare_labels(relation, labels, segregation.ei_index)
        slow = chance.compare_labels(relation, labels, partial(segregation.ei_index))
        assert fast.draws == slow.draws == ways
        for name in ("observed", "expected", "low", "high", "p"):
            assert getattr(fast, name) == pytest.approx(getattr(slow, name), abs=1e-12)


def test_exact_and_drawn_labellings_agree() -> None:
    rng = np.random.Generator(np.random.PCG64(4))
    named = rng.random((12, 12)) < 0.25
    np.fill_diagonal(named, False)
    relation, labels = relation_of(named), np.repeat([0, 1], 6)
    exactly = chance.compare_labels(relation, labels, segregation.ei_index)
    three = np.repeat([0, 1, 2], 4)
    tried = chance.compare_labels(relation, three, segregation.ei_index)
    assert (exactly.draws, tried.draws) == (924, 34_650)
    assert exactly.expected == pytest.approx(segregation.expected_ei(labels), abs=1e-9)
    assert tried.expected == pytest.approx(segregation.expected_ei(three), abs=1e-9)
    named = rng.random((18, 18)) < 0.25
    np.fill_diagonal(named, False)
    many = np.repeat([0, 1, 2], 6)
    drawn = chance.compare_labels(relation_of(named), many, segregation.ei_index, draws=4000)
    assert drawn.draws == 4000
    assert drawn.expected == pytest.approx(segregation.expected_ei(many), abs=0.02)


@pytest.mark.reference
def test_the_toy_class(reference: Path) -> None:
    toy = json.loads((reference / "vectors" / "isolation_types_toy.json").read_text())
    pupils = "ABCDEFGHIJK"
    named = np.zeros((11, 11), dtype=bool)
    for giver, others in toy["layers"]["like"].items():
        named[pupils.index(giver), [pupils.index(o) for o in others]] = True
    answered = np.array([p not in toy["non_responders"] for p in pupils])
    zero = exact.unchosen_probability(relation_of(named, answered))
    checked = 0
    for pupil, expected in toy["expected"].items():
        if "p_zero_by_chance" in expected:
            at = pupils.index(pupil)
            assert zero[at] == pytest.approx(expected["p_zero_by_chance"], abs=5e-5)
            checked += 1
    assert checked >= 10


@pytest.mark.reference
def test_random_classes_against_the_published_table(reference: Path) -> None:
    from skolemiljo_analytics.kernels import concentration

    table = json.loads((reference / "vectors" / "null_indegree_fixed_outdegree.json").read_text())
    for row in table:
        n, k = int(row["n"]), int(row["k"])
        relation = ring(n, k)
        nobody = exact.unchosen_probability(relation).sum()
        assert nobody == pytest.approx(row["zero_in_exact"], abs=5.1e-3)
        assert n * k**2 / (2 * (n - 1)) == pytest.approx(row["mutual_exact"], abs=5.1e-3)
        for kernel, column, spread in (
            (concentration.gini, "gini", 0.004),
            (concentration.centralization, "cent", 0.005),
            (counts.unchosen_count, "zero_in", 0.08),
            (counts.without_mutual_count, "no_mutual", 0.2),
            (counts.mutual_pairs, "mutual", 0.15),
            (lambda stack: counts.received(stack).max(axis=-1), "max_in", 0.0),
        ):
            found = chance.compare_with_chance(relation, kernel, null="out", draws=3000)
            ends = {"mean": found.expected, "q05": found.low, "q95": found.high}
            step = {"gini": 0.02, "cent": n / (n - 1) ** 2 + 5.1e-4}.get(column, 1.0)
            for end in ends.keys() & {key.removeprefix(f"{column}_") for key in row}:
                near = spread if end == "mean" else step
                where = (row, column, end)
                assert ends[end] == pytest.approx(row[f"{column}_{end}"], abs=near), where


def _answers_again(given: list[int], others: list[int], keep: float) -> dict[frozenset[int], float]:
    """Every answer one rater may give next time, with its chance: by trying all of them."""
    found: dict[frozenset[int], float] = {}
    for kept in product((True, False), repeat=len(given)):
        chance_kept = float(np.prod([keep if k else 1 - keep for k in kept]))
        gone = [j for j, k in zip(given, kept, strict=True) if not k]
        n_new = min(len(gone), len(others))
        rows = list(permutations(others, n_new))
        for new in rows:
            stay = [j for j, k in zip(given, kept, strict=True) if k] + gone[n_new:]
            answer = frozenset([*stay, *new])
            found[answer] = found.get(answer, 0.0) + chance_kept / len(rows)
    return found


@pytest.mark.parametrize("keep", [0.0, 0.25, 0.9, 1.0])
def test_unchosen_again_is_what_trying_every_answer_gives(keep: float) -> None:
    """One names all but one, so that there are fewer others than choices; one names nobody."""
    drawing = "A > B C D\nB > A\nC > E\nD >\nE > D A"
    relation = RelationGraph.from_lines(drawing).relation("friminutt")
    can = exact.possible(relation)
    expected = np.ones(5)
    for i in range(5):
        given = np.flatnonzero(relation.named[i]).tolist()
        others = np.flatnonzero(can[i] & ~relation.named[i]).tolist()
        named = np.zeros(5)
        for answer, share in _answers_again(given, others, keep).items():
            named[list(answer)] += share
        expected *= 1 - named
    found = exact.unchosen_again(relation, keep=keep)
    assert found == pytest.approx(expected, abs=1e-9)


def test_unchosen_again_is_where_many_redraws_come_near() -> None:
    rng = np.random.Generator(np.random.PCG64(4))
    named = (rng.random((14, 14)) < 0.18) & ~np.eye(14, dtype=bool)
    spoke = np.arange(14) != 3
    relation = relation_of(named, spoke)
    for keep in (0.67, 0.9):
        redraws = answer_again(relation, keep=keep, draws=40_000)
        share = counts.unchosen(redraws).mean(axis=0)
        found = exact.unchosen_again(relation, keep=keep)
        assert np.abs(share - found).max() < 4.5 * (0.25 / 40_000) ** 0.5


def test_nobody_answered_leaves_everybody_unchosen_again() -> None:
    relation = relation_of(np.zeros((4, 4), dtype=bool), np.zeros(4, dtype=bool))
    assert exact.unchosen_again(relation, keep=0.9).tolist() == [1.0] * 4
