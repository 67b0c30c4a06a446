"""Every kind of document in every language and format, and who may fetch it."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest

from skolemiljo_analytics.errors import AccessDeniedError
from skolemiljo_analytics.vocabulary import (
    Language,
    Role,
)
from skolemiljo_analytics.workflows.documents import KINDS, DocumentKind, info_of
from skolemiljo_analytics.workflows.documents.making import (
    document_file_name,
    kinds_for,
    prepare_document,
    render_document,
)
from tests.workflows.documents_reading import prepare, wanted_of, word_text
from tests.workflows.documents_school import KLASS, NASTY, DocumentSchool


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_word_file_opens_and_says_everything(
    school: DocumentSchool, kind: DocumentKind, language: Language
) -> None:
    made = render_document(
        school.space, Role.SMT, wanted_of(school, kind), format="docx", language=language
    )
    word = docx.Document(io.BytesIO(made))
    said = prepare(school, kind, language)
    assert word.core_properties.language[:2] == language
    assert word.core_properties.title == said.title
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == [section.heading for section in said.sections]
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in word.tables)
    assert all(shape._inline.docPr.get("descr") for shape in word.inline_shapes)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_pdf_is_accepted_as_accessible(school: DocumentSchool, kind: DocumentKind) -> None:
    """The languages take turns: the writer checks the same tags in each."""
    language = list(Language)[list(DocumentKind).index(kind) % 3]
    made = render_document(school.space, Role.SMT, wanted_of(school, kind), language=language)
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" in made
    assert b"/StructTreeRoot" in made
    assert re.search(rb"/Lang\s*\(" + language.encode(), made)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_document_is_stamped(
    school: DocumentSchool, kind: DocumentKind, language: Language
) -> None:
    labels = [stamp.label for stamp in prepare(school, kind, language).stamps]
    expected = {
        Language.NB: ("Formål", "Hvem kan se det", "Slettes"),
        Language.NN: ("Føremål", "Kven kan sjå det", "Blir sletta"),
        Language.EN: ("Purpose", "Who may see it", "To be deleted"),
    }[language]
    assert [label for label in labels if label in expected] == list(expected)


def test_text_stays_text(school: DocumentSchool) -> None:
    made = render_document(
        school.space, Role.SMT, wanted_of(school, DocumentKind.PUPIL_PLAN), format="docx"
    )
    assert NASTY in word_text(made)


@pytest.mark.parametrize("info", KINDS, ids=lambda info: str(info.kind))
def test_a_role_gets_what_it_may_fetch_and_no_more(school: DocumentSchool, info: object) -> None:
    assert not isinstance(info, str)
    for role in Role:
        offered = kinds_for(school.space, role, KLASS, school.round_key)
        may = school.space.policy.may(role, info.needs)  # type: ignore[attr-defined]
        assert (info in offered) == may
        if not may:
            with pytest.raises(AccessDeniedError):
                prepare_document(school.space, role, wanted_of(school, info.kind))  # type: ignore[attr-defined]


def test_making_a_document_is_noted_and_looking_is_not(school: DocumentSchool) -> None:
    def noted() -> int:
        found = school.space.audit(Role.SMT)
        return sum(entry.action == "document:class_plan" for entry in found)

    before = noted()
    wanted = wanted_of(school, DocumentKind.CLASS_PLAN)
    prepare_document(school.space, Role.SMT, wanted)
    assert noted() == before
    render_document(school.space, Role.SMT, wanted, format="docx")
    assert noted() == before + 1


def test_a_file_name_says_what_and_when_and_nobody(school: DocumentSchool) -> None:
    wanted = replace(wanted_of(school, DocumentKind.PUPIL_PLAN), names=True)
    name = document_file_name(school.space, Role.SMT, wanted, format="pdf")
    assert name == "Tiltaksplan-aktivitetsplan_7B_2025-11-28.pdf"


def test_what_is_known_of_a_kind_is_known_once() -> None:
    assert sorted(info.kind for info in KINDS) == sorted(DocumentKind)
    assert all(info_of(info.kind) is info for info in KINDS)
