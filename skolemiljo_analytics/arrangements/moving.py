"""Groups changed by hand: one pupil to another group, or two who change places."""

from __future__ import annotations

from skolemiljo_analytics.arrangements.records import Groups
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["move_pupil", "swap_pupils"]


def move_pupil(groups: Groups, pupil: PupilId, to: int) -> Groups:
    """Return the groups with a pupil last in another group (from 0); sizes change.

    Examples
    --------
    >>> move_pupil((("a", "b", "c"), ("d", "e")), "a", 1)
    (('b', 'c'), ('d', 'e', 'a'))
    """
    rest = [tuple(p for p in members if p != pupil) for members in groups]
    rest[to] = (*rest[to], pupil)
    return tuple(rest)


def swap_pupils(groups: Groups, first: PupilId, second: PupilId) -> Groups:
    """Return the groups with two pupils in each other's places; sizes stay.

    Examples
    --------
    >>> swap_pupils((("a", "b"), ("c", "d")), "a", "d")
    (('d', 'b'), ('c', 'a'))
    """
    other = {first: second, second: first}
    return tuple(tuple(other.get(p, p) for p in members) for members in groups)
