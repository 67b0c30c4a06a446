"""What several tests of workflows lean on: schools invented for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from skolemiljo_analytics.vocabulary import Role
from skolemiljo_analytics.workflows.workspace import Workspace
from tests.workflows.documents_school import DocumentSchool, document_school
from tests.workflows.small_school import open_place, write_class


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentSchool]:
    with document_school(tmp_path_factory.mktemp("documents")) as made:
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_place(tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = open_place(tmp_path_factory.mktemp("demo"))
    workspace.install_demo(Role.SMT)
    yield workspace
    workspace.close()


@pytest.fixture
def small(empty: Workspace, tmp_path: Path) -> Workspace:
    """A workspace with one class of five and two rounds."""
    empty.import_class(Role.SMT, write_class(tmp_path / "høst", "2025-10-07"), school="Vika skole")
    empty.import_class(Role.SMT, write_class(tmp_path / "vår", "2026-03-10"), school="Vika skole")
    return empty
