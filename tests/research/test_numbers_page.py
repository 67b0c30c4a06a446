"""The page *How we know the numbers are right* says what the code and its tests are today."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from benchmarks.numbers import page
from tests.proofs import PROOFS

ROOT = Path(__file__).parents[2]


def printed() -> dict[str, str]:
    """The differences the committed page shows, by comparison."""
    text = page.PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z0-9 ]+) \|.*\| ([-0-9e.+]+) \|$", text, re.MULTILINE)
    return {name.replace(" ", "_"): gap for name, gap in rows}


def test_the_page_is_in_step_with_the_code() -> None:
    differences = printed()
    assert set(differences) >= {one.name for one in PROOFS}
    told = "Run `python -m benchmarks.numbers.page` and commit docs/numbers.md."
    assert page.PAGE.read_text(encoding="utf-8") == page.render(differences), told


def test_no_difference_on_the_page_is_larger_than_allowed() -> None:
    for one in PROOFS:
        assert float(printed()[one.name]) <= one.tolerance, one.name


def test_every_figure_has_a_source_and_an_oracle() -> None:
    for figures in page.everything().values():
        for name, function in figures.items():
            assert page.source(function), name
            held = any(name in one.ours for one in PROOFS)
            assert held or name in page.BY_HAND, name


def test_the_tests_it_names_speak_of_the_figure() -> None:
    for name, (_, file) in page.BY_HAND.items():
        path = ROOT / "tests" / file
        assert any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            for node in ast.parse(path.read_text(encoding="utf-8")).body
        ), name
