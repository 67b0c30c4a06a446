"""What would be said of an invented class by the same doubt as of a real one, and is it true.

Every conclusion here rests on the numbers its finding rests on, and is judged by `doubt.strength`.

References
----------
House law 4; methods handbook 7.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.doubt.again import answer_again
from skolemiljo_analytics.doubt.groupings import adjusted_rand, search_groupings
from skolemiljo_analytics.doubt.verdicts import (
    KEEP,
    REDRAWS,
    count_word,
    front_word,
    gender_word,
    split_word,
)
from skolemiljo_analytics.doubt.verdicts_named import (
    from_several,
    several_no_words,
    unchosen_words,
)
from skolemiljo_analytics.doubt.worlds import Day, Design, Truth, World
from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels import counts
from skolemiljo_analytics.kernels.search import find_groups
from skolemiljo_analytics.vocabulary import IntArray, Strength

__all__ = ["CONCLUSIONS", "Trial", "put_to_trial"]

CONCLUSIONS: Mapping[str, str] = {
    "unchosen_again": "pupil",
    "unchosen": "class",
    "without_mutual": "class",
    "returned": "class",
    "concentrated": "class",
    "split": "class",
    "members": "class",
    "gender": "class",
    "front": "class",
    "several_again": "pupil",
}
"""What may be concluded, and of whom.

Nobody chooses the pupil next week either; more are unchosen, or without a mutual choice, than
chance gives; more choices are returned; few get most of the choices; the class is split; it is
split into much the groupings shown (never said: measured only); choices follow gender; two
groupings say no to each other; several, from several groupings, say no to the pupil next week too.
"""


@dataclass(frozen=True)
class Trial:
    """One conclusion about one invented class (or pupil): the word, and whether it is true."""

    conclusion: str
    design: Design
    right: bool
    word: Strength


@dataclass(frozen=True)
class _Case:
    design: Design
    world: World
    truth: Truth
    first: Day
    second: Day

    def trial(self, conclusion: str, right: bool, word: Strength) -> Trial:
        return Trial(conclusion, self.design, right, word)


def put_to_trial(
    design: Design, world: World, truth: Truth, days: tuple[Day, Day]
) -> Iterator[Trial]:
    """Yield every conclusion that could be drawn of the first of two days, with its truth."""
    first, second = days
    if not first.liked.named.any():
        return
    case = _Case(design, world, truth, first, second)
    yield from _again(case)
    yield from _counts(case)
    gender = gender_word(first.liked, truth.genders)
    yield case.trial("gender", world.gender_odds > 1, gender)
    yield from _split(case)
    if first.against is not None and first.against.named.any():
        yield from _against(case, first.against)


def _again(case: _Case) -> Iterator[Trial]:
    after = counts.unchosen(case.second.liked.named)
    for i, word in unchosen_words(case.first.liked).items():
        yield case.trial("unchosen_again", bool(after[i]), word)


def _counts(case: _Case) -> Iterator[Trial]:
    first, world = case.first.liked, case.world
    for conclusion in ("unchosen", "without_mutual", "concentrated"):
        yield case.trial(conclusion, world.appeal > 0, count_word(conclusion, first))
    pulled = not world.plain or world.returned > 0
    yield case.trial("returned", pulled, count_word("returned", first))


def _split(case: _Case) -> Iterator[Trial]:
    """Ask whether the class is split, and whether it is split like this (adjusted Rand .5)."""
    first = case.first.liked
    found = search_groupings(first, redraws=1, null_draws=0, cohesion_classes=0)
    tied = found.labels >= 0
    word, near = Strength.CANNOT_SAY, 0.0
    if found.reason is None:
        word = split_word(first, found.labels)
        near = max(adjusted_rand(found.labels[tied], t[tied]) or 0.0 for t in _real(case.truth))
    grouped = case.world.groups > 1 or case.world.gender_odds > 1
    yield case.trial("split", grouped, word)
    yield case.trial("members", grouped and near >= 0.5, word)


def _real(truth: Truth) -> tuple[IntArray, ...]:
    """Return the real groupings: groups, genders, and where the two cross."""
    return truth.groups, truth.genders, 2 * truth.groups + truth.genders


def _against(case: _Case, against: Relation) -> Iterator[Trial]:
    labels = find_groups(case.first.liked.named)
    again = answer_again(against, keep=KEEP, draws=REDRAWS)
    divided = case.world.groups > 1 or case.world.gender_odds > 1
    yield case.trial("front", divided, front_word(against, labels, again))
    second = case.second.against
    after = np.zeros(len(labels), bool) if second is None else from_several(second.named, labels)
    for i, word in several_no_words(case.first.liked, against, labels).items():
        yield case.trial("several_again", bool(after[i]), word)
