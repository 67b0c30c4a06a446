"""The page of the strength words is held to its tables, and the tables to what was promised."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.planted import page, run
from skolemiljo_analytics.doubt.calibration import at_most
from skolemiljo_analytics.presets import DEFAULT_PRESET

TABLE = page.read_planted()


def rows(pattern: str) -> list[dict[str, Any]]:
    return [row for row in TABLE["rows"] if row["pattern"] == pattern]


def total(pattern: str, key: str) -> int:
    return sum(row.get(key, 0) for row in rows(pattern))


def test_the_page_is_what_the_tables_give() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.render()


def test_the_table_was_made_with_todays_preset() -> None:
    assert TABLE["preset"] == DEFAULT_PRESET.version
    assert {row["pattern"] for row in TABLE["rows"]} == {*run.ARMS, "scale"}


@pytest.mark.parametrize("pattern", [*run.ARMS, "scale"])
def test_where_nothing_was_planted_words_are_rare(pattern: str) -> None:
    """At most 1 class in 100 "clear" and 5 "probable", with the upper limit of the share."""
    of = total(pattern, "without_of")
    assert of >= 1500
    assert total(pattern, "with_of") >= 1500
    assert at_most(total(pattern, "without_clear"), of) <= 0.01
    assert at_most(total(pattern, "without_probable"), of) <= 0.05


def test_real_groups_are_clear_where_the_power_is_full() -> None:
    """In four of five classes; the weakest strengths alone reach a little less."""
    assert total("groups", "with_clear") >= 0.8 * total("groups", "with_of")
    shares = [row["with_clear"] / row["with_of"] for row in rows("groups")]
    assert len(shares) == 5
    assert min(shares) >= 0.65
    assert sum(share >= 0.8 for share in shares) >= 3


@pytest.mark.parametrize(
    "patterns",
    [("groups", "weak_groups"), ("gender",), ("unchosen",), ("concentrated",), ("returned",)],
)
def test_a_word_said_is_right(patterns: tuple[str, ...]) -> None:
    """With as many classes with the pattern as without, over every strength."""
    for word, least in (("clear", 0.99), ("probable", 0.90)):
        right, wrong = (
            sum(total(pattern, f"{side}_{word}") for pattern in patterns)
            for side in ("with", "without")
        )
        assert right >= least * (right + wrong), word


def test_a_block_is_made_again_as_it_was() -> None:
    once, again = (list(run.plant("gender", 3, 7)) for _ in range(2))
    assert once == again
    assert [side for _, side, _ in once] == ["with", "without"]
    assert {word for _, _, word in run.scales(2, 7)} <= {*(w.value for w in run.WORDS), "nothing"}


def test_stopped_it_goes_on_where_it_was(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ARMS", {})
    keep = tmp_path / "keep.jsonl"
    whole = run.run(120, 5, keep)
    lines = keep.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    keep.write_text(lines[0] + "\n", encoding="utf-8")
    assert run.run(120, 5, keep) == whole
    assert sum(whole.values()) == 240
