"""Use case: import a class that was read from files: plan it, ask what a person must say, write it.

Until every question is answered nothing is written; then all of it is, or nothing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from skolemiljo_analytics.errors import ImportQuestionsError, StoreError
from skolemiljo_analytics.names import NameKey
from skolemiljo_analytics.readers.decisions import DecisionRow
from skolemiljo_analytics.store import ClassInfo, SchoolInfo, Work, content_of, end_of_school_year
from skolemiljo_analytics.tables.records import NominationRound, Roster
from skolemiljo_analytics.tables.report import Decision
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.workflows.joining import (
    Known,
    Unclear,
    match_pupils,
    merge_roster,
    missing_from,
    move_observations,
    move_round,
)

if TYPE_CHECKING:
    from skolemiljo_analytics.workflows.read_class import SchoolClass

__all__ = [
    "ImportDecisions",
    "ImportPlan",
    "Unclear",
    "class_there",
    "kept_names",
    "last_day",
    "plan_import",
    "write_import",
]

_LONGEST = timedelta(days=365)


@dataclass(frozen=True)
class ImportDecisions:
    """What a person said of an import.

    Attributes
    ----------
    replace
        Use the new answers of rounds that are there with others; the earlier version is kept.
    same
        Unclear pupils (ids of the files): which pupil of the store it is, None for somebody new.
    left
        Pupils no longer on the list (ids of the store): the last day in the class, None for one
        who still belongs to it.
    delete_after
        The last day the raw answers are kept, at most twelve months ahead; None for the end of
        the school year.
    names
        What a person has decided about names in the files: logged, and not asked again of the same
        files as long as the raw answers are kept.
    """

    replace: bool = False
    same: Mapping[PupilId, PupilId | None] = field(default_factory=dict)
    left: Mapping[PupilId, date | None] = field(default_factory=dict)
    delete_after: date | None = None
    names: tuple[DecisionRow, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class ImportPlan:
    """What an import does, and what a person must decide first.

    Attributes
    ----------
    class_id
        The class in the store; "" for one that is not there yet.
    label
        What the school calls it.
    kept, new
        Pupils of the new list (ids of the files) who are in the store already, and who are not.
    rounds_new, rounds_same, rounds_changed
        Keys of rounds not in the store, there with the same answers, there with others.
    unclear
        Pupils who could be several.
    not_on_list
        Pupils (ids of the store) who belong to the class and are not on the new list.
    open_questions
        How much a person must still decide.
    """

    class_id: str
    label: str
    kept: tuple[PupilId, ...]
    new: tuple[PupilId, ...]
    rounds_new: tuple[str, ...]
    rounds_same: tuple[str, ...]
    rounds_changed: tuple[str, ...]
    unclear: tuple[Unclear, ...] = ()
    not_on_list: tuple[PupilId, ...] = ()
    open_questions: int = 0


@dataclass(frozen=True)
class _Draft:
    plan: ImportPlan
    known: Known
    ids: Mapping[PupilId, PupilId]
    rounds: tuple[NominationRound, ...]  # those to write, with the store's ids


def plan_import(
    work: Work, school_class: SchoolClass, school: str, decisions: ImportDecisions
) -> ImportPlan:
    """Return what an import would do; nothing is written."""
    return _draft(work, school_class, school, decisions).plan


def write_import(
    work: Work,
    school_class: SchoolClass,
    school: str,
    decisions: ImportDecisions,
    *,
    today: date,
    invented: bool = False,
) -> ImportPlan:
    """Write an import inside one unit of work; return what was done, with the class's id.

    Raises
    ------
    ImportQuestionsError
        If a person must decide something first.
    StoreError
        If the answers are to be kept longer than twelve months.
    """
    draft = _draft(work, school_class, school, decisions, invented=invented)
    plan = draft.plan
    if plan.open_questions:
        raise ImportQuestionsError(
            0 if decisions.replace else len(plan.rounds_changed),
            len(plan.unclear),
            len([p for p in plan.not_on_list if p not in decisions.left]),
        )
    class_id = plan.class_id or _add_class(work, school_class, school, invented=invented)
    first = min((one.held_on for one in draft.rounds), default=None)
    roster = merge_roster(
        draft.known, school_class.roster, draft.ids, left=decisions.left, first_round=first
    )
    roster = Roster(class_id, roster.pupils)
    work.people.save_roster(roster)
    work.people.save_names((draft.ids[p], name) for p, name in school_class.names.items())
    observations = move_observations(school_class.record.observations, draft.ids)
    work.people.save_observations(class_id, observations)
    for one in draft.rounds:
        until = None if invented else last_day(one.held_on, today, decisions.delete_after)
        asked = len(roster.on(one.held_on).pupils)
        work.rounds.add(class_id, one, n_asked=asked, delete_after=until)
    report = json.dumps(school_class.report.to_json(names=False), default=str)
    work.journal.add_import(class_id, "", report, _to_json(decisions))
    return _of_class(plan, class_id)


def last_day(held_on: date, today: date, chosen: date | None = None) -> date:
    """Return the last day raw answers are kept: by default to the end of the school year.

    Never more than twelve months after the import (domain handbook 3.4).

    Raises
    ------
    StoreError
        If a later day, or a day gone by, was chosen.

    Examples
    --------
    >>> last_day(date(2025, 10, 7), date(2025, 10, 9))
    datetime.date(2026, 7, 31)
    """
    latest = today + _LONGEST
    if chosen is not None and not today <= chosen <= latest:
        raise StoreError("Raw answers are kept at most twelve months, and until today at least")
    return chosen or min(latest, end_of_school_year(max(held_on, today)))


def _draft(
    work: Work,
    school_class: SchoolClass,
    school: str,
    decisions: ImportDecisions,
    *,
    invented: bool = False,
) -> _Draft:
    info = _find_class(work, school_class.roster.class_id, school, invented=invented)
    known = _known(work, info)
    ids, unclear = match_pupils(known, school_class.roster, school_class.names, decisions.same)
    absent = missing_from(known, ids, unclear)
    moved = () if unclear else tuple(move_round(one, ids) for one in school_class.record.rounds)
    sorted_keys = {one.key: _compare(known, one) for one in moved}
    changed = _keys(sorted_keys, "changed")
    write = ("new", "changed") if decisions.replace else ("new",)
    asked = 0 if decisions.replace else len(changed)
    undecided = [p for p in absent if p not in decisions.left]
    plan = ImportPlan(
        info.class_id if info else "",
        school_class.roster.class_id,
        tuple(p for p in school_class.roster.ids if ids.get(p) in known.names),
        tuple(p for p in school_class.roster.ids if p in ids and ids[p] not in known.names),
        _keys(sorted_keys, "new"),
        _keys(sorted_keys, "same"),
        changed,
        unclear,
        absent,
        asked + len(unclear) + len(undecided),
    )
    rounds = tuple(one for one in moved if sorted_keys[one.key] in write)
    return _Draft(plan, known, ids, rounds)


def _compare(known: Known, one: NominationRound) -> str:
    there = known.rounds.get(one.key)
    return "new" if there is None else "same" if there == content_of(one) else "changed"


def _keys(sorted_keys: Mapping[str, str], kind: str) -> tuple[str, ...]:
    return tuple(key for key, one in sorted_keys.items() if one == kind)


def _known(work: Work, info: ClassInfo | None) -> Known:
    if info is None:
        return Known(Roster("", ()), NameKey({}))
    class_id = info.class_id
    contents = {r.key: work.rounds.content(class_id, r.key) for r in work.rounds.infos(class_id)}
    rounds = {key: content for key, content in contents.items() if content is not None}
    return Known(work.people.roster(class_id), work.people.names(class_id), rounds)


def _find_class(work: Work, label: str, school: str, *, invented: bool) -> ClassInfo | None:
    there = _find_school(work, school, invented=invented)
    classes = () if there is None else work.people.classes(there.school_id)
    return next((one for one in classes if one.label == label), None)


def _find_school(work: Work, name: str, *, invented: bool) -> SchoolInfo | None:
    """Return the school of that name; without a name the first that is not invented."""
    schools = [one for one in work.people.schools() if one.invented == invented]
    return next((one for one in schools if not name or one.name == name), None)


def _add_class(work: Work, school_class: SchoolClass, school: str, *, invented: bool) -> str:
    there = _find_school(work, school, invented=invented)
    there = there or work.people.add_school(school, invented=invented)
    label = school_class.roster.class_id
    return work.people.add_class(there.school_id, label, school_class.record.grade)


def _of_class(plan: ImportPlan, class_id: str) -> ImportPlan:
    return dataclasses.replace(plan, class_id=class_id)


def _to_json(decisions: ImportDecisions) -> str:
    return json.dumps(
        {
            "replace": decisions.replace,
            "same": dict(decisions.same),
            "left": {pupil: str(day) for pupil, day in decisions.left.items()},
            "names": [dataclasses.asdict(one) for one in decisions.names],
        },
        ensure_ascii=False,
    )


def class_there(work: Work, school_class: SchoolClass, school: str) -> str | None:
    """Return the id of the class an import would go into; None where it makes a new one."""
    info = _find_class(work, school_class.roster.class_id, school, invented=False)
    return None if info is None else info.class_id


def kept_names(work: Work, owns: Callable[[str], bool]) -> tuple[DecisionRow, ...]:
    """Return what was decided about names in earlier imports of these classes, newest first."""
    found: list[DecisionRow] = []
    for school in work.people.schools():
        for info in filter(lambda one: owns(one.class_id), work.people.classes(school.school_id)):
            for entry in work.journal.imports(info.class_id):
                said = json.loads(entry.decisions).get("names", ())
                found += [DecisionRow(**one | {"decision": Decision(one["decision"])})
                          for one in said]  # fmt: skip
    return tuple(dict.fromkeys(reversed(found)))
