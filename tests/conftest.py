"""What every test may lean on: small classes to try things on, and the folder of reference data."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from skolemiljo_analytics.graph import RelationGraph

settings.register_profile(
    "quick", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "deep", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow]
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
