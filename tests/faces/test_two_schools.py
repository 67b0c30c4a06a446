"""Pages where there is more than one school: the reader says which, and the page says it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from skolemiljo_analytics.casework.records import (
    Account,
    ExpectedChange,
    Figure,
    LegalTrack,
    PlanItem,
    Source,
)
from skolemiljo_analytics.faces import cli
from skolemiljo_analytics.proposals.records import Level
from skolemiljo_analytics.samples.school import sample_folder
from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.read_class import read_class
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.faces.test_pages import words

Open = Callable[..., AppTest]
FIFTH, SEVENTH = "Elvebakken skole", "Åsmyra skole"


@pytest.fixture
def two(empty: Workspace) -> Workspace:
    """Two schools of one's own, both with a class called 7A."""
    for school, names in ((FIFTH, ("5a", "5b", "7a")), (SEVENTH, ("7a", "7b", "7c"))):
        for name in names:
            folder = sample_folder() / f"klasse_{name}"
            empty.import_class(Role.SMT, read_class(folder, purpose="preventive"), school=school)
    return empty


def chooser(app: AppTest, key: str) -> list[str]:
    return [label for box in app.selectbox if box.key == key for label in box.options]


def test_leadership_chooses_one_school_and_every_page_says_which(
    two: Workspace, open_page: Open
) -> None:
    app = open_page("home", role=Role.LEADERSHIP)
    assert chooser(app, "school_id") == [FIFTH, SEVENTH]
    assert app.title[0].value == FIFTH
    seventh = next(s.school_id for s in two.schools(Role.LEADERSHIP) if s.name == SEVENTH)
    app.selectbox("school_id").select(seventh).run()
    assert app.title[0].value == SEVENTH
    for page in ("trend", "documents", "year_wheel"):
        from skolemiljo_analytics.faces.web.pages import path_of

        app.switch_page(path_of(page)).run()
        assert not app.exception
        assert any(SEVENTH in str(one.value) for one in app.caption)
        assert FIFTH not in words(app)


def test_the_trend_is_that_of_the_school_chosen(two: Workspace, open_page: Open) -> None:
    app = open_page("trend", role=Role.LEADERSHIP)
    seventh = next(s.school_id for s in two.schools(Role.LEADERSHIP) if s.name == SEVENTH)
    app.selectbox("school_id").select(seventh).run()
    lines = {str(unit) for one in app.table for unit in one.value.index}
    assert lines == {"Skolen", r"7\. trinn"}


def test_a_school_of_one_class_is_told_why_nothing_is_drawn(
    empty: Workspace, open_page: Open
) -> None:
    for name, hidden in (("7a", True), ("7b", False)):
        folder = sample_folder() / f"klasse_{name}"
        empty.import_class(Role.SMT, read_class(folder, purpose="preventive"), school=SEVENTH)
        app = open_page("trend", role=Role.LEADERSHIP)
        told = [one.value for one in app.info if "kommer fra bare én klasse" in one.value]
        assert bool(told) is hidden
        assert ("Sist spurt" in words(app)) is not hidden


def test_an_invented_school_says_once_that_it_is(demo: Workspace, open_page: Open) -> None:
    folder = sample_folder() / "klasse_7a"
    demo.import_class(Role.SMT, read_class(folder, purpose="preventive"), school=SEVENTH)
    app = open_page("trend", role=Role.LEADERSHIP)
    (invented,) = [one for one in chooser(app, "school_id") if one != SEVENTH]
    assert invented.count("oppdiktet") == 1
    (key,) = [s.school_id for s in demo.schools(Role.LEADERSHIP) if s.invented]
    app.selectbox("school_id").select(key).run()
    assert words(app).count("oppdiktet") == 1


def test_those_who_choose_a_class_choose_no_school_and_can_tell_two_7a_apart(
    two: Workspace, open_page: Open
) -> None:
    app = open_page("home", role=Role.SMT)
    assert chooser(app, "school_id") == []
    assert [one for one in chooser(app, "class_id") if "7A" in one] == [
        f"7A · {FIFTH}",
        f"7A · {SEVENTH}",
    ]


def test_one_school_is_asked_about_nowhere(demo: Workspace, open_page: Open) -> None:
    app = open_page("trend", role=Role.LEADERSHIP)
    assert chooser(app, "school_id") == []


def test_the_command_line_asks_for_the_school(two: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "brev.docx"
    asked = CliRunner().invoke(cli.app, ["documents", "letter_parents", "--out", str(out)])
    assert asked.exit_code == 2
    assert SEVENTH in asked.output
    assert not out.exists()
    made = CliRunner().invoke(
        cli.app, ["documents", "letter_parents", "--out", str(out), "--school", SEVENTH]
    )
    assert made.exit_code == 0, made.output
    assert out.read_bytes()[:2] == b"PK"
    unknown = CliRunner().invoke(
        cli.app, ["documents", "letter_parents", "--out", str(out), "--school", "En annen"]
    )
    assert unknown.exit_code == 2


def test_leadership_is_told_how_much_waits_and_what_hidden_means(
    demo: Workspace, open_page: Open
) -> None:
    said = words(open_page("home", role=Role.LEADERSHIP))
    assert "Vurderinger over tida: 0" in said
    assert "koordineringsmøte" not in said  # nothing to do about nothing
    day = date(2026, 2, 2)
    demo.open_case(Role.SMT, "7A", LegalTrack.CASE, opened_on=day, reported_on=day)
    (case,) = demo.cases(Role.SMT, "7A")
    demo.tell(Role.SMT, case, Account("Det ble stille.", "", "", day, Source.PUPIL))
    (case,) = demo.cases(Role.SMT, "7A")
    change = ExpectedChange(Figure.OBSERVATION, words="Flere på tvers")
    item = PlanItem(0, "p", "a", Level.GROUP, day, "Lærer", day, change, "Klassen")
    demo.decide(Role.SMT, case, item)
    said = words(open_page("home", role=Role.LEADERSHIP))
    assert "Saker som venter på samtalen med eleven: skjult" in said
    assert "koordineringsmøte" in said
    assert "Regelsett: skole_streng" in said
    assert "7A" not in said
    assert "Vurderinger over tida" not in words(open_page("home", role=Role.TEACHER))
