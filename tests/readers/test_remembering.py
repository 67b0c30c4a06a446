"""What a person has confirmed is written, read back the same, and used in the next round."""

from __future__ import annotations

import io
import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from skolemiljo_analytics.readers.mapping import parse_mapping
from skolemiljo_analytics.readers.mapping_out import write_mapping
from skolemiljo_analytics.readers.safe_export import safe_xlsx
from skolemiljo_analytics.readers.sources import Source
from skolemiljo_analytics.tables.mapping import (
    ColumnMapping,
    FileMapping,
    FolderMapping,
    LegalAssessment,
    MappedQuestion,
)
from skolemiljo_analytics.tables.records import Question, SuspicionGrounds
from skolemiljo_analytics.tables.report import ColumnRole, Decision, FileKind
from skolemiljo_analytics.vocabulary import AnswerForm, Polarity, Purpose, QuestionKind
from skolemiljo_analytics.workflows.check import mapping_text, questions_table, read_files
from skolemiljo_analytics.workflows.uploading import Upload, mapping_to_keep, read_upload
from tests.readers.making import LIST, WHO, answers, csv_bytes, read

EVERYTHING = FolderMapping(
    "7B",
    (
        MappedQuestion(
            Question("venn", 'Hvem er "best"\\ og\tnærmest?', QuestionKind.COMPANY,
                     Polarity.NEUTRAL, AnswerForm.RANKED, 3),
            ("Kven er nærast?",),
        ),
        MappedQuestion(
            Question("ro", "Er det ro?", form=AnswerForm.SCALE, scale="arbeidsro", lowest=0,
                     highest=3, reverse=True),
            words={"Nei!": 0, "Ja, alltid": 3},
        ),
    ),
    (
        FileMapping(
            "svar 1.csv", FileKind.ANSWERS, "2025-10", date(2025, 10, 14), Purpose.SUSPICION,
            SuspicionGrounds(date(2025, 9, 1), "Samtaler ga\nikke svar", "rektor",
                             date(2025, 9, 9)),
            "venn", ("venn", "ro"), {"Ark 1": "venn"}, {"friminutt!": "venn"},
            (
                ColumnMapping("Hvem?", ColumnRole.QUESTION, "venn", 2),
                ColumnMapping("Morsmål", ColumnRole.IGNORE, reason="sagt av rektor"),
            ),
        ),
    ),
    ("Åse Lærer",),
    LegalAssessment("rektor", date(2025, 8, 1), "Nøytralt her."),
)  # fmt: skip


def parse(text: str) -> FolderMapping:
    return parse_mapping(Source("runder.toml", text.encode()))


def test_everything_in_a_mapping_is_read_back_the_same():
    assert parse(write_mapping(EVERYTHING)) == EVERYTHING


def test_what_was_guessed_is_written_and_reads_the_next_round_alike():
    first = read({"mars.csv": answers("Bo")})
    text = mapping_text(first)
    assert tomllib.loads(text)["question"][0]["key"] == "friminutt"
    later = answers("Bo").replace(b"14.10.2025", b"10.03.2026")
    again = read({"oktober.csv": later, "runder.toml": text.encode()})
    columns = {column.name: column for column in again.report.files[-1].columns}
    assert (columns[WHO].question, columns[WHO].why, columns[WHO].sure) == (
        "friminutt", "mapping", True,
    )  # fmt: skip
    assert [one.key for one in again.records["7B"].rounds] == ["2026-03"]


def test_a_column_a_person_corrected_is_known_in_a_file_of_another_name():
    head = ["Tidsmerke", "Kallenavn på den som svarer", WHO]
    data = csv_bytes(head, ["14.10.2025", "Didrik Dahl", "Bo"])
    said = {("a.csv", head[1]): ColumnRole.RESPONDENT}
    files = {"liste.csv": LIST.encode("cp1252"), "a.csv": data}
    first = read_upload(Upload(files, Purpose.PREVENTIVE, class_id="7B", roles=said))
    kept = mapping_to_keep(first)
    assert [edge.source for edge in first.report.edges] == ["7B-05"]
    assert read({"b.csv": data}).report.edges == ()
    again = read({"b.csv": data, "runder.toml": kept.encode()})
    assert [(e.source, e.target) for e in again.report.edges] == [("7B-05", "7B-03")]


def test_a_purpose_and_a_round_are_never_remembered_from_the_screen():
    grounds = SuspicionGrounds(date(2025, 9, 1), "x", "rektor", date(2025, 9, 9))
    files = {"liste.csv": LIST.encode("cp1252"), "a.csv": answers("Bo")}
    reading = read_upload(Upload(files, Purpose.SUSPICION, grounds, class_id="7B"))
    (own,) = (one for one in parse(mapping_to_keep(reading)).files if one.name == "a.csv")
    assert (own.purpose, own.grounds, own.round, own.held_on) == (None, None, "", None)


def test_a_polarity_said_by_a_person_decides_what_the_round_may_ask():
    files = {"liste.csv": LIST.encode("cp1252"), "a.csv": answers("Bo")}
    upload = Upload(files, Purpose.PREVENTIVE, class_id="7B")
    (one,) = read_upload(upload).mapping.questions
    said = replace(one, question=replace(one.question, polarity=Polarity.NEGATIVE))
    refused = read_upload(replace(upload, questions=(said,))).report
    assert [p.code for p in refused.refused] == ["unlawful_question"]
    assert [m.decision for m in refused.mentions] == [Decision.REFUSED]


def test_the_headings_of_a_matrix_and_identity_numbers_are_not_written():
    matrix = csv_bytes(
        ["", "Ada Berg", "Bo Li", "Didrik Dahl"], ["Ada Berg", "", 1, 0], ["Bo Li", 1, "", 0],
        ["Didrik Dahl", 0, 0, ""],
    )  # fmt: skip
    form = csv_bytes(["Dato", "Navn", "01010750160", WHO], ["14.10.2025", "Bo Li", "x", "Ada Berg"])
    text = mapping_text(read({"m.csv": matrix, "f.csv": form}, held_on=date(2025, 10, 14)))
    assert "Didrik" not in text
    assert "01010750160" not in text
    assert 'kind = "matrix"' in text


@pytest.mark.parametrize("workbook", [False, True])
def test_a_table_filled_in_and_given_back_settles_and_never_asks_again(
    tmp_path: Path, workbook: bool
):
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    (tmp_path / "svar.csv").write_bytes(answers("Didrikk", who="Bo Li"))
    asked = {"roster": tmp_path / "liste.csv", "class_id": "7B"}
    reading = read_files([tmp_path / "svar.csv"], **asked)
    assert reading.report.exit_code == 1
    table = questions_table(reading, workbook=workbook)
    given = tmp_path / "svart"
    given.write_bytes(table)
    again = read_files([tmp_path / "svar.csv", given], **asked).report
    assert (again.exit_code, [e.target for e in again.edges]) == (0, ["7B-05"])
    if workbook:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(table)).get_sheet_by_index(0)
        assert sheet.to_python()[0][0] == "file"
    assert json.dumps(again.to_json(names=True))


def test_a_workbook_of_answers_is_not_taken_for_a_table_of_decisions():
    import pandas as pd

    frame = pd.DataFrame({"Tidsmerke": ["14.10.2025"], "Navn": ["Bo Li"], WHO: ["Ada Berg"]})
    assert read({"s.xlsx": safe_xlsx({"Svar": frame})}).report.edges
    assert read({"s.xlsx": b"PK\x03\x04" + b"x" * 90}).report.exit_code == 2


def test_the_mapping_shown_in_the_documentation_is_one():
    text = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
    folder = parse(text.split("```toml\n")[1].split("```")[0])
    assert parse(write_mapping(folder)) == folder
    first, second = folder.files
    assert folder.assessment
    assert first.grounds
    assert [column.role for column in first.columns] == [
        ColumnRole.RESPONDENT, ColumnRole.QUESTION,
    ]  # fmt: skip
    assert second.relations == {"ute": folder.questions[0].question.key}
    assert set(folder.questions[1].words.values()) == {1, 2, 3, 4}
