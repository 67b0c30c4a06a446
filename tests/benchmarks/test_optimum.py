"""The judge of the search: an integer programme finds the best of all groupings."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from benchmarks import optimum
from skolemiljo_analytics.kernels.search import modularity


def test_the_judge_finds_the_best_of_all_groupings() -> None:
    for seed in range(3):
        named = np.random.Generator(np.random.PCG64(seed)).random((6, 6)) < 0.3
        np.fill_diagonal(named, False)
        every = (modularity(named, np.array(labels)) for labels in product(range(3), repeat=6))
        assert optimum.best_modularity(named) >= max(every) - 1e-9


def test_its_classes_are_invented_anew_the_same_and_the_search_finds_the_best() -> None:
    assert (optimum.invented(3) == optimum.invented(3)).all()
    assert [len(optimum.invented(at)) for at in (0, 9)] == [15, 24]
    assert optimum.compare(1) == (1, 1)
    assert optimum.best_modularity(optimum.invented(0)) == pytest.approx(
        optimum.best_modularity(optimum.invented(0).T)
    )
