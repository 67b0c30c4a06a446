"""Who may fetch what: one named, versioned policy, asked before anything leaves the store.

Pages hold no rule about it: they ask `AccessPolicy.may` what to offer, and the workspace asks
`AccessPolicy.require` whatever a page does.

References
----------
Domain handbook 3.6; forskrift til opplæringslova § 20-2,
https://lovdata.no/forskrift/2024-06-03-900/§20-2
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from skolemiljo_analytics.errors import AccessDeniedError, choose
from skolemiljo_analytics.findings.records import Finding
from skolemiljo_analytics.vocabulary import Role, Scope

__all__ = ["DEFAULT_ACCESS", "AccessPolicy", "Fetch", "Viewer", "viewer_of"]


class Fetch(StrEnum):
    """What can be asked of the workspace."""

    SCHOOL = "school"  # what the schools are called, and which grades they have
    CLASSES = "classes"  # which classes there are, their rounds and lists
    NAMES = "names"
    GRAPH = "graph"  # the class map
    RAW_ANSWERS = "raw_answers"  # whole answer sheets
    PORTRAIT = "portrait"
    PUPIL_FINDINGS = "pupil_findings"  # findings about one pupil or a pair
    DECISIONS = "decisions"  # checks of findings, proposals, choices
    CASE = "case"  # the five steps: expectation, parentheses, answers, cases
    AFFECTED = "affected"  # step 4: back to the one it concerns
    WAITING = "waiting"  # how much waits at a school: counts, never of which class
    CALENDAR = "calendar"  # to write the school's own days of the year
    IMPORT = "import"
    ERASE = "erase"
    CLASS_TREND = "class_trend"
    WIDE_TREND = "wide_trend"  # grade and school


@dataclass(frozen=True)
class Viewer:
    """A role, and what it is limited to: a teacher to classes, leadership to schools.

    None means no limit here: on one person's machine all that was read in is that person's to
    read. A leader of several schools, or somebody at the municipality, sees one school at a time;
    there is no role for what lies above a school, and nothing is pooled over schools.
    """

    role: Role
    own: frozenset[str] | None = None
    schools: frozenset[str] | None = None

    def leads(self, school_id: str) -> bool:
        """Tell whether a school is among those the viewer may ask about."""
        limited = self.role is Role.LEADERSHIP and self.schools is not None
        return not limited or school_id in (self.schools or ())

    def owns(self, class_id: str) -> bool:
        """Tell whether a class is among the viewer's own."""
        return self.role is Role.SMT or self.own is None or class_id in self.own


def viewer_of(role: Role | Viewer) -> Viewer:
    """Return the viewer that a role alone means here."""
    return role if isinstance(role, Viewer) else Viewer(choose(Role, role))


@dataclass(frozen=True)
class AccessPolicy:
    """A named policy.

    Attributes
    ----------
    name, version
        Printed where the policy is used.
    allowed
        What each role may fetch; a role not listed may fetch nothing.
    """

    name: str
    version: str
    allowed: Mapping[Role, frozenset[Fetch]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Freeze a copy of the table."""
        object.__setattr__(self, "allowed", MappingProxyType(dict(self.allowed)))

    def may(self, role: Role | Viewer, fetch: Fetch, class_id: str | None = None) -> bool:
        """Tell whether this role may fetch this, of this class where one is named."""
        viewer = viewer_of(role)
        allowed = fetch in self.allowed.get(viewer.role, frozenset())
        return allowed and (class_id is None or viewer.owns(class_id))

    def require(self, role: Role | Viewer, fetch: Fetch, class_id: str | None = None) -> Viewer:
        """Return the viewer, or refuse.

        Raises
        ------
        AccessDeniedError
            If the role may not fetch this.
        """
        viewer = viewer_of(role)
        if not self.may(viewer, fetch, class_id):
            raise AccessDeniedError(viewer.role, fetch)
        return viewer

    def shown(self, role: Role | Viewer, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return the findings the role may see; one pupil's or a pair's need their own right."""
        if self.may(role, Fetch.PUPIL_FINDINGS):
            return findings
        return tuple(f for f in findings if f.scope not in {Scope.PUPIL, Scope.PAIR})


_CLASS_TEAM = frozenset(Fetch) - {
    Fetch.RAW_ANSWERS,
    Fetch.ERASE,
    Fetch.WIDE_TREND,
    Fetch.WAITING,
    Fetch.AFFECTED,
    Fetch.CALENDAR,
}

DEFAULT_ACCESS = AccessPolicy(
    "skolemiljo",
    "2026.5",
    {
        Role.SMT: frozenset(Fetch),
        Role.TEACHER: _CLASS_TEAM,
        Role.LEADERSHIP: frozenset({Fetch.SCHOOL, Fetch.CALENDAR, Fetch.WIDE_TREND, Fetch.WAITING}),
    },
)
