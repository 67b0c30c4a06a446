"""Streamlit's own English words in the reader's language, through one small script of ours.

Streamlit cannot be translated. The English words stand in the English catalogue under
``app.builtin.…`` exactly as Streamlit writes them (placeholders stand for what varies); the same
keys in the other catalogues say them in Norwegian.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording import get_translator, keys_of

__all__ = ["builtin_words", "page_script"]

_PREFIX = "app.builtin."


def builtin_words() -> dict[str, dict[str, str]]:
    """Return, for each language, what to write instead of Streamlit's words.

    Keys are regular expressions for a whole text, values replacements with ``$1`` and so on.
    """
    keys = sorted(k for k in keys_of("app", Language.EN) if k.startswith(_PREFIX))
    return {language: _pairs(keys, language) for language in (Language.NB, Language.NN)}


def _pairs(keys: list[str], language: Language) -> dict[str, str]:
    english, other = get_translator(Language.EN), get_translator(language)
    same = {"a": "{a}", "b": "{b}"}
    return dict(_pair(english(key, **same), other(key, **same)) for key in keys)


def _pair(english: str, other: str) -> tuple[str, str]:
    names = re.findall(r"\{(\w)\}", english)
    pattern = re.sub(r"\\\{\w\\\}", "(.+)", re.escape(english).replace("/", r"\/"))
    for at, name in enumerate(names, start=1):
        other = other.replace(f"{{{name}}}", f"${at}")
    return f"^{pattern}$", other


@cache
def page_script() -> str:
    """Return the script every page loads: it translates, and keeps ``lang`` as chosen."""
    source = resources.files("skolemiljo_analytics.faces.web") / "static" / "page.js"
    words = json.dumps(builtin_words(), ensure_ascii=False)
    return source.read_text(encoding="utf-8").replace("__WORDS__", words)
