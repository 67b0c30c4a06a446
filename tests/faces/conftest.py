"""A workspace of its own for every test of a face, and a way to open a page in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from skolemiljo_analytics.faces.web import server
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.workflows.workspace import Workspace, open_workspace

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented school in it, made once."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SKOLEMILJO_KEYS", str(home / "keys"))
        space = open_workspace(home / "data")
        space.install_demo(Role.SMT)
        space.close()
    return home


def _place(home: Path, patch: pytest.MonkeyPatch) -> Workspace:
    from skolemiljo_analytics.faces.web import place

    patch.setenv("SKOLEMILJO_HOME", str(home / "data"))
    patch.setenv("SKOLEMILJO_KEYS", str(home / "keys"))
    return place.workspace()


@pytest.fixture
def demo(demo_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace with the invented school, this test's own copy."""
    import shutil

    shutil.copytree(demo_home, tmp_path / "home")
    return _place(tmp_path / "home", monkeypatch)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that was used before and is empty now."""
    monkeypatch.setenv("SKOLEMILJO_KEYS", str(tmp_path / "keys"))
    open_workspace(tmp_path / "data").close()
    return _place(tmp_path, monkeypatch)


@pytest.fixture
def open_page() -> Open:
    """Return a function that opens a page as a role, in a language and for a class."""

    def open_it(
        page: str = "home",
        *,
        role: Role = Role.SMT,
        language: Language = Language.NB,
        label: str = "",
    ) -> AppTest:
        app = AppTest.from_file(str(server.PAGE), default_timeout=120)
        app.session_state["role"] = role
        app.session_state["language"] = language
        if label:
            from skolemiljo_analytics.faces.web import place

            found = {c.label: c.class_id for c in place.workspace().classes(Role.SMT)}
            app.session_state["class_id"] = found[label]
        app.run()
        if page != "home":
            app.switch_page(path_of(page)).run()
        return app

    return open_it
