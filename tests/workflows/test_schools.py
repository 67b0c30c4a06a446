"""Two schools in one place: asked about one at a time, never one shown for the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.casework.records import LegalTrack
from skolemiljo_analytics.casework.year import YearEvent, YearKind
from skolemiljo_analytics.errors import AccessDeniedError, StoreError
from skolemiljo_analytics.samples.school import sample_folder
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.workflows.access import Viewer
from skolemiljo_analytics.workflows.documents import DocumentKind
from skolemiljo_analytics.workflows.documents.making import Wanted, prepare_document
from skolemiljo_analytics.workflows.read_class import read_class
from skolemiljo_analytics.workflows.wellbeing import read_wellbeing
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

TODAY = date(2026, 4, 1)
FIFTH, SEVENTH = "Elvebakken skole", "Åsmyra skole"


def two_schools(folder: Path) -> Workspace:
    """Put the fifth grade of the invented school into one school, the seventh into another."""
    space = open_workspace(folder / "data", key_file=folder / "keys" / "k.key", today=TODAY)
    for one in sorted(sample_folder().glob("klasse_*")):
        school = FIFTH if "_5" in one.name else SEVENTH
        space.import_class(Role.SMT, read_class(one, purpose="preventive"), school=school)
    return space


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = two_schools(tmp_path_factory.mktemp("two"))
    yield made
    made.close()


def ids(space: Workspace) -> dict[str, str]:
    return {one.name: one.school_id for one in space.schools(Role.LEADERSHIP)}


def test_several_schools_must_be_told_apart(space: Workspace) -> None:
    for ask in (
        lambda: space.trend(Role.LEADERSHIP),
        lambda: space.grades(Role.LEADERSHIP),
        lambda: space.year(Role.LEADERSHIP, 2025),
        lambda: space.own_events(Role.LEADERSHIP),
        lambda: read_wellbeing(space, Role.LEADERSHIP, "", Language.NB),
    ):
        with pytest.raises(StoreError, match="several schools"):
            ask()
    with pytest.raises(StoreError, match="no such school"):
        space.trend(Role.LEADERSHIP, school_id="another")


def test_each_school_has_its_own_grades_and_lines(space: Workspace) -> None:
    school = ids(space)
    assert space.grades(Role.LEADERSHIP, school[FIFTH]) == (5,)
    assert space.grades(Role.LEADERSHIP, school[SEVENTH]) == (7,)
    units = {
        name: {(s.kind.value, s.unit) for s in space.trend(Role.LEADERSHIP, school_id=key)}
        for name, key in school.items()
    }
    assert ("grade", "7") in units[SEVENTH]
    assert all(one != ("grade", "7") for one in units[FIFTH])
    (of_class,) = {
        space.school(Role.SMT, class_id=c.class_id).name
        for c in space.classes(Role.SMT)
        if c.grade == 7
    }
    assert of_class == SEVENTH
    scales = read_wellbeing(space, Role.LEADERSHIP, "", Language.NB, school_id=school[SEVENTH])
    assert any(line.name == "7. trinn" for scale in scales for line in scale.lines)
    assert not any(line.name == "5. trinn" for scale in scales for line in scale.lines)


def test_the_newest_round_of_each_line_stands_apart_with_the_way_it_went(space: Workspace) -> None:
    school = ids(space)
    scales = read_wellbeing(space, Role.LEADERSHIP, "", Language.NB, school_id=school[SEVENTH])
    for scale in scales:
        assert list(scale.latest["Hvem"]) == [line.name for line in scale.lines]
        newest = scale.table.drop_duplicates("Hvem", keep="last")
        assert scale.latest.to_numpy().tolist() == newest.to_numpy().tolist()
        for line in scale.lines:
            said = scale.table[scale.table["Hvem"] == line.name]["Siden forrige runde"].tolist()
            means = [point.reading.value for point in line.points]
            for before, after, words in zip(means, means[1:], said[1:], strict=False):
                if words in {"Opp", "Ned"}:
                    assert (after > before) is (words == "Opp")
    everything = "".join(str(scale.table) for scale in scales)
    assert "Opp" in everything
    assert "Ned" in everything


def test_a_leader_of_one_school_reaches_that_school_only(space: Workspace) -> None:
    school = ids(space)
    mine = Viewer(Role.LEADERSHIP, schools=frozenset({school[SEVENTH]}))
    assert [one.name for one in space.schools(mine)] == [SEVENTH]
    assert space.trend(mine) == space.trend(Role.LEADERSHIP, school_id=school[SEVENTH])
    for ask in (
        lambda: space.trend(mine, school_id=school[FIFTH]),
        lambda: space.grades(mine, school[FIFTH]),
        lambda: space.year(mine, 2025, school[FIFTH]),
        lambda: space.add_event(
            mine, YearEvent(YearKind.OWN, TODAY, TODAY, "Skolefest"), school[FIFTH]
        ),
    ):
        with pytest.raises(StoreError, match="no such school"):
            ask()
    with pytest.raises(AccessDeniedError):
        space.classes(mine)
    nowhere = Viewer(Role.LEADERSHIP, schools=frozenset())
    assert space.schools(nowhere) == ()
    assert space.trend(nowhere) == ()


def test_documents_of_a_school_are_of_that_school(space: Workspace) -> None:
    school = ids(space)
    fifth = next(c.class_id for c in space.classes(Role.SMT, school[FIFTH]))
    space.open_case(Role.SMT, fifth, LegalTrack.CASE, opened_on=TODAY)

    def written(kind: DocumentKind, name: str) -> str:
        wanted = Wanted(kind, school_id=school[name])
        return repr(prepare_document(space, Role.SMT, wanted))

    for name, other in ((FIFTH, SEVENTH), (SEVENTH, FIFTH)):
        letter = written(DocumentKind.LETTER_PARENTS, name)
        assert name in letter
        assert other not in letter
    assert "5A" in written(DocumentKind.AGENDA_COORDINATION, FIFTH)
    assert "5A" not in written(DocumentKind.AGENDA_COORDINATION, SEVENTH)
    with pytest.raises(StoreError, match="several schools"):
        prepare_document(space, Role.SMT, Wanted(DocumentKind.LETTER_PARENTS))


def test_an_invented_school_does_not_make_two(tmp_path: Path) -> None:
    space = open_workspace(tmp_path / "data", key_file=tmp_path / "k.key", today=TODAY)
    assert space.school(Role.LEADERSHIP) is None
    assert space.trend(Role.LEADERSHIP) == ()
    invented = space.install_demo(Role.SMT)
    assert space.school(Role.LEADERSHIP) == invented
    folder = next(sample_folder().glob("klasse_*"))
    space.import_class(Role.SMT, read_class(folder, purpose="preventive"), school=FIFTH)
    found = space.school(Role.LEADERSHIP)
    assert found is not None
    assert found.name == FIFTH
    space.close()
