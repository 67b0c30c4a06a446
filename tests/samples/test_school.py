from __future__ import annotations

import csv
import io
import re
import tomllib
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from skolemiljo_analytics.findings.observed import count_seen_unchosen, find_observed
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.samples import sample_folder, school, write_school
from skolemiljo_analytics.samples.draws import Draws
from skolemiljo_analytics.samples.pupils import pupils_of
from skolemiljo_analytics.samples.spelling import typed_names
from skolemiljo_analytics.samples.stories import STORIES
from skolemiljo_analytics.vocabulary import Reason, Scope
from skolemiljo_analytics.workflows.read_class import read_class

COMMITTED = Path(__file__).parents[2] / "sample_data"
CLASSES = [story.class_id for story in STORIES]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    write_school(folder)
    return folder


def files_of(folder: Path) -> dict[str, Path]:
    found = (p for p in folder.rglob("*") if p.is_file() and p.name != ".gitattributes")
    return {p.relative_to(folder).as_posix(): p for p in found}


def content(path: Path) -> object:
    """Bytes of a text; cells of a workbook, whose packing may differ between library versions."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    book = openpyxl.load_workbook(path)
    cells = {sheet.title: list(sheet.values) for sheet in book}
    return cells, book.properties.created


def rows_of(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def test_what_is_committed_is_what_the_generator_writes(fresh: Path) -> None:
    committed, written = files_of(COMMITTED), files_of(fresh)
    assert sorted(committed) == sorted(written)
    for name, path in written.items():
        assert content(committed[name]) == content(path), name


def test_writing_twice_gives_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    write_school(tmp_path / "again")
    again = files_of(tmp_path / "again")
    assert all(
        again[name].read_bytes() == path.read_bytes() for name, path in files_of(fresh).items()
    )


def test_another_seed_is_another_school_with_the_same_list(fresh: Path, tmp_path: Path) -> None:
    write_school(tmp_path, seed=7)
    other, one = files_of(tmp_path), files_of(fresh)
    assert content(other["klasse_7b/svar_2025-10.xlsx"]) != content(
        one["klasse_7b/svar_2025-10.xlsx"]
    )
    roster = "klasse_7b/klasseliste.csv"
    assert content(other[roster]) == content(one[roster])


def test_it_says_that_it_is_invented() -> None:
    text = (COMMITTED / "README.md").read_text(encoding="utf-8")
    assert "OPPDIKTET" in text
    assert "INVENTED" in text
    for class_id in CLASSES:
        mapping = COMMITTED / f"klasse_{class_id.lower()}" / "runder.toml"
        assert "Oppdiktet" in mapping.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.reference
def test_nobody_from_the_plan_is_on_a_list(reference: Path) -> None:
    plan = (reference / "seed" / "plan_for_skolemiljo.txt").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", plan))
    for class_id in CLASSES:
        for pupil in pupils_of(class_id):
            assert not words & set(re.findall(r"\w+", pupil.name.full)), class_id


@pytest.mark.parametrize("class_id", CLASSES)
def test_the_class_list_is_as_excel_writes_it(fresh: Path, class_id: str) -> None:
    raw = (fresh / f"klasse_{class_id.lower()}" / "klasseliste.csv").read_bytes()
    rows = rows_of(raw.decode("cp1252"), ";")
    assert rows[0] == ["Etternavn", "Fornavn", "Klasse", "Kjønn", "Startdato", "Sluttdato"]
    assert len(rows) - 1 == len(pupils_of(class_id))
    assert raw.count(b"\r\n") == len(rows)
    assert {row[2] for row in rows[1:]} == {class_id}


@pytest.mark.parametrize("class_id", CLASSES)
def test_the_mapping_names_every_file_and_its_round(fresh: Path, class_id: str) -> None:
    folder = fresh / f"klasse_{class_id.lower()}"
    mapping = tomllib.loads((folder / "runder.toml").read_text(encoding="utf-8"))
    named = {file["name"] for file in mapping["file"]}
    assert named | {"runder.toml"} == {p.name for p in folder.iterdir()}
    answers = [f for f in mapping["file"] if f["kind"] not in {"roster", "observations"}]
    assert {file["round"] for file in answers} == {"2025-03", "2025-10", "2026-03"}
    asked = {question["key"] for question in mapping["question"]}
    assert all(set(file["questions"]) <= asked for file in answers)
    for file in answers:
        assert ("grounds" in file) == (file["purpose"] == "suspicion")
        if "grounds" in file:
            assert file["grounds"]["decided_on"] < file["held_on"]


def test_adults_wrote_down_whom_they_saw_and_it_reads_without_a_question(fresh: Path) -> None:
    klass = read_class(fresh / "klasse_7b", purpose="preventive")
    assert klass.report.questions == ()
    seen = klass.record.observations
    assert len(seen) == 16
    assert all(2 <= len(one.pupils) <= 4 and one.text and one.place for one in seen)
    for key in ("2025-10", "2026-03"):
        portrait = describe_class(klass.graph(round=key), redraws=20, null_draws=20)
        (found,) = find_observed(portrait, seen)
        assert (found.scope, found.pupils, found.facts["unchosen"]) == (Scope.CLASS, (), 1)
    none = describe_class(klass.graph(round="2025-03"), redraws=20, null_draws=20)
    assert count_seen_unchosen(none, seen).reason is Reason.FEW_OBSERVATIONS


def test_microsoft_forms_joins_choices_with_a_closing_semicolon(fresh: Path) -> None:
    book = openpyxl.load_workbook(fresh / "klasse_7b" / "svar_2025-10.xlsx")
    heading, *rows = book.active.values
    assert heading[:5] == (
        "ID",
        "Starttidspunkt",
        "Fullføringstidspunkt",
        "E-postadresse",
        "Navn",
    )
    choices = [row[5] for row in rows if row[5]]
    assert all(cell.endswith(";") for cell in choices)
    assert all(row[1] < row[2] and isinstance(row[2], datetime) for row in rows)
    ended = [row[2] for row in rows]
    assert ended == sorted(ended)


def test_a_silent_row_of_the_matrix_is_empty_and_nobody_is_zeros(fresh: Path) -> None:
    book = openpyxl.load_workbook(fresh / "klasse_5b" / "matrise_2025-03.xlsx")
    assert book.sheetnames == ["friminutt", "gruppearbeid", "sammen", "ideer"]
    rows = [row[1:] for sheet in book for row in list(sheet.values)[1:]]
    silent = [row for row in rows if set(row) == {None}]
    nobody = [row for row in rows if set(row) == {0}]
    assert len(silent) >= 4 * 5
    assert nobody
    assert all(None not in row for row in rows if row not in silent)


def test_the_edge_list_says_nobody_aloud(fresh: Path) -> None:
    text = (fresh / "klasse_5b" / "valg_2025-10.csv").read_text(encoding="utf-8-sig")
    rows = rows_of(text, ";")
    assert rows[0] == ["Fra", "Til", "Relasjon"]
    assert {row[2] for row in rows[1:]} == {"friminutt", "gruppe", "sammen", "ideer"}
    assert any(row[1] == "Ingen" for row in rows)


def test_children_type_first_names_with_a_few_slips(fresh: Path) -> None:
    full = {p.name.full for p in pupils_of("5A")}
    given = {p.name.given for p in pupils_of("5A")} | {"Sofie A", "Sofie M"}
    unknown = bare = 0
    for time in ("2025-03", "2025-10", "2026-03"):
        text = (fresh / "klasse_5a" / f"svar_{time}.csv").read_text(encoding="utf-8")
        for row in rows_of(text, ",")[1:]:
            assert row[1] in full
            words = [w.strip() for cell in row[2:6] for w in re.split(r",| og ", cell)]
            said = [w for w in words if w and w.lower() not in {"ingen", "ingen spesielle"}]
            unknown += sum(w not in given for w in said)
            bare += said.count("Sofie")
    assert 3 <= unknown <= 25
    assert bare >= 1


def test_a_single_name_is_typed_alone() -> None:
    name = pupils_of("5A")[0].name
    assert typed_names([name], frozenset(), Draws(5)).strip() in {"Ikram", "Ikarm", "Ikrram"}
    assert typed_names([], frozenset(), Draws(5)) == ""


def test_an_installed_package_writes_the_school_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school, "_CHECKOUT", tmp_path / "nowhere")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *a, **k: tmp_path / "cache")
    folder = sample_folder()
    assert folder.is_relative_to(tmp_path / "cache")
    assert sorted(files_of(folder)) == sorted(files_of(COMMITTED))
    marked = folder / "klasse_7b" / "runder.toml"
    marked.write_text("kept", encoding="utf-8")
    assert sample_folder() == folder
    assert marked.read_text(encoding="utf-8") == "kept"


def test_a_checkout_uses_its_own() -> None:
    assert sample_folder() == COMMITTED
