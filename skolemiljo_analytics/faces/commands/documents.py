"""``skolemiljo documents``: plans, meetings, sheets and letters from the school's own records."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from skolemiljo_analytics.errors import StoreError
from skolemiljo_analytics.faces.commands.speech import console, language, say
from skolemiljo_analytics.vocabulary import Role

if TYPE_CHECKING:
    from skolemiljo_analytics.workflows.documents import KindInfo
    from skolemiljo_analytics.workflows.documents.making import Wanted
    from skolemiljo_analytics.workflows.workspace import Workspace

__all__ = ["NAME", "run"]

NAME = "documents"
_TEMPLATE = "template"


def run(
    kind: Annotated[str, typer.Argument(help="cli.documents.kind")] = "",
    *,
    out: Annotated[Path | None, typer.Option(help="cli.documents.out", dir_okay=False)] = None,
    school: Annotated[str, typer.Option(help="cli.documents.school")] = "",
    label: Annotated[str, typer.Option("--class", help="cli.documents.class")] = "",
    round_key: Annotated[str, typer.Option("--round", help="cli.round")] = "",
    case: Annotated[int, typer.Option(min=1, help="cli.documents.case")] = 1,
    role: Annotated[Role, typer.Option(help="cli.documents.role")] = Role.SMT,
    names: Annotated[bool, typer.Option("--names", help="cli.documents.names")] = False,
) -> None:
    """Write one document, or list those there are."""
    from skolemiljo_analytics.workflows.documents import DocumentKind
    from skolemiljo_analytics.workflows.workspace import open_workspace

    if kind == _TEMPLATE and out is not None:
        _write_template(out)
        return
    if not kind:
        _list()
    if kind not in {*DocumentKind, _TEMPLATE}:
        _list(say("cli.documents.unknown", kind=kind))
    if out is None:
        _fail("cli.documents.no_file")
    space = open_workspace()
    found = _find(
        space, role, DocumentKind(kind), school=school, label=label, round_key=round_key, case=case
    )
    wanted = replace(found, names=names)
    _write(space, role, wanted, out)


def _list(wrong: str = "") -> NoReturn:
    """Say which documents there are, and how one is made; what was wrong comes last, in sight."""
    from skolemiljo_analytics.workflows.documents import KINDS

    screen = console()
    screen.print(say("cli.documents.there_are"))
    for info in KINDS:
        screen.print(f"  {info.kind:<22} {say(f'documents.kind.{info.kind}')}")
    screen.print(f"  {_TEMPLATE:<22} {say('cli.documents.template')}")
    if wrong:
        console(errors=True).print(wrong, style="red")
    raise typer.Exit(2 if wrong else 0)


def _write_template(out: Path) -> None:
    from skolemiljo_analytics.views.documents import make_template

    out.write_bytes(make_template())
    console().print(say("cli.report.written", file=out))


def _school(space: Workspace, role: Role, name: str) -> str | None:
    """Return the school meant: the one named, else the only one; several are asked about."""
    schools = space.schools(role)
    named = [one.school_id for one in schools if one.name == name]
    try:
        found = space.school(role, named[0]) if named else space.school(role)
    except StoreError:
        found = None
    if (name and not named) or (schools and found is None):
        _fail("cli.documents.no_school", schools=", ".join(s.name for s in schools) or "–")
    return found.school_id if found else None


def _find(
    space: Workspace,
    role: Role,
    kind: str,
    *,
    school: str,
    label: str,
    round_key: str,
    case: int,
) -> Wanted:
    """Return what is wanted: the newest round where none is named, the first case."""
    from skolemiljo_analytics.workflows.documents import About, DocumentKind, info_of
    from skolemiljo_analytics.workflows.documents.making import Wanted

    info: KindInfo = info_of(kind)
    if info.about is About.SCHOOL:
        return Wanted(DocumentKind(kind), school_id=_school(space, role, school))
    place = _school(space, role, school) if school else None
    classes = [c for c in space.classes(role, place) if c.label == label]
    if len(classes) != 1:
        labels = ", ".join(c.label for c in space.classes(role, place)) or "–"
        _fail("cli.documents.no_class", classes=labels)
    class_id = classes[0].class_id
    rounds = [r.key for r in space.rounds(role, class_id)]
    if round_key and round_key not in rounds:
        _fail("cli.no_round", rounds=", ".join(rounds) or "–")
    newest = round_key or (rounds[-1] if rounds else "")
    case_id = ""
    if info.about is About.CASE:
        ids = [one.id for one in space.cases(role, class_id)]
        if case > len(ids):
            _fail("cli.documents.no_case", n=len(ids))
        case_id = ids[case - 1]
    return Wanted(DocumentKind(kind), class_id, newest, case_id)


def _fail(key: str, **values: object) -> NoReturn:
    console(errors=True).print(say(key, **values), style="red")
    raise typer.Exit(2)


def _write(space: Workspace, role: Role, wanted: Wanted, out: Path) -> None:
    from skolemiljo_analytics.workflows.documents.making import calendar_file, render_document
    from skolemiljo_analytics.workflows.report import ReportFormat

    if wanted.kind == "year_wheel" and out.suffix.lower() == ".ics":
        made = calendar_file(space, role, school_id=wanted.school_id, language=language())
        out.write_bytes(made)
        console().print(say("cli.report.written", file=out))
        return
    ending = out.suffix.lower().removeprefix(".")
    if ending not in set(ReportFormat):
        _fail("cli.report.unknown_ending")
    out.write_bytes(render_document(space, role, wanted, format=ending, language=language()))
    console().print(say("cli.report.written", file=out))
