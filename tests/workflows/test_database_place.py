"""Pointing the workspace to another database: a wholly encrypted file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.workspace import DATABASE_VARIABLE, is_new, open_workspace

pytest.importorskip("sqlcipher3", reason="the extra 'crypt' is not installed")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "data" / "school.db"
    file.parent.mkdir()
    monkeypatch.setenv("SKOLEMILJO_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite+pysqlcipher://:hemmelig@/{file}")
    return file


def test_the_whole_file_is_encrypted_and_opens_again(file: Path) -> None:
    open_workspace().close()
    assert not file.read_bytes().startswith(b"SQLite format 3")
    with sqlite3.connect(file) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("select count(*) from sqlite_master")
    plain.close()
    again = open_workspace()
    assert again.schools(Role.SMT) == ()
    again.close()


def test_a_database_pointed_to_is_never_new(file: Path) -> None:
    assert not file.exists()
    assert not is_new()
    assert is_new(file.parent / "elsewhere")


def test_a_folder_given_wins(file: Path, tmp_path: Path) -> None:
    open_workspace(tmp_path / "own").close()
    assert (tmp_path / "own" / "school.sqlite").read_bytes().startswith(b"SQLite format 3")
    assert not file.exists()
