"""Actors in parentheses: kept apart, and the structure described with and without them.

References
----------
Domain handbook 1.2 (the parenthesis) and 1.5; the answer beside any other pupils is a permutation
idea, Good (2005), https://doi.org/10.1007/b138696
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from skolemiljo_analytics.findings.everything import find_all
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.kernels.components import components
from skolemiljo_analytics.portrait.canonical import content_seed
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.portrait.records import SocialPortrait
from skolemiljo_analytics.vocabulary import (
    BoolArray,
    FindingCode,
    IntArray,
    PupilId,
    Scope,
    Strength,
)

__all__ = [
    "Bracket",
    "FigureWithout",
    "PatternWithout",
    "Standing",
    "Without",
    "WithoutFigure",
    "compare_without",
]

_DRAWS = 400
_FIRMNESS = {Strength.CLEAR: 3, Strength.PROBABLE: 2, Strength.POSSIBLE: 1}
_ABOUT_STRUCTURE = frozenset({Scope.CLASS, Scope.GROUP})
_NOT_A_PATTERN = frozenset({FindingCode.ORDINARY_CLASS, FindingCode.LOW_ANSWER_RATE})


@dataclass(frozen=True)
class Bracket:
    """A pupil in parentheses since a day; kept apart from every portrait."""

    pupil: PupilId
    since: date


class Standing(StrEnum):
    """What of a pattern stands when some pupils are looked past."""

    STANDS = "stands"
    WEAKER = "weaker"
    FIRMER = "firmer"
    GONE = "gone"
    NEW = "new"


class WithoutFigure(StrEnum):
    """The figures compared."""

    MUTUAL_PAIRS = "mutual_pairs"
    UNCHOSEN = "unchosen"
    WITHOUT_MUTUAL = "without_mutual"
    PARTS = "parts"


@dataclass(frozen=True)
class PatternWithout:
    """One pattern of class or groups, with its strength with and without (None: not found)."""

    code: FindingCode
    relations: tuple[str, ...]
    questions: tuple[str, ...]
    standing: Standing
    whole: Finding | None
    without: Finding | None


@dataclass(frozen=True)
class FigureWithout:
    """One figure with and without the pupils in parentheses.

    `low` and `high` are its 5 and 95 % points when as many other pupils, drawn by lot, are looked
    past instead.
    """

    figure: WithoutFigure
    relation: str
    question: str
    whole: int
    without: int
    low: int
    high: int

    @property
    def beyond(self) -> bool:
        """Tell whether it changes otherwise than when others are looked past."""
        return not self.low <= self.without <= self.high


@dataclass(frozen=True)
class Without:
    """The class with and without pupils in parentheses.

    Attributes
    ----------
    n_bracketed, n_left
        How many are looked past, and how many the comparison is about.
    patterns
        Class and group patterns, in the order of `find_all`.
    figures
        Counts beside what any other pupils would have given.
    draws
        How many other sets of pupils.
    """

    n_bracketed: int
    n_left: int
    patterns: tuple[PatternWithout, ...]
    figures: tuple[FigureWithout, ...]
    draws: int


def compare_without(
    portrait: SocialPortrait,
    graph: RelationGraph,
    bracketed: Iterable[PupilId],
    *,
    redraws: int = 2000,
    draws: int = _DRAWS,
) -> Without:
    r"""Describe the structure with and without the pupils in parentheses.

    Their choices and the choices of them are looked past, as if they had not been on the list, and
    the same metrics are made of the rest. Counts fall by themselves when a class is smaller; each
    is therefore set beside what as many other pupils, drawn by lot, would have given.

    Parameters
    ----------
    portrait, graph
        Of the whole class in one round.
    bracketed
        Pupils to look past; those not in the class that day are passed over.
    redraws
        How often the smaller class answers again, for the strength of its patterns.
    draws
        How many other sets of pupils to look past. Same class, same numbers.

    References
    ----------
    Domain handbook 1.2; methods handbook 7.1.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > A D\nD > C\nE > A")
    >>> portrait = describe_class(graph, redraws=20)
    >>> found = compare_without(portrait, graph, ["A"], redraws=20, draws=20)
    >>> (found.n_left, found.figures[0].whole, found.figures[0].without)
    (4, 2, 1)
    """
    away = [p for p in graph.pupils if p in set(bracketed)]
    rest = graph.without(away)
    smaller = describe_class(rest, redraws=redraws)
    return Without(
        len(away),
        len(rest),
        _patterns(find_all(portrait), find_all(smaller)),
        tuple(_figures(graph, away, draws)),
        draws,
    )


# -- patterns --------------------------------------------------------------------------------------


def _patterns(whole: Sequence[Finding], without: Sequence[Finding]) -> tuple[PatternWithout, ...]:
    first, second = _by_pattern(whole), _by_pattern(without)
    return tuple(
        _pattern(first.get(key), second.get(key)) for key in dict.fromkeys([*first, *second])
    )


def _by_pattern(
    findings: Iterable[Finding],
) -> dict[tuple[FindingCode, tuple[str, ...]], Finding]:
    """Keep the firmest finding of each kind and question; groups differ when a pupil is gone."""
    found: dict[tuple[FindingCode, tuple[str, ...]], Finding] = {}
    for one in findings:
        if one.scope in _ABOUT_STRUCTURE and one.code not in _NOT_A_PATTERN:
            key = (one.code, one.relations)
            if key not in found or _firm(one) > _firm(found[key]):
                found[key] = one
    return found


def _pattern(whole: Finding | None, without: Finding | None) -> PatternWithout:
    one = whole or without
    assert one is not None
    return PatternWithout(
        one.code, one.relations, one.questions, _standing(whole, without), whole, without
    )


def _standing(whole: Finding | None, without: Finding | None) -> Standing:
    if whole is None:
        return Standing.NEW
    if without is None:
        return Standing.GONE
    before, after = _firm(whole), _firm(without)
    if before == after:
        return Standing.STANDS
    return Standing.WEAKER if after < before else Standing.FIRMER


def _firm(finding: Finding) -> int:
    return 0 if finding.strength is None else _FIRMNESS.get(finding.strength, 0)


# -- figures ---------------------------------------------------------------------------------------


def _figures(graph: RelationGraph, away: Sequence[PupilId], draws: int) -> list[FigureWithout]:
    left = np.array([i for i, p in enumerate(graph.pupils) if p not in set(away)], dtype=np.int64)
    others = _others_away(graph, left, draws)
    found = []
    for relation in (graph.relation(key) for key in graph.drawn):
        whole = _count(relation.named, relation.answered)
        without = _count(relation.named[np.ix_(left, left)], relation.answered[left])
        drawn = [_count(relation.named[np.ix_(o, o)], relation.answered[o]) for o in others]
        for figure in WithoutFigure:
            spread = [one[figure] for one in drawn]
            found.append(
                FigureWithout(
                    figure,
                    relation.key,
                    relation.question.text or relation.key,
                    whole[figure],
                    without[figure],
                    int(np.quantile(spread, 0.05, method="lower")),
                    int(np.quantile(spread, 0.95, method="higher")),
                )
            )
    return found


def _others_away(graph: RelationGraph, left: IntArray, draws: int) -> list[IntArray]:
    """Return who is left when as many others are looked past, drawn by lot.

    Others are those not in parentheses; where they are too few, anybody.
    """
    everybody = np.arange(len(graph))
    n_away = len(graph) - len(left)
    drawn_from = left if len(left) >= n_away else everybody
    rng = np.random.Generator(np.random.PCG64(content_seed(graph)))
    return [np.setdiff1d(everybody, rng.permutation(drawn_from)[:n_away]) for _ in range(draws)]


def _count(named: BoolArray, answered: BoolArray) -> dict[WithoutFigure, int]:
    mutual = named & named.T
    tied = mutual.any(axis=1)
    labels = components(mutual)
    return {
        WithoutFigure.MUTUAL_PAIRS: int(mutual.sum()) // 2,
        WithoutFigure.UNCHOSEN: int((~named.any(axis=0)).sum()),
        WithoutFigure.WITHOUT_MUTUAL: int((answered & ~tied).sum()),
        WithoutFigure.PARTS: len(set(np.asarray(labels)[tied].tolist())),
    }
