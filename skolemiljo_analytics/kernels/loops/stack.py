"""Counts of every class of a stack in one pass: what many patterns are made of.

Done class by class, so that a class stays in the processor's nearest memory.

References
----------
Wasserman & Faust 1994, ch. 4 (degrees), https://doi.org/10.1017/CBO9780511815478. Parts: Hopcroft &
Tarjan 1973, https://doi.org/10.1145/362248.362272.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.bits import count_bits, first_bit, pack_rows, turn_rows
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = [
    "copy_class",
    "count_paths",
    "count_rows",
    "count_stack",
    "count_stack_bits",
    "count_without",
    "find_cuts",
]


@compiled
def copy_class(named: BoolArray, to: BoolArray) -> None:
    """Write one class over another, shape (n, n), without an array between."""
    for i in range(named.shape[0]):
        for j in range(named.shape[0]):
            to[i, j] = named[i, j]


@compiled
def count_stack(
    named: BoolArray, labels: IntArray, received: IntArray, mutual: IntArray, inside: IntArray
) -> None:
    """Fill, for each class of shape (m, n, n), choices received and mutual choices a pupil.

    ``inside[d]`` gets the choices inside a label and of all between pupils with one; label -1 is
    unknown. The results begin as zeros.
    """
    m, n = named.shape[:2]
    for d in range(m):
        among, same = 0, 0
        for i in range(n):
            for j in range(n):
                if named[d, i, j]:
                    received[d, j] += 1
                    if named[d, j, i]:
                        mutual[d, i] += 1
                    if labels[i] >= 0 and labels[j] >= 0:
                        among += 1
                        same += 1 if labels[i] == labels[j] else 0
        inside[d, 0] = same
        inside[d, 1] = among


@compiled
def count_stack_bits(
    named: BoolArray,
    alike: IntArray,
    rows: IntArray,
    received: IntArray,
    mutual: IntArray,
    inside: IntArray,
) -> None:
    """Fill what `count_stack` does, for at most `bits.MOST` pupils.

    `alike` has, as bits, those with the label of each pupil, 0 where it is unknown; `rows` is
    scratch, shape (2, n).
    """
    for d in range(named.shape[0]):
        pack_rows(named[d], rows[0])
        turn_rows(rows[0], rows[1])
        count_rows(rows, alike, received[d], mutual[d], inside[d])


@compiled
def count_rows(
    rows: IntArray, alike: IntArray, received: IntArray, mutual: IntArray, inside: IntArray
) -> None:
    """Count one class on bits; `rows`, shape (2, n), has whom each names and who names each."""
    n = len(alike)
    known, among, same = 0, 0, 0
    for i in range(n):
        known |= alike[i]
    for i in range(n):
        received[i] = count_bits(rows[1, i])
        mutual[i] = count_bits(rows[0, i] & rows[1, i])
        same += count_bits(rows[0, i] & alike[i])
        if alike[i] != 0:
            among += count_bits(rows[0, i] & known)
    inside[0], inside[1] = same, among


@compiled
def count_without(
    named: BoolArray, pupil: int, smallest: int, line: IntArray, seen: IntArray
) -> int:
    """Count the classes whose mutual choices around a pupil fall apart when the pupil is away.

    A part counts if it has `smallest` (1 or 2) pupils or more. `line` and `seen` are scratch,
    shape (n,).
    """
    m, n = named.shape[:2]
    apart = 0
    for d in range(m):
        seen[:] = 0
        seen[pupil] = 1
        parts = 0
        for start in range(n):
            if seen[start] == 1 or not (named[d, pupil, start] and named[d, start, pupil]):
                continue
            line[0] = start
            seen[start] = 1
            head, tail = 0, 1
            while head < tail:
                i = line[head]
                head += 1
                for j in range(n):
                    if named[d, i, j] and seen[j] == 0 and named[d, j, i]:
                        seen[j] = 1
                        line[tail] = j
                        tail += 1
            parts += 1 if tail >= smallest else 0
        apart += 1 if parts >= 2 else 0
    return apart


@compiled
def find_cuts(named: BoolArray, smallest: int, room: IntArray, found: BoolArray) -> None:
    """Fill `found`, shape (n,), with whom `count_without` counts in the one class of a stack."""
    for pupil in range(named.shape[1]):
        found[pupil] = count_without(named, pupil, smallest, room[0], room[1]) > 0


@compiled
def count_paths(named: BoolArray, rows: IntArray, found: IntArray) -> None:
    """Fill `found`, shape (m, 2), with the paths of two choices that are closed, and all of them.

    For at most `bits.MOST` pupils; `rows` is scratch, shape (n,).
    """
    m, n = named.shape[:2]
    for d in range(m):
        pack_rows(named[d], rows)
        closed, every = 0, 0
        for i in range(n):
            left = rows[i]
            while left != 0:
                onward = rows[first_bit(left)] & ~(1 << i)
                closed += count_bits(onward & rows[i])
                every += count_bits(onward)
                left &= left - 1
        found[d, 0], found[d, 1] = closed, every
