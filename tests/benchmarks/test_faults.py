"""Faults put in on purpose: which tests are tried, and how the score is counted."""

from __future__ import annotations

import json

import pytest

from benchmarks.numbers import faults, page, score


def row(fault: str, verdict: str) -> str:
    return json.dumps({"fault": f"skolemiljo_analytics.{fault}", "verdict": verdict, "tests": 1})


def test_the_last_word_of_a_fault_counts() -> None:
    lines = [
        row("kernels.counts.x_given__mutmut_1", "survived"),
        row("kernels.counts.x_given__mutmut_2", "stopped"),
        row("doubt.sums.x_sums__mutmut_1", "not reached"),
        row("kernels.counts.x_given__mutmut_1", "caught"),
    ]
    assert score.count(lines) == [
        {"module": "doubt.sums", "mutants": 1, "caught": 0, "survived": 1},
        {"module": "kernels.counts", "mutants": 2, "caught": 2, "survived": 0},
    ]


def test_modules_that_were_not_tried_keep_their_rows() -> None:
    before = score.count([row("kernels.b.x__mutmut_1", "caught"), row("kernels.c.x__mutmut_1", "")])
    now = score.count([row("kernels.c.x__mutmut_1", "caught"), row("doubt.a.x__mutmut_4", "")])
    kept = score.keep(before, now)
    assert [(m["module"], m["caught"]) for m in kept] == [
        ("doubt.a", 0),
        ("kernels.b", 1),
        ("kernels.c", 1),
    ]
    sampled = score.keep(before, now, step=3)
    assert [m.get("step", 1) for m in sampled] == [3, 1, 3]
    assert score.keep(sampled, before) == [sampled[0], *before]


@pytest.mark.parametrize("step", [1, 2, 3, 5])
def test_a_sample_goes_through_a_module_by_equal_steps(step: int) -> None:
    """However its functions are cut, and from the first of each module."""
    found = {
        "k.a.f": [f"a{i}" for i in range(4)],
        "k.b.f": [f"b{i}" for i in range(3)],
        "k.a.g": [f"a{i}" for i in range(4, 9)],
    }
    kept = faults.every(found, step)
    assert [x for f in ("k.a.f", "k.a.g") for x in kept[f]] == [f"a{i}" for i in range(0, 9, step)]
    assert kept["k.b.f"] == [f"b{i}" for i in range(0, 3, step)]


def test_the_score_adds_up() -> None:
    modules = json.loads(page.MUTATION.read_text(encoding="utf-8"))["modules"]
    assert all(m["mutants"] == m["caught"] + m["survived"] for m in modules)
    assert [m["module"] for m in modules] == sorted(m["module"] for m in modules)


def test_loops_are_changed_without_their_compiler() -> None:
    code = "@compiled\ndef f(x):\n    return x\n\n\n@cache\ndef g():\n    return 1\n"
    assert faults.DECORATED.sub("", code).count("@") == 0


@pytest.mark.parametrize("most", [0.1, 1.0, 100.0])
def test_the_quickest_tests_come_first_and_one_at_least(tmp_path, most: float) -> None:
    tried = faults.Tried({}, tmp_path / "none", most=most)
    tried.took = {0: 3.0, 1: 0.2, 2: 0.5}
    tried.reached["f"] = [0, 1, 2]
    chosen = tried._affordable("f")
    assert chosen == {0.1: [1], 1.0: [1, 2], 100.0: [1, 2, 0]}[most]
