"""One thing wrong, or worth knowing, about one place in one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

__all__ = ["Problem", "Severity"]


class Severity(StrEnum):
    """How much a problem stops."""

    REFUSED = "refused"  # the file or column is not read
    ASK = "ask"  # a person must decide
    NOTE = "note"  # read, and reported


@dataclass(frozen=True)
class Problem:
    """A coded problem with its place; `wording` says it, and nothing in it is a name.

    Attributes
    ----------
    code
        Stable code, e.g. ``identity_number`` or ``unknown_pupil``.
    severity
        What it stops.
    file, sheet, row, column
        Where: `row` as a spreadsheet shows it (first row is 1), `column` the heading as written.
    details
        Numbers and codes a sentence may use.
    """

    code: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    details: Mapping[str, str | int | float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze the details."""
        object.__setattr__(self, "details", MappingProxyType(dict(self.details)))
