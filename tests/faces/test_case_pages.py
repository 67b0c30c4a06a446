"""The pages of the five steps, with the invented school."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.casework.questions import Answer, PortraitQuestion
from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Evaluation,
    ExpectedChange,
    Figure,
    LegalTrack,
    Outcome,
    PlanItem,
    Source,
)
from skolemiljo_analytics.proposals.records import Level
from skolemiljo_analytics.vocabulary import Language, Role, Scope
from skolemiljo_analytics.wording.formal import pupil_statements
from skolemiljo_analytics.workflows.class_map import find_labeller
from skolemiljo_analytics.workflows.documents import DocumentKind
from skolemiljo_analytics.workflows.documents.making import Wanted, prepare_document
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.faces.test_pages import words
from tests.workflows.test_formal_points import answered_form

Open = Callable[..., AppTest]
DAY = date(2026, 3, 2)


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
    _write(app, Skriv_med_egne="To grupper", Hvilke_voksne="Kontaktlærer")
    _click(app, "Lås")
    assert not app.exception
    assert not app.error
    said = words(app)
    assert "Kontaktlærer" in said
    assert "Dere ventet det, og svarene viser det ikke" in said
    assert "To grupper" in said


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


def test_nobody_who_had_left_before_the_round_is_asked_about(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("case_bracket", label="7B")
    class_id, key = app.session_state["class_id"], app.session_state["round"]
    everybody = demo.roster(Role.SMT, class_id).ids
    there = demo.roster(Role.SMT, class_id, key).ids
    gone = set(everybody) - set(there)
    assert gone
    assert len(app.button_group[0].options) == len(there)
    demo.put_in_brackets(Role.SMT, class_id, tuple(gone))
    app.run()
    assert len(app.button_group[0].options) == len(there) + len(gone)


def test_a_portrait_without_the_adults_own_answers_says_it_is_incomplete(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("case_questions", label="7B", role=Role.TEACHER)
    assert not app.warning  # nothing is begun yet
    assert "Ufullstendig" in "".join(one.value for one in app.caption)
    _click(app, "Lagre, og gå til neste")
    assert app.error
    for question in ("p5", "p9"):
        app.selectbox(key="which_question").set_value(question).run()
        _write(app, Det_vi_voksne="Vi begynner timene likt.", Hvilke_voksne="Teamet")
        if question == "p5":
            assert len(app.button_group) == 17
            app.button_group(key="p5_structure").set_value("partly")
        _click(app, "Lagre, og gå til neste")
        assert not app.exception
    assert app.session_state["which_question"] == "p10"
    assert not app.warning
    assert "2 av 14 er besvart" in words(app)
    _write(app, Hvem_godkjenner="Leder")
    _click(app, "Godkjenn versjonen")
    class_id = app.session_state["class_id"]
    (version,) = demo.answers(Role.SMT, class_id)
    assert (version.approved_by, version.complete) == ("Leder", True)
    (mark,) = version.of(PortraitQuestion.P5).points
    assert (str(mark.point), str(mark.mark)) == ("structure", "partly")
    said = words(app).replace("\u2060", "")
    assert "ble godkjent" in said
    assert "Tydelig struktur: av og til" in said


def test_two_versions_are_set_side_by_side(demo: Workspace, open_page: Open) -> None:
    app = open_page("case_questions", label="7B")
    for text in ("To grupper.", "Tre grupper."):
        app.selectbox(key="which_question").set_value("p1").run()
        _write(app, Det_vi_voksne=text, Hvilke_voksne="Teamet")
        _click(app, "Lagre, og gå til neste")
        _write(app, Hvem_godkjenner="Leder")
        _click(app, "Godkjenn versjonen")
    first, second = demo.answers(Role.SMT, app.session_state["class_id"])
    assert (first.number, second.number) == (1, 2)
    said = words(app)
    assert "Versjon 1" in said
    for text in ("Det vi voksne skriver: To grupper.", "Det vi voksne skriver: Tre grupper."):
        assert text in said.replace("\u2060", "")
    assert "Ufullstendig" in app.warning[0].value


def test_what_another_screen_wrote_meanwhile_is_read_before_it_is_written_over(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("case_questions", label="7B")
    class_id, key = app.session_state["class_id"], app.session_state["round"]
    app.selectbox(key="which_question").set_value("p1").run()
    before = demo.answers(Role.SMT, class_id)
    theirs = Answer(PortraitQuestion.P1, "Skrevet på en annen skjerm.")
    demo.write_answers(Role.SMT, class_id, key, answers=[theirs], written_by="Lærer")
    _write(app, Det_vi_voksne="Skrevet her.", Hvilke_voksne="Teamet")
    _click(app, "Lagre, og gå til neste")
    assert "Noen andre har skrevet her" in app.error[0].value
    assert demo.answers(Role.SMT, class_id)[len(before) :][0].answers == (theirs,)
    _click(app, "Lagre, og gå til neste")
    assert not app.error
    (now,) = demo.answers(Role.SMT, class_id)[len(before) :]
    assert now.of(PortraitQuestion.P1).adults == "Skrevet her."


def test_those_in_parentheses_are_not_named_in_what_is_said_of_the_class(
    demo: Workspace, open_page: Open
) -> None:
    app = open_page("portrait", label="7B")
    where = (Role.SMT, app.session_state["class_id"], app.session_state["round"])
    label = find_labeller(demo, *where[:2], Language.NB)
    said = words(app)
    group = next(f for f in demo.findings(*where) if f.scope is Scope.GROUP and f.pupils)
    pupil = next(p for p in group.pupils if label(p) in said)
    assert "( )" not in said
    demo.put_in_brackets(*where[:2], [pupil])
    app.run()
    assert "( )" in words(app)
    assert words(app).count(label(pupil)) < said.count(label(pupil))


def _open_case(app: AppTest) -> AppTest:
    app.radio[0].set_value("case")
    return _click(app, "Åpne saken")


def test_what_the_law_asks_first_stands_above_the_steps(demo: Workspace, open_page: Open) -> None:
    app = _open_case(open_page("case_file", label="7B"))
    assert "Dette må gjøres først:** Meld fra til rektor" in words(app)
    (case,) = demo.cases(Role.SMT, app.session_state["class_id"])
    demo.move_case(Role.SMT, case, stage=case.stage, reported_on=case.opened_on)
    assert "Dette må gjøres først:** Undersøk" in words(app.run())
    quiet = open_page("case_file", label="7A")
    assert "Dette må gjøres først" not in words(_click(quiet, "Åpne saken"))  # preventive


def test_a_case_is_opened_told_decided_and_not_closed_before_step_four(
    demo: Workspace, open_page: Open
) -> None:
    app = _open_case(open_page("case_file", label="7B", role=Role.TEACHER))
    assert not app.exception
    said = words(app)
    assert "Mistanke** :blue-badge" in said
    assert "Statsforvalteren" in said
    assert "§ 12-4, før 2024 § 9 A-4" in said
    (steps,) = app.button_group
    assert steps.value == "told"
    _write(app, Hva_skjedde="Det ble stille.")
    _click(app, "Lagre det som er fortalt")
    assert "Undersøke** :blue-badge" in words(app)
    assert app.button_group[0].value == "look"
    app.button_group[0].set_value("told").run()
    assert "Det ble stille." in words(app)
    assert "Neste steg er «2. Parentes og klassens portrett»" in words(app)
    app.button_group[0].set_value("decided").run()
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
    app.button_group[0].set_value("decided").run()
    assert "1. Læreren setter sammen parene" in words(app)
    assert "Nivå: klassen som gruppe" in words(app)
    app.button_group[0].set_value("back").run()
    assert "Bare skolemiljøteamet" in words(app)
    assert not [b for b in app.button if b.label == "Lagre samtalen"]
    app.button_group[0].set_value("follow_up").run()
    assert "Gå tilbake til den det gjelder, før saken avsluttes" in words(app)
    assert not [b for b in app.button if b.label == "Avslutt"]


def test_choosing_from_the_catalogue_fills_in_what_it_knows(
    demo: Workspace, open_page: Open
) -> None:
    app = _open_case(open_page("case_file", label="7B"))
    app.button_group[0].set_value("decided").run()
    (catalogue,) = [b for b in app.selectbox if b.label == "Tiltak fra katalogen"]
    catalogue.set_value("T03").run()
    assert not app.exception
    filled = {box.label: box.value for box in [*app.text_area, *app.text_input]}
    assert "overgang" in filled["Hva gjør de voksne? (b)"].lower()
    assert filled["Hvem gjør det? (d)"]


def test_a_new_case_stands_beside_the_first(demo: Workspace, open_page: Open) -> None:
    app = _open_case(open_page("case_file", label="7B"))
    (which,) = [b for b in app.selectbox if b.key == "which_case"]
    which.set_value("opening_case").run()
    app.radio[0].set_value("sharpened")
    _click(app, "Åpne saken")
    assert "straks, senest i neste pause" in words(app)
    assert len(demo.cases(Role.SMT, app.session_state["class_id"])) == 2


def test_an_evaluation_says_what_the_next_round_tells_and_the_case_is_closed(
    demo: Workspace, open_page: Open
) -> None:
    class_id = next(c.class_id for c in demo.classes(Role.SMT) if c.label == "7B")
    first, *_, last = [r.key for r in demo.rounds(Role.SMT, class_id)]
    assert first < last
    demo.open_case(Role.SMT, class_id, LegalTrack.CASE, opened_on=DAY, reported_on=DAY)
    (case,) = demo.cases(Role.SMT, class_id)
    demo.tell(Role.SMT, case, Account("Det ble stille.", "", "", DAY, Source.PUPIL))
    (case,) = demo.cases(Role.SMT, class_id)
    change = ExpectedChange(Figure.MUTUAL_PAIRS, "friminutt", True, 3, "", "Flere på tvers")
    item = PlanItem(
        0, "Få på tvers", "Voksne deler inn", Level.GROUP, DAY, "Lærer", DAY, change, "Klassen",
        round_key=first, catalogue_id="T02",
    )  # fmt: skip
    demo.decide(Role.SMT, case, item)
    app = open_page("case_file", label="7B")
    assert app.button_group[0].value == "look"
    assert "Fristen er passert" in words(app)
    app.button_group[0].set_value("follow_up").run()
    assert "som 6 mot 0" in words(app)
    _write(app, Hva_bygger="Observasjon i tre uker")
    _click(app, "Lagre vurderingen")
    app.button_group[0].set_value("back").run()
    (pupil,) = [b for b in app.selectbox if b.label == "Elev"]
    pupil.set_value(demo.roster(Role.SMT, class_id).ids[0])
    _write(app, Hvordan_har_eleven="Bedre nå")
    _click(app, "Lagre samtalen")
    app.button_group[0].set_value("follow_up").run()
    _write(app, Hvordan_ble_det="I dialog")
    _click(app, "Avslutt")
    assert "Avsluttet" in app.success[-1].value
    (case,) = demo.cases(Role.SMT, class_id)
    assert case.closing is not None
    assert str(case.stage) == "onward"


def test_a_case_never_reported_is_closed_with_a_written_reason_only(
    demo: Workspace, open_page: Open
) -> None:
    class_id = next(c.class_id for c in demo.classes(Role.SMT) if c.label == "7B")
    demo.open_case(Role.SMT, class_id, LegalTrack.CASE, opened_on=DAY)
    (case,) = demo.cases(Role.SMT, class_id)
    demo.tell(Role.SMT, case, Account("Det ble stille.", "", "", DAY, Source.PUPIL))
    pupil = demo.roster(Role.SMT, class_id).ids[0]
    demo.go_back(Role.SMT, case, BackToAffected(pupil, DAY, "Bedre nå", ""))
    demo.evaluate(Role.SMT, case, Evaluation(DAY, Outcome.RESTORED_CLOSED, "Samtale"))
    app = open_page("case_file", label="7B")
    app.button_group[0].set_value("follow_up").run()
    warned = "".join(re.sub(r"\\(.)", r"\1", str(one.value)) for one in app.warning)
    assert "Det står ikke når rektor fikk melding (§ 12-4, før 2024 § 9 A-4)" in warned
    assert "Saken har ingen skriftlig plan" in warned
    assert "Hør eleven" not in warned
    assert "undersøkt" not in warned
    _write(app, Hvordan_ble_det="I dialog")
    _click(app, "Avslutt")
    assert "Skriv hvorfor saken avsluttes" in app.error[0].value
    assert demo.cases(Role.SMT, class_id)[0].closing is None
    _write(app, Hvorfor_avsluttes="Rektor var med fra første dag")
    _click(app, "Avslutt")
    (case,) = demo.cases(Role.SMT, class_id)
    assert case.closing is not None
    assert case.closing.despite == "Rektor var med fra første dag"
    said = "".join(str(one.value) for one in app.warning)
    assert "Rektor var med fra første dag" in said
    assert "meldt fra til rektor" in said
    plan = prepare_document(
        demo, Role.SMT, Wanted(DocumentKind.PUPIL_PLAN, class_id, case_id=case.id)
    )
    assert "Rektor var med fra første dag" in repr(plan)


def test_the_pupils_answers_stand_beside_the_adults_points(
    empty: Workspace, open_page: Open, tmp_path: Path
) -> None:
    klass = answered_form(tmp_path / "form", Language.NB)
    empty.import_class(Role.SMT, klass, school="Vika skole")
    app = open_page("case_questions")
    (which,) = [b for b in app.selectbox if b.key == "which_question"]
    which.set_value(PortraitQuestion.P5).run()
    assert not app.exception
    assert sum(one.value.startswith("Elevene:") for one in app.caption) == 17
    (offered,) = app.code
    assert offered.value.splitlines() == list(pupil_statements(Language.NB))
    which = next(b for b in app.selectbox if b.key == "which_question")
    which.set_value(PortraitQuestion.P9).run()
    assert not app.code
    assert not any(one.value.startswith("Elevene:") for one in app.caption)
