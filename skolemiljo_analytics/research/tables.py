"""One class's research figures as tables: opaque ids, and a reason where there is no number.

Ids are drawn anew for every table, from the operating system unless a generator is given, so that
rows cannot be laid beside the class list. Only those who answered count as raters; where choices
of silent pupils could change a label there is none (`PARTICIPATION`).

References
----------
Methods handbook 1.14 (participation) and 1.15 (tiny classes).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from skolemiljo_analytics.doubt.exact import choice_probability, possible
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.kernels import concentration, counts, reciprocity, segregation, triads
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.research import centrality, dominance, hierarchy, springrank
from skolemiljo_analytics.research import segregation as groups
from skolemiljo_analytics.research.brokerage import ROLES, brokerage
from skolemiljo_analytics.research.records import WARNING, StatusClasses
from skolemiljo_analytics.research.relations import complete_block, relation_shares
from skolemiljo_analytics.research.ssrat import classify_ratings
from skolemiljo_analytics.research.status import coie_dodge, newcomb_bukowski
from skolemiljo_analytics.vocabulary import BoolArray, FloatArray, IntArray, Polarity, Reason

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ResearchTables", "research_ids", "tabulate_research"]

_LABEL_PUPILS = 12
_BETA = 0.5


@dataclass(frozen=True, eq=False)
class ResearchTables:
    """The research figures of one class and round.

    Attributes
    ----------
    pupils
        One row a pupil and question, in the order of the ids: ``id, relation, measure, value`` with
        numbers only.
    labels
        ``id, relation, method, label``; empty unless the round asked about not liking, or ratings.
    classes
        One row a question and figure: ``relation, measure, value, reason``.
    warning
        What may not be done with it.
    """

    pupils: pd.DataFrame
    labels: pd.DataFrame
    classes: pd.DataFrame
    warning: str = WARNING


def research_ids(n: int, rng: np.random.Generator | None = None) -> tuple[str, ...]:
    """Return `n` different ids that say nothing of the pupils nor of their order.

    References
    ----------
    House law 3: labels only beside opaque ids, never joined to names.
    """
    import secrets

    if rng is None:
        found: dict[str, None] = {}
        while len(found) < n:
            found[f"r{secrets.token_hex(5)}"] = None
        return tuple(found)
    numbers = rng.choice(16**6, size=n, replace=False)
    return tuple(f"r{number:06x}" for number in numbers)


def tabulate_research(
    graph: RelationGraph, rng: np.random.Generator | None = None
) -> ResearchTables:
    """Compute every research figure of a class that its answers allow.

    A figure that is undefined has no value and a reason; none is 0 or NaN in silence.

    Parameters
    ----------
    graph
        One round of one class.
    rng
        For the ids; the operating system's randomness by default. With a fixed one, whoever knows
        it and has the class list can undo the ids.

    References
    ----------
    Methods handbook 10, "Research export only".
    """
    ids = research_ids(len(graph), rng)
    pupils, labels, classes = _Rows(), _Rows(), _Rows()
    for relation in graph.relations:
        for name, make in _pupil_figures(graph, relation).items():
            _add_pupils((pupils, classes), ids, (relation.key, name), make)
        for name, figure in _class_figures(graph, relation).items():
            classes.append((relation.key, name, *_number(figure)))
        for make_labels in _labels(graph, relation):
            _add_labels((labels, classes), ids, relation.key, make_labels)
    return ResearchTables(
        _frame(pupils, ["id", "relation", "measure", "value"], ["relation", "measure", "id"]),
        _frame(labels, ["id", "relation", "method", "label"], ["relation", "method", "id"]),
        _frame(classes, ["relation", "measure", "value", "reason"], []),
    )


_Rows = list[tuple[object, ...]]
_T = TypeVar("_T")


def _frame(rows: _Rows, columns: list[str], order: list[str]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=columns)
    if "value" in columns:
        frame = frame.astype({"value": np.float64})
    return frame.sort_values(by=order, ignore_index=True) if order else frame


def _add_pupils(
    rows: tuple[_Rows, _Rows],
    ids: tuple[str, ...],
    what: tuple[str, str],
    make: Callable[[], FloatArray | IntArray],
) -> None:
    values, reason = _try(make)
    if values is None:
        rows[1].append((*what, None, reason))
        return
    pairs = zip(ids, values, strict=True)
    rows[0].extend((i, *what, float(value)) for i, value in pairs if np.isfinite(value))


def _add_labels(
    rows: tuple[_Rows, _Rows],
    ids: tuple[str, ...],
    key: str,
    make: Callable[[], StatusClasses],
) -> None:
    status, reason = _try(make)
    if status is None:
        rows[1].append((key, "status labels", None, reason))
        return
    said = zip(ids, status.labels, strict=True)
    rows[0].extend((i, key, status.method, str(label)) for i, label in said if label is not None)


def _number(make: Callable[[], float | FloatArray | IntArray]) -> tuple[float | None, str]:
    value, reason = _try(make)
    if value is None:
        return None, reason
    number = float(value)
    if np.isnan(number):
        return None, str(Reason.NO_TIES)
    return (number, "") if np.isfinite(number) else (None, str(Reason.CONSTANT))


def _try(make: Callable[[], _T]) -> tuple[_T | None, str]:
    try:
        return make(), ""
    except NotAvailableError as error:
        return None, str(error.reason)


def _pupil_figures(
    graph: RelationGraph, relation: Relation
) -> Mapping[str, Callable[[], FloatArray | IntArray]]:
    named, answered = relation.named, relation.answered
    found: dict[str, Callable[[], FloatArray | IntArray]] = {
        "share received": lambda: _shares(relation),
        "betweenness": lambda: centrality.betweenness(_answered(relation)),
        "constraint": lambda: centrality.constraint(_answered(relation)),
        "pagerank": lambda: centrality.pagerank(_answered(relation)),
        "bonacich, chosen by": lambda: _bonacich(_answered(relation)),
        "springrank": lambda: springrank.spring_rank(named.T.astype(np.int64), draws=0).scores,
        "david score": lambda: dominance.david_score(named.T.astype(np.int64)),
    }
    for column, role in enumerate(ROLES):
        found[f"brokerage {role}"] = lambda c=column: _roles(graph, relation)[:, c]  # type: ignore[misc]
    return {name: _spread(make, answered) for name, make in found.items()}


def _spread(
    make: Callable[[], FloatArray | IntArray], answered: BoolArray
) -> Callable[[], FloatArray | IntArray]:
    """Put figures of those who answered back in their places, NaN for the silent."""

    def whole() -> FloatArray | IntArray:
        values = make()
        if len(values) == len(answered):
            return values
        out = np.full(len(answered), np.nan)
        out[answered] = values
        return out

    return whole


def _answered(relation: Relation) -> BoolArray:
    if not relation.answered.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    return relation.named[np.ix_(relation.answered, relation.answered)]


def _shares(relation: Relation) -> FloatArray:
    could = possible(relation).sum(axis=0)
    if not could.any():
        raise NotAvailableError(Reason.NOBODY_ANSWERED)
    shares = counts.received(relation.named) / np.maximum(could, 1)
    return np.asarray(np.where(could > 0, shares, np.nan))


def _bonacich(named: BoolArray) -> FloatArray:
    largest = float(np.abs(np.linalg.eigvals(named.astype(np.float64))).max()) if len(named) else 0
    return centrality.bonacich(named.T, beta=_BETA / max(largest, 1.0))


def _gender_labels(graph: RelationGraph, relation: Relation) -> IntArray:
    genders = [graph.genders[i] for i in np.flatnonzero(relation.answered)]
    kinds = sorted({gender for gender in genders if gender is not None})
    if not kinds:
        raise NotAvailableError(Reason.NO_GENDER)
    return np.array([kinds.index(g) if g is not None else -1 for g in genders], dtype=np.int64)


def _roles(graph: RelationGraph, relation: Relation) -> IntArray:
    return brokerage(_answered(relation), _gender_labels(graph, relation))


def _class_figures(
    graph: RelationGraph, relation: Relation
) -> Mapping[str, Callable[[], float | FloatArray | IntArray]]:
    def named() -> BoolArray:
        return _answered(relation)

    def labels() -> IntArray:
        return _gender_labels(graph, relation)

    def mixing() -> tuple[IntArray, IntArray]:
        return groups.mixing_matrix(named(), labels())

    found: dict[str, Callable[[], float | FloatArray | IntArray]] = {
        "pupils": lambda: float(len(graph)),
        "answered": lambda: float(relation.answered.sum()),
        "choices": lambda: counts.choices(named()),
        "mutual pairs": lambda: counts.mutual_pairs(named()),
        "reciprocity rho": lambda: reciprocity.rho(named()),
        "katz powell": lambda: reciprocity.katz_powell(named()),
        "transitivity": lambda: triads.transitivity(named()),
        "gini received": lambda: concentration.gini(named()),
        "centralization received": lambda: concentration.centralization(named()),
        "krackhardt connectedness": lambda: hierarchy.krackhardt(named()).connectedness,
        "krackhardt hierarchy": lambda: hierarchy.krackhardt(named()).hierarchy,
        "krackhardt efficiency": lambda: hierarchy.krackhardt(named()).efficiency,
        "krackhardt upper bound": lambda: hierarchy.krackhardt(named()).least_upper_bound,
        "steepness": lambda: dominance.steepness(named().T.astype(np.int64)),
        "landau h'": lambda: dominance.landau(named().T.astype(np.int64)).h_prime,
        "gender e-i": lambda: segregation.ei_index(named(), labels()),
        "gender odds ratio": lambda: segregation.odds_ratio(named(), labels()),
        "gender assortativity": lambda: groups.assortativity(mixing()[0]),
        "gender freeman, mutual": lambda: groups.freeman_segregation(named() & named().T, labels()),
        "gender gupta anderson may": lambda: groups.gupta_anderson_may(mixing()[0]),
    }
    for at, kind in enumerate(triads.TRIADS):
        found[f"triad {kind}"] = lambda k=at: triads.triad_census(named())[k]  # type: ignore[misc]
    if relation.ratings is not None:
        found |= _rating_figures(relation.ratings)
    return found


def _rating_figures(
    ratings: FloatArray,
) -> dict[str, Callable[[], float | FloatArray | IntArray]]:
    keep = complete_block(ratings)
    block = ratings[np.ix_(keep, keep)]
    return {
        "srm giver share": lambda: relation_shares(block).shares[0],
        "srm receiver share": lambda: relation_shares(block).shares[1],
        "srm pair share": lambda: relation_shares(block).shares[2],
        "srm reliability of received": lambda: relation_shares(block).reliability,
    }


def _labels(graph: RelationGraph, relation: Relation) -> list[Callable[[], StatusClasses]]:
    """List the ways to label by this question; none for a question about not liking."""
    if relation.ratings is not None:
        return [lambda: _by_ratings(relation, relation.ratings)]
    if relation.question.polarity is not Polarity.POSITIVE:
        return []
    negative = [r for r in graph.relations if r.question.polarity is Polarity.NEGATIVE]
    if not negative:
        return [_not_asked]
    other = negative[0]
    return [
        lambda: _by_scores(relation, other, 1982),
        lambda: _by_scores(relation, other, 1983),
        lambda: _by_chances(relation, other),
    ]


def _not_asked() -> StatusClasses:
    raise NotAvailableError(Reason.NOT_ASKED, "positive choices alone identify no status class")


def _by_ratings(relation: Relation, ratings: FloatArray | None) -> StatusClasses:
    _gate(relation)
    if ratings is None:
        return _not_asked()
    return classify_ratings(ratings, highest=relation.question.highest)


def _by_scores(relation: Relation, other: Relation, rules: int) -> StatusClasses:
    _gate(relation, other)
    return coie_dodge(_shares(relation), _shares(other), rules=rules)


def _by_chances(relation: Relation, other: Relation) -> StatusClasses:
    _gate(relation, other)
    liked, disliked = counts.received(relation.named), counts.received(other.named)
    chances = choice_probability(relation), choice_probability(other)
    return newcomb_bukowski(liked, disliked, *chances)


def _gate(*relations: Relation) -> None:
    """Refuse labels in tiny classes and where more than one in ten were silent."""
    for relation in relations:
        if len(relation.answered) < _LABEL_PUPILS:
            raise NotAvailableError(Reason.CLASS_TOO_SMALL)
        if relation.answered.mean() < DEFAULT_PRESET.everything.value:
            raise NotAvailableError(Reason.PARTICIPATION)
