"""What every page about a class begins with: its title, which round it shows, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain

if TYPE_CHECKING:
    from skolemiljo_analytics.store import ClassInfo

__all__ = ["begin", "begin_class", "call_class"]


def call_class(session: Session, info: ClassInfo) -> str:
    """Return what a class is called; an invented one says so."""
    return session.say("app.frame.invented", label=info.label) if info.invented else info.label


def begin(session: Session, key: str) -> None:
    """Draw the title, the sentence under it, and a notice left by what was done last."""
    st.title(session.say(f"app.page.{key}"), anchor=False)
    notice = session.take_notice()
    if notice:
        st.success(notice, icon=":material/check:")


def begin_class(session: Session, key: str) -> None:
    """Begin a page about a class; without a round to show, say so and stop there."""
    begin(session, key)
    if not session.round:
        st.info(session.say("app.frame.nothing"))
        st.page_link(path_of("home"), icon=":material/home:")
        st.stop()
    rounds = {r.key: r for r in workspace().rounds(session.role, session.class_id)}
    classes = {c.class_id: c for c in workspace().classes(session.role)}
    chosen, label = rounds[session.round], plain(call_class(session, classes[session.class_id]))
    st.caption(
        session.say(
            "app.frame.round",
            label=label,
            day=session.date(chosen.held_on),
            answered=chosen.n_answered,
            asked=chosen.n_asked,
        )
    )
