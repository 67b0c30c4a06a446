"""What adults saw beside what pupils answered: two sources side by side, and nobody named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from skolemiljo_analytics.findings import count_seen_unchosen, find_all, find_observed
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import FindingCode, PupilId, Purpose, Reason, Scope
from skolemiljo_analytics.wording import say
from tests.findings.classes import camps, graph_of, portrait_of, pupil, without

DAY = date(2025, 10, 15)
UNCHOSEN = without(without(camps((12, 12)), 5, 7), 6, 8)
"""Nobody names 5 or 6."""


@cache
def described(silent: tuple[int, ...] = (), question: str = "friminutt") -> SocialPortrait:
    graph = graph_of(24, {question: UNCHOSEN}, silent={question: silent}, purpose=Purpose.SUSPICION)
    return portrait_of(replace(graph, held_on=DAY))


def seen(days: int, *pupils: int, text: str = "spilte kort") -> Observation:
    return Observation(DAY + timedelta(days=days), "ute", tuple(map(pupil, pupils)), text)


FIVE = (
    seen(-3, 5, 1), seen(2, 5, 1, 2), seen(4, 6, 2), seen(5, 1, 2), seen(6, 2, 3),
)  # fmt: skip
"""5 is seen with others on two days, 6 on one; 1 and 2 on several."""


def test_nobody_names_two_of_them() -> None:
    named = {other for others in UNCHOSEN.values() for other in others}
    assert set(range(24)) - named == {5, 6}


def test_seen_with_others_and_named_by_nobody_is_counted_and_names_nobody() -> None:
    (finding,) = find_observed(described(), FIVE)
    assert finding.code is FindingCode.SEEN_NOT_CHOSEN
    assert finding.scope is Scope.CLASS
    assert finding.pupils == ()
    assert finding.strength is None, "two sources side by side: no conclusion is drawn"
    assert finding.facts == {"observations": 5, "seen": 3, "unchosen": 1, "weeks": 8, "days": 2}
    assert len(finding.other_readings) >= 2
    assert finding.cannot_show
    assert finding.questions_back
    assert finding in find_all(described(), observations=FIVE)
    assert "Av dem er det 1 som ingen nevnte" in say((finding,), "nb")


def test_without_observations_every_other_finding_is_the_same() -> None:
    plain = find_all(described())
    beside = find_all(described(), observations=FIVE)
    assert tuple(f for f in beside if f.code is not FindingCode.SEEN_NOT_CHOSEN) == plain


def test_who_was_silent_may_have_chosen() -> None:
    counted = count_seen_unchosen(described((20, 21)), FIVE)
    assert (counted.value, counted.low, counted.high) == (1, 0, 1)
    assert (counted.n_asked, counted.n_answered) == (24, 22)
    (finding,) = find_observed(described((20, 21)), FIVE)
    assert (finding.doubt.low, finding.doubt.high) == (0, 1)


@pytest.mark.parametrize("far", [57, -57])
def test_what_was_seen_far_from_the_round_is_not_set_beside_it(far: int) -> None:
    moved = (seen(far, 5, 1), *FIVE[1:], seen(7, 2, 3))
    assert find_observed(described(), moved) == ()
    assert find_observed(described(), (seen(far - far // 57, 5, 1), *moved))


def test_the_same_day_twice_is_one_day() -> None:
    same = (seen(2, 5, 3), *FIVE[1:])
    assert count_seen_unchosen(described(), same).value == 0
    assert find_observed(described(), same) == ()


def test_too_few_observations_are_told_with_the_reason() -> None:
    alone = tuple(seen(day, 5) for day in range(9))
    strangers = tuple(replace(one, pupils=(pupil(5), PupilId("another class"))) for one in alone)
    repeated = (*FIVE[:4], FIVE[0])
    for few in ((), FIVE[:4], alone, strangers, repeated):
        assert count_seen_unchosen(described(), few).reason is Reason.FEW_OBSERVATIONS
        assert find_observed(described(), few) == ()


def test_too_few_answers_or_no_question_of_wishes_or_no_day() -> None:
    for portrait, reason in (
        (described(tuple(range(12))), Reason.PARTICIPATION),
        (described(question="unngår"), Reason.NOT_ASKED),
        (replace(described(), held_on=None), Reason.NOT_ASKED),
    ):
        assert count_seen_unchosen(portrait, FIVE).reason is reason
        assert find_observed(portrait, FIVE) == ()


@given(
    st.lists(
        st.tuples(
            st.integers(-70, 70), st.lists(st.integers(0, 23), min_size=1, max_size=4, unique=True)
        ),
        max_size=25,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_changes_nothing_and_more_to_see_never_takes_away(drawn, random) -> None:
    """Counted again by hand: days within 8 weeks, at least two pupils, nobody's choice."""
    observations = [seen(day, *who) for day, who in drawn]
    shuffled = random.sample(observations, len(observations))
    counted = count_seen_unchosen(described(), observations)
    assert counted == count_seen_unchosen(described(), shuffled)
    near = {(d, tuple(w)) for d, w in drawn if abs(d) <= 56 and len(w) > 1}
    expected = sum(len({d for d, w in near if one in w}) >= 2 for one in (5, 6))
    assert counted.value == (expected if len(near) >= 5 else None)
    more = count_seen_unchosen(described(), (*observations, *FIVE))
    assert more.require() >= (counted.value or 0)


def test_the_reasons_for_no_finding_about_one_pupil_are_as_documented() -> None:
    """Of 24 others three name the pupil; adults see the pupil with four of the 24."""
    most = float(hypergeom.sf(1, 24, 24 - 3, 4))
    every = float(hypergeom.pmf(4, 24, 24 - 3, 4))
    assert hypergeom.sf(3, 24, 24, 4) == pytest.approx(1)  # whom nobody names
    text = (Path(__file__).parents[2] / "docs" / "designs.md").read_text(encoding="utf-8")
    assert f"{most:.1%} of draws, and all four in {every:.1%}" in text.replace(" %", "%")
