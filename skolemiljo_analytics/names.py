"""Pupil id to name and back, kept apart from everything that computes.

Only readers, the store, the views' labeller, workflows and faces may import this module.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["NameKey", "PersonName", "new_pupil_id"]


def new_pupil_id() -> PupilId:
    """Issue a random opaque id: ``p`` and ten base-32 letters (50 bits)."""
    alphabet = "abcdefghijkmnpqrstuvwxyz23456789"
    return PupilId("p" + "".join(secrets.choice(alphabet) for _ in range(10)))


@dataclass(frozen=True, order=True)
class PersonName:
    """A name in two parts, as class lists give it; `repr` never shows it."""

    family: str
    given: str

    @property
    def full(self) -> str:
        """Given name first."""
        return f"{self.given} {self.family}".strip()

    def __repr__(self) -> str:
        """Hide the name: a repr ends up in logs and tracebacks."""
        return "PersonName(…)"


@dataclass(frozen=True, repr=False)
class NameKey(Mapping[PupilId, PersonName]):
    """The key from pupil id to name for one class or school; iterates over ids."""

    _names: Mapping[PupilId, PersonName]

    def __post_init__(self) -> None:
        """Freeze a copy of the mapping."""
        object.__setattr__(self, "_names", MappingProxyType(dict(self._names)))

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[PupilId, PersonName]]) -> NameKey:
        """Build a key from (id, name) pairs."""
        return cls(dict(pairs))

    def __getitem__(self, pupil: PupilId) -> PersonName:
        """Return the name of `pupil`."""
        return self._names[pupil]

    def __iter__(self) -> Iterator[PupilId]:
        """Iterate over ids, in roster order."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count the pupils."""
        return len(self._names)

    def __repr__(self) -> str:
        """Say how many, never who."""
        return f"<NameKey of {len(self)} pupils>"

    def short(self, pupil: PupilId) -> str:
        """Return the given name, with as much of the family name as tells it from the others."""
        mine = self._names[pupil]
        twins = [n for key, n in self._names.items() if n.given == mine.given and key != pupil]
        if not twins:
            return mine.given or mine.family
        for length in range(1, len(mine.family) + 1):
            start = mine.family[:length]
            if not any(n.family.startswith(start) for n in twins):
                return f"{mine.given} {start}{'.' if length < len(mine.family) else ''}"
        return mine.full
