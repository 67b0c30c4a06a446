"""The connection's own settings: what SQLite forgets unless told, and what errors must not say."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from skolemiljo_analytics.store.engine import make_engine


@pytest.mark.parametrize(
    ("setting", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("secure_delete", 1), ("synchronous", 2)],
)
def test_every_connection_is_set_up(tmp_path: Path, setting: str, value: object) -> None:
    engine = make_engine(tmp_path / "school.sqlite")
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            assert connection.execute(text(f"PRAGMA {setting}")).scalar_one() == value
    engine.dispose()


def test_no_value_stands_in_an_error(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "school.sqlite")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE one (word TEXT UNIQUE)"))
        connection.execute(text("INSERT INTO one VALUES (:word)"), {"word": "hemmelig"})
    with pytest.raises(IntegrityError) as caught, engine.begin() as connection:
        connection.execute(text("INSERT INTO one VALUES (:word)"), {"word": "hemmelig"})
    assert "hemmelig" not in str(caught.value)
    engine.dispose()
