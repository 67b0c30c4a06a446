"""Random classes by swaps: choices given and received stay, and mutual pairs too if asked.

Moves as likely as their way back, so that in the long run every class with the same numbers is
equally likely: two choices exchange receivers; two mutual pairs change partners; a ring of three
one-way choices turns round; two exchanges at once that only together keep the mutual pairs. Without
the last two some classes could never be reached.

References
----------
Rao, Jana & Bandyopadhyay 1996, Sankhya A 58:225, https://www.jstor.org/stable/25051102.
Roberts 2000, Social Networks 22:273, https://doi.org/10.1016/S0378-8733(00)00026-5.
"""

from __future__ import annotations

from skolemiljo_analytics.kernels.compiling import compiled
from skolemiljo_analytics.kernels.loops.generator import below
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["same_degrees"]


@compiled
def same_degrees(
    can: BoolArray,
    keep_mutual: bool,
    tries: int,
    state: IntArray,
    out: BoolArray,
    ties: IntArray,
) -> None:
    """Shuffle `out` in place by `tries` swaps tried for each choice.

    `ties` is scratch, shape (3, n * n): who names whom, one column a choice, and in which column
    each choice i * n + j stands.
    """
    n = out.shape[0]
    count = 0
    for i in range(n):
        for j in range(n):
            if out[i, j]:
                ties[0, count], ties[1, count] = i, j
                ties[2, i * n + j] = count
                count += 1
    if count < 2:
        return
    for t in range(tries * count):
        kind = t & 7
        if kind == 0:
            _turn_ring(can, state, out, ties, count)
        elif kind == 1 and keep_mutual:
            _swap_pairs(can, state, out, ties, count)
        elif kind == 2 and keep_mutual:
            _exchange_twice(can, state, out, ties, count)
        else:
            _exchange_some(can, state, out, ties, count, 0 if keep_mutual else 2)


@compiled
def _exchange_some(
    can: BoolArray, state: IntArray, out: BoolArray, ties: IntArray, count: int, most: int
) -> int:
    """Let two choices exchange receivers if no more than `most` mutual pairs come or go.

    Returns the change in mutual pairs and the two columns in one number, or -1.
    """
    e = below(state, count)
    f = below(state, count)
    a, b = ties[0, e], ties[1, e]
    c, d = ties[0, f], ties[1, f]
    if a == c or b == d or out[a, d] or out[c, b] or not can[a, d] or not can[c, b]:
        return -1
    # b -> a is never the other choice of the exchange: a -> d would be a choice of oneself.
    change = int(out[d, a]) + int(out[b, c]) - int(out[b, a]) - int(out[d, c])
    if change > most or change < -most:
        return -1
    _exchange(out, ties, e, f)
    return ((change + 2) * count + e) * count + f


@compiled
def _exchange_twice(
    can: BoolArray, state: IntArray, out: BoolArray, ties: IntArray, count: int
) -> None:
    first = _exchange_some(can, state, out, ties, count, 2)
    if first < 0:
        return
    second = _exchange_some(can, state, out, ties, count, 2)
    square = count * count
    if second >= 0 and first // square + second // square == 4:
        return
    if second >= 0:
        _exchange(out, ties, (second // count) % count, second % count)
    _exchange(out, ties, (first // count) % count, first % count)


@compiled
def _exchange(out: BoolArray, ties: IntArray, e: int, f: int) -> None:
    n = out.shape[0]
    a, b = ties[0, e], ties[1, e]
    c, d = ties[0, f], ties[1, f]
    out[a, b] = False
    out[c, d] = False
    out[a, d] = True
    out[c, b] = True
    _put(ties, e, a, d, n)
    _put(ties, f, c, b, n)


@compiled
def _swap_pairs(
    can: BoolArray, state: IntArray, out: BoolArray, ties: IntArray, count: int
) -> None:
    e = below(state, count)
    f = below(state, count)
    a, b = ties[0, e], ties[1, e]
    c, d = ties[0, f], ties[1, f]
    if a == c or a == d or b == c or b == d or not out[b, a] or not out[d, c]:
        return
    if out[a, d] or out[d, a] or out[c, b] or out[b, c]:
        return
    if not (can[a, d] and can[d, a] and can[c, b] and can[b, c]):
        return
    n = out.shape[0]
    back, forth = ties[2, b * n + a], ties[2, d * n + c]
    _put(ties, e, a, d, n)
    _put(ties, back, b, c, n)
    _put(ties, f, c, b, n)
    _put(ties, forth, d, a, n)
    out[a, b] = out[b, a] = out[c, d] = out[d, c] = False
    out[a, d] = out[d, a] = out[c, b] = out[b, c] = True


@compiled
def _turn_ring(can: BoolArray, state: IntArray, out: BoolArray, ties: IntArray, count: int) -> None:
    e = below(state, count)
    a, b = ties[0, e], ties[1, e]
    c = below(state, out.shape[0])
    if c == a or c == b or not out[b, c] or not out[c, a]:
        return
    if out[b, a] or out[c, b] or out[a, c] or not (can[b, a] and can[c, b] and can[a, c]):
        return
    n = out.shape[0]
    f, g = ties[2, b * n + c], ties[2, c * n + a]
    _put(ties, e, b, a, n)
    _put(ties, f, c, b, n)
    _put(ties, g, a, c, n)
    out[a, b] = out[b, c] = out[c, a] = False
    out[b, a] = out[c, b] = out[a, c] = True


@compiled
def _put(ties: IntArray, column: int, giver: int, receiver: int, n: int) -> None:
    ties[0, column] = giver
    ties[1, column] = receiver
    ties[2, giver * n + receiver] = column
