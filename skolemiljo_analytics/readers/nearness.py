"""How near a written name is to a pupil's: only ever a proposal to a person."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.process import cdist

from skolemiljo_analytics.readers.people import NearName, fold_letters
from skolemiljo_analytics.tables.report import Candidate
from skolemiljo_analytics.vocabulary import BoolArray

__all__ = ["MAYBE", "PROBABLE", "NearTable"]

PROBABLE = 0.84
"""From this score one pupil well ahead of the others is proposed; below it a person is asked."""
MAYBE = 0.72
"""Below this score a pupil is no candidate."""
_MOST = 5
_GLANCE = 0.68  # below this two words share too little to look closer
_APART = 2 * MAYBE / 0.98 - 1 - 1e-9  # with fewer equal letters no likeness of sound helps
_NICKNAME, _SHORT_FORM, _INITIALS = 0.93, 0.90, 0.80


class NearTable:
    """Some pupils, ready to be asked who is written nearly like this.

    Parameters
    ----------
    pupils
        In list order, which also decides between equals.
    """

    def __init__(self, pupils: Sequence[NearName]) -> None:
        self.pupils = tuple(pupils)
        self._places: dict[str, list[int]] = {}
        for place, pupil in enumerate(self.pupils):
            for word in _words_of(pupil):
                self._places.setdefault(word, []).append(place)
        self._words = list(self._places)
        self._sounds = [_sound(word) for word in self._words]
        self._all_words = "\n".join(self._words)
        self._nicknamed: dict[int, list[str]] = {}
        for word in self._words:
            for family in _families(word):
                self._nicknamed.setdefault(family, []).append(word)

    def rank(self, text: str) -> tuple[Candidate, ...]:
        """Return who may be meant, best first, at most five, each with a score and why."""
        words = tuple(fold_letters(text).split())
        scored = []
        for place in self._worth_a_look(words):
            score, why = _score(words, self.pupils[place])
            if score >= MAYBE:
                scored.append((-round(score, 4), place, why))
        scored.sort()
        return tuple(
            Candidate(self.pupils[at][0], -score, why) for score, at, why in scored[:_MOST]
        )

    def _worth_a_look(self, words: tuple[str, ...]) -> list[int]:
        """Return the pupils with a word that looks or sounds a little like one that was written."""
        if not self._words:
            return []
        long = [word for word in words if len(word) > 1]
        if not long:
            return []
        letters = _glance(long, self._words)
        sounds = _glance([_sound(word) for word in long], self._sounds)
        near = {self._words[at] for at in np.flatnonzero(letters | sounds)}
        for word in long:
            if word in self._all_words:
                near.update(name for name in self._words if word in name)
            for family in _families(word):
                near.update(self._nicknamed.get(family, ()))
        return sorted({place for name in near for place in self._places[name]})


def _glance(words: list[str], names: list[str]) -> BoolArray:
    """Boolean, one a name: whether any of the words is a little like it."""
    alike = cdist(words, names, scorer=JaroWinkler.similarity, score_cutoff=_GLANCE)
    return np.asarray(alike.any(axis=0), dtype=np.bool_)


def _words_of(pupil: NearName) -> set[str]:
    """Return a pupil's words, also written together, and the initials."""
    _, given, family = pupil
    both = given + family
    return {*both, "".join(given), "".join(both), "".join(word[0] for word in both)} - {""}


def _score(words: tuple[str, ...], pupil: NearName) -> tuple[float, str]:
    _, given, family = pupil
    if len(words) == 1:
        return _one_word(words[0], given, family)
    together = _run_together(words, given, family)
    if _at_most(words, given + family) < MAYBE - 1e-9:  # no pairing of the words can reach it
        return together
    return max(_assign(words, given, family), together)


def _at_most(words: tuple[str, ...], names: tuple[str, ...]) -> float:
    """Return what `_assign` cannot exceed: as if every word could have its best name."""
    total, weight = 0.0, 0
    for word in words:
        total += max((_part_alike(word, name)[0] for name in names), default=0.0) * len(word)
        weight += len(word)
    return total / weight


def _one_word(word: str, given: tuple[str, ...], family: tuple[str, ...]) -> tuple[float, str]:
    options = [(0.0, "spelling")]
    for place, name in enumerate(given):
        alike, why = _alike(word, name)
        options.append((alike * (1.0 if place == 0 else 0.97), why))
    joined = "".join(given)
    if len(given) > 1:
        options.append((_alike(word, joined)[0], "written_together"))
    options += [(_alike(word, name)[0] * 0.93, "family_name") for name in family]
    options.append((_alike(word, joined + "".join(family))[0] * 0.98, "written_together"))
    if len(word) in {2, 3} and word == "".join(name[0] for name in given + family):
        options.append((_INITIALS, "initials"))
    return max(options)


def _assign(
    words: tuple[str, ...], given: tuple[str, ...], family: tuple[str, ...]
) -> tuple[float, str]:
    """Give each written word its best free word of the name; longer words weigh more."""
    free = list(given + family)
    total = weight = 0.0
    reasons = []
    for word in sorted(words, key=len, reverse=True):
        if not free:
            break
        (alike, why), best = max((_part_alike(word, name), name) for name in free)
        free.remove(best)
        total += alike * len(word)
        weight += len(word)
        reasons.append(why)
    unused = sum(len(word) for word in words) - weight
    score = total / (weight + unused) if weight else 0.0
    first = max((_part_alike(word, name)[0] for word in words for name in given), default=1.0)
    in_order = words == (given + family)[: len(words)]
    equal = "letters" if in_order else "same_words"
    why = next((why for why in reasons if why != "letters"), equal)
    return score * (0.75 + 0.25 * first), why


def _run_together(
    words: tuple[str, ...], given: tuple[str, ...], family: tuple[str, ...]
) -> tuple[float, str]:
    written, name = "".join(words), "".join(given + family)
    if not DamerauLevenshtein.normalized_similarity(written, name, score_cutoff=_APART):
        return 0.0, "spelling"
    return 0.98 * _alike_in_letters(written, name), "spelling"


@lru_cache(maxsize=262_144)
def _part_alike(word: str, name: str) -> tuple[float, str]:
    if len(word) == 1:
        return (0.9, "initial") if name.startswith(word) else (0.0, "spelling")
    return _alike(word, name)


def _alike(word: str, name: str) -> tuple[float, str]:
    """Return how alike two words are, and in what way."""
    if word == name:
        return 1.0, "letters"
    options = [(_alike_in_letters(word, name), "spelling")]
    options.append(_alike_in_sound(_sound(word), _sound(name)))
    if _families(word) & _families(name):
        options.append((_NICKNAME, "nickname"))
    if len(word) >= 3 and (name.startswith(word) or name.endswith(word)):
        options.append((_SHORT_FORM, "short_form"))
    return max(options)


def _alike_in_letters(word: str, name: str) -> float:
    edits = DamerauLevenshtein.normalized_similarity(word, name)
    return 0.5 * JaroWinkler.similarity(word, name) + 0.5 * edits


def _alike_in_sound(sound: str, other: str) -> tuple[float, str]:
    """Return how alike two sounds are; the same short sound says less than the same long one."""
    if sound == other:
        return (0.955 if len(sound) > 2 else 0.86), "sounds_alike"
    return 0.98 * _alike_in_letters(sound, other), "spelling"


_SOUNDS = (
    (re.compile(r"sch|sj|skj|sh|tsj|ch(?=[eiy])"), "s"), (re.compile(r"ph"), "f"),
    (re.compile(r"ck|ch|kh|q|gh|c(?![eiy])|x"), "k"), (re.compile(r"c"), "s"),
    (re.compile(r"th|dt|d\b"), "t"), (re.compile(r"w"), "v"), (re.compile(r"z"), "s"),
    (re.compile(r"ou|oo"), "u"), (re.compile(r"ee|ie|ij|y|j"), "i"), (re.compile(r"ae"), "e"),
    (re.compile(r"oe"), "o"), (re.compile(r"(?<=\w)h"), ""), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    text = resources.files("skolemiljo_analytics.readers").joinpath("nicknames.toml").read_text()
    lines = [line for lines in tomllib.loads(text).values() for line in lines]
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for form in line.split():
            found.setdefault(form, set()).add(number)
    return {form: frozenset(numbers) for form, numbers in found.items()}


def _families(word: str) -> frozenset[int]:
    return _nicknames().get(word, frozenset())
