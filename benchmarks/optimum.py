"""How often the search finds the exact optimum of modularity, an integer programme being the judge.

Run ``python benchmarks/optimum.py [--classes 80]``. The classes are invented, of 15 to 24 pupils.

References
----------
Brandes et al. 2008 (clique partitioning), https://doi.org/10.1109/TKDE.2007.190689. HiGHS:
Huangfu & Hall 2018, https://doi.org/10.1007/s12532-017-0130-5.
"""

from __future__ import annotations

import argparse
import time
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from skolemiljo_analytics.doubt.worlds import Design, World, draw_world, two_days
from skolemiljo_analytics.kernels.search import find_groups, modularity
from skolemiljo_analytics.vocabulary import BoolArray


def best_modularity(named: BoolArray, limit: float = 120.0) -> float:
    """Return the highest modularity of any grouping; NaN if not proved within `limit` seconds."""
    n = len(named)
    w = named.astype(float) + named.T
    s, total = w.sum(axis=1), w.sum()
    b = w / total - np.outer(s, s) / total**2
    pairs = {pair: at for at, pair in enumerate(combinations(range(n), 2))}
    rows, columns, signs = [], [], []
    triples = 0
    for i, j, k in combinations(range(n), 3):
        for apart in range(3):
            for at, pair in enumerate(((i, j), (i, k), (j, k))):
                rows.append(triples)
                columns.append(pairs[pair])
                signs.append(-1.0 if at == apart else 1.0)
            triples += 1
    fewer = csr_array((signs, (rows, columns)), shape=(triples, len(pairs)))
    found = milp(
        -np.array([2 * b[pair] for pair in pairs]),
        constraints=LinearConstraint(fewer, -np.inf, 1.0),
        integrality=np.ones(len(pairs)),
        bounds=Bounds(0, 1),
        options={"time_limit": limit, "mip_rel_gap": 0.0},
    )
    return float(-found.fun + np.trace(b)) if found.status == 0 else float("nan")


def invented(at: int) -> BoolArray:
    """Return the choices of one invented class."""
    rng = np.random.Generator(np.random.PCG64([7, at]))
    design = Design(15 + at % 10, 3 + at % 3)
    world = World(2 + at % 4, 2.0 + 2.0 * (at % 4), appeal=0.6, returned=0.3)
    return two_days(draw_world(world, design, rng), design, 0.9, rng)[0].liked.named


def compare(classes: int) -> tuple[int, int]:
    """Return in how many classes the search found the optimum, and how many were proved."""
    right = proved = 0
    for at in range(classes):
        named = invented(at)
        best = best_modularity(named)
        if np.isnan(best):
            continue
        proved += 1
        right += modularity(named, find_groups(named, seed=at)) > best - 1e-9
    return right, proved


def main() -> None:
    """Print one line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--classes", type=int, default=80)
    classes = arguments.parse_args().classes
    begun = time.perf_counter()
    right, proved = compare(classes)
    took = time.perf_counter() - begun
    print(f"optimum found in {right} of {proved} proved ({classes} classes, {took:.0f} s)")


if __name__ == "__main__":
    main()
