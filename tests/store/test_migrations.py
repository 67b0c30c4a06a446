"""Every revision leads to the tables the models describe, from empty and from every earlier one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_mock_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateTable

from skolemiljo_analytics.errors import StoreError, StoreTooNewError
from skolemiljo_analytics.store import Store
from skolemiljo_analytics.store.engine import WRITE, make_engine
from skolemiljo_analytics.store.keys import Sealer, create_key
from skolemiljo_analytics.store.migrate import current_revision, migrate, revisions
from skolemiljo_analytics.store.models import Base


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = make_engine(tmp_path / "school.sqlite")
    with engine.connect().execution_options(**WRITE) as opened, opened.begin():
        yield opened
    engine.dispose()


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


def test_the_comparison_sees_a_missing_table(connection: Connection) -> None:
    migrate(connection, revisions()[0])
    assert _differences(connection)


@pytest.mark.parametrize("start", [None, *revisions()])
def test_every_start_leads_to_the_tables_of_the_models(
    connection: Connection, start: str | None
) -> None:
    if start is not None:
        migrate(connection, start)
        connection.execute(text("INSERT INTO school VALUES ('s', 'Skolen', false)"))
    migrate(connection)
    assert current_revision(connection) == revisions()[-1]
    assert _differences(connection) == []
    kept = connection.execute(text("SELECT name FROM school")).scalars().all()
    assert kept == ([] if start is None else ["Skolen"])


def test_an_earlier_store_is_brought_up_to_date_when_opened(tmp_path: Path) -> None:
    data, key = tmp_path / "data" / "school.sqlite", tmp_path / "key"
    engine = make_engine(data)
    sealer = Sealer(create_key(key))
    with engine.connect().execution_options(**WRITE) as opened, opened.begin():
        migrate(opened, revisions()[0])
        opened.execute(text("INSERT INTO meta VALUES ('store_id', 'x')"))
        opened.execute(
            text("INSERT INTO meta VALUES ('key_fingerprint', :f)"), {"f": sealer.fingerprint}
        )
    engine.dispose()
    store = Store.open(data, key)
    with store.read() as work:
        assert work.judgements.choices("7A") == ()
    store.close()


def test_a_store_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    data, key = tmp_path / "data" / "school.sqlite", tmp_path / "key"
    Store.open(data, key).close()
    engine = make_engine(data)
    with engine.connect().execution_options(**WRITE) as opened, opened.begin():
        opened.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    engine.dispose()
    with pytest.raises(StoreTooNewError):
        Store.open(data, key)


def test_a_migration_that_fails_leaves_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def half(connection: Connection) -> None:
        migrate(connection, revisions()[0])
        raise OperationalError("disk full", {}, Exception())

    data, key = tmp_path / "data" / "school.sqlite", tmp_path / "key"
    monkeypatch.setattr("skolemiljo_analytics.store.store.migrate", half)
    with pytest.raises(StoreError, match="could not be opened"):
        Store.open(data, key)
    monkeypatch.undo()
    engine = make_engine(data)
    with engine.connect() as opened:
        assert opened.execute(text("SELECT name FROM sqlite_master")).all() == []
    engine.dispose()
    Store.open(data, key).close()


def test_every_table_can_be_made_in_postgresql() -> None:
    out = io.StringIO()
    engine = create_mock_engine("postgresql+psycopg://", lambda sql, *_: out.write(str(sql)))
    for table in Base.metadata.sorted_tables:
        out.write(str(CreateTable(table).compile(dialect=engine.dialect)))
    assert out.getvalue().count("CREATE TABLE") == len(Base.metadata.tables)
    assert "sealed BYTEA NOT NULL" in out.getvalue()
