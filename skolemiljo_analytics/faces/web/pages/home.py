"""*Hjem*: which class, who answered, and where to go from here."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.workflows.access import Fetch

STEPS = ("class_map", "portrait", "proposals")


def show() -> None:
    """Draw the page."""
    session = Session()
    notice = session.take_notice()
    if notice:
        st.success(notice, icon=":material/check:")
    schools = workspace().schools()
    if not schools:
        _welcome(session)
        return
    st.title(plain(_school(session)), anchor=False)
    if not session.may(Fetch.CLASSES):
        _leadership(session)
    elif session.round:
        _class(session)
    else:
        st.info(session.say("app.home.no_round"))
    if any(school.invented for school in schools):
        _invented(session)


def _school(session: Session) -> str:
    """Return the school of the chosen class; for those who see no class, the first one."""
    schools = {one.school_id: one.name for one in workspace().schools()}
    if session.class_id and session.may(Fetch.CLASSES):
        classes = {c.class_id: c for c in workspace().classes(session.role)}
        return schools[classes[session.class_id].school_id]
    return next(iter(schools.values()))


def _welcome(session: Session) -> None:
    say = session.say
    st.title(say("app.home.welcome"), anchor=False)
    st.markdown(say("app.home.what"))
    tried, own = st.columns(2, gap="medium")
    with tried.container(border=True, height="stretch"):
        st.subheader(say("app.home.try"), anchor=False)
        st.markdown(say("app.home.try_text"))
        if st.button(say("app.home.try_button"), type="primary"):
            with st.spinner(say("app.home.trying")):
                workspace().install_demo()
            st.rerun()
    if session.may(Fetch.IMPORT):
        with own.container(border=True, height="stretch"):
            st.subheader(say("app.home.own"), anchor=False)
            st.markdown(say("app.home.own_text"))
            st.page_link(path_of("read_in"), icon=":material/upload_file:")


def _class(session: Session) -> None:
    """Say who answered first, then the three steps in their order."""
    say = session.say
    where = workspace()
    rounds = {r.key: r for r in where.rounds(session.role, session.class_id)}
    chosen = rounds[session.round]
    label = next(c.label for c in where.classes(session.role) if c.class_id == session.class_id)
    day = session.date(chosen.held_on)
    st.subheader(say("app.home.round", label=plain(label), day=day), anchor=False)
    st.markdown(
        say("app.home.answered", answered=chosen.n_answered, asked=chosen.n_asked)
        + " "
        + say(f"app.purpose.{chosen.purpose}")
    )
    for column, key in zip(st.columns(len(STEPS), gap="medium"), STEPS, strict=True):
        with column.container(border=True, height="stretch"):
            st.subheader(say(f"app.home.{key}"), anchor=False)
            st.markdown(say(f"app.home.{key}_text"))
            st.page_link(path_of(key), icon=":material/arrow_forward:")


def _leadership(session: Session) -> None:
    say = session.say
    st.markdown(say("app.home.leadership"))
    st.page_link(path_of("trend"), icon=":material/arrow_forward:")


def _invented(session: Session) -> None:
    say = session.say
    with st.container(border=True):
        st.markdown(say("app.home.invented"))
        if session.may(Fetch.IMPORT):
            st.page_link(
                path_of("read_in"), label=say("app.home.own"), icon=":material/upload_file:"
            )
        if session.may(Fetch.ERASE) and st.button(say("app.home.remove"), icon=":material/delete:"):
            workspace().remove_demo()
            session.leave_notice(say("app.home.removed"))
            st.rerun()


if __name__ == "__main__":
    show()
