"""Use case: make a document from the store's records, for a role, in a language.

Nothing leaves the store that the role may not fetch: every maker asks the workspace, and the
workspace asks the access policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from skolemiljo_analytics.errors import DocumentRefusedError, choose
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.wording import get_translator
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.documents.kinds import (
    KINDS,
    About,
    KindInfo,
    info_of,
)
from skolemiljo_analytics.workflows.documents.makers import MAKERS, Making, Wanted
from skolemiljo_analytics.workflows.documents.meetings import MEETINGS
from skolemiljo_analytics.workflows.report import ReportFormat

if TYPE_CHECKING:
    from skolemiljo_analytics.views.documents.content import Document
    from skolemiljo_analytics.workflows.access import Viewer
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = [
    "Wanted",
    "boxes",
    "calendar_file",
    "document_file_name",
    "kinds_for",
    "prepare_document",
    "render_document",
    "tellable",
]


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
    DocumentRefusedError
        If no class, or no round of it, is chosen where the document is about one.
    CaseRefusedError
        If there is no such case, or the case may not have such a document.
    TemplateError
        If the school's own Word template cannot be used.
    """
    from skolemiljo_analytics.views.documents import read_template, render_docx, render_pdf

    kind = choose(ReportFormat, format)
    document = prepare_document(workspace, role, wanted, language)
    if kind is ReportFormat.PDF:
        made = render_pdf(document)
    else:
        made = render_docx(document, template=read_template(wanted.kind))
    workspace.note_document(role, wanted.kind, wanted.class_id, needs=info_of(wanted.kind).needs)
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
    if (missing := _missing(workspace, role, wanted, info)) is not None:
        raise DocumentRefusedError(missing, info.kind)
    return MAKERS[wanted.kind](Making(workspace, role, wanted, get_translator(language).language))


def _missing(
    workspace: Workspace, role: Role | Viewer, wanted: Wanted, info: KindInfo
) -> str | None:
    """Return what must be chosen before the document can be made, as a code; None where nothing."""
    if info.about is About.SCHOOL:
        return None
    if not wanted.class_id:
        return "no_class"
    if wanted.class_id not in {one.class_id for one in workspace.classes(role)}:
        return "unknown_class"
    if info.about is not About.ROUND:
        return None
    keys = {one.key for one in workspace.rounds(role, wanted.class_id)}
    return None if wanted.round_key in keys else "no_round"


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


def calendar_file(
    workspace: Workspace,
    role: Role | Viewer,
    *,
    year: int | None = None,
    school_id: str | None = None,
    language: Language | str = Language.NB,
) -> bytes:
    """Return a school year (that of today) as a calendar file, and note that it was made."""
    from skolemiljo_analytics.casework.year import school_year_of
    from skolemiljo_analytics.views.calendar_file import render_ics

    year = school_year_of(workspace.today) if year is None else year
    name = get_translator(language)("year.title", year=f"{year}/{(year + 1) % 100:02}")
    events = workspace.year(role, year, school_id)
    made = render_ics(events, name=name, made_on=workspace.today, language=language)
    workspace.note_document(role, "calendar", needs=Fetch.SCHOOL)
    return made


def tellable(workspace: Workspace, role: Role | Viewer, wanted: Wanted) -> tuple[str, ...]:
    """Return the codes of the patterns that may be told outside the team, in their order."""
    from skolemiljo_analytics.workflows.documents.sheets import patterns_to_tell

    workspace.policy.require(role, info_of(wanted.kind).needs, wanted.class_id)
    making = Making(workspace, role, wanted, Language.NB)
    return tuple(patterns_to_tell(making.checked(frozenset({wanted.round_key}))))


def boxes(kinds: Iterable[KindInfo]) -> tuple[tuple[KindInfo, ...], ...]:
    """Put the agenda and the minutes of a meeting together; every other document by itself."""
    found: dict[str, list[KindInfo]] = {}
    for info in kinds:
        found.setdefault(_MEETING_OF.get(info.kind, str(info.kind)), []).append(info)
    return tuple(tuple(one) for one in found.values())


_MEETING_OF = {kind: one.key for one in MEETINGS for kind in (one.agenda, one.minutes)}


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
