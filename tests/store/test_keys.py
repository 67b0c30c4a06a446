"""Names lie sealed; without the very key nothing opens, and nothing changes."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from skolemiljo_analytics.errors import StoreKeyError
from skolemiljo_analytics.store import Store
from skolemiljo_analytics.store.keys import KEYS_VARIABLE, Sealer, create_key, read_key
from tests.store.examples import ADA, BO, NAMES


def _all_bytes(data: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(data.parent.iterdir()))


def test_no_name_and_no_free_text_stands_in_the_files(
    filled: Store, places: tuple[Path, Path]
) -> None:
    everything = _all_bytes(places[0])
    assert b"Hvem vil du" in everything  # the test would see text that is not sealed
    for name in NAMES.values():
        for part in (name.family, name.given):
            assert part.encode() not in everything
            assert part.encode("utf-16-le") not in everything
    assert b"Samtaler har ikke" not in everything


def test_a_sealed_name_moved_to_another_pupil_does_not_open(
    filled: Store, places: tuple[Path, Path]
) -> None:
    raw = sqlite3.connect(places[0])
    raw.execute(
        "UPDATE pupil_name SET sealed = (SELECT sealed FROM pupil_name WHERE pupil_id = ?) "
        "WHERE pupil_id = ?",
        (ADA, BO),
    )
    raw.commit()
    raw.close()
    with filled.read() as work, pytest.raises(StoreKeyError, match="altered"):
        work.people.names("7A")


@pytest.mark.parametrize("problem", ["missing", "wrong", "damaged", "open_to_others"])
def test_a_key_that_is_not_the_one_changes_nothing(
    filled: Store, places: tuple[Path, Path], problem: str
) -> None:
    data, key = places
    filled.close()
    if problem == "open_to_others" and os.name != "posix":
        pytest.skip("permission bits are POSIX")
    right = key.read_bytes()
    if problem == "open_to_others":
        key.chmod(0o640)
    else:
        key.unlink()
    if problem == "wrong":
        create_key(key)
    if problem == "damaged":
        key.write_bytes(right[:-9])
        key.chmod(0o600)
    before = _all_bytes(data)
    with pytest.raises(StoreKeyError) as caught:
        Store.open(data, key)
    assert caught.value.problem == problem
    assert _all_bytes(data) == before
    assert key.exists() == (problem != "missing")
    key.write_bytes(right)
    key.chmod(0o600)
    again = Store.open(data, key)
    with again.read() as work:
        assert dict(work.people.names("7A")) == NAMES
    again.close()


def test_the_key_may_not_lie_with_the_data(tmp_path: Path) -> None:
    with pytest.raises(StoreKeyError, match="inside_data_folder"):
        Store.open(tmp_path / "school.sqlite", tmp_path / "keys" / "names.key")
    assert not list(tmp_path.iterdir())


def test_each_store_finds_its_own_key_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEYS_VARIABLE, str(tmp_path / "keys"))
    for name in ("one", "two"):
        Store.open(tmp_path / name / "school.sqlite").close()
    assert len(list((tmp_path / "keys").iterdir())) == 2
    (tmp_path / "one").rename(tmp_path / "moved")
    Store.open(tmp_path / "moved" / "school.sqlite").close()
    assert len(list((tmp_path / "keys").iterdir())) == 2


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "names.key"
    key = create_key(path)
    with pytest.raises(StoreKeyError, match="unwritable"):
        create_key(path)
    assert read_key(path) == key


def test_sealing_tells_little_of_the_length_and_nothing_in_a_repr() -> None:
    sealer = Sealer(b"k" * 32)
    short, long = sealer.seal(["Li", "Bo"], "a:1"), sealer.seal(["Lindström", "Bonifatius"], "a:1")
    assert len(short) == len(long)
    assert sealer.seal("x", "a:1") != sealer.seal("x", "a:1")
    assert sealer.open(long, "a:1") == ["Lindström", "Bonifatius"]
    with pytest.raises(StoreKeyError, match="altered"):
        sealer.open(long, "a:2")
    assert repr(sealer) == "<Sealer>"
