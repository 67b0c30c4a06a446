"""The connection to the database: safe settings for SQLite, none that PostgreSQL would miss."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

__all__ = ["WRITE", "make_engine"]

WRITE = {"skolemiljo_write": True}
"""Execution option of a connection that will write: SQLite then takes its lock at once, so that
two writers wait for each other instead of failing half-way."""

_WAIT_SECONDS = 20
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={_WAIT_SECONDS * 1000}",
)


def make_engine(where: Path | str) -> Engine:
    """Return an engine for a SQLite file (a path) or another database (a URL with ``://``).

    Values never stand in an error or a log line (`hide_parameters`).
    """
    if isinstance(where, str) and "://" in where:
        url = make_url(where)
    else:
        url = URL.create("sqlite", database=str(_private_file(Path(where))))
    if url.get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _WAIT_SECONDS})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _private_file(path: Path) -> Path:
    """Make an empty file only its owner may read, so that SQLite's own files inherit that."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    return path


def _set_up(connection: Any, _record: Any) -> None:
    # The driver's own implicit BEGIN would leave table changes outside the transaction.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("skolemiljo_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
