"""``python3 -m skolemiljo_analytics app`` and ``… test``: from a bare Python to a running tool.

In a checkout whose Python lacks what the toolkit needs, a private environment is made in ``.venv``
first, with the versions and hashes of ``requirements.lock`` (``requirements-dev.lock`` for the
tests). Nothing is installed outside it, so it also works where the system's Python refuses
``pip install``. Only the standard library is used here.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NEEDED = ("streamlit", "numba", "sqlalchemy", "typst", "jupyterlab", "docxtpl", "cryptography")
NEEDED_FOR_TESTS = ("pytest", "hypothesis", "playwright", "syrupy")
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Run the command line, or the tests; make the environment first where it is missing."""
    if sys.version_info < OLDEST:
        return _fail(f"Python {OLDEST[0]}.{OLDEST[1]} eller nyere trengs.", "needs a newer Python")
    testing = arguments[:1] == ["test"]
    if not _ready(testing=testing):
        return _run_in_environment(arguments, testing=testing)
    return _run_tests(arguments[1:]) if testing else _run_command(arguments)


def _run_in_environment(arguments: list[str], *, testing: bool) -> int:
    if not (ROOT / "pyproject.toml").is_file():
        return _fail("Installasjonen er ikke hel. Installer pakken på nytt.", "reinstall")
    if os.environ.get("SKOLEMILJO_IN_VENV"):
        return _fail(f"Miljøet i {VENV.name} er ikke helt. Slett mappa og prøv igjen.", "delete it")
    python = _make_environment(testing=testing)
    if python is None:
        return 1
    command = [str(python), "-m", "skolemiljo_analytics", *arguments]
    return subprocess.call(command, env={**os.environ, "SKOLEMILJO_IN_VENV": "1"})  # noqa: S603


def _ready(*, testing: bool) -> bool:
    modules = NEEDED + (NEEDED_FOR_TESTS if testing else ())
    return all(importlib.util.find_spec(module) for module in modules)


def _run_tests(arguments: list[str]) -> int:
    os.chdir(ROOT)
    return subprocess.call([sys.executable, "-m", "pytest", *arguments])  # noqa: S603


def _run_command(arguments: list[str]) -> int:
    from skolemiljo_analytics.faces.cli import main as command_line

    sys.argv = ["skolemiljo", *arguments]
    command_line()
    return 0


def _make_environment(*, testing: bool) -> Path | None:
    """Return the Python of a complete ``.venv``, or None when it could not be made."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = VENV / f"{_lock(testing=testing).stem}-{_fingerprint(testing=testing)}"
    if python.is_file() and mark.is_file():
        return python
    _say("Første gang: henter det som trengs til mappa .venv. Det kan ta noen minutter …")
    if not python.is_file() and not _create(python):
        return None
    if not _install(python, _lock(testing=testing)):
        _fail("Noe kunne ikke hentes. Er maskinen på nett? Prøv igjen.", "could not install")
        return None
    mark.touch()
    return python


def _lock(*, testing: bool) -> Path:
    return ROOT / ("requirements-dev.lock" if testing else "requirements.lock")


def _fingerprint(*, testing: bool) -> str:
    """Tell whether pins or dependencies have changed since the environment was made."""
    content = (ROOT / "pyproject.toml").read_bytes() + _lock(testing=testing).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]


def _create(python: Path) -> bool:
    """Make the environment; Debian leaves out a part of ``venv``, so try uv and plain pip too."""
    if _call([sys.executable, "-m", "venv", str(VENV)]) and _has_pip(python):
        return True
    if shutil.which("uv") and _call(
        ["uv", "venv", "--clear", "--python", sys.executable, str(VENV)]
    ):
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    if _call([sys.executable, "-m", "venv", "--without-pip", str(VENV)]) and _has_pip():
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    _fail(
        "Denne maskinens Python mangler «venv». På Debian og Ubuntu: sudo apt install python3-venv",
        "this Python lacks venv",
    )
    return False


def _install(python: Path, lock: Path) -> bool:
    """Install the pinned versions, each held to its hash, then the project itself."""
    if shutil.which("uv"):
        pip = ["uv", "pip", "install", "--quiet", "--python", str(python)]
    else:
        outside = [sys.executable, "-m", "pip", "--python", str(python)]
        pip = [str(python), "-m", "pip"] if _has_pip(python) else outside
        pip = [*pip, "install", "-qq"]
    pinned = _call([*pip, "--require-hashes", "-r", str(lock)])
    _say("Pakkene er på plass. Gjør verktøyet klart …")
    return pinned and _call([*pip, "--no-deps", "--editable", str(ROOT)])


def _has_pip(python: Path | str = sys.executable) -> bool:
    return _call([str(python), "-m", "pip", "--version"])


def _call(command: list[str]) -> bool:
    quiet = command[-1] == "--version" or "venv" in command
    sink = subprocess.DEVNULL if quiet else None
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(  # noqa: S603
        command, stdout=sink, stderr=sink, cwd=ROOT, env=environment, check=False
    )
    return done.returncode == 0


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _fail(norwegian: str, english: str) -> int:
    _say(f"skolemiljo: {norwegian} ({english})")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
