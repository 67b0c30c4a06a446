"""Deliberate errors as sentences: what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from skolemiljo_analytics.errors import SkolemiljoError
from skolemiljo_analytics.vocabulary import Language, Reason
from skolemiljo_analytics.wording.catalogue import get_translator
from skolemiljo_analytics.wording.phrases import say_date
from skolemiljo_analytics.wording.terms import say_reason

__all__ = ["say_error", "say_unexpected"]


def say_error(error: SkolemiljoError, language: Language | str = Language.NB) -> str:
    """Say a deliberate error: what is wrong and what to do.

    A `NotAvailableError` says its reason; an error whose reason is a code with a sentence of its
    own (``errors.file_refused.empty``) says that one; a subclass without a sentence says that of
    the class it comes from.

    Returns
    -------
    str
        One to three sentences, without traceback. A file's name may stand in it; a pupil's never.
    """
    say = get_translator(language)
    fields = _fields(error, language)
    keys = [f"errors.{code}" for code in _codes(error)]
    reason = getattr(error, "reason", None)
    if isinstance(reason, str):
        keys.insert(0, f"{keys[0]}.{reason}")
    return say(next(key for key in keys if say.has(key)), **fields)


def say_unexpected(language: Language | str = Language.NB) -> str:
    """Say that something went wrong that nobody had thought of, without its message."""
    return get_translator(language)("errors.unexpected")


def _codes(error: SkolemiljoError) -> list[str]:
    """Return the codes of the error's class and those it comes from, nearest first."""
    codes = (vars(kind).get("code") for kind in type(error).__mro__)
    return [code for code in codes if isinstance(code, str)]


def _fields(error: SkolemiljoError, language: Language | str) -> dict[str, object]:
    fields: dict[str, object] = {}
    for key, value in error.fields().items():
        fields |= dict(value) if isinstance(value, Mapping) else {key: _plain(value, language)}
    return fields


def _plain(value: object, language: Language | str) -> object:
    """Write a field as text: a reason and a date in words, texts in a row, other things counted."""
    if isinstance(value, Reason):
        return say_reason(value, language)
    if isinstance(value, date):
        return say_date(value, language)
    if isinstance(value, tuple):
        return ", ".join(value) if all(isinstance(v, str) for v in value) else len(value)
    return value
