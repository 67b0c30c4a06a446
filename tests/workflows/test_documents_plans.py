"""The class plan and the pupil's plan, and the portrait that fits on one page."""

from __future__ import annotations

import re

import pytest

from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.views.documents import Layout, render_pdf
from skolemiljo_analytics.vocabulary import (
    Language,
    Role,
)
from skolemiljo_analytics.workflows.documents import DocumentKind
from skolemiljo_analytics.workflows.documents.making import (
    Wanted,
    prepare_document,
)
from tests.workflows.documents_reading import named_in, prepare, wanted_of, words
from tests.workflows.documents_school import KLASS, DocumentSchool


def test_a_pupils_plan_has_the_laws_five_letters_in_order(school: DocumentSchool) -> None:
    document = prepare(school, DocumentKind.PUPIL_PLAN)
    (actions,) = [s for s in document.sections if s.heading == "Tiltak"]
    letters = [label[:2] for label, _ in actions.cards[0].lines if label[1:2] == ")"]
    assert letters == ["a)", "b)", "c)", "d)", "e)"]
    headings = [section.heading for section in document.sections]
    assert {"Bakgrunn og undersøkelser", "Mål", "Eleven selv"} <= set(headings)


def test_the_plans_are_linked_and_never_the_one_for_the_other(school: DocumentSchool) -> None:
    pupils, klass = (
        prepare(school, kind) for kind in (DocumentKind.PUPIL_PLAN, DocumentKind.CLASS_PLAN)
    )
    number = next(stamp.text for stamp in klass.stamps if stamp.label == "Nummer")
    own = next(stamp.text for stamp in pupils.stamps if stamp.label == "Nummer")
    assert re.fullmatch(r"KTP-[0-9A-F]{6}", number)
    assert re.fullmatch(r"TP-[0-9A-F]{6}", own)
    assert number in words(pupils)
    assert own not in words(klass)
    assert "redd i matpausen" not in words(klass)
    assert "garderoben" in words(klass)
    assert "garderoben" not in words(pupils)


def test_a_preventive_case_has_no_pupils_plan(school: DocumentSchool) -> None:
    preventive = school.space.cases(Role.SMT, KLASS)[-1].id
    with pytest.raises(CaseRefusedError, match="no_pupil_plan"):
        prepare(school, DocumentKind.PUPIL_PLAN, case_id=preventive)


def test_only_the_pupil_it_is_about_may_be_named(school: DocumentSchool) -> None:
    hidden = words(prepare(school, DocumentKind.PUPIL_PLAN))
    shown = words(prepare(school, DocumentKind.PUPIL_PLAN, names=True))
    assert named_in(hidden, school) == []
    assert school.concerned.full in shown
    assert school.other.given not in shown


def test_what_the_pupil_said_is_for_the_team_alone(school: DocumentSchool) -> None:
    wanted = wanted_of(school, DocumentKind.PUPIL_PLAN)
    team = words(prepare_document(school.space, Role.SMT, wanted))
    teacher = words(prepare_document(school.space, Role.TEACHER, wanted))
    assert "En voksen." in team
    assert "En voksen." not in teacher
    assert "oppbevares for seg" in teacher


def test_a_plan_nobody_has_decided_anything_for_can_be_filled_in(school: DocumentSchool) -> None:
    wanted = Wanted(DocumentKind.CLASS_PLAN, "5A", "2025-10")
    document = prepare_document(school.space, Role.SMT, wanted)
    tables = [section.table for section in document.sections if section.table]
    assert tables[0].rows == (("",) * 4,) * 3
    assert any(section.fields for section in document.sections)


def test_the_portrait_fits_on_one_page(school: DocumentSchool) -> None:
    for klass, language in ((KLASS, Language.NB), ("5A", Language.NN)):
        wanted = Wanted(DocumentKind.PORTRAIT_PAGE, klass, school.round_key)
        made = prepare_document(school.space, Role.SMT, wanted, language)
        assert made.layout is Layout.ONE_PAGE
        assert count_pages(render_pdf(made)) == 1, klass
    assert count_pages(render_pdf(prepare(school, DocumentKind.RISK, class_id=""))) == 3


def count_pages(pdf: bytes) -> int:
    """Count the pages also those inside packed objects."""
    packed = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    texts = [pdf, *(_inflated(part) for part in packed)]
    counts = [
        int(n) for text in texts for n in re.findall(rb"/Type\s*/Pages.*?/Count\s+(\d+)", text)
    ]
    counts += [int(n) for text in texts for n in re.findall(rb"/Count\s+(\d+)\s*/Kids", text)]
    return max(counts)


def _inflated(part: bytes) -> bytes:
    import zlib

    try:
        return zlib.decompressobj().decompress(part)
    except zlib.error:
        return b""
