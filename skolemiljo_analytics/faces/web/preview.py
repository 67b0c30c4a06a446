"""A document read on the screen before it is downloaded: the same words, letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.text import plain

if TYPE_CHECKING:
    from skolemiljo_analytics.views.documents import Card, Document, Field, Section, Table

__all__ = ["show_document"]


def show_document(document: Document) -> None:
    """Draw what a document says, in its order."""
    with st.container(border=True):
        st.markdown(f"#### {plain(document.title)}")
        st.caption(plain(document.subtitle))
        st.caption("  \n".join(f"**{plain(s.label)}:** {plain(s.text)}" for s in document.stamps))
        for section in document.sections:
            _section(section)


def _section(section: Section) -> None:
    st.markdown(f"##### {plain(section.heading)}")
    for words in section.paragraphs:
        st.markdown(plain(words))
    if section.bullets:
        st.markdown("\n".join(f"- {plain(words)}" for words in section.bullets))
    for field in section.fields:
        _field(field)
    if section.picture is not None:
        st.image(section.picture.png, caption=plain(section.picture.caption))
        st.caption(plain(section.picture.alternative))
    if section.table is not None:
        _table(section.table)
    for card in section.cards:
        _card(card)


def _field(field: Field) -> None:
    st.markdown(f"**{plain(field.label)}** {plain(field.text or '_' * 12)}")


def _table(table: Table) -> None:
    st.caption(plain(table.caption))
    lines = [table.header, tuple("---" for _ in table.header), *table.rows]
    first, rule, *rows = lines
    cells = [[plain(cell).replace("\n", " ") or " " for cell in row] for row in (first, *rows)]
    head, *body = (f"| {' | '.join(row)} |" for row in cells)
    st.markdown("\n".join([head, f"| {' | '.join(rule)} |", *body]))


def _card(card: Card) -> None:
    badge = f" · {plain(card.badge)}" if card.badge else ""
    lines = [f"**{plain(card.title)}**{badge}"]
    lines += [
        f"{plain(label)}: {plain(text)}" if label else plain(text) for label, text in card.lines
    ]
    st.markdown("  \n".join(lines))
