"""Looks at the first bytes of a file, and inside a zip's table of contents, before opening it."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.readers.sources import Limits, Source

__all__ = ["Container", "check_container"]


class Container(StrEnum):
    """How a file is packed."""

    WORKBOOK = "workbook"
    TEXT = "text"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {
    b"%PDF": "pdf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"BM": "image",
    b"{\\rtf": "word",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"\x7fELF": "program",
    b"MZ": "program",
    b"SQLite format": "database",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def check_container(source: Source, limits: Limits) -> Container:
    """Tell how to open a file.

    Raises
    ------
    FileRefusedError
        With the reason: empty, too large, of a foreign kind, encrypted, damaged, or a zip that
        declares more than the door lets in.
    """
    data = source.data
    if not data.strip(b"\x00 \t\r\n"):
        raise FileRefusedError("empty", source.name)
    if len(data) > limits.file_bytes:
        raise FileRefusedError("too_large", source.name, limit=limits.file_bytes // 2**20)
    if data.startswith(b"PK"):
        _check_zip(source, limits)
        return Container.WORKBOOK
    if data.startswith(_OLE):
        _check_ole(source)
        return Container.WORKBOOK
    kind = next((kind for start, kind in _FOREIGN.items() if data.startswith(start)), None)
    if kind and not (kind in {"image", "program"} and _looks_like_text(data)):
        raise FileRefusedError("wrong_kind", source.name, kind=kind)
    if not data.startswith(_UTF16) and not _looks_like_text(data):
        raise FileRefusedError("binary", source.name)
    return Container.TEXT


def _looks_like_text(data: bytes) -> bool:
    """UTF-16 without a mark has a zero in every other byte; other text has none at all."""
    start = data[:4096]
    zeros = start.count(0)
    if zeros:
        return max(start[::2].count(0), start[1::2].count(0)) == zeros and zeros > len(start) // 3
    control = sum(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a" for byte in start)
    return control <= len(start) // 100


def _check_ole(source: Source) -> None:
    wide = "EncryptedPackage".encode("utf-16-le")
    if wide in source.data:
        raise FileRefusedError("encrypted", source.name)
    if "WordDocument".encode("utf-16-le") in source.data:
        raise FileRefusedError("wrong_kind", source.name, kind="word")


def _check_zip(source: Source, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise FileRefusedError("damaged", source.name) from None
    declared = sum(entry.file_size for entry in entries)
    if len(entries) > limits.entries or declared > limits.unpacked_bytes:
        raise FileRefusedError("bomb", source.name, unpacked=declared // 2**20)
    for entry in entries:
        if entry.file_size > limits.unpack_ratio * max(entry.compress_size, 1024):
            raise FileRefusedError("bomb", source.name, unpacked=declared // 2**20)
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefusedError("encrypted", source.name)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names or "content.xml" in names:
        return
    kind = "word" if "word/document.xml" in names else "archive"
    raise FileRefusedError("wrong_kind", source.name, kind=kind)
