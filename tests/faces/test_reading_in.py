"""Reading a class in through the page: purpose first, names decided by a person, then stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.vocabulary import Purpose, Role
from skolemiljo_analytics.workflows.uploading import Upload, open_questions, read_upload
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
    from skolemiljo_analytics.tables.report import ColumnRole

    heading = "Hvem vil du helst være sammen med i friminuttene?"
    roles = {("svar.csv", heading): ColumnRole.IGNORE}
    upload = Upload(_files(), Purpose.PREVENTIVE, roles=roles)
    assert not read_upload(upload).report.edges


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
