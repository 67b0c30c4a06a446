"""Small classes with a planted pattern, and the portraits they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.tables.records import Question
from skolemiljo_analytics.vocabulary import Gender, Polarity, PupilId, Purpose, QuestionKind

QUESTIONS = {
    "friminutt": Question(
        "friminutt", "Hvem vil du være med i friminuttet?", QuestionKind.COMPANY, limit=3
    ),
    "arbeid": Question("arbeid", "Hvem vil du arbeide med?", QuestionKind.WORK, limit=3),
    "sammen": Question(
        "sammen", "Hvem er du mest sammen med?", QuestionKind.TOGETHER, Polarity.NEUTRAL, limit=3
    ),
    "ideer": Question("ideer", "Hvem sine ideer følger klassen?", QuestionKind.SAY, limit=3),
    "bestemmer": Question(
        "bestemmer", "Hvem bestemmer?", QuestionKind.DECIDES, Polarity.NEGATIVE, limit=3
    ),
    "unngår": Question(
        "unngår", "Hvem vil du ikke være med?", QuestionKind.DISLIKE, Polarity.NEGATIVE, limit=3
    ),
    "plager": Question(
        "plager", "Hvem plager deg?", QuestionKind.BULLYING, Polarity.NEGATIVE, limit=3
    ),
    "hjelper": Question("hjelper", "Hvem hjelper deg?", QuestionKind.HELP, limit=3),
    "tror": Question("tror", "Hvem tror du velger deg?", QuestionKind.EXPECTED, limit=3),
}

Choices = Mapping[int, tuple[int, ...]]


def pupil(i: int) -> PupilId:
    """The id of the pupil at a place."""
    return PupilId(f"p{i:02d}")


def graph_of(
    n: int,
    choices: Mapping[str, Choices],
    *,
    silent: Mapping[str, tuple[int, ...]] | None = None,
    genders: str = "",
    purpose: Purpose = Purpose.PREVENTIVE,
    wave: str = "2025-10",
) -> RelationGraph:
    """A class of `n` where pupil i names `choices[question][i]` (nobody where it is not listed)."""
    relations = []
    for key, named in choices.items():
        drawn = RelationGraph.from_lines("\n".join(f"{pupil(i)} >" for i in range(n)))
        blank = drawn.relations[0]
        matrix = np.zeros((n, n), dtype=np.bool_)
        for i, others in named.items():
            matrix[i, list(others)] = True
        answered = np.ones(n, dtype=np.bool_)
        answered[list((silent or {}).get(key, ()))] = False
        matrix[~answered] = False
        relations.append(replace(blank, question=QUESTIONS[key], named=matrix, answered=answered))
    letters = {"g": Gender.GIRL, "b": Gender.BOY, "-": None}
    return RelationGraph(
        pupils=tuple(pupil(i) for i in range(n)),
        relations=tuple(relations),
        wave=wave,
        purpose=purpose,
        class_id="7X",
        genders=tuple(letters[c] for c in genders),
    )


def portrait_of(graph: RelationGraph, previous: RelationGraph | None = None) -> SocialPortrait:
    """Describe with few draws: these patterns are planted firmly."""
    return describe_class(graph, previous=previous, redraws=200, null_draws=400, seed=1)


def random_choices(n: int, seed: int, k: int = 3) -> Choices:
    """Everyone names k at random."""
    rng = np.random.Generator(np.random.PCG64(seed))
    return {
        i: tuple(int(j) for j in rng.choice([j for j in range(n) if j != i], k, replace=False))
        for i in range(n)
    }


def camps(sizes: tuple[int, ...] = (6, 6, 6, 6)) -> Choices:
    """Groups in which everyone names the three next in the own group, round and round."""
    named: dict[int, tuple[int, ...]] = {}
    start = 0
    for size in sizes:
        for i in range(size):
            named[start + i] = tuple(start + (i + step) % size for step in (1, 2, size - 1))
        start += size
    return named


def without(choices: Choices, target: int, instead: int) -> Choices:
    """The same choices, with nobody naming `target`: the choice goes to `instead`, or nowhere."""
    return {
        i: tuple(
            dict.fromkeys(
                instead if j == target else j for j in others if j != target or i != instead
            )
        )
        for i, others in choices.items()
    }


@cache
def divided() -> SocialPortrait:
    """Four camps of six, girls in two of them, asked about two situations."""
    both = {"friminutt": camps(), "arbeid": camps()}
    return portrait_of(graph_of(24, both, genders="g" * 12 + "b" * 12))


@cache
def usual(seed: int = 7) -> SocialPortrait:
    """A class in which everyone chose at random."""
    return portrait_of(graph_of(24, {"friminutt": random_choices(24, seed)}))
