"""The pages of the five steps, with the invented school."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.faces.test_pages import words

Open = Callable[..., AppTest]


def _click(app: AppTest, label: str) -> AppTest:
    return next(b for b in app.button if b.label == label).click().run()


def _write(app: AppTest, **texts: str) -> None:
    boxes = [*app.text_area, *app.text_input]
    for start, text in texts.items():
        next(b for b in boxes if b.label.replace(" ", "_").startswith(start)).input(text)


def test_what_was_expected_is_locked_and_set_beside_the_answers(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("case_before", label="7B", role=Role.TEACHER)
    assert "Låst" not in words(app)
    _click(app, "Lås")
    assert app.error
    pupils = list(app.multiselect[0].options)
    _write(app, Med_egne_ord="To grupper", Hvilke_voksne="Kontaktlærer")
    _click(app, "Lås")
    assert not app.exception
    assert not app.error
    said = words(app)
    assert "Kontaktlærer" in said
    assert "Dere ventet det, og svarene viser det ikke" in said
    assert len(pupils) > 20


def test_the_map_offers_to_write_first_only_until_it_was_opened(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("class_map", label="7B")
    assert "Ingen har åpnet dette kartet" in words(app)
    app.run()
    assert "Ingen har åpnet dette kartet" not in words(app)


def test_the_class_is_described_without_those_in_parentheses(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("case_bracket", label="7B")
    assert "Ingen er satt i parentes" in words(app)
    class_id = app.session_state["class_id"]
    demo.put_in_brackets(Role.SMT, class_id, demo.roster(Role.SMT, class_id).ids[:2])
    app.run()
    assert not app.exception
    assert "Par som valgte hverandre" in words(app)


def test_a_portrait_without_the_adults_own_answers_says_it_is_incomplete(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("case_questions", label="7B", role=Role.TEACHER)
    assert "Ufullstendig" in app.warning[0].value
    _click(app, "Lagre utkast")
    assert app.error
    for area in app.text_area:
        if area.key in {"p5_adults", "p9_adults"}:
            area.input("Vi begynner timene likt.")
    _write(app, Hvilke_voksne="Teamet")
    _click(app, "Lagre utkast")
    assert not app.exception
    assert not app.warning
    _write(app, Hvem_godkjenner="Leder")
    _click(app, "Godkjenn versjonen")
    (version,) = demo.answers(Role.SMT, app.session_state["class_id"])
    assert (version.approved_by, version.complete) == ("Leder", True)
    assert "ble godkjent" in words(app)


def test_a_case_is_opened_told_decided_and_not_closed_before_step_four(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("case_file", label="7B", role=Role.TEACHER)
    app.radio[0].set_value(app.radio[0].options[1] and "case")
    _click(app, "Åpne saken")
    assert not app.exception
    assert "**Mistanke** → Undersøke" in words(app)
    assert "Statsforvalteren" in words(app)
    _write(app, Hva_skjedde="Det ble stille.")
    _click(app, "Lagre det som er fortalt")
    assert "Det ble stille." in words(app)
    _click(app, "Lagre beslutningen")
    assert app.error
    _write(
        app,
        Hvilket_problem="Få arbeider på tvers",
        Hva_gjør_de_voksne="Læreren setter sammen parene",
        Hvem_gjør_det="Kontaktlærer",
        Hvem_er_hørt="Klassen",
        Hva_skal_dere="Flere på tvers",
    )
    _click(app, "Lagre beslutningen")
    assert not app.exception
    assert "1. Læreren setter sammen parene" in words(app)
    assert "Bare skolemiljøteamet" in words(app)
    _write(app, Hvordan_ble_det="I dialog")
    _click(app, "Avslutt")
    assert "Gå tilbake til den det gjelder" in app.error[0].value
