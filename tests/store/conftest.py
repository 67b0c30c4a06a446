"""A store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from skolemiljo_analytics.store import Store
from tests.store.examples import fill


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """Where the data and the key lie."""
    return tmp_path / "data" / "school.sqlite", tmp_path / "keys" / "names.key"


@pytest.fixture
def store(places: tuple[Path, Path]) -> Iterator[Store]:
    opened = Store.open(*places)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with one class, its names and one round."""
    fill(store)
    return store
