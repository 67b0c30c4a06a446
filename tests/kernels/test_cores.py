"""Core numbers, against networkx and by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.kernels.cores import core_numbers


@given(st.integers(0, 2**32 - 1), st.integers(1, 14), st.floats(0, 1))
def test_equal_to_networkx_one_by_one_and_stacked(seed: int, n: int, dense: float) -> None:
    rng = np.random.default_rng(seed)
    stack = []
    for _ in range(3):
        upper = np.triu(rng.random((n, n)) < dense, 1)
        stack.append(upper | upper.T)
    found = core_numbers(np.stack(stack))
    for tied, core in zip(stack, found, strict=True):
        expected = nx.core_number(nx.from_numpy_array(tied))
        assert core.tolist() == [expected[i] for i in range(n)]
