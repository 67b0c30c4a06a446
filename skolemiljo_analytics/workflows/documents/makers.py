"""One writer a kind: what it asks the workspace for, as the role may have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_analytics.casework.records import Case, LegalTrack
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.names import PersonName
from skolemiljo_analytics.store import end_of_school_year
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.wording import get_translator
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.documents.framing import Frame
from skolemiljo_analytics.workflows.documents.kinds import DocumentKind
from skolemiljo_analytics.workflows.documents.meetings import MEETINGS, agenda, minutes
from skolemiljo_analytics.workflows.documents.nameless import NameFilter
from skolemiljo_analytics.workflows.report import workspace_material

if TYPE_CHECKING:
    from skolemiljo_analytics.findings.records import Finding
    from skolemiljo_analytics.views.documents.content import Document
    from skolemiljo_analytics.workflows.access import Viewer
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["MAKERS", "Making", "Wanted"]


@dataclass(frozen=True)
class Wanted:
    """Which document is wanted, of what.

    Attributes
    ----------
    kind
        Which.
    class_id, round_key, case_id
        Of what, as far as the kind needs it (`KindInfo.about`).
    names
        Whether pupils are named, where the kind may name any.
    school_id
        Which school, for what is about a school; needed only where there are several.
    left_out
        Codes of patterns the adults do not want to tell outside the team.
    """

    kind: DocumentKind
    class_id: str = ""
    round_key: str = ""
    case_id: str = ""
    names: bool = False
    left_out: tuple[str, ...] = ()
    school_id: str | None = None


@dataclass(frozen=True)
class Making:
    """Who asks for what, where."""

    workspace: Workspace
    role: Role | Viewer
    wanted: Wanted
    language: Language

    def frame(self, away: NameFilter | None = None) -> Frame:
        """Return where and when the document is made."""
        say, space = get_translator(self.language), self.workspace
        klass = None
        if self.wanted.class_id:
            klass = next(c for c in space.classes(self.role) if c.class_id == self.wanted.class_id)
        school = space.school(self.role, klass.school_id if klass else self.wanted.school_id)
        return Frame(
            say,
            school.name if school else say("documents.our_school"),
            klass.label if klass else "",
            space.today,
            end_of_school_year(space.today),
            bool(school and school.invented),
            away or NameFilter((), ""),
        )

    def filtered(self) -> Frame:
        """Return the frame with a filter that knows everybody of the class."""
        mark = get_translator(self.language)("documents.name_taken_out")
        return self.frame(self.workspace.name_filter(self.role, self.wanted.class_id, mark))

    def case(self) -> Case:
        """Return the case asked for."""
        for one in self.workspace.cases(self.role, self.wanted.class_id):
            if one.id == self.wanted.case_id:
                return one
        raise CaseRefusedError("unknown_case")

    def checked(self, rounds: frozenset[str]) -> tuple[Finding, ...]:
        """Return the findings of these rounds that somebody has checked and found to hold."""
        space, klass = self.workspace, self.wanted.class_id
        found: list[Finding] = []
        for key in sorted(rounds):
            holds = {c.finding for c in space.checks(self.role, klass, key) if c.holds}
            found += [f for f in space.findings(self.role, klass, key) if f.id in holds]
        return tuple(found)


def _portrait(making: Making) -> Document:
    from skolemiljo_analytics.workflows.report_content import make_document

    wanted = making.wanted
    material = workspace_material(
        making.workspace, making.role, wanted.class_id, wanted.round_key, names=wanted.names
    )
    return make_document(material, language=making.language)


def _class_plan(making: Making) -> Document:
    from skolemiljo_analytics.workflows.documents.class_plan import class_plan, lines_of_class

    space, klass = making.workspace, making.wanted.class_id
    frame = making.filtered()
    cases = space.cases(making.role, klass)
    lines = lines_of_class(frame, space.choices(making.role, klass), cases)
    rounds = [info.key for info in space.rounds(making.role, klass)]
    newest = making.wanted.round_key or (rounds[-1] if rounds else "")
    findings = making.checked(frozenset({newest} if newest else ()))
    evaluations = tuple(
        e for case in cases if case.track is LegalTrack.PREVENTIVE for e in case.evaluations
    )
    return class_plan(frame, klass, lines, findings=findings, evaluations=evaluations)


def _pupil_plan(making: Making) -> Document:
    from skolemiljo_analytics.workflows.documents.pupil_plan import pupil_plan

    space, klass, case = making.workspace, making.wanted.class_id, making.case()
    about = case.backs[-1].pupil if case.backs and making.wanted.names else None
    names = space.names(making.role, klass) if about else {}
    name: PersonName | None = names.get(about) if about else None
    mark = get_translator(making.language)("documents.name_taken_out")
    away = space.name_filter(making.role, klass, mark, but=about if name else None)
    rests_on = {finding for item in case.plan for finding in item.findings}
    rounds = frozenset(item.round_key for item in case.plan if item.round_key)
    findings = tuple(f for f in making.checked(rounds) if f.id in rests_on)
    return pupil_plan(
        making.frame(away),
        case,
        pupil=name.full if name else "",
        findings=findings,
        backs_shown=space.policy.may(making.role, Fetch.AFFECTED, klass),
    )


def _portrait_page(making: Making) -> Document:
    from skolemiljo_analytics.workflows.documents.portrait_page import portrait_page

    wanted = making.wanted
    material = workspace_material(
        making.workspace, making.role, wanted.class_id, wanted.round_key, names=False
    )
    return portrait_page(making.frame(), material)


def _meeting(making: Making) -> Document:
    from skolemiljo_analytics.workflows.documents import meeting_basis

    kind, space, wanted = making.wanted.kind, making.workspace, making.wanted
    meeting = next(one for one in MEETINGS if kind in {one.agenda, one.minutes})
    if meeting.key == "coordination":
        frame = making.frame()
        basis = meeting_basis.coordination_basis(frame, space, making.role, wanted.school_id)
    elif meeting.key == "network":
        frame = making.filtered()
        basis = meeting_basis.network_basis(frame, making.case())
    else:
        frame = making.filtered()
        basis = meeting_basis.class_basis(
            frame, space, making.role, wanted.class_id, round_key=wanted.round_key
        )
    return (agenda if kind is meeting.agenda else minutes)(frame, meeting, basis)


def _sheet(making: Making) -> Document:
    from skolemiljo_analytics.workflows.documents import sheets
    from skolemiljo_analytics.workflows.documents.class_plan import lines_of_class

    space, wanted, frame = making.workspace, making.wanted, making.filtered()
    checked = making.checked(frozenset({wanted.round_key}))
    patterns = sheets.patterns_to_tell(checked, left_out=wanted.left_out)
    lines = lines_of_class(
        frame,
        space.choices(making.role, wanted.class_id),
        space.cases(making.role, wanted.class_id),
    )
    parents = wanted.kind is DocumentKind.PARENTS_SHEET
    return (sheets.parents_sheet if parents else sheets.class_sheet)(frame, patterns, lines)


def _for_the_school(making: Making) -> Document:
    from skolemiljo_analytics.workflows.documents import privacy

    writer = {
        DocumentKind.LETTER_PARENTS: privacy.parents_letter,
        DocumentKind.LETTER_PUPILS: privacy.pupils_letter,
        DocumentKind.DPIA: privacy.dpia_draft,
        DocumentKind.RISK: privacy.risk_draft,
    }[making.wanted.kind]
    return writer(making.frame())


def _year(making: Making) -> Document:
    from skolemiljo_analytics.casework.year import school_year_of
    from skolemiljo_analytics.workflows.documents.year_document import year_document

    year = school_year_of(making.workspace.today)
    events = making.workspace.year(making.role, year, making.wanted.school_id)
    return year_document(making.frame(), events, year)


Maker = Callable[["Making"], "Document"]
_MEETINGS: dict[DocumentKind, Maker] = {
    kind: _meeting for one in MEETINGS for kind in (one.agenda, one.minutes)
}
MAKERS: dict[DocumentKind, Maker] = {
    DocumentKind.PORTRAIT: _portrait,
    DocumentKind.PORTRAIT_PAGE: _portrait_page,
    DocumentKind.CLASS_PLAN: _class_plan,
    DocumentKind.PUPIL_PLAN: _pupil_plan,
    DocumentKind.PARENTS_SHEET: _sheet,
    DocumentKind.CLASS_SHEET: _sheet,
    DocumentKind.LETTER_PARENTS: _for_the_school,
    DocumentKind.LETTER_PUPILS: _for_the_school,
    DocumentKind.DPIA: _for_the_school,
    DocumentKind.RISK: _for_the_school,
    DocumentKind.YEAR_WHEEL: _year,
    **_MEETINGS,
}
"""Who writes which kind."""
