"""Joining a class read from files with the class in the store: the same pupil keeps the same id.

Only what is certain is joined by itself: one pupil of that very name on each side, or the very same
list once more. All else is a question to a person.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from skolemiljo_analytics.names import NameKey, PersonName, new_pupil_id
from skolemiljo_analytics.tables.records import (
    AnswerSheet,
    NominationRound,
    Observation,
    PupilEntry,
    Roster,
)
from skolemiljo_analytics.vocabulary import PupilId

__all__ = [
    "Known",
    "Unclear",
    "match_pupils",
    "merge_roster",
    "missing_from",
    "move_observations",
    "move_round",
]


@dataclass(frozen=True)
class Unclear:
    """A pupil on the new list who could be several of those in the store, or somebody new."""

    pupil: PupilId
    candidates: tuple[PupilId, ...]


@dataclass(frozen=True)
class Known:
    """A class as the store knows it: its list, names, and round keys with content hashes."""

    roster: Roster
    names: NameKey
    rounds: Mapping[str, str] = field(default_factory=dict)


def match_pupils(
    known: Known,
    roster: Roster,
    names: NameKey,
    decided: Mapping[PupilId, PupilId | None],
) -> tuple[dict[PupilId, PupilId], tuple[Unclear, ...]]:
    """Give each pupil of the files an id of the store: an old one where certain, else a new one.

    Parameters
    ----------
    known
        The class in the store.
    roster, names
        The class in the files.
    decided
        What a person said of unclear pupils: which one it is, or None for somebody new. One pupil
        of the store said to be two of the files is no answer: both are asked about again.

    Returns
    -------
    Ids of the files to ids of the store, and who remains unclear.
    """
    said = {file: there for file, there in decided.items() if file in names}
    times = Counter(said.values())
    ids = {
        file: there or new_pupil_id()
        for file, there in said.items()
        if there is None or times[there] == 1
    }
    rows = _rows(known.roster, known.names)
    same_list = rows == _rows(roster, names)
    by_row = {entry.row: entry.pupil for entry in known.roster.pupils if entry.row is not None}
    twins = Counter(_plain(names[p]) for p in roster.ids)
    unclear: list[Unclear] = []
    for entry in roster.pupils:
        if entry.pupil in ids:
            continue
        name = _plain(names[entry.pupil])
        there = _called(name, known.names, set(ids.values()))
        if same_list and entry.row is not None:
            ids[entry.pupil] = by_row[entry.row]
        elif not there:
            ids[entry.pupil] = new_pupil_id()
        elif len(there) == 1 and twins[name] == 1:
            ids[entry.pupil] = there[0]
        else:
            unclear.append(Unclear(entry.pupil, there))
    return ids, tuple(unclear)


def missing_from(
    known: Known, ids: Mapping[PupilId, PupilId], unclear: Iterable[Unclear]
) -> tuple[PupilId, ...]:
    """Return those who belong to the class and are neither on the new list nor perhaps on it."""
    found = set(ids.values()) | {p for one in unclear for p in one.candidates}
    return tuple(e.pupil for e in known.roster.pupils if e.pupil not in found and e.left is None)


def merge_roster(
    known: Known,
    roster: Roster,
    ids: Mapping[PupilId, PupilId],
    *,
    left: Mapping[PupilId, date | None],
    first_round: date | None,
) -> Roster:
    """Return the list after the import: the new list first, then those who are no longer on it.

    A pupil who is new to a class that already has rounds, and whose list gives no first day, counts
    from `first_round`: whoever was not on the list then was not asked then.
    """
    before = {entry.pupil: entry for entry in known.roster.pupils}
    merged = []
    for entry in roster.pupils:
        mine = replace(entry, pupil=ids[entry.pupil])
        earlier = before.pop(mine.pupil, None)
        if earlier is not None:
            mine = _keep(mine, earlier)
        elif known.rounds and mine.joined is None:
            mine = replace(mine, joined=first_round)
        merged.append(mine)
    for pupil, entry in before.items():
        merged.append(replace(entry, left=entry.left or left.get(pupil), row=None))
    return Roster(known.roster.class_id, tuple(merged))


def move_round(answers: NominationRound, ids: Mapping[PupilId, PupilId]) -> NominationRound:
    """Return the round with the store's ids in place of the files'."""
    return replace(answers, sheets=tuple(_move_sheet(sheet, ids) for sheet in answers.sheets))


def move_observations(
    observations: Iterable[Observation], ids: Mapping[PupilId, PupilId]
) -> tuple[Observation, ...]:
    """Return the observations with the store's ids in place of the files'."""
    return tuple(replace(one, pupils=tuple(ids[p] for p in one.pupils)) for one in observations)


def _move_sheet(sheet: AnswerSheet, ids: Mapping[PupilId, PupilId]) -> AnswerSheet:
    return replace(
        sheet,
        pupil=ids[sheet.pupil],
        named={key: tuple(ids[p] for p in named) for key, named in sheet.named.items()},
        ratings={
            key: {ids[p]: value for p, value in rated.items()}
            for key, rated in sheet.ratings.items()
        },
    )


def _keep(mine: PupilEntry, earlier: PupilEntry) -> PupilEntry:
    """Return the entry of the new list, with what only the earlier one knew."""
    return replace(
        mine,
        joined=mine.joined or earlier.joined,
        left=mine.left or earlier.left,
        gender=mine.gender or earlier.gender,
        protected=mine.protected or earlier.protected,
    )


def _rows(roster: Roster, names: NameKey) -> dict[int, tuple[str, str]]:
    """Return who stands on which row: equal for the very same list."""
    entries = (entry for entry in roster.pupils if entry.row is not None)
    return {entry.row or 0: _plain(names[entry.pupil]) for entry in entries}


def _called(name: tuple[str, str], names: NameKey, taken: set[PupilId]) -> tuple[PupilId, ...]:
    return tuple(p for p in names if p not in taken and _plain(names[p]) == name)


def _plain(name: PersonName) -> tuple[str, str]:
    """Return a name as it is compared: one Unicode form, one case, single spaces. Not fuzzy."""
    family, given = (
        " ".join(unicodedata.normalize("NFC", part).casefold().split())
        for part in (name.family, name.given)
    )
    return family, given
