"""A store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.store import Store
from tests.store.examples import NAMES, roster, suspicion_round


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
    with store.work() as work:
        school = work.people.add_school("Skolen")
        class_id = work.people.add_class(school.school_id, "7A", 7)
        work.people.save_roster(roster(class_id))
        work.people.save_names(NAMES.items())
        work.rounds.add(class_id, suspicion_round(), n_asked=4, delete_after=date(2026, 7, 31))
    return store
