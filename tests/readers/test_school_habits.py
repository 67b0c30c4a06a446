"""What schools' own files do to a reader: merged cells, months in words, halves of numbers."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
import xlsxwriter

from skolemiljo_analytics.readers.dates import read_moment
from skolemiljo_analytics.tables.mapping import ColumnMapping, FileMapping, FolderMapping
from skolemiljo_analytics.tables.report import ColumnRole, Decision, FileKind
from skolemiljo_analytics.vocabulary import AnswerForm
from skolemiljo_analytics.workflows.uploading import questions_to_confirm, unconfirmed
from tests.readers.making import WHO, answers, codes, csv_bytes, read, xlsx_bytes

HEAD = ["Tidsmerke", "Navn", WHO]


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Svar")
        sheet.merge_range(0, 0, 0, 2, "Trivsel 7B", book.add_format())
        sheet.write_row(1, 0, HEAD)
        sheet.write_row(2, 0, ["14.10.2025", "Bo Li"])
        sheet.write_formula(2, 2, '="Ada"&" Foss"', None, "")
        sheet.write_row(3, 0, ["14.10.2025", "Didrik Dahl", "Ada Berg"])
    return out.getvalue()


def test_merged_cells_and_formulas_nobody_has_reckoned_are_told():
    reading = read({"s.xlsx": workbook()})
    places = {p.code: (p.row, p.column) for p in reading.report.problems}
    assert places["merged_cells"] == (1, "A")
    assert places["formula_without_value"] == (3, "C")
    assert [e.target for e in reading.report.edges] == ["7B-02"]
    assert reading.report.exit_code == 1


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("14. okt. 2025", "2025-10-14 00.00.00"),
        ("14. oktober 2025 kl. 09.12", "2025-10-14 09.12.00"),
        ("tirsdag 14. mai 2024", "2024-05-14 00.00.00"),
        ("1 desember 2025", "2025-12-01 00.00.00"),
        ("10/14/2025", "2025-10-14 00.00.00"),
        ("3/4/2025 9:12:05 PM", "2025-03-04 21.12.05"),
        ("03/04/2025 09:12", "2025-04-03 09.12.00"),
        ("2025/10/14 9:12:33 a.m. OEZ", "2025-10-14 09.12.33"),
        ("14. hest 2025", None),
        ("31. februar 2025", None),
    ],
)  # fmt: skip
def test_dates_in_words_and_from_american_forms(written: str, moment: str | None):
    found = read_moment(written)
    assert (found and f"{found:%Y-%m-%d %H.%M.%S}") == moment


@pytest.mark.parametrize(
    ("other", "day"), [("10/14/2025", date(2025, 10, 4)), ("14/10/2025", date(2025, 4, 10))]
)
def test_one_column_has_one_order_of_day_and_month(other: str, day: date):
    rows = [["10/4/2025", "Bo Li", "Ada Berg"], [other, "Didrik Dahl", "Bo"]]
    rounds = read({"s": csv_bytes(HEAD, *rows)}).records["7B"].rounds
    assert min(one.held_on for one in rounds) == day


def test_a_date_that_cannot_be_read_among_others_is_asked_about():
    rows = [["14.10.2025", "Bo Li", "Ada Berg"], ["i fjor", "Didrik Dahl", "Bo"]]
    reading = read({"s": csv_bytes(HEAD, *rows)})
    assert [(p.code, p.row) for p in reading.report.problems] == [("date_unreadable", 3)]


def test_rows_that_repeat_the_headings_are_left_out_and_told():
    rows = [["14.10.2025", "Bo Li", "Ada Berg"], HEAD, ["14.10.2025", "Didrik Dahl", "Bo"]]
    report = read({"s": csv_bytes(HEAD, *rows)}).report
    assert [(p.code, p.row) for p in report.problems] == [("header_again", 3)]
    assert len(report.edges) == 2
    assert report.exit_code == 0


@pytest.mark.parametrize(
    "row", [["Totalt", "", "3"], ["", "Antall svar: 3", ""], ["", "TEST", "Q"]]
)
def test_names_in_a_row_that_is_nobodys_are_not_asked_about(row: list[str]):
    report = read({"s": csv_bytes(HEAD, ["14.10.2025", "Bo Li", "Ada Berg"], row)}).report
    assert report.respondents[1].reason in {"total_row", "test_row"}
    assert (report.questions, report.exit_code) == ((), 0)


def test_a_pupil_called_like_a_total_is_a_pupil():
    roster = "Etternavn;Fornavn;Klasse\nBerg;Ada;7B\nSumaya;Mean;7B\n"
    report = read({"s": answers("Ada", who="Mean Sumaya")}, roster=roster).report
    assert report.respondents[0].decision is Decision.MATCHED


WIS = """Klassenavn;Etternavn;Fornavn;Fødselsdato;{last}
7B;Berg;Ada;01.01.07;{five}
7B;Li;Bo;02.02.2007;
7B;Dahl;Didrik;030307;12345
"""


@pytest.mark.parametrize("last", ["Personnummer", "De fem siste"])
def test_the_last_five_digits_beside_a_birth_date_are_told_by_place_and_kept_nowhere(last: str):
    roster = WIS.format(last=last, five="50160")
    if last != "Personnummer":
        roster = roster.replace("12345", "")
    reading = read({"s": answers("Ada", who="Bo Li")}, roster=roster)
    told = [(p.row, p.column) for p in reading.report.problems if p.code == "identity_number"]
    assert told == ([(2, last), (4, last)] if last == "Personnummer" else [(2, last)])
    assert "50160" not in json.dumps(reading.report.to_json(names=True))


def test_running_numbers_beside_a_date_are_no_identity_numbers():
    rows = [[f"{n:05d}", "14.10.2025", "Bo Li", "Ada Berg"] for n in range(200)]
    report = read({"s": csv_bytes(["ID", *HEAD], *rows)}).report
    assert "identity_number" not in {p.code for p in report.problems}


@pytest.mark.parametrize(
    "heading",
    ["Hvilken religion har du?", "Har du noen sykdommer eller allergier?", "Kva er morsmålet ditt?",
     "What is your ethnicity? (ethnic group)", "Hvordan er helsa di?"],
)  # fmt: skip
def test_questions_about_belief_origin_and_health_are_not_read(heading: str):
    data = csv_bytes([*HEAD, heading], ["14.10.2025", "Bo Li", "Ada Berg", "ja"])
    reading = read({"s": data})
    assert ("sensitive_column", heading) in [(p.code, p.column) for p in reading.report.problems]
    assert reading.report.files[-1].columns[-1].role is ColumnRole.SENSITIVE


@pytest.mark.parametrize("reason", ["", "vedtak i FAU 3. mai"])
def test_what_is_sensitive_is_mapped_by_hand_only_with_a_reason(reason: str):
    heading = "Har du allergier?"
    column = ColumnMapping(heading, ColumnRole.QUESTION, "allergi", reason=reason)
    folder = FolderMapping(files=(FileMapping("s", columns=(column,)),))
    data = csv_bytes([*HEAD, heading], ["14.10.2025", "Bo Li", "Ada Berg", "4"])
    reading = read({"s": data}, folder=folder)
    role = reading.report.files[-1].columns[-1].role
    assert role is (ColumnRole.QUESTION if reason else ColumnRole.SENSITIVE)
    assert ("sensitive_without_reason" in codes(reading)) is not bool(reason)


def test_a_matrix_with_short_forms_and_notes_is_known():
    data = xlsx_bytes({
        "Ark1": [
            ["Hvem liker du å jobbe med? 1-5"],
            ["", "Berg, Ada", "Bo", "Cæcilie", "Didrik D", "Foss Ada", "Snitt", "Merknad"],
            ["Ada Berg", None, 3, 4, 5, 1, 3.2, "var syk"],
            ["Bo Li", 2, None, 1, 4, 2, 2, ""],
            ["Didrik Dahl", 2, 2, 2, None, 3, 2, ""],
            ["Gjennomsnitt", 1, 2, 3, 4, 5, "", ""],
            ["NB: Ada F. var borte"],
        ]
    })  # fmt: skip
    report = read({"m.xlsx": data}, held_on=date(2025, 10, 14)).report
    assert report.files[-1].kind is FileKind.MATRIX
    assert [r.row for r in report.respondents] == [3, 4, 5]
    assert len(report.edges) == 12


def test_a_row_cut_into_too_many_cells_is_asked_about():
    data = f"Tidsmerke,Navn,{WHO}\n14.10.2025,Bo Li,Ada Berg, Didrik\n".encode()
    reading = read({"s": data})
    (problem,) = (p for p in reading.report.problems if p.code == "cells_beyond_headings")
    assert (problem.row, problem.details["n"], reading.report.exit_code) == (2, 1, 1)


@pytest.mark.parametrize(
    "heading",
    ["Hvem er ofte alene?", "Hvem er ofte alene i friminuttet?", "Hvem trenger hjelp?",
     "Kven er redd?", "Who is left out?", "Hvem er kul?"],
)  # fmt: skip
def test_a_question_whose_words_do_not_say_is_for_a_person(heading: str):
    data = csv_bytes([*HEAD, heading], ["14.10.2025", "Bo Li", "Ada Berg", "Didrik"])
    reading = read({"s": data})
    assert [(p.code, p.column) for p in reading.report.problems] == [("question_guessed", heading)]
    assert reading.report.exit_code == 1
    (key,) = unconfirmed(reading)
    assert key not in {one.question.key for one in reading.mapping.questions}
    (asked,) = (one for one in questions_to_confirm(reading) if one.question.key == key)
    said = read({"s": data}, folder=FolderMapping(questions=(asked,)))
    assert (said.report.exit_code, unconfirmed(said)) == (0, frozenset())


@pytest.mark.parametrize(
    "heading",
    ["Hvem krangler mest?", "Hvem ødelegger timen?", "Kven er uvenn med deg?", "Hvem er ekkel?",
     "Who annoys you?", "Hvem hater du?"],
)  # fmt: skip
def test_more_negative_words_are_known(heading: str):
    data = csv_bytes([*HEAD, heading], ["14.10.2025", "Bo Li", "Ada Berg", "Didrik"])
    report = read({"s": data}).report
    assert [(p.code, p.column) for p in report.refused] == [("unlawful_question", heading)]


@pytest.mark.parametrize(
    "heading",
    ["Hvem hjelper andre elever hvis de trenger det?", "Kven klarar du best å samarbeide med?",
     "Hvem vil du være sammen med utenfor skolen?", "Hvem i klassen liker du å leke med?",
     "Kven vil du helst sitje saman med?", "Who would you like to work with?"],
)  # fmt: skip
def test_ordinary_positive_questions_are_not_asked_about(heading: str):
    data = csv_bytes([*HEAD[:2], heading], ["14.10.2025", "Bo Li", "Didrik"])
    report = read({"s": data}).report
    assert (report.problems, report.exit_code, len(report.edges)) == ((), 0, 1)


def test_a_total_with_its_count_in_the_column_of_names_is_a_total():
    report = read({"s": csv_bytes(HEAD, ["14.10.2025", "Bo Li", "Ada Berg"],
                                  ["Antall svar", "1", ""])}).report  # fmt: skip
    assert (report.respondents[1].reason, report.problems, report.exit_code) == ("total_row", (), 0)


def merged_heading(heading: str, *rows: tuple[str, ...], width: int = 3) -> bytes:
    """A heading merged over some columns of a wide table, with a question of its own after."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Svar")
        sheet.write_row(0, 0, ["Tidsmerke", "Navn"])
        sheet.merge_range(0, 2, 0, 1 + width, heading, book.add_format())
        sheet.write(0, 2 + width, "Hvem vil du helst jobbe med?")
        for at, (who, *cells) in enumerate(rows, start=1):
            sheet.write_row(at, 0, ["14.10.2025", who, *cells])
    return out.getvalue()


def test_columns_under_a_merged_heading_answer_its_question():
    rows = (
        ("Bo Li", "Ada Berg", "Didrik", "Cæcilie", "Didrik"),
        ("Didrik Dahl", "Bo Li", "", "Cæcilie", "Bo"),
        ("Cæcilie Strøm", "", "", "", "Bo"),
    )
    reading = read({"s.xlsx": merged_heading(WHO, *rows)})
    edges = [(e.source, e.target, e.question) for e in reading.report.edges]
    free = [(source, target) for source, target, key in edges if key == "friminutt"]
    assert free == [
        ("7B-03", "7B-02"), ("7B-03", "7B-05"), ("7B-03", "7B-04"),
        ("7B-05", "7B-03"), ("7B-05", "7B-04"),
    ]  # fmt: skip
    assert {key for _, _, key in edges} == {"friminutt", "gruppearbeid"}
    (round_,) = reading.records["7B"].rounds
    assert [q.key for q in round_.questions] == ["friminutt", "gruppearbeid"]
    assert reading.report.exit_code == 0
    again = read({"s.xlsx": merged_heading(WHO, *rows)}, folder=reading.mapping)
    assert again.report.edges == reading.report.edges


def test_a_column_under_a_merged_heading_with_other_things_in_it_is_no_part_of_the_question():
    rows = (("Bo Li", "Ada Berg", "fordi vi spiller fotball sammen hver dag", "", "Didrik"),)
    reading = read({"s.xlsx": merged_heading(WHO, *rows)})
    assert [(e.target, e.question) for e in reading.report.edges] == [
        ("7B-02", "friminutt"), ("7B-05", "gruppearbeid"),
    ]  # fmt: skip


def test_what_may_not_be_imported_is_left_out_under_its_merged_heading_too():
    rows = (("Bo Li", "norsk", "somali", "arabisk", "Didrik"),)
    reading = read({"s.xlsx": merged_heading("Morsmål", *rows)})
    roles = [c.role for f in reading.report.files for c in f.columns if f.kind == "answers"]
    assert roles.count("sensitive") == 3
    assert "somali" not in str(reading.report.to_json(names=True))


@pytest.mark.parametrize(
    "statement",
    ["Vi vet hvem vi kan spørre om hjelp.", "Eg veit kva vi skal gjere i timane.",
     "Læreren bestemmer hvem som er i gruppe sammen.", "We know who to ask."],
)  # fmt: skip
def test_a_statement_one_agrees_with_is_a_scale_whatever_its_words(statement: str):
    felt = ("Helt enig", "Litt uenig", "Helt uenig")
    who = ("Bo Li", "Ada Berg", "Didrik Dahl")
    rows = [["14.10.2025", *one] for one in zip(who, felt, strict=True)]
    reading = read({"s": csv_bytes([*HEAD[:2], statement], *rows)})
    assert reading.report.refused == ()
    (question,) = reading.records["7B"].rounds[0].questions
    assert (question.form, question.text) == (AnswerForm.SCALE, statement)


def test_a_question_of_whom_is_still_refused_where_all_say_no():
    data = csv_bytes([*HEAD[:2], "Hvem plager deg?"], ["14.10.2025", "Bo Li", "nei"])
    assert [p.code for p in read({"s": data}).report.refused] == ["unlawful_question"]
