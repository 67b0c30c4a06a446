"""Random classes keep what they promise, reach everything else, and do so evenly."""

from __future__ import annotations

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.errors import InvalidGraphError
from skolemiljo_analytics.kernels import counts, draws

EXAMPLES = 20


def some_class(seed: int, n: int = 9) -> tuple[np.ndarray, np.ndarray]:
    """A class with silent pupils and pupils who could not be named."""
    rng = np.random.Generator(np.random.PCG64(seed))
    can = rng.random((n, n)) < 0.85
    can[:, np.arange(n), ...] &= ~np.eye(n, dtype=bool)
    can[rng.permutation(n)[: rng.integers(0, 3)]] = False
    return can & (rng.random((n, n)) < 0.35), can


@given(st.integers(0, 10**6), st.sampled_from(sorted(draws.NULLS)))
@settings(max_examples=EXAMPLES)
def test_every_null_keeps_its_promise(seed: int, null: str) -> None:
    named, can = some_class(seed)
    random = draws.draw_null(named, can, null=null, draws=20, seed=seed)
    assert not (random & ~can).any()
    if null != "man":
        assert (counts.given(random) == counts.given(named)).all()
    if null in ("in_out", "man_in_out"):
        assert (counts.received(random) == counts.received(named)).all()
    if null in ("man", "man_in_out"):
        assert (counts.mutual_pairs(random) == counts.mutual_pairs(named)).all()
        assert (counts.choices(random) == counts.choices(named)).all()


@given(st.integers(0, 10**6), st.floats(0, 1))
@settings(max_examples=EXAMPLES)
def test_answering_again_keeps_numbers_silence_and_eligibility(seed: int, keep: float) -> None:
    named, can = some_class(seed)
    again = draws.draw_again(named, can, keep=keep, draws=20, seed=seed)
    assert not (again & ~can).any()
    assert (counts.given(again) == counts.given(named)).all()


def test_the_share_kept_is_the_share_asked_for() -> None:
    named, can = some_class(4, 20)
    for keep in (0.0, 0.3, 0.9, 1.0):
        again = draws.draw_again(named, can, keep=keep, draws=2000, seed=1)
        kept = (again & named).sum() / (2000 * named.sum())
        crowded = (counts.given(named) * 2 > can.sum(axis=1)).any()
        assert not crowded
        assert kept == pytest.approx(keep, abs=0.01)


def test_who_named_everybody_has_nobody_else_to_name() -> None:
    named = ~np.eye(4, dtype=bool)
    again = draws.draw_again(named, named, keep=0.1, draws=5, seed=0)
    assert (again == named).all()


def every_class_like(named: np.ndarray, null: str) -> set[bytes]:
    """Every class of five with the same numbers, by trying all that keep choices given."""
    n = len(named)
    rows = [
        [r for r in product((False, True), repeat=n) if not r[i] and sum(r) == named[i].sum()]
        for i in range(n)
    ]
    like = set()
    for chosen in product(*rows):
        a = np.array(chosen)
        if (a.sum(axis=0) == named.sum(axis=0)).all() and (
            null == "in_out" or counts.mutual_pairs(a) == counts.mutual_pairs(named)
        ):
            like.add(a.tobytes())
    return like


@pytest.mark.parametrize("null", ["in_out", "man_in_out"])
@pytest.mark.parametrize("lines", ["12 20 01 4 3", "1 2 0 4 3", "123 0 0 0 3"])
def test_swaps_reach_every_class_with_the_same_numbers_evenly(null: str, lines: str) -> None:
    named = np.zeros((5, 5), dtype=bool)
    for i, line in enumerate(lines.split()):
        named[i, [int(c) for c in line]] = True
    like = every_class_like(named, null)
    can = ~np.eye(5, dtype=bool)
    found = draws.draw_null(named, can, null=null, draws=4000, seed=11, tries=200)
    seen = Counter(a.tobytes() for a in found)
    assert set(seen) == like
    expected = 4000 / len(like)
    statistic = sum((seen[a] - expected) ** 2 / expected for a in like)
    # Mean of chi-square is its degrees, its spread the root of twice that: four spreads above.
    assert statistic < len(like) + 4 * (2 * len(like)) ** 0.5


def test_dyads_fall_evenly_over_pairs_and_directions() -> None:
    named = np.zeros((4, 4), dtype=bool)
    named[0, 1] = named[1, 0] = named[2, 3] = True
    random = draws.draw_null(named, ~np.eye(4, dtype=bool), null="man", draws=12000, seed=2)
    seen = Counter(a.tobytes() for a in random)
    assert len(seen) == 6 * 5 * 2
    assert sum((c - 200) ** 2 / 200 for c in seen.values()) < 60 + 4 * 120**0.5


def test_the_number_of_swaps_is_enough() -> None:
    """With ten times as many the random classes share no less with the class they come from."""
    named = np.zeros((12, 12), dtype=bool)
    for i in range(12):
        named[i, [(i + 1) % 12, (i ^ 1), (i + 5) % 12]] = True
    can = ~np.eye(12, dtype=bool)
    for null in ("in_out", "man_in_out"):
        few = draws.draw_null(named, can, null=null, draws=3000, seed=1)
        many = draws.draw_null(named, can, null=null, draws=3000, seed=2, tries=160)
        shares = [(d & named).sum(axis=(1, 2)) / named.sum() for d in (few, many)]
        error = (sum(s.var() for s in shares) / 3000) ** 0.5
        assert abs(shares[0].mean() - shares[1].mean()) < 4 * error + 0.01


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    named, can = some_class(8, 12)
    drawn = []
    for cores in (1, 2, 5):
        monkeypatch.setattr(draws.os, "cpu_count", lambda c=cores: c)
        drawn.append(draws.draw_null(named, can, null="man_in_out", draws=400, seed=3))
    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] == drawn[2]).all()


def test_more_draws_begin_with_the_same() -> None:
    named, can = some_class(8)
    few = draws.draw_again(named, can, keep=0.5, draws=10, seed=3)
    many = draws.draw_again(named, can, keep=0.5, draws=200, seed=3)
    assert (many[:10] == few).all()
    assert (many != draws.draw_again(named, can, keep=0.5, draws=200, seed=4)).any()


def test_wrong_arrays_are_refused_at_the_border() -> None:
    named, can = some_class(1)
    with pytest.raises(InvalidGraphError):
        draws.draw_null(named[:, :-1], can, null="out", draws=1, seed=0)
    with pytest.raises(InvalidGraphError):
        draws.draw_null(named | ~can, can, null="out", draws=1, seed=0)
    with pytest.raises(InvalidGraphError):
        draws.draw_again(named, can, keep=1.5, draws=1, seed=0)
    with pytest.raises(InvalidGraphError):
        draws.check_class(named, answered=np.ones(3, dtype=bool))
    with pytest.raises(KeyError):
        draws.draw_null(named, can, null="other", draws=1, seed=0)
