"""What every test may lean on: small classes, a browser, and the folder of reference data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings

from skolemiljo_analytics.graph import RelationGraph
from tests.browsers import open_browser

settings.register_profile(
    "quick", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "deep", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(  # for `benchmarks.numbers.faults`: a failure is enough, no smallest one
    "faults",
    settings.get_profile("quick"),
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

REFERENCE = "SKOLEMILJO_REFERENCE"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of public classes and expected numbers; skips where there is none."""
    folder = os.environ.get(REFERENCE)
    if not folder:
        pytest.skip(f"{REFERENCE} is not set: reference data are not on this machine")
    path = Path(folder)
    assert (path / "vectors" / "INDEX.json").is_file(), f"{REFERENCE} points to no reference data"
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The one browser of the run: a second one beside it would be refused by its driver."""
    with open_browser() as opened:
        yield opened


_opened: set[str] = set()


def _note(event: str, arguments: tuple[object, ...]) -> None:
    folder = os.environ.get(REFERENCE)
    if event == "open" and folder and str(arguments[0]).startswith(folder):
        _opened.add(str(Path(str(arguments[0])).relative_to(folder)))


sys.addaudithook(_note)


@pytest.fixture(autouse=True)
def _report_reference_files(
    record_property: Callable[[str, object], None],
) -> Iterator[None]:
    """Tell the report which reference files a test has read, so that CI can count them."""
    _opened.clear()
    yield
    for file in sorted(_opened):
        record_property("reference", file)


@pytest.fixture(autouse=True)
def _bokmaal_unless_asked() -> Iterator[None]:
    """The command line leaves its language in the environment; no test hands it on to the next."""
    os.environ.pop("SKOLEMILJO_LANGUAGE", None)
    yield
    os.environ.pop("SKOLEMILJO_LANGUAGE", None)


def _silent(graph: RelationGraph) -> RelationGraph:
    (relation,) = graph.relations
    nobody = replace(
        relation,
        named=np.zeros_like(relation.named),
        answered=np.zeros_like(relation.answered),
    )
    return replace(graph, relations=(nobody,))


BESTIARY: dict[str, RelationGraph] = {
    "one pupil": RelationGraph.from_lines("Ada >"),
    "nobody answered": _silent(RelationGraph.from_lines("Ada >\nBo >\nCai >")),
    "everyone named nobody": RelationGraph.from_lines("Ada >\nBo >\nCai >\nDu >"),
    "two camps": RelationGraph.from_lines(
        "A > B C\nB > A C\nC > A B\nD > E F\nE > D F\nF > D E", genders="gggbbb"
    ),
    "a star": RelationGraph.from_lines("A >\nB > A\nC > A\nD > A\nE > A", genders="gbgbg"),
    "one mutual pair among strangers": RelationGraph.from_lines("A > B\nB > A\nC >\nD >\nE >"),
    "two are silent": RelationGraph.from_lines("A > B E\nB > A C\nC > D A\nD > A"),
}
