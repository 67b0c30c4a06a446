"""Text as any writer can take it: what people type and paste holds signs that no page can show."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

__all__ = ["printable"]

Part = TypeVar("Part")

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_LAST_TWO = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\ud800-\udfff\ufdd0-\ufdef\ufeff"  # halves, no characters, a mark of byte order
    "\u202a-\u202e\u2066-\u2069"  # what turns the rest of a line around
    f"{_LAST_TWO}]"
)


def printable(part: Part) -> Part:
    r"""Return a text, or a record of texts all the way down, without signs no page can show.

    Control characters are left out, and so are those that turn the direction of what follows: a
    text is read as it is written. The many ends of a line become one.

    References
    ----------
    XML 1.0, 2.2 Characters, https://www.w3.org/TR/xml/#charsets; Unicode Technical Report 36,
    2.5 Bidirectional text spoofing, https://www.unicode.org/reports/tr36/

    Examples
    --------
    >>> printable(("Det ble\vstille\x00", "igjen\r\n"))
    ('Det ble\nstille', 'igjen\n')
    """
    made: Any = part
    if type(part) is str:
        made = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", made))
    elif isinstance(part, tuple):
        made = tuple(printable(one) for one in part)
    elif is_dataclass(part) and not isinstance(part, type):
        made = replace(part, **{f.name: printable(getattr(part, f.name)) for f in fields(part)})
    return made  # type: ignore[no-any-return]
