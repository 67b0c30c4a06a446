"""Every layout a school has, recognised by its content."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from skolemiljo_analytics.tables.report import ColumnRole, Decision, FileKind
from skolemiljo_analytics.vocabulary import AnswerForm, AnswerState, Gender, Purpose
from tests.readers.making import LIST, WHO, answers, codes, csv_bytes, read, xlsx_bytes

WHEN = datetime(2025, 10, 14, 9, 12)  # noqa: DTZ001


def test_microsoft_forms_workbook():
    data = xlsx_bytes({
        "Form1": [
            ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-postadresse", "Navn", WHO,
             "Jeg trives i klassen"],
            [1, WHEN, WHEN, "anonymous", "Didrik Dahl", "Ada Berg;Bo Li;", "Litt enig"],
            [2, WHEN, WHEN, "anonymous", "Bo Li", None, "Helt enig"],
            [3, WHEN, WHEN, "anonymous", "Ada Foss", "Ingen", 2],
        ]
    })  # fmt: skip
    reading = read({"x.bin": data})
    (round_,) = reading.records["7B"].rounds
    assert (round_.key, round_.held_on.isoformat()) == ("2025-10", "2025-10-14")
    sheets = {sheet.pupil: sheet for sheet in round_.sheets}
    assert sheets["7B-05"].named["friminutt"] == ("7B-02", "7B-03")
    assert sheets["7B-03"].state("friminutt") is AnswerState.SKIPPED
    assert sheets["7B-07"].state("friminutt") is AnswerState.NOBODY
    (scale,) = (q for q in round_.questions if q.form is AnswerForm.SCALE)
    assert [sheets[p].scales[scale.key] for p in ("7B-05", "7B-03", "7B-07")] == [4, 5, 2]
    assert reading.report.not_answered == ("7B-02", "7B-04", "7B-06")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_google_forms_in_every_encoding_and_delimiter(encoding: str, delimiter: str):
    rows = [["Tidsmerke", "Hva heter du?", WHO], ["14.10.2025 09.12.33", "Cæcilie Strøm", "Bo"]]
    data = csv_bytes(*rows, delimiter=delimiter, encoding=encoding)
    report = read({"svar": data}).report
    assert [e.target for e in report.edges] == ["7B-03"]
    assert report.respondents[0].pupil == "7B-04"
    assert report.files[-1].delimiter == delimiter


def test_a_sep_line_decides_and_is_not_a_row():
    data = b"sep=|\r\nTidsmerke|Navn|" + WHO.encode() + b"\r\n14.10.2025|Bo Li|Ada Berg\r\n"
    report = read({"svar.csv": data}).report
    assert (report.files[-1].delimiter, report.files[-1].header_row) == ("|", 1)
    assert report.mentions[0].row == 2


def test_text_encoded_twice_is_mended_with_a_note():
    data = answers("Cæcilie").decode().encode("utf-8").decode("cp1252").encode("utf-8")
    reading = read({"svar.csv": data})
    assert reading.report.mentions[0].decision is Decision.MATCHED
    assert "mended_twice_encoded" in codes(reading)


def test_ranked_columns_keep_their_order():
    data = csv_bytes(
        ["Dato", "Navn", "Friminutt 2. valg", "Friminutt 1. valg"],
        ["14.10.2025", "Didrik Dahl", "Bo", "Cæcilie"],
    )
    reading = read({"svar.csv": data})
    (round_,) = reading.records["7B"].rounds
    assert round_.questions[0].form is AnswerForm.RANKED
    assert round_.sheets[0].named["friminutt"] == ("7B-04", "7B-03")
    assert sorted((e.target, e.rank) for e in reading.report.edges) == [("7B-03", 2), ("7B-04", 1)]


def test_a_long_list_with_several_relations_and_classes():
    data = csv_bytes(
        ["Fra", "Til", "Relasjon", "Klasse", "Dato"],
        ["Didrik Dahl", "Bo", "friminutt", "7B", "14.10.2025"],
        ["Didrik Dahl", "Ada Berg", "gruppearbeid", "7B", "14.10.2025"],
        ["Bo Li", "ingen", "friminutt", "7B", "14.10.2025"],
        ["Emil", "Ada Berg", "friminutt", "7A", "14.10.2025"],
    )
    reading = read({"valg.csv": data}, class_id="")
    asked = {(e.source, e.target, e.question) for e in reading.report.edges}
    assert asked == {("7B-05", "7B-03", "friminutt"), ("7B-05", "7B-02", "gruppearbeid")}
    (own,) = reading.records["7B"].rounds
    assert {s.pupil: s.state("friminutt") for s in own.sheets} == {
        "7B-03": AnswerState.NOBODY, "7B-05": AnswerState.NAMED,
    }  # fmt: skip
    assert reading.report.mentions[-1].decision is Decision.OUTSIDE


def test_a_rating_matrix_with_other_order_form_mean_row_and_notes():
    data = xlsx_bytes({
        "Ark1": [
            ["Samarbeid, oktober"],
            ["", "Li, Bo", "Ada Berg", "Strøm Cæcilie", "Didrik", "Snitt"],
            ["Ada Berg", 5, "", 1, 3, 3],
            ["Bo Li", "", 4, 2, 5, 3.7],
            ["Didrik Dahl", "", "", "", "", ""],
            ["Cæcilie S.", 1, 1, "", 1, 1],
            ["Gjennomsnitt", 3, 2.5, 1.5, 3, ""],
        ]
    })  # fmt: skip
    from datetime import date

    reading = read({"m.xlsx": data}, held_on=date(2025, 10, 14))
    (round_,) = reading.records["7B"].rounds
    (question,) = round_.questions
    assert (question.form, question.lowest, question.highest) == (AnswerForm.RATING, 1, 5)
    ratings = {s.pupil: dict(s.ratings[question.key]) for s in round_.sheets}
    assert ratings["7B-02"] == {"7B-03": 5, "7B-04": 1, "7B-05": 3}
    assert set(ratings) == {"7B-02", "7B-03", "7B-04"}  # an empty row did not answer
    assert {"row_without_pupil", "column_without_pupil"} <= set(codes(reading))


def test_a_choice_matrix_tells_a_row_of_zeros_from_an_empty_row():
    from datetime import date

    data = csv_bytes(
        ["", "Ada Berg", "Bo Li", "Didrik Dahl", "Cæcilie Strøm"],
        ["Ada Berg", "", "x", "", "1"],
        ["Bo Li", 0, "", 0, 0],
        ["Didrik Dahl", "", "", "", ""],
        ["Cæcilie Strøm", "?", 1, 0, ""],
    )
    reading = read({"m.csv": data}, held_on=date(2025, 10, 14))
    (round_,) = reading.records["7B"].rounds
    key = round_.questions[0].key
    assert {s.pupil: (s.state(key), len(s.named.get(key, ()))) for s in round_.sheets} == {
        "7B-02": (AnswerState.NAMED, 2),
        "7B-03": (AnswerState.NOBODY, 0),
        "7B-04": (AnswerState.NAMED, 1),
    }
    assert "value_unknown" in codes(reading)


def test_answers_as_json():
    rows = [{"Tidsmerke": "2025-10-14", "Navn": "Bo Li", WHO: ["Ada Berg", "Didrik"]}]
    report = read({"svar": json.dumps(rows).encode()}).report
    assert [e.target for e in report.edges] == ["7B-02", "7B-05"]


def test_questions_that_change_between_rounds_stay_two_rounds():
    first, second = answers("Bo"), answers("Bo", question="Hvem vil du jobbe med i gruppe?")
    second = second.replace(b"14.10.2025", b"10.03.2026")
    reading = read({"a": first, "b": second})
    assert [(r.key, r.questions[0].key) for r in reading.records["7B"].rounds] == [
        ("2025-10", "friminutt"), ("2026-03", "gruppearbeid"),
    ]  # fmt: skip


def test_one_form_reopened_months_later_is_two_rounds():
    data = answers("Bo", "Cæcilie").replace(b"14.10.2025", b"10.03.2026", 1)
    assert [r.key for r in read({"a": data}).records["7B"].rounds] == ["2025-10", "2026-03"]


VOKAL = """Elever i 7B;;;;;;
Skoleåret 2025-2026;;;;;;
Fornavn; Etternavn;Kjønn;fødselsnummer;SNO;Fødselsdato;EksternID
Ada;Berg;jente;01010750160;1;12.03.2013;x1
Bo;Li;gutt;;2;11.04.2013;x2
Antall elever: 2;;;;;;
"""


def test_a_vokal_list_with_title_rows_totals_and_identity_numbers():
    reading = read({}, roster=VOKAL)
    entries = reading.records["7B"].roster.pupils
    assert [(e.pupil, e.gender) for e in entries] == [
        ("7B-04", Gender.GIRL), ("7B-05", Gender.BOY),
    ]  # fmt: skip
    assert codes(reading) == ["identity_number", "roster_row_skipped"]
    assert reading.report.problems[0].row == 4
    assert "01010750160" not in json.dumps(reading.report.to_json(names=True))


@pytest.mark.parametrize(
    "roster",
    [
        "Navn;Klasse\nBerg, Ada;7.B\nLi, Bo;7 b\n",
        "Elev\tKlassegruppe\nAda Berg\t7-B\nBo Li\t7B\n",
        "Berg, Ada\nLi, Bo\nDahl, Didrik\n",
        "Fornavn;Etternavn;Basisgruppe\nAda;Berg;urn:mace:feide.no:go:group:b::NO974566176:7B:"
        "2025-08-01:2026-06-30::7B\nBo;Li;urn:mace:feide.no:go:group:b::NO974566176:7B:"
        "2025-08-01:2026-06-30::7B\n",
    ],
)
def test_class_lists_of_many_kinds(roster: str):
    reading = read({"svar": answers("Ada Berg", who="Bo Li")}, roster=roster)
    assert [e.target for e in reading.report.edges][:1] == [reading.report.roster[0].pupil]


def test_a_folder_of_words_only_is_guessed_and_every_guess_is_shown():
    reading = read({"svar": answers("Bo")})
    columns = {c.name: c for c in reading.report.files[-1].columns}
    assert (columns[WHO].role, columns[WHO].question) == (ColumnRole.QUESTION, "friminutt")
    assert not columns[WHO].sure
    assert columns["Tidsmerke"].sure


def test_several_submissions_the_last_complete_one_counts():
    rows = [
        ["Tidsmerke", "Navn", WHO, "Hvem vil du jobbe med i gruppe?"],
        ["14.10.2025 09.00", "Bo Li", "Ada Berg", "Didrik"],
        ["14.10.2025 10.00", "Bo Li", "Cæcilie", "Didrik"],
        ["14.10.2025 11.00", "Bo Li", "Anne-Marie", ""],
    ]
    report = read({"svar": csv_bytes(*rows)}).report
    assert [(e.target, e.question) for e in report.edges] == [
        ("7B-04", "friminutt"), ("7B-05", "gruppearbeid"),
    ]  # fmt: skip
    assert [r.reason for r in report.respondents] == ["later_submission", "exact", "less_complete"]
    assert report.count(Decision.REPEAT) == 3


def test_test_rows_totals_and_anonymous_rows_are_known():
    rows = [
        ["Tidsmerke", "Navn", WHO],
        ["14.10.2025", "test", "Bo"],
        ["14.10.2025", "anonymous", "Bo"],
        ["14.10.2025", "Bo Li", "Ada Berg"],
        ["", "Totalt", "3"],
    ]
    report = read({"svar": csv_bytes(*rows)}).report
    assert [r.reason for r in report.respondents] == ["test_row", "anonymous", "exact", "total_row"]
    assert len(report.edges) == 1
    assert report.exit_code in {0, 1}


def test_a_parallel_sheet_of_statistics_is_told_apart():
    data = csv_bytes(["Skoleaarnavn", "Trinnnavn", "EnhetNavn", "Score"], ["2024-25", "7", "x", 4])
    reading = read({"udir.csv": data})
    assert reading.report.files[-1].kind is FileKind.STATISTICS


def test_the_class_is_guessed_from_full_names_and_said():
    reading = read({"svar": answers("Ada Berg", who="Bo Li")}, class_id="")
    assert reading.class_id == "7B"
    assert "class_guessed" in codes(reading)


def test_purpose_is_preventive_where_nobody_says_and_that_is_noted():
    reading = read({"svar": answers("Bo")}, purpose=None)
    assert reading.records["7B"].rounds[0].purpose is Purpose.PREVENTIVE
    assert "purpose_assumed" in codes(reading)


def test_two_pupils_of_one_name_are_told_and_never_chosen_between():
    reading = read({"svar": answers("Bo Li", who="Ada Berg")}, roster=LIST + "Li;Bo;7B;gutt\n")
    assert "same_name_twice" in codes(reading)
    assert reading.report.mentions[0].decision is Decision.ASK
