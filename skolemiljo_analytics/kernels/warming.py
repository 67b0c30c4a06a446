"""Compiling ahead of need: what the app calls for is ready when the first class is opened."""

from __future__ import annotations

import threading

import numpy as np

from skolemiljo_analytics.kernels.compiling import cache_folder, wants_compiling

__all__ = ["compiled_already", "warm"]

_lock = threading.Lock()


def compiled_already() -> bool:
    """Tell whether the loops of this very source lie compiled on disk (or need no compiling).

    False the first time on a machine, and after an upgrade that changed a loop: the first search
    then takes some ten seconds.
    """
    if not wants_compiling():
        return True
    return any(cache_folder().rglob("batch.*.nbc")) and any(cache_folder().rglob("flow.*.nbc"))


def warm(in_background: bool = True) -> threading.Thread | None:
    """Compile, or load, every loop by searching a class of four; in a thread unless told not to.

    Returns the thread, to be joined by who wants to wait, or None when it is done already.
    """
    if not in_background:
        _warm()
        return None
    thread = threading.Thread(target=_warm, name="skolemiljo-warm", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    from skolemiljo_analytics.kernels import draws, labellings, search, stacks

    named = np.zeros((4, 4), dtype=np.bool_)
    named[0, 1] = named[1, 0] = named[2, 3] = True
    can = ~np.eye(4, dtype=np.bool_)
    with _lock:
        draws.draw_again(named, can, keep=0.9, draws=1, seed=0)
        stacks.count_classes(draws.draw_null(named, can, null="out", draws=1, seed=0))
        search.find_groups(named, starts=1)
        search.find_flow_groups(named, starts=1)
        search.together_again(named, can, keep=0.9, draws=1, seed=0)
        stacks.count_again(named, can, keep=0.9, draws=1, seed=0)
        stacks.share_without(named[None], 0)
        stacks.cut_pupils(named)
        stacks.stack_transitivity(named[None])
        labellings.every_inside(named, (2, 2))
        search.together_each(named[None], can, keep=0.9, draws=1, seed=0)
        search.null_modularity(named, can, null="man", draws=1, seed=0, starts=1)
