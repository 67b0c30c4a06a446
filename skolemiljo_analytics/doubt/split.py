"""Is the class more divided than random classes? One test, for what is shown and for the words.

References
----------
Methods handbook 2.4. `doubt.stages` (how many random classes are drawn).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from skolemiljo_analytics.doubt.chance import chance_of
from skolemiljo_analytics.doubt.reading import Chance
from skolemiljo_analytics.doubt.stages import SPLIT_STAGES
from skolemiljo_analytics.kernels.seeds import derive_seed
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray

__all__ = ["compare_split", "ordinary_already"]

_NULLS = ("man_in_out", "in_out", "man")
_MOST_SHARED = 0.75
_NEARLY = 0.1
_LOOK = 50


def compare_split(
    named: BoolArray, can: BoolArray, *, draws: int, seed: int, beside: bool = True
) -> tuple[Chance, ...]:
    """Compare the best modularity with that of random classes, the deciding null first.

    The strictest null decides: choices given and received and the number of mutual pairs stay.
    Where it leaves next to nothing to chance (few ways to have the same numbers), it says nothing,
    and the stricter of the other two decides.

    Parameters
    ----------
    named, can
        Shape (n, n): who named whom, and who could.
    draws
        Random classes. With as many as the first stage of `SPLIT_STAGES` (500), the strictest null
        goes on to both stages (2,000) where the first leaves the word open; p is then that of
        `Stages.p`, and `Chance.draws` tells how many were drawn. With any other number it is one
        test with so many.
    seed
        Of all draws; what is drawn for one null or stage does not depend on the others.
    beside
        Whether the weaker nulls are compared too, with a fifth of the draws, where the strictest
        fits.

    Returns
    -------
    tuple of Chance
        Empty without draws. Compared are searches of equal effort, also of the class itself.
    """
    if draws < 1:
        return ()
    strict, shared = _against(named, can, _NULLS[0], draws=draws, seed=seed, stages=True)
    fits = shared <= _MOST_SHARED
    if fits and not beside:
        return (strict,)
    fewer = max(draws // 5, 1) if fits else draws
    weaker = [_against(named, can, null, draws=fewer, seed=seed)[0] for null in _NULLS[1:]]
    if fits:
        return (strict, *weaker)
    return tuple(sorted(weaker, key=lambda chance: -chance.p))


def ordinary_already(named: BoolArray, can: BoolArray, *, seed: int) -> bool:
    """Tell from the first few of the same draws that the word cannot be firm, whatever follows.

    With as many random classes as far as stop the first stage of `compare_split` (500 draws), the
    rest need not be drawn where only the word is asked for.
    """
    random, observed, shared = _draw(named, can, _NULLS[0], draws=_LOOK, seed=seed)
    enough = _as_far(random, observed) >= SPLIT_STAGES.high
    return enough and shared <= _MOST_SHARED - _NEARLY


def _against(
    named: BoolArray, can: BoolArray, null: str, *, draws: int, seed: int, stages: bool = False
) -> tuple[Chance, float]:
    random, observed, shared = _draw(named, can, null, draws=draws, seed=seed)
    chance = chance_of(observed, random, null=null)
    staged = stages and draws == SPLIT_STAGES.first and shared <= _MOST_SHARED
    if not staged or not SPLIT_STAGES.goes_on(_as_far(random, observed)):
        return chance, shared
    more = SPLIT_STAGES.last - draws
    rest, *_ = _draw(named, can, null, draws=more, seed=derive_seed(seed, "second stage"))
    every = np.concatenate([random, rest])
    p = SPLIT_STAGES.p(_as_far(every, observed), len(every))
    return replace(chance_of(observed, every, null=null), p=p), shared


def _as_far(random: FloatArray, observed: float) -> int:
    """Count the random classes at least as divided, equal ones among them."""
    return int(np.count_nonzero(random >= observed - 1e-9))


def _draw(
    named: BoolArray, can: BoolArray, null: str, *, draws: int, seed: int
) -> tuple[FloatArray, float, float]:
    from skolemiljo_analytics.kernels.search import null_modularity

    own = derive_seed(seed, "modularity", null)
    observed, random, shared = null_modularity(named, can, null=null, draws=draws, seed=own)
    return random, observed, shared
