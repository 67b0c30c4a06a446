"""How the command line talks: language, console, errors in plain words."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from skolemiljo_analytics.errors import SkolemiljoError
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.catalogue import get_translator

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["LANGUAGE_VARIABLE", "chosen_language", "console", "language", "say", "show_error"]

LANGUAGE_VARIABLE = "SKOLEMILJO_LANGUAGE"
_OPTION = "--language"


def chosen_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language asked for on the command line or in the environment, else bokmål.

    Examples
    --------
    >>> chosen_language(["--language", "nn", "demo"], {})
    <Language.NN: 'nn'>
    >>> chosen_language(["demo"], {"SKOLEMILJO_LANGUAGE": "en"})
    <Language.EN: 'en'>
    """
    asked = environment.get(LANGUAGE_VARIABLE, "")
    for at, word in enumerate(arguments):
        if word == _OPTION and at + 1 < len(arguments):
            asked = arguments[at + 1]
        elif word.startswith(f"{_OPTION}="):
            asked = word.partition("=")[2]
    return Language(asked) if asked in set(Language) else Language.NB


def language() -> Language:
    """Return the language of this run."""
    return chosen_language((), os.environ)


def say(key: str, /, **values: object) -> str:
    """Say a sentence of the catalogue in the language of this run."""
    return get_translator(language())(key, **values)


def console(*, errors: bool = False) -> Console:
    """Return the console; markup is off, since file names and headings are other people's text."""
    from rich.console import Console

    return Console(stderr=errors, markup=False, highlight=False, soft_wrap=True)


def show_error(error: SkolemiljoError) -> None:
    """Say an error of ours on the error stream."""
    from skolemiljo_analytics.wording import say_error

    console(errors=True).print(say_error(error, language()), style="red")
