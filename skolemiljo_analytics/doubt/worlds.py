"""Invented classes whose truth is known, to measure how often a word is right.

A world says what a class is *really* like: what pulls choices. A class drawn from it is one day's
answers; drawn again, another day's.

References
----------
Methods handbook 2.4 (planted groups) and 7.2. Morris, White & Crowther 2019 (simulation studies),
https://doi.org/10.1002/sim.8086.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from skolemiljo_analytics.graph import Relation
from skolemiljo_analytics.kernels.draws import draw_again
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray

__all__ = ["Design", "World", "draw_world", "two_days"]


@dataclass(frozen=True)
class Design:
    """What a school decides: pupils, choices asked for, and the share who are silent."""

    pupils: int
    limit: int
    silent: float = 0.0


@dataclass(frozen=True)
class World:
    """What pulls choices in a class, all 1 or 0 where nothing does.

    Attributes
    ----------
    groups, group_odds
        How many groups there are, and how many times likelier a choice inside is.
    gender_odds
        How many times likelier a choice inside the own gender is.
    appeal
        Spread of the logarithm of how likely each is to be named.
    returned
        Share of choices that the other returns because of being chosen.
    """

    groups: int = 1
    group_odds: float = 1.0
    gender_odds: float = 1.0
    appeal: float = 0.0
    returned: float = 0.0


def draw_world(
    world: World, design: Design, rng: np.random.Generator
) -> tuple[BoolArray, IntArray, IntArray]:
    """Return what the pupils really want (n, n), their groups and their genders (n,)."""
    n = design.pupils
    groups = rng.permutation(np.arange(n) % world.groups)
    genders = rng.permutation(np.arange(n) % 2)
    pull = np.exp(world.appeal * rng.standard_normal(n))[None, :] * np.ones((n, 1))
    pull = np.where(groups[:, None] == groups, pull * world.group_odds, pull)
    pull = np.where(genders[:, None] == genders, pull * world.gender_odds, pull)
    np.fill_diagonal(pull, 0.0)
    return _choose(pull, design.limit, world.returned, rng), groups, genders


def _choose(pull: FloatArray, limit: int, returned: float, rng: np.random.Generator) -> BoolArray:
    """Let pupils choose in random order; who was chosen returns it first, with some probability."""
    n = len(pull)
    named = np.zeros((n, n), dtype=np.bool_)
    for i in rng.permutation(n):
        back = np.flatnonzero(named[:, i] & (rng.random(n) < returned))[:limit]
        named[i, back] = True
        key = np.log(np.where(pull[i] > 0, pull[i], 1.0)) + rng.gumbel(size=n)
        key[(pull[i] == 0) | named[i]] = -np.inf
        named[i, np.argsort(-key)[: limit - len(back)]] = True
    return named


def two_days(
    wanted: BoolArray, design: Design, keep: float, rng: np.random.Generator
) -> tuple[Relation, Relation]:
    """Return the answers of two days on which `keep` of the choices are the same.

    Each day is what the pupils want with the same noise. On the first day the silent share of the
    design is silent; on the second all answer.
    """
    n = design.pupils
    seed = int(rng.integers(2**62))
    can = ~np.eye(n, dtype=np.bool_)
    days = draw_again(wanted, can, keep=keep**0.5, draws=2, seed=seed)
    answered = np.ones(n, dtype=np.bool_)
    answered[rng.permutation(n)[: round(design.silent * n)]] = False
    question = Question("simulated", "", limit=design.limit)
    first = Relation(question, days[0] & answered[:, None], answered, can)
    return first, Relation(question, days[1], np.ones(n, dtype=np.bool_), can)
