"""Bringing a database up to the tables this version knows, in the caller's transaction."""

from __future__ import annotations

from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from skolemiljo_analytics.errors import StoreTooNewError

__all__ = ["current_revision", "migrate", "revisions"]

# Alembic keeps its environment in module globals: one migration at a time in a process.
_ONE_AT_A_TIME = Lock()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "skolemiljo_analytics.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def revisions() -> tuple[str, ...]:
    """Return every revision, oldest first."""
    script = ScriptDirectory.from_config(_config())
    return tuple(one.revision for one in script.walk_revisions())[::-1]


def current_revision(connection: Connection) -> str | None:
    """Return the revision the database is at, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(connection: Connection, to: str = "head") -> None:
    """Bring the database to a revision inside the transaction of `connection`.

    Raises
    ------
    StoreTooNewError
        If the database was made by a later version than this one.
    """
    current = current_revision(connection)
    if current is not None and current not in revisions():
        raise StoreTooNewError
    with _ONE_AT_A_TIME:
        command.upgrade(_config(connection), to)
