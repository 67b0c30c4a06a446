"""Silence is counted by round and question, over those on the list that day."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema

from skolemiljo_analytics.tables.report import QuestionSilence
from skolemiljo_analytics.workflows.uploading import count_silence
from tests.readers.making import WHO, csv_bytes, read

WORK = "Hvem vil du helst jobbe sammen med?"
WELL = "Hvor godt trives du i klassen? (1-5)"
HEAD = ["Tidsmerke", "Navn", WHO, WORK]
LISTED = """Etternavn;Fornavn;Klasse;Kjønn;Begynte
Berg;Ada;7B;jente;
Li;Bo;7B;gutt;
Dahl;Didrik;7B;gutt;
Eide;Anne-Marie;7B;jente;01.09.2025
Gran;Emil;7A;gutt;
"""
SPRING = csv_bytes(
    HEAD,
    ["14.03.2025", "Ada Berg", "Bo Li", "ingen"],
    ["14.03.2025", "Bo Li", "Ada Berg", ""],
    ["14.03.2025", "Didrik Dahl", "ingen", "Bo Li"],
)
AUTUMN = csv_bytes(
    HEAD,
    ["14.10.2025", "Ada Berg", "Bo Li", "vet ikke"],
    ["14.10.2025", "Anne-Marie Eide", "Bo Li", "Ada Berg"],
)


def test_each_round_and_question_has_its_own_four_facts() -> None:
    report = read({"v.csv": SPRING, "h.csv": AUTUMN}, roster=LISTED).report
    found = {
        (s.round, s.question): (s.named, s.nobody, s.skipped, s.absent) for s in report.silence
    }
    (free, work) = dict.fromkeys(question for _, question in found)
    assert found == {
        ("2025-03", free): (2, 1, 0, 0),
        ("2025-03", work): (1, 1, 1, 0),
        ("2025-10", free): (2, 0, 0, 2),
        ("2025-10", work): (1, 0, 1, 2),
    }
    assert {s.class_id for s in report.silence} == {"7B"}
    assert report.not_answered == ()


def test_a_question_that_names_nobody_is_answered_by_a_number() -> None:
    data = csv_bytes(
        ["Tidsmerke", "Navn", WHO, WELL],
        ["14.10.2025", "Ada Berg", "Bo Li", "4"],
        ["14.10.2025", "Bo Li", "Ada Berg", ""],
    )
    number = next(
        s for s in read({"a.csv": data}, roster=LISTED).report.silence if not s.names_pupils
    )
    assert (number.named, number.nobody, number.skipped, number.absent) == (1, 0, 1, 2)


def test_classes_are_added_up_where_a_whole_school_is_read() -> None:
    data = csv_bytes(
        ["Tidsmerke", "Navn", "Klasse", WHO],
        ["14.10.2025", "Ada Berg", "7B", "Bo Li"],
        ["14.10.2025", "Emil Gran", "7A", "ingen"],
    )
    report = read({"a.csv": data}, roster=LISTED, class_id="").report
    assert {s.class_id for s in report.silence} == {"7A", "7B"}
    (both,) = count_silence(report)
    assert both == QuestionSilence("", "2025-10", both.question, named=1, nobody=1, absent=3)


def test_it_is_part_of_the_contract() -> None:
    schema = json.loads(
        resources.files("skolemiljo_analytics.readers")
        .joinpath("check.schema.json")
        .read_text("utf-8")
    )
    written = read({"v.csv": SPRING}, roster=LISTED).report.to_json()
    jsonschema.validate(written, schema)
    assert written["silence"][0] == {
        "class": "7B", "round": "2025-03", "question": written["silence"][0]["question"],
        "names_pupils": True, "named": 2, "nobody": 1, "skipped": 0, "absent": 0,
    }  # fmt: skip
