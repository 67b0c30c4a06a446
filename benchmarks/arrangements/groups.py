"""28 pupils in 7 groups: time to proof, and what is reached beside a greedy and a random way.

Run ``python benchmarks/arrangements/groups.py [number of classes]``. Classes are drawn with a fixed
seed: four loose groupings, up to three choices each, most within the own grouping; every seventh
pupil answers "nobody".
"""

from __future__ import annotations

import statistics
import sys
import time
from itertools import pairwise

import numpy as np

from skolemiljo_analytics.arrangements import Goal, Request, arrange_groups
from skolemiljo_analytics.arrangements.counting import count_goal
from skolemiljo_analytics.arrangements.records import Groups
from skolemiljo_analytics.graph import RelationGraph

PUPILS, SIZES = 28, (4,) * 7
FIRST_TWO = (Goal.COMPANY, Goal.FAIRNESS)
ALL = (*FIRST_TWO, Goal.CHOSEN, Goal.WISHES)


def draw_class(seed: int) -> RelationGraph:
    """Return an invented class."""
    rng = np.random.default_rng(seed)
    grouping = rng.permutation(np.arange(PUPILS) % 4)
    lines = []
    for i in range(PUPILS):
        if rng.random() < 1 / 7:
            continue
        weight = np.where(grouping == grouping[i], 6.0, 1.0)
        weight[i] = 0.0
        chosen = rng.choice(PUPILS, rng.integers(1, 4), replace=False, p=weight / weight.sum())
        lines.append(f"p{i} > " + " ".join(f"p{j}" for j in chosen))
    silent = [f"p{i} >" for i in range(PUPILS) if not any(x.startswith(f"p{i} >") for x in lines)]
    return RelationGraph.from_lines("\n".join([*lines, *silent]))


def at_random(request: Request, seed: int) -> Groups:
    """Fill the groups in a drawn order."""
    order = np.random.default_rng(seed).permutation(len(request.pupils))
    cuts = np.cumsum((0, *request.sizes))
    return tuple(tuple(request.pupils[i] for i in order[a:b]) for a, b in pairwise(cuts))


def greedily(request: Request) -> Groups:
    """Fill one group after another with whoever adds most choices to it."""
    named = request.wishes.named.astype(int)
    tie = named + named.T
    left = list(range(len(request.pupils)))
    groups = []
    for size in request.sizes:
        members = [left.pop(int(np.argmax([tie[i][left].sum() for i in left])))]
        while len(members) < size:
            members.append(left.pop(int(np.argmax([tie[i][members].sum() for i in left]))))
        groups.append(tuple(request.pupils[i] for i in members))
    return tuple(groups)


def main(classes: int) -> None:
    """Print a table."""
    times, proven, reached = [], [], {"solver": [], "greedy": [], "random": []}
    for seed in range(classes):
        graph = draw_class(seed)
        request = Request(graph.pupils, SIZES, graph.relations[0], goals=FIRST_TWO)
        start = time.process_time()
        made = arrange_groups(request)
        times.append(time.process_time() - start)
        proven.append(all(result.proven for result in made.results))
        full = arrange_groups(Request(graph.pupils, SIZES, graph.relations[0], goals=ALL))
        ways = (full.groups, greedily(request), at_random(request, seed))
        for name, groups in zip(reached, ways, strict=True):
            reached[name].append([count_goal(request, groups, goal) for goal in ALL])
    print(f"{classes} classes of {PUPILS} in {len(SIZES)} groups")
    print(f"first two goals proven: {sum(proven)} of {classes}")
    median = statistics.median(times)
    print(f"processor time to that proof: median {median:.2f} s, most {max(times):.2f} s")
    print("way      " + "".join(f"{goal:>10}" for goal in ALL))
    for name, rows in reached.items():
        print(f"{name:9}" + "".join(f"{mean:10.1f}" for mean in np.mean(rows, axis=0)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
