"""The bytes of a file with its name, and how much of it each door lets in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from skolemiljo_analytics.errors import FileRefusedError

__all__ = [
    "APP_LIMITS",
    "COMMAND_LIMITS",
    "PYTHON_LIMITS",
    "Limits",
    "Source",
    "gather_paths",
    "read_source",
    "with_own_names",
]

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What a door lets in.

    Attributes
    ----------
    file_bytes
        Largest file.
    unpacked_bytes, unpack_ratio, entries
        For zipped formats (XLSX, ODS): declared size of the contents, how many times larger than
        the file, and how many entries. Checked before anything is unpacked.
    rows, columns
        Largest sheet.
    """

    file_bytes: int
    unpacked_bytes: int
    unpack_ratio: int = 200
    entries: int = 2_000
    rows: int = 200_000
    columns: int = 2_000


APP_LIMITS = Limits(10 * _MEGABYTE, 50 * _MEGABYTE, rows=20_000, columns=500)
COMMAND_LIMITS = Limits(50 * _MEGABYTE, 250 * _MEGABYTE)
PYTHON_LIMITS = Limits(100 * _MEGABYTE, 400 * _MEGABYTE, rows=1_000_000)


@dataclass(frozen=True)
class Source:
    """A file's name (without folder) and bytes; the name never decides what the file is."""

    name: str
    data: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the content: what decisions are remembered by."""
        return sha256(self.data).hexdigest()


def read_source(path: Path, limits: Limits) -> Source:
    """Read one file from disk.

    Raises
    ------
    FileRefusedError
        If it is not a file, cannot be read, or is larger than the door lets in.
    """
    try:
        size = path.stat().st_size
        if path.is_dir() or not path.is_file():
            raise FileRefusedError("not_a_file", path.name)
        if size > limits.file_bytes:
            raise FileRefusedError(
                "too_large", path.name, megabytes=size // _MEGABYTE,
                limit=limits.file_bytes // _MEGABYTE,
            )  # fmt: skip
        return Source(path.name, path.read_bytes())
    except FileNotFoundError:
        raise FileRefusedError("not_found", path.name) from None
    except OSError:
        raise FileRefusedError("not_readable", path.name) from None


def gather_paths(given: str | Path | Iterable[str | Path]) -> list[Path]:
    """Return the files meant by a path, a folder or several: sorted, hidden files left out."""
    if isinstance(given, str | Path):
        given = [given]
    found: list[Path] = []
    for one in map(Path, given):
        if one.is_dir():
            found += sorted(p for p in one.iterdir() if p.is_file() and p.name[0] not in ".~")
        else:
            found.append(one)
    return found


def with_own_names(sources: Sequence[Source]) -> list[Source]:
    """Return the files with a number after a name that stands twice, so that places are clear."""
    seen: dict[str, int] = {}
    out = []
    for source in sources:
        seen[source.name] = seen.get(source.name, 0) + 1
        number = seen[source.name]
        out.append(source if number == 1 else replace(source, name=f"{source.name} ({number})"))
    return out
