"""Reading a class in through the page: purpose first, names decided by a person, then stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.readers.decisions import list_questions, write_decisions
from skolemiljo_analytics.readers.reading import Reading
from skolemiljo_analytics.readers.report import ImportReport
from skolemiljo_analytics.tables.report import ColumnRole, FileKind
from skolemiljo_analytics.vocabulary import Polarity, Purpose, Role
from skolemiljo_analytics.workflows.access import Viewer
from skolemiljo_analytics.workflows.importing import ImportDecisions
from skolemiljo_analytics.workflows.open_questions import open_questions, others_to_choose
from skolemiljo_analytics.workflows.read_class import class_of
from skolemiljo_analytics.workflows.uploading import Upload, decisions_to_keep, read_upload
from skolemiljo_analytics.workflows.workspace import Workspace

Open = Callable[..., AppTest]

LIST = "Etternavn;Fornavn;Klasse\nBerg;Ada;3A\nLi;Bo;3A\nDal;Cecilie;3A\nEide;Dina;3A\n"
ANSWERS = (
    "Tidsmerke,Navn,Hvem vil du helst være sammen med i friminuttene?\n"
    '2025-10-14 09.12.33,Ada Berg,"Bo Li, Cecilie Dal"\n'
    "2025-10-14 09.13.33,Bo Li,Ada Berg\n"
    "2025-10-14 09.14.33,Cecilie Dal,{typed}\n"
)


def _files(typed: str = "Dina Eide") -> dict[str, bytes]:
    return {"liste.csv": LIST.encode(), "svar.csv": ANSWERS.format(typed=typed).encode()}


def _upload(app: AppTest, files: dict[str, bytes]) -> AppTest:
    app.radio(key="import_purpose").set_value(Purpose.PREVENTIVE).run()
    given = [(name, data, "text/csv") for name, data in files.items()]
    return app.file_uploader[0].set_value(given).run()


def test_files_are_not_asked_for_before_the_purpose(empty: Workspace, open_page: Open) -> None:
    app = open_page("read_in")
    assert not app.file_uploader
    app.radio(key="import_purpose").set_value(Purpose.PREVENTIVE).run()
    assert app.file_uploader


def test_a_suspicion_needs_its_grounds_before_any_file(empty: Workspace, open_page: Open) -> None:
    app = open_page("read_in")
    app.radio(key="import_purpose").set_value(Purpose.SUSPICION).run()
    assert not app.file_uploader
    assert app.info


def test_a_class_that_is_understood_is_stored_when_the_person_says_so(
    empty: Workspace, open_page: Open
) -> None:
    app = _upload(open_page("read_in"), _files())
    assert not app.exception
    assert not empty.schools(Role.SMT)
    app.text_input(key="school").input("Lia skole").run()
    next(b for b in app.button if b.label == "Lagre klassen").click().run()
    assert not app.exception
    (info,) = empty.classes(Role.SMT)
    assert info.label == "3A"
    assert empty.graph(Role.SMT, info.class_id, "2025-10").named("friminutt").sum() == 4
    assert app.session_state["class_id"] == info.class_id


def test_a_name_the_machine_may_not_decide_waits_for_a_person(
    empty: Workspace, open_page: Open
) -> None:
    app = _upload(open_page("read_in"), _files("Dinna Eidde"))
    assert not [b for b in app.button if b.label == "Lagre klassen"]
    assert "Dinna Eidde" in [text.value for text in app.text]
    files = Upload(_files("Dinna Eidde"), Purpose.PREVENTIVE)
    (question,) = open_questions(read_upload(files).report)
    next(b for b in app.button if b.label == "Neste").click().run()
    assert app.warning
    app.radio[-1].set_value(question.candidates[0][0])
    next(b for b in app.button if b.label == "Neste").click().run()
    assert not app.exception
    assert [text for text in app.text_input if text.key == "school"]


@pytest.mark.parametrize("chosen", [True, False])
def test_an_answer_settles_the_question_and_is_kept(chosen: bool) -> None:
    upload = Upload(_files("Dinna Eidde"), Purpose.PREVENTIVE)
    (question,) = open_questions(read_upload(upload).report)
    pupil = question.candidates[0][0] if chosen else None
    report = read_upload(upload.decide(question, pupil)).report
    assert not open_questions(report)
    assert len(report.edges) == (4 if chosen else 3)


def test_the_guess_of_a_column_can_be_corrected(tmp_path: Path) -> None:
    heading = "Hvem vil du helst være sammen med i friminuttene?"
    roles = {("svar.csv", heading): ColumnRole.IGNORE}
    upload = Upload(_files(), Purpose.PREVENTIVE, roles=roles)
    assert not read_upload(upload).report.edges


def test_the_whole_cell_and_everybody_else_in_the_class_stand_beside_a_question() -> None:
    upload = Upload(_files("Dinna Eidde; Ada Berg"), Purpose.PREVENTIVE)
    reading = read_upload(upload)
    (question,) = open_questions(reading.report, reading.cells)
    assert (question.text, question.cell) == ("Dinna Eidde", "Dinna Eidde; Ada Berg")
    shown = {pupil for pupil, _ in question.candidates}
    everyone = set(reading.records["3A"].roster.ids)
    assert set(others_to_choose(reading, question)) == everyone - shown


def test_a_nickname_like_nobodys_name_can_be_given_to_anybody_in_the_class(
    empty: Workspace, open_page: Open
) -> None:
    app = _upload(open_page("read_in"), _files("Knerten"))
    box = next(b for b in app.selectbox if b.label == "Eller en annen på klasselista")
    box.set_value("3A-05")
    next(b for b in app.button if b.label == "Neste").click().run()
    assert not app.exception
    assert [text for text in app.text_input if text.key == "school"]


def test_a_decision_can_be_taken_back(empty: Workspace, open_page: Open) -> None:
    upload = Upload(_files("Dinna Eidde"), Purpose.PREVENTIVE)
    (question,) = open_questions(read_upload(upload).report)
    decided = upload.decide(question, question.candidates[0][0])
    assert decided.take_back() == upload
    assert upload.take_back() is upload


def test_a_stored_decision_is_not_asked_for_again_until_the_answers_are_deleted(
    empty: Workspace, open_page: Open
) -> None:
    files = _files("Dinna Eidde")
    upload = Upload(files, Purpose.PREVENTIVE)
    (question,) = open_questions(read_upload(upload).report)
    reading = read_upload(upload.decide(question, question.candidates[0][0]))
    kept = decisions_to_keep(reading)
    assert [(one.file, one.pupil) for one in kept] == [("", "Dina Eide")]
    decided = ImportDecisions(names=kept)
    empty.import_class(Role.SMT, class_of(reading), school="Lia skole", decisions=decided)
    known = empty.kept_names(Role.SMT)
    assert empty.kept_names(Role.TEACHER) == known
    assert empty.kept_names(Viewer(Role.TEACHER, own=frozenset())) == ()
    shuffled = LIST.replace("Berg;Ada;3A\n", "").rstrip() + "\nBerg;Ada;3A\n"
    again = Upload({"omdøpt.csv": files["svar.csv"], "l.csv": shuffled.encode()},
                   Purpose.PREVENTIVE)  # fmt: skip
    report = read_upload(again, known=known).report
    assert not open_questions(report)
    assert len(report.edges) == 4
    assert empty.purge(date(2100, 1, 1)) == 1
    assert empty.kept_names(Role.SMT) == ()


def test_a_column_that_may_not_be_asked_is_left_out_by_one_button(
    empty: Workspace, open_page: Open
) -> None:
    answers = ANSWERS.replace("helst være", "ikke være").format(typed="Dina Eide")
    more = "Hvem vil du jobbe med?"
    answers = answers.replace("\n", f",{more}\n", 1).replace("Berg\n", "Berg,Dina Eide\n", 1)
    app = _upload(open_page("read_in"), {"l.csv": LIST.encode(), "s.csv": answers.encode()})
    assert app.error
    next(b for b in app.button if b.label == "Les inn uten denne kolonnen").click().run()
    assert not app.exception
    assert not app.error
    assert [text for text in app.text_input if text.key == "school"]


def test_a_file_taken_for_the_wrong_thing_can_be_said_to_be_another() -> None:
    unclear = "Barn\nAda Berg\nBo Li\n"
    files = {"liste.csv": unclear.encode(), "svar.csv": ANSWERS.format(typed="Bo").encode()}
    assert read_upload(Upload(files, Purpose.PREVENTIVE)).report.exit_code == 2
    kinds = {"liste.csv": FileKind.ROSTER}
    said = Upload(files, Purpose.PREVENTIVE, class_id="3A", kinds=kinds)
    roles = {("liste.csv", "Barn"): ColumnRole.RESPONDENT}
    report = read_upload(replace(said, roles=roles)).report
    assert len(report.roster) == 2


def test_the_class_is_asked_for_where_the_list_has_several(
    empty: Workspace, open_page: Open
) -> None:
    two = LIST + "Gran;Emil;3B\n"
    app = _upload(open_page("read_in"), {**_files(), "liste.csv": two.encode()})
    box = next(b for b in app.selectbox if b.key == "import_class")
    assert (box.options, box.value) == (["3A", "3B"], "3A")
    box.set_value("3B").run()
    assert not app.exception


def test_a_protected_pupil_is_named_nowhere_while_names_are_decided(
    empty: Workspace, open_page: Open
) -> None:
    roster = LIST.replace("Klasse", "Klasse;Sperret").replace(";3A", ";3A;")
    roster = roster.replace("Eide;Dina;3A;", "Eide;Dina;3A;ja")
    files = {"liste.csv": roster.encode(), "svar.csv": _files("Dinna Eidde")["svar.csv"]}
    app = _upload(open_page("read_in"), files)
    assert app.radio[-1].options[0] == "Elev 4"
    words = json.dumps([[one.options for one in app.radio], [o.options for o in app.selectbox]])
    assert "Dina" not in words
    reading = read_upload(Upload(files, Purpose.PREVENTIVE))
    assert reading.protected == {"3A-05"}
    assert "Dina Eide" not in write_decisions(_questions(reading)).decode()
    assert ("protected_pupils", 1) in [
        (p.code, p.details.get("n")) for p in reading.report.problems
    ]


def _questions(reading: Reading) -> list[dict[str, str | int]]:
    return list_questions(reading.report, reading.names, reading.cells, protected=reading.protected)


def test_a_doubtful_question_waits_for_a_person_before_the_class_is_stored(
    empty: Workspace, open_page: Open
) -> None:
    answers = ANSWERS.replace("vil du helst være sammen med i friminuttene", "er ofte alene")
    files = {**_files(), "svar.csv": answers.format(typed="Dina Eide").encode()}
    app = _upload(open_page("read_in"), files)
    asked = next(one for one in app.radio if (one.key or "").startswith("polarity_"))
    assert asked.value is None
    assert not [text for text in app.text_input if text.key == "school"]
    asked.set_value(Polarity.POSITIVE).run()
    assert not app.exception
    assert [text for text in app.text_input if text.key == "school"]


def test_a_list_alone_is_not_said_to_be_all(empty: Workspace, open_page: Open) -> None:
    app = _upload(open_page("read_in"), {"liste.csv": LIST.encode()})
    assert not app.success
    assert any("ingen svar" in one.value for one in app.info)
    assert "10 MB" in " ".join(one.value for one in app.caption)


def test_a_large_import_says_how_far_it_has_come() -> None:
    told: list[tuple[str, int, int]] = []
    read_upload(Upload(_files(), Purpose.PREVENTIVE), lambda *step: told.append(step))
    assert told == [("deciding", 0, 3)]


TWO_ALIKE = LIST + "Foss;Ada Lise;3A\n"


def test_a_first_name_two_share_is_asked_about_for_each_who_wrote_it() -> None:
    answers = ANSWERS.format(typed="Ada") + "2025-10-14 09.15.33,Dina Eide,Ada\n"
    files = {"liste.csv": TWO_ALIKE.encode(), "svar.csv": answers.encode()}
    upload = Upload(files, Purpose.PREVENTIVE)
    asked = open_questions(read_upload(upload).report)
    assert [one.text for one in asked] == ["Ada", "Ada"]
    assert len({one.respondent for one in asked}) == 2
    first, second = asked
    upload = upload.decide(first, first.candidates[0][0])
    (left,) = open_questions(read_upload(upload).report)
    assert left.respondent == second.respondent


def test_not_knowing_is_not_counted_as_nobody() -> None:
    from skolemiljo_analytics.tables.report import Decision
    from skolemiljo_analytics.workflows.uploading import count_outcomes, count_unsure

    report = read_upload(Upload(_files("vet ikke"), Purpose.PREVENTIVE)).report
    assert count_unsure(report) == 1
    assert Decision.NOBODY not in dict(count_outcomes(report))
    report = read_upload(Upload(_files("ingen"), Purpose.PREVENTIVE)).report
    assert count_unsure(report) == 0
    assert dict(count_outcomes(report))[Decision.NOBODY] == 1


def test_a_list_of_another_class_is_asked_about_and_unnamed_answers_are_not() -> None:
    from skolemiljo_analytics.workflows.uploading import fits_badly

    def report(*who: str) -> ImportReport:
        rows = "".join(f"2025-10-14 09.{at + 10}.33,{one},Ada Berg\n" for at, one in enumerate(who))
        files = {
            "liste.csv": LIST.encode(),
            "svar.csv": (ANSWERS.split("\n", maxsplit=1)[0] + f"\n{rows}").encode(),
        }
        return read_upload(Upload(files, Purpose.PREVENTIVE)).report

    assert fits_badly(report("Odin Rognlid", "Ylva Storli"))
    assert not fits_badly(report("Odin Rognlid", "Ada Berg"))
    assert not fits_badly(report("Ada Berg"))
    assert not fits_badly(read_upload(Upload({}, Purpose.PREVENTIVE)).report)
