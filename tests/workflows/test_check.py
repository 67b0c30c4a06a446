"""What other tools rely on: the report as JSON, its schema and its exit codes."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from skolemiljo_analytics.workflows.check import check_files, read_files
from tests.readers.making import LIST, WHO, answers, csv_bytes

SCHEMA = json.loads(
    resources.files("skolemiljo_analytics.readers").joinpath("check.schema.json").read_text("utf-8")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    return tmp_path


def check(folder: Path, data: bytes, **more: Any) -> Any:
    (folder / "svar.csv").write_bytes(data)
    more.setdefault("purpose", "preventive")
    report = check_files([folder / "svar.csv"], roster=folder / "liste.csv", class_id="7B", **more)
    jsonschema.validate(report.to_json(names=True), SCHEMA)
    jsonschema.validate(report.to_json(), SCHEMA)
    return report


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (answers("Ada Berg; Bo; ingen"), 1),
        (answers("Ada Berg; Bo"), 0),
        (answers("vet ikke"), 0),
        (answers("Emil Gran; læreren; alle"), 0),
        (answers("Ada"), 1),
        (answers("Caecilie"), 1),
        (answers("Bo", who="Ada"), 1),
        (answers("Bo", question="Hvem misliker du?"), 2),
        (b"%PDF-1.7", 2),
    ],
)
def test_exit_codes(folder: Path, data: bytes, code: int):
    assert check(folder, data).exit_code == code


def test_every_place_counts_as_a_spreadsheet_shows_it(folder: Path):
    rows = [
        ["Klasseundersøkelse"], [""], ["Tidsmerke", "Navn", WHO],
        ["14.10.2025", "Bo Li", "Ada Berg; Caecilie"],
    ]  # fmt: skip
    report = check(folder, csv_bytes(*rows, delimiter="\t")).to_json(names=True)
    (file,) = [one for one in report["files"] if one["kind"] == "answers"]
    assert file["header_row"] == 3
    assert [(m["row"], m["column"], m["position"], m["text"]) for m in report["mentions"]] == [
        (4, WHO, 0, "Ada Berg"), (4, WHO, 1, "Caecilie"),
    ]  # fmt: skip
    assert report["respondents"][0]["row"] == 4
    assert report["roster"][0] == {"pupil": "7B-02", "row": 2, "class": "7B"}
    assert report["edges"] == [
        {"source": "7B-03", "target": "7B-02", "question": "friminutt", "round": "2025-10",
         "rank": None, "value": None}
    ]  # fmt: skip
    assert report["not_answered"] == ["7B-02", "7B-04", "7B-05", "7B-06", "7B-07"]


def test_proposals_count_only_when_accepted(folder: Path):
    data = answers("Caecilie; Ada")
    assert check(folder, data).edges == ()
    accepted = check(folder, data, accept_review=True)
    assert [edge.target for edge in accepted.edges] == ["7B-04"]


def test_missing_files_and_lists_are_problems_not_errors(tmp_path: Path):
    report = check_files([tmp_path / "borte.csv"], roster=tmp_path / "heller_ikke.csv")
    assert [p.code for p in report.problems] == ["not_found", "not_found", "no_class_list"]
    assert report.exit_code == 2


def test_an_unknown_class_is_refused(folder: Path):
    (folder / "svar.csv").write_bytes(answers("Bo"))
    report = check_files([folder / "svar.csv"], roster=folder / "liste.csv", class_id="9Z")
    assert "class_not_on_list" in [p.code for p in report.problems]
    assert report.exit_code == 2


def test_files_of_one_name_from_two_folders_are_told_apart(tmp_path: Path):
    for name, data in (("a", LIST.encode()), ("b", answers("Bo"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fil.csv").write_bytes(data)
    reading = read_files(
        [tmp_path / "b" / "fil.csv"], roster=tmp_path / "a" / "fil.csv", class_id="7B"
    )
    assert [one.file for one in reading.report.files] == ["fil.csv", "fil.csv (2)"]
    assert len(reading.report.edges) == 1
