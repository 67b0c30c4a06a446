"""The same source, compiled and not, gives the same bits."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from skolemiljo_analytics.kernels import compiled_already, warm

SCRIPT = """
import hashlib, warnings
import numpy as np
warnings.simplefilter("error")
from skolemiljo_analytics.kernels import draws, search, compiling
from skolemiljo_analytics.kernels.labellings import every_inside
from skolemiljo_analytics.kernels.stacks import count_again
rng = np.random.Generator(np.random.PCG64(6))
n = 13
can = ~np.eye(n, dtype=bool)
can[2] = False
can[:, 5] &= rng.random(n) < 0.5
named = can & (rng.random((n, n)) < 0.3)
made = [draws.draw_again(named, can, keep=0.8, draws=12, seed=1)]
made += [draws.draw_null(named, can, null=k, draws=12, seed=2) for k in draws.NULLS]
made += [search.find_groups(named, starts=9), search.find_groups(made[1], starts=2)]
made += [search.find_flow_groups(named, starts=5)[0]]
made += [search.together_again(named, can, keep=0.9, draws=25, seed=3)]
made += [search.null_modularity(named, can, null="man_in_out", draws=6, seed=4, starts=3)[1]]
made += [search.together_each(made[1][:3], can, keep=0.9, draws=6, seed=5)]
drawn, counted = count_again(named, can, np.arange(n) % 3 - 1, keep=0.7, draws=9, seed=7)
made += [drawn, counted.received, counted.mutual, counted.inside, counted.labelled]
wide = np.roll(np.eye(64, dtype=bool), 1, axis=1)
made += [search.find_groups(wide, starts=1)]
made += [*every_inside(named[:9, :9], (4, 5)), *every_inside(named[:9, :9], (3, 4, 2))]
print(compiling.wants_compiling())
for array in made:
    print(hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest())
"""


def run(compile_loops: str) -> list[str]:
    environment = {**os.environ, "SKOLEMILJO_COMPILE": compile_loops}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_compiled_and_uncompiled_agree_bit_for_bit() -> None:
    compiled, plain = run("1"), run("0")
    assert (compiled[0], plain[0]) == ("True", "False")
    assert compiled[1:] == plain[1:]
    assert len(set(plain[1:])) > 14


def test_warming_compiles_everything_and_says_so() -> None:
    thread = warm(in_background=True)
    assert thread is not None
    thread.join()
    assert warm(in_background=False) is None
    assert compiled_already()


def test_nothing_to_wait_for_uncompiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SKOLEMILJO_COMPILE", "0")
    assert compiled_already()


def test_importing_the_kernels_imports_no_compiler_and_no_pandas() -> None:
    script = (
        "import sys, skolemiljo_analytics.kernels.draws, skolemiljo_analytics.kernels.search,"
        "skolemiljo_analytics.doubt.groupings, skolemiljo_analytics.doubt.chance;"
        "print(sorted({'numba', 'pandas', 'scipy', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_warming_leaves_nothing_to_compile_for_a_class_on_screen() -> None:
    """Compiled loops are asked for their kinds of arrays before and after a portrait."""
    script = """
import sys
import numpy as np
from skolemiljo_analytics.kernels import warm
warm(in_background=False)
from numba.core.dispatcher import Dispatcher
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
def kinds():
    packages = [m for k, m in sys.modules.items() if ".kernels.loops." in k]
    return {
        (name, str(kind))
        for module in packages
        for name, loop in vars(module).items() if isinstance(loop, Dispatcher)
        for kind in loop.signatures
    }
before = kinds()
pupils = [f"p{i:02d}" for i in range(14)]
ring = "\\n".join(f"{a} > {b}" for a, b in zip(pupils, pupils[1:] + pupils[:1]))
describe_class(RelationGraph.from_lines(ring), redraws=9, null_draws=5)
print(sorted(kinds() - before))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
