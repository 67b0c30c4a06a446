"""The glossary, and the plain words for the codes everybody shares."""

from __future__ import annotations

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.vocabulary import (
    Gate,
    Language,
    Purpose,
    QuestionKind,
    ReadingStatus,
    Reason,
    Strength,
)
from skolemiljo_analytics.wording.catalogue import get_translator, keys_of
from skolemiljo_analytics.wording.phrases import say_number

__all__ = [
    "explain_term",
    "known_terms",
    "say_gate",
    "say_kind",
    "say_purpose",
    "say_reading",
    "say_reason",
    "say_strength",
]

_NB = Language.NB


def known_terms() -> tuple[str, ...]:
    """Return the keys of every word the glossary explains, in alphabetical order."""
    start, end = "terms.", ".explained"
    keys = (k for k in keys_of("terms", _NB) if k.endswith(end))
    return tuple(sorted(k.removeprefix(start).removesuffix(end) for k in keys))


def explain_term(key: str, language: Language | str = _NB) -> str:
    """Explain a word in a sentence or two a parent would understand.

    Raises
    ------
    KeyError
        If the glossary does not have it; `known_terms` lists what it has.
    """
    return get_translator(language)(f"terms.{key}.explained")


def say_reason(reason: Reason, language: Language | str = _NB) -> str:
    """Say why a number is not there."""
    return get_translator(language)(f"terms.reason.{reason}")


def say_reading(
    reading: Reading, language: Language | str = _NB, *, decimals: int = 1, fixed: bool = False
) -> str:
    """Write a reading: ``2``, ``2 (0–3)``, *ikke spurt*, *skjult*, *for få svar*.

    A reading without a number never becomes 0. `fixed` as in `say_number`: for means.
    """
    if reading.value is None:
        if reading.status is ReadingStatus.UNDEFINED and reading.reason is not None:
            return say_reason(reading.reason, language)
        return get_translator(language)(f"terms.status.{reading.status}")
    value = say_number(reading.value, language, decimals=decimals, fixed=fixed)
    if reading.low is None or reading.high is None or reading.low == reading.high:
        return value
    low, high = (
        say_number(v, language, decimals=decimals, fixed=fixed) for v in (reading.low, reading.high)
    )
    return f"{value} ({low}–{high})"


def say_gate(gate: Gate, language: Language | str = _NB) -> str:
    """Say what participation allows."""
    return get_translator(language)(f"findings.gate.{gate}")


def say_strength(strength: Strength | None, language: Language | str = _NB) -> str:
    """Say a strength word; None is *bare fakta*."""
    return get_translator(language)(f"findings.strength.{strength or 'fact'}")


def say_kind(kind: QuestionKind, language: Language | str = _NB) -> str:
    """Say what a question is about."""
    return get_translator(language)(f"terms.kind.{kind}")


def say_purpose(purpose: Purpose, language: Language | str = _NB) -> str:
    """Say why a round is held, with the paragraph."""
    return get_translator(language)(f"terms.purpose.{purpose}")
