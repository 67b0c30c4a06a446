"""Bytes to text: which encoding, found by what the letters would be, never by the file's name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["Decoded", "decode", "mend_twice_encoded"]

# Letters seen in names in Norwegian schools that need more than seven bits in an 8-bit encoding.
_LIKELY = frozenset("æøåÆØÅéèêëóòôöúüäáàâíïñçßÉÖÜÄŠšŽž")
_PUNCTUATION = frozenset("–—‘’“”«»…•°§€£´·½ ")
_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_FOLLOWING = re.escape(
    "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0)
    )
)
_TWICE = re.compile(
    f"[\u00c2-\u00df][{_FOLLOWING}]"
    f"|[\u00e0-\u00ef][{_FOLLOWING}]{{2}}"
    f"|[\u00f0-\u00f4][{_FOLLOWING}]{{3}}"
)


@dataclass(frozen=True)
class Decoded:
    """Text with the encoding it was read as, and how many places were written off or mended."""

    text: str
    encoding: str
    mended: int = 0
    unreadable: int = 0


def decode(data: bytes) -> Decoded:
    """Decode a text file; never fails, but counts what could not be read.

    UTF-8, UTF-16 and UTF-32 by their mark, UTF-16 without a mark by its zeros, UTF-8 by its strict
    form, and otherwise the 8-bit encoding whose letters are most like names.
    """
    encoding = _by_mark(data) or _without_mark(data)
    if encoding is None:
        encoding = max(("cp1252", "mac_roman", "cp850"), key=lambda name: _likeness(data, name))
    text = data.decode(encoding, errors="replace")
    unreadable = text.count("\ufffd")
    mended, count = mend_twice_encoded(text)
    plain = unicodedata.normalize("NFC", mended).replace("\x00", "")
    return Decoded(plain, encoding, count, unreadable)


def _by_mark(data: bytes) -> str | None:
    return next((name for mark, name in _BOMS.items() if data.startswith(mark)), None)


def _without_mark(data: bytes) -> str | None:
    start = data[:4096]
    if start.count(0) > len(start) // 3:
        return "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "ascii" if data.isascii() else "utf-8"


def _likeness(data: bytes, encoding: str) -> float:
    """Return how much the letters above ASCII look like those of names; more is better."""
    high = bytes(byte for byte in data if byte >= 0x80)[:20_000]
    text = high.decode(encoding, errors="replace")
    good = sum(char in _LIKELY for char in text) + 0.2 * sum(c in _PUNCTUATION for c in text)
    bad = sum(char == "\ufffd" or not (char.isalpha() or char in _PUNCTUATION) for char in text)
    return (good - 2 * bad) / max(len(text), 1)


def mend_twice_encoded(text: str) -> tuple[str, int]:
    """Mend UTF-8 that was once read as cp1252 (``pÃ¥``), and count the places.

    Only runs that decode back without loss are mended; the rest stays as it was.
    """
    count = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal count
        try:
            fixed = _as_cp1252(match.group()).decode("utf-8")
        except UnicodeDecodeError:
            return match.group()
        count += 1
        return fixed

    return _TWICE.sub(mend, text), count


def _as_cp1252(run: str) -> bytes:
    """Encode as Windows does: cp1252, with its five empty places passed through."""
    return b"".join(
        bytes([ord(char)]) if 0x80 <= ord(char) < 0xA0 else char.encode("cp1252") for char in run
    )
