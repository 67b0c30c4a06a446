"""The same pupil keeps the same id; what is not certain is asked."""

from __future__ import annotations

from datetime import date

from skolemiljo_analytics.names import NameKey, PersonName
from skolemiljo_analytics.tables.records import PupilEntry, Roster
from skolemiljo_analytics.vocabulary import Gender, PupilId
from skolemiljo_analytics.workflows.joining import (
    Known,
    match_pupils,
    merge_roster,
    missing_from,
)


def _class(*names: str, prefix: str = "f", first: int = 2) -> tuple[Roster, NameKey]:
    ids = [PupilId(f"{prefix}{i}") for i in range(len(names))]
    roster = Roster("7A", tuple(PupilEntry(p, first + i) for i, p in enumerate(ids)))
    people = (PersonName(*name.split(",")) for name in names)
    return roster, NameKey.from_pairs(zip(ids, people, strict=True))


def _known(*names: str, rounds: bool = True) -> Known:
    roster, key = _class(*names, prefix="s")
    return Known(roster, key, {"2025-03": "hash"} if rounds else {})


def test_names_are_compared_in_one_form_and_never_guessed() -> None:
    known = _known("Ås,Åse Marie", "Berg,Ola", "Dahl,Kari")
    files = _class("ÅS,Åse  marie", "Berg,Olai", "Dahl,Kari")
    ids, unclear = match_pupils(known, *files, {})
    assert not unclear
    assert (ids["f0"], ids["f2"]) == ("s0", "s2")
    assert ids["f1"] not in known.names  # Olai is not Ola: a person may say otherwise
    assert missing_from(known, ids, unclear) == ("s1",)
    ids, _ = match_pupils(known, *files, {PupilId("f1"): PupilId("s1")})
    assert ids["f1"] == "s1"


def test_two_of_the_same_name_are_asked_about_unless_the_list_is_the_same() -> None:
    known = _known("Berg,Ola", "Berg,Ola", "Dahl,Kari")
    ids, unclear = match_pupils(known, *_class("Berg,Ola", "Berg,Ola", "Dahl,Kari"), {})
    assert ids == {"f0": "s0", "f1": "s1", "f2": "s2"}
    moved = _class("Aas,Ine", "Berg,Ola", "Berg,Ola", "Dahl,Kari")
    ids, unclear = match_pupils(known, *moved, {})
    assert [(u.pupil, u.candidates) for u in unclear] == [
        ("f1", ("s0", "s1")),
        ("f2", ("s0", "s1")),
    ]
    assert missing_from(known, ids, unclear) == ()
    ids, unclear = match_pupils(known, *moved, {PupilId("f1"): PupilId("s1")})
    assert not [u for u in unclear if "s1" in u.candidates]


def test_a_newcomer_with_a_classmates_name_is_asked_about() -> None:
    known = _known("Berg,Ola", "Dahl,Kari")
    _, unclear = match_pupils(known, *_class("Berg,Ola", "Berg,Ola", "Dahl,Kari"), {})
    assert [u.pupil for u in unclear] == ["f0", "f1"]
    decided = {PupilId("f0"): PupilId("s0"), PupilId("f1"): None}
    ids, unclear = match_pupils(known, *_class("Berg,Ola", "Berg,Ola", "Dahl,Kari"), decided)
    assert not unclear
    assert ids["f0"] == "s0"
    assert ids["f1"] not in known.names


def test_a_newcomer_was_not_asked_before_coming() -> None:
    known = _known("Berg,Ola")
    roster, names = _class("Berg,Ola", "Aas,Ine")
    ids, _ = match_pupils(known, roster, names, {})
    first = date(2025, 10, 7)
    merged = merge_roster(known, roster, ids, left={}, first_round=first)
    assert [e.joined for e in merged.pupils] == [None, first]
    unasked = Known(known.roster, known.names)
    merged = merge_roster(unasked, roster, ids, left={}, first_round=first)
    assert [e.joined for e in merged.pupils] == [None, None]


def test_nobody_falls_off_the_list_silently() -> None:
    known = _known("Berg,Ola", "Dahl,Kari")
    roster, names = _class("Dahl,Kari")
    ids, _ = match_pupils(known, roster, names, {})
    last = date(2025, 6, 20)
    merged = merge_roster(known, roster, ids, left={PupilId("s0"): last}, first_round=None)
    assert [(e.pupil, e.left) for e in merged.pupils] == [("s1", None), ("s0", last)]


def test_what_only_the_earlier_list_knew_is_kept() -> None:
    known = _known("Berg,Ola")
    told = PupilEntry(PupilId("s0"), 2, Gender.BOY, date(2024, 8, 19), None, protected=True)
    known = Known(Roster("7A", (told,)), known.names, known.rounds)
    roster, _ = _class("Berg,Ola", first=5)
    merged = merge_roster(known, roster, {PupilId("f0"): PupilId("s0")}, left={}, first_round=None)
    (entry,) = merged.pupils
    assert (entry.row, entry.gender, entry.joined) == (5, Gender.BOY, date(2024, 8, 19))
    assert entry.protected


def test_one_pupil_cannot_be_two_of_the_new_list() -> None:
    known = _known("Berg,Ola", "Berg,Ola", "Dahl,Kari")
    moved = _class("Aas,Ine", "Berg,Ola", "Berg,Ola", "Dahl,Kari")
    both = {PupilId("f1"): PupilId("s1"), PupilId("f2"): PupilId("s1")}
    ids, unclear = match_pupils(known, *moved, both)
    assert [u.pupil for u in unclear] == ["f1", "f2"]
    assert len(set(ids.values())) == len(ids)
    new = {PupilId("f1"): None, PupilId("f2"): None}
    ids, unclear = match_pupils(known, *moved, new)
    assert not unclear
    assert len(set(ids.values())) == 4
