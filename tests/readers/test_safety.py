"""Bad files: refused or reported in plain words, never a traceback, never stored secrets."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from skolemiljo_analytics.errors import FileRefusedError, InvalidTableError
from skolemiljo_analytics.readers.identity import (
    contains_identity_number,
    is_identity_number,
    without_identity_numbers,
)
from skolemiljo_analytics.readers.opening import open_source
from skolemiljo_analytics.readers.reading import Request, read_sources
from skolemiljo_analytics.readers.safe_export import plain_text, safe_csv, safe_text, safe_xlsx
from skolemiljo_analytics.readers.sources import APP_LIMITS, Limits, Source, read_source
from skolemiljo_analytics.tables.report import Decision
from skolemiljo_analytics.vocabulary import AnswerState, Purpose
from skolemiljo_analytics.wording.problems import say_problem
from skolemiljo_analytics.workflows.read_class import class_of
from tests.readers.making import LIST, WHO, answers, codes, csv_bytes, read, xlsx_bytes


def refused(data: bytes, limits: Limits = APP_LIMITS) -> str:
    with pytest.raises(FileRefusedError) as caught:
        open_source(Source("svar.xlsx", data), limits)
    return caught.value.reason


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    return out.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_opened():
    data = bomb()
    tracemalloc.start()
    started = time.perf_counter()
    assert refused(data) == "bomb"
    assert time.perf_counter() - started < 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_many_modest_entries_are_a_bomb_too():
    data = xlsx_bytes({f"Ark{n}": [["a" * 200] * 50] * 20 for n in range(8)})
    assert refused(data, Limits(10_000_000, 100_000)) == "bomb"
    assert refused(data, Limits(10_000_000, 50_000_000, entries=5)) == "bomb"
    assert open_source(Source("svar.xlsx", data), APP_LIMITS)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"%PDF-1.7 ...", "wrong_kind"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "wrong_kind"),
        (bytes(range(256)) * 20, "binary"),
        (b"PK\x03\x04 not a zip at all", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"junk" * 200, "damaged"),
        (b"[1, 2, 3]", "json_shape"),
        (b"a;b\r\n" * 30_000, "too_many_cells"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, reason: str):
    assert refused(data) == reason
    reading = read({"svar.xlsx": data}, limits=APP_LIMITS)
    assert reason in codes(reading)
    assert reading.report.exit_code == 2


def test_a_word_document_and_a_truncated_workbook_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(out.getvalue()) == "wrong_kind"
    whole = xlsx_bytes({"Ark1": [["a", "b"], [1, 2]]})
    assert refused(whole[: len(whole) // 2]) == "damaged"


def test_files_too_large_for_the_door_are_refused_unread(tmp_path: Path):
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    started = time.perf_counter()
    with pytest.raises(FileRefusedError) as caught:
        read_source(path, APP_LIMITS)
    assert caught.value.reason == "too_large"
    assert time.perf_counter() - started < 0.5


def test_one_bad_file_does_not_hide_the_problems_of_the_others():
    reading = read({"a.pdf": b"%PDF-1.7", "b.csv": b"", "c.csv": answers("Bo")})
    assert codes(reading)[:2] == ["wrong_kind", "empty"]
    assert len(reading.report.edges) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xlsx_bytes({"Ark1": []}), "empty_sheet"),
        (csv_bytes(["Tidsmerke", "Navn", WHO]), "header_only"),
        (csv_bytes(["foo", "bar"], [1, 2]), "unknown_kind"),
    ],
)
def test_nothing_to_read_is_said(data: bytes, code: str):
    reading = read({"svar": data})
    assert code in codes(reading)
    assert reading.report.exit_code == 2


def hidden_workbook() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Svar")
        for at, heading in enumerate(["Tidsmerke", "Navn", WHO]):
            sheet.write_string(0, at, heading)
        sheet.write_row(1, 0, ["14.10.2025", "Bo Li", "Ada Berg"])
        sheet.write_row(2, 0, ["14.10.2025", "Didrik Dahl"])
        sheet.write_formula(2, 2, '="Ada"&" Foss"', None, "Ada Foss")
        sheet.write_formula(3, 2, "=NA()", None, "#N/A")
        sheet.set_row(2, None, None, {"hidden": True})
        book.add_worksheet("Gammelt").hide()
    return out.getvalue()


def test_hidden_sheets_rows_formulas_and_error_cells_are_reported():
    reading = read({"svar.xlsx": hidden_workbook()})
    places = {p.code: (p.sheet, p.row, p.column) for p in reading.report.problems}
    assert places["hidden_sheet"][0] == "Gammelt"
    assert places["hidden_rows"] == ("Svar", 3, "")
    assert places["formulas"] == ("Svar", 3, "C")
    assert places["error_cell"] == ("Svar", 4, "C")
    assert [e.target for e in reading.report.edges] == ["7B-02", "7B-07"]


def test_a_million_formatted_empty_rows_are_read_within_seconds():
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["Tidsmerke", "Navn", WHO])
        sheet.write_row(1, 0, ["14.10.2025", "Bo Li", "Ada Berg"])
        for row in range(2, 200_000):
            sheet.write_blank(row, 0, None, bold)
        sheet.write_blank(1_048_575, 0, None, bold)
    started = time.perf_counter()
    reading = read({"svar.xlsx": out.getvalue()}, limits=APP_LIMITS)
    assert time.perf_counter() - started < 10
    assert [e.target for e in reading.report.edges] == ["7B-02"]


NUMBERS = ["01010750160", "41010750194", "01410750147"]


def checked(first_nine: str) -> str | None:
    """Add check digits to nine digits, by the published weights, written out anew."""
    digits = [int(char) for char in first_nine]
    k1 = 11 - (3 * digits[0] + 7 * digits[1] + 6 * digits[2] + digits[3] + 8 * digits[4]
               + 9 * digits[5] + 4 * digits[6] + 5 * digits[7] + 2 * digits[8]) % 11  # fmt: skip
    k1 = 0 if k1 == 11 else k1
    digits.append(k1)
    k2 = 11 - (5 * digits[0] + 4 * digits[1] + 3 * digits[2] + 2 * digits[3] + 7 * digits[4]
               + 6 * digits[5] + 5 * digits[6] + 4 * digits[7] + 3 * digits[8]
               + 2 * k1) % 11  # fmt: skip
    k2 = 0 if k2 == 11 else k2
    return None if 10 in {k1, k2} else f"{first_nine}{k1}{k2}"


@given(st.integers(1, 28), st.integers(1, 12), st.integers(0, 99_999), st.sampled_from("nDH"))
def test_identity_numbers_of_every_kind_are_found(day: int, month: int, rest: int, kind: str):
    day, month = day + 40 * (kind == "D"), month + 40 * (kind == "H")
    number = checked(f"{day:02d}{month:02d}{rest:05d}")
    if number is not None:
        assert is_identity_number(number)
        assert contains_identity_number(f"elev {number[:6]} {number[6:]}, 7B")
        assert without_identity_numbers(f"Ada {number}").strip() == "Ada"
        other = str((int(number[-1]) + 1) % 10)
        assert not is_identity_number(number[:-1] + other)


def test_a_mistyped_number_beside_a_name_is_kept_out_too():
    assert not is_identity_number("01010112345")
    assert contains_identity_number("Ada Berg 010101 12345")
    assert without_identity_numbers("Ada 01010112345").strip() == "Ada"
    assert not contains_identity_number("01010112345")  # a number of another kind in its column
    assert not contains_identity_number("Ada 99999912345")


def test_identity_numbers_are_reported_by_place_and_kept_nowhere():
    number = checked("010107501")
    assert number is not None
    rows = [["Tidsmerke", "Navn", WHO, "Merk"], ["14.10.2025", "Bo Li", f"Ada Berg; {number}", "x"]]
    reading = read({"svar": csv_bytes(*rows, delimiter="\t")})
    assert reading.report.mentions[1].decision is Decision.REDACTED
    assert ("identity_number", 2, WHO) in [
        (p.code, p.row, p.column) for p in reading.report.problems
    ]
    assert number not in json.dumps(reading.report.to_json(names=True))
    assert number not in repr(reading)


@pytest.mark.parametrize(
    ("heading", "said", "protected"),
    [
        ("Gradering", "STRENGT_FORTROLIG", True),
        ("Adressegradering", "Fortrolig", True),
        ("Adressegradering", "Ugradert", False),
        ("Skjermet", "Ja, se mappe", True),
        ("Sperret", "Nei", False),
        ("Sperret", "-", False),
        ("Adresse", "Sperret", True),
        ("Postadresse", "Strengt fortrolig adresse", True),
        ("Merknad", "Kode 6", True),
        ("Merknad", "SPSF", True),
        ("Brukerkonto", "sperret", False),
        ("Adresse", "Sperregata 6", False),
    ],
)
def test_whoever_may_be_protected_is(heading: str, said: str, protected: bool):
    roster = f"Etternavn;Fornavn;Klasse;{heading}\nBerg;Ada;7B;{said}\nLi;Bo;7B;\n"
    reading = read({"svar": answers("Bo")}, roster=roster)
    found = [e.protected for e in reading.records["7B"].roster.pupils]
    assert found == [protected, False]
    assert ("protected_pupils" in codes(reading)) is protected


def test_a_protected_pupil_is_marked_and_sensitive_columns_are_left_out():
    roster = "Etternavn;Fornavn;Klasse;Sperret\nBerg;Ada;7B;x\nLi;Bo;7B;\n"
    rows = [["Tidsmerke", "Navn", WHO, "Religion"], ["14.10.2025", "Bo Li", "Ada", "islam"]]
    reading = read({"svar": csv_bytes(*rows)}, roster=roster)
    assert [e.protected for e in reading.records["7B"].roster.pupils] == [True, False]
    assert "sensitive_column" in codes(reading)
    assert "islam" not in json.dumps(reading.report.to_json(names=True))


def test_a_named_negative_question_is_refused_before_its_names_are_read():
    asked = "Hvem vil du ikke være sammen med?"
    data = answers("Ada Berg; Bo", question=asked)
    reading = read({"svar": data})
    assert [m.decision for m in reading.report.mentions] == [Decision.REFUSED] * 2
    assert [m.text for m in reading.report.mentions] == ["", ""]
    (problem,) = reading.report.refused
    assert (problem.code, problem.column) == ("unlawful_question", asked)
    assert "§ 20-5" in say_problem(problem)
    assert not reading.report.edges
    lawful = read({"svar": data}, purpose=Purpose.SUSPICION)
    assert len(lawful.report.edges) == 2
    assert "grounds_missing" in codes(lawful)  # recorded before it is used
    with pytest.raises(InvalidTableError) as caught:
        class_of(lawful)
    assert [problem.code for problem in caught.value.problems] == ["grounds_missing"]


def test_a_name_nobody_has_decided_on_is_no_no():
    """Beside a settled name, an open one leaves the whole answer unknown until it is settled."""
    cell = "Ada Berg; Bo Lii"
    reading = read({"svar": answers(cell)})
    decisions = [mention.decision for mention in reading.report.mentions]
    assert decisions == [Decision.MATCHED, Decision.REVIEW]
    (answered,) = class_of(reading).round("2025-10").sheets
    assert set(answered.states.values()) == {AnswerState.SKIPPED}
    graph = class_of(reading).graph()
    assert not graph.relations[0].answered.any()
    settled = class_of(read({"svar": answers("Ada Berg; Bo Li")})).graph()
    assert settled.relations[0].answered.sum() == 1
    assert settled.relations[0].named.sum() == 2


def test_who_decides_is_negative_until_the_school_has_assessed_it():
    from skolemiljo_analytics.tables.mapping import FolderMapping, LegalAssessment

    data = answers("Ada Berg", question="Hvem bestemmer mest i klassen?")
    assert "unlawful_question" in codes(read({"svar": data}))
    assessed = FolderMapping(assessment=LegalAssessment("rektor", date(2025, 8, 1), "vurdert"))
    reading = read({"svar": data}, folder=assessed)
    assert len(reading.report.edges) == 1


def test_names_stay_out_of_reprs_and_of_json_unless_asked_for():
    reading = read({"svar": answers("Caecilie; Ada")})
    report = reading.report
    hidden = json.dumps(report.to_json())
    everything = [reading, report, *report.mentions, *report.respondents, *report.files]
    for name in ("Caecilie", "Didrik", "Dahl"):
        assert name not in hidden
        assert name in json.dumps(report.to_json(names=True)) or name == "Dahl"
        assert all(name not in repr(one) for one in everything)


@given(st.text(max_size=30))
def test_nothing_exported_can_run_as_a_formula(text: str):
    assert not safe_text(text).lstrip(" \u00a0").startswith(("=", "@", "\t", "\r")) or text == ""
    assert plain_text(safe_text(text)) == text or text.startswith("'")


EVIL = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\t=1", "Ada", "-1"]


def test_exported_tables_hold_text_not_formulas():
    frame = pd.DataFrame({"=navn": EVIL, "n": range(len(EVIL))})
    lines = safe_csv(frame).decode("utf-8-sig").splitlines()
    assert lines[0] == "'=navn;n"
    assert lines[1] == "'=1+1;0"
    assert lines[-1] == "-1;6"
    data = safe_xlsx({"svar": frame})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")
    back = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in back] == ["=navn", *EVIL]


@given(st.binary(max_size=300))
def test_any_bytes_give_a_report_and_never_a_traceback(data: bytes):
    sources = [Source("liste.csv", LIST.encode()), Source("x", data)]
    report = read_sources(sources, Request(Purpose.PREVENTIVE, class_id="7B")).report
    assert report.exit_code in {0, 1, 2}
    report.to_json(names=True)


CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["Navn", "Fra", "Til", WHO, "Ada Berg", "1", "ingen", ""])
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_table_gives_a_report_and_never_a_traceback(rows: list[list[str]]):
    import csv

    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    report = read({"x": out.getvalue().encode("utf-8", "replace")}).report
    assert report.exit_code in {0, 1, 2}
    for problem in report.problems:
        assert say_problem(problem, "nn")
