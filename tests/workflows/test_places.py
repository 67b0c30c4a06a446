"""Places on the map: kept with the round, the same as found anew, and gone when they must go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import AccessDeniedError, AnswersDeletedError
from skolemiljo_analytics.portrait import groupings
from skolemiljo_analytics.views.drawing import place_class
from skolemiljo_analytics.views.layouts import Layout
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.workflows import class_map
from skolemiljo_analytics.workflows.class_map import find_labeller, place_in_round
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace
from tests.workflows.small_school import write_class

ROUNDS = (("høst", "2025-10-07"), ("vår", "2026-03-10"), ("ny høst", "2026-10-06"))


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(
        tmp_path / "data", key_file=tmp_path / "key" / "names.key", today=date(2025, 9, 1)
    )
    for folder, day in ROUNDS:
        workspace.import_class(Role.SMT, write_class(tmp_path / folder, day), school="Vika skole")
    yield workspace
    workspace.close()


@pytest.fixture
def class_id(school: Workspace) -> str:
    return school.classes(Role.SMT)[0].class_id


def _place(school: Workspace, class_id: str, nth: int = -1) -> Layout:
    key = school.rounds(Role.SMT, class_id)[nth].key
    return place_in_round(school, Role.SMT, class_id, key, language=Language.NB)


def _of_whole_portraits(school: Workspace, class_id: str) -> Layout | None:
    label = find_labeller(school, Role.SMT, class_id, Language.NB)
    layout = None
    for one in school.rounds(Role.SMT, class_id):
        where = (Role.SMT, class_id, one.key)
        layout = place_class(
            school.graph(*where), school.portrait(*where), labeller=label, previous_layout=layout
        )
    return layout


def test_places_are_those_that_whole_portraits_give(school: Workspace, class_id: str) -> None:
    expected = _of_whole_portraits(school, class_id)
    assert _place(school, class_id) == expected
    assert _place(school, class_id) == expected  # as kept


def test_the_next_look_searches_for_nothing(
    school: Workspace, class_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [_place(school, class_id, nth) for nth in range(3)]

    def search(*_: object, **__: object) -> None:
        raise AssertionError("searched again")

    monkeypatch.setattr(class_map, "place_class", search)
    assert [_place(school, class_id, nth) for nth in range(3)] == first


def test_of_an_earlier_round_no_portrait_is_made(
    school: Workspace, class_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    whole = school.portrait

    def portrait(role: Role, class_id: str, key: str) -> object:
        asked.append(key)
        return whole(role, class_id, key)

    monkeypatch.setattr(school, "portrait", portrait)
    _place(school, class_id)
    assert asked == [school.rounds(Role.SMT, class_id)[-1].key]


def test_pupils_stay_put_when_last_years_answers_are_deleted(
    school: Workspace, class_id: str
) -> None:
    before = _place(school, class_id)
    assert school.purge(date(2026, 8, 1)) == 2
    assert _place(school, class_id) == before


def test_the_map_opens_when_earlier_places_were_never_kept(
    school: Workspace, class_id: str
) -> None:
    school.purge(date(2026, 8, 1))
    newest = school.rounds(Role.SMT, class_id)[-1].key
    graph = school.graph(Role.SMT, class_id, newest)
    assert set(_place(school, class_id).positions) == set(graph.pupils)
    with pytest.raises(AnswersDeletedError):
        _place(school, class_id, 0)


def test_new_answers_are_placed_anew(school: Workspace, class_id: str, tmp_path: Path) -> None:
    key = school.rounds(Role.SMT, class_id)[0].key
    mark, kept = school.kept_places(Role.SMT, class_id, key, before="")
    assert kept is None
    _place(school, class_id)
    assert school.kept_places(Role.SMT, class_id, key, before="")[1] is not None
    assert school.kept_places(Role.SMT, class_id, key, before="another round before")[1] is None
    assert school.kept_places(Role.SMT, class_id, key, before="")[0] == mark


def test_an_erased_pupil_takes_the_places_of_the_class(school: Workspace, class_id: str) -> None:
    pupil = sorted(_place(school, class_id).positions)[0]
    school.erase_pupil(Role.SMT, class_id, pupil)
    with school._store.read() as work:
        for one in work.rounds.infos(class_id):
            assert work.judgements.newest_places(class_id, one.key) is None
    assert pupil not in _place(school, class_id)


def test_looking_at_the_map_is_no_entry_of_the_log(school: Workspace, class_id: str) -> None:
    before = school.audit(Role.SMT)
    _place(school, class_id)
    assert school.audit(Role.SMT) == before


def test_leadership_gets_no_places(school: Workspace, class_id: str) -> None:
    key = school.rounds(Role.SMT, class_id)[0].key
    _, kept = school.kept_places(Role.SMT, class_id, key, before="")
    assert kept is None
    with pytest.raises(AccessDeniedError):
        school.kept_places(Role.LEADERSHIP, class_id, key, before="")


def test_groupings_found_alone_are_those_of_the_portrait(school: Workspace, class_id: str) -> None:
    for one in school.rounds(Role.SMT, class_id):
        where = (Role.SMT, class_id, one.key)
        for described in school.portrait(*where).relations:
            alone = groupings.find_groupings(school.graph(*where), described.key)
            assert alone == described.groupings
