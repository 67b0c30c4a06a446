"""The lines of Python shown beside a portrait give the very same portrait."""

from __future__ import annotations

from pathlib import Path

from skolemiljo_analytics.workflows.exporting import describe_round
from skolemiljo_analytics.workflows.portrait_reading import python_lines
from skolemiljo_analytics.workflows.read_class import read_class

FOLDER = Path(__file__).parents[2] / "sample_data" / "klasse_7a"


def test_the_lines_shown_give_the_portrait_shown() -> None:
    shown = describe_round(read_class(FOLDER, purpose="preventive"), "2025-10").portrait
    lines = python_lines(FOLDER.as_posix(), "2025-10", "2025-03").splitlines()
    made: dict[str, object] = {}
    exec("\n".join(line for line in lines if not line.startswith("print")), made)
    assert shown.scales
    assert made["portrait"] == shown
