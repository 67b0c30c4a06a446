"""How children type names when a form has no list to tick: first names, and a slip now and then."""

from __future__ import annotations

from collections.abc import Sequence

from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.samples.draws import Draws

__all__ = ["typed_names"]

_SLIP, _BARE, _SPACE = 0.012, 0.15, 0.06


def typed_names(named: Sequence[PersonName], twins: frozenset[str], draws: Draws) -> str:
    """Return one cell as a child fills it in: «Noah, Ella og Sofie M».

    `twins` are the given names more than one pupil has: mostly typed with the first letter of the
    family name, sometimes without (then only a person can tell who is meant).
    """
    words = [_typed(name, twins, draws) for name in named]
    if len(words) < 2:
        return "".join(words)
    end = " og " if draws.happens(0.6) else ", "
    return ", ".join(words[:-1]) + end + words[-1] + (" " if draws.happens(_SPACE) else "")


def _typed(name: PersonName, twins: frozenset[str], draws: Draws) -> str:
    if name.given in twins:
        return name.given if draws.happens(_BARE) else f"{name.given} {name.family[0]}"
    return _slipped(name.given, draws) if draws.happens(_SLIP) else name.given


def _slipped(word: str, draws: Draws) -> str:
    """Leave out a letter, double it, or swap it with the next; never the first."""
    at = 1 + draws.below(len(word) - 2)
    left_out = word[:at] + word[at + 1 :]
    doubled = word[:at] + word[at] + word[at:]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return draws.pick([w for w in (left_out, doubled, swapped) if w != word])
