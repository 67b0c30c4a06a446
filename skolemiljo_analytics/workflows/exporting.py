"""Use case: write a class's portrait to a folder: tables, JSON, sentences and pictures.

Pupils are numbered (*Elev 1* …): what lies in a folder is easily passed on. File names hold the
round and what is in the file, never a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import Gate, Language
from skolemiljo_analytics.workflows.read_class import SchoolClass

if TYPE_CHECKING:
    from skolemiljo_analytics.graph import RelationGraph
    from skolemiljo_analytics.portrait.records import SocialPortrait
    from skolemiljo_analytics.views.drawing import SociogramDrawing
    from skolemiljo_analytics.views.labels import Labeller
    from skolemiljo_analytics.workflows.report import ReportMaterial

__all__ = ["ClassFigures", "ExportFormat", "describe_round", "export_portrait", "report_material"]


class ExportFormat(StrEnum):
    """Kinds of files in an exported portrait."""

    CSV = "csv"
    JSON = "json"
    TEXT = "txt"
    SVG = "svg"
    PNG = "png"


@dataclass(frozen=True)
class ClassFigures:
    """One round of a class read from files: graph, portrait, and what adults saw."""

    graph: RelationGraph
    portrait: SocialPortrait
    observations: tuple[Observation, ...] = ()


def describe_round(school_class: SchoolClass, round_key: str | None = None) -> ClassFigures:
    """Describe one round of a class; the newest where none is named.

    The same numbers as in the dashboard: the round before it is found by itself.

    Raises
    ------
    UnknownRoundError
        If there is no such round.
    """
    from skolemiljo_analytics.portrait.describe import describe_class
    from skolemiljo_analytics.trends.scales import describe_scales

    keys = school_class.rounds
    key = round_key or keys[-1]
    held = school_class.round(key)
    at = keys.index(key)
    before = school_class.round(keys[at - 1]) if at else None
    graph = school_class.graph(key)
    portrait = describe_class(
        graph,
        scales=describe_scales(held, school_class.roster, before),
        previous=school_class.graph(before.key) if before else None,
    )
    return ClassFigures(graph, portrait, school_class.record.observations)


def export_portrait(
    figures: ClassFigures,
    folder: Path,
    *,
    formats: frozenset[ExportFormat] = frozenset(ExportFormat),
    language: Language = Language.NB,
) -> tuple[Path, ...]:
    """Write a portrait to a folder; return the files written.

    Parameters
    ----------
    figures
        From `describe_round`.
    folder
        Made if it is not there; files of the same round are written over.
    formats
        Which kinds of files. Tables in CSV cannot run as formulas in a spreadsheet. Where too few
        answered a question there is no table of its pupils; the table of who answered says so.
    language
        Language of headings and sentences.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in _contents(figures, formats, language):
        path = folder / f"{figures.graph.wave}_{name}"
        path.write_bytes(content)
        written.append(path)
    return tuple(written)


def _contents(
    figures: ClassFigures, formats: frozenset[ExportFormat], language: Language
) -> Iterator[tuple[str, bytes]]:
    from skolemiljo_analytics.portrait.export import portrait_to_json
    from skolemiljo_analytics.views.labels import PseudonymLabeller

    label = PseudonymLabeller(figures.graph.pupils, language)
    if ExportFormat.CSV in formats:
        yield from _tables(figures, label, language)
    if ExportFormat.JSON in formats:
        yield "portrait.json", portrait_to_json(figures.portrait).encode()
    if ExportFormat.TEXT in formats:
        yield "findings.txt", _sentences(figures, label, language)
    if formats & {ExportFormat.SVG, ExportFormat.PNG}:
        yield from _pictures(figures, label, formats, language)


def _tables(
    figures: ClassFigures, label: Labeller, language: Language
) -> Iterator[tuple[str, bytes]]:
    from skolemiljo_analytics.readers.safe_export import safe_csv_rows
    from skolemiljo_analytics.views import tables

    portrait = figures.portrait
    found: dict[str, tables.Sheet] = {
        "participation.csv": tables.sheet_of_participation(portrait, language),
        "scales.csv": tables.sheet_of_scales(portrait, language),
    }
    for relation in portrait.relations:
        key = relation.key
        if not relation.question.shown_by_pupil:
            continue
        if relation.participation.gate is not Gate.NOTHING_NAMED:
            found[f"pupils_{key}.csv"] = tables.sheet_of_pupils(portrait, key, label, language)
        found[f"groupings_{key}.csv"] = tables.sheet_of_groupings(portrait, key, label, language)
    for name, table in found.items():
        yield name, safe_csv_rows(table.columns, table.rows)


def _sentences(figures: ClassFigures, label: Labeller, language: Language) -> bytes:
    from skolemiljo_analytics.findings import find_all
    from skolemiljo_analytics.wording import say

    findings = find_all(figures.portrait, observations=figures.observations)
    return f"{say(findings, language, label)}\n".encode()


def _pictures(
    figures: ClassFigures, label: Labeller, formats: frozenset[ExportFormat], language: Language
) -> Iterator[tuple[str, bytes]]:
    from skolemiljo_analytics.views.drawing import draw_class, place_class
    from skolemiljo_analytics.views.sociogram import render_png
    from skolemiljo_analytics.views.svg import render_svg

    layout = place_class(figures.graph, figures.portrait, labeller=label, language=language)
    for key in figures.graph.drawn:
        drawing: SociogramDrawing = draw_class(
            figures.graph,
            relation=key,
            portrait=figures.portrait,
            labeller=label,
            layout=layout,
            language=language,
        )
        if ExportFormat.SVG in formats:
            yield f"map_{key}.svg", render_svg(drawing).encode()
        if ExportFormat.PNG in formats:
            yield f"map_{key}.png", render_png(drawing)


def report_material(school_class: SchoolClass, figures: ClassFigures) -> ReportMaterial:
    """Return what a report of a class read from files is made of; nobody is named in it."""
    from skolemiljo_analytics.findings import find_all
    from skolemiljo_analytics.proposals.matching import propose
    from skolemiljo_analytics.workflows.report import ReportMaterial

    findings = find_all(figures.portrait, observations=figures.observations)
    return ReportMaterial(
        label=school_class.roster.class_id,
        graph=figures.graph,
        portrait=figures.portrait,
        findings=findings,
        proposals=propose(findings, purpose=figures.portrait.purpose),
    )
