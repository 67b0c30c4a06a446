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

from skolemiljo_analytics.kernels.compiling import compiled, inlined
from skolemiljo_analytics.kernels.loops.generator import step
from skolemiljo_analytics.vocabulary import BoolArray, IntArray

__all__ = ["same_degrees"]

Words = tuple[int, int, int, int]


_FEW = 4096
_NOT = 9


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
    each choice i * n + j stands. The state of the generator stays in registers.
    """
    n = out.shape[0]
    count = _list_ties(out, ties)
    if count < 2:
        return
    most = 0 if keep_mutual else 2
    words = (state[0], state[1], state[2], state[3])
    for t in range(tries * count):
        kind = t & 7
        words, e, high = _pick(words, count)
        f = (high * count) >> 32
        if kind == 0:
            _turn_ring(can, out, ties, e, (high * n) >> 32)
        elif kind == 1 and keep_mutual:
            _swap_pairs(can, out, ties, e, f)
        elif kind == 2 and keep_mutual:
            change = _exchange_some(can, out, ties, e, f, 2)
            if change != _NOT:
                words, g, high = _pick(words, count)
                h = (high * count) >> 32
                again = _exchange_some(can, out, ties, g, h, 2)
                if again != _NOT and change + again != 0:
                    _exchange(out, ties, g, h)
                if change + again != 0:
                    _exchange(out, ties, e, f)
        else:
            _exchange_some(can, out, ties, e, f, most)
    state[0], state[1], state[2], state[3] = words


@inlined
def _pick(words: Words, count: int) -> tuple[Words, int, int]:
    """Return the next state, a column, and 32 bits for a second number.

    Up to 4096 choices one word makes both. Some columns then come a little more often than others,
    which changes nothing: the way back has the same columns, and so the same chance.
    """
    s0, s1, s2, s3, word = step(words[0], words[1], words[2], words[3])
    if count <= _FEW:
        return (s0, s1, s2, s3), ((word & 0xFFFF) * count) >> 16, word & 0xFFFF0000
    e = (word * count) >> 32
    s0, s1, s2, s3, word = step(s0, s1, s2, s3)
    return (s0, s1, s2, s3), e, word


@inlined
def _list_ties(out: BoolArray, ties: IntArray) -> int:
    n = out.shape[0]
    count = 0
    for i in range(n):
        for j in range(n):
            if out[i, j]:
                ties[0, count], ties[1, count] = i, j
                ties[2, i * n + j] = count
                count += 1
    return count


@inlined
def _exchange_some(
    can: BoolArray, out: BoolArray, ties: IntArray, e: int, f: int, most: int
) -> int:
    """Let two choices exchange receivers if no more than `most` mutual pairs come or go.

    Returns the change in mutual pairs, or 9 where the two cannot.
    """
    a, b = ties[0, e], ties[1, e]
    c, d = ties[0, f], ties[1, f]
    if a == c or b == d or out[a, d] or out[c, b] or not can[a, d] or not can[c, b]:
        return _NOT
    # b -> a is never the other choice of the exchange: a -> d would be a choice of oneself.
    change = int(out[d, a]) + int(out[b, c]) - int(out[b, a]) - int(out[d, c])
    if change > most or change < -most:
        return _NOT
    _exchange(out, ties, e, f)
    return change


@inlined
def _exchange(out: BoolArray, ties: IntArray, e: int, f: int) -> None:
    n = out.shape[0]
    a, b = ties[0, e], ties[1, e]
    c, d = ties[0, f], ties[1, f]
    out[a, b] = False
    out[c, d] = False
    out[a, d] = True
    out[c, b] = True
    ties[1, e] = d
    ties[1, f] = b
    ties[2, a * n + d] = e
    ties[2, c * n + b] = f


@inlined
def _swap_pairs(can: BoolArray, out: BoolArray, ties: IntArray, e: int, f: int) -> None:
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


@inlined
def _turn_ring(can: BoolArray, out: BoolArray, ties: IntArray, e: int, c: int) -> None:
    a, b = ties[0, e], ties[1, e]
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


@inlined
def _put(ties: IntArray, column: int, giver: int, receiver: int, n: int) -> None:
    ties[0, column] = giver
    ties[1, column] = receiver
    ties[2, giver * n + receiver] = column
