"""What the README shows is what runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skolemiljo_analytics.faces.commands import ALL

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_script_runs_and_says_its_findings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (script,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(compile(script, "README.md", "exec"), names)
    assert "elever" in capsys.readouterr().out
    assert names["proposals"]


def test_its_pictures_and_files_are_there() -> None:
    linked = re.findall(r"\]\(([^)#]+)\)", README)
    assert linked
    assert not [link for link in linked if "://" not in link and not (ROOT / link).exists()]


def test_every_command_it_names_exists() -> None:
    named = set(re.findall(r"`skolemiljo ([a-z]+)", README))
    assert named
    assert named <= {command.NAME for command in ALL}
