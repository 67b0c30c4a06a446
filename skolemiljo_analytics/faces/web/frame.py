"""What every page about a class begins with: its title, which round it shows, and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.workflows.access import Fetch

if TYPE_CHECKING:
    from skolemiljo_analytics.store import ClassInfo, SchoolInfo

__all__ = ["begin", "begin_class", "begin_school", "call_class", "school_shown"]


def call_class(session: Session, info: ClassInfo) -> str:
    """Return what a class is called; an invented one says so."""
    return session.say("app.frame.invented", label=info.label) if info.invented else info.label


def school_shown(session: Session) -> SchoolInfo | None:
    """Return the school of the chosen class; for those who choose no class, the school chosen."""
    if session.class_id and session.may(Fetch.CLASSES):
        return workspace().school(session.role, class_id=session.class_id)
    return workspace().school(session.role, session.school)


def begin_school(session: Session, key: str) -> str | None:
    """Begin a page about a school: say which where there are several; return its id."""
    begin(session, key)
    school = school_shown(session)
    if school and len(workspace().schools(session.role)) > 1:
        st.caption(plain(school.name))
    return school.school_id if school else None


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
