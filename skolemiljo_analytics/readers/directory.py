"""Everyone on the lists, indexed class by class: who is written exactly like this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from skolemiljo_analytics.readers.people import (
    ListedPupil,
    fold_class,
    name_key,
    tokens_of,
)
from skolemiljo_analytics.vocabulary import PupilId

__all__ = ["ClassIndex", "Directory"]

_SCHOOL = 1_000
Lookup = dict[str, list[ListedPupil]]


@dataclass
class ClassIndex:
    """The pupils of one class on one day, by every way of writing that is certain."""

    class_id: str
    pupils: tuple[ListedPupil, ...]
    full: Lookup = field(default_factory=dict)
    given: Lookup = field(default_factory=dict)
    family: Lookup = field(default_factory=dict)
    capitals: Lookup = field(default_factory=dict)  # where capitals fold to other letters: ı, İ

    def __post_init__(self) -> None:
        """Fill the lookups."""
        for pupil in self.pupils:
            for key in pupil.full_keys:
                self.full.setdefault(key, []).append(pupil)
            for key in pupil.capital_keys:
                self.capitals.setdefault(key, []).append(pupil)
            for word in tokens_of(pupil.name.family):
                self.family.setdefault(word, []).append(pupil)
            for key in pupil.given_keys:
                self.given.setdefault(key, []).append(pupil)

    def names_somebody(self, text: str) -> bool:
        """Tell whether a text is somebody's name, first name, or first name and initial."""
        key = name_key(text)
        by_key = key in self.full or key in self.given
        return by_key or bool(self.by_part(key) or self.by_initial(key))

    def by_part(self, key: str) -> list[ListedPupil]:
        """Return pupils whose first name and a whole family name are all that `key` holds."""
        words = key.split()
        if len(words) < 2:
            return []
        maybe = {p.pupil: p for word in words for p in self.family.get(word, ())}
        found = {pupil for pupil, p in maybe.items() if _is_part(words, p)}
        return [p for p in self.pupils if p.pupil in found] if found else []

    def by_initial(self, key: str) -> list[ListedPupil]:
        """Return pupils whose first name starts `key`, where only single letters follow."""
        words = key.split()
        letters = [word for word in words if len(word) == 1]
        names = words[: len(words) - len(letters)]
        if not letters or not names or words[len(names) :] != letters:
            return []
        return [p for p in self.given.get(" ".join(names), ()) if _has_initials(p, names, letters)]


class Directory:
    """All pupils of the class lists, with an index for each class and day.

    Parameters
    ----------
    pupils
        In list order.
    adults
        Names of adults that stand in the lists or the mapping.
    """

    def __init__(self, pupils: Iterable[ListedPupil], adults: Iterable[str] = ()) -> None:
        self.pupils = tuple(pupils)
        self.adults = frozenset(name_key(adult) for adult in adults) - {""}
        self.classes = tuple(dict.fromkeys(pupil.class_id for pupil in self.pupils))
        self.everyone = ClassIndex("", self.pupils)
        self.by_id = {pupil.pupil: pupil for pupil in self.pupils}
        self._by_class: dict[str, list[ListedPupil]] = {}
        for pupil in self.pupils:
            self._by_class.setdefault(fold_class(pupil.class_id), []).append(pupil)
        self._by_grade: dict[str, list[ListedPupil]] = {}
        for pupil in self.pupils:
            self._by_grade.setdefault(_grade(pupil.class_id), []).append(pupil)
        self._named: dict[str, str] = {}
        self._indices: dict[tuple[str, frozenset[PupilId]], ClassIndex] = {}

    def __repr__(self) -> str:
        """Say how many, never who."""
        return f"<Directory of {len(self.pupils)} pupils in {len(self.classes)} classes>"

    def pupils_of(self, class_id: str) -> list[ListedPupil]:
        """Return everyone the list gives for a class, also those who left; the empty id is all."""
        return self._by_class.get(fold_class(class_id), []) if class_id else list(self.pupils)

    def class_named(self, text: str) -> str:
        """Return the class id that a text names, as the list writes it; empty if none."""
        if text not in self._named:
            found = self._by_class.get(fold_class(text))
            self._named[text] = found[0].class_id if found and text else ""
        return self._named[text]

    def around(self, class_id: str) -> list[ListedPupil]:
        """Return those a class may know: everyone on a school's list, the grade on a larger one."""
        if len(self.pupils) <= _SCHOOL:
            return list(self.pupils)
        return self._by_grade.get(_grade(class_id), [])

    def index(self, class_id: str, day: date | None) -> ClassIndex:
        """Return the index of a class as it was that day."""
        present = [p for p in self.pupils_of(class_id) if p.present_on(day)]
        key = fold_class(class_id), frozenset(p.pupil for p in present)
        if key not in self._indices:
            self._indices[key] = ClassIndex(class_id, tuple(present))
        return self._indices[key]


def _is_part(words: list[str], pupil: ListedPupil) -> bool:
    """Tell whether `words` are the first name and at least one family name, and nothing else."""
    family = set(tokens_of(pupil.name.family))
    given = tokens_of(pupil.name.given)
    for key in pupil.given_keys:
        first = key.split()
        for start in (words, words[::-1] if len(words) == 2 else words):
            rest = start[len(first) :]
            if start[: len(first)] != first or not rest:
                continue
            if set(rest) <= family | set(given) and set(rest) & family:
                return True
    return False


def _has_initials(pupil: ListedPupil, names: list[str], letters: list[str]) -> bool:
    later = tokens_of(pupil.name.given)[len(names) :] + tokens_of(pupil.name.family)
    return all(any(word.startswith(letter) for word in later) for letter in letters)


def _grade(class_id: str) -> str:
    """Return what parallel classes of one school share: all but the last letter."""
    return fold_class(class_id)[:-1]
