"""Checks files before anything is imported: what ``skolemiljo check`` and the app ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from skolemiljo_analytics.errors import FileRefusedError
from skolemiljo_analytics.readers.decisions import DecisionRow
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

__all__ = ["check_files", "read_files"]


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
    limits: Limits = COMMAND_LIMITS,
) -> Reading:
    """Read files as `check_files`, and hand back the record and names beside the report."""
    given = [files] if isinstance(files, str | Path) else list(files)
    lists, problems = _sources(gather_paths(roster), limits)
    answers, more = _sources(gather_paths(given), limits)
    listed = {source.fingerprint for source in lists}
    sources = [*lists, *(one for one in answers if one.fingerprint not in listed)]
    request = Request(
        None if purpose is None else Purpose(purpose),
        class_id=class_id or "",
        lists=frozenset(source.name for source in lists),
        decisions=tuple(decisions),
        held_on=held_on,
        limits=limits,
        explicit=not any(Path(one).is_dir() for one in given),
        accept_review=accept_review,
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
