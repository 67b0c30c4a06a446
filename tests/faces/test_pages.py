"""Every page, for every role, with the invented school and with nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.faces.web.pages import PAGES, path_of
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.workflows.access import DEFAULT_ACCESS
from skolemiljo_analytics.workflows.workspace import Workspace

Open = Callable[..., AppTest]


def words(app: AppTest) -> str:
    """Return all text on the page, as shown."""
    parts = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.info, *app.error]
    return "\n".join(re.sub(r"\\(.)", r"\1", str(part.value)) for part in parts)


def pages_of(role: Role) -> list[str]:
    return [
        p.key for p in PAGES if not p.needs or any(DEFAULT_ACCESS.may(role, n) for n in p.needs)
    ]


CASES = [(page, role) for role in Role for page in pages_of(role)]


@pytest.mark.parametrize(("page", "role"), CASES)
def test_every_page_opens_for_every_role_that_has_it(
    demo: Workspace, open_page: Open, page: str, role: Role
) -> None:
    app = open_page(page, role=role)
    assert not app.exception
    assert not app.error
    assert app.title
    assert "app." not in "".join(t.value for t in app.title)


@pytest.mark.parametrize("page", [p.key for p in PAGES])
def test_every_page_opens_where_there_is_nothing(
    empty: Workspace, open_page: Open, page: str
) -> None:
    app = open_page(page)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", [p.key for p in PAGES])
def test_every_page_speaks_every_language(
    demo: Workspace, open_page: Open, page: str, language: Language
) -> None:
    app = open_page(page, language=language)
    assert not app.exception
    titles = {Language.NB: "Portrett", Language.NN: "Portrett", Language.EN: "Portrait"}
    if page == "portrait":
        assert app.title[0].value == titles[language]


def test_leadership_has_no_page_about_a_class(demo: Workspace, open_page: Open) -> None:
    assert pages_of(Role.LEADERSHIP) == ["home", "trend", "documents", "year_wheel"]
    app = open_page("home", role=Role.LEADERSHIP)
    assert not [b for b in app.selectbox if str(b.key).startswith(("class_id", "round"))]
    with pytest.raises(ValueError, match="page"):
        app.switch_page(path_of("portrait"))


def test_the_invented_school_is_named_where_it_is_said_to_be_invented(
    demo: Workspace, open_page: Open
) -> None:
    name = next(one.name for one in demo.schools(Role.SMT) if one.invented)
    for role in (Role.SMT, Role.LEADERSHIP):
        said = words(open_page("home", role=role))
        assert f"**{name} finnes ikke.**" in said
        assert ("lese inn din egen klasse" in said) is (role is Role.SMT)


def test_leadership_sees_no_class_and_no_name(demo: Workspace, open_page: Open) -> None:
    app = open_page("trend", role=Role.LEADERSHIP)
    tables = "".join(table.value.to_csv() for table in app.table)
    shown = words(app) + tables.replace("\\", "")
    assert "7. trinn" in shown
    assert not re.search(r"\b[57][ABC]\b", shown)


def test_an_empty_tool_offers_the_invented_school_and_it_can_be_removed(
    empty: Workspace, open_page: Open
) -> None:
    app = open_page()
    (button,) = [b for b in app.button if "oppdiktede" in b.label]
    button.click().run()
    assert "oppdiktet" in app.title[0].value
    (button,) = [b for b in app.button if "Fjern" in b.label]
    button.click().run()
    assert not empty.schools(Role.SMT)
    assert app.success


def test_home_says_who_answered(demo: Workspace, open_page: Open) -> None:
    assert "25 av 26 elever svarte" in words(open_page(label="5A"))


def test_home_puts_the_next_step_before_the_way_through(demo: Workspace, open_page: Open) -> None:
    first = open_page(label="5A")
    assert "Neste steg" in [one.value for one in first.caption]
    assert first.subheader[0].value == "1. Skriv hva dere venter å se"
    open_page("class_map", label="5A")
    later = open_page(label="5A")
    assert later.subheader[0].value == "3. Les portrettet, og sjekk"
    assert "1. Skriv hva dere venter å se :gray-badge[Kartet er åpnet]" in words(later)


def test_the_portrait_says_who_answered_before_anything_is_found(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("portrait", label="7B")
    said = words(app)
    headings = [h.value for h in app.subheader]
    assert headings[0] == "Hvem svarte"
    assert re.search(
        r"Mellom \d+ og \d+ av \d+ elever svarte|\d+ av \d+ elever svarte på hvert", said
    )
    assert said.index("elever svarte") < said.index("Klart")
    assert headings.index("Klassen og grupperingene") < headings.index("Én elev om gangen")


def test_nothing_about_one_pupil_shows_before_the_pupil_is_chosen(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("portrait", label="7A")
    before = len(app.expander)
    (box,) = [b for b in app.selectbox if b.label == "Elev"]
    assert box.value is None
    box.select_index(0).run()
    assert len(app.expander) > before


def test_a_finding_is_marked_as_checked(demo: Workspace, open_page: Open) -> None:
    app = open_page("portrait", label="7B")
    app.text_input[0].input("Kontaktlærer")
    app.text_input[1].input("Observasjon i friminutt")
    next(b for b in app.button if b.label == "Lagre").click().run()
    assert not app.exception
    class_id, key = app.session_state["class_id"], app.session_state["round"]
    (check,) = demo.checks(Role.SMT, class_id, key)
    assert check.checked_by == "Kontaktlærer"
    assert "Sjekket og stemmer" in words(app)


def test_a_check_needs_a_person_and_a_way(demo: Workspace, open_page: Open) -> None:
    app = open_page("portrait", label="7B")
    next(b for b in app.button if b.label == "Lagre").click().run()
    assert app.error
    class_id, key = app.session_state["class_id"], app.session_state["round"]
    assert not demo.checks(Role.SMT, class_id, key)


def _choose_first(app: AppTest) -> AppTest:
    return next(b for b in app.button if b.label == "Velg dette").click().run()


def test_at_most_five_proposals_each_with_what_speaks_against(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("proposals", label="7B")
    buttons = [b for b in app.button if b.label == "Velg dette"]
    assert 1 <= len(buttons) <= 5
    assert words(app).count("Dette taler mot") == len(buttons)


def test_a_proposal_cannot_be_chosen_before_what_it_rests_on_is_checked(
    demo: Workspace, open_page: Open
) -> None:
    app = _choose_first(open_page("proposals", label="7B"))
    next(b for b in app.button if b.label == "Lagre valget").click().run()
    assert "20-5" in app.error[0].value
    assert not demo.cases(Role.SMT, app.session_state["class_id"])


def test_a_checked_proposal_is_chosen_with_person_and_dates(
    demo: Workspace, open_page: Open
) -> None:
    app = _choose_first(open_page("proposals", label="7B"))
    app.checkbox[0].check()
    answers = {
        "Hvem har sjekket?": "Kontaktlærer",
        "Hvordan?": "Samtale",
        "Hvem bestemmer dette?": "Teamet",
    }
    for box in app.text_input:
        if box.label in answers:
            box.input(answers[box.label])
    for area in app.text_area:
        area.input("Flere arbeider sammen på tvers.")
    next(b for b in app.button if b.label == "Lagre valget").click().run()
    assert not app.exception
    assert not app.error
    (case,) = demo.cases(Role.SMT, app.session_state["class_id"])
    (item,) = case.plan
    assert (str(case.track), item.decided_by) == ("preventive", "Teamet")
    assert item.evaluate_on > item.starts_on >= date(2025, 1, 1)
    assert item.heard
    assert item.catalogue_id
    assert item.expected.words
    assert "Dette har dere valgt" in words(app)


def test_the_lines_of_python_shown_give_the_same_round(demo: Workspace, open_page: Open) -> None:
    app = open_page("portrait", label="7B")
    (code,) = app.code
    assert f'round="{app.session_state["round"]}"' in code.value


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://host.example/x.png)",
        "**fet** _skrå_ `kode` $x$",
        ":red[a] :material/home: :smile:",
        "<b>a</b> # h",
        "www.host.example a@b.no",
    ],
)
def test_what_people_wrote_is_shown_letter_by_letter(text: str) -> None:
    safe = plain(text)
    assert re.sub(r"\\(.)", r"\1", safe).replace("\u2060", "") == text
    assert not re.search(r"(?<!\\)[*_`\[\]<>#$]", safe)
    assert not re.search(r":(?!\u2060)", safe)
