"""Patterns about one pupil, about no and about low ratings: planted in a class, dealt in its twin.

What is said of one pupil is that it would be so another day too. It is asked of the first of two
days, and whether it was right is read from the second. In the class with the pattern the word is
that of the pupil it was planted with; in the twin it is the firmest of any pupil.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.doubt.ratings import is_low, is_rated, low_limit
from skolemiljo_analytics.doubt.verdicts import KEEP, REDRAWS, front_word
from skolemiljo_analytics.doubt.verdicts_named import (
    from_several,
    low_both_ways_word,
    low_words,
    reported,
    reported_words,
    several_no_words,
    unchosen_words,
)
from skolemiljo_analytics.doubt.worlds import (
    Day,
    Design,
    Truth,
    World,
    draw_reports,
    draw_world,
    two_days,
    without_low_pattern,
    without_pattern,
)
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.kernels.draws import draw_null
from skolemiljo_analytics.kernels.search import find_groups
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import BoolArray, FindingCode, Strength

PUPILS = 25
REPORTING = 0.3  # share who report somebody at all, taken at random
FIRM = (Strength.CLEAR, Strength.PROBABLE)
Words = Mapping[int, Strength]
Draw = Callable[[np.random.Generator], Truth]
Deal = Callable[[Truth, np.random.Generator], Truth]


@dataclass(frozen=True)
class PupilArm:
    """One pattern about one pupil.

    ``draw`` makes what the class wants, by strength; ``deal`` its twin without the pattern;
    ``words`` what is said of whom on the first day, with whom it is true of on the second.
    """

    code: FindingCode
    strengths: tuple[tuple[str, Design, Draw], ...]
    deal: Deal
    words: Callable[[Day, Day], tuple[Words, BoolArray]]


@dataclass(frozen=True)
class ClassArm:
    """One pattern of the class in negative choices or low ratings; `words` of class and twin."""

    code: FindingCode
    strengths: tuple[tuple[str, Design, World], ...]
    words: Callable[[Truth, Design, np.random.Generator], tuple[Strength, Strength]]


def _from(world: World, design: Design) -> Draw:
    return lambda rng: draw_world(world, design, rng)


def _outside(how_much: float, limit: int | None, form: str) -> tuple[str, Design, Draw]:
    design = Design(PUPILS, limit, form=form)
    label = f"liked {np.exp(how_much):.2g} times less" + (f", {limit} choices" if limit else "")
    return label, design, _from(World(returned=0.4, outside=how_much), design)


def _reports(named: float) -> tuple[str, Design, Draw]:
    def draw(rng: np.random.Generator) -> Truth:
        nothing = np.zeros(PUPILS, dtype=np.int64)
        reports = draw_reports(PUPILS, REPORTING, named, rng)
        return Truth(reports, None, None, nothing, nothing, np.zeros(PUPILS))

    label = f"{100 * named:.0f} in 100 would name the pupil"
    return label, Design(PUPILS, None), draw


def _deal_choices(truth: Truth, rng: np.random.Generator) -> Truth:
    return replace(truth, choices=without_pattern(truth.choices, rng))


def _deal_against(truth: Truth, rng: np.random.Generator) -> Truth:
    assert truth.against is not None
    return replace(truth, against=without_pattern(truth.against, rng))


def _deal_ratings(truth: Truth, rng: np.random.Generator) -> Truth:
    assert truth.ratings is not None
    dealt = without_low_pattern(truth.ratings, low_limit(Question("", "")), rng)
    return replace(truth, ratings=dealt)


def _unchosen(first: Day, second: Day) -> tuple[Words, BoolArray]:
    return unchosen_words(first.liked), counts.unchosen(second.liked.named)


def _several_no(first: Day, second: Day) -> tuple[Words, BoolArray]:
    assert first.against is not None
    assert second.against is not None
    labels = find_groups(first.liked.named)
    words = several_no_words(first.liked, first.against, labels)
    return words, from_several(second.against.named, labels)


def _reported(first: Day, second: Day) -> tuple[Words, BoolArray]:
    return reported_words(first.liked), reported(second.liked.named)


def _low_several(first: Day, second: Day) -> tuple[Words, BoolArray]:
    labels = find_groups(first.liked.named)
    return low_words(first.liked, labels), from_several(is_low(second.liked), labels)


def _front(truth: Truth, design: Design, rng: np.random.Generator) -> tuple[Strength, Strength]:
    """Ask the first day of each; both want the same positive choices."""

    def word(one: Truth) -> Strength:
        day = two_days(one, design, KEEP, rng)[0]
        assert day.against is not None
        again = answer_again(day.against, keep=KEEP, draws=REDRAWS)
        return front_word(day.against, find_groups(day.liked.named), again)

    return word(truth), word(_deal_against(truth, rng))


def _low_pairs(truth: Truth, design: Design, rng: np.random.Generator) -> tuple[Strength, Strength]:
    """Ask the first day; in the twin as many low ratings are given and received by each."""
    liked = two_days(truth, design, KEEP, rng)[0].liked
    low, rated = is_low(liked), is_rated(liked)
    dealt = draw_null(low, rated, null="in_out", draws=1, seed=int(rng.integers(2**62)))[0]
    return low_both_ways_word(liked), low_both_ways_word(_with_low(liked, dealt))


def _with_low(relation: Relation, low: BoolArray) -> Relation:
    assert relation.ratings is not None
    lowest, highest = relation.question.lowest, relation.question.highest
    marks = np.where(low, float(lowest), float(highest))
    return replace(relation, ratings=np.where(np.isnan(relation.ratings), np.nan, marks))


def _fronts(groups: int, odds: float, limit: int) -> tuple[str, Design, World]:
    label = f"{groups} groups, odds {odds:g}, {limit} choices"
    return label, Design(PUPILS, limit, form="signed"), World(groups, odds)


def _both_ways(returned: float) -> tuple[str, Design, World]:
    design = Design(PUPILS, None, form="ratings")
    return f"correlation {returned:g}", design, World(returned=returned)


PUPIL_ARMS = {
    "unchosen_one": PupilArm(
        FindingCode.UNCHOSEN,
        tuple(_outside(much, k, "positive") for much in (2.0, 4.0) for k in (3, 5)),
        _deal_choices,
        _unchosen,
    ),
    "several_no": PupilArm(
        FindingCode.SEVERAL_SAID_NO,
        tuple(_outside(much, k, "signed") for much in (1.0, 2.0) for k in (3, 5)),
        _deal_against,
        _several_no,
    ),
    "low_several": PupilArm(
        FindingCode.LOW_FROM_SEVERAL,
        tuple(_outside(much, None, "ratings") for much in (0.5, 1.0, 1.5, 2.0)),
        _deal_ratings,
        _low_several,
    ),
    "reported": PupilArm(
        FindingCode.REPORTED_BY_SEVERAL,
        tuple(_reports(named) for named in (0.15, 0.2, 0.3, 0.4)),
        _deal_choices,
        _reported,
    ),
}
CLASS_ARMS = {
    "front": ClassArm(
        FindingCode.GROUP_FRONT,
        tuple(_fronts(2, odds, k) for odds in (8, 30) for k in (3, 5)),
        _front,
    ),
    "low_pairs": ClassArm(
        FindingCode.LOW_BOTH_WAYS, tuple(_both_ways(r) for r in (0.4, 0.6, 0.8, 0.95)), _low_pairs
    ),
}


def firmest(words: Words) -> str:
    """The firmest word of any pupil, or ``nothing``."""
    order = (*FIRM, Strength.POSSIBLE)
    return next((w.value for w in order if w in words.values()), "nothing")


def plant_one(name: str, number: int, rng: np.random.Generator) -> Iterator[tuple[str, str, str]]:
    """Yield (arm and strength, side, word) of a class and its twin.

    And for every firm word of a pupil ``<word>_pupils``, with ``<word>_right`` where the second day
    bore it out.
    """
    arm = PUPIL_ARMS[name]
    label, design, draw = arm.strengths[number % len(arm.strengths)]
    truth = draw(rng)
    for side, wanted in (("with", truth), ("without", arm.deal(truth, rng))):
        words, after = arm.words(*two_days(wanted, design, KEEP, rng))
        of_whom = {i: w for i, w in words.items() if i == 0} if side == "with" else words
        yield f"{name}|{label}", side, firmest(of_whom)
        for i, word in words.items():
            if word in FIRM:
                yield f"{name}|{label}", side, f"{word.value}_pupils"
                if after[i]:
                    yield f"{name}|{label}", side, f"{word.value}_right"


def plant_class(name: str, number: int, rng: np.random.Generator) -> Iterator[tuple[str, str, str]]:
    """Yield (arm and strength, side, word) of a class and its twin."""
    arm = CLASS_ARMS[name]
    label, design, world = arm.strengths[number % len(arm.strengths)]
    words = arm.words(draw_world(world, design, rng), design, rng)
    for side, word in zip(("with", "without"), words, strict=True):
        yield f"{name}|{label}", side, word.value
