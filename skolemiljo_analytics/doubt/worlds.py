"""Invented classes whose truth is known, to measure how often a word is right.

A world says what a class is *really* like: what makes pupils like one another. One latent liking,
different for every pair, is behind all three designs: choices are the highest, negative choices the
lowest, ratings the same cut in steps. A class drawn from it is one day's answers; drawn again,
another day's.

References
----------
Methods handbook 2.4 (planted groups) and 7.2. Morris, White & Crowther 2019 (simulation studies),
https://doi.org/10.1002/sim.8086. McFadden 1974, in Frontiers in Econometrics, chapter 4 (odds of a
choice from a latent liking); Warner, Kenny & Stoto 1979,
https://doi.org/10.1037/0022-3514.37.10.1742 (liking that is returned).
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.draws import draw_again
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import AnswerForm, BoolArray, FloatArray, IntArray, Polarity

__all__ = [
    "FORMS",
    "HIGHEST",
    "Day",
    "Design",
    "Truth",
    "World",
    "draw_reports",
    "draw_world",
    "two_days",
    "without_low_pattern",
    "without_pattern",
]

FORMS = ("positive", "signed", "ratings")
"""Choices only; choices and negative choices; every classmate rated."""

HIGHEST = 5
"""Top of the rating scale; a tie is the top rating."""

_UNLIMITED = 5.0
_AGAINST = 2.0
_STEPS = (0.12, 0.32, 0.62, 0.84)
_SWEEPS = 12


@dataclass(frozen=True)
class Design:
    """What a school decides, and the share who are silent.

    Attributes
    ----------
    pupils
        How many.
    limit
        Choices asked for; None where everybody may name as many as they like (on average six).
    silent
        Share who do not answer on the first day, 0 to 1.
    form
        One of `FORMS`. Ratings have no limit.
    """

    pupils: int
    limit: int | None
    silent: float = 0.0
    form: str = "positive"


@dataclass(frozen=True)
class World:
    """What makes pupils like one another, all 1 or 0 where nothing does.

    Attributes
    ----------
    groups, group_odds
        How many groups there are, and how many times likelier a choice inside is.
    gender_odds
        How many times likelier a choice inside the own gender is.
    appeal
        Spread of the logarithm of how likely each is to be named.
    returned
        Correlation of two pupils' liking of each other, 0 to 1.
    outside
        Logarithm of how many times less the first pupil is liked than usual, by everybody.
    """

    groups: int = 1
    group_odds: float = 1.0
    gender_odds: float = 1.0
    appeal: float = 0.0
    returned: float = 0.0
    outside: float = 0.0

    @property
    def plain(self) -> bool:
        """Whether there is no pattern but returned liking."""
        return self == World(returned=self.returned)


@dataclass(frozen=True, eq=False)
class Truth:
    """What the pupils of one class really want.

    Attributes
    ----------
    choices, against
        Shape (n, n): whom each wants, and does not want; `against` is None but in ``signed``.
    ratings
        Shape (n, n): 1 to `HIGHEST`, 0 on the diagonal; None but in ``ratings``.
    groups, genders
        Shape (n,).
    appeal
        Shape (n,): logarithm of how many times likelier than usual each is to be named.
    """

    choices: BoolArray
    against: BoolArray | None
    ratings: IntArray | None
    groups: IntArray
    genders: IntArray
    appeal: FloatArray


@dataclass(frozen=True, eq=False)
class Day:
    """One day's answers: choices (with ratings, if asked for), and negative choices or None."""

    liked: Relation
    against: Relation | None = None


def draw_world(world: World, design: Design, rng: np.random.Generator) -> Truth:
    """Draw one class of this world."""
    n = design.pupils
    groups = rng.permutation(np.arange(n) % world.groups)
    genders = rng.permutation(np.arange(n) % 2)
    appeal = world.appeal * rng.standard_normal(n)
    appeal[0] -= world.outside
    liking = np.repeat(appeal[None], n, axis=0) + _noise(n, world.returned, rng)
    liking += np.log(world.group_odds) * (groups[:, None] == groups)
    liking += np.log(world.gender_odds) * (genders[:, None] == genders)
    np.fill_diagonal(liking, np.nan)
    against = ratings = None
    if design.form == "ratings":
        ratings = _rated(liking, rng)
        choices = ratings == HIGHEST
    else:
        choices = _most(liking, _how_many(design, _UNLIMITED, rng))
    if design.form == "signed":
        against = _most(-liking, _how_few(design, rng)) & ~choices
    return Truth(choices, against, ratings, groups, genders, appeal)


def draw_reports(
    pupils: int, reporting: float, named: float, rng: np.random.Generator
) -> BoolArray:
    """Draw who reports whom, shape (n, n): a share `reporting` names one or two, at random.

    Each of the others names the first pupil besides, with chance `named`.
    """
    reports = np.zeros((pupils, pupils), dtype=np.bool_)
    for i in np.flatnonzero(rng.random(pupils) < reporting).tolist():
        others = np.delete(np.arange(pupils), i)
        reports[i, rng.choice(others, int(rng.integers(1, 3)), replace=False)] = True
    reports[1:, 0] |= rng.random(pupils - 1) < named
    return reports


def _noise(n: int, returned: float, rng: np.random.Generator) -> FloatArray:
    """Draw Gumbel noise: the odds of a choice are then those of the world."""
    from scipy.special import ndtr

    shared = rng.standard_normal((n, n))
    shared = (np.triu(shared, 1) + np.triu(shared, 1).T) * np.sqrt(returned)
    alone = rng.standard_normal((n, n)) * np.sqrt(1.0 - returned)
    uniform = np.clip(ndtr(shared + alone), 1e-12, 1.0 - 1e-12)
    return np.asarray(-np.log(-np.log(uniform)), dtype=np.float64)


def _how_many(design: Design, mean: float, rng: np.random.Generator) -> IntArray:
    n = design.pupils
    if design.limit is not None:
        return np.full(n, min(design.limit, n - 1), dtype=np.int64)
    return np.minimum(1 + rng.poisson(rng.gamma(2.5, mean / 2.5, n)), n - 1).astype(np.int64)


def _how_few(design: Design, rng: np.random.Generator) -> IntArray:
    """Draw how many are named negatively: fewer than positively, and by some nobody."""
    limit = design.pupils - 1 if design.limit is None else design.limit
    return np.minimum(rng.poisson(_AGAINST, design.pupils), limit).astype(np.int64)


def _most(liking: FloatArray, how_many: IntArray) -> BoolArray:
    """Mark the `how_many` highest of each row; NaN is never among them."""
    order = np.argsort(-np.nan_to_num(liking, nan=-np.inf), axis=1)
    named = np.zeros(liking.shape, dtype=np.bool_)
    first = np.arange(liking.shape[1]) < how_many[:, None]
    np.put_along_axis(named, order, first, axis=1)
    return named


def _rated(liking: FloatArray, rng: np.random.Generator) -> IntArray:
    """Cut each rater's liking in steps of his or her own: some are generous, some strict."""
    n = len(liking)
    ranks = np.argsort(np.argsort(np.nan_to_num(liking, nan=-np.inf), axis=1), axis=1)
    place = ranks / n + 0.08 * rng.standard_normal((n, 1))
    ratings = 1 + (place[:, :, None] >= np.array(_STEPS)).sum(axis=2)
    np.fill_diagonal(ratings, 0)
    return np.asarray(ratings, dtype=np.int64)


def two_days(
    truth: Truth, design: Design, keep: float, rng: np.random.Generator
) -> tuple[Day, Day]:
    """Return the answers of two days on which `keep` of the answers are the same.

    Each day is what the pupils want with the same noise. On the first day the silent share of the
    design is silent; on the second all answer.
    """
    n = design.pupils
    answered = np.ones(n, dtype=np.bool_)
    answered[rng.permutation(n)[: round(design.silent * n)]] = False
    everyone = np.ones(n, dtype=np.bool_)
    if truth.ratings is not None:
        first, second = (_rated_again(truth.ratings, keep**0.5, rng) for _ in range(2))
        return _ratings_day(first, answered), _ratings_day(second, everyone)
    liked = _days(truth.choices, keep, rng)
    against = None if truth.against is None else _days(truth.against, keep, rng)
    if against is not None:
        against = against & ~liked
    days = [
        Day(
            _relation(liked[d], spoke, design.limit),
            None if against is None else _relation(against[d], spoke, design.limit, negative=True),
        )
        for d, spoke in enumerate((answered, everyone))
    ]
    return days[0], days[1]


def _days(wanted: BoolArray, keep: float, rng: np.random.Generator) -> BoolArray:
    can = ~np.eye(len(wanted), dtype=np.bool_)
    seed = int(rng.integers(2**62))
    return draw_again(wanted, can, keep=keep**0.5, draws=2, seed=seed)


def _rated_again(ratings: IntArray, keep: float, rng: np.random.Generator) -> IntArray:
    """Keep each rating with this probability; draw the others from all the rater gave."""
    again = ratings.copy()
    for i, row in enumerate(ratings):
        others = np.arange(len(row)) != i
        moved = others & (rng.random(len(row)) >= keep)
        again[i, moved] = rng.choice(row[others], int(moved.sum()))
    return again


def _relation(
    named: BoolArray, answered: BoolArray, limit: int | None, *, negative: bool = False
) -> Relation:
    polarity = Polarity.NEGATIVE if negative else Polarity.POSITIVE
    question = Question("against" if negative else "liked", "", limit=limit, polarity=polarity)
    can = ~np.eye(len(named), dtype=np.bool_)
    return Relation(question, named & answered[:, None], answered, can)


def _ratings_day(ratings: IntArray, answered: BoolArray) -> Day:
    n = len(ratings)
    can = ~np.eye(n, dtype=np.bool_)
    seen = can & answered[:, None]
    question = Question("liked", "", form=AnswerForm.RATING)
    values = np.where(seen, ratings, np.nan).astype(np.float64)
    return Day(Relation(question, seen & (ratings == HIGHEST), answered, can, ratings=values))


def without_pattern(named: BoolArray, rng: np.random.Generator) -> BoolArray:
    """Return a class with as many choices by each, and as many mutual pairs, and nothing else.

    Choices are moved one at a time to somebody else at random; a move that takes the number of
    mutual pairs further from the class's own is not made.
    """
    now = named.copy()
    want = int((named & named.T).sum()) // 2
    pairs = want
    rows, _ = np.nonzero(now)
    chosen = [np.flatnonzero(row).tolist() for row in now]
    free = [np.flatnonzero(~row).tolist() for row in now | np.eye(len(now), dtype=np.bool_)]
    for i in rng.permutation(np.tile(rows, _SWEEPS)).tolist():
        old = chosen[i][int(rng.integers(len(chosen[i])))]
        if not free[i]:
            continue
        new = free[i][int(rng.integers(len(free[i])))]
        after = pairs - (i in chosen[old]) + (i in chosen[new])
        if abs(after - want) <= abs(pairs - want) or abs(after - want) <= 1:
            _swap(chosen[i], old, new)
            _swap(free[i], new, old)
            pairs = after
    for row, choices in zip(now, chosen, strict=True):
        row[:] = False
        row[choices] = True
    return _to_pairs(now, want, pairs, rng)


def _swap(numbers: list[int], old: int, new: int) -> None:
    """Put one number in another's place, in order."""
    numbers.remove(old)
    insort(numbers, new)


def without_low_pattern(ratings: IntArray, low_to: int, rng: np.random.Generator) -> IntArray:
    """Return ratings by which each gives the same marks, and as many low ones are both ways.

    Whom they are given to is left to chance. `low_to` is the highest rating that counts as low.
    """
    n = len(ratings)
    low = without_pattern((ratings <= low_to) & ~np.eye(n, dtype=np.bool_), rng)
    dealt = np.zeros_like(ratings)
    for i, row in enumerate(ratings):
        given = np.delete(row, i)
        others = ~low[i] & (np.arange(n) != i)
        dealt[i, low[i]] = rng.permutation(given[given <= low_to])
        dealt[i, others] = rng.permutation(given[given > low_to])
    return dealt


def _to_pairs(now: BoolArray, want: int, pairs: int, rng: np.random.Generator) -> BoolArray:
    """Make the last moves to exactly the wanted number of mutual pairs."""
    n = len(now)
    rows = np.flatnonzero(now.any(axis=1))
    for _ in range(2000):
        if pairs == want:
            return now
        i = int(rng.choice(rows))
        old = int(rng.choice(np.flatnonzero(now[i])))
        free = np.flatnonzero(~now[i] & (np.arange(n) != i))
        if len(free):
            new = int(rng.choice(free))
            after = pairs - int(now[old, i]) + int(now[new, i])
            if abs(after - want) < abs(pairs - want):
                now[i, old], now[i, new] = False, True
                pairs = after
    return now
