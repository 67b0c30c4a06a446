"""The frame of the command line: help and mistakes in the language of the run, and exit codes."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from skolemiljo_analytics.faces import cli, commands
from skolemiljo_analytics.faces.commands.speech import say
from skolemiljo_analytics.vocabulary import Language

SAMPLE = str(Path(__file__).parents[2] / "sample_data" / "klasse_7b")
HERE = str(Path(__file__))
FOREIGN = re.compile(
    r"\b(Usage|Options|OPTIONS|Arguments|Commands|COMMAND|Error|Missing|Try|Show this|required"
    r"|default|Input|Invalid|Got|Did you|No such|does not)\b"
)
MISTAKES = {
    "missing argument": (("portrait",), "folder mangler"),
    "missing option": (("portrait", SAMPLE), "--out må oppgis"),
    "no such command": (("portraitt",), "Mente du portrait, portraits?"),
    "no command like it": (("xyzzy",), "xyzzy finnes ikke"),
    "no such option": (("portrait", SAMPLE, "--outt", "x"), "--outt finnes ikke"),
    "no integer": (("groups", SAMPLE, "--size", "a"), "helt tall"),
    "too large": (("groups", SAMPLE, "--alternatives", "9"), "5 på det meste"),
    "too small": (("groups", SAMPLE, "--alternatives", "0"), "1 på det minste"),
    "not a choice": (
        ("portrait", SAMPLE, "--purpose", "foo", "--out", "x"),
        "«foo» er ikke blant disse: preventive, suspicion",
    ),
    "no value": (("portrait", SAMPLE, "--out"), "--out må ha en verdi"),
    "a value too many": (("groups", SAMPLE, "--facing=3"), "--facing tar ingen verdi"),
    "too much": (("demo", "a", "b", "c"), "for mye: b c"),
    "no such path": (("portrait", "nowhere", "--out", "x"), "nowhere finnes ikke"),
    "a file for a folder": (("portrait", SAMPLE, "--out", HERE), "er en fil, ikke en mappe"),
}


def run(*arguments: str, language: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    os.environ["SKOLEMILJO_LANGUAGE"] = language
    sys.argv = ["skolemiljo", *arguments]
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    said = capsys.readouterr()
    return int(stopped.value.code or 0), said.out, said.err


@pytest.mark.parametrize("name", [command.NAME for command in commands.ALL])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_help_is_wholly_in_the_language(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(name, "--help", language=language, capsys=capsys)
    assert (code, err) == (0, "")
    assert out.startswith("Bruk: skolemiljo")
    assert not FOREIGN.search(out), FOREIGN.search(out)


@pytest.mark.parametrize("mistake", sorted(MISTAKES))
@pytest.mark.parametrize("language", list(Language))
def test_a_mistake_is_said_in_the_language_with_the_way_to_help(
    mistake: str, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, expected = MISTAKES[mistake]
    code, out, err = run(*arguments, language=language, capsys=capsys)
    assert (code, out) == (2, "")
    assert say("cli.frame.error", what="") in err
    if language is Language.NB:
        assert expected in err
    if language is not Language.EN:
        assert not FOREIGN.search(err.replace(HERE, "")), err


def test_without_a_command_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(language="nb", capsys=capsys)
    assert code == 2
    assert "Kommandoer:" in out + err
    assert "Feil" not in out + err


def test_what_is_not_known_keeps_its_own_words_after_our_beginning(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skolemiljo_analytics.faces.commands.frame._MESSAGES", ())
    code, _, err = run("groups", SAMPLE, "--size", "a", language="nb", capsys=capsys)
    assert code == 2
    assert "Verdien av --size kan ikke brukes. Input should be" in err
