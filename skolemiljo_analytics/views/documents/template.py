"""The Word template: a plain document with placeholders that a school may restyle and keep.

A school puts its own in a folder and points ``SKOLEMILJO_TEMPLATES`` to it: ``mal.docx`` is used
for every document, and a file called as the kind (``class_plan.docx``) for that kind alone.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

from skolemiljo_analytics.errors import TemplateError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as _Table
    from docx.table import _Row

__all__ = ["TEMPLATES_VARIABLE", "make_template", "read_template"]

TEMPLATES_VARIABLE = "SKOLEMILJO_TEMPLATES"
_FOR_ALL = "mal.docx"
_LARGEST = 20_000_000

_ACCENT = (0x0B, 0x5F, 0x66)
_QUIET = (0x52, 0x60, 0x6D)
_LINE = "B9C2CB"


def make_template() -> bytes:
    """Return the default Word template.

    A school may change fonts, colours, logo and fixed text in Word and use its own copy. The
    placeholders are those of docxtpl: ``title``, ``subtitle``, ``stamps``, ``stamps_last``,
    ``sections`` (each with ``heading``, ``paragraphs``, ``bullets``, ``fields``, ``picture``,
    ``table`` and ``cards``) and ``footer``.

    Returns
    -------
    bytes
        A .docx file.
    """
    import docx

    word = docx.Document()
    _set_styles(word)
    _set_paper(word)
    word.add_paragraph("{{ title }}", style="Title")
    word.add_paragraph("{{ subtitle }}", style="Subtitle")
    _if(word, "not stamps_last", lambda: _stamps(word))
    _loop(word, "section in sections", lambda: _section(word))
    _if(word, "stamps_last", lambda: _stamps(word))
    word.sections[0].footer.paragraphs[0].text = "{{ footer }}"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def read_template(kind: str = "") -> bytes | None:
    """Return the school's own template for a kind of document; None where it has none.

    Raises
    ------
    TemplateError
        If ``SKOLEMILJO_TEMPLATES`` points to no folder, or the file is too large to be a template.
    """
    chosen = os.environ.get(TEMPLATES_VARIABLE)
    if not chosen:
        return None
    folder = Path(chosen)
    if not folder.is_dir():
        raise TemplateError("no_folder")
    for name in (f"{kind}.docx", _FOR_ALL):
        file = folder / name
        if file.is_file():
            if file.stat().st_size > _LARGEST:
                raise TemplateError("too_large", name)
            return file.read_bytes()
    return None


def _stamps(word: WordDocument) -> None:
    _loop(word, "s in stamps", lambda: _labelled(word, "{{ s.label }}: ", "{{ s.text }}"))


def _loop(word: WordDocument, what: str, body: object) -> None:
    word.add_paragraph(f"{{%p for {what} %}}")
    body()  # type: ignore[operator]
    word.add_paragraph("{%p endfor %}")


def _if(word: WordDocument, what: str, body: object) -> None:
    word.add_paragraph(f"{{%p if {what} %}}")
    body()  # type: ignore[operator]
    word.add_paragraph("{%p endif %}")


def _labelled(word: WordDocument, label: str, text: str) -> None:
    paragraph = word.add_paragraph()
    paragraph.add_run(label).bold = True
    paragraph.add_run(text)


def _section(word: WordDocument) -> None:
    word.add_heading("{{ section.heading }}", level=1)
    _loop(word, "words in section.paragraphs", lambda: word.add_paragraph("{{ words }}"))
    _loop(
        word,
        "words in section.bullets",
        lambda: word.add_paragraph("{{ words }}", style="List Bullet"),
    )
    _loop(word, "field in section.fields", lambda: _field(word))
    _if(word, "section.picture", lambda: _picture(word))
    _if(word, "section.table", lambda: _table(word))
    _loop(word, "card in section.cards", lambda: _card(word))


def _field(word: WordDocument) -> None:
    word.add_paragraph().add_run("{{ field.label }}").bold = True
    _loop(word, "line in field.lines", lambda: word.add_paragraph("{{ line }}"))


def _picture(word: WordDocument) -> None:
    picture = word.add_paragraph("{{ section.picture.image }}")
    picture.paragraph_format.keep_with_next = True  # its caption stays on the same page
    word.add_paragraph("{{ section.picture.caption }}", style="Caption")


def _table(word: WordDocument) -> None:
    from docx.shared import Pt

    caption = word.add_paragraph("{{ section.table.caption }}", style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = word.add_table(rows=4, cols=3, style="Table Grid")
    cells = [
        ("{%tc for c in section.table.header %}", "{{ c }}", "{%tc endfor %}"),
        ("{%tr for row in section.table.rows %}", "", ""),
        ("{%tc for c in row %}", "{{ c }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    ]
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[0].cells[1].paragraphs[0].runs[0].bold = True
    for row in table.rows:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    _quiet_lines(table)
    _repeat_header(table.rows[0])
    word.add_paragraph("")


def _quiet_lines(table: _Table) -> None:
    """Draw thin lines between the rows alone: a grid of black ones shouts louder than the words."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    lines = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        across = side in {"top", "bottom", "insideH"}
        line.set(qn("w:val"), "single" if across else "nil")
        if across:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), _LINE)
        lines.append(line)
    table._tbl.tblPr.append(lines)


def _repeat_header(row: _Row) -> None:
    """Mark the first row as a heading, for screen readers and page breaks."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _card(word: WordDocument) -> None:
    word.add_heading("{{ card.title }}", level=2)
    _if(word, "card.badge", lambda: word.add_paragraph("{{ card.badge }}", style="Intense Quote"))
    word.add_paragraph("{%p for line in card.lines %}")
    _if(word, "line[0]", lambda: _labelled(word, "{{ line[0] }}: ", "{{ line[1] }}"))
    _if(word, "not line[0]", lambda: word.add_paragraph("{{ line[1] }}"))
    word.add_paragraph("{%p endfor %}")


def _set_paper(word: WordDocument) -> None:
    """Make the paper A4: Word's own template is the American size."""
    from docx.shared import Mm

    paper = word.sections[0]
    paper.page_width, paper.page_height = Mm(210), Mm(297)
    paper.left_margin = paper.right_margin = Mm(20)
    paper.top_margin = paper.bottom_margin = Mm(18)


def _set_styles(word: WordDocument) -> None:
    from docx.shared import Pt, RGBColor

    sizes = {"Normal": 10, "Title": 22, "Subtitle": 12, "Heading 1": 15, "Heading 2": 12}
    for name, size in sizes.items():
        style = word.styles[name]
        style.font.size = Pt(size)
        style.font.name = "Calibri"
        if name.startswith(("Heading", "Title")):
            style.font.color.rgb = RGBColor(*_ACCENT)
    for name in ("Subtitle", "Caption"):
        quiet = word.styles[name].font
        quiet.color.rgb, quiet.italic, quiet.bold = RGBColor(*_QUIET), False, False
    badge = word.styles["Intense Quote"]
    badge.font.size, badge.font.italic = Pt(9), False
    badge.font.color.rgb = RGBColor(*_ACCENT)
    badge.paragraph_format.left_indent = badge.paragraph_format.space_before = Pt(0)
    badge.paragraph_format.space_after = Pt(4)
    badge.paragraph_format.keep_with_next = True
    for name, before in (("Heading 1", 16), ("Heading 2", 10)):
        word.styles[name].paragraph_format.space_before = Pt(before)
        word.styles[name].paragraph_format.space_after = Pt(4)
    for name in ("Title", "Intense Quote"):
        _without_line(word.styles[name])
    word.styles["Normal"].paragraph_format.space_after = Pt(6)


def _without_line(style: ParagraphStyle) -> None:
    """Take away the line Word's own template draws below a style, in a colour that is not ours."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for line in properties.findall(qn("w:pBdr")):
        properties.remove(line)
