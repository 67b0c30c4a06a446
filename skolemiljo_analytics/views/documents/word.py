"""Word by docxtpl, from the default template or the school's own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.views.documents.content import Document, Section
from skolemiljo_analytics.views.documents.template import make_template

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

__all__ = ["render_docx"]

_CODES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}


def render_docx(document: Document, *, template: bytes | None = None) -> bytes:
    """Render a document as a Word file.

    Parameters
    ----------
    document
        What it says.
    template
        The school's own template (see `make_template`); by default the plain one.

    Returns
    -------
    bytes
        A .docx file with headings, table headings, text alternatives and its language set.
    """
    from docxtpl import DocxTemplate

    word = DocxTemplate(io.BytesIO(template or make_template()))
    word.render(_context(word, document), autoescape=True)
    _describe_pictures(word, document)
    _set_language(word, document)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _context(word: DocxTemplate, document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "stamps": [{"label": s.label, "text": s.text} for s in document.stamps],
        "footer": document.footer,
        "sections": [_section(word, s) for s in document.sections],
    }


def _section(word: DocxTemplate, section: Section) -> dict[str, Any]:
    table = section.table
    return {
        "heading": section.heading,
        "paragraphs": section.paragraphs,
        "picture": _picture(word, section),
        "table": table and {"caption": table.caption, "header": table.header, "rows": table.rows},
        "cards": [{"title": c.title, "badge": c.badge, "lines": c.lines} for c in section.cards],
    }


def _picture(word: DocxTemplate, section: Section) -> dict[str, Any] | None:
    from docx.shared import Mm
    from docxtpl import InlineImage

    if section.picture is None:
        return None
    image = InlineImage(word, io.BytesIO(section.picture.png), width=Mm(160))
    return {"image": image, "caption": section.picture.caption}


def _describe_pictures(word: DocxTemplate, document: Document) -> None:
    """Give every picture its text alternative; docxtpl leaves it empty."""
    pictures = [s.picture for s in document.sections if s.picture is not None]
    for shape, picture in zip(word.docx.inline_shapes, pictures, strict=False):
        shape._inline.docPr.set("descr", picture.alternative)


def _set_language(word: DocxTemplate, document: Document) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    code = _CODES[document.language.value]
    properties = word.docx.core_properties
    properties.title, properties.language, properties.author = document.title, code, ""
    run = word.docx.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(attribute), code)
    run.append(language)
