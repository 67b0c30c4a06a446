"""Documents for people: one content, rendered as an accessible PDF or a Word file."""

from skolemiljo_analytics.views.documents.content import (
    Card,
    Document,
    Field,
    Layout,
    Picture,
    Section,
    Stamp,
    Table,
)
from skolemiljo_analytics.views.documents.pdf import render_pdf
from skolemiljo_analytics.views.documents.template import make_template, read_template
from skolemiljo_analytics.views.documents.word import check_template, render_docx

__all__ = [
    "Card",
    "Document",
    "Field",
    "Layout",
    "Picture",
    "Section",
    "Stamp",
    "Table",
    "check_template",
    "make_template",
    "read_template",
    "render_docx",
    "render_pdf",
]
