"""Making the documents of a class and reading them again: the steps tests of documents share."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx

from skolemiljo_analytics.views.documents import Document
from skolemiljo_analytics.vocabulary import (
    Language,
    Role,
)
from skolemiljo_analytics.workflows.documents import DocumentKind
from skolemiljo_analytics.workflows.documents.making import (
    Wanted,
    prepare_document,
)
from tests.workflows.documents_school import KLASS, DocumentSchool


def wanted_of(school: DocumentSchool, kind: DocumentKind) -> Wanted:
    return Wanted(kind, KLASS, school.round_key, school.case.id)


_prepared: dict[tuple[object, ...], Document] = {}


def prepare(
    school: DocumentSchool, kind: DocumentKind, language: Language = Language.NB, **changes: object
) -> Document:
    """What a document says to the team; made once for the same wish."""
    key = (id(school), kind, language, *sorted(changes.items()))
    if key not in _prepared:
        wanted = replace(wanted_of(school, kind), **changes)
        _prepared[key] = prepare_document(school.space, Role.SMT, wanted, language)
    return _prepared[key]


def words(document: Document) -> str:
    parts = [document.title, document.subtitle, document.footer]
    parts += [f"{s.label}: {s.text}" for s in document.stamps]
    for section in document.sections:
        parts += [section.heading, *section.paragraphs, *section.bullets]
        parts += [f"{f.label} {f.text}" for f in section.fields]
        for card in section.cards:
            parts += [card.title, card.badge, *(f"{a} {b}" for a, b in card.lines)]
        if section.table:
            parts += [section.table.caption, *section.table.header]
            parts += [cell for row in section.table.rows for cell in row]
        if section.picture:
            parts += [section.picture.alternative, section.picture.svg]
    return "\n".join(parts)


def word_text(made: bytes) -> str:
    word = docx.Document(io.BytesIO(made))
    texts = [node.text or "" for node in word.element.body.iter() if node.tag.endswith("}t")]
    return "\n".join(texts)


def named_in(text: str, school: DocumentSchool) -> list[str]:
    """Find what the filter would find, but by plain search: given names with a capital."""
    parts = {part for name in school.names for part in name.given.split()}
    return sorted(part for part in parts if re.search(rf"\b{re.escape(part)}\b", text))
