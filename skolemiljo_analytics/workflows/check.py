"""Checks files before anything is imported: what ``skolemiljo check`` and the app ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from skolemiljo_analytics.errors import FileRefusedError, choose
from skolemiljo_analytics.readers.ahead import Progress
from skolemiljo_analytics.readers.decisions import (
    DecisionRow,
    list_questions,
    write_decisions,
    write_decisions_xlsx,
)
from skolemiljo_analytics.readers.mapping_out import write_mapping
from skolemiljo_analytics.readers.reading import Reading, Request, read_sources
from skolemiljo_analytics.readers.report import ImportReport
from skolemiljo_analytics.readers.sources import (
    COMMAND_LIMITS,
    Limits,
    Source,
    gather_paths,
    read_source,
)
from skolemiljo_analytics.tables.problems import Problem, Severity
from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["check_files", "mapping_text", "questions_table", "read_files"]


def check_files(
    files: Iterable[str | Path],
    *,
    roster: str | Path | Iterable[str | Path] = (),
    class_id: str | None = None,
    purpose: Purpose | str | None = None,
    decisions: Iterable[DecisionRow] = (),
    held_on: date | None = None,
    accept_review: bool = False,
) -> ImportReport:
    """Read files and report; nothing is stored and nothing is raised for what is in them.

    Parameters
    ----------
    files
        Answers; folders are taken as all their files.
    roster
        Class lists, where they are not among the files.
    class_id
        The class the answers belong to.
    purpose
        ``"preventive"`` or ``"suspicion"``; preventive, the strictest, where neither this nor a
        mapping says, and that is then noted.
    decisions
        What a person has decided.
    held_on
        The day of answers that carry no time.
    accept_review
        Whether proposals with one likely pupil count as choices too.

    Returns
    -------
    ImportReport
        Its `exit_code` is 0 (all understood), 1 (a person must decide) or 2 (refused).
    """
    reading = read_files(
        files, roster=roster, class_id=class_id, purpose=purpose, decisions=decisions,
        held_on=held_on, accept_review=accept_review,
    )  # fmt: skip
    return reading.report


def read_files(
    files: Iterable[str | Path],
    *,
    roster: str | Path | Iterable[str | Path] = (),
    class_id: str | None = None,
    purpose: Purpose | str | None = None,
    decisions: Iterable[DecisionRow] = (),
    held_on: date | None = None,
    accept_review: bool = False,
    tell: Progress | None = None,
) -> Reading:
    """Read files as `check_files`, and hand back the record and names beside the report.

    `tell` is told how far a large import has come.
    """
    given = [files] if isinstance(files, str | Path) else list(files)
    lists, problems = _sources(gather_paths(roster), COMMAND_LIMITS)
    answers, more = _sources(gather_paths(given), COMMAND_LIMITS)
    listed = {source.fingerprint for source in lists}
    sources = [*lists, *(one for one in answers if one.fingerprint not in listed)]
    request = Request(
        None if purpose is None else choose(Purpose, purpose),
        class_id=class_id or "",
        lists=frozenset(source.name for source in lists),
        decisions=tuple(decisions),
        held_on=held_on,
        limits=COMMAND_LIMITS,
        explicit=not any(Path(one).is_dir() for one in given),
        accept_review=accept_review,
        tell=tell,
    )
    return read_sources(sources, request, known_problems=(*problems, *more))


def _sources(paths: Iterable[Path], limits: Limits) -> tuple[list[Source], list[Problem]]:
    sources, problems = [], []
    for path in paths:
        try:
            sources.append(read_source(path, limits))
        except FileRefusedError as error:
            details = {k: v for k, v in error.details.items() if isinstance(v, str | int | float)}
            problems.append(Problem(error.reason, Severity.REFUSED, error.file, details=details))
    return sources, problems


def mapping_text(reading: Reading) -> str:
    """Return how the files were understood as ``runder.toml``, for the next round."""
    return write_mapping(reading.mapping)


def questions_table(reading: Reading, *, workbook: bool = False) -> bytes:
    """Return what a person must decide as a CSV or XLSX to fill in and lay among the files."""
    rows = list_questions(reading.report, reading.names, reading.cells, protected=reading.protected)
    return write_decisions_xlsx(rows) if workbook else write_decisions(rows)
