"""The words, and whether they are as right as law 4 asks."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.doubt import calibration, worlds
from skolemiljo_analytics.doubt.strength import judge
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import Gate, Strength

ORDER = [Strength.CANNOT_SAY, Strength.POSSIBLE, Strength.PROBABLE, Strength.CLEAR]


@pytest.mark.parametrize(
    ("given_", "word"),
    [
        ({"p": 0.005, "stability": 0.90}, Strength.CLEAR),
        ({"p": 0.006, "stability": 0.90}, Strength.PROBABLE),
        ({"p": 0.005, "stability": 0.89}, Strength.PROBABLE),
        ({"p": 0.05, "stability": 0.80}, Strength.PROBABLE),
        ({"p": 0.051, "stability": 0.99}, Strength.POSSIBLE),
        ({"p": 0.001, "stability": 0.79}, Strength.POSSIBLE),
        ({"p": 0.001}, Strength.CLEAR),
        ({"stability": 0.99}, Strength.CLEAR),
        ({"stability": 0.95}, Strength.PROBABLE),
        ({"stability": 0.85}, Strength.POSSIBLE),
        ({}, Strength.POSSIBLE),
        ({"p": 0.001, "stability": 1.0, "crosses": True}, Strength.CANNOT_SAY),
        ({"p": 0.001, "stability": 1.0, "rests_on_one": True}, Strength.POSSIBLE),
        ({"p": 0.001, "stability": 1.0, "agreement": 0.59}, Strength.POSSIBLE),
        ({"p": 0.001, "stability": 1.0, "agreement": 0.6}, Strength.CLEAR),
    ],
)
def test_words(given_: dict[str, float], word: Strength) -> None:
    assert judge(gate=Gate.EVERYTHING, **given_) is word  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gate", "word"),
    [
        (Gate.WITH_BOUNDS, Strength.POSSIBLE),
        (Gate.CLASS_ONLY, Strength.CANNOT_SAY),
        (Gate.NOTHING_NAMED, Strength.CANNOT_SAY),
    ],
)
def test_participation_limits_the_word(gate: Gate, word: Strength) -> None:
    assert judge(gate=gate, p=0.0001, stability=1.0) is word


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_more_doubt_never_gives_a_firmer_word(
    p: float, more: float, stability: float, less: float
) -> None:
    firm = judge(gate=Gate.EVERYTHING, p=min(p, more), stability=max(stability, less))
    weak = judge(gate=Gate.EVERYTHING, p=max(p, more), stability=min(stability, less))
    assert ORDER.index(weak) <= ORDER.index(firm)


def test_the_published_table_was_made_with_todays_thresholds() -> None:
    table = calibration.load_table()
    for name, value in table["thresholds"].items():
        assert getattr(DEFAULT_PRESET, name).value == value, name
    assert set(table["thresholds"]) == set(calibration.CRITERIA)


def test_every_word_is_as_right_as_it_must_be() -> None:
    least = {"clear": 0.99, "probable": 0.90}
    reached = 0
    for row in calibration.load_table()["words"]:
        if row["said"] >= 20:
            assert row["right"] / row["said"] >= least[row["word"]], row
            reached += 1
        assert row["reached"] == row["right"]
        assert row["right"] <= row["of"]
    assert reached >= 6


def test_the_published_table_is_what_the_generator_gives() -> None:
    table = calibration.load_table()
    words = table["command"].split()
    classes, seed = (int(words[words.index(flag) + 1]) for flag in ("--classes", "--seed"))
    row = next(r for r in table["by_design"] if (r["pupils"], r["limit"]) == (15, 2))
    design = worlds.Design(row["pupils"], row["limit"], row["silent"])
    assert calibration.summarise(calibration.simulate(design, classes, seed)) == row["words"]


def test_where_few_answer_no_word_is_said() -> None:
    for row in calibration.load_table()["by_design"]:
        silent = round(row["silent"] * row["pupils"]) / row["pupils"]
        if silent > 0.1:
            assert all(w["said"] == 0 for w in row["words"]), row


def test_a_world_has_the_structure_it_says() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    design = worlds.Design(24, 3)
    shares = []
    for odds in (1.0, 5.0, 20.0):
        inside = []
        for _ in range(30):
            wanted, groups, _ = worlds.draw_world(worlds.World(4, odds), design, rng)
            assert (wanted.sum(axis=1) == 3).all()
            inside.append((wanted & (groups[:, None] == groups)).sum() / 72)
        shares.append(float(np.mean(inside)))
    assert all(a + 0.2 < b for a, b in pairwise(shares))
    assert shares[0] == pytest.approx(5 / 23, abs=0.03)


def test_two_days_share_what_they_should() -> None:
    rng = np.random.Generator(np.random.PCG64(2))
    design = worlds.Design(25, 3, silent=0.2)
    shared = []
    for _ in range(200):
        wanted, _, _ = worlds.draw_world(worlds.World(returned=0.3), design, rng)
        first, second = worlds.two_days(wanted, design, 0.9, rng)
        assert first.answered.sum() == 20
        assert second.answered.all()
        rows = first.answered
        shared.append((first.named & second.named)[rows].sum() / first.named[rows].sum())
    assert np.mean(shared) == pytest.approx(0.9, abs=0.01)
