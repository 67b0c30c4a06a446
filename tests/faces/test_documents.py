"""The page of documents for every role, and the command that makes the same ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from skolemiljo_analytics.faces import cli
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.workflows.documents import DocumentKind, Shelf, info_of
from skolemiljo_analytics.workflows.workspace import Workspace

Open = Callable[..., AppTest]


def text_of(app: AppTest) -> str:
    return "\n".join(part.value for part in [*app.markdown, *app.caption, *app.error])


@pytest.mark.parametrize("language", list(Language))
def test_the_page_lists_documents_by_who_reads_them(
    demo: Workspace, open_page: Open, language: Language
) -> None:
    app = open_page("documents", language=language, label="7B")
    assert not app.exception
    assert len(app.radio[0].options) >= 1
    titles = {"nb": "Klassetiltaksplan", "nn": "Klassetiltaksplan", "en": "Class action plan"}
    assert titles[language] in text_of(app)


def test_a_document_is_read_on_the_page_first(demo: Workspace, open_page: Open) -> None:
    app = open_page("documents", role=Role.TEACHER, label="7B")
    assert "KTP" not in text_of(app)
    app.toggle(key="look_class_plan").set_value(True).run()
    assert not app.exception
    assert "KTP" in text_of(app)
    assert "Hvem kan se det" in text_of(app)


def test_leadership_has_what_is_about_the_school_alone(demo: Workspace, open_page: Open) -> None:
    app = open_page("documents", role=Role.LEADERSHIP)
    assert not app.exception
    assert app.radio[0].options == [
        "Vi som følger opp",
        "Elever og foresatte",
        "Ansvarlige for personvern",
    ]
    assert "Årshjul" in text_of(app)
    assert "Klassetiltaksplan" not in text_of(app)
    app.radio[0].set_value(Shelf.PRIVACY).run()
    app.toggle(key="look_dpia").set_value(True).run()
    assert not app.exception
    assert "Behandlingsgrunnlag" in text_of(app)


def test_a_bad_template_is_told_on_the_page(
    demo: Workspace, open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mal.docx").write_bytes(b"PK")
    monkeypatch.setenv("SKOLEMILJO_TEMPLATES", str(tmp_path))
    app = open_page("documents", label="7B")
    assert [error.value.startswith("Skolens mal kan ikke brukes") for error in app.error] == [True]


def test_a_meeting_has_its_agenda_and_minutes_in_one_box(demo: Workspace, open_page: Open) -> None:
    app = open_page("documents", label="7B")
    shelf = app.radio[0]
    shelf.set_value(Shelf.MEETING).run()
    assert not app.exception
    assert [len(radio.options) for radio in app.radio[1:]] == [2, 2, 2, 2]
    assert "Saksliste for 30 minutter" in text_of(app)
    app.radio[1].set_value(info_of(DocumentKind.MINUTES_SMT)).run()
    assert "Referat til å fylle ut for 30 minutter" in text_of(app)


# -- the command -------------------------------------------------------------------------------


def invoke(*words: object) -> tuple[int, str]:
    import typer

    result = CliRunner().invoke(cli.app, ["documents", *map(str, words)])
    assert result.exception is None or isinstance(result.exception, SystemExit | typer.Exit)
    return result.exit_code, result.output


def test_the_command_lists_every_kind(demo: Workspace) -> None:
    code, said = invoke()
    assert code == 0
    assert all(kind in said for kind in DocumentKind)


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_command_writes_a_plan(demo: Workspace, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"plan.{ending}"
    code, said = invoke("class_plan", "--class", "7B", "--out", out)
    assert (code, out.exists()) == (0, True), said
    assert out.read_bytes()[:2] == (b"%P" if ending == "pdf" else b"PK")


def test_the_template_can_be_fetched(tmp_path: Path) -> None:
    code, _ = invoke("template", "--out", tmp_path / "mal.docx")
    assert code == 0
    assert (tmp_path / "mal.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("class_plan", "--class", "9Z", "--out", "x.pdf"), "7B"),
        (("class_plan", "--class", "7B", "--round", "1999-01", "--out", "x.pdf"), "2025-10"),
        (("pupil_plan", "--class", "7B", "--out", "x.pdf"), "0"),
        (("class_plan", "--class", "7B", "--out", "x.odt"), "docx"),
        (("class_plan", "--class", "7B"), "med --out"),
        (("template",), "med --out"),
        (("nonsense", "--out", "x.pdf"), "«nonsense» er ikke et av dokumentene"),
    ],
)
def test_what_cannot_be_made_is_told(demo: Workspace, words: tuple[str, ...], said: str) -> None:
    code, output = invoke(*words)
    assert code == 2
    assert said in output


def test_the_command_writes_the_year_as_a_calendar(demo: Workspace, tmp_path: Path) -> None:
    code, _ = invoke("year_wheel", "--out", tmp_path / "year.ics")
    assert code == 0
    assert (tmp_path / "year.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


# -- the year ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_the_year_and_those_who_may_write_it(
    demo: Workspace, open_page: Open, role: Role
) -> None:
    app = open_page("year_wheel", role=role)
    assert not app.exception
    assert "Første skoledag" in text_of(app)
    buttons = [button.label for button in app.button]
    assert ("Legg inn et forslag til skolens år" in buttons) == (role is not Role.TEACHER)


def test_a_suggestion_is_put_in_and_one_day_taken_out(demo: Workspace, open_page: Open) -> None:
    app = open_page("year_wheel", role=Role.LEADERSHIP)
    press(app, "Legg inn et forslag til skolens år")
    assert not app.exception
    assert "Karneval" in text_of(app)
    before = len(demo.own_events(Role.SMT))
    press(app, "Ta ut")
    assert len(demo.own_events(Role.SMT)) == before - 1


def test_a_day_that_may_name_a_pupil_is_asked_about_once_more(
    demo: Workspace, open_page: Open
) -> None:
    class_id = demo.classes(Role.SMT)[0].class_id
    given = next(iter(demo.names(Role.SMT, class_id).values())).given
    app = open_page("year_wheel", role=Role.LEADERSHIP)
    assert not app.warning
    (words,) = [box for box in app.text_input if box.label == "Hva skjer?"]
    words.input(f"Møte om {given}")
    press(app, "Legg til")
    assert "navnet til en elev" in app.warning[0].value
    assert demo.own_events(Role.LEADERSHIP) == ()
    next(box for box in app.checkbox if "ingen elev" in box.label).check()
    press(app, "Legg til")
    (event,) = demo.own_events(Role.LEADERSHIP)
    assert event.title == f"Møte om {given}"
    assert given in app.warning[0].value  # said again where the calendar is taken out
    assert not open_page("year_wheel", role=Role.TEACHER).warning


def test_a_day_without_words_is_refused(demo: Workspace, open_page: Open) -> None:
    app = open_page("year_wheel")
    press(app, "Legg til")
    assert [error.value for error in app.error] == [
        "Skriv noen ord, og la siste dag komme etter den første."
    ]


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
