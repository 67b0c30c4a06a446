"""Words about pupils: never firmer than the two things they rest on; short way and long way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skolemiljo_analytics.doubt import verdicts_named, worlds
from skolemiljo_analytics.doubt.strength import judge, judge_one
from skolemiljo_analytics.findings import find_all
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels.search import find_groups
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.vocabulary import (
    BoolArray,
    FindingCode,
    Gate,
    Polarity,
    PupilId,
    Purpose,
    QuestionKind,
    Scope,
    Strength,
)

ORDER = [Strength.CANNOT_SAY, Strength.POSSIBLE, Strength.PROBABLE, Strength.CLEAR]
N = 22
IDS = tuple(PupilId(f"p{i:02d}") for i in range(N))
SHARES = st.floats(0, 1)


@given(SHARES, SHARES, st.integers(1, 40), st.sampled_from(list(Gate)))
def test_a_word_about_a_pupil_is_the_weaker_of_its_two(
    p: float, stability: float, pupils: int, gate: Gate
) -> None:
    word = judge_one(gate=gate, p=p, stability=stability, pupils=pupils)
    again = judge(gate=gate, stability=stability)
    chance = judge(gate=gate, p=min(1.0, p * pupils))
    assert ORDER.index(word) == min(ORDER.index(again), ORDER.index(chance))


@given(SHARES, SHARES, st.integers(1, 39))
def test_among_more_pupils_no_word_is_firmer(p: float, stability: float, pupils: int) -> None:
    few, more = (
        judge_one(gate=Gate.EVERYTHING, p=p, stability=stability, pupils=k)
        for k in (pupils, pupils + 1)
    )
    assert ORDER.index(more) <= ORDER.index(few)


@pytest.mark.parametrize(
    ("p", "stability", "word"),
    [
        (0.003 / 25, 0.99, Strength.CLEAR),
        (0.0031 / 25, 1.0, Strength.PROBABLE),
        (0.0001, 0.98, Strength.PROBABLE),
        (0.011 / 25, 1.0, Strength.POSSIBLE),
        (0.0, 0.89, Strength.POSSIBLE),
        (0.04, 1.0, Strength.POSSIBLE),
        (None, 1.0, Strength.POSSIBLE),
        (0.0, None, Strength.POSSIBLE),
    ],
)
def test_words(p: float | None, stability: float | None, word: Strength) -> None:
    assert judge_one(gate=Gate.EVERYTHING, p=p, stability=stability, pupils=25) is word


def test_some_missing_and_nothing_about_a_pupil_is_firm() -> None:
    for gate, word in (
        (Gate.WITH_BOUNDS, Strength.POSSIBLE),
        (Gate.CLASS_ONLY, Strength.CANNOT_SAY),
        (Gate.NOTHING_NAMED, Strength.CANNOT_SAY),
    ):
        assert judge_one(gate=gate, p=0.0, stability=1.0, pupils=25) is word


def a_day(form: str, outside: float, seed: int) -> worlds.Day:
    rng = np.random.Generator(np.random.PCG64(seed))
    design = worlds.Design(N, None if form == "ratings" else 3, form=form)
    truth = worlds.draw_world(worlds.World(returned=0.4, outside=outside), design, rng)
    return worlds.two_days(truth, design, 0.9, rng)[0]


def asked(relation: Relation, kind: QuestionKind, polarity: Polarity) -> Relation:
    return replace(relation, question=replace(relation.question, kind=kind, polarity=polarity))


def said(code: FindingCode, *relations: Relation) -> dict[int, Strength]:
    """What the findings say of pupils (-1: of the class)."""
    graph = RelationGraph(IDS, relations, wave="2026-11", purpose=Purpose.SUSPICION)
    portrait = describe_class(graph, redraws=400)
    return {
        IDS.index(f.pupils[0]) if f.scope is Scope.PUPIL else -1: f.strength
        for f in find_all(portrait)
        if f.code is code and f.strength is not None and f.scope in {Scope.PUPIL, Scope.CLASS}
    }


def agree(short: verdicts_named.Words, long: dict[int, Strength], most: int = 0) -> tuple[int, int]:
    """The same pupils; words as far apart as draws can put them. Equal ones, of how many."""
    assert len(set(short) ^ set(long)) <= most
    both = set(short) & set(long)
    assert all(abs(ORDER.index(short[i]) - ORDER.index(long[i])) <= 1 for i in both)
    return sum(short[i] is long[i] for i in both), len(both)


@pytest.mark.parametrize("outside", [0.0, 2.0])
def test_the_short_way_says_of_pupils_what_the_findings_say(outside: float) -> None:
    """Unchosen, and no from several: through `describe_class` and `find_all`; draws differ."""
    day = a_day("signed", outside, 4)
    assert day.against is not None
    liked = asked(day.liked, QuestionKind.COMPANY, Polarity.POSITIVE)
    against = asked(day.against, QuestionKind.DISLIKE, Polarity.NEGATIVE)
    words = verdicts_named.unchosen_words(liked)
    equal, of = agree(words, said(FindingCode.UNCHOSEN, liked))
    assert equal == of > 0
    labels = find_groups(liked.named)
    several = verdicts_named.several_no_words(liked, against, labels)
    equal, of = agree(several, said(FindingCode.SEVERAL_SAID_NO, liked, against))
    assert equal >= 0.8 * of
    assert (several.get(0) is Strength.CLEAR) == (outside > 0)


@pytest.mark.parametrize("outside", [0.0, 2.0])
def test_the_short_way_says_of_low_ratings_what_the_findings_say(outside: float) -> None:
    liked = asked(a_day("ratings", outside, 5).liked, QuestionKind.COMPANY, Polarity.POSITIVE)
    words = verdicts_named.low_words(liked, find_groups(liked.named))
    equal, of = agree(words, said(FindingCode.LOW_FROM_SEVERAL, liked), most=1)
    assert equal >= 0.8 * of
    assert (words.get(0) is Strength.CLEAR) == (outside > 0)


@pytest.mark.parametrize("named", [0.0, 0.4])
def test_the_short_way_says_of_reports_what_the_findings_say(named: float) -> None:
    rng = np.random.Generator(np.random.PCG64(6))
    reports = worlds.draw_reports(N, 0.5, named, rng)
    blank = asked(a_day("positive", 0.0, 6).liked, QuestionKind.BULLYING, Polarity.NEGATIVE)
    relation = replace(blank, named=reports)
    words = verdicts_named.reported_words(relation)
    equal, of = agree(words, said(FindingCode.REPORTED_BY_SEVERAL, relation))
    assert equal == of > 0
    assert (words.get(0) is Strength.CLEAR) == (named > 0)


@pytest.mark.parametrize(("returned", "firm"), [(0.0, False), (0.95, True)])
def test_the_short_way_says_of_low_both_ways_what_the_finding_says(
    returned: float, firm: bool
) -> None:
    rng = np.random.Generator(np.random.PCG64(7))
    design = worlds.Design(N, None, form="ratings")
    truth = worlds.draw_world(worlds.World(returned=returned), design, rng)
    day = worlds.two_days(truth, design, 0.9, rng)[0]
    liked = asked(day.liked, QuestionKind.COMPANY, Polarity.POSITIVE)
    word = verdicts_named.low_both_ways_word(liked)
    long = said(FindingCode.LOW_BOTH_WAYS, liked).get(-1, Strength.POSSIBLE)
    assert word is long
    assert (word in {Strength.CLEAR, Strength.PROBABLE}) == firm


def test_marks_by_hand() -> None:
    """Named by three of two groupings; by two is enough where harm is reported."""
    named: BoolArray = np.zeros((6, 6), dtype=bool)
    named[[1, 2, 3], 0] = True
    named[[1, 2], 5] = True
    labels = np.array([0, 0, 0, 1, 1, 1])
    assert verdicts_named.from_several(named, labels).tolist() == [True, *[False] * 5]
    assert not verdicts_named.from_several(named, np.zeros(6, dtype=int)).any()
    assert verdicts_named.reported(named).tolist() == [True, *[False] * 4, True]


def test_the_first_pupil_is_liked_less_by_as_much_as_it_says() -> None:
    """The odds of being named, beside the others', over many classes."""
    rng = np.random.Generator(np.random.PCG64(8))
    design = worlds.Design(20, 1)
    received = np.zeros(20)
    for _ in range(600):
        received += worlds.draw_world(worlds.World(outside=np.log(4)), design, rng).choices.sum(0)
    assert received[0] / received[1:].mean() == pytest.approx(1 / 4, abs=0.06)


def test_reports_are_as_many_as_they_say() -> None:
    rng = np.random.Generator(np.random.PCG64(9))
    drawn = np.stack([worlds.draw_reports(20, 0.3, 0.5, rng) for _ in range(400)])
    assert not np.diagonal(drawn, axis1=1, axis2=2).any()
    assert drawn[:, 1:, 0].mean() == pytest.approx(0.5 + 0.5 * 0.3 * 1.5 / 19, abs=0.02)
    assert drawn[:, 0].any(axis=1).mean() == pytest.approx(0.3, abs=0.07)
    assert drawn[:, :, 1:].sum(axis=(1, 2)).mean() == pytest.approx(20 * 0.3 * 1.5 - 0.45, abs=0.6)


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_without_the_low_pattern_marks_and_pairs_stay(seed: int) -> None:
    rng = np.random.Generator(np.random.PCG64(seed))
    design = worlds.Design(18, None, form="ratings")
    ratings = worlds.draw_world(worlds.World(returned=0.6, outside=2.0), design, rng).ratings
    assert ratings is not None
    dealt = worlds.without_low_pattern(ratings, 1, rng)
    assert (np.sort(dealt, axis=1) == np.sort(ratings, axis=1)).all()
    assert not np.diagonal(dealt).any()
    low, was = dealt == 1, ratings == 1
    assert (low & low.T).sum() == (was & was.T).sum()
    assert low[:, 0].sum() < was[:, 0].sum()
