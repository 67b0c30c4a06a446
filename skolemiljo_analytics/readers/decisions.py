"""What a person has decided about names: asked in a table, given back, remembered by content.

A decision belongs to a place in a file with a certain content, and to the text that stood there.
The same file never asks twice, whatever it is called; a changed file asks again where it changed.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from skolemiljo_analytics.names import NameKey
from skolemiljo_analytics.readers.deciding import CellPlace
from skolemiljo_analytics.readers.directory import Directory
from skolemiljo_analytics.readers.opening import open_source
from skolemiljo_analytics.readers.people import name_key
from skolemiljo_analytics.readers.report import ImportReport
from skolemiljo_analytics.readers.resolve import Resolution
from skolemiljo_analytics.readers.safe_export import plain_text, safe_text, safe_xlsx
from skolemiljo_analytics.readers.sheets import cell_text
from skolemiljo_analytics.readers.sources import Source
from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.tables.report import Candidate, Decision, MentionReading
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.wording.problems import say_why

__all__ = [
    "HEADINGS",
    "DecisionBook",
    "DecisionRow",
    "is_decisions",
    "list_questions",
    "read_decisions",
    "write_decisions",
    "write_decisions_xlsx",
]

HEADINGS = (
    "file", "fingerprint", "sheet", "row", "column", "position", "text", "cell", "why",
    "candidates", "decision", "pupil",
)  # fmt: skip
"""Columns of the table; a person fills in the last two, or only `pupil`."""

_BEGINNING = 8_000
_WORDS = {
    "ja": Decision.MATCHED, "ingen": Decision.NOBODY, "voksen": Decision.ADULT,
    "vaksen": Decision.ADULT, "utenfor": Decision.OUTSIDE, "utanfor": Decision.OUTSIDE,
    "ukjent": Decision.UNKNOWN, "ukjend": Decision.UNKNOWN, "alle": Decision.EVERYONE,
}  # fmt: skip
_MAY = frozenset({
    Decision.MATCHED, Decision.NOBODY, Decision.ADULT, Decision.OUTSIDE, Decision.UNKNOWN,
    Decision.EVERYONE,
})  # fmt: skip


@dataclass(frozen=True)
class DecisionRow:
    """One decision about one name: a pupil (id, or name as in the list), or an outcome.

    Attributes
    ----------
    file, fingerprint
        The file's name, and the start of the SHA-256 of its content; the latter decides.
    sheet, row, column, position
        The place, as in the report; position -1 is who the row is from.
    text
        What stood there.
    decision
        The outcome; `Decision.MATCHED` needs a `pupil`.
    pupil
        The pupil's id, or name exactly as in the list.
    """

    file: str
    fingerprint: str
    sheet: str
    row: int
    column: str = field(repr=False)
    position: int
    text: str = field(repr=False)
    decision: Decision
    pupil: str = field(default="", repr=False)


class DecisionBook:
    """All decisions, looked up by content and place."""

    def __init__(self, rows: Iterable[DecisionRow] = ()) -> None:
        self.rows = tuple(rows)
        self._used: set[DecisionRow] = set()
        self._by_place: dict[tuple[str, int, str, int], list[DecisionRow]] = {}
        for row in self.rows:
            key = row.sheet, row.row, row.column, row.position
            self._by_place.setdefault(key, []).append(row)

    def __repr__(self) -> str:
        """Say how many."""
        return f"<DecisionBook of {len(self.rows)} decisions>"

    def overrule(
        self,
        place: tuple[str, str, int, str, int],
        text: str,
        found: Resolution,
        *,
        fingerprint: str,
        directory: Directory,
    ) -> Resolution:
        """Return the outcome a person has decided; the machine's where nobody has.

        A decision about other text, or about a pupil who is not on the list, is not used. What may
        not be kept (redacted) cannot be decided back.
        """
        file, where = place[0], place[1:]
        for row in self._by_place.get(where, ()):
            same_file = (
                fingerprint.startswith(row.fingerprint) if row.fingerprint else (row.file == file)
            )
            if same_file and row.text == text and found.decision is not Decision.REDACTED:
                self._used.add(row)
                return _decided(row, found, directory)
        return found

    def left_over(self, fingerprints: Mapping[str, str], directory: Directory) -> list[Problem]:
        """Return decisions about these files that came to nothing: the text or pupil is not there.

        Decisions about files that are not here now are no problem.
        """
        names = {made_of: name for name, made_of in fingerprints.items()}
        out = []
        for row in self.rows:
            full = fingerprints.get(row.file, "") if not row.fingerprint else ""
            if row.fingerprint:
                full = next((one for one in names if one.startswith(row.fingerprint)), "")
            if not full:
                continue
            unknown = row.decision is Decision.MATCHED and _pupil(row.pupil, directory) is None
            if unknown or row not in self._used:
                code = "decision_unknown_pupil" if unknown else "stale_decision"
                out.append(
                    Problem(code, Severity.NOTE, names[full], row.sheet, row.row, row.column)
                )
        return out


def _decided(row: DecisionRow, found: Resolution, directory: Directory) -> Resolution:
    if row.decision is not Decision.MATCHED:
        return Resolution(row.decision, "decided_by_person", None, found.candidates)
    pupil = _pupil(row.pupil, directory)
    if pupil is None:
        return found
    candidates = found.candidates or (Candidate(pupil, 1.0, "decided_by_person"),)
    return Resolution(Decision.MATCHED, "decided_by_person", pupil, candidates)


def _pupil(text: str, directory: Directory) -> PupilId | None:
    if PupilId(text) in directory.by_id:
        return PupilId(text)
    same = directory.everyone.full.get(name_key(text), [])
    return same[0].pupil if len(same) == 1 else None


def list_questions(
    report: ImportReport,
    names: NameKey,
    cells: Mapping[CellPlace, str] = MappingProxyType({}),
    *,
    protected: Container[PupilId] = (),
) -> list[dict[str, str | int]]:
    """Return what a person must decide as rows of the table, with candidates by name.

    `cells` are the whole cells (`Reading.cells`), shown beside the name. Pupils whose address is
    `protected` stand with their id, which holds the row of the list.
    """

    def called(pupil: PupilId) -> str:
        return pupil if pupil in protected else names[pupil].full

    prints = {(one.file, one.sheet): one.fingerprint[:16] for one in report.files}
    out: list[dict[str, str | int]] = []
    for one in report.questions:
        mention = isinstance(one, MentionReading)
        shown = [f"{called(c.pupil)} ({say_why(c.why)})" for c in one.candidates[:3]]
        out.append(
            {
                "file": one.file,
                "fingerprint": prints.get((one.file, one.sheet), ""),
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column if isinstance(one, MentionReading) else "",
                "position": one.position if isinstance(one, MentionReading) else -1,
                "text": one.text,
                "cell": cells.get((one.file, one.sheet, one.row, one.column), "")
                if isinstance(one, MentionReading)
                else "",
                "why": say_why(one.reason) if one.reason else "",
                "candidates": "; ".join(shown),
                "decision": "",
                "pupil": called(one.candidates[0].pupil)
                if mention and one.decision is Decision.REVIEW and one.candidates
                else "",
            }
        )
    return out


def write_decisions(rows: Sequence[Mapping[str, str | int]]) -> bytes:
    """Return the table as CSV (UTF-8 with mark, semicolon) that no spreadsheet runs as formulas."""
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=";")
    table.writerow(HEADINGS)
    for row in rows:
        table.writerow([safe_text(str(row.get(heading, ""))) for heading in HEADINGS])
    return out.getvalue().encode("utf-8-sig")


def write_decisions_xlsx(rows: Sequence[Mapping[str, str | int]]) -> bytes:
    """Return the table as a workbook in which nothing runs."""
    import pandas as pd

    table = pd.DataFrame([{h: str(row.get(h, "")) for h in HEADINGS} for row in rows],
                         columns=list(HEADINGS))  # fmt: skip
    return safe_xlsx({"beslutninger": table})


def is_decisions(source: Source) -> bool:
    """Tell whether a file is a table of decisions, by its first line or first words."""
    if source.data.startswith(b"PK"):
        start = _first_words(source)
    else:
        start = b"".join(source.data[:400].splitlines()[:1])
    return b"fingerprint" in start and b"decision" in start


def _first_words(source: Source) -> bytes:
    """Return the beginning of a workbook's words: unpacked no further than that.

    Most programs keep the words of a workbook in a part of their own, some in the sheet itself.
    """
    found = b""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            for part in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml"):
                if part in archive.namelist():
                    with archive.open(part) as words:
                        found += words.read(_BEGINNING)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error):
        return b""
    return found


def read_decisions(source: Source) -> tuple[DecisionRow, ...]:
    """Read a filled-in table (CSV or XLSX); rows without decision and pupil are left open.

    Raises
    ------
    FileRefusedError
        If the file cannot be opened.
    """
    sheets, _ = open_source(source)
    rows = sheets[0].rows if sheets else []
    headings = [cell_text(cell).strip().lower() for cell in rows[0]] if rows else []
    found = []
    for cells in rows[1:]:
        row = dict(zip(headings, (plain_text(cell_text(cell)) for cell in cells), strict=False))
        decision = _decision_in(row)
        if decision is not None:
            found.append(
                DecisionRow(
                    row.get("file", ""), row.get("fingerprint", ""), row.get("sheet", ""),
                    _whole(row.get("row", ""), 0), row.get("column", ""),
                    _whole(row.get("position", ""), -1), row.get("text", ""), decision,
                    row.get("pupil", "").strip(),
                )
            )  # fmt: skip
    return tuple(found)


def _decision_in(row: Mapping[str, str]) -> Decision | None:
    word = row.get("decision", "").strip().lower()
    if not word:
        return Decision.MATCHED if row.get("pupil", "").strip() else None
    return _WORDS.get(word) or next((one for one in _MAY if one == word), None)


def _whole(text: str, otherwise: int) -> int:
    try:
        return int(text)
    except ValueError:
        return otherwise
