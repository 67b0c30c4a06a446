"""Who is meant: resolved inside the class only, and only what is certain without a person.

In order: exact, the same but for space, case, unicode form and hyphen, family name first, first
name and family name, first name alone, first name and initial. Everything else is a proposal
(`REVIEW`), a question (`ASK`), a pupil outside the class (`OUTSIDE`) or `UNKNOWN`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from skolemiljo_analytics.readers.directory import ClassIndex, Directory
from skolemiljo_analytics.readers.identity import contains_identity_number
from skolemiljo_analytics.readers.nearness import MAYBE, PROBABLE, NearTable
from skolemiljo_analytics.readers.people import (
    ListedPupil,
    NearName,
    clean_name,
    fold_class,
    name_key,
    part_class,
)
from skolemiljo_analytics.readers.special import special_answer
from skolemiljo_analytics.tables.report import Candidate, Decision
from skolemiljo_analytics.vocabulary import Gender, PupilId

__all__ = ["Comparison", "Ranked", "Resolution", "Resolver"]

_LEAD = 0.05
_FEW = 5


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one written name comes to."""

    decision: Decision
    reason: str
    pupil: PupilId | None = None
    candidates: tuple[Candidate, ...] = ()


Ranked = tuple[tuple[Candidate, ...], tuple[Candidate, ...]]


@dataclass(frozen=True, repr=False)
class Comparison:
    """Texts of one class to be compared with the names inside and outside it."""

    inside: tuple[NearName, ...]
    outside: tuple[NearName, ...]
    keys: tuple[str, ...]

    def rank(self) -> dict[str, Ranked]:
        """Return who is written nearly like each text."""
        inside, outside = NearTable(self.inside), NearTable(self.outside)
        return {key: (inside.rank(key), outside.rank(key)) for key in self.keys}


_HYPHENED = "hyphen_between"


class Resolver:
    """Resolves names inside one class on one day; the same text always comes to the same.

    Parameters
    ----------
    directory
        Everyone on the lists.
    class_id
        The class the answers belong to; empty means everyone on the lists.
    day
        When the answers were given: who had left or not yet come is outside.
    """

    def __init__(self, directory: Directory, class_id: str, day: date | None) -> None:
        self.directory = directory
        self.class_id = class_id
        self.day = day
        self.index: ClassIndex = directory.index(class_id, day)
        self._inside = {pupil.pupil for pupil in self.index.pupils}
        self.parted: dict[str, tuple[str, ...]] = {}  # cells already split into names
        self._known: dict[str, Resolution] = {}
        self._ranked: dict[str, Ranked] = {}

    def resolve(self, text: str) -> Resolution:
        """Return who `text` means, or why that is not certain."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._resolve(text)
        return found

    def _resolve(self, text: str) -> Resolution:
        found, key = self._plainly(text)
        return found or self._elsewhere(key) or self._hyphened(text) or self._near(key)

    def _plainly(self, text: str) -> tuple[Resolution | None, str]:
        """Return what `text` comes to without comparing spellings, and what is left to compare."""
        if contains_identity_number(text):
            return Resolution(Decision.REDACTED, "identity_number"), ""
        name, class_text, bracketed = part_class(text)
        if class_text and self.class_id:
            if fold_class(class_text) == fold_class(self.class_id):
                text = name
            elif bracketed or self.directory.class_named(class_text):
                return self._in_class(name, self.directory.class_named(class_text)), ""
        key = name_key(clean_name(text))
        return self._whole(text, key) or self._special(text) or self._part(key), key

    def _in_class(self, name: str, class_id: str) -> Resolution:
        """Resolve a name written with another class: never a classmate, however alike."""
        key = name_key(clean_name(name))
        index = self.directory.index(class_id, self.day) if class_id else ClassIndex("", ())
        there = index.full.get(key) or index.by_part(key) or index.given.get(key, [])
        if there:
            return self._outside(there)
        return Resolution(Decision.OUTSIDE, "parallel_class")

    def key_to_rank(self, text: str) -> str:
        """Return what must be compared with every name to resolve `text`; empty where nothing."""
        if text in self._known:
            return ""
        found, key = self._plainly(text)
        if found is not None:
            self._known[text] = found
            return ""
        return "" if key in self._ranked else key

    def comparison(self, keys: Iterable[str]) -> Comparison:
        """Return what is to be compared: a work that needs no directory."""
        return Comparison(_near(self.index), _near(self._rest), tuple(keys))

    def take_ranked(self, ranked: Mapping[str, Ranked]) -> None:
        """Keep what `Comparison.rank` found, so that it is not found again."""
        self._ranked.update(ranked)

    def is_certain(self, text: str) -> bool:
        """Tell whether `text` as a whole is certainly one pupil."""
        return self.resolve(text).decision is Decision.MATCHED

    def parted_by_hyphen(self, text: str) -> list[str]:
        """Return names with a spaced hyphen between; empty where it may be one double name.

        Each side is certainly one pupil, and together they are nobody. Two first names alone may be
        a double name of somebody not on the list, unless a girl and a boy have them.
        """
        if " - " not in text or self.resolve(text).reason != _HYPHENED:
            return []
        parts = [part.strip() for part in text.split(" - ")]
        bare = len(parts) == 2 and all(" " not in part for part in parts)
        return parts if not bare or self._of_both_genders(parts) else []

    def _of_both_genders(self, parts: Iterable[str]) -> bool:
        wanted = {self.resolve(part).pupil for part in parts}
        genders = {pupil.gender for pupil in self.index.pupils if pupil.pupil in wanted}
        return genders == {Gender.GIRL, Gender.BOY}

    def is_full_name(self, text: str) -> bool:
        """Tell whether `text` is the full name, either way round, of somebody on the lists."""
        return name_key(clean_name(text)) in self.directory.everyone.full

    def looks_like_a_name(self, text: str) -> bool:
        """Tell whether a text has a word of a name on the lists, or answers in place of one.

        Only used to tell a column of names from one of free text.
        """
        words = name_key(clean_name(text)).split()
        everyone = self.directory.everyone
        known = any(word in everyone.given or word in everyone.family for word in words)
        named = known and len(words) <= 5
        return named or special_answer(text, self.directory.adults) is not None

    def _whole(self, text: str, key: str) -> Resolution | None:
        inside = self.index.full.get(key, [])
        if not inside and text.isupper():
            inside = self.index.capitals.get(key, [])
        if len(inside) == 1:
            return _matched(inside[0], _way(text, inside[0]))
        if inside:
            return _ask(inside, "same_name")
        outside = self._others(self.directory.everyone.full.get(key, []))
        if not outside:
            return None
        partly = self.index.by_part(key)
        if partly:
            return _ask([*partly, *outside], "also_outside")
        return self._outside(outside)

    def _special(self, text: str) -> Resolution | None:
        found = special_answer(text, self.directory.adults)
        return Resolution(*found) if found else None

    def _part(self, key: str) -> Resolution | None:
        for pupils, way in (
            (self.index.by_part(key), "first_and_family_name"),
            (self.index.given.get(key, []), "first_name"),
            (self.index.by_initial(key), "first_name_and_initial"),
        ):
            if len(pupils) == 1:
                return _matched(pupils[0], way)
            if pupils:
                return _ask(pupils, f"several_by_{way}")
        return None

    def _hyphened(self, text: str) -> Resolution | None:
        """Ask about a spaced hyphen between what is certainly one pupil each."""
        parts = [part.strip() for part in text.split(" - ")]
        if len(parts) < 2 or not all(parts):
            return None
        found = [self.resolve(part) for part in parts]
        pupils = {one.pupil for one in found if one.decision is Decision.MATCHED}
        if len(pupils) < len(parts):
            return None
        each = tuple(replace(one.candidates[0], why=_HYPHENED) for one in found)
        return Resolution(Decision.ASK, _HYPHENED, None, each)

    def _elsewhere(self, key: str) -> Resolution | None:
        """Resolve a first name, or part of a name, that only pupils outside the class have."""
        found = self._rest.given.get(key, [])
        if not found:
            found = self._rest.by_part(key) or self._rest.by_initial(key)
        if not found or len(found) > _FEW:
            return None
        near = self._rank(key)[0]
        if near:
            why = [Candidate(p.pupil, 1.0, self._why_outside(p)) for p in found]
            return Resolution(Decision.ASK, "near_and_outside", None, (*near, *why)[:_FEW])
        return self._outside(found)

    def _near(self, key: str) -> Resolution:
        inside, elsewhere = self._rank(key)
        outside = tuple(
            Candidate(c.pupil, round(c.score * 0.98, 4), "outside_class") for c in elsewhere
        )
        both = sorted((*inside, *outside), key=lambda c: -c.score)[:_FEW]
        if not both:
            return Resolution(Decision.UNKNOWN, "nobody_like_this")
        best = both[0]
        second = both[1].score if len(both) > 1 else 0.0
        if not inside:
            return Resolution(Decision.ASK, "near_outside", None, tuple(both))
        sure = best.score >= PROBABLE and best.score - second >= _LEAD and best in inside
        if sure:
            return Resolution(Decision.REVIEW, best.why, best.pupil, tuple(both))
        return Resolution(Decision.ASK, "several_near" if second >= MAYBE else "far", None,
                          tuple(both))  # fmt: skip

    def _others(self, pupils: list[ListedPupil]) -> list[ListedPupil]:
        return [p for p in pupils if p.pupil not in self._inside]

    @cached_property
    def _rest(self) -> ClassIndex:
        """Pupils outside the class who may be known to it: its own leavers, parallel classes."""
        around = self.directory.around(self.class_id) if self.class_id else []
        return ClassIndex("", tuple(self._others(around)))

    def _rank(self, key: str) -> Ranked:
        """Return who inside and who outside the class is written nearly like this."""
        if key not in self._ranked:
            self._ranked[key] = self._near_tables[0].rank(key), self._near_tables[1].rank(key)
        return self._ranked[key]

    @cached_property
    def _near_tables(self) -> tuple[NearTable, NearTable]:
        return NearTable(_near(self.index)), NearTable(_near(self._rest))

    def _why_outside(self, pupil: ListedPupil) -> str:
        if fold_class(pupil.class_id) != fold_class(self.class_id):
            return "parallel_class"
        if self.day and pupil.joined and pupil.joined > self.day:
            return "not_yet_joined"
        return "left_class"

    def _outside(self, pupils: list[ListedPupil]) -> Resolution:
        why = tuple(Candidate(p.pupil, 1.0, self._why_outside(p)) for p in pupils)
        only = pupils[0].pupil if len(pupils) == 1 else None
        return Resolution(Decision.OUTSIDE, why[0].why, only, why)


def _near(index: ClassIndex) -> tuple[NearName, ...]:
    return tuple(pupil.near_name for pupil in index.pupils)


def _matched(pupil: ListedPupil, way: str) -> Resolution:
    return Resolution(Decision.MATCHED, way, pupil.pupil, (Candidate(pupil.pupil, 1.0, way),))


def _ask(pupils: list[ListedPupil], reason: str) -> Resolution:
    return Resolution(
        Decision.ASK, reason, None, tuple(Candidate(p.pupil, 1.0, reason) for p in pupils)
    )


def _way(text: str, pupil: ListedPupil) -> str:
    if text == pupil.name.full:
        return "exact"
    if name_key(clean_name(text)) == name_key(pupil.name.full):
        return "normalised"
    return "family_name_first"
