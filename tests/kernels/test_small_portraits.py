"""The portraits of many classes, on classes of a few pupils: quick enough to be run uncompiled.

Columns that networkx or numpy can count are held to them; all of them are pinned by a digest, as
what comes from a seed is to be the same on any machine; the places of the picture are not.
"""

from __future__ import annotations

import hashlib

import networkx as nx
import numpy as np
import pytest

from skolemiljo_analytics.errors import InvalidGraphError
from skolemiljo_analytics.kernels.blocks import (
    CLASS_COLUMNS,
    LAYERS,
    NO_WAVE,
    PUPIL_COLUMNS,
    Block,
    Effort,
    describe,
)

FEW = Effort(redraws=9, permutations=15, starts=3, sweeps=4)
SIZES = (1, 2, 5, 7, 8)


def cells_of(n: int, seed: int) -> np.ndarray:
    """Three classes: a thick one, a thin one with silent pupils, and one almost without ties."""
    rng = np.random.Generator(np.random.PCG64(seed))
    cells = np.zeros((3, n, n), dtype=np.uint8)
    for c, share in enumerate((0.4, 0.2, 0.05)):
        for q in range(4):
            cells[c] |= (rng.random((n, n)) < share).astype(np.uint8) << q
    cells[1, : n // 4] = 0
    cells[:, np.arange(n), np.arange(n)] = 0
    return cells


def portraits(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, Block]:
    cells, before = cells_of(n, n), cells_of(n, n + 50)
    before[2] = NO_WAVE
    girls = np.random.Generator(np.random.PCG64(n)).random((3, n)) < 0.5
    return cells, before, girls, describe(cells, before, girls, seeds=[1, 2, 3], effort=FEW)


def column(block: Block, c: int, name: str) -> float:
    if name in CLASS_COLUMNS[0]:
        return int(block.counts[c, CLASS_COLUMNS[0].index(name)])
    return float(block.numbers[c, CLASS_COLUMNS[1].index(name)])


def of_pupils(block: Block, c: int, name: str) -> list[float]:
    if name in PUPIL_COLUMNS[0]:
        return block.pupil_counts[c, PUPIL_COLUMNS[0].index(name)].tolist()
    return block.pupil_numbers[c, PUPIL_COLUMNS[1].index(name)].tolist()


@pytest.mark.parametrize("c", range(3))
@pytest.mark.parametrize("n", SIZES)
def test_counts_of_each_question(n: int, c: int) -> None:
    cells, before, _, block = portraits(n)
    assert column(block, c, "n") == n
    assert column(block, c, "n_resp") == np.count_nonzero(cells[c].any(axis=1))
    for q, layer in enumerate(LAYERS):
        a, b = (cells[c] >> q) & 1 == 1, (before[c] >> q) & 1 == 1
        mutual = int((a & a.T).sum()) // 2
        m = int(a.sum())
        assert column(block, c, f"m_{layer}") == m
        assert column(block, c, f"M_{layer}") == mutual
        assert column(block, c, f"A_{layer}") == m - 2 * mutual
        assert column(block, c, f"N_{layer}") == n * (n - 1) // 2 - m + mutual
        recip = 2 * mutual / m if m else np.nan
        assert column(block, c, f"recip_{layer}") == pytest.approx(recip, nan_ok=True)
        either = np.count_nonzero(a | b)
        jaccard = np.count_nonzero(a & b) / either if c < 2 and either else np.nan
        assert column(block, c, f"jac_{layer}") == pytest.approx(jaccard, nan_ok=True)
        assert of_pupils(block, c, f"in_{layer}") == a.sum(axis=0).tolist()
        assert of_pupils(block, c, f"out_{layer}") == a.sum(axis=1).tolist()


@pytest.mark.parametrize("c", range(3))
@pytest.mark.parametrize("n", SIZES)
def test_patterns_of_liking(n: int, c: int) -> None:
    cells, _, _, block = portraits(n)
    likes = cells[c] & 1 == 1
    graph = nx.from_numpy_array(likes, create_using=nx.DiGraph)
    census = nx.triadic_census(graph)
    assert {k: column(block, c, f"t{k}") for k in census} == census
    for name, parts in (
        ("wcc", list(nx.weakly_connected_components(graph))),
        ("scc", list(nx.strongly_connected_components(graph))),
    ):
        assert column(block, c, f"n_{name}") == len(parts)
        assert column(block, c, f"max_{name}") == max(map(len, parts))
        first = {i: min(part) for part in parts for i in part}
        own = of_pupils(block, c, name)
        same = [[own[i] == own[j] for j in range(n)] for i in range(n)]
        assert same == [[first[i] == first[j] for j in range(n)] for i in range(n)]
    mutual = nx.from_numpy_array(likes & likes.T)
    cliques = [len(clique) for clique in nx.find_cliques(mutual)]
    assert column(block, c, "n_cliques") == sum(size >= 3 for size in cliques)
    assert column(block, c, "max_clique") == max(cliques)
    assert column(block, c, "n_unchosen") == np.count_nonzero(likes.sum(axis=0) == 0)
    tied = likes.any(axis=0) | likes.any(axis=1)
    assert column(block, c, "n_isolates") == np.count_nonzero(~tied)
    assert column(block, c, "trans_und") == pytest.approx(nx.transitivity(graph.to_undirected()))
    between = nx.betweenness_centrality(graph, normalized=False)
    assert of_pupils(block, c, "betw") == pytest.approx(list(between.values()))
    rank = nx.pagerank(graph, tol=1e-13, max_iter=2000)
    assert of_pupils(block, c, "pagerank") == pytest.approx(list(rank.values()), abs=1e-8)


@pytest.mark.parametrize("c", range(3))
@pytest.mark.parametrize("n", SIZES)
def test_order_of_who_decides_and_labels(n: int, c: int) -> None:
    cells, _, girls, block = portraits(n)
    decides, likes = (cells[c] >> 3) & 1 == 1, cells[c] & 1 == 1
    reach = np.linalg.matrix_power(decides + np.eye(n), n) > 0
    np.fill_diagonal(reach, val=False)
    either, both = (reach | reach.T).sum() / 2, (reach & reach.T).sum() / 2
    order = 1 - both / either if either else np.nan
    assert column(block, c, "krack_hier") == pytest.approx(order, nan_ok=True)
    across = np.count_nonzero(likes & (girls[c][:, None] != girls[c]))
    m = int(likes.sum())
    ei = (2 * across - m) / m if m else np.nan
    assert column(block, c, "ei") == pytest.approx(ei, nan_ok=True)
    total, other = decides.sum(axis=0), decides.sum(axis=1)
    laplace = np.diag(total + other + 0.01) - decides - decides.T
    springs = np.linalg.solve(laplace, total - other)
    assert of_pupils(block, c, "springrank") == pytest.approx(springs.tolist(), abs=1e-8)


def rounded(numbers: np.ndarray) -> np.ndarray:
    return np.round(1e7 * np.nan_to_num(numbers, nan=-77.0))


PINNED = {1: "6d0bfa30", 2: "e8341c08", 5: "1687a971", 7: "ed890bc3", 8: "3a372fc5"}


@pytest.mark.parametrize("n", SIZES)
def test_every_column_stays(n: int) -> None:
    block = portraits(n)[3]
    parts = [block.counts, rounded(block.numbers), block.pupil_counts]
    parts += [rounded(block.pupil_numbers[:, :4]), block.together]
    whole = np.concatenate([np.asarray(p, dtype="<i8").ravel() for p in parts])
    assert hashlib.sha256(whole.tobytes()).hexdigest()[:8] == PINNED[n]


def test_a_class_is_the_same_in_whatever_block() -> None:
    cells, before, girls, block = portraits(7)
    one = describe(cells[1:2], before[1:2], girls[1:2], seeds=[2], effort=FEW)
    np.testing.assert_array_equal(one.numbers[0], block.numbers[1])
    np.testing.assert_array_equal(one.pupil_numbers[0], block.pupil_numbers[1])
    np.testing.assert_array_equal(one.together[0], block.together[1])


@pytest.mark.parametrize("effort", [Effort(redraws=0), Effort(permutations=0), Effort(starts=0)])
def test_without_effort_nothing_is_described(effort: Effort) -> None:
    cells = np.zeros((1, 4, 4), dtype=np.uint8)
    with pytest.raises(InvalidGraphError):
        describe(cells, cells, np.zeros((1, 4), dtype=bool), seeds=[0], effort=effort)


def test_without_sweeps_there_are_no_places() -> None:
    cells, before, girls, _ = portraits(5)
    effort = Effort(redraws=1, permutations=1, starts=1, sweeps=0)
    block = describe(cells, before, girls, seeds=[1, 2, 3], effort=effort)
    assert not block.pupil_numbers[:, 4:].any()
