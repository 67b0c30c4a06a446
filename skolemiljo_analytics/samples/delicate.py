"""Answers to the questions an invented class is asked only on concrete suspicion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from skolemiljo_analytics.samples.draws import Draws
from skolemiljo_analytics.samples.survey import AVOID, HARM, HELP

__all__ = ["Delicate"]

_SKIPS = 0.04
_FROM_OTHERS, _FROM_OWN, _FARTHEST = 0.5, 0.1, 0.25


class Delicate:
    """One pupil to whom many of other circles say no; three who report the same one.

    Parameters
    ----------
    stay
        Those who belong to the class all the time, in an order of chance.
    circle
        The circle of each pupil.
    """

    def __init__(self, stay: Sequence[int], circle: Sequence[int]) -> None:
        self._circle = circle
        self._refused, self._named, self._another, *rest = stay
        self._reporting = tuple(rest[:3])

    def answers(self, i: int, near: Sequence[int], draws: Draws) -> Mapping[str, tuple[int, ...]]:
        """Return what pupil i answers; `near` is everybody else, the closest first."""
        every = {
            AVOID.key: self._avoids(i, near, draws),
            HARM.key: self._reports(i),
            HELP.key: self._helped_by(i, near, draws),
        }
        return {key: named for key, named in every.items() if not draws.happens(_SKIPS)}

    def _avoids(self, i: int, near: Sequence[int], draws: Draws) -> tuple[int, ...]:
        same = self._circle[i] == self._circle[self._refused]
        says_no = draws.happens(_FROM_OWN if same else _FROM_OTHERS)
        one = (self._refused,) if says_no and i != self._refused and self._refused in near else ()
        far = near[-1:] if draws.happens(_FARTHEST) else ()
        return tuple(dict.fromkeys((*one, *far)))

    def _reports(self, i: int) -> tuple[int, ...]:
        if i not in self._reporting:
            return ()
        both = (self._named, self._another)
        return both if i == self._reporting[0] else both[:1]

    def _helped_by(self, i: int, near: Sequence[int], draws: Draws) -> tuple[int, ...]:
        alone = i == self._reporting[0]
        return () if alone or draws.happens(_FARTHEST) else tuple(near[:2])
