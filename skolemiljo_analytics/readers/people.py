"""Names made comparable: what may differ without being another name, and what may not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.vocabulary import Gender, PupilId

__all__ = [
    "ListedPupil",
    "NearName",
    "clean_name",
    "fold_class",
    "fold_letters",
    "name_key",
    "part_class",
    "tokens_of",
]

NearName = tuple[PupilId, tuple[str, ...], tuple[str, ...]]
"""A pupil's id with the folded words of first names and of family names."""

_HYPHENS = re.compile(r"[-‐‑‒–—−­'’‘`´ʼʹ.]")
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ł": "l", "ß": "ss", "þ": "th", "ð": "d", "ŋ": "n",
     "ŧ": "t", "ı": "i", "œ": "oe", "ħ": "h", "ə": "e"}
)  # fmt: skip
_EDGES = ' \t\r\n,;:.!?*•·-–—"“”«»()[]{}/|&+\u200b\u200e\u200f\ufeff'
_CLASS = r"(?:klasse\s+)?\d{1,2}\s?[.\-]?\s?[A-Za-zÆØÅæøå](?![A-Za-zÆØÅæøå])"
_DIGIT = re.compile(r"\d")
_WITH_CLASS = re.compile(
    rf"^\s*(?P<name>[^\d()\[\]]*?[^\W\d_][^\d()\[\]]*?)[\s,]*"
    rf"(?:[(\[]\s*(?:i|fra|frå|in|from)?\s*(?P<bracketed>{_CLASS})\s*[)\]]"
    rf"|\s(?:i\s|fra\s|frå\s|in\s|from\s)?\s*(?P<plain>{_CLASS}))\s*$",
    re.IGNORECASE,
)
_LONGEST_NAME = 200  # longer is no name, and the pattern's time grows with the square
_NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.):]|[-–—•*·o]\s)\s*")


@dataclass(frozen=True)
class ListedPupil:
    """A pupil as a class list gives them: the one record in the readers that holds a name."""

    pupil: PupilId
    name: PersonName
    class_id: str
    row: int
    gender: Gender | None = None
    joined: date | None = None
    left: date | None = None
    protected: bool = False
    email: str = field(default="", repr=False)

    @cached_property
    def full_keys(self) -> frozenset[str]:
        """The whole name for exact comparison, first name first and family name first."""
        return _both_ways(self.name.given, self.name.family)

    @cached_property
    def capital_keys(self) -> frozenset[str]:
        """What the name in capitals folds to where that is something else: ı, İ."""
        return _both_ways(self.name.given.upper(), self.name.family.upper()) - self.full_keys

    @cached_property
    def given_keys(self) -> frozenset[str]:
        """What counts as the first name alone: all of it, or the first of several words.

        The first half of a hyphenated name does not count: «Anne» may be somebody else than
        Anne-Marie.
        """
        words = self.name.given.split()
        return frozenset(name_key(text) for text in (self.name.given, *words[:1])) - {""}

    @cached_property
    def near_name(self) -> NearName:
        """What is compared with other spellings: the id, first names and family names, folded."""
        given, family = (fold_letters(text) for text in (self.name.given, self.name.family))
        return self.pupil, tuple(given.split()), tuple(family.split())

    def present_on(self, day: date | None) -> bool:
        """Tell whether the pupil belongs to the class that day; an unknown day says yes."""
        if day is None:
            return True
        return (self.joined is None or self.joined <= day) and (
            self.left is None or day <= self.left
        )


def _both_ways(given: str, family: str) -> frozenset[str]:
    first, last = name_key(given), name_key(family)
    return frozenset({f"{first} {last}".strip(), f"{last} {first}".strip()}) - {""}


@lru_cache(maxsize=65_536)
def clean_name(text: str) -> str:
    """Return a name as written, without list marks, quotes and space around it."""
    plain = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    plain = _NUMBERING.sub("", plain)
    return " ".join(plain.strip(_EDGES).split())


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """Return a name for exact comparison: space, case, unicode form, hyphen and apostrophe folded.

    Letters stay what they are: å is not a, ø is not o, é is not e.

    Examples
    --------
    >>> name_key(" ANNE–marie  Bjørk ")
    'anne marie bjørk'
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return " ".join(_HYPHENS.sub(" ", plain).replace(",", " ").split())


@lru_cache(maxsize=65_536)
def tokens_of(text: str) -> tuple[str, ...]:
    """Return the comparable words of a name."""
    return tuple(name_key(text).split())


@lru_cache(maxsize=65_536)
def fold_letters(text: str) -> str:
    """Return a name key with letters folded to a-z: only ever used to propose candidates.

    Examples
    --------
    >>> fold_letters("Bjørg Åsæ Łuczak")
    'bjorg asae luczak'
    """
    plain = name_key(text).translate(_LETTERS)
    parts = unicodedata.normalize("NFD", plain)
    return "".join(char for char in parts if not unicodedata.combining(char))


def part_class(text: str) -> tuple[str, str, bool]:
    """Return a name without the class written after it, the class, and if it stood in brackets.

    Examples
    --------
    >>> part_class("Ada (7A)"), part_class("Ada fra 7. B"), part_class("Ada")
    (('Ada', '7A', True), ('Ada', '7. B', False), ('Ada', '', False))
    """
    has_digit = len(text) <= _LONGEST_NAME and _DIGIT.search(text)
    found = _WITH_CLASS.match(text) if has_digit else None
    if not found:
        return text, "", False
    return found["name"], found["bracketed"] or found["plain"], bool(found["bracketed"])


@lru_cache(maxsize=65_536)
def fold_class(text: str) -> str:
    """Return a class name for comparison: ``7.A``, ``7 a`` and ``7-A`` are all ``7A``.

    A Feide group identifier gives the group it names.

    Examples
    --------
    >>> fold_class("7. a")
    '7A'
    """
    if "feide.no:go:group" in text or text.count(":") >= 6:
        from urllib.parse import unquote

        text = unquote(text).split("::")[-1] if "::" in text else text
    plain = re.sub(r"(?i)\b(klasse|klassen|klassa|class|trinn|gruppe)\b", "", text)
    return re.sub(r"[\s.\-_/]+", "", plain).upper()
