"""The first line of a newcomer's script."""

from __future__ import annotations

from pathlib import Path

import pytest

from skolemiljo_analytics.errors import (
    FileRefusedError,
    InvalidTableError,
    UnlawfulQuestionError,
)
from skolemiljo_analytics.vocabulary import AnswerState, Purpose, QuestionKind
from skolemiljo_analytics.workflows.read_class import class_of, read_bytes, read_class
from tests.readers.making import LIST, WHO, answers, csv_bytes

ROOT = Path(__file__).parents[2]
MAPPING = """
version = 1
class = "7B"
[[question]]
key = "pause"
text = "Hvem vil du helst være med i friminuttet?"
kind = "company"
limit = 2
[[question]]
key = "bestemmer"
text = "Hvem bestemmer mest?"
kind = "decides"
polarity = "negative"
[[file]]
name = "svar.csv"
round = "2025-11"
held_on = 2025-11-03
purpose = "suspicion"
[file.grounds]
suspected_on = 2025-10-01
why_not_otherwise = "samtaler ga ikke svar"
decided_by = "rektor"
decided_on = 2025-10-20
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "liste.csv").write_bytes(LIST.encode("cp1252"))
    (tmp_path / "svar.csv").write_bytes(answers("Bo; Cæcilie", "ingen"))
    (tmp_path / "LESMEG.md").write_text("# Om klassen\n\nBare tekst.\n", encoding="utf-8")
    return tmp_path


def test_a_folder_with_only_a_list_and_a_form_just_works(folder: Path):
    klass = read_class(folder, purpose="preventive", class_id="7B")
    assert klass.rounds == ("2025-10",)
    graph = klass.graph(round="2025-10")
    assert len(graph) == len(klass.roster.pupils) == len(klass.names) == 6
    assert graph == graph
    assert klass.graph().wave == "2025-10"
    assert "Dahl" not in repr(klass)


def test_a_mapping_decides_keys_rounds_purpose_and_grounds(folder: Path):
    (folder / "runder.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "svar.csv").write_bytes(
        csv_bytes(["Tidsmerke", "Navn", WHO, "Hvem bestemmer mest?"],
                  ["14.10.2025", "Bo Li", "Ada Berg", "Didrik"])
    )  # fmt: skip
    klass = read_class(folder, purpose="preventive")
    round_ = klass.round("2025-11")
    assert round_.purpose is Purpose.SUSPICION
    assert round_.grounds is not None
    assert round_.grounds.decided_by == "rektor"
    assert [q.key for q in round_.questions] == ["pause", "bestemmer"]
    assert round_.questions[0].limit == 2
    assert klass.report.exit_code == 0


@pytest.mark.parametrize("wrong", ["version = 2", "[[file]]\nkind = 'roster'", "[[file]]\nname="])
def test_a_mapping_that_cannot_be_used_is_refused_with_its_reason(folder: Path, wrong: str):
    (folder / "runder.toml").write_text(f"# [[file]]\n{wrong}\n", encoding="utf-8")
    with pytest.raises(InvalidTableError) as caught:
        read_class(folder, purpose="preventive", class_id="7B")
    assert caught.value.problems[0].code.startswith("mapping_")


def test_an_unlawful_question_stops_and_explains(folder: Path):
    (folder / "svar.csv").write_bytes(answers("Bo", question="Hvem liker du ikke å være med?"))
    with pytest.raises(UnlawfulQuestionError) as caught:
        read_class(folder, purpose="preventive", class_id="7B")
    assert "Leave that question out" in str(caught.value)


def test_a_column_left_out_by_hand_is_one_lawful_way_on(folder: Path):
    asked = "Hvem liker du ikke å være med?"
    (folder / "svar.csv").write_bytes(
        csv_bytes(["Tidsmerke", "Navn", WHO, asked], ["14.10.2025", "Bo Li", "Ada Berg", "Didrik"])
    )
    (folder / "runder.toml").write_text(
        f'[[file]]\nname = "svar.csv"\n[[file.column]]\nheading = "{asked}"\nrole = "ignore"\n',
        encoding="utf-8",
    )
    klass = read_class(folder, purpose="preventive", class_id="7B")
    assert [q.key for q in klass.round("2025-10").questions] == ["friminutt"]
    assert len(klass.report.mentions) == 1


def test_what_is_refused_is_raised_with_every_problem(folder: Path):
    (folder / "bilde.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (folder / "tom.csv").write_bytes(b"")
    with pytest.raises(InvalidTableError) as caught:
        read_class(folder, purpose="preventive", class_id="7B")
    assert sorted(p.code for p in caught.value.problems) == ["empty", "wrong_kind"]


def test_a_missing_path_says_so(tmp_path: Path):
    with pytest.raises(FileRefusedError):
        read_class(tmp_path / "borte", purpose="preventive")


def test_an_unknown_purpose_is_refused(folder: Path):
    with pytest.raises(ValueError, match="curiosity"):
        read_class(folder, purpose="curiosity")


def test_the_same_files_give_the_same_class(folder: Path):
    first, again = (read_class(folder, purpose="preventive", class_id="7B") for _ in range(2))
    assert first.record == again.record
    assert first.report == again.report


def test_uploaded_bytes_are_read_by_the_same_engine(folder: Path):
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".csv"}
    reading = read_bytes(files, purpose="preventive", class_id="7B")
    klass = read_class(folder, purpose="preventive", class_id="7B")
    assert class_of(reading).record == klass.record


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "sample_data").glob("klasse_*")))
def test_the_invented_school_is_understood_to_the_last_cell(name: str):
    klass = read_class(ROOT / "sample_data" / name, purpose="preventive")
    assert len(klass.rounds) == 3
    assert not klass.report.refused
    for key in klass.rounds:
        graph = klass.graph(round=key)
        sheets = klass.round(key).sheets
        assert 20 <= len(graph) <= 28
        few = {QuestionKind.DISLIKE, QuestionKind.BULLYING}  # most pupils name nobody there
        for r in graph.relations:
            assert r.named.sum() > (0 if r.question.kind in few else len(graph)), r.key
        states = {s.state(q.key) for s in sheets for q in klass.round(key).questions}
        assert AnswerState.NAMED in states


def test_absent_skipped_nobody_and_named_stay_four_things(folder: Path):
    (folder / "svar.csv").write_bytes(
        csv_bytes(["Tidsmerke", "Navn", WHO], ["14.10.2025", "Bo Li", "Ada Berg"],
                  ["14.10.2025", "Didrik Dahl", ""], ["14.10.2025", "Cæcilie Strøm", "Ingen"])
    )  # fmt: skip
    klass = read_class(folder, purpose="preventive", class_id="7B")
    sheets = {s.pupil: s.state("friminutt") for s in klass.round("2025-10").sheets}
    assert sheets == {
        "7B-03": AnswerState.NAMED, "7B-04": AnswerState.NOBODY, "7B-05": AnswerState.SKIPPED,
    }  # fmt: skip
    answered = klass.graph().answered("friminutt")
    assert answered.tolist() == [False, True, True, False, False, False]
