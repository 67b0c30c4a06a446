"""Who answered, low scales, and what changed since last time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skolemiljo_analytics.doubt.reading import Reading
from skolemiljo_analytics.findings import find_all, find_change, find_climate
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.portrait.records import ScalePortrait
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import (
    AnswerForm,
    FindingCode,
    QuestionKind,
    Reason,
    Scope,
    Strength,
)
from tests.findings.classes import camps, graph_of, portrait_of, pupil, usual, without

ITEM = Question("ro", "Det er god arbeidsro.", QuestionKind.OTHER, form=AnswerForm.SCALE)


def scale(mean: Reading, counts: tuple[int, ...], half_width: float | None) -> ScalePortrait:
    return ScalePortrait(
        "ro", (ITEM,), 1, 5, mean, counts, mean.n_asked, mean.n_answered, half_width
    )


def climate(one: ScalePortrait) -> list[Finding]:
    portrait = replace(usual(), scales=(one,))
    return [f for f in find_climate(portrait) if f.code is FindingCode.LOW_SCALE]


def known(mean: float, n: int = 24) -> Reading:
    return Reading.known(mean, n_asked=n, n_answered=n)


def test_a_low_scale_counts_people() -> None:
    (finding,) = climate(scale(known(2.0), (8, 9, 6, 1, 0), 0.3))
    assert finding.scope is Scope.CLASS
    assert finding.questions == ("Det er god arbeidsro.",)
    assert finding.facts == {"mean": 2.0, "highest": 5, "middle": 3.0, "below": 17}
    assert finding.strength is Strength.CLEAR


def test_just_below_the_middle_is_only_possible() -> None:
    (finding,) = climate(scale(known(2.9), (3, 6, 8, 5, 2), 0.4))
    assert finding.strength is Strength.POSSIBLE


def test_on_the_middle_is_shown_and_just_above_is_not() -> None:
    assert len(climate(scale(known(3.0), (4, 4, 8, 4, 4), 0.4))) == 1
    assert climate(scale(known(3.01), (4, 4, 8, 4, 4), 0.4)) == []


def test_silence_that_could_lift_it_leaves_only_the_fact() -> None:
    mean = Reading.bounded(2.7, 2.5, 3.1, n_asked=24, n_answered=22)
    (finding,) = climate(scale(mean, (3, 6, 8, 5, 0), 0.1))
    assert finding.strength is Strength.CANNOT_SAY
    assert (finding.doubt.low, finding.doubt.high) == (2.5, 3.1)


@pytest.mark.parametrize(
    "one",
    [
        scale(known(3.4), (0, 2, 12, 8, 2), 0.3),
        scale(Reading.known(1.5, n_asked=24, n_answered=4), (2, 2, 0, 0, 0), None),
        scale(Reading.missing(Reason.NOBODY_ANSWERED, n_asked=24), (0,) * 5, None),
    ],
)
def test_high_few_or_missing_answers_give_nothing(one: ScalePortrait) -> None:
    assert climate(one) == []


def test_the_last_mean_is_kept_beside_it() -> None:
    before = replace(scale(known(2.0), (8, 9, 6, 1, 0), 0.3), previous=known(3.5))
    (finding,) = climate(before)
    assert finding.facts["previous"] == 3.5


def test_missing_answers_are_one_finding_led_by_the_least_answered() -> None:
    asked = {"friminutt": camps(), "arbeid": camps()}
    silent = {"friminutt": (1, 2, 3), "arbeid": (1, 2, 3, 4, 5)}
    (finding,) = (
        f
        for f in find_all(portrait_of(graph_of(24, asked, silent=silent)))
        if f.code is FindingCode.LOW_ANSWER_RATE
    )
    assert finding.relations == ("arbeid", "friminutt")
    assert (finding.facts["answered"], finding.facts["silent"]) == (19, 5)
    assert finding.themes == ()
    assert finding.scope is Scope.PRACTICE


def test_lost_ties_are_found_when_all_are_gone() -> None:
    before = graph_of(24, {"friminutt": camps((12, 12))}, wave="2025-03")
    now = graph_of(24, {"friminutt": without(camps((12, 12)), 4, 6)})
    lost = [f for f in find_change(portrait_of(now, before)) if pupil(4) in f.pupils]
    (finding,) = lost
    assert finding.facts["before"] == 2
    assert finding.facts["kept"] == 0
    assert (finding.facts["dropped"], finding.facts["gained"]) == (3, 0)
    assert finding.strength is None


def test_a_friend_who_is_silent_now_is_no_lost_tie() -> None:
    before = graph_of(24, {"friminutt": camps((12, 12))}, wave="2025-03")
    silent = {"friminutt": (3, 5)}
    now = graph_of(24, {"friminutt": camps((12, 12))}, silent=silent)
    assert not [f for f in find_change(portrait_of(now, before)) if pupil(4) in f.pupils]


def test_a_tie_kept_in_another_question_is_no_lost_tie() -> None:
    both = {"friminutt": camps((12, 12)), "arbeid": camps((12, 12))}
    changed = {**both, "friminutt": without(camps((12, 12)), 4, 6)}
    portrait = portrait_of(graph_of(24, changed), graph_of(24, both, wave="2025-03"))
    assert not [f for f in find_change(portrait) if pupil(4) in f.pupils]


def test_without_an_earlier_round_nothing_has_changed() -> None:
    assert find_change(usual()) == ()
