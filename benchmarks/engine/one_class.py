"""What one class on screen costs: every search and redraw of one question, warm.

Run ``python benchmarks/engine/one_class.py``; prints medians of CPU and wall milliseconds.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from statistics import median

import numba
import numpy as np

from skolemiljo_analytics.doubt.again import answer_again, share_of_redraws
from skolemiljo_analytics.doubt.groupings import search_groupings
from skolemiljo_analytics.doubt.worlds import Design, World, draw_world, two_days
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts, search
from skolemiljo_analytics.kernels.draws import draw_null
from skolemiljo_analytics.kernels.labellings import every_inside


def a_class() -> Relation:
    """Four groups of 25 pupils who name three."""
    rng = np.random.Generator(np.random.PCG64(1))
    design = Design(25, 3)
    truth = draw_world(World(4, 6.0, appeal=0.6, returned=0.3), design, rng)
    return two_days(truth, design, 0.9, rng)[0].liked


def measure(work: Callable[[], object], rounds: int = 9) -> tuple[float, float]:
    """Return median CPU and wall milliseconds, warm."""
    work()
    cpu, wall = [], []
    for _ in range(rounds):
        before = time.process_time(), time.perf_counter()
        work()
        cpu.append(time.process_time() - before[0])
        wall.append(time.perf_counter() - before[1])
    return 1e3 * median(cpu), 1e3 * median(wall)


def main() -> None:
    """Print the table."""
    relation = a_class()
    redraws = answer_again(relation, keep=0.9, draws=5000)
    named, can = relation.named, relation.eligible
    parts: dict[str, Callable[[], object]] = {
        "random in_out, 1,000 classes": lambda: draw_null(
            named, can, null="in_out", draws=1000, seed=1
        ),
        "random man_in_out, 1,000 classes": lambda: draw_null(
            named, can, null="man_in_out", draws=1000, seed=1
        ),
        "groups, 64 starts": lambda: search.find_groups(named),
        "map equation, 32 starts": lambda: search.find_flow_groups(named),
        "co-assignment, 5,000 redraws": lambda: search.together_again(
            named, can, keep=0.9, draws=5000, seed=1
        ),
        "null man_in_out, 500 classes": lambda: search.null_modularity(
            named, can, null="man_in_out", draws=500, seed=1
        ),
        "null in_out, 500 classes": lambda: search.null_modularity(
            named, can, null="in_out", draws=500, seed=1
        ),
        "search_groupings, all of it": lambda: search_groupings(relation),
        "5,000 answer-again classes": lambda: answer_again(relation, keep=0.9, draws=5000),
        "unchosen in 5,000": lambda: share_of_redraws(redraws, counts.unchosen),
        "without mutual in 5,000": lambda: share_of_redraws(redraws, counts.without_mutual),
        "every labelling of 22 pupils": lambda: every_inside(named[:22, :22], (11, 11)),
    }
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()},")
    print(f"numpy {np.__version__}, numba {numba.__version__}; n = 25, {named.sum()} choices")
    print(f"{'':34s}{'CPU ms':>10s}{'wall ms':>10s}")
    for name, work in parts.items():
        cpu, wall = measure(work)
        print(f"{name:34s}{cpu:10.2f}{wall:10.2f}")


if __name__ == "__main__":
    main()
