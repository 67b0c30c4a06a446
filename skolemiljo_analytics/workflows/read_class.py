"""One class from its files: the first line of a newcomer's script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from skolemiljo_analytics.errors import InvalidTableError, UnlawfulQuestionError, choose
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.names import NameKey
from skolemiljo_analytics.readers.ahead import Progress
from skolemiljo_analytics.readers.decisions import DecisionRow
from skolemiljo_analytics.readers.reading import Reading, Request, read_sources
from skolemiljo_analytics.readers.report import ImportReport
from skolemiljo_analytics.readers.sources import (
    APP_LIMITS,
    PYTHON_LIMITS,
    Source,
    gather_paths,
    read_source,
)
from skolemiljo_analytics.tables.mapping import FolderMapping
from skolemiljo_analytics.tables.records import ClassRecord, NominationRound, Roster
from skolemiljo_analytics.vocabulary import Purpose

__all__ = ["SchoolClass", "class_of", "read_bytes", "read_class"]


@dataclass(frozen=True, repr=False)
class SchoolClass:
    """One class: its record, the key to its names, and the report of how it was read."""

    record: ClassRecord
    names: NameKey
    report: ImportReport

    def __repr__(self) -> str:
        """Say how much, never who."""
        rounds = ", ".join(self.rounds) or "none"
        return f"<SchoolClass {self.roster.class_id} · {len(self.names)} pupils · rounds: {rounds}>"

    @property
    def roster(self) -> Roster:
        """Everyone who belongs or belonged to the class."""
        return self.record.roster

    @property
    def rounds(self) -> tuple[str, ...]:
        """Keys of the rounds, oldest first."""
        return tuple(one.key for one in self.record.rounds)

    def round(self, key: str) -> NominationRound:
        """Return a round. Raises `UnknownRoundError`, naming the rounds there are."""
        return self.record.round(key)

    def graph(self, round: str | None = None) -> RelationGraph:  # noqa: A002 (the grammar's word)
        """Return the graph of a round; the newest where none is named.

        Raises
        ------
        UnknownRoundError
            If there is no such round.
        """
        key = self.rounds[-1] if round is None and self.rounds else round or ""
        return RelationGraph.from_round(self.roster, self.round(key))

    def graph_before(self, round: str) -> RelationGraph | None:  # noqa: A002 (the grammar's word)
        """Return the graph of the round before `round`, or None where it is the first.

        Raises
        ------
        UnknownRoundError
            If there is no such round.
        """
        key = self.round(round).key
        at = self.rounds.index(key)
        return self.graph(self.rounds[at - 1]) if at else None


def read_class(
    path_or_paths: str | Path | Iterable[str | Path],
    *,
    purpose: Purpose | str,
    class_id: str | None = None,
    decisions: Iterable[DecisionRow] = (),
    held_on: date | None = None,
) -> SchoolClass:
    """Read a class from a folder or files: class list, answers and, where there is one, a mapping.

    Parameters
    ----------
    path_or_paths
        A folder, a file, or several. Files are recognised by what is in them, never by their name.
    purpose
        ``"preventive"`` or ``"suspicion"``: the purpose of rounds for which no mapping gives one.
    class_id
        The class, where the list holds several and nothing else says which.
    decisions
        What a person has decided about names the machine may not decide.
    held_on
        The day of answers that carry no time.

    Returns
    -------
    SchoolClass
        With `report`: what was used, what a person must decide, and what was left out and why.

    Raises
    ------
    UnlawfulQuestionError
        If a preventive round holds a named negative question: leave that column out in the mapping
        (``role = "ignore"``), or record the grounds of a concrete suspicion.
    InvalidTableError
        If a file is refused or there is no class list; every problem stands in `problems`.
    FileRefusedError
        If a file cannot be found or is too large.
    UnknownChoiceError
        If there is no such purpose.
    """
    given = [path_or_paths] if isinstance(path_or_paths, str | Path) else list(path_or_paths)
    sources = [read_source(path, PYTHON_LIMITS) for path in gather_paths(given)]
    whole_folder = any(Path(one).is_dir() for one in given)
    request = Request(
        choose(Purpose, purpose),
        class_id=class_id or "",
        decisions=tuple(decisions),
        held_on=held_on,
        explicit=not whole_folder,
    )
    return class_of(read_sources(sources, request))


def read_bytes(
    files: Mapping[str, bytes],
    *,
    purpose: Purpose | str,
    class_id: str | None = None,
    folder: FolderMapping | None = None,
    decisions: Iterable[DecisionRow] = (),
    held_on: date | None = None,
    tell: Progress | None = None,
) -> Reading:
    """Read uploaded files, name to bytes; problems are in the report, nothing is raised.

    Parameters
    ----------
    files
        Name to content.
    purpose, class_id, decisions, held_on
        As `read_class`.
    folder
        A mapping a person has confirmed on screen.
    tell
        Told how far a large import has come.
    """
    request = Request(
        choose(Purpose, purpose),
        class_id=class_id or "",
        folder=folder,
        decisions=tuple(decisions),
        held_on=held_on,
        limits=APP_LIMITS,
        tell=tell,
    )
    return read_sources([Source(name, data) for name, data in files.items()], request)


def class_of(reading: Reading) -> SchoolClass:
    """Return the class a reading is about.

    Raises
    ------
    UnlawfulQuestionError, InvalidTableError
        As `read_class`.
    """
    for question, purpose in reading.refused:
        raise UnlawfulQuestionError(question.text or question.key, purpose)
    groundless = [p for p in reading.report.problems if p.code == "grounds_missing"]
    refused = (*reading.report.refused, *groundless)
    if refused:
        raise InvalidTableError(refused)
    record = reading.records[reading.class_id]
    own = [(p, reading.names[p]) for p in record.roster.ids]
    return SchoolClass(record, NameKey.from_pairs(own), reading.report)
