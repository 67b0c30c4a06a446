"""`Store`: the one place that opens the database, owns its transactions and holds its key."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from skolemiljo_analytics.errors import StoreError, StoreKeyError
from skolemiljo_analytics.store.arrangements import Arrangements
from skolemiljo_analytics.store.calendar import Calendar
from skolemiljo_analytics.store.cases import Cases
from skolemiljo_analytics.store.engine import WRITE, make_engine
from skolemiljo_analytics.store.journal import Journal
from skolemiljo_analytics.store.judgements import Judgements
from skolemiljo_analytics.store.keys import Sealer, create_key, default_key_file, read_key
from skolemiljo_analytics.store.migrate import migrate
from skolemiljo_analytics.store.models import MetaRow
from skolemiljo_analytics.store.people import People
from skolemiljo_analytics.store.retention import Retention
from skolemiljo_analytics.store.rounds import Rounds

__all__ = ["Store", "Work"]


@dataclass(frozen=True, repr=False)
class Work:
    """One unit of work: all of it is kept, or none."""

    people: People
    rounds: Rounds
    judgements: Judgements
    cases: Cases
    arrangements: Arrangements
    calendar: Calendar
    journal: Journal
    retention: Retention


class Store:
    """A school's data on disk.

    Made by `Store.open`. May be shared by threads; each `work` has its own connection.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> store = Store.open(folder / "data" / "school.sqlite", folder / "key" / "names.key")
    >>> with store.work() as work:
    ...     school = work.people.add_school("Furulia skole")
    >>> with store.read() as work:
    ...     [one.name for one in work.people.schools()]
    ['Furulia skole']
    >>> store.close()
    """

    def __init__(self, engine: Engine, sealer: Sealer) -> None:
        self._engine = engine
        self._sealer = sealer

    @classmethod
    def open(cls, where: Path | str, key_file: Path | None = None) -> Store:
        """Open a store, make it if it is not there, and bring its tables up to date.

        Parameters
        ----------
        where
            A SQLite file, or the URL of another database.
        key_file
            The file with the key that opens names, outside the data folder; by default one for
            each store in the user's configuration folder. A new store makes it.

        Raises
        ------
        StoreKeyError
            If the key is missing, wrong, readable by others or inside the data folder.
        StoreTooNewError
            If a later version made the store.
        StoreError
            If the file is something else. Nothing is changed in any of these.
        """
        _keep_apart(where, key_file)
        engine = make_engine(where)
        try:
            with engine.connect().execution_options(**WRITE) as connection, connection.begin():
                sealer = _unlock(connection, key_file)
        except StoreError:
            engine.dispose()
            raise
        except SQLAlchemyError:
            engine.dispose()
            raise StoreError("The file could not be opened as a store") from None
        return cls(engine, sealer)

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Open a unit of work that writes: kept when the block ends, undone when it raises.

        Nothing else in the toolkit commits. When it returns, what was written survives a killed
        process and a loss of power.
        """
        with self._session(writes=True) as session, session.begin():
            yield self._work(session)

    @contextmanager
    def read(self) -> Iterator[Work]:
        """Open a unit of work that sees one moment of the store and keeps nothing it writes."""
        with self._session(writes=False) as session:
            yield self._work(session)

    def scrub(self) -> bool:
        """Rewrite a SQLite file so that what was deleted is nowhere in it.

        Returns
        -------
        Whether it was rewritten: not while another session holds the file, and never for another
        database, whose own housekeeping does it.
        """
        if self._engine.dialect.name != "sqlite":
            return False
        raw = self._engine.raw_connection()
        try:
            for command in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                raw.cursor().execute(command)
        except sqlite3.OperationalError:
            return False
        finally:
            raw.close()
        return True

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def __repr__(self) -> str:
        """Say what kind of database it is, and nothing of what is in it."""
        return f"<Store {self._engine.dialect.name}>"

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Session]:
        engine = self._engine.execution_options(**WRITE) if writes else self._engine
        try:
            with Session(engine, expire_on_commit=False) as session:
                yield session
        except SQLAlchemyError as error:
            # The library's message may quote rows; ours says what kind of thing went wrong.
            raise StoreError(f"The database refused ({type(error).__name__})") from None

    def _work(self, session: Session) -> Work:
        people, rounds = People(session, self._sealer), Rounds(session, self._sealer)
        cases, journal = Cases(session, self._sealer), Journal(session, self._sealer)
        return Work(
            people,
            rounds,
            Judgements(session, self._sealer),
            cases,
            Arrangements(session),
            Calendar(session, self._sealer),
            journal,
            Retention(session, people, rounds, cases=cases, journal=journal),
        )


def _keep_apart(where: Path | str, key_file: Path | None) -> None:
    """Refuse a key that would be copied together with the data it locks."""
    if key_file is None or (isinstance(where, str) and "://" in where):
        return
    data_folder = Path(where).resolve().parent
    if key_file.resolve().is_relative_to(data_folder):
        raise StoreKeyError("inside_data_folder")


def _unlock(connection: Connection, key_file: Path | None) -> Sealer:
    """Return the sealer of a store, in the transaction that also makes or updates its tables.

    The key is tried before any table is touched, so that a wrong one changes nothing.
    """
    facts = _facts(connection)
    if facts:
        sealer = Sealer(read_key(key_file or default_key_file(facts["store_id"])))
        if sealer.fingerprint != facts["key_fingerprint"]:
            raise StoreKeyError("wrong")
        migrate(connection)
        return sealer
    store_id = secrets.token_hex(8)
    path = key_file or default_key_file(store_id)
    sealer = Sealer(read_key(path) if path.exists() else create_key(path))
    migrate(connection)
    table = MetaRow.__table__
    facts = {"store_id": store_id, "key_fingerprint": sealer.fingerprint}
    for key, value in facts.items():
        connection.execute(table.insert().values(key=key, value=value))  # type: ignore[attr-defined]
    return sealer


def _facts(connection: Connection) -> dict[str, str]:
    if not inspect(connection).has_table(MetaRow.__tablename__):
        return {}
    return {row.key: row.value for row in connection.execute(MetaRow.__table__.select())}
