"""Text people wrote, made safe for Streamlit's Markdown."""

from __future__ import annotations

import re

__all__ = ["plain"]

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&^=])")
_JOINER = "\u2060"


def plain(text: str) -> str:
    r"""Return `text` so that Markdown shows it letter by letter.

    A pupil may write ``![x](http://…)``: unescaped, the teacher's browser would call that address.
    Marks are escaped, and a word joiner (it has no width) after colons and ``www`` keeps Streamlit
    from making links, icons and emoji of them.

    Examples
    --------
    >>> plain("*hei*") == r"\*hei\*"
    True
    """
    escaped = _MARKS.sub(r"\\\1", text).replace(":", f":{_JOINER}")
    escaped = re.sub(r"(?i)\b(www)", rf"\1{_JOINER}", escaped).replace("@", f"@{_JOINER}")
    return escaped.replace("\n", "  \n")
