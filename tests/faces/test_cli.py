"""The command line: light to start, plain to read, and the same numbers as every other door."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from skolemiljo_analytics.faces import cli
from skolemiljo_analytics.faces.commands.speech import chosen_language
from skolemiljo_analytics.vocabulary import Language

SAMPLE = Path(__file__).parents[2] / "sample_data" / "klasse_7b"
COMMANDS = ("app", "check", "demo", "doubt", "portrait", "report", "research")


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run the command line in this process; return its exit code and all it wrote."""
    os.environ.pop("SKOLEMILJO_LANGUAGE", None)
    sys.argv = ["skolemiljo", *arguments]
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out + said.err


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from skolemiljo_analytics.samples import write_school

    folder = tmp_path_factory.mktemp("school")
    write_school(folder)
    return folder


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['skolemiljo', '--help']\n"
        "from skolemiljo_analytics.faces.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'matplotlib', 'scipy', 'numba', 'networkx', 'streamlit'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip().endswith("[]")
    assert "Fra klassens svar" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", list(Language))
def test_every_command_explains_itself_in_every_language(
    command: str, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run("--language", language, command, "--help", capsys=capsys)
    assert code == 0
    assert "cli." not in said


def test_language_comes_from_the_option_before_the_environment() -> None:
    assert chosen_language(["--language=en"], {"SKOLEMILJO_LANGUAGE": "nn"}) is Language.EN
    assert chosen_language([], {"SKOLEMILJO_LANGUAGE": "nn"}) is Language.NN
    assert chosen_language(["--language", "xx"], {}) is Language.NB


def test_demo_writes_a_school_and_never_over_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("demo", str(tmp_path / "new"), capsys=capsys)[0] == 0
    assert (tmp_path / "new" / "klasse_7a").is_dir()
    code, said = run("demo", str(tmp_path / "new"), capsys=capsys)
    assert code == 2
    assert "ikke tom" in said


def test_check_follows_its_contract(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.json"
    folder = school / "klasse_7a"
    code, said = run("check", str(folder), "--json", str(out), capsys=capsys)
    report = json.loads(out.read_text(encoding="utf-8"))
    assert code == 0
    assert "Alt er forstått" in said
    assert {"roster", "files", "respondents", "mentions", "edges", "not_answered", "problems"} <= (
        set(report)
    )
    assert report["edges"]


def test_check_of_a_missing_file_is_a_sentence_and_exit_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run("check", str(tmp_path / "nothing.csv"), capsys=capsys)
    assert code == 2
    assert "Traceback" not in said
    assert "finnes ikke" in said


def test_portrait_writes_tables_json_and_maps_without_names(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from skolemiljo_analytics.portrait.export import portrait_to_json
    from skolemiljo_analytics.workflows.exporting import describe_round
    from skolemiljo_analytics.workflows.read_class import read_class

    folder = school / "klasse_7a"
    arguments = ("portrait", str(folder), "--out", str(tmp_path), "--round", "2025-10")
    code, _ = run(
        *arguments, "--format", "json", "--format", "csv", "--format", "svg", capsys=capsys
    )
    assert code == 0
    klass = read_class(folder, purpose="preventive")
    same = portrait_to_json(describe_round(klass, "2025-10").portrait)
    assert (tmp_path / "2025-10_portrait.json").read_text(encoding="utf-8") == same
    everything = "".join(f.read_text(encoding="utf-8-sig") for f in tmp_path.iterdir())
    families = {name.family for name in klass.names.values() if len(name.family) > 4}
    assert families
    assert not [family for family in families if family in everything]


def test_portrait_of_a_round_that_is_not_there_says_which_there_are(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (
        "portrait",
        str(school / "klasse_7a"),
        "--out",
        str(tmp_path),
        "--round",
        "1999-01",
    )
    code, said = run(*arguments, capsys=capsys)
    assert code == 2
    assert "2025-10" in said


def test_report_is_the_kind_its_name_ends_in(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    word, wrong = tmp_path / "r.docx", tmp_path / "r.txt"
    assert run("report", str(school / "klasse_7a"), "--out", str(word), capsys=capsys)[0] == 0
    assert word.read_bytes()[:2] == b"PK"
    assert run("report", str(school / "klasse_7a"), "--out", str(wrong), capsys=capsys)[0] == 2
    assert not wrong.exists()


def test_a_taken_port_is_said_and_not_shared(capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = str(holder.getsockname()[1])
        code, said = run("app", "--port", port, "--no-browser", capsys=capsys)
    assert code == 2
    assert port in said


def test_a_portrait_as_tables_and_json_needs_no_data_frames(tmp_path: Path) -> None:
    """Its process would take half as long again."""
    script = (
        "import sys; from skolemiljo_analytics.faces.cli import main;"
        "sys.argv = ['skolemiljo', 'portrait', sys.argv[1], '--out', sys.argv[2],"
        "'--format', 'csv', '--format', 'json']\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print(sorted({'pandas', 'pyarrow', 'networkx', 'matplotlib', 'scipy.special',"
        "'scipy.stats'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(SAMPLE), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip().splitlines()[-1] == "[]"
    assert next(tmp_path.glob("*portrait.json")).stat().st_size > 10_000


def test_doubt_shows_any_figure_and_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from skolemiljo_analytics.workflows.doubting import doubt_figure, to_record
    from skolemiljo_analytics.workflows.read_class import read_class

    out = tmp_path / "doubt.json"
    figures = ("class_by_gini", "class_by_jaccard")
    arguments = ("--round", "2025-10", "--draws", "20", "--json", str(out))
    code, said = run("doubt", str(SAMPLE), *figures, *arguments, capsys=capsys)
    assert code == 0
    assert "tilfeldige klasser" in said
    assert "oktober 2025" in said
    klass = read_class(SAMPLE, purpose="preventive")
    graph, before = klass.graph("2025-10"), klass.graph("2025-03")
    same = [doubt_figure(graph, one, previous=before, draws=20) for one in figures]
    records = [{"round": "2025-10", **to_record(one)} for one in same]
    assert json.loads(out.read_text(encoding="utf-8")) == json.loads(json.dumps(records))


def test_doubt_lists_what_there_is_and_refuses_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, said = run("doubt", str(SAMPLE), capsys=capsys)
    assert code == 0
    assert "class_by_gender_coleman:girl" in said
    code, said = run("doubt", str(SAMPLE), "gini", capsys=capsys)
    assert code == 2
    assert "«gini» finnes ikke" in said


@pytest.fixture
def strangers(tmp_path: Path) -> tuple[str, ...]:
    """Answers of one class beside the list of another."""
    listed = "Etternavn;Fornavn;Klasse\nBerg;Ada;7B\nLi;Bo;7B\nDahl;Caecilie;7B\n"
    (tmp_path / "liste.csv").write_text(listed, encoding="utf-8")
    written = "Tidsmerke;Navn;Hvem vil du helst være sammen med?\n" + "".join(
        f"14.10.2025;{who};{whom}\n"
        for who, whom in (("Odin Rognlid", "Ylva Storli"), ("Ylva Storli", "Odin Rognlid"))
    )
    (tmp_path / "svar.csv").write_text(written, encoding="utf-8")
    return (
        "check", "--roster", str(tmp_path / "liste.csv"), "--purpose", "preventive",
        str(tmp_path / "svar.csv"),
    )  # fmt: skip


def test_check_asks_about_the_list_where_most_are_strangers_to_it(
    strangers: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(*strangers, capsys=capsys)
    assert code == 1
    assert "Er det lista for en annen klasse?" in said
    assert "har ikke svart" not in said


def test_check_points_to_what_stands_above_only_where_something_does(
    strangers: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (tmp_path / "svar.csv").read_text(encoding="utf-8")
    text = text.replace("Odin Rognlid", "Ada Berg").replace("Ylva Storli;", "Bo Li;")
    (tmp_path / "svar.csv").write_text(text, encoding="utf-8")
    _, said = run(*strangers, capsys=capsys)
    assert "1 av dem har ikke svart i noen runde." in said
    assert "1 navn venter." in said
    assert "står over" not in said
    assert "annen klasse" not in said
