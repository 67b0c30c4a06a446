"""`QuestionView`: one question, with everything participation allows to be shown of it.

Every picture and table of the choices is made from this, so that what must be left out is left out
in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.graph import Relation, RelationGraph
from skolemiljo_analytics.portrait.records import Groupings, SocialPortrait
from skolemiljo_analytics.presets import DEFAULT_PRESET, PRESETS, Preset
from skolemiljo_analytics.views.facts import PupilNumbers, find_gate, portrait_of, read_numbers
from skolemiljo_analytics.vocabulary import Gate, PupilId, Reason

__all__ = ["FoundGroups", "QuestionView", "Tie", "TieKind", "shown_groups", "view_question"]

_FEW = frozenset({Gate.CLASS_ONLY, Gate.NOTHING_NAMED})


class TieKind(StrEnum):
    """What is known of a choice."""

    MUTUAL = "mutual"
    ONE_WAY = "one_way"
    OPEN = "open"  # the one chosen did not answer: it may be mutual


@dataclass(frozen=True)
class Tie:
    """One choice, or both choices of a mutual pair."""

    source: PupilId
    target: PupilId
    kind: TieKind


@dataclass(frozen=True)
class FoundGroups:
    """Groupings of one question, without pupils who stand between groupings.

    `firm` when groupings this clear seldom come by chance in a class like this.
    """

    members: tuple[tuple[PupilId, ...], ...] = ()
    firm: bool = False


@dataclass(frozen=True)
class QuestionView:
    """One question as it may be shown.

    Attributes
    ----------
    pupils
        In roster order.
    relation
        The answers.
    gate
        What participation allows.
    numbers
        Every pupil's readings.
    ties
        Mutual ones last, so that they lie on top. Where fewer than three quarters answered, mutual
        ones only: a choice that was not returned would say more about who was silent than about
        who was chosen.
    groups
        Groupings the portrait found; none without a portrait or with too few answers.
    """

    pupils: tuple[PupilId, ...]
    relation: Relation
    gate: Gate
    numbers: Mapping[PupilId, PupilNumbers]
    ties: tuple[Tie, ...]
    groups: FoundGroups

    def __post_init__(self) -> None:
        """Freeze the mapping."""
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))

    @property
    def key(self) -> str:
        """The question's key."""
        return self.relation.key

    @property
    def text(self) -> str:
        """The question as the pupils read it, or its key."""
        return self.relation.question.text or self.relation.key

    @property
    def may_name(self) -> bool:
        """Tell whether enough answered for anything to be shown beside a name."""
        return self.gate is not Gate.NOTHING_NAMED

    @property
    def few_answered(self) -> bool:
        """Tell whether only mutual choices may be shown."""
        return self.gate in _FEW

    @property
    def silent(self) -> tuple[PupilId, ...]:
        """Those who did not answer, in roster order."""
        return tuple(p for p, n in self.numbers.items() if not n.answered)


def view_question(
    graph: RelationGraph, key: str | None = None, portrait: SocialPortrait | None = None
) -> QuestionView:
    """Gather what may be shown of one question; by default the first one asked.

    Raises
    ------
    UnknownRelationError
        If the question was not asked.
    NotAvailableError
        If it is a named negative question: those are not drawn.
    """
    relation = graph.relation(key or graph.first_drawn())
    if not relation.question.shown_by_pupil:
        raise NotAvailableError(Reason.DISCLOSURE)
    gate = find_gate(graph, relation.key, portrait)
    return QuestionView(
        pupils=graph.pupils,
        relation=relation,
        gate=gate,
        numbers=read_numbers(graph, relation.key, portrait),
        ties=_find_ties(graph.pupils, relation, gate),
        groups=_find_groups(portrait, relation.key, gate),
    )


def _find_ties(pupils: tuple[PupilId, ...], relation: Relation, gate: Gate) -> tuple[Tie, ...]:
    # Whoever was silent, or could not name the other, gave no answer to be read as "not returned".
    could_return = relation.answered[:, None] & relation.eligible
    found: dict[TieKind, list[Tie]] = {kind: [] for kind in TieKind}
    for i, j in np.argwhere(relation.named):
        kind = TieKind.ONE_WAY if could_return[j, i] else TieKind.OPEN
        if relation.named[j, i]:
            kind = TieKind.MUTUAL
        if kind is not TieKind.MUTUAL or i < j:
            found[kind].append(Tie(pupils[i], pupils[j], kind))
    if gate in _FEW:
        return tuple(found[TieKind.MUTUAL])
    return (*found[TieKind.OPEN], *found[TieKind.ONE_WAY], *found[TieKind.MUTUAL])


def _find_groups(portrait: SocialPortrait | None, key: str, gate: Gate) -> FoundGroups:
    described = portrait_of(portrait, key)
    if portrait is None or described is None or gate in _FEW:
        return FoundGroups()
    return shown_groups(described.groupings, PRESETS.get(portrait.preset, DEFAULT_PRESET))


def shown_groups(found: Groupings, preset: Preset = DEFAULT_PRESET) -> FoundGroups:
    """Return groupings as they are shown: without those between, and whether they are firm."""
    between = set(found.between)
    members = (tuple(p for p in g.members if p not in between) for g in found.groups)
    firm = found.modularity is not None and found.modularity.p <= preset.probable_p.value
    return FoundGroups(tuple(m for m in members if len(m) > 1), firm)
