"""Which line of a TOML file a value stands on, so that a refusal can point at it."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["Lines"]

_HEADER = re.compile(r"\s*\[\[?\s*([^\]\s]+)\s*\]?\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\-]+)\s*=")
_PLACE = re.compile(r"at line (\d+)")


class Lines:
    r"""Finds lines by the path pydantic reports: ``("action", 3, "title", "nb")``.

    A value that is missing is pointed at by the nearest thing around it that is there.

    Examples
    --------
    >>> lines = Lines('version = 1\n\n[[action]]\nid = "T01"\ntitle.nb = "Plasser"\n')
    >>> lines.of(("action", 0, "title", "nb")), lines.of(("action", 0, "weeks"))
    (5, 3)
    """

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str | int, ...], int] = {}
        self._tables: dict[str, int] = {}
        self._read(text)

    def of(self, place: Sequence[str | int]) -> int:
        """Return the line (from 1) of the value, or of the nearest thing around it."""
        path = tuple(place)
        while path:
            if path in self._at:
                return self._at[path]
            path = path[:-1]
        return 1

    @staticmethod
    def of_decode_error(message: str, text: str) -> int:
        """Return the line a TOML error names; the last line where it says "end of document"."""
        found = _PLACE.search(message)
        return int(found.group(1)) if found else text.count("\n") + 1

    def _read(self, text: str) -> None:
        table: tuple[str | int, ...] = ()
        quoted = ""
        for number, line in enumerate(text.splitlines(), start=1):
            if quoted:
                quoted = "" if line.count(quoted) % 2 else quoted
                continue
            if header := _HEADER.match(line):
                table = self._table(header.group(1), many=line.lstrip().startswith("[["))
                self._note(table, number)
            elif key := _KEY.match(line):
                self._note((*table, *key.group(1).split(".")), number)
                quoted = next((q for q in ('"""', "'''") if line.count(q) % 2), "")

    def _table(self, name: str, *, many: bool) -> tuple[str | int, ...]:
        """Return the path of a table: of a list of tables, the newest one of that name."""
        if many:
            self._tables[name] = self._tables.get(name, -1) + 1
            return (name, self._tables[name])
        first, *rest = name.split(".")
        return (first, self._tables[first], *rest) if first in self._tables else (first, *rest)

    def _note(self, path: tuple[str | int, ...], number: int) -> None:
        for end in range(1, len(path) + 1):
            self._at.setdefault(path[:end], number)
