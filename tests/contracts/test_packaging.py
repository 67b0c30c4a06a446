"""Promises of the project's own files: pins in step, no addresses, one version, a light import."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import skolemiljo_analytics
from skolemiljo_analytics.vocabulary import VERSION

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _pins(lines: list[str]) -> set[tuple[str, str]]:
    """Read ``name==version ; marker`` lines as (name, version)."""
    found = (re.match(r"([A-Za-z0-9_.\-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", line) for line in lines)
    return {(m[1].lower().replace("_", "-"), m[2]) for m in found if m}


LOCKS = ("requirements.lock", "requirements-dev.lock")


def _lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").splitlines()


def test_the_two_lists_of_pins_are_in_step() -> None:
    constraints = _pins(PROJECT["tool"]["uv"]["constraint-dependencies"])
    app, everything = (_pins(_lines(name)) for name in LOCKS)
    assert len(constraints) > 100
    assert app < everything
    assert everything == constraints


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_package_has_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_package_asked_for_with_extras_is_pinned_with_them(lock: str) -> None:
    """Pip before 23.3 (Python 3.11 brings it) does not hold ``coverage[toml]`` to ``coverage==``.

    With hashes required it then stops, the day a newer version comes out.
    """
    names = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[([^\]]*)\])?==")
    pinned = {m[1].lower(): m[2] or "" for line in _lines(lock) if (m := names.match(line))}
    for name in pinned:
        with suppress(metadata.PackageNotFoundError):
            for wanted in map(Requirement, metadata.requires(name) or ()):
                if wanted.extras and (
                    wanted.marker is None or wanted.marker.evaluate({"extra": ""})
                ):
                    assert wanted.extras <= set(pinned[wanted.name.lower()].split(",")), wanted


def test_every_direct_dependency_is_pinned() -> None:
    pinned = {name for name, _ in _pins(PROJECT["tool"]["uv"]["constraint-dependencies"])}
    wanted = [
        *PROJECT["project"]["dependencies"],
        *(d for extra in PROJECT["project"]["optional-dependencies"].values() for d in extra),
        *PROJECT["dependency-groups"]["dev"],
    ]
    names = {re.split(r"[\[<>=!~ ]", want)[0].lower().replace("_", "-") for want in wanted}
    assert names - pinned == set()


def test_no_lock_like_file_holds_an_address() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    lock_like = [f for f in tracked if re.search(r"(lock|requirements|constraints)", Path(f).name)]
    assert set(LOCKS) <= set(lock_like)
    assert not [f for f in lock_like if re.search(r"https?://", (ROOT / f).read_text("utf-8"))]
    assert not {"uv.lock", "pylock.toml", "poetry.lock", "package-lock.json"} & {
        Path(f).name for f in tracked
    }
    pins = PROJECT["tool"]["uv"]["constraint-dependencies"]
    assert not [p for p in pins if "//" in p or "@" in p]


def test_the_version_is_the_newest_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)", changelog, flags=re.MULTILINE)
    assert newest is not None
    version = PROJECT["project"]["version"]
    assert newest[1] == version == skolemiljo_analytics.__version__ == VERSION
    assert "### Changed results" in changelog


def test_everything_at_the_front_door_opens() -> None:
    for name in skolemiljo_analytics.__all__:
        assert getattr(skolemiljo_analytics, name) is not None
    assert set(skolemiljo_analytics.__all__) == set(skolemiljo_analytics._WHERE)


def _loaded_after(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(done.stdout.splitlines())


HEAVY = {"pandas", "numpy", "matplotlib", "scipy", "networkx", "numba", "streamlit", "sqlalchemy"}


def test_importing_the_package_is_light() -> None:
    assert _loaded_after("import skolemiljo_analytics") & HEAVY == set()


def test_help_does_not_load_pandas() -> None:
    statement = (
        "from typer.testing import CliRunner\n"
        "from skolemiljo_analytics.faces.cli import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0"
    )
    assert _loaded_after(statement) & HEAVY == set()
