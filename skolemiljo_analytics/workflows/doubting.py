"""Use case: put any figure of a class to the four questions of doubt, and beside its own kind.

What `portrait` shows has its doubt already. This is the door for everything else: every
``class_by_…`` figure, with what silence, another day, one rater and chance could make of it, and
with whether other accepted definitions of the same thing say the same.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib import import_module
from typing import Any

from skolemiljo_analytics.doubt.agreement import Agreement, agreement_on
from skolemiljo_analytics.doubt.anything import (
    ClassDoubt,
    ClassMetric,
    chance_of_metric,
    doubt_metric,
)
from skolemiljo_analytics.errors import NotAvailableError, UnknownChoiceError
from skolemiljo_analytics.graph import RelationGraph
from skolemiljo_analytics.presets import DEFAULT_PRESET
from skolemiljo_analytics.vocabulary import Gender, QuestionKind, Reason

__all__ = ["NULLS", "TAILS", "DoubtedFigure", "doubt_figure", "known_figures", "to_record"]

NULLS = ("out", "in_out", "man", "man_in_out")
"""What random classes keep; see `doubt.reading.Chance`."""

TAILS = ("high", "low", "both")
"""Which direction counts as the pattern."""

_COLEMAN = "class_by_gender_coleman"
_OTHER_NULL = {"class_by_modularity": "man_in_out", "class_by_transitivity": "man"}
_OTHER_TAIL = {"class_by_gender_ei": "low", "class_by_hamming": "low"}
_FAMILIES = (
    ("class_by_mutual_pairs", "class_by_reciprocity", "class_by_katz_powell"),
    ("class_by_gini", "class_by_centralization", "class_by_top_share"),
    ("class_by_gender_ei", "class_by_gender_odds", f"{_COLEMAN}:girl", f"{_COLEMAN}:boy"),
    ("class_by_jaccard", "class_by_persistence", "class_by_hamming"),
)


@dataclass(frozen=True)
class DoubtedFigure:
    """One figure of one class with its doubt.

    Attributes
    ----------
    figure, question
        Codes of what was reckoned and what was asked.
    doubt
        The number and its four doubts, or None where there is no number.
    reason
        Why there is none.
    null, tail, draws
        What chance was asked about, and of how many versions.
    agreement
        Which definitions of the same thing find it beyond chance (p at most `presets.probable_p`);
        empty where the figure has no other definition.
    """

    figure: str
    question: str
    doubt: ClassDoubt | None
    reason: Reason | None
    null: str
    tail: str
    draws: int
    agreement: Agreement = field(default_factory=Agreement)


@cache
def _metrics() -> Mapping[str, Callable[..., float]]:
    import skolemiljo_analytics.metrics as package

    found: dict[str, Callable[..., float]] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{info.name}")
        found |= {n: getattr(module, n) for n in module.__all__ if n.startswith("class_by_")}
    return found


def known_figures() -> tuple[str, ...]:
    """Return the codes of every figure of a class, in alphabetical order.

    A figure of one gender has the gender behind a colon: ``class_by_gender_coleman:girl``.
    """
    plain = (name for name in _metrics() if name != _COLEMAN)
    return tuple(sorted((*plain, *(f"{_COLEMAN}:{gender}" for gender in _genders()))))


def _genders() -> tuple[Gender, ...]:
    return (Gender.GIRL, Gender.BOY)


def doubt_figure(
    graph: RelationGraph,
    figure: str,
    question: str | None = None,
    *,
    previous: RelationGraph | None = None,
    null: str | None = None,
    tail: str | None = None,
    draws: int = 200,
    seed: int = 0,
) -> DoubtedFigure:
    r"""Put one figure of a class to the four questions, and to its other definitions.

    Parameters
    ----------
    graph
        The class in one round.
    figure
        One of `known_figures`.
    question
        What the class was asked; the first that may be drawn where none is given.
    previous
        The round before, for figures of change.
    null, tail
        One of `NULLS` and of `TAILS`; what is usual for the figure where none is given.
    draws
        Versions of the class of each kind.

    Raises
    ------
    UnknownChoiceError
        If there is no such figure, null or tail.
    UnknownRelationError
        If the class was not asked `question`.
    NotAvailableError
        If no question is given and none may be drawn.

    References
    ----------
    Methods handbook 7.1.

    Examples
    --------
    >>> graph = RelationGraph.from_lines("A > B\nB > A\nC > A\nD > A")
    >>> found = doubt_figure(graph, "class_by_mutual_pairs", draws=50)
    >>> found.doubt.reading, found.agreement.of
    (<Reading 1, 4 of 4 answered>, 3)
    """
    _require(figure, known_figures())
    _require(null, (None, *NULLS))
    _require(tail, (None, *TAILS))
    key = question or graph.first_drawn()
    graph.relation(key)
    asked = _Asked(graph, key, previous, null, tail, draws, seed)
    found = asked.about(figure)
    family = next((one for one in _FAMILIES if figure in one), ())
    answers = {name: asked.beyond_chance(name) for name in family}
    return replace(found, agreement=agreement_on(answers)) if family else found


def _require(given: str | None, known: tuple[str | None, ...]) -> None:
    if given not in known:
        raise UnknownChoiceError(given or "", tuple(one for one in known if one))


@dataclass(frozen=True)
class _Asked:
    """What is the same for a figure and for its other definitions."""

    graph: RelationGraph
    key: str
    previous: RelationGraph | None
    null: str | None
    tail: str | None
    draws: int
    seed: int

    def about(self, figure: str) -> DoubtedFigure:
        """Put a figure to the four questions."""
        null, tail = self._against(figure)
        doubt, reason = None, None
        try:
            doubt = doubt_metric(self.graph, self.key, self._metric(figure), **self._how(figure))
        except NotAvailableError as error:
            reason = error.reason
        return DoubtedFigure(figure, self.key, doubt, reason, null, tail, self.draws)

    def beyond_chance(self, figure: str) -> bool | None:
        """Tell whether a figure is beyond chance; None where that cannot be said."""
        try:
            chance = chance_of_metric(
                self.graph, self.key, self._metric(figure), **self._how(figure)
            )
        except NotAvailableError:
            return None
        return None if chance is None else chance.p <= DEFAULT_PRESET.probable_p.value

    def _against(self, figure: str) -> tuple[str, str]:
        null = self.null or _OTHER_NULL.get(figure, "out")
        return null, self.tail or _OTHER_TAIL.get(figure, "high")

    def _how(self, figure: str) -> dict[str, Any]:
        null, tail = self._against(figure)
        return {"null": null, "tail": tail, "draws": self.draws, "seed": self.seed}

    def _metric(self, figure: str) -> ClassMetric:
        """Return the metric with whatever else it asks for."""
        if self.graph.relation(self.key).question.kind is QuestionKind.BULLYING:
            raise NotAvailableError(Reason.DISCLOSURE)
        name, _, gender = figure.partition(":")
        metric = _metrics()[name]
        extra: dict[str, Any] = {}
        wanted = inspect.signature(metric).parameters
        if "gender" in wanted:
            extra["gender"] = Gender(gender)
        if "previous" in wanted:
            extra["previous"] = self._before()
        if "expected" in wanted:
            extra["expected"] = self._expected()
        return lambda graph, key: metric(graph, key, **extra)

    def _before(self) -> RelationGraph:
        if self.previous is None:
            raise NotAvailableError(Reason.NO_PREVIOUS)
        return self.previous

    def _expected(self) -> str:
        for relation in self.graph.relations:
            if relation.question.kind is QuestionKind.EXPECTED:
                return relation.key
        raise NotAvailableError(Reason.NOT_ASKED)


def to_record(found: DoubtedFigure) -> dict[str, Any]:
    """Return a doubted figure as plain values for JSON; no pupil is in it.

    Which rater the number hangs most on stays out: it would be a word about one pupil's answer.
    """
    record = asdict(found)
    if record["doubt"] is not None:
        del record["doubt"]["most_moved_by"]
    return record
