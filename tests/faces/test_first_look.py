"""While a class is worked out the map page says so, and the first class is ready ahead of need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skolemiljo_analytics.errors import StoreKeyError
from skolemiljo_analytics.faces.web import place
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.workflows import class_map
from skolemiljo_analytics.workflows.workspace import open_workspace


def test_the_first_class_is_worked_out_and_nobody_has_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace(tmp_path / "data", key_file=tmp_path / "keys" / "names.key")
    class_map.make_ready(workspace)  # nothing to make ready yet
    workspace.install_demo(Role.SMT)
    before = workspace.audit(Role.SMT)
    class_map.make_ready(workspace)
    assert workspace.audit(Role.SMT) == before
    first = workspace.classes(Role.SMT)[0].class_id
    newest = workspace.rounds(Role.SMT, first)[-1].key

    def again(*_: object, **__: object) -> None:
        raise AssertionError("placed again")

    monkeypatch.setattr(class_map, "place_class", again)
    where = (Role.TEACHER, first, newest)
    layout = class_map.place_in_round(workspace, *where, language=Language.NB)
    assert set(layout.positions) == set(workspace.graph(*where).pupils)
    workspace.close()


def test_a_store_that_cannot_be_opened_stops_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked() -> Any:
        raise StoreKeyError("missing")

    monkeypatch.setattr(place, "workspace", locked)
    place.make_ready()


def test_the_outline_stands_only_while_the_class_is_worked_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from skolemiljo_analytics.faces.web import waiting

    class Spot:
        now = ""

        def html(self, text: str) -> None:
            self.now = text

        def empty(self) -> None:
            self.now = ""

    class Reader:
        @staticmethod
        def say(key: str) -> str:
            return f"<{key}>"

    spot = Spot()
    monkeypatch.setattr(waiting.st, "empty", lambda: spot)
    with waiting.instead_of_map(Reader(), first=True):  # type: ignore[arg-type]
        assert "&lt;app.map.first_time&gt;" in spot.now
        assert "reckoning-map" in spot.now
    assert spot.now == ""
    with (
        pytest.raises(RuntimeError, match="stopped"),
        waiting.instead_of_map(Reader(), first=True),  # type: ignore[arg-type]
    ):
        raise RuntimeError("stopped")
    assert spot.now == ""
