"""Silence against every way the silent could answer; other days and single raters."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.doubt import again, gates, jackknife, silence
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Gate


def some_relation(seed: int, n: int = 5, limit: int | None = None) -> Relation:
    rng = np.random.Generator(np.random.PCG64(seed))
    eligible = (rng.random((n, n)) < 0.85) & ~np.eye(n, dtype=bool)
    answered = rng.random(n) < 0.6
    named = eligible & (rng.random((n, n)) < 0.4) & answered[:, None]
    if limit is not None:
        for row in named:
            row[np.flatnonzero(row)[limit:]] = False
    return Relation(Question("q", "q", limit=limit), named, answered, eligible)


def every_completion(relation: Relation) -> Iterator[np.ndarray]:
    n = len(relation.answered)
    most = n if relation.limit is None else relation.limit
    silent = np.flatnonzero(~relation.answered)
    ways = []
    for i in silent:
        could = np.flatnonzero(relation.eligible[i])
        ways.append(
            [way for size in range(most + 1) for way in combinations(could, min(size, len(could)))]
        )
    for chosen in product(*ways):
        named = relation.named.copy()
        for i, way in zip(silent, chosen, strict=True):
            named[i, list(way)] = True
        yield named


@pytest.mark.parametrize("limit", [None, 1, 2])
@pytest.mark.parametrize("seed", range(6))
def test_bounds_are_reached_and_never_passed(seed: int, limit: int | None) -> None:
    relation = some_relation(seed, 4, limit)
    every = np.array(list(every_completion(relation)))
    for bounds, kernel in (
        (silence.received_bounds, counts.received),
        (silence.mutual_bounds, counts.mutual_counts),
        (silence.given_bounds, counts.given),
    ):
        low, high = bounds(relation)
        drawn = kernel(every)
        assert drawn.min(axis=0).tolist() == low.tolist(), kernel.__name__
        assert drawn.max(axis=0).tolist() == high.tolist(), kernel.__name__


@given(st.integers(0, 10**6))
@settings(max_examples=20)
def test_one_more_silent_pupil_only_widens(seed: int) -> None:
    relation = some_relation(seed, 8)
    if not relation.answered.any():
        return
    away = int(np.flatnonzero(relation.answered)[0])
    answered = relation.answered.copy()
    answered[away] = False
    fewer = Relation(
        relation.question, relation.named & answered[:, None], answered, relation.eligible
    )
    for bounds in (silence.received_bounds, silence.mutual_bounds, silence.given_bounds):
        low, high = bounds(relation)
        wider_low, wider_high = bounds(fewer)
        assert (wider_low <= low).all()
        assert (wider_high >= high).all()


def test_readings_are_bounded_only_where_silence_matters() -> None:
    relation = RelationGraph.from_lines("A > B\nB > A\nC > D").relation("friminutt")
    low, high = silence.received_bounds(relation)
    readings = silence.reading_per_pupil(low, low, high, 4, 3)
    assert [r.high for r in readings] == [2.0, 2.0, 1.0, 1.0]
    assert readings[3].certain
    assert not readings[0].certain
    assert readings[0].n_answered == 3


def test_unchosen_if_all_is_about_the_unchosen_and_the_silent() -> None:
    relation = RelationGraph.from_lines("A > B\nB > A\nC > A\nD >").relation("friminutt")
    assert silence.unchosen_if_all(relation).tolist() == [0.0, 0.0, 1.0, 1.0]
    some = RelationGraph.from_lines("A > B\nB > A\nC > A E\nD >").relation("friminutt")
    stays = silence.unchosen_if_all(some)
    assert stays[4] == 0.0
    assert 0.5 < stays[2] < 1.0
    more = silence.unchosen_if_all(some.take([1, 2, 3, 4]))
    assert more[1] <= 1.0
    nobody = Relation(some.question, some.named & False, np.zeros(5, dtype=bool), some.eligible)
    assert np.isnan(silence.unchosen_if_all(nobody)).all()


def public_classes(reference: Path) -> Iterator[np.ndarray]:
    for folder in ("polish_nine_classes", "moreno_1934", "vickers_7th_grade", "knecht_klas12b"):
        members: dict[str, list[str]] = defaultdict(list)
        with (reference / "data" / folder / "nodes.csv").open() as file:
            for row in csv.DictReader(file):
                members[row["group"]].append(row["id"])
        asked: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
        with (reference / "data" / folder / "edges.csv").open() as file:
            for row in csv.DictReader(file):
                if row["layer"] != "same_primary_friend":
                    asked[row["group"], row["layer"], row["wave"]].append(row)
        for (group, _, _), rows in sorted(asked.items()):
            at = {pupil: i for i, pupil in enumerate(members[group])}
            named = np.zeros((len(at), len(at)), dtype=bool)
            for row in rows:
                if row["source"] in at and row["target"] in at:
                    named[at[row["source"]], at[row["target"]]] = True
            np.fill_diagonal(named, False)
            yield named


@pytest.mark.reference
def test_unchosen_if_all_happens_as_often_as_it_says(reference: Path) -> None:
    """A fifth of those who named somebody is taken away; what they said is known."""
    rng = np.random.Generator(np.random.PCG64(3))
    said, came = [], []
    for named in public_classes(reference):
        gave = named.any(axis=1)
        eligible = ~np.eye(len(named), dtype=bool) & gave[:, None]
        for _ in range(60):
            answered = gave.copy()
            raters = np.flatnonzero(gave)
            answered[rng.permutation(raters)[: round(0.2 * len(raters))]] = False
            relation = Relation(Question("q", "q"), named & answered[:, None], answered, eligible)
            quiet = ~relation.named.any(axis=0)
            said += silence.unchosen_if_all(relation)[quiet].tolist()
            came += (~named.any(axis=0))[quiet].tolist()
    p, y = np.array(said), np.array(came, dtype=float)
    assert len(p) > 5000
    assert abs(p.mean() - y.mean()) < 0.03
    bands = [(p >= low) & (p < low + 0.1) for low in np.arange(0.0, 1.0, 0.1)]
    filled = [band for band in bands if band.sum() >= 80]
    assert len(filled) >= 4
    assert sum(band.sum() for band in filled) > 0.99 * len(p)
    for band in filled:
        assert abs(p[band].mean() - y[band].mean()) < 0.05, (p[band].mean(), y[band].mean())


def test_answering_again_keeps_silence_and_nobody() -> None:
    relation = RelationGraph.from_lines("A > B C\nB > A\nC >\nD > A E").relation("friminutt")
    redraws = again.answer_again(relation, keep=0.5, draws=200, seed=1)
    assert redraws.shape == (200, 5, 5)
    assert not redraws[:, 2].any()
    assert not redraws[:, 4].any()
    assert (redraws.sum(axis=2)[:, [0, 1, 3]] == [2, 1, 2]).all()
    same = again.answer_again(relation, keep=1.0, draws=3, seed=1)
    assert (same == relation.named).all()
    assert (again.answer_again(relation, keep=0.5, draws=200, seed=2) != redraws).any()


def test_shares_of_redraws_are_per_pupil_or_for_the_class() -> None:
    redraws = np.zeros((4, 3, 3), dtype=bool)
    redraws[0, 0, 1] = redraws[1, 0, 1] = redraws[2, 0, 2] = True
    assert again.share_of_redraws(redraws, counts.unchosen).tolist() == [1.0, 0.5, 0.75]
    share = again.share_of_redraws(redraws, lambda a: counts.choices(a) > 0)
    assert share.shape == ()
    assert float(share) == 0.75


def test_who_is_chosen_by_one_alone_rests_on_one() -> None:
    relation = RelationGraph.from_lines("A > B C\nB > A\nC > B\nD >").relation("friminutt")
    assert jackknife.rests_on_one(relation, counts.unchosen).tolist() == [True, False, True, False]


def test_leaving_out_ones_own_answer_does_not_count() -> None:
    relation = RelationGraph.from_lines("A > B\nB > A\nC > A\nD > A").relation("friminutt")

    def gave_nothing(stack: np.ndarray) -> np.ndarray:
        return counts.given(stack) == 0

    assert not jackknife.rests_on_one(relation, gave_nothing).any()
    assert jackknife.without_each_rater(relation).shape == (4, 4, 4)


def test_the_class_version_names_the_raters_that_decide() -> None:
    relation = RelationGraph.from_lines("A > B\nB > A\nC > A B\nD >").relation("friminutt")

    def any_mutual(stack: np.ndarray) -> np.ndarray:
        return counts.mutual_pairs(stack) > 0

    assert jackknife.raters_that_decide(relation, any_mutual).tolist() == [0, 1]
    assert jackknife.class_rests_on_one(relation, any_mutual)
    assert not jackknife.class_rests_on_one(relation, lambda s: counts.choices(s) > 0)


def test_nothing_rests_on_one_when_nobody_answered() -> None:
    quiet = RelationGraph.from_lines("A > B\nB > A").relation("friminutt")
    silent = Relation(quiet.question, quiet.named & False, np.zeros(2, dtype=bool), quiet.eligible)
    assert not jackknife.rests_on_one(silent, counts.unchosen).any()
    assert not jackknife.class_rests_on_one(silent, lambda s: counts.choices(s) > 0)


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        (20, Gate.EVERYTHING),
        (18, Gate.EVERYTHING),
        (17, Gate.WITH_BOUNDS),
        (15, Gate.WITH_BOUNDS),
        (14, Gate.CLASS_ONLY),
        (12, Gate.CLASS_ONLY),
        (11, Gate.NOTHING_NAMED),
        (0, Gate.NOTHING_NAMED),
    ],
)
def test_gates(answered: int, expected: Gate) -> None:
    assert gates.gate(20, answered) is expected
    assert gates.gate(0, 0) is Gate.NOTHING_NAMED
