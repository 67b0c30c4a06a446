"""Layouts of form tools and school systems: grids, sub-questions, ODS, WIS, Feide groups."""

from __future__ import annotations

import io
import zipfile

import pytest

from skolemiljo_analytics.readers.people import part_class
from skolemiljo_analytics.tables.report import ColumnRole, Decision, FileKind
from skolemiljo_analytics.vocabulary import AnswerForm, AnswerState
from tests.readers.making import LIST, WHO, answers, codes, csv_bytes, outcome, read

MATES = ["Ada Berg", "Bo Li", "Cæcilie Strøm", "Didrik Dahl"]


def grid(*rows: list[object], title: str = WHO, delimiter: str = ",") -> bytes:
    head = ["Tidsmerke", "Navn", *(f"{title} [{mate}]" for mate in MATES)]
    return csv_bytes(head, *rows, delimiter=delimiter)


def test_a_google_grid_with_a_column_for_each_classmate():
    data = grid(
        ["14.10.2025", "Didrik Dahl", "Ja", "Nei", "x", ""],
        ["14.10.2025", "Bo Li", "Nei", "", "Nei", "Nei"],
        ["14.10.2025", "Ada Foss", "", "", "", ""],
    )
    reading = read({"g.csv": data})
    (round_,) = reading.records["7B"].rounds
    (question,) = round_.questions
    assert (question.key, question.form) == ("friminutt", AnswerForm.CHOICE)
    assert {
        s.pupil: (s.state("friminutt"), s.named.get("friminutt", ())) for s in round_.sheets
    } == {
        "7B-05": (AnswerState.NAMED, ("7B-02", "7B-04")),
        "7B-03": (AnswerState.NOBODY, ()),
        "7B-07": (AnswerState.SKIPPED, ()),
    }
    columns = reading.report.files[-1].columns
    assert [c.role for c in columns[2:]] == [ColumnRole.PUPIL] * 4


def test_a_grid_answered_in_words_of_a_scale_is_a_rating():
    data = grid(
        ["14.10.2025", "Didrik Dahl", "Ofte", "Aldri", "Svært ofte", ""],
        ["14.10.2025", "Bo Li", "Sjelden", "", "Av og til", "Ofte"],
        title="Hvor ofte er du sammen med",
    )
    reading = read({"g.csv": data})
    (round_,) = reading.records["7B"].rounds
    (question,) = round_.questions
    assert question.form is AnswerForm.RATING
    ratings = {s.pupil: dict(s.ratings[question.key]) for s in round_.sheets}
    assert ratings == {
        "7B-05": {"7B-02": 4, "7B-03": 1, "7B-04": 5},
        "7B-03": {"7B-02": 2, "7B-04": 3, "7B-05": 4},
    }


def test_a_cell_of_a_grid_that_says_nothing_known_is_asked_about():
    reading = read({"g.csv": grid(["14.10.2025", "Didrik Dahl", "kanskje?", "Ja", "", ""])})
    assert "value_unknown" in codes(reading)
    assert [e.target for e in reading.report.edges] == ["7B-03"]


def test_a_negative_grid_is_refused_and_no_heading_shows_a_name_without_names():
    data = grid(["14.10.2025", "Didrik Dahl", "Ja", "", "", ""], title="Hvem plager andre?")
    report = read({"g.csv": data}).report
    assert report.exit_code == 2
    assert report.edges == ()
    assert {m.decision for m in report.mentions} == {Decision.REFUSED}
    plain = report.to_json(names=False)
    assert not [c for f in plain["files"] for c in f["columns"] if "Berg" in c["name"]]
    assert not [m for m in plain["mentions"] if m["column"]]


@pytest.mark.parametrize(
    "parts", [["SQ001", "SQ002"], ["1", "2"], ["Navn 1", "Navn 2"], ["1. valg", "2. valg"]]
)
def test_limesurvey_sub_questions_are_one_question(parts: list[str]):
    head = ["id", "submitdate", "lastpage", "startlanguage", "seed", "Navn",
            *(f"Q1[{part}]" for part in parts)]  # fmt: skip
    data = csv_bytes(
        head, [1, "2025-10-14 09:12:33", 3, "nb", 77, "Didrik Dahl", "Bo", "Cæcilie"],
        [2, "2025-10-14 09:13:33", 3, "nb", 78, "Bo Li", "Didrik", ""], delimiter=",",
    )  # fmt: skip
    reading = read({"lime.csv": data})
    (round_,) = reading.records["7B"].rounds
    (question,) = round_.questions
    named = {s.pupil: s.named[question.key] for s in round_.sheets}
    assert named == {"7B-05": ("7B-03", "7B-04"), "7B-03": ("7B-05",)}
    ranked = question.form is AnswerForm.RANKED
    assert ranked is ("valg" in parts[0])


def test_nettskjema():
    data = csv_bytes(
        ["$submission_id", "$created", "$answer_time_ms", "Hva heter du?", WHO],
        ["31415926", "2025-10-14T09:12:33.123", "81234", "Didrik Dahl", "Bo Li;Cæcilie"],
        delimiter="\t",
    )
    reading = read({"skjema.csv": data})
    assert [c.role for c in reading.report.files[-1].columns][:3] == [
        ColumnRole.IGNORE, ColumnRole.TIME, ColumnRole.IGNORE,
    ]  # fmt: skip
    assert [e.target for e in reading.report.edges] == ["7B-03", "7B-04"]


def ods(rows: list[list[str]]) -> bytes:
    cells = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>" for cell in row
        ) + "</table:table-row>" for row in rows
    )  # fmt: skip
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Ark1">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def test_ods():
    reading = read({"svar": ods([["Tidsmerke", "Navn", WHO], ["14.10.2025", "Bo Li", "Cæcilie"]])})
    assert [e.target for e in reading.report.edges] == ["7B-04"]
    assert reading.report.files[-1].sheet == "Ark1"


WIS = """Skoleår;Klassetrinn;Klassenavn;Nummer;Etternavn;Fornavn;Fødselsdato;Personnummer
2025-2026;10;10-A;1;"Berg, Ada";;21.03.10;
2025-2026;10;10-A;2;Li;Bo;210310;
2025-2026;10;10-B;3;Dahl;Didrik;21.03.2010;
"""


def test_a_wis_list_with_both_names_in_one_field():
    reading = read({"s": answers("Ada", who="Bo Li")}, roster=WIS, class_id="10A")
    assert [line.class_id for line in reading.report.roster] == ["10-A", "10-A", "10-B"]
    assert [e.target for e in reading.report.edges] == [reading.report.roster[0].pupil]


GROUP = "urn:mace:feide.no:go:group:b::NO974566176:7B:2025-08-01:2026-06-30::Klasse%207B"


def test_a_feide_group_is_the_class_it_names():
    roster = f"Fornavn;Etternavn;Feide-gruppe\nAda;Berg;{GROUP}\nBo;Li;{GROUP}\nEmil;Gran;7A\n"
    data = csv_bytes(["Dato", "Navn", "Klasse", WHO], ["14.10.2025", "Bo Li", "7b", "Ada"])
    reading = read({"s": data}, roster=roster, class_id="")
    assert {line.class_id for line in reading.report.roster} == {"7B", "7A"}
    assert len(reading.report.edges) == 1


CONEXUS = """Fornavn; Etternavn;Kjønn;fødselsnummer;SNO;Fødselsdato;EksternID
Ada;Berg;jente;01010750160;1;12.03.2013;x1
Bo;Li;gutt;;2;12.03.2013;x2
"""


def test_a_conexus_list_keeps_no_identity_number():
    reading = read({"s": answers("Ada", who="Bo Li")}, roster=CONEXUS)
    assert reading.report.files[0].kind is FileKind.ROSTER
    assert "identity_number" in codes(reading)
    assert "01010750160" not in repr(reading.report.to_json(names=True))


@pytest.mark.parametrize(
    ("written", "decision"),
    [
        ("Ada Berg (7A)", Decision.OUTSIDE), ("Bo (7A)", Decision.OUTSIDE),
        ("Emil (7A)", Decision.OUTSIDE), ("Emil 7A", Decision.OUTSIDE),
        ("Emil fra 7. a", Decision.OUTSIDE), ("Cæcilie (i 7a)", Decision.OUTSIDE),
        ("Bo (9C)", Decision.OUTSIDE), ("Bo (7B)", Decision.MATCHED), ("Bo 7.b", Decision.MATCHED),
        ("Ceccilie (7B)", Decision.ASK), ("Ada (7B)", Decision.ASK),
    ],
)  # fmt: skip
def test_a_name_written_with_a_class_is_looked_for_there_only(written: str, decision: Decision):
    found, reason = outcome(written)
    assert found is decision
    if decision is Decision.OUTSIDE:
        assert reason == "parallel_class"


@pytest.mark.parametrize("text", ["Ada", "Ada B", "1. Ada", "Ada og Bo", "7A", "Ada 2", ""])
def test_what_is_no_class_is_left_whole(text: str):
    assert part_class(text) == (text, "", False)


def test_the_pupil_of_the_other_class_is_the_candidate():
    reading = read({"s": answers("Emil (7A)")}, roster=LIST)
    (mention,) = reading.report.mentions
    assert mention.pupil == "7A-08"
