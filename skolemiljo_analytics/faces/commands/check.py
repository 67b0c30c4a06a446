"""``skolemiljo check``: read files and say how they were understood; nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skolemiljo_analytics.faces.commands.speech import console, language, say
from skolemiljo_analytics.tables.problems import Severity
from skolemiljo_analytics.vocabulary import Purpose
from skolemiljo_analytics.wording.catalogue import get_translator

if TYPE_CHECKING:
    from skolemiljo_analytics.readers.reading import Reading
    from skolemiljo_analytics.readers.report import ImportReport

__all__ = ["NAME", "run"]

NAME = "check"


def run(
    files: Annotated[list[Path], typer.Argument(help="cli.check.files")],
    *,
    roster: Annotated[list[Path] | None, typer.Option(help="cli.check.roster")] = None,
    class_id: Annotated[str | None, typer.Option("--class", help="cli.check.class")] = None,
    purpose: Annotated[Purpose | None, typer.Option(help="cli.check.purpose")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="cli.check.json")] = None,
    mapping: Annotated[Path | None, typer.Option(help="cli.check.mapping")] = None,
    questions: Annotated[Path | None, typer.Option(help="cli.check.questions_file")] = None,
    accept_review: Annotated[
        bool, typer.Option("--accept-review", help="cli.check.accept_review")
    ] = False,
) -> None:
    """Check files; exit with 0 (all understood), 1 (a person must decide) or 2 (refused)."""
    from skolemiljo_analytics.workflows.check import read_files

    with console(errors=True).status(say("cli.check.reading")) as status:
        reading = read_files(
            files,
            roster=roster or (),
            class_id=class_id,
            purpose=purpose,
            accept_review=accept_review,
            tell=lambda what, at, of: status.update(say(f"cli.check.{what}", at=at, of=of)),
        )
    report = reading.report
    _show(report)
    _write(reading, mapping, questions)
    if json_file is not None:
        text = json.dumps(
            report.to_json(names=True, language=language()), ensure_ascii=False, indent=1
        )
        json_file.write_text(text, encoding="utf-8")
    raise typer.Exit(report.exit_code)


def _write(reading: Reading, mapping: Path | None, questions: Path | None) -> None:
    from skolemiljo_analytics.workflows.check import mapping_text, questions_table

    out = console()
    if mapping is not None:
        mapping.write_text(mapping_text(reading), encoding="utf-8")
        out.print(say("cli.check.mapping_written", file=mapping))
    if questions is not None:
        workbook = questions.suffix.lower() == ".xlsx"
        questions.write_bytes(questions_table(reading, workbook=workbook))
        count = len(reading.report.questions)
        out.print(say("cli.check.questions_written", n=count, file=questions))


def _show(report: ImportReport) -> None:
    from skolemiljo_analytics.wording.problems import (
        say_decision,
        say_file_kind,
        say_problem,
        say_silence_of,
    )
    from skolemiljo_analytics.workflows.uploading import (
        count_outcomes,
        count_silence,
        count_unsure,
        fits_badly,
    )

    out, tongue = console(), language()
    for file in report.files:
        where = f"{file.file}, {file.sheet}" if file.sheet else file.file
        out.print(f"{where}: {say_file_kind(file.kind, tongue)}")
    out.print(say("cli.check.pupils", n=len(report.roster)))
    if fits_badly(report):
        out.print(say("readers.fits_badly"), style="bold")
    else:
        out.print(say("cli.check.silent", n=len(report.not_answered)))
    for one in count_silence(report):
        out.print(f"  {say_silence_of(one, tongue)}")
    for decision, count in count_outcomes(report):
        out.print(f"{count:>6}  {say_decision(decision, tongue)}")
    if unsure := count_unsure(report):
        out.print(f"{unsure:>6}  {say('readers.decision.unsure')}")
    for problem in report.problems:
        out.print(say_problem(problem, tongue))
    out.print(_verdict(report), style="bold")


def _verdict(report: ImportReport) -> str:
    """Say what came out of it; what stands above is pointed to only where something does."""
    if report.exit_code != 1:
        return say(f"cli.check.result_{report.exit_code}")
    waiting = len(report.questions)
    above = any(problem.severity is Severity.ASK for problem in report.problems)
    said = [say("cli.check.result_1")]
    if waiting:
        said.append(get_translator(language()).plural("cli.check.waiting", waiting))
    if above:
        said.append(say("cli.check.above"))
    return " ".join(said)
