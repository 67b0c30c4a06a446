"""Redraws of a class: answering again, and classes in which choices fall by chance.

`can` is who answered and could name whom, so that silent rows stay silent and the ineligible stay
ineligible in every draw.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.generator import below, next_word
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["answer_again", "same_dyads", "same_given"]


@compiled
def answer_again(
    named: BoolArray, can: BoolArray, keep: int, state: IntArray, out: BoolArray, pool: IntArray
) -> None:
    """Keep each choice with chance keep / 2**32; replace the dropped by random others.

    A pupil who has named everybody has no other to name, and keeps what was dropped. `pool` is
    scratch, shape (2, n).
    """
    n = named.shape[0]
    out[:] = False
    for i in range(n):
        free = 0
        gone = 0
        for j in range(n):
            if named[i, j]:
                if next_word(state) < keep:
                    out[i, j] = True
                else:
                    pool[1, gone] = j
                    gone += 1
            elif can[i, j]:
                pool[0, free] = j
                free += 1
        for d in range(gone):
            if free == 0:
                out[i, pool[1, d]] = True
            else:
                pick = below(state, free)
                out[i, pool[0, pick]] = True
                free -= 1
                pool[0, pick] = pool[0, free]


@compiled
def same_given(
    named: BoolArray, can: BoolArray, state: IntArray, out: BoolArray, pool: IntArray
) -> None:
    """Let each pupil name as many as before, anyone it could name being equally likely."""
    n = named.shape[0]
    out[:] = False
    for i in range(n):
        free = 0
        given = 0
        for j in range(n):
            given += 1 if named[i, j] else 0
            if can[i, j]:
                pool[0, free] = j
                free += 1
        for _ in range(given):
            pick = below(state, free)
            out[i, pool[0, pick]] = True
            free -= 1
            pool[0, pick] = pool[0, free]


@compiled
def same_dyads(
    named: BoolArray, can: BoolArray, state: IntArray, out: BoolArray, pool: IntArray
) -> None:
    """Keep the number of mutual, one-way and empty pairs; place them at random.

    Pairs of which only one could name the other keep their number of choices among themselves.
    `pool` is scratch, shape (2, n * n).
    """
    out[:] = False
    _place(named, can, state, out, pool[0], True)
    _place(named, can, state, out, pool[0], False)


@compiled
def _place(
    named: BoolArray, can: BoolArray, state: IntArray, out: BoolArray, pool: IntArray, both: bool
) -> None:
    n = named.shape[0]
    free = 0
    mutual = 0
    single = 0
    for i in range(n):
        for j in range(i + 1, n):
            possible = int(can[i, j]) + int(can[j, i])
            if possible != (2 if both else 1):
                continue
            ties = int(named[i, j]) + int(named[j, i])
            mutual += 1 if ties == 2 else 0
            single += 1 if ties == 1 else 0
            pool[free] = i * n + j if can[i, j] else j * n + i
            free += 1
    for d in range(mutual + single):
        pick = below(state, free)
        i, j = pool[pick] // n, pool[pick] % n
        free -= 1
        pool[pick] = pool[free]
        if d < mutual:
            out[i, j] = True
            out[j, i] = True
        elif both and (next_word(state) & 1) == 1:
            out[j, i] = True
        else:
            out[i, j] = True
