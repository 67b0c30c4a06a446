"""Udir's exports: hidden is hidden, repeats count once, breaks part, who vanished is told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from skolemiljo_analytics.doubt.reading import Reading as Result
from skolemiljo_analytics.readers.statistics import read_figure
from skolemiljo_analytics.tables.statistics import (
    ALL_QUESTIONS,
    FigureState,
    Measure,
    OfficialTable,
    SeriesBreak,
    Topic,
)
from skolemiljo_analytics.views.trend_chart import TrendLine, TrendPoint
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording.official import say_official, say_vanished
from skolemiljo_analytics.workflows.official import (
    compare_with,
    main_series,
    official_csv,
    official_frame,
    official_line,
    read_official,
    read_official_bytes,
)
from skolemiljo_analytics.workflows.wellbeing import ScaleOverTime
from tests.readers.making import csv_bytes

HEAD = [
    "Spoersmaalgruppe", "Spoersmaalnavn", "Skoleaarnavn", "Trinnnavn", "Kjoenn", "Score",
    "AntallBesvart", "AndelSvaralternativ1", "EierformNavn", "EnhetNavn",
]  # fmt: skip
QUESTION = "Trives du på skolen?"


def line(year: str, score: object, *, school: str = "Fjell skole", **more: str) -> list[object]:
    return [
        more.get("group", "Trivsel"), more.get("question", QUESTION), year, "7. trinn",
        "Alle kjønn", score, more.get("n", "1 045"), more.get("share", ""),
        more.get("owner", "Alle eierformer"), school,
    ]  # fmt: skip


def table(*rows: list[object], head: list[str] = HEAD) -> OfficialTable:
    return read_official_bytes({"t.csv": csv_bytes(head, *rows)}).statistics


def problems(*rows: list[object]) -> list[str]:
    reading = read_official_bytes({"t.csv": csv_bytes(HEAD, *rows)})
    return [p.code for p in reading.report.problems]


@pytest.mark.parametrize(
    ("written", "state", "value"),
    [
        ("3,1", FigureState.NUMBER, 3.1), ("  116", FigureState.NUMBER, 116.0),
        ("5\u202f943", FigureState.NUMBER, 5943.0), ("1\u00a0234,5", FigureState.NUMBER, 1234.5),
        ("0,0", FigureState.NUMBER, 0.0), (4.25, FigureState.NUMBER, 4.25),
        ("*", FigureState.HIDDEN, None), (".", FigureState.HIDDEN, None),
        (":", FigureState.HIDDEN, None), ("–", FigureState.HIDDEN, None),
        ("<5", FigureState.HIDDEN, None), ("Unntatt offentlighet", FigureState.HIDDEN, None),
        ("", FigureState.NONE, None), (None, FigureState.NONE, None),
    ],
)  # fmt: skip
def test_number_hidden_and_nothing_stay_three(written, state, value):
    figure = read_figure(written)
    assert (figure.state, figure.value) == (state, value)


def test_what_is_none_of_the_three_is_asked_about():
    assert read_figure("ca. 4") is None
    reading = read_official_bytes({"t.csv": csv_bytes(HEAD, line("2024-25", "ca. 4"))})
    (problem,) = (p for p in reading.report.problems if p.code == "statistics_figure")
    assert (problem.row, problem.column, reading.report.exit_code) == (2, "Score", 1)
    assert Measure.SCORE not in reading.statistics.rows[0].figures


def test_repeats_and_owners_count_once_and_the_newest_year_is_the_same_school():
    rows = [
        line("2023-24", "4,1"), line("2023-24", "4,1"), line("2023-24", "4,1", owner="Privat eiet"),
        line("2024-25", "4,2", school="Fjell skole "),
    ]  # fmt: skip
    found = table(*rows)
    assert [row.unit for row in found.rows] == ["Fjell skole"] * 2
    (series,) = (s for s in found.series() if s.measure is Measure.SCORE)
    assert [p.figure.value for p in series.points] == [4.1, 4.2]
    assert problems(*rows)[1:] == ["statistics_repeat", "statistics_space_in_name"]


def test_rows_that_disagree_are_told_and_all_owners_stand():
    private, every = line("2023-24", "4,5", owner="Privat eiet"), line("2023-24", "4,1")
    assert table(private, every).rows[0].figures[Measure.SCORE].value == 4.1
    assert table(every, private).rows[0].figures[Measure.SCORE].value == 4.1
    assert "statistics_owners" in problems(private, every)
    assert "statistics_disagree" in problems(every, line("2023-24", "3,0"))
    assert table(every, line("2023-24", "3,0")).rows[0].figures[Measure.SCORE].value == 4.1


def test_a_school_that_vanished_is_told_and_gets_no_zero():
    found = table(
        line("2022-23", "4,0"), line("2023-24", "4,0"), line("2022-23", "3,9", school="Li skole")
    )
    assert found.vanished() == (("Li skole", Topic.INDICATOR, "2023-24"),)
    said = say_vanished(*found.vanished()[0], Language.NB)
    assert "Li skole" in said
    assert "ikke null" in said
    (own,) = (s for s in main_series(found) if s.unit == "Li skole")
    assert [p.school_year for p in own.points] == ["2022-23"]


def test_a_hidden_year_is_drawn_as_hidden_and_said_so():
    (series,) = main_series(table(line("2022-23", "4,0"), line("2023-24", "*", n="*")))
    points = official_line(series).points
    assert [p.reading.is_number for p in points] == [True, False]
    assert points[1].reading.status == "hidden"
    assert "2023-24 skjult" in say_official(series, Language.NB)


def test_known_breaks_part_the_series():
    rows = [line("2012-13", "4,0"), line("2013-14", "4,3"), line("2014-15", "4,3")]
    (series,) = main_series(table(*rows))
    assert [p.break_before for p in series.points] == ["", "revised", ""]
    assert [p.starts_anew for p in official_line(series).points] == [False, True, False]
    assert "kan ikke sammenlignes" in say_official(series, Language.NB)


def test_a_break_in_a_year_without_a_row_still_parts():
    (series,) = main_series(table(line("2012-13", "4,0"), line("2015-16", "4,3")))
    assert series.points[1].break_before == "revised"
    (own,) = (
        s for s in table(line("2020-21", "4,0"), line("2022-23", "4,1")).series(
            breaks=[SeriesBreak("2021-22", "revised", frozenset(Topic), "Mestring")]
        ) if s.measure is Measure.SCORE
    )  # fmt: skip
    assert own.points[1].break_before == ""


def test_an_index_with_other_questions_than_the_year_before_is_a_break():
    group = "Mestring"
    rows = [
        line(year, "4,0", group=group, question=question)
        for year, questions in (("2022-23", "AB"), ("2023-24", "AB"), ("2024-25", "AC"))
        for question in (*questions, ALL_QUESTIONS)
    ]
    (series,) = main_series(table(*rows))
    assert series.question == ALL_QUESTIONS
    assert [p.break_before for p in series.points] == ["", "", "items_changed"]


def test_schools_of_one_name_are_told_apart_by_number():
    head = [*HEAD, "Organisasjonsnummer"]
    rows = [[*line("2023-24", "4,0"), "974566176"], [*line("2023-24", "3,0"), "974566177"]]
    assert len(table(*rows, head=head).rows) == 2


def test_bullying_counts_those_behind_the_share_not_those_asked():
    head = ["Spoersmaalgruppe", "Skoleaarnavn", "EnhetNavn", "AndelMobbet", "AntallBesvart"]
    found = table(["Mobbing på skolen", "2023-24", "Li skole", "4,8", "7"], head=head)
    assert set(found.rows[0].figures) == {Measure.BULLIED, Measure.BEHIND_BULLIED}
    assert found.rows[0].topic is Topic.BULLYING


def test_the_table_given_back_cannot_run_as_a_formula():
    data = official_csv(table(line("2023-24", "4,0", school="=HYPERLINK(1)")))
    assert b"\n=" not in data
    assert b",=" not in data


@pytest.mark.parametrize(("highest", "lines"), [(5, 2), (4, 1)])
def test_a_published_line_stands_last_and_only_beside_the_same_scale(highest: int, lines: int):
    own = TrendLine("7A", (TrendPoint("2024-10", Result.known(4.0, n_asked=9, n_answered=9)),))
    scale = ScaleOverTime("Trivsel", (), 1, highest, (own,), "", official_frame(table()), "p 1")
    series = main_series(table(line("2023-24", "4,0"), line("2024-25", "*")))
    beside = compare_with(scale, series, Language.NB)
    assert [one.name for one in beside.lines] == ["7A", "Udir: Trivsel"][:lines]
    assert ("skjult" in beside.description.lower()) is (lines == 2)


def test_no_class_list_is_asked_for_and_none_is_missed():
    assert "no_class_list" not in problems(line("2023-24", "4,0"))


@pytest.mark.reference
@pytest.mark.parametrize("as_json", [False, True])
def test_the_real_export_of_one_school(reference: Path, as_json: bool):
    folder = reference / "data" / "udir_elevundersokelsen"
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("tabell_*.csv"))}
    if as_json:
        files = {
            name: json.dumps(
                [
                    {key: value or None for key, value in row.items()}
                    for row in csv.DictReader(io.StringIO(data.decode()))
                ]
            ).encode()
            for name, data in files.items()
        }
    reading = read_official_bytes(files)
    found = reading.statistics
    assert reading.report.exit_code == 0
    assert (len(found.rows), found.units) == (670 + 60 + 15, ("Bergen private gymnas AS",))
    assert found.years == ("2021-22", "2022-23", "2023-24", "2024-25", "2025-26")
    assert found.vanished() == ()
    states = official_frame(found).query("measure == 'share_1'")["state"].value_counts()
    # Of 2,680 rows as they stand: 996 hidden, 620 without, each four times.
    assert (states["hidden"], states["none"]) == (996 // 4, 620 // 4)
    bullied = official_frame(found).query("measure == 'bullied'")["state"].value_counts()
    assert bullied["hidden"] == 168 // 4
    (trivsel,) = (
        s for s in main_series(found) if s.group == "Trivsel" and s.grade.endswith("trinn 3")
    )
    assert [p.figure.value for p in trivsel.points] == [4.0, 4.1, 4.0, 4.3, 4.3]


def test_exports_are_read_from_disk_as_from_an_upload(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_bytes(csv_bytes(HEAD, line("2023-24", "4,0")))
    assert read_official([path]).statistics == table(line("2023-24", "4,0"))
