"""PDF by typst: tagged, PDF/UA-1, with the document's language and a text alternative per picture.

All text travels as JSON data; nothing is pasted into the source, so nothing in a name or an answer
can become a command.
"""

from __future__ import annotations

import json
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any

from skolemiljo_analytics.views.documents.content import Card, Document, Section, Table
from skolemiljo_analytics.views.documents.printable import printable

__all__ = ["render_pdf"]


def render_pdf(document: Document) -> bytes:
    """Render a document as an accessible PDF (PDF/UA-1).

    Parameters
    ----------
    document
        What it says.

    Returns
    -------
    bytes
        The file. Its time stamp is fixed, so the same document gives the same bytes.

    Raises
    ------
    typst.TypstError
        If the writer does not accept the document as PDF/UA-1.

    References
    ----------
    https://typst.app/docs/reference/pdf/
    """
    import matplotlib as mpl
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source = resources.files("skolemiljo_analytics.views.documents") / "document.typ"
        (root / "main.typ").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
        (root / "data.json").write_text(
            json.dumps(_data(printable(document), root), ensure_ascii=False), encoding="utf-8"
        )
        made = typst.compile(
            str(root / "main.typ"),
            root=folder,
            font_paths=[str(Path(mpl.get_data_path()) / "fonts" / "ttf")],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    return bytes(made)


def _data(document: Document, root: Path) -> dict[str, Any]:
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "language": document.language.value,
        "stamps": [[s.label, s.text] for s in document.stamps],
        "footer": document.footer,
        "layout": document.layout.value,
        "sections": [_section(s, i, root) for i, s in enumerate(document.sections)],
    }


def _section(section: Section, number: int, root: Path) -> dict[str, Any]:
    out: dict[str, Any] = {
        "heading": section.heading,
        "paragraphs": list(section.paragraphs),
        "bullets": list(section.bullets),
        "fields": [[one.label, one.text, one.lines] for one in section.fields],
        "table": None if section.table is None else _table(section.table),
        "picture": None,
        "cards": [_card(c) for c in section.cards],
    }
    if section.picture is not None:
        name = f"picture{number}.svg"
        (root / name).write_text(section.picture.svg, encoding="utf-8")
        picture = section.picture
        out["picture"] = {"file": name, "alt": picture.alternative, "caption": picture.caption}
    return out


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "widths": list(table.shares),
    }


def _card(card: Card) -> dict[str, Any]:
    return {"title": card.title, "badge": card.badge, "lines": [list(line) for line in card.lines]}
