"""Portraits of many classes of equal size in one compiled call, and the names of their columns.

What the columns mean is told in ``benchmarks/README.md``; engines written with other tools agree
with them to 1e-6. Statuses are for science: opaque ids, no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from skolemiljo_analytics.errors import InvalidGraphError
from skolemiljo_analytics.kernels.seeds import stream_states
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = [
    "CLASS_COLUMNS",
    "LAYERS",
    "NO_WAVE",
    "PUPIL_COLUMNS",
    "Block",
    "Effort",
    "describe",
    "load",
]

LAYERS = ("likes", "dislikes", "plays", "decides")
"""The four questions, in the order of their bits."""

NO_WAVE = 255
"""What a cell holds where the class has no such wave."""

_TRIADS = (
    *("003", "012", "102", "021D", "021U", "021C", "111D", "111U"),
    *("030T", "030C", "201", "120D", "120U", "120C", "210", "300"),
)
CLASS_COLUMNS = (
    (
        "n",
        "n_resp",
        *chain.from_iterable((f"m_{x}", f"M_{x}", f"A_{x}", f"N_{x}") for x in LAYERS),
        *(f"t{triad}" for triad in _TRIADS),
        *("n_wcc", "n_scc", "max_wcc", "max_scc", "n_isolates", "n_unchosen"),
        *("n_cliques", "max_clique", "n_comm", "n_cons"),
    ),
    (
        *(f"recip_{layer}" for layer in LAYERS),
        *("trans_dir", "trans_und", "q", "stab", "cent_in", "cent_out", "cent_betw"),
        *("ei", "ei_p", "qap_r", "qap_p", "krack_hier", "krack_conn"),
        *(f"jac_{layer}" for layer in LAYERS),
    ),
)
"""Columns a class: of whole numbers, and of numbers."""

PUPIL_COLUMNS = (
    (
        *chain.from_iterable((f"in_{layer}", f"out_{layer}") for layer in LAYERS),
        *("wcc", "scc", "comm", "cons", "status"),
    ),
    ("betw", "pagerank", "springrank", "davids", "x", "y"),
)
"""Columns a pupil: of whole numbers (status is a code), and of numbers."""


@dataclass(frozen=True)
class Effort:
    """How much is drawn for each class; `sweeps` 0 leaves the layout out."""

    redraws: int = 200
    permutations: int = 1000
    starts: int = 16
    sweeps: int = 60

    def as_array(self) -> IntArray:
        """Return the four numbers in the order the loops read them."""
        return np.array([self.redraws, self.permutations, self.starts, self.sweeps])


@dataclass(frozen=True)
class Block:
    """The columns of m classes of n pupils.

    `counts` and `numbers` have shape (m, columns), `pupil_counts` and `pupil_numbers` (m, columns,
    n), `together` (m, n, n): in how many redraws two pupils share a group.
    """

    counts: IntArray
    numbers: FloatArray
    pupil_counts: IntArray
    pupil_numbers: FloatArray
    together: IntArray


def describe(
    cells: NDArray[np.uint8],
    before: NDArray[np.uint8],
    girls: BoolArray,
    *,
    seeds: list[int],
    effort: Effort,
) -> Block:
    """Describe m classes of n pupils, shape (m, n, n): bit q of a cell is "row names column in q".

    Parameters
    ----------
    before
        The wave before, same shape; `NO_WAVE` in every cell of a class that has none.
    girls
        Shape (m, n).
    seeds
        One a class; a class gives the same numbers whichever block and thread it is in.

    Raises
    ------
    InvalidGraphError
        If shapes do not fit, or no pupil or no effort is given.
    """
    from skolemiljo_analytics.kernels.fused.counting import triad_table
    from skolemiljo_analytics.kernels.fused.portrait import describe_block

    m, n = _check(cells, (before.shape, girls.shape, len(seeds)), effort)
    states = np.array([stream_states(seed, 4) for seed in seeds]).reshape(m, 4, 4)
    block = Block(
        np.zeros((m, len(CLASS_COLUMNS[0])), dtype=np.int64),
        np.zeros((m, len(CLASS_COLUMNS[1]))),
        np.zeros((m, len(PUPIL_COLUMNS[0]), n), dtype=np.int64),
        np.zeros((m, len(PUPIL_COLUMNS[1]), n)),
        np.zeros((m, n, n), dtype=np.int64),
    )
    unit = np.int32 if 8 * n**4 < 2**31 else np.int64  # no gain is larger than twice (2m)^2
    describe_block(
        np.ascontiguousarray(cells),
        np.ascontiguousarray(before),
        np.ascontiguousarray(girls),
        states,
        np.array(triad_table()),
        effort.as_array(),
        block.counts,
        block.numbers,
        block.pupil_counts,
        block.pupil_numbers,
        block.together,
        np.zeros((2, n, n), dtype=unit),
    )
    return block


def load() -> None:
    """Compile, or load, the loops by describing a class of four."""
    cells = np.zeros((1, 4, 4), dtype=np.uint8)
    girls = np.zeros((1, 4), dtype=np.bool_)
    describe(cells, cells, girls, seeds=[0], effort=Effort(1, 1, 1, 1))


def _check(cells: NDArray[np.uint8], shapes: tuple[object, ...], effort: Effort) -> tuple[int, int]:
    if cells.ndim != 3 or cells.shape[1] != cells.shape[2] or cells.shape[1] == 0:
        raise InvalidGraphError("cells of shape (classes, pupils, pupils)", str(cells.shape))
    m, n = cells.shape[:2]
    if shapes != (cells.shape, (m, n), m):
        raise InvalidGraphError(f"{m} classes of {n} pupils throughout", str(shapes))
    if min(effort.redraws, effort.starts, effort.permutations) < 1 or effort.sweeps < 0:
        raise InvalidGraphError("at least one redraw, permutation and start", str(effort))
    return m, n
