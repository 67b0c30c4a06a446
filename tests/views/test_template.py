"""A school's own Word template holds text, styles and pictures: it fetches and runs nothing."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from skolemiljo_analytics.errors import TemplateError
from skolemiljo_analytics.views.documents import Document, make_template, render_docx
from skolemiljo_analytics.vocabulary import Language
from skolemiljo_analytics.wording import say_error

DOCUMENT = Document("Tittel", "", Language.NB, (), (), "Bunn")
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN = make_template()


def saved(word: Any) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def edited(part: str, old: str, new: str, template: bytes = PLAIN) -> bytes:
    """Return a template with one of its parts written otherwise than Word would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            after.writestr(name, text.replace(old.encode(), new.encode()) if name == part else text)
    return out.getvalue()


def related(kind: str, target: str, mode: str = "External") -> bytes:
    one = f'<Relationship Id="rId99" Type="{kind}" Target="{target}" TargetMode="{mode}"/>'
    end = "</Relationships>"
    return edited("word/_rels/document.xml.rels", end, f"{one}{end}")


def told_to(*instructions: str) -> bytes:
    word = docx.Document(io.BytesIO(PLAIN))
    paragraph = word.add_paragraph()
    for text in instructions:
        told = OxmlElement("w:instrText")
        told.text = text
        paragraph.add_run()._r.append(told)
    return saved(word)


def quoting(secret: Path) -> bytes:
    start = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document'
    dressed = edited("word/document.xml", "<w:document", start)
    return edited("word/document.xml", "{{ subtitle }}", "{{ subtitle }}&x;", dressed)


def swollen() -> bytes:
    out = io.BytesIO(PLAIN)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/large.png", b"\0" * 101_000_000)
    return out.getvalue()


def unpacked(file: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


BAD = {
    "linked picture": ("reaches_out", related(f"{KINDS}/image", "https://elsewhere.example/p.png")),
    "split field": ("reaches_out", told_to(" INCLUDE", 'PICTURE "https://elsewhere.example" ')),
    "entity": ("reaches_out", quoting(Path(__file__))),
    "macro": ("has_code", related(f"{KINDS}/vbaProject", "vbaProject.bin", "Internal")),
    "object": ("has_code", related(f"{KINDS}/oleObject", "embeddings/o.bin", "Internal")),
    "bomb": ("unpacks_too_large", swollen()),
}


@pytest.mark.parametrize("name", BAD)
def test_a_template_that_fetches_or_runs_something_is_refused(name: str) -> None:
    reason, template = BAD[name]
    with pytest.raises(TemplateError) as caught:
        render_docx(DOCUMENT, template=template)
    assert caught.value.reason == reason
    assert len(say_error(caught.value, Language.NB)) > len("Skolens mal kan ikke brukes: ")


@pytest.mark.parametrize(
    "written",
    [
        "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}",
        "{{ 'a' * 900000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ lipsum(5000) }}",
    ],
)
def test_no_template_makes_a_document_without_end(written: str) -> None:
    word = docx.Document(io.BytesIO(PLAIN))
    word.add_paragraph(written)
    with pytest.raises(TemplateError):
        render_docx(DOCUMENT, template=saved(word))


def test_a_page_number_is_no_reaching_out() -> None:
    assert render_docx(DOCUMENT, template=told_to(" PAGE ", ' HYPERLINK "https://skolen.example" '))


def test_a_link_is_let_through_and_where_the_template_came_from_is_taken_out() -> None:
    linked = related(f"{KINDS}/hyperlink", "https://skolen.example")
    word = docx.Document(io.BytesIO(linked))
    settings = word.part.part_related_by(f"{KINDS}/settings")
    key = settings.relate_to("file:///C:/Users/ansatt/Mal.dotm", f"{KINDS}/attachedTemplate", True)
    pointer = OxmlElement("w:attachedTemplate")
    pointer.set(qn("r:id"), key)
    word.settings.element.append(pointer)
    assert b"ansatt" in unpacked(saved(word))
    made = unpacked(render_docx(DOCUMENT, template=saved(word)))
    assert b"skolen.example" in made
    assert b"ansatt" not in made
    assert b"attachedTemplate" not in made
