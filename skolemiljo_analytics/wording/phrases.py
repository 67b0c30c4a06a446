"""Small parts of sentences: counted things, numbers, dates, lists of pupils."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from skolemiljo_analytics.vocabulary import Language, PupilId
from skolemiljo_analytics.wording.catalogue import Translator, get_translator

__all__ = [
    "Labels",
    "join",
    "opaque_labels",
    "say_count",
    "say_date",
    "say_deleted_round",
    "say_number",
    "say_round",
]

Labels = Callable[[PupilId], str]
"""What a pupil is called in a text; the views' labellers fit."""

_LOCALES = {Language.NB: "nb_NO", Language.NN: "nn_NO", Language.EN: "en_GB"}


class _Located(Protocol):
    language: Language


def say_number(
    value: float, language: Language | str = Language.NB, *, decimals: int = 1, fixed: bool = False
) -> str:
    """Write a number as the language does: ``2,8`` in Norwegian, ``2.8`` in English.

    At most `decimals` decimals, and a whole number has none; with `fixed` always that many, as
    means that stand beside each other want it.

    Examples
    --------
    >>> say_number(2.84), say_number(2.84, "en"), say_number(3.0), say_number(3.0, fixed=True)
    ('2,8', '2.8', '3', '3,0')
    """
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + ("0" if fixed else "#") * decimals if decimals else "")
    rounded = round(value, decimals) + 0.0  # never "-0"
    return format_decimal(rounded, pattern, locale=_LOCALES[Language(language)])


def say_date(day: date, language: Language | str = Language.NB) -> str:
    """Write a date in full: ``14. oktober 2025``."""
    from babel.dates import format_date

    return format_date(day, "long", locale=_LOCALES[Language(language)])


def say_round(key: str, language: Language | str = Language.NB) -> str:
    """Write the key of a round as month and year; a key that is no month stands as it is.

    Examples
    --------
    >>> say_round("2025-10"), say_round("2025-10", "en"), say_round("vår 2")
    ('oktober 2025', 'October 2025', 'vår 2')
    """
    from babel.dates import format_date

    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", key):
        return key
    month = date.fromisoformat(f"{key}-01")
    return format_date(month, "LLLL yyyy", locale=_LOCALES[Language(language)])


def say_deleted_round(
    held_on: date, deleted_on: date, *, compared: bool, language: Language | str = Language.NB
) -> str:
    """Say that the answers of the round before are deleted, and what is kept of them.

    `compared` tells whether a comparison with them was made while they were there.
    """
    say = get_translator(language)
    days = {"held": say_date(held_on, language), "deleted": say_date(deleted_on, language)}
    return say(f"documents.answers.gone_{'compared' if compared else 'alone'}", **days)


def say_count(thing: str, n: int, say: Translator) -> str:
    """Write how many there are of a thing: ``ingen elever``, ``1 elev``, ``3 elever``.

    `thing` is a key under ``findings.count.``; none has its own words, since ``0 elever`` reads
    as a table.
    """
    if n == 0:
        return say(f"findings.none.{thing}")
    return say.plural(f"findings.count.{thing}", n)


def join(parts: Iterable[str], located: _Located) -> str:
    """Join parts as the language does: ``A``, ``A og B``, ``A, B og C``."""
    from babel.lists import format_list

    return format_list(list(parts), locale=_LOCALES[located.language])


def opaque_labels(pupils: Iterable[PupilId], language: Language | str = Language.NB) -> Labels:
    """Return labels without meaning: *eleven* where there is one pupil, else *elev 1*, *elev 2*.

    The number follows the order given and says nothing about the pupil.
    """
    say = get_translator(language)
    order = {pupil: n for n, pupil in enumerate(dict.fromkeys(pupils), start=1)}
    if len(order) == 1:
        return lambda _: say("findings.pupil.only")
    return lambda pupil: say("findings.pupil.number", n=order[pupil])
