"""Word by docxtpl, from the default template or the school's own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from skolemiljo_analytics.errors import TemplateError
from skolemiljo_analytics.views.documents.content import (
    Card,
    Document,
    Field,
    Layout,
    Section,
    Stamp,
    Table,
)
from skolemiljo_analytics.views.documents.package import (
    detach,
    make_sandbox,
    require_plain,
)
from skolemiljo_analytics.views.documents.printable import printable
from skolemiljo_analytics.views.documents.template import make_template, read_template
from skolemiljo_analytics.vocabulary import Language

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

__all__ = ["check_template", "render_docx"]

_CODES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
_LONGEST_PROPERTY = 255
_SPACE = re.compile(r"\s+")


def render_docx(document: Document, *, template: bytes | None = None) -> bytes:
    """Render a document as a Word file.

    Parameters
    ----------
    document
        What it says.
    template
        The school's own template (see `make_template`); by default the plain one. It is run in a
        sandbox: a template can place text and nothing else.

    Returns
    -------
    bytes
        A .docx file with headings, table headings, text alternatives and its language set.

    Raises
    ------
    TemplateError
        If the template cannot be read or used, or leaves out a part of the document.
    """
    document = printable(document)
    word = _open(template)
    try:
        _fill(word, document)
    except Exception as error:
        if template is None:
            raise
        raise TemplateError(*_fault(error)) from None
    _describe_pictures(word, document)
    _lay_tables(word, document)
    if document.layout is Layout.ONE_PAGE:
        _tighten(word)
    _set_language(word, document)
    out = io.BytesIO()
    word.save(out)
    if template is not None:
        _require_whole(out, document)
    return out.getvalue()


def check_template(kind: str = "") -> None:
    """Try the school's own template for a kind of document, if it has one, on a small document.

    Raises
    ------
    TemplateError
        If it cannot be used, or leaves out a part.
    """
    template = read_template(kind)
    if template is not None:
        render_docx(_SPECIMEN, template=template)


_SPECIMEN = Document(
    "title",
    "subtitle",
    Language.NB,
    (Stamp("label", "stamp"),),
    (
        Section(
            "heading",
            ("paragraph",),
            Table("caption", ("column", "other"), (("cell", "second"),)),
            cards=(Card("card", "badge", (("line", "text"),)),),
            bullets=("bullet",),
            fields=(Field("field", "filled"),),
        ),
    ),
    "footer",
)


def _open(template: bytes | None) -> DocxTemplate:
    from docxtpl import DocxTemplate

    if template is not None:
        require_plain(template)
    word = DocxTemplate(io.BytesIO(template or make_template()))
    if template is not None:
        try:
            word.init_docx()
            detach(word.docx)
        except Exception:  # noqa: BLE001 (whatever it is, it is no Word file)
            raise TemplateError("not_word") from None
    return word


def _fill(word: DocxTemplate, document: Document) -> None:
    word.render(_context(word, document), jinja_env=make_sandbox(), autoescape=True)


def _fault(error: Exception) -> tuple[str, str]:
    """Return what is wrong with a template: a code, and the placeholder concerned."""
    from jinja2 import TemplateSyntaxError, UndefinedError

    if isinstance(error, UndefinedError):
        return "unknown_placeholder", _SPACE.sub(" ", str(error.message or ""))[:80]
    if isinstance(error, TemplateSyntaxError):
        return "syntax", _SPACE.sub(" ", str(error.message or ""))[:80]
    return "unusable", ""


def _context(word: DocxTemplate, document: Document) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "stamps": [{"label": s.label, "text": s.text} for s in document.stamps],
        "stamps_last": document.layout is Layout.LETTER,
        "footer": document.footer,
        "sections": [_section(word, s) for s in document.sections],
    }


def _section(word: DocxTemplate, section: Section) -> dict[str, Any]:
    table = section.table
    return {
        "heading": section.heading,
        "paragraphs": section.paragraphs,
        "bullets": section.bullets,
        "fields": [{"label": f.label, "lines": _lines(f.text, f.lines)} for f in section.fields],
        "picture": _picture(word, section),
        "table": table and {"caption": table.caption, "header": table.header, "rows": table.rows},
        "cards": [{"title": c.title, "badge": c.badge, "lines": c.lines} for c in section.cards],
    }


def _lines(text: str, empty: int) -> tuple[str, ...]:
    """Return what is known, or as many lines of dots to write on."""
    return (text,) if text else ("." * 110,) * empty


def _picture(word: DocxTemplate, section: Section) -> dict[str, Any] | None:
    from docx.shared import Mm
    from docxtpl import InlineImage

    if section.picture is None:
        return None
    image = InlineImage(word, io.BytesIO(section.picture.png), width=Mm(_LINE - 10))
    return {"image": image, "caption": section.picture.caption}


def _describe_pictures(word: DocxTemplate, document: Document) -> None:
    """Give each picture its own text alternative, whatever pictures the template has besides."""
    texts = {s.picture.png: s.picture.alternative for s in document.sections if s.picture}
    for shape in word.docx.inline_shapes:
        found = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        content = word.docx.part.related_parts[found].blob
        if content in texts:
            shape._inline.docPr.set("descr", texts[content])


def _tighten(word: DocxTemplate) -> None:
    """Make a page of it: smaller text and less air, in the look of the template."""
    from docx.shared import Mm, Pt

    sizes = {"Normal": (8, 1), "Heading 1": (10, 2), "Heading 2": (8.5, 0), "Intense Quote": (7, 1)}
    sizes |= {"List Bullet": (8, 0), "Caption": (7, 1), "Title": (15, 2), "Subtitle": (9, 2)}
    for name, (size, after) in sizes.items():
        if name in word.docx.styles:
            style = word.docx.styles[name]
            style.font.size = Pt(size)
            style.paragraph_format.space_after = Pt(after)
            style.paragraph_format.space_before = Pt(5 if name == "Heading 1" else 1)
            style.paragraph_format.line_spacing = 1.0
    for shape in word.docx.inline_shapes:
        shape.height, shape.width = int(shape.height * Mm(66) / shape.width), Mm(66)


def _lay_tables(word: DocxTemplate, document: Document) -> None:
    """Give our tables the columns they ask for, and empty rows room to write in."""
    from docx.shared import Mm

    mine = {s.table.header: s.table for s in document.sections if s.table}
    for table in word.docx.tables:
        found = mine.get(tuple(cell.text for cell in table.rows[0].cells))
        if found is None:
            continue
        shares = found.shares
        table.autofit = False
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Mm(_LINE * share / sum(shares))
        for row in table.rows:
            cells = row.cells
            for cell, share in zip(cells, shares, strict=True):
                cell.width = Mm(_LINE * share / sum(shares))
            if not any(cell.text for cell in cells):
                row.height = Mm(9)


_LINE = 170  # millimetres between the margins


def _require_whole(file: io.BytesIO, document: Document) -> None:
    """Refuse a template that leaves out something the document says."""
    written = _written(file)
    for part, text in _parts(document):
        first = _SPACE.sub("", text.partition("\n")[0])
        if first not in written:
            raise TemplateError("incomplete", part)


def _written(file: io.BytesIO) -> str:
    """Return all text of body, headers and footers, without white space."""
    import docx

    word = docx.Document(file)
    roots = [word.element.body]
    for section in word.sections:
        roots += [section.header._element, section.footer._element]
    texts = [t.text or "" for root in roots for t in root.iter(_TEXT)]
    return _SPACE.sub("", "".join(texts))


_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def _parts(document: Document) -> Iterator[tuple[str, str]]:
    yield "title", document.title
    yield "footer", document.footer
    for stamp in document.stamps:
        yield "stamps", stamp.text
    for section in document.sections:
        yield "section.heading", section.heading
        yield from (("section.paragraphs", text) for text in section.paragraphs)
        yield from (("section.bullets", text) for text in section.bullets)
        yield from (("section.fields", one.label) for one in section.fields)
        if section.table is not None:
            yield from (("section.table", cell) for row in section.table.rows for cell in row)
        if section.picture is not None:
            yield "section.picture", section.picture.caption
        for card in section.cards:
            yield "section.cards", card.title
            yield from (("section.cards", text) for _, text in card.lines)


def _set_language(word: DocxTemplate, document: Document) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    code = _CODES[document.language.value]
    properties = word.docx.core_properties
    properties.title = document.title[:_LONGEST_PROPERTY]
    properties.language, properties.author = code, ""
    run = word.docx.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia", "w:bidi"):
        language.set(qn(attribute), code)
    run.append(language)
