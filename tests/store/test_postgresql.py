"""The same store on PostgreSQL, where SKOLEMILJO_POSTGRES gives the URL of an empty database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from skolemiljo_analytics.errors import StoreError, StoreKeyError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.proposals.records import Check
from skolemiljo_analytics.store import Store
from skolemiljo_analytics.store.engine import make_engine
from skolemiljo_analytics.store.keys import create_key
from skolemiljo_analytics.store.models import Base
from tests.store.examples import ADA, NAMES, fill, roster, suspicion_round
from tests.store.test_judgements import ORDINARY, UNCHOSEN

VARIABLE = "SKOLEMILJO_POSTGRES"


@pytest.fixture
def url() -> Iterator[str]:
    """The database, emptied before and after."""
    where = os.environ.get(VARIABLE)
    if not where:
        pytest.skip(f"{VARIABLE} is not set: no PostgreSQL to try the store on")
    _empty(where)
    yield where
    _empty(where)


def _empty(where: str) -> None:
    engine = make_engine(where)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


def test_a_class_lives_its_whole_life_in_postgresql(url: str, tmp_path: Path) -> None:
    key = tmp_path / "names.key"
    store = Store.open(url, key)
    fill(store)
    portrait = describe_class(
        RelationGraph.from_round(roster(), suspicion_round()), redraws=50, null_draws=20
    )
    check = Check(UNCHOSEN.id, "Kari", date(2025, 10, 20), "Så det selv")
    with store.work() as work:
        work.judgements.add_portrait("7A", "f1", portrait)
        work.judgements.add_findings("7A", "f1", (UNCHOSEN, ORDINARY))
        work.judgements.add_check("7A", UNCHOSEN, check)
        work.journal.add_import("7A", "smt", "{}", "{}")
    store.close()
    store = Store.open(url, key)
    with store.read() as work:
        assert work.people.roster("7A") == roster()
        assert dict(work.people.names("7A")) == NAMES
        assert work.rounds.read("7A", "2025-10") == suspicion_round()
        assert work.judgements.portrait("7A", "f1") == portrait
        assert work.judgements.findings("7A", "2025-10") == (UNCHOSEN, ORDINARY)
        assert dict(work.judgements.checks("7A", (UNCHOSEN,))) == {UNCHOSEN.id: check}
        (entry,) = work.journal.imports("7A")
        assert entry.at.utcoffset() is not None
    with store.work() as work:
        work.rounds.add("7A", replace(suspicion_round(), sheets=()), n_asked=4, delete_after=None)
        assert work.retention.purge(date(2026, 8, 1)) == 1
        assert work.retention.erase_pupil(ADA).findings == 1
    with store.read() as work:
        assert [i.version for i in work.rounds.infos("7A")] == [2]
        assert ADA not in work.people.names("7A")
    assert not store.scrub()
    store.close()


def test_the_tables_are_those_of_the_models(url: str, tmp_path: Path) -> None:
    Store.open(url, tmp_path / "names.key").close()
    engine = make_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_another_key_and_a_stranger_are_refused(url: str, tmp_path: Path) -> None:
    store = Store.open(url, tmp_path / "names.key")
    fill(store)
    strange = replace(suspicion_round("2026-03"), sheets=suspicion_round().sheets[:1])
    with store.work() as work:
        work.retention.erase_pupil(strange.sheets[0].pupil)
    with pytest.raises(StoreError, match="refused"), store.work() as work:
        work.rounds.add("7A", strange, n_asked=4, delete_after=None)
    store.close()
    create_key(tmp_path / "other.key")
    with pytest.raises(StoreKeyError, match="wrong"):
        Store.open(url, tmp_path / "other.key")
