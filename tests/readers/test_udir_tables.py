"""Udir's tables 148-151 and 153: files made after their published columns, with every trap."""

from __future__ import annotations

import csv
import io
import json

import pytest

from skolemiljo_analytics.tables.statistics import FigureState, Measure, OfficialTable, Topic
from skolemiljo_analytics.workflows.official import read_official_bytes

WHERE = [
    "EnhetNivaa", "Nasjonaltkode", "Nasjonalt", "Fylkekode", "Fylke", "Kommunekode", "Kommune",
    "Organisasjonsnummer", "EnhetNavn",
]  # fmt: skip
WHOM = [
    "GruppeNivaa", "GruppeKode", "GruppeNavn", "TrinnNivaa", "TrinnKode", "Trinnnavn",
    "EierformNivaa", "Eierformkode", "EierformNavn", "KjoennNivaa", "KjoennKode", "Kjoenn",
]  # fmt: skip
QUESTION = [
    "SpoersmaalNivaa", "Spoersmaalgruppekode", "Spoersmaalgruppe", "Spoersmaalkode",
    "Spoersmaalnavn",
]  # fmt: skip
INDICATOR = [
    *QUESTION, "Skoleaarnavn", *WHERE, *WHOM, "Score", "Standardavvik", "AntallBesvart",
    *(f"AndelSvaralternativ{n}" for n in range(1, 6)),
    *(f"AntallBesvartSvaralternativ{n}" for n in range(1, 6)),
    "Sidenummer", "RaderSide", "RaderTotalt",
]  # fmt: skip
THEME = [
    "TemaNivaa", "Temakode", "Temanavn", "Spoersmaalkode", "Spoersmaalnavn", "SvaralternativKode",
    "SvaralternativNavn", "Skoleaarnavn", *WHERE, *WHOM, "AndelBesvart",
]  # fmt: skip
BULLYING = [*QUESTION, "Skoleaarnavn", *WHERE, *WHOM, "AndelMobbet", "AntallBesvart"]
PARTICIPATION = ["Skoleaarnavn", *WHERE, *WHOM, "AndelDeltatt", "AntallBesvart", "AntallInvitert"]
UPPER_THEME = [
    "Temanavn", "Spoersmaalnavn", "SvaralternativNavn", "Skoleaarnavn", "Organisasjonsnummer",
    "EnhetNavn", "ProgramomraadeNivaa", "UtdanningstypeKode", "Utdanningsprogramnavn", "Trinnnavn",
    "EierformNavn", "Kjoenn", "AndelBesvart",
]  # fmt: skip

LAND = {"EnhetNivaa": "1", "Nasjonaltkode": "I", "Nasjonalt": "Hele landet",
        "EnhetNavn": "Hele landet"}  # fmt: skip
COUNTY = {**LAND, "EnhetNivaa": "2", "Fylkekode": "03", "Fylke": "Oslo", "EnhetNavn": "Oslo"}
TOWN = {**COUNTY, "EnhetNivaa": "3", "Kommunekode": "0301", "Kommune": "Oslo"}
SCHOOL = {**TOWN, "EnhetNivaa": "4", "Organisasjonsnummer": "974566176",
          "EnhetNavn": "Furulia skole "}  # fmt: skip
ALL = {
    "Skoleaarnavn": "2024-25", "Trinnnavn": "7. trinn", "EierformNavn": "Alle eierformer",
    "Kjoenn": "Alle kjønn", "GruppeNavn": "Alle grupper", "Spoersmaalgruppe": "Trivsel",
    "Spoersmaalnavn": "Trives du på skolen?", "SpoersmaalNivaa": "2",
}  # fmt: skip

Row = dict[str, str]


def line(where: Row, **figures: str) -> Row:
    return {**ALL, **where, **figures}


def as_csv(head: list[str], *rows: Row, delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=delimiter)
    table.writerows([head, *([row.get(one, "") for one in head] for row in rows)])
    return out.getvalue().encode(encoding)


def as_json(head: list[str], *rows: Row, **_: str) -> bytes:
    return json.dumps([{one: row.get(one) for one in head} for row in rows]).encode()


def table(data: bytes) -> OfficialTable:
    reading = read_official_bytes({"t": data})
    assert reading.report.exit_code == 0, [p.code for p in reading.report.problems]
    return reading.statistics


SHAPES = [
    pytest.param(as_json, {}, id="json"),
    pytest.param(as_csv, {}, id="semicolon"),
    pytest.param(as_csv, {"delimiter": ",", "encoding": "utf-8-sig"}, id="comma and mark"),
    pytest.param(as_csv, {"delimiter": "\t", "encoding": "utf-16"}, id="tab and utf-16"),
    pytest.param(as_csv, {"encoding": "cp1252"}, id="cp1252"),
]


@pytest.mark.parametrize(("make", "how"), SHAPES)
def test_148_numbers_with_every_space_and_oslo_apart_from_oslo(make, how):
    thousands = "5 943" if how.get("encoding") == "cp1252" else "5\u202f943"
    rows = [
        line(LAND, Score="4,1", AntallBesvart="59\u00a0430"),
        line(COUNTY, Score="4,2", AntallBesvart=thousands),
        line(TOWN, Score="4,3", AntallBesvart=thousands),
        line(SCHOOL, Score="4,4", AntallBesvart="  116", AndelSvaralternativ1="*"),
        line(SCHOOL, Score="4,4", AntallBesvart="  116", AndelSvaralternativ1="*"),
    ]
    found = table(make(INDICATOR, *rows, **how))
    assert [(r.unit, r.figures[Measure.SCORE].value) for r in found.rows] == [
        ("Hele landet", 4.1), ("Oslo", 4.2), ("Oslo", 4.3), ("Furulia skole", 4.4),
    ]  # fmt: skip
    answered = [r.figures[Measure.ANSWERED].value for r in found.rows]
    assert answered == [59430, 5943, 5943, 116]
    assert found.rows[-1].figures[Measure.SHARE_1].state is FigureState.HIDDEN
    assert found.rows[-1].figures[Measure.SHARE_2].state is FigureState.NONE
    assert len({r.unit_id for r in found.rows}) == 4


def test_148_left_out_filters_give_every_combination_and_none_is_counted_twice():
    rows = [
        line(SCHOOL, Kjoenn=gender, EierformNavn=owner, Score=score)
        for gender, score in (("Alle kjønn", "4,1"), ("Jente", "4,0"), ("Gutt", "*"))
        for owner in ("Alle eierformer", "Offentlig")
    ]
    found = table(as_csv(INDICATOR, *rows))
    assert [(r.gender, r.figures[Measure.SCORE].value) for r in found.rows] == [
        ("Alle kjønn", 4.1), ("Jente", 4.0), ("Gutt", None),
    ]  # fmt: skip


def test_148_a_year_of_one_oslo_is_not_missing_because_the_other_has_it():
    rows = [line(TOWN, Score="4,1"), line(TOWN, Score="4,1", Skoleaarnavn="2023-24"),
            line(COUNTY, Score="4,1")]  # fmt: skip
    assert table(as_csv(INDICATOR, *rows)).vanished() == (("Oslo", Topic.INDICATOR, "2023-24"),)


@pytest.mark.parametrize(("head", "make"), [(THEME, as_csv), (UPPER_THEME, as_json)])
def test_149_and_153_are_told_by_their_fields_with_a_row_for_each_alternative(head, make):
    shares = [("Svært fornøyd", "12,5"), ("Ganske fornøyd", "*"), ("Litt", "*"), ("Nei", "0,0")]
    rows = [
        line(SCHOOL, Temanavn="Fysisk miljø", Spoersmaalgruppe="", SvaralternativNavn=name,
             AndelBesvart=share)
        for name, share in shares
    ]  # fmt: skip
    found = table(make(head, *rows))
    assert {(r.topic, r.group) for r in found.rows} == {(Topic.THEME, "Fysisk miljø")}
    figures = [r.figures[Measure.SHARE_ANSWERED] for r in found.rows]
    assert [(f.state, f.value) for f in figures] == [
        (FigureState.NUMBER, 12.5), (FigureState.HIDDEN, None), (FigureState.HIDDEN, None),
        (FigureState.NUMBER, 0.0),
    ]  # fmt: skip
    assert [r.alternative for r in found.rows] == [name for name, _ in shares]


def test_150_counts_those_behind_the_share():
    group = "Mobbing på skolen"
    rows = [
        line(SCHOOL, Spoersmaalgruppe=group, AndelMobbet="4,8", AntallBesvart="7"),
        line(SCHOOL, Kjoenn="Gutt", AndelMobbet="*", AntallBesvart="*"),
    ]
    found = table(as_csv(BULLYING, *rows))
    assert [r.topic for r in found.rows] == [Topic.BULLYING] * 2
    assert found.rows[0].figures[Measure.BEHIND_BULLIED].value == 7
    assert Measure.ANSWERED not in found.rows[0].figures
    assert found.rows[1].figures[Measure.BULLIED].state is FigureState.HIDDEN


def test_151_participation_in_an_answer_wrapped_in_an_object():
    row = line(SCHOOL, AndelDeltatt="88,3", AntallBesvart="1 166", AntallInvitert="1 320")
    data = json.loads(as_json(PARTICIPATION, row))
    (found,) = table(json.dumps({"sideNummer": 1, "data": data}).encode()).rows
    assert found.topic is Topic.PARTICIPATION
    kept = {m: f.value for m, f in found.figures.items()}
    assert kept == {Measure.PARTICIPATED: 88.3, Measure.ANSWERED: 1166, Measure.INVITED: 1320}


def test_a_decimal_comma_that_cut_its_cell_in_two_moves_no_figure():
    head = ["Skoleaarnavn", "EnhetNavn", "Trinnnavn", "Score", "AntallBesvart"]
    data = ",".join(head) + "\n2024-25,Li skole,7. trinn,4,1,116\n2023-24,Li skole,7. trinn,4,99\n"
    reading = read_official_bytes({"t": data.encode()})
    problems = [(p.code, p.row) for p in reading.report.problems if p.severity == "ask"]
    assert problems == [("cells_beyond_headings", 2)]
    assert [r.school_year for r in reading.statistics.rows] == ["2023-24"]
