"""A person's decisions: asked in a table, given back, remembered by content."""

from __future__ import annotations

import csv
import io
import zipfile
from html import escape

import pytest

from skolemiljo_analytics.readers.decisions import (
    HEADINGS,
    DecisionRow,
    is_decisions,
    list_questions,
    read_decisions,
    write_decisions,
)
from skolemiljo_analytics.readers.sources import Source
from skolemiljo_analytics.tables.report import Decision
from tests.readers.making import answers, read, xlsx_bytes

SVAR = answers("Caecilie; Ada; Xerxes", who="Didrik Dal")


def asked() -> list[dict[str, str | int]]:
    reading = read({"svar.csv": SVAR})
    return list_questions(reading.report, reading.names, reading.cells)


def test_the_table_asks_everything_once_with_candidates_by_name():
    rows = asked()
    assert [(row["position"], row["text"]) for row in rows] == [
        (-1, "Didrik Dal"), (0, "Caecilie"), (1, "Ada"), (2, "Xerxes"),
    ]  # fmt: skip
    assert [row["cell"] for row in rows] == ["", *["Caecilie; Ada; Xerxes"] * 3]
    assert "Cæcilie Strøm" in str(rows[1]["candidates"])
    assert {"Ada Berg", "Ada Foss"} <= {
        name.split(" (")[0] for name in str(rows[2]["candidates"]).split("; ")
    }


def filled(rows: list[dict[str, str | int]]) -> bytes:
    rows[0]["pupil"], rows[1]["pupil"], rows[2]["pupil"] = "Didrik Dahl", "7B-04", "Foss, Ada"
    rows[3]["decision"] = "ukjent"
    return write_decisions(rows)


def test_a_filled_in_table_laid_among_the_files_settles_everything():
    table = filled(asked())
    assert is_decisions(Source("hva som helst", table))
    report = read({"beslutninger.csv": table, "svar.csv": SVAR}).report
    assert report.questions == ()
    assert [(e.source, e.target) for e in report.edges] == [("7B-05", "7B-04"), ("7B-05", "7B-07")]
    assert report.exit_code == 0


def test_the_same_file_never_asks_twice_whatever_it_is_called():
    rows = read_decisions(Source("b", filled(asked())))
    assert read({"omdøpt.csv": SVAR}, decisions=rows).report.questions == ()


def test_a_changed_text_asks_again():
    rows = read_decisions(Source("b", filled(asked())))
    rows = [
        DecisionRow(
            "svar.csv", "", r.sheet, r.row, r.column, r.position, r.text, r.decision, r.pupil
        )
        for r in rows
    ]
    changed = SVAR.replace(b"Caecilie", b"Cecilie")
    left = read({"svar.csv": changed}, decisions=rows).report.questions
    assert [one.text for one in left] == ["Cecilie"]


def test_a_workbook_that_keeps_its_words_in_the_sheet_is_a_table_of_decisions_too():
    words = [r.split(";") for r in filled(asked()).decode("utf-8-sig").splitlines()]
    cells = (
        "".join(f'<c t="inlineStr"><is><t>{escape(one)}</t></is></c>' for one in row)
        for row in words
    )
    rows = "".join(f"<row>{one}</row>" for one in cells)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    assert is_decisions(Source("retur.xlsx", out.getvalue()))


def test_the_table_may_come_back_as_a_workbook():
    rows = asked()
    table = list(csv.reader(io.StringIO(filled(rows).decode("utf-8-sig")), delimiter=";"))
    back = read_decisions(Source("b.xlsx", xlsx_bytes({"Ark1": [list(row) for row in table]})))
    assert [row.decision for row in back] == [Decision.MATCHED] * 3 + [Decision.UNKNOWN]


@pytest.mark.parametrize("pupil", ["Ingen Slik", "7B-99", "Ada"])
def test_a_decision_for_nobody_on_the_list_is_not_used_and_that_is_said(pupil: str):
    rows = asked()
    rows[1]["pupil"] = pupil
    back = read_decisions(Source("b", write_decisions(rows)))
    report = read({"svar.csv": SVAR}, decisions=back).report
    assert len(report.questions) == 4
    said = [(p.code, p.file, p.row) for p in report.problems]
    assert ("decision_unknown_pupil", "svar.csv", 2) in said


def test_a_decision_about_text_that_is_gone_is_said_and_one_about_another_file_is_not():
    row = DecisionRow("svar.csv", "", "", 2, "borte", 0, "Bo", Decision.MATCHED, "7B-03")
    other = DecisionRow("", "ffff", "", 2, "borte", 0, "Bo", Decision.MATCHED, "7B-03")
    problems = read({"svar.csv": SVAR}, decisions=(row, other)).report.problems
    assert [(p.code, p.row) for p in problems] == [("stale_decision", 2)]


def test_an_identity_number_cannot_be_decided_back():
    svar = answers("01010750160")
    row = DecisionRow("svar.csv", "", "", 2, "", 0, "01010750160", Decision.MATCHED, "7B-03")
    reading = read({"svar.csv": svar}, decisions=(row,))
    assert reading.report.mentions[0].decision is Decision.REDACTED


def test_the_table_cannot_run_as_a_formula():
    row = dict.fromkeys(HEADINGS, "=1+1")
    lines = write_decisions([row]).decode("utf-8-sig").splitlines()
    assert all(cell == "'=1+1" for cell in lines[1].split(";"))
