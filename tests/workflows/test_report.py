"""The report: stamped, without names unless asked for, and no firmer than its findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from skolemiljo_analytics.findings import find_all
from skolemiljo_analytics.portrait.describe import describe_class
from skolemiljo_analytics.proposals.matching import propose
from skolemiljo_analytics.proposals.records import Check
from skolemiljo_analytics.views.documents import Document
from skolemiljo_analytics.vocabulary import Language, Scope
from skolemiljo_analytics.workflows.read_class import SchoolClass, read_class
from skolemiljo_analytics.workflows.report import ReportMaterial, render_material
from skolemiljo_analytics.workflows.report_content import make_document

SAMPLE = Path(__file__).parents[2] / "sample_data" / "klasse_7b"


@pytest.fixture(scope="module")
def klass() -> SchoolClass:
    return read_class(SAMPLE, purpose="preventive")


@pytest.fixture(scope="module")
def material(klass: SchoolClass) -> ReportMaterial:
    graph = klass.graph(round="2025-10")
    portrait = describe_class(graph, redraws=200, null_draws=50)
    findings = find_all(portrait)
    return ReportMaterial(
        label="7B",
        graph=graph,
        portrait=portrait,
        findings=findings,
        proposals=propose(findings),
        invented=True,
        delete_after=date(2026, 6, 19),
    )


def words(document: Document) -> str:
    parts = [document.title, document.subtitle, document.footer]
    parts += [f"{s.label} {s.text}" for s in document.stamps]
    for section in document.sections:
        parts += [section.heading, *section.paragraphs]
        parts += [c.title + c.badge + " ".join(a + b for a, b in c.lines) for c in section.cards]
        if section.table:
            parts += [section.table.caption, *section.table.header]
            parts += [cell for row in section.table.rows for cell in row]
        if section.picture:
            parts += [section.picture.alternative, section.picture.svg]
    return "\n".join(parts)


@pytest.mark.parametrize("language", list(Language))
def test_no_name_unless_asked_for(
    material: ReportMaterial, klass: SchoolClass, language: Language
) -> None:
    families = {name.family for name in klass.names.values()}
    hidden = words(make_document(material, language=language))
    assert not [family for family in families if family in hidden]
    shown = words(make_document(replace(material, names=klass.names), language=language))
    assert any(name.given in shown for name in klass.names.values())


def test_stamped_with_purpose_date_readers_and_deletion(material: ReportMaterial) -> None:
    document = make_document(material)
    stamps = {stamp.label: stamp.text for stamp in document.stamps}
    assert "§ 12-3" in stamps["Formål"]
    assert stamps["Svarene er fra"] == "14. oktober 2025"
    assert "skolemiljo" in stamps["Laget med"]
    assert stamps["Slettes"] == "19. juni 2026"
    assert "OPPDIKTET" in document.footer
    without = make_document(replace(material, delete_after=None, invented=False))
    assert "må sette en dato" in words(without)
    assert "OPPDIKTET" not in without.footer


def test_patterns_come_first_and_single_pupils_after_the_proposals(
    material: ReportMaterial,
) -> None:
    headings = [section.heading for section in make_document(material).sections]
    assert headings[:4] == [
        "Slik kan du lese det",
        "Hvem svarte",
        "Klassekart",
        "Mønstre i klassen",
    ]
    proposals = headings.index("Forslag til hva de voksne kan gjøre")
    assert proposals < headings.index("Det som gjelder enkelte elever")
    assert headings[-1] == "Hvor sikkert er det?"


def test_every_finding_is_there_once_and_pupils_are_gathered_by_kind(
    material: ReportMaterial,
) -> None:
    sections = {s.heading: s for s in make_document(material).sections}
    wide = [f for f in material.findings if f.scope not in {Scope.PUPIL, Scope.PAIR}]
    close = [f for f in material.findings if f.scope in {Scope.PUPIL, Scope.PAIR}]
    assert len(sections["Hvor sikkert er det?"].cards) == len(wide)
    gathered = sections["Det som gjelder enkelte elever"].cards
    assert len(gathered) == len({f.code for f in close})
    assert sum(label == "" for card in gathered for label, _ in card.lines) == len(close)


def test_who_answered_counts_four_kinds_apart(material: ReportMaterial) -> None:
    table = make_document(material).sections[1].table
    assert table is not None
    first = material.portrait.relations[0].participation
    assert [int(cell) for cell in table.rows[0][1:]] == [
        first.n_asked,
        first.n_answered,
        first.n_nobody,
        first.n_silent,
    ]


def test_checks_stand_in_the_report(material: ReportMaterial) -> None:
    assert "Sjekket av voksne" not in [s.heading for s in make_document(material).sections]
    check = Check(material.findings[0].id, "SMT", date(2025, 10, 20), "Observasjon", holds=False)
    checked = make_document(replace(material, checks=(check,)))
    (section,) = [s for s in checked.sections if s.heading == "Sjekket av voksne"]
    assert section.table is not None
    assert section.table.rows[0][1:] == ("SMT", "20. oktober 2025", "Observasjon", "nei")


@pytest.mark.parametrize(("kind", "magic"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_both_kinds_of_file_are_made(material: ReportMaterial, kind: str, magic: bytes) -> None:
    assert render_material(material, format=kind).startswith(magic)


def test_an_unknown_kind_is_refused(material: ReportMaterial) -> None:
    with pytest.raises(ValueError, match="odt"):
        render_material(material, format="odt")
