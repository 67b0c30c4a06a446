"""The portrait as a document for the team: who answered, patterns with their doubt, proposals.

Names are left out unless somebody asks for them, and every document is stamped with purpose, date,
who may see it and when it is to be deleted.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_analytics.errors import choose
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.workflows.report_content import ReportMaterial, make_document

if TYPE_CHECKING:
    from skolemiljo_analytics.workflows.access import Viewer
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = [
    "ReportFormat",
    "ReportMaterial",
    "render_material",
    "render_report",
    "workspace_material",
]


class ReportFormat(StrEnum):
    """What kind of file to make."""

    PDF = "pdf"
    DOCX = "docx"


def render_report(
    workspace: Workspace,
    role: Role | Viewer,
    class_id: str,
    round_key: str,
    *,
    format: ReportFormat | str = ReportFormat.PDF,  # noqa: A002
    language: Language | str = Language.NB,
    names: bool = False,
    template: bytes | None = None,
) -> bytes:
    """Render the portrait of one class and round from the workspace.

    Parameters
    ----------
    workspace, role, class_id, round_key
        Whose portrait, and who asks.
    format
        ``pdf`` or ``docx``.
    language
        ``nb``, ``nn`` or ``en``.
    names
        Whether pupils are named; by default they are *Elev 1*, *Elev 2* …
    template
        The school's own Word template.

    Raises
    ------
    AccessDeniedError
        If the role may not see the class.
    """
    material = workspace_material(workspace, role, class_id, round_key, names=names)
    return render_material(material, format=format, language=language, template=template)


def workspace_material(
    workspace: Workspace, role: Role | Viewer, class_id: str, round_key: str, *, names: bool
) -> ReportMaterial:
    """Return what a report of one class and round is made of, as far as the role may see it."""
    (info,) = (c for c in workspace.classes(role) if c.class_id == class_id)
    (held,) = (r for r in workspace.rounds(role, class_id) if r.key == round_key)
    return ReportMaterial(
        label=info.label,
        graph=workspace.graph(role, class_id, round_key),
        portrait=workspace.portrait(role, class_id, round_key),
        findings=workspace.findings(role, class_id, round_key),
        proposals=workspace.proposals(role, class_id, round_key),
        checks=workspace.checks(role, class_id, round_key),
        names=workspace.names(role, class_id) if names else None,
        invented=info.invented,
        delete_after=held.delete_after,
        deleted_before=workspace.deleted_before(role, class_id, round_key),
    )


def render_material(
    material: ReportMaterial,
    *,
    format: ReportFormat | str = ReportFormat.PDF,  # noqa: A002
    language: Language | str = Language.NB,
    template: bytes | None = None,
) -> bytes:
    """Render material as a PDF (accessible, PDF/UA-1) or a Word file."""
    from skolemiljo_analytics.views.documents import render_docx, render_pdf

    document = make_document(material, language=language)
    if choose(ReportFormat, format) is ReportFormat.PDF:
        return render_pdf(document)
    return render_docx(document, template=template)
