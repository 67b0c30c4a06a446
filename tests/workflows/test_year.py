"""The year as each role may see it, kept in the store with its words sealed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.casework.year import YearEvent, YearKind
from skolemiljo_analytics.errors import AccessDeniedError, StoreError
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.wording.year import suggested_events
from skolemiljo_analytics.workflows.access import Viewer
from skolemiljo_analytics.workflows.documents.making import calendar_file
from tests.workflows.documents_school import KLASS, TODAY, DocumentSchool, document_school


@pytest.fixture
def school(tmp_path: Path) -> Iterator[DocumentSchool]:
    with document_school(tmp_path) as made:
        yield made


def own(title: str, day: date = date(2025, 9, 5)) -> YearEvent:
    return YearEvent(YearKind.OWN, day, day, title)


def kinds(events: tuple[YearEvent, ...]) -> list[YearKind]:
    return sorted({one.kind for one in events})


def test_the_year_gathers_windows_evaluations_and_own_days(school: DocumentSchool) -> None:
    space = school.space
    made = space.add_event(Role.SMT, own("  Høstaktivitetsdag "))
    events = space.year(Role.SMT, 2025)
    assert kinds(events) == [YearKind.EVALUATION, YearKind.OWN, YearKind.START, YearKind.SURVEY]
    assert [one.starts_on for one in events] == sorted(one.starts_on for one in events)
    days = [one.starts_on for one in events if one.kind is YearKind.EVALUATION]
    assert days == [date(2025, 12, 4), date(2026, 1, 9), date(2026, 1, 19)]
    (mine,) = [one for one in events if one.kind is YearKind.OWN]
    assert (mine.title, mine.event_id) == ("Høstaktivitetsdag", made)
    assert all(one.klass == KLASS for one in events if one.kind is YearKind.EVALUATION)
    space.remove_event(Role.SMT, made)
    assert YearKind.OWN not in kinds(space.year(Role.SMT, 2025))


def test_leadership_sees_no_class_and_a_teacher_the_own(school: DocumentSchool) -> None:
    assert kinds(school.space.year(Role.LEADERSHIP, 2025)) == [YearKind.START, YearKind.SURVEY]
    other = Viewer(Role.TEACHER, own=frozenset({"5A"}))
    assert YearKind.EVALUATION not in kinds(school.space.year(other, 2025))
    mine = Viewer(Role.TEACHER, own=frozenset({KLASS}))
    assert YearKind.EVALUATION in kinds(school.space.year(mine, 2025))


def test_the_schools_first_day_moves_the_window(school: DocumentSchool) -> None:
    def opens() -> date:
        events = school.space.year(Role.SMT, 2025)
        return next(one.starts_on for one in events if one.kind is YearKind.SURVEY)

    assert opens() == date(2025, 9, 15)
    for day in (date(2025, 8, 11), date(2025, 8, 25)):
        school.space.add_event(Role.LEADERSHIP, YearEvent(YearKind.START, day, day))
    assert opens() == date(2025, 9, 22)
    starts = [e for e in school.space.own_events(Role.SMT) if e.kind is YearKind.START]
    assert len(starts) == 1


def test_who_may_not_write_is_refused_and_so_is_what_follows_from_plans(
    school: DocumentSchool,
) -> None:
    with pytest.raises(AccessDeniedError):
        school.space.add_event(Role.TEACHER, own("Tur"))
    with pytest.raises(AccessDeniedError):
        school.space.remove_event(Role.TEACHER, "x")
    with pytest.raises(StoreError):
        school.space.add_event(Role.SMT, YearEvent(YearKind.EVALUATION, TODAY, TODAY))
    with pytest.raises(StoreError, match="words"):
        school.space.add_event(Role.SMT, own("  "))
    with pytest.raises(StoreError, match="school"):
        school.space.year(Role.SMT, 2025, "no such school")


def test_the_words_are_sealed_on_disk(school: DocumentSchool, tmp_path: Path) -> None:
    school.space.add_event(Role.SMT, own("Hemmelig utflukt"))
    files = [one for one in (tmp_path / "data").rglob("*") if one.is_file()]
    assert files
    assert not any(b"Hemmelig utflukt" in one.read_bytes() for one in files)
    school.space.remove_demo(Role.SMT)
    assert school.space.schools(Role.SMT) == ()


def test_a_calendar_file_holds_the_roles_year_and_nobody(school: DocumentSchool) -> None:
    team = calendar_file(school.space, Role.SMT).decode()
    assert "Vurdere tiltak i 7B" in team
    assert not any(name.given in team for name in school.names)
    assert "7B" not in calendar_file(school.space, Role.LEADERSHIP).decode()


def test_words_that_are_a_pupils_name_are_told_and_never_whose(school: DocumentSchool) -> None:
    space, one = school.space, school.concerned
    texts = [
        "Skidag for 7. trinn",
        f"Møte om {one.given}",
        f"Samtale med {one.family.upper()}s foreldre",
        "17. mai og skolefest",
        "",
    ]
    assert space.naming(Role.LEADERSHIP, texts) == tuple(texts[1:3])
    assert space.naming(Role.SMT, [texts[0]]) == ()
    with pytest.raises(AccessDeniedError):
        space.naming(Role.TEACHER, texts)


def test_suggested_days_of_the_year_name_nobody(school: DocumentSchool) -> None:
    for language in Language:
        titles = [one.title for one in suggested_events(2025, language)]
        assert school.space.naming(Role.SMT, titles) == ()
