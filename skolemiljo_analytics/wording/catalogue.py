"""Sentences by key: gettext catalogues in bokmål, nynorsk and English.

A key is ``domain.rest``: ``findings.unchosen.fact`` lives in ``locale/nb/LC_MESSAGES/findings.po``.
The language is an argument, never a setting of the process: one server speaks to many people.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from skolemiljo_analytics.errors import choose
from skolemiljo_analytics.vocabulary import Language

__all__ = ["Translator", "get_translator", "keys_of"]


class Translator:
    """Says sentences in one language.

    Examples
    --------
    >>> say = get_translator("nb")
    >>> say.language
    <Language.NB: 'nb'>
    """

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence with its named placeholders filled in.

        Raises
        ------
        KeyError
            If no language has the key.
        """
        return self._find(key, None).format(**values)

    def plural(self, key: str, n: int, /, **values: object) -> str:
        """Return the sentence in the form that `n` asks for; `n` is also a placeholder."""
        return self._find(key, n).format(n=n, **values)

    def has(self, key: str) -> bool:
        """Tell whether there is a sentence for `key`."""
        try:
            self._find(key, None)
        except KeyError:
            return False
        return True

    def has_plural(self, key: str) -> bool:
        """Tell whether there is a sentence for `key` that counts."""
        try:
            self._find(key, 2)
        except KeyError:
            return False
        return True

    def _find(self, key: str, n: int | None) -> str:
        domain = key.partition(".")[0]
        for language in dict.fromkeys((self.language, Language.NB)):
            catalogue = _load(domain, language)
            text = catalogue.gettext(key) if n is None else catalogue.ngettext(key, key, n)
            if text != key:
                return text
        raise KeyError(f"No sentence for {key!r} in {self.language} or nb.")


def get_translator(language: Language | str = Language.NB) -> Translator:
    """Return the translator of a language; an unknown one raises `UnknownChoiceError`."""
    return _translator(choose(Language, language))


@cache
def _translator(language: Language) -> Translator:
    return Translator(language)


def keys_of(domain: str, language: Language | str) -> frozenset[str]:
    """Return every key a domain has a sentence for."""
    found = _load(domain, Language(language))._catalog  # type: ignore[attr-defined]
    return frozenset(k[0] if isinstance(k, tuple) else k for k in found if k)


@cache
def _load(domain: str, language: Language) -> gettext.NullTranslations:
    folder = resources.files("skolemiljo_analytics") / "locale" / language / "LC_MESSAGES"
    source, compiled = folder / f"{domain}.po", folder / f"{domain}.mo"
    if compiled.is_file() and not _is_newer(source, compiled):
        return gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
    if source.is_file():
        return _compile(source.read_bytes())
    return gettext.NullTranslations()


def _is_newer(source: Traversable, compiled: Traversable) -> bool:
    """Tell whether the text was edited after it was compiled (only in a checkout)."""
    if not isinstance(source, Path) or not isinstance(compiled, Path) or not source.is_file():
        return False
    return source.stat().st_mtime > compiled.stat().st_mtime


def _compile(source: bytes) -> gettext.NullTranslations:
    """Read a catalogue that has not been compiled yet (a checkout that was never installed)."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(source)))
    out.seek(0)
    return gettext.GNUTranslations(out)
