"""Small classes for the views' tests, and one with real structure described in full."""

from __future__ import annotations

from functools import cache

from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.names import NameKey, PersonName
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.vocabulary import PupilId

NAMES = [
    "Ada",
    "Bo",
    "Cai",
    "Duy",
    "Eli",
    "Fatima",
    "Geir",
    "Huda",
    "Ivar",
    "Joakim",
    "Kari",
    "Lars",
    "Mona",
    "Nils",
    "Oda",
    "Petter",
    "Aisha",
    "Øyvind",
    "Åse",
    "Ægir",
    "Tomasz",
    "Umar",
    "Vilde",
    "Maximilian-Alexander",
]


def key_of(graph: RelationGraph) -> NameKey:
    """Names for the pupils of a graph, in roster order."""
    return NameKey.from_pairs(
        (pupil, PersonName(f"Etternavn{i}", NAMES[i])) for i, pupil in enumerate(graph.pupils)
    )


def small() -> RelationGraph:
    """Six pupils: a mutual pair, one-way choices, one silent, one who answered nobody."""
    return RelationGraph.from_lines(
        "p1 > p2 p3\np2 > p1\np3 > p4 p6\np4 > p1\np5 >", limit=3, genders="gbgb-g"
    )


@cache
def two_camps() -> RelationGraph:
    """Sixteen pupils in two camps of eight, one bridge, one alone: groupings beyond chance."""
    lines = []
    for camp in ("a", "b"):
        for i in range(8):
            friends = [f"{camp}{(i + step) % 8}" for step in (1, 2, 7)]
            lines.append(f"{camp}{i} > {' '.join(friends)}")
    lines[0] += " b0"
    lines.append("c0 > a1")
    return RelationGraph.from_lines("\n".join(lines), genders="g" * 8 + "b" * 8 + "g")


@cache
def portrait_of_camps() -> SocialPortrait:
    from skolemiljo_analytics.portrait.describe import describe_class

    return describe_class(two_camps(), redraws=200, null_draws=100)


def few_answered(graph: RelationGraph, n: int) -> RelationGraph:
    """The class had only the first `n` pupils answered."""
    from dataclasses import replace

    (relation,) = graph.relations
    named, answered = relation.named.copy(), relation.answered.copy()
    named[n:] = False
    answered[n:] = False
    return replace(graph, relations=(replace(relation, named=named, answered=answered),))


def ids(*names: str) -> tuple[PupilId, ...]:
    return tuple(PupilId(name) for name in names)
