"""One server for all tests that click: the command as a user starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """The command with the invented school, for all tests that leave its classes as they are."""
    with _served(tmp_path_factory.mktemp("served")) as address:
        yield address


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Iterator[str]:
    """A server of its own for a module that reads in or takes out classes."""
    with _served(tmp_path_factory.mktemp("own")) as address:
        yield address


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """Start the command as a user does, in a folder of its own, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    code = "from skolemiljo_analytics.faces.cli import main; main()"
    arguments = ["app", "--no-browser", "--port", str(port), "--home", str(home / "data")]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=home,
        env={**os.environ, "SKOLEMILJO_KEYS": str(home / "keys"), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server stopped by itself"
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
            return
        time.sleep(0.3)
    pytest.fail("the server did not answer")
