"""What stands beside a pupil in a picture or table: a name, a pseudonym, or nothing.

The views ask a labeller and never a name key, so that names can be left out in one place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Protocol

from skolemiljo_analytics.names import NameKey
from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording import get_translator

__all__ = ["BRACKET", "HiddenLabeller", "Labeller", "NameLabeller", "PseudonymLabeller"]

BRACKET = "( )"
"""The mark of a pupil set in brackets: seen, but for now not spoken of (parentesmetoden)."""


class Labeller(Protocol):
    """Gives the text that stands beside a pupil; the empty text where nothing may stand."""

    def __call__(self, pupil: PupilId, /) -> str:
        """Return the label of `pupil`."""
        ...


class PseudonymLabeller:
    """Numbers in list order ("Elev 1", "Elev 2"): the same pupil has the same one in every picture.

    Parameters
    ----------
    pupils
        Everybody on the list, in list order. Give the whole list, also those who have left, if
        numbers are to last over rounds.
    language
        Language of the word before the number.
    bracketed
        Pupils shown as ``( )``.

    Examples
    --------
    >>> label = PseudonymLabeller(("x1", "x2"))
    >>> label("x2")
    'Elev 2'
    """

    def __init__(
        self,
        pupils: Sequence[PupilId],
        language: Language | str = Language.NB,
        *,
        bracketed: Collection[PupilId] = (),
    ) -> None:
        self._number = {pupil: i for i, pupil in enumerate(pupils, start=1)}
        self._say = get_translator(language)
        self._bracketed = frozenset(bracketed)

    def __call__(self, pupil: PupilId) -> str:
        """Return the pseudonym; somebody who is not on the list is "another pupil"."""
        if pupil in self._bracketed:
            return BRACKET
        number = self._number.get(pupil)
        if number is None:
            return self._say("views.label.other")
        return self._say("views.label.pupil", number=number)

    def __repr__(self) -> str:
        """Say how many."""
        return f"<PseudonymLabeller of {len(self._number)} pupils>"


class NameLabeller:
    """Short names ("Emma", "Emma B."), as far as names may be shown.

    Where two have the very same name, the number on the list stands beside it ("Emma Berg
    (Elev 7)"): one child's answers must never be read as the other's.

    Parameters
    ----------
    names
        The key from id to name.
    protected
        Pupils with a protected address: never named, shown by their number on the list.
    bracketed
        Pupils shown as ``( )``.
    pupils
        Everybody on the list, in list order, for the numbers of those without a name here; by
        default those in the key. Somebody in neither is "another pupil".
    language
        Language of the words around numbers.
    whole
        Whether the whole name is given, also where the given name alone tells who it is.

    Examples
    --------
    >>> from skolemiljo_analytics.names import PersonName
    >>> ada, bo = PersonName("Berg", "Ada"), PersonName("Li", "Bo")
    >>> key = NameKey.from_pairs([("x1", ada), ("x2", bo)])
    >>> label = NameLabeller(key, protected={"x2"})
    >>> label("x1"), label("x2")
    ('Ada', 'Elev 2')
    """

    def __init__(
        self,
        names: NameKey,
        *,
        protected: Collection[PupilId] = (),
        bracketed: Collection[PupilId] = (),
        pupils: Sequence[PupilId] = (),
        language: Language | str = Language.NB,
        whole: bool = False,
    ) -> None:
        self._names = names
        self._protected = frozenset(protected)
        self._numbered = PseudonymLabeller(pupils or tuple(names), language, bracketed=bracketed)
        self._bracketed = frozenset(bracketed)
        self._whole = whole
        self._shared = Counter(name.full for name in names.values())

    def __call__(self, pupil: PupilId) -> str:
        """Return the short name, ``( )``, or a pseudonym where no name may stand or is known."""
        unnamed = pupil in self._bracketed or pupil in self._protected or pupil not in self._names
        return self._numbered(pupil) if unnamed else self._name(pupil)

    def _name(self, pupil: PupilId) -> str:
        full = self._names[pupil].full
        if self._shared[full] > 1:
            return f"{full} ({self._numbered(pupil)})"
        return full if self._whole else self._names.short(pupil)

    def __repr__(self) -> str:
        """Say how many, never who."""
        return f"<NameLabeller of {len(self._names)} pupils>"


class HiddenLabeller:
    """No text at all: for a screen that others can see."""

    def __call__(self, _pupil: PupilId, /) -> str:
        """Return the empty text, whoever is asked for."""
        return ""

    def __repr__(self) -> str:
        """Say what it is."""
        return "<HiddenLabeller>"
