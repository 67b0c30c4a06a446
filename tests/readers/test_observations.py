"""Observations: their own evidence, with names resolved as carefully as in answers."""

from __future__ import annotations

import json
from datetime import date

import pytest

from skolemiljo_analytics.readers.decisions import DecisionRow
from skolemiljo_analytics.readers.reading import Reading
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.tables.report import Decision, FileKind
from skolemiljo_analytics.workflows.read_class import class_of
from tests.readers.making import answers, codes, csv_bytes, read

HEAD = ["Dato", "Sted", "Hvem", "Sammen med", "Hva skjedde", "Observert av"]


def seen(*rows: list[str], **more: object) -> Reading:
    return read({"obs.csv": csv_bytes(HEAD, *rows)}, **more)


def test_date_place_who_with_whom_and_what():
    reading = seen(["14.10.2025", "Skolegården", "Ada Berg", "Bo og Didrik", "Spilte kort", "FS"])
    assert reading.records["7B"].observations == (
        Observation(
            date(2025, 10, 14), "Skolegården", ("7B-02", "7B-03", "7B-05"), "Spilte kort", "FS"
        ),
    )
    assert reading.report.files[-1].kind is FileKind.OBSERVATIONS
    assert codes(reading) == ["observations_read"]
    assert reading.report.exit_code == 0


def test_they_never_count_as_choices_nor_as_answers():
    reading = seen(["14.10.2025", "Gangen", "Ada Berg", "Bo", "x", ""])
    assert reading.report.edges == ()
    assert reading.report.respondents == ()
    assert reading.records["7B"].rounds == ()
    assert reading.report.not_answered == ()


def test_a_name_that_is_not_certain_is_asked_and_then_settled():
    rows = ["14.10.2025", "Gangen", "Didrikk", "", "sto ved vinduet", ""]
    reading = seen(rows)
    (question,) = reading.report.questions
    assert (question.text, question.column, question.decision) == (
        "Didrikk", "Hvem", Decision.REVIEW,
    )  # fmt: skip
    assert reading.records["7B"].observations[0].pupils == ()
    said = DecisionRow("obs.csv", "", "", 2, "Hvem", 0, "Didrikk", Decision.MATCHED, "7B-05")
    again = seen(rows, decisions=(said,))
    assert again.report.questions == ()
    assert again.records["7B"].observations[0].pupils == ("7B-05",)


def test_without_a_day_it_is_not_read_and_that_is_said():
    reading = seen(["", "Gangen", "Bo", "", "x", ""], ["i går", "Gangen", "Bo", "", "x", ""])
    assert [p.row for p in reading.report.problems if p.code == "observation_undated"] == [2, 3]
    assert reading.records["7B"].observations == ()


def test_identity_numbers_are_taken_out_of_the_text():
    reading = seen(["14.10.2025", "Gangen", "Bo", "", "Gjelder 01010750160 og en til", ""])
    (kept,) = reading.records["7B"].observations
    assert "01010750160" not in repr(kept) + json.dumps(reading.report.to_json(names=True))
    assert "identity_number" in codes(reading)


def test_they_travel_with_the_class_beside_the_answers():
    files = {
        "svar.csv": answers("Bo", who="Ada Berg"),
        "obs.csv": csv_bytes(
            ["Dato", "Stad", "Elevar", "Saman med", "Kva skjedde"],
            ["15.10.2025", "Gangen", "Cæcilie", "Bo", "gjekk saman"],
            ["13.10.2025", "Gangen", "Bo", "", "sat i sofaen"],
        ),
    }
    school_class = class_of(read(files))
    assert [o.text for o in school_class.record.observations] == ["sat i sofaen", "gjekk saman"]
    assert school_class.rounds == ("2025-10",)


@pytest.mark.parametrize("name", ["Emil", "Emil Gran"])
def test_a_pupil_of_the_parallel_class_is_reported_as_that(name: str):
    reading = seen(["14.10.2025", "Gangen", name, "", "x", ""])
    assert reading.report.mentions[0].decision is Decision.OUTSIDE
    assert reading.records["7B"].observations[0].pupils == ()
