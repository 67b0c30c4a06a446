"""A school's own template: taken when it is good, refused with a reason when it is not."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from skolemiljo_analytics.errors import TemplateError
from skolemiljo_analytics.views.documents import make_template
from skolemiljo_analytics.vocabulary import (
    Language,
    Role,
)
from skolemiljo_analytics.workflows.documents import DocumentKind
from skolemiljo_analytics.workflows.documents.making import (
    render_document,
)
from tests.workflows.documents_reading import wanted_of, word_text
from tests.workflows.documents_school import DocumentSchool


def _saved(word: object) -> bytes:
    out = io.BytesIO()
    word.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def test_a_school_puts_its_template_in_a_folder(
    school: DocumentSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = docx.Document(io.BytesIO(make_template()))
    own.add_paragraph("Vår skole, vår logo")
    (tmp_path / "mal.docx").write_bytes(_saved(own))
    monkeypatch.setenv("SKOLEMILJO_TEMPLATES", str(tmp_path))
    wanted = wanted_of(school, DocumentKind.CLASS_PLAN)
    made = render_document(school.space, Role.SMT, wanted, format="docx")
    assert "Vår skole, vår logo" in word_text(made)
    own.add_paragraph("Bare klassetiltaksplanen")
    (tmp_path / "class_plan.docx").write_bytes(_saved(own))
    made = render_document(school.space, Role.SMT, wanted, format="docx")
    assert "Bare klassetiltaksplanen" in word_text(made)


def _without(template: bytes, placeholder: str) -> bytes:
    word = docx.Document(io.BytesIO(template))
    for paragraph in [*word.paragraphs, *word.sections[0].footer.paragraphs]:
        if placeholder in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
    return _saved(word)


def _with(template: bytes, text: str) -> bytes:
    word = docx.Document(io.BytesIO(template))
    word.add_paragraph(text)
    return _saved(word)


BAD = {
    "not_word": b"PK not a document",
    "incomplete": _without(make_template(), "{{ footer }}"),
    "unknown_placeholder": _with(make_template(), "{{ skolens_logo.bredde }}"),
    "syntax": _with(make_template(), "{% if title %}"),
    "unusable": _with(make_template(), "{{ title.__class__.__mro__ }}"),
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_template_gets_a_clear_answer(
    school: DocumentSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    from skolemiljo_analytics.wording import say_error

    (tmp_path / "mal.docx").write_bytes(BAD[reason])
    monkeypatch.setenv("SKOLEMILJO_TEMPLATES", str(tmp_path))
    wanted = wanted_of(school, DocumentKind.CLASS_PLAN)
    with pytest.raises(TemplateError) as caught:
        render_document(school.space, Role.SMT, wanted, format="docx")
    assert caught.value.reason == reason
    assert "mal" in say_error(caught.value, Language.NB)


def test_a_setting_that_points_nowhere_is_told(
    school: DocumentSchool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SKOLEMILJO_TEMPLATES", str(tmp_path / "not there"))
    wanted = wanted_of(school, DocumentKind.CLASS_PLAN)
    with pytest.raises(TemplateError, match="no_folder"):
        render_document(school.space, Role.SMT, wanted, format="docx")
