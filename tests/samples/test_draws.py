from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from skolemiljo_analytics.samples.draws import Draws


def test_the_stream_is_the_same_on_every_machine() -> None:
    draws = Draws(2025, "7B", "circles")
    assert [draws.below(1000) for _ in range(6)] == [611, 946, 712, 841, 627, 980]


def test_another_word_or_seed_is_another_stream() -> None:
    assert Draws(1, "7A").share() != Draws(1, "7B").share()
    assert Draws(1, "7A").share() != Draws(2, "7A").share()


@given(st.integers(0, 2**32), st.integers(1, 50))
def test_draws_stay_in_their_range(seed: int, end: int) -> None:
    draws = Draws(seed)
    assert 0 <= draws.share() < 1
    assert 0 <= draws.below(end) < end
    assert draws.pick(range(end)) in range(end)


@given(st.integers(0, 2**32), st.lists(st.integers(), max_size=20))
def test_shuffling_keeps_everything_and_changes_nothing_given(seed: int, things: list[int]) -> None:
    before = list(things)
    assert sorted(Draws(seed).shuffled(things)) == sorted(before)
    assert things == before


def test_chance_is_near_what_it_says() -> None:
    draws = Draws(3)
    assert 230 < sum(draws.happens(0.25) for _ in range(1000)) < 270
