"""Use case: read a class's portrait in the right order, the group before the child.

Who answered comes first, then what is found of the class and its groupings, then its strengths.
What concerns one pupil is kept apart, to be opened on demand and for one pupil at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.portrait.records import Participation
from skolemiljo_analytics.proposals.records import Check
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.views.tables import in_order, tabulate_scales
from skolemiljo_analytics.vocabulary import Language, PupilId, Purpose, Role, Scope
from skolemiljo_analytics.workflows.class_map import class_labeller, find_labeller

if TYPE_CHECKING:
    import pandas as pd

    from skolemiljo_analytics.workflows.earlier import DeletedRound
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["PortraitReading", "python_lines", "read_portrait"]

_ONE_PUPIL = {Scope.PUPIL, Scope.PAIR}


@dataclass(frozen=True)
class PortraitReading:
    """A portrait in reading order.

    Attributes
    ----------
    participation
        Question as asked, and who answered it.
    of_class, resources
        Findings about class, groupings and practice; what the class has to build on.
    by_pupil
        Findings about one pupil or a pair, by pupil, in alphabetical order of the labels.
    checks
        Finding id to its newest check.
    label, class_label
        What stands beside a pupil where one pupil is spoken of, and in what is said of the class:
        there, ``( )`` for one in parentheses.
    scales
        The survey's scales as a table, None where none were asked.
    deleted_before
        The round before, where its answers have been deleted.
    """

    participation: tuple[tuple[str, Participation], ...]
    of_class: tuple[Finding, ...]
    resources: tuple[Finding, ...]
    by_pupil: Mapping[PupilId, tuple[Finding, ...]]
    checks: Mapping[str, Check]
    label: NameLabeller
    class_label: NameLabeller
    scales: pd.DataFrame | None = None
    deleted_before: DeletedRound | None = None

    @property
    def least_answered(self) -> Participation:
        """The question the smallest share answered; the first of them where several did."""
        return min((who for _, who in self.participation), key=lambda who: who.rate)

    @property
    def most_answered(self) -> Participation:
        """The question the largest share answered."""
        return max((who for _, who in self.participation), key=lambda who: who.rate)

    @property
    def n_at_lowest_gate(self) -> int:
        """How many questions the gate of the least answered one holds for."""
        gate = self.least_answered.gate
        return sum(who.gate is gate for _, who in self.participation)


def read_portrait(
    workspace: Workspace, role: Role, class_id: str, round_key: str, *, language: Language
) -> PortraitReading:
    """Fetch a portrait with its findings and checks, and put them in reading order.

    Raises
    ------
    AccessDeniedError
        If the role may not open the class.
    """
    findings = workspace.findings(role, class_id, round_key)
    portrait = workspace.portrait(role, class_id, round_key)
    label = find_labeller(workspace, role, class_id, language)
    shared = [f for f in findings if f.scope not in _ONE_PUPIL]
    return PortraitReading(
        tuple((r.question.text or r.key, r.participation) for r in portrait.relations),
        tuple(f for f in shared if not f.resource),
        tuple(f for f in shared if f.resource),
        _by_pupil(findings, label),
        MappingProxyType({c.finding: c for c in workspace.checks(role, class_id, round_key)}),
        label,
        class_labeller(workspace, role, class_id, language),
        tabulate_scales(portrait, language) if portrait.scales else None,
        workspace.deleted_before(role, class_id, round_key),
    )


def _by_pupil(
    findings: tuple[Finding, ...], label: NameLabeller
) -> Mapping[PupilId, tuple[Finding, ...]]:
    apart = [f for f in findings if f.scope in _ONE_PUPIL]
    pupils = in_order({p for f in apart for p in f.pupils}, label)
    return MappingProxyType({p: tuple(f for f in apart if p in f.pupils) for p in pupils})


def python_lines(
    class_id: str,
    round_key: str,
    previous: str = "",
    *,
    purpose: Purpose = Purpose.PREVENTIVE,
) -> str:
    """Return the lines of Python that give the same numbers as the page.

    Parameters
    ----------
    class_id
        The class, as the folder of its files is called.
    round_key, previous
        Keys of the round shown and of the one before; "" when there is none before.
    purpose
        The purpose of the round shown.

    Examples
    --------
    >>> print(python_lines("7A", "2025-03"))
    import skolemiljo_analytics as sma
    <BLANKLINE>
    klass = sma.read_class("7A", purpose="preventive")
    graph = klass.graph(round="2025-03")
    scales = sma.describe_scales(klass.round("2025-03"), klass.roster)
    portrait = sma.describe_class(graph, scales=scales)
    findings = sma.find_all(portrait, observations=klass.record.observations)
    print(sma.say(findings, language="nb"))
    """
    earlier = f', klass.round("{previous}")' if previous else ""
    before = f', previous=klass.graph(round="{previous}")' if previous else ""
    return "\n".join(
        (
            "import skolemiljo_analytics as sma",
            "",
            f'klass = sma.read_class("{class_id}", purpose="{purpose}")',
            f'graph = klass.graph(round="{round_key}")',
            f'scales = sma.describe_scales(klass.round("{round_key}"), klass.roster{earlier})',
            f"portrait = sma.describe_class(graph, scales=scales{before})",
            "findings = sma.find_all(portrait, observations=klass.record.observations)",
            'print(sma.say(findings, language="nb"))',
        )
    )
