"""Laws of the handbook's check list (methods handbook 9) that doubt keeps, on random classes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.doubt import exact, silence
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.research import status
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Reason

SEEDS = st.integers(0, 10**6)


def a_class(seed: int, n: int) -> Relation:
    rng = np.random.Generator(np.random.PCG64(seed))
    can = (rng.random((n, n)) < 0.9) & ~np.eye(n, dtype=bool)
    answered = rng.random(n) < 0.8
    named = (rng.random((n, n)) < 0.3) & can & answered[:, None]
    return Relation(Question("q", "q"), named, answered, can)


def with_absent(relation: Relation) -> Relation:
    """The same class with one pupil more, who was away and whom everyone could name."""
    n = len(relation.answered)
    named, can = np.zeros((n + 1, n + 1), dtype=bool), ~np.eye(n + 1, dtype=bool)
    named[:n, :n], can[:n, :n] = relation.named, relation.eligible
    return Relation(relation.question, named, np.append(relation.answered, False), can)


@given(SEEDS, st.integers(2, 12))
def test_one_more_absent_pupil(seed: int, n: int) -> None:
    """Received as before, one more at most, and chances through whom one could name alone."""
    before = a_class(seed, n)
    after = with_absent(before)
    assert (counts.received(after.named)[:n] == counts.received(before.named)).all()
    low, high = silence.received_bounds(before)
    wider_low, wider_high = silence.received_bounds(after)
    assert (wider_low[:n] == low).all()
    assert (wider_high[:n] == high + 1).all()
    could = before.eligible.sum(axis=1)
    old, new = exact.choice_probability(before), exact.choice_probability(after)
    assert new[n].sum() == 0.0
    for i in np.flatnonzero(before.answered):
        if could[i]:
            share = np.where(before.eligible[i], before.named[i].sum() / (could[i] + 1), 0.0)
            assert new[i, :n] == pytest.approx(share, abs=1e-12)
            assert new[i, :n] == pytest.approx(old[i] * could[i] / (could[i] + 1), abs=1e-12)


@given(SEEDS, st.integers(2, 10))
def test_choosing_oneself_is_choosing_nobody(seed: int, n: int) -> None:
    drawn = a_class(seed, n)
    ids = [f"p{i:02d}" for i in range(n)]
    plain = [(ids[i], ids[j], "q") for i, j in np.argwhere(drawn.named)]
    with_self = [*plain, *((one, one, "q") for one in ids)]
    spoke = {"q": [ids[i] for i in np.flatnonzero(drawn.answered)]}
    one, other = (
        RelationGraph.from_frame(
            pd.DataFrame(rows, columns=["source", "target", "relation"]), ids, answered=spoke
        )
        for rows in (plain, with_self)
    )
    for key in ("q",) if plain else ():
        assert (one.named(key) == other.named(key)).all()
        assert (one.answered(key) == other.answered(key)).all()


@given(st.lists(st.integers(0, 12), min_size=3, max_size=25))
def test_where_nobody_is_disliked_there_is_no_status(liked: list[int]) -> None:
    for rules in (1982, 1983):
        with pytest.raises(NotAvailableError) as refused:
            status.coie_dodge(np.array(liked), np.zeros(len(liked), dtype=np.int64), rules=rules)
        assert refused.value.reason is Reason.CONSTANT
