"""Would they answer the same next week? The class answers again, many times.

References
----------
Methods handbook 7.2. Chan & Poulin 2007, https://doi.org/10.1353/mpq.2008.0000 (a third of the
named friends change in five months).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from skolemiljo_analytics.doubt.chance import possible
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.draws import draw_again
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.kernels.stacks import Counted, count_again
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["YesNoKernel", "answer_again", "answer_again_counted", "share_of_redraws"]

YesNoKernel = Callable[[BoolArray], BoolArray]
"""From a stack (m, n, n) to yes or no a pupil (m, n) or a class (m,)."""


def answer_again(relation: Relation, *, keep: float, draws: int = 5000, seed: int = 0) -> BoolArray:
    """Return the class as it could have answered on another day, shape (draws, n, n).

    Each choice is made again with probability `keep` (the presets' `keep_short` and `keep_term`);
    one that is not goes to another pupil who could have been named, each equally likely. The
    silent stay silent, and who answered "nobody" does so again: the doubt that silence makes is
    told apart (`doubt.silence`).

    Raises
    ------
    InvalidGraphError
        If `keep` is not from 0 to 1.
    """
    own = derive_seed(seed, relation.key, "again")
    return draw_again(relation.named, possible(relation), keep=keep, draws=draws, seed=own)


def answer_again_counted(
    relation: Relation,
    labels: IntArray | None = None,
    *,
    keep: float,
    draws: int = 5000,
    seed: int = 0,
    lend: bool = False,
) -> tuple[BoolArray, Counted]:
    """Return the classes of `answer_again`, and what is counted in them, in one pass.

    `labels`, shape (n,), are -1 where unknown. With `lend` the arrays hold until the next call of
    this thread that asks for it.
    """
    own = derive_seed(seed, relation.key, "again")
    can = possible(relation)
    return count_again(relation.named, can, labels, keep=keep, draws=draws, seed=own, lend=lend)


def share_of_redraws(redraws: BoolArray, kernel: YesNoKernel) -> FloatArray:
    """Return the share of redraws in which `kernel` says yes: (n,) for pupils, () for the class."""
    return np.asarray(np.asarray(kernel(redraws), dtype=np.bool_).mean(axis=0), dtype=np.float64)
