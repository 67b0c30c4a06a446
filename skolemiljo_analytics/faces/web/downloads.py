"""Documents to take along: made when asked for, then downloaded."""

from __future__ import annotations

from functools import partial

import streamlit as st

from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.vocabulary import Language, Role

__all__ = ["TYPES", "offer_report"]

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def offer_report(session: Session) -> None:
    """Offer the portrait as a document; it is made by the click, not before."""
    say = session.say
    with_names = st.checkbox(say("app.report.names"), help=say("app.report.names_help"))
    row = st.container(horizontal=True)
    for kind, mime in TYPES.items():
        row.download_button(
            say(f"app.report.{kind}"),
            data=partial(_make, session.where, kind, session.language, names=with_names),
            file_name=say("app.report.file", day=session.round, kind=kind),
            mime=mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"report_{kind}",
        )
    row.page_link(path_of("documents"), icon=":material/description:")


def _make(where: tuple[Role, str, str], kind: str, language: Language, *, names: bool) -> bytes:
    from skolemiljo_analytics.workflows.report import render_report

    return render_report(workspace(), *where, format=kind, language=language, names=names)
