"""Use case: make a document from the store's records, for a role, in a language.

Nothing leaves the store that the role may not fetch: every maker asks the workspace, and the
workspace asks the access policy.
"""

from __future__ import annotations

import re
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
from skolemiljo_analytics.workflows.documents.kinds import (
    KINDS,
    About,
    DocumentKind,
    KindInfo,
    info_of,
)
from skolemiljo_analytics.workflows.documents.nameless import NameFilter
from skolemiljo_analytics.workflows.report import ReportFormat, workspace_material

if TYPE_CHECKING:
    from skolemiljo_analytics.findings.records import Finding
    from skolemiljo_analytics.views.documents.content import Document
    from skolemiljo_analytics.workflows.access import Viewer
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["Wanted", "document_file_name", "kinds_for", "prepare_document", "render_document"]


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
    """

    kind: DocumentKind
    class_id: str = ""
    round_key: str = ""
    case_id: str = ""
    names: bool = False


def render_document(
    workspace: Workspace,
    role: Role | Viewer,
    wanted: Wanted,
    *,
    format: ReportFormat | str = ReportFormat.PDF,  # noqa: A002
    language: Language | str = Language.NB,
) -> bytes:
    """Make a document as a file, and note in the journal that it was made.

    Parameters
    ----------
    workspace, role
        Whose records, and who asks.
    wanted
        Which document.
    format
        ``pdf`` (accessible, PDF/UA-1) or ``docx`` (in the school's own template, if it has one).
    language
        ``nb``, ``nn`` or ``en``.

    Raises
    ------
    AccessDeniedError
        If the role may not fetch what the document needs.
    CaseRefusedError
        If there is no such case, or the case may not have such a document.
    TemplateError
        If the school's own Word template cannot be used.
    """
    from skolemiljo_analytics.views.documents import read_template, render_docx, render_pdf

    kind = ReportFormat(format)
    document = prepare_document(workspace, role, wanted, language)
    if kind is ReportFormat.PDF:
        made = render_pdf(document)
    else:
        made = render_docx(document, template=read_template(wanted.kind))
    workspace.note_document(role, wanted.kind, wanted.class_id)
    return made


def prepare_document(
    workspace: Workspace,
    role: Role | Viewer,
    wanted: Wanted,
    language: Language | str = Language.NB,
) -> Document:
    """Return what a document says; see `render_document`."""
    info = info_of(wanted.kind)
    workspace.policy.require(role, info.needs, wanted.class_id or None)
    return _MAKERS[wanted.kind](_Making(workspace, role, wanted, get_translator(language).language))


def kinds_for(
    workspace: Workspace, role: Role | Viewer, class_id: str = "", round_key: str = ""
) -> tuple[KindInfo, ...]:
    """Return the documents a role may make, given what has been chosen."""
    chosen = {About.SCHOOL: True, About.ROUND: bool(round_key)}
    return tuple(
        info
        for info in KINDS
        if chosen.get(info.about, bool(class_id))
        and workspace.policy.may(role, info.needs, class_id or None)
    )


def document_file_name(
    workspace: Workspace,
    role: Role | Viewer,
    wanted: Wanted,
    *,
    format: ReportFormat | str,  # noqa: A002
    language: Language | str = Language.NB,
) -> str:
    """Return a name for the file: what it is, which class, which day; never a pupil's."""
    say = get_translator(language)
    labels = {c.class_id: c.label for c in workspace.classes(role)} if wanted.class_id else {}
    words = [say(f"documents.kind.{wanted.kind}"), labels.get(wanted.class_id, "")]
    clean = ["-".join(re.findall(r"\w+", word)) for word in words]
    return "_".join([part for part in clean if part] + [f"{workspace.today}.{format}"])


@dataclass(frozen=True)
class _Making:
    """Who asks for what, where."""

    workspace: Workspace
    role: Role | Viewer
    wanted: Wanted
    language: Language

    def frame(self, away: NameFilter | None = None) -> Frame:
        say, space = get_translator(self.language), self.workspace
        schools = {one.school_id: one for one in space.schools(self.role)}
        klass = None
        if self.wanted.class_id:
            klass = next(c for c in space.classes(self.role) if c.class_id == self.wanted.class_id)
        school = schools[klass.school_id] if klass else next(iter(schools.values()), None)
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


def _portrait(making: _Making) -> Document:
    from skolemiljo_analytics.workflows.report_content import make_document

    wanted = making.wanted
    material = workspace_material(
        making.workspace, making.role, wanted.class_id, wanted.round_key, names=wanted.names
    )
    return make_document(material, language=making.language)


def _class_plan(making: _Making) -> Document:
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


def _pupil_plan(making: _Making) -> Document:
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


_MAKERS: dict[DocumentKind, Callable[[_Making], Document]] = {
    DocumentKind.PORTRAIT: _portrait,
    DocumentKind.CLASS_PLAN: _class_plan,
    DocumentKind.PUPIL_PLAN: _pupil_plan,
}
