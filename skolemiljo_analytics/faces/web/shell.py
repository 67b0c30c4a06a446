"""The frame around every page: look, sidebar, navigation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics import kernels
from skolemiljo_analytics.faces.web.frame import call_class
from skolemiljo_analytics.faces.web.pages import PAGES, SECTIONS, path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import CLASS, LANGUAGE, ROLE, ROUND, SCHOOL, Session
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.workflows.access import Fetch

if TYPE_CHECKING:
    from skolemiljo_analytics.store import ClassInfo

__all__ = ["show"]

_STATIC = Path(__file__).with_name("static")


def show() -> None:
    """Draw the frame and the page the reader is on."""
    session = Session()
    session.take_up()
    st.set_page_config(
        page_title=session.say("app.name"), page_icon=str(_STATIC / "icon.png"), layout="wide"
    )
    st.html(_style(session))
    st.logo(_STATIC / "icon.png", size="large")
    st.html(f'<span data-skolemiljo-language="{session.language}" hidden></span>')
    page = st.navigation(_pages(session), position="hidden")
    with st.spinner(session.say("app.opening")):
        workspace()
    with st.sidebar:
        _sidebar(session)
    if not kernels.compiled_already():
        st.info(session.say("app.preparing"), icon=":material/hourglass_top:")
    page.run()


def _style(session: Session) -> str:
    """Return our one style sheet, with the product's name for its place beside the mark."""
    name = json.dumps(session.say("app.name"), ensure_ascii=False)
    sheet = (_STATIC / "page.css").read_text(encoding="utf-8")
    return f"<style>:root {{ --product: {name}; }}\n{sheet}</style>"


def _pages(session: Session) -> list[st.Page]:
    """Return the pages this role has; a page not in the list does not exist."""
    return [
        st.Page(
            path_of(page.key),
            title=session.say(f"app.page.{page.key}"),
            icon=page.icon,
            url_path=page.url,
            default=page.key == "home",
        )
        for page in PAGES
        if session.may(*page.needs)
    ]


def _sidebar(session: Session) -> None:
    """Ask which class and round first, since every page is about them; then the way through."""
    say = session.say
    if session.may(Fetch.CLASSES):
        _choose_class(session)
    if not session.may(Fetch.CLASSES) or not session.class_id:
        _choose_school(session)
    for section in SECTIONS:
        _menu(session, section)
    st.selectbox(
        say("app.side.role"),
        list(Role),
        format_func=lambda role: say(f"app.role.{role}"),
        help=say("app.side.role_help"),
        key=ROLE,
    )
    st.selectbox(
        say("app.side.language"),
        list(Language),
        format_func=lambda language: say(f"app.language.{language}"),
        key=LANGUAGE,
        on_change=Session().say_choices_again,
    )
    st.caption(say("app.side.local"))


def _menu(session: Session, section: str) -> None:
    pages = [p for p in PAGES if p.section == section and session.may(*p.needs)]
    if not pages:
        return
    with st.container(gap=None, key=f"menu_{section}"):
        if section != SECTIONS[0]:
            st.caption(session.say(f"app.section.{section}"))
        for page in pages:
            st.page_link(path_of(page.key), icon=page.icon)


def _choose_school(session: Session) -> None:
    """Ask which school, where there are several and no class tells it; one at a time."""
    schools = {one.school_id: one for one in workspace().schools(session.role)}
    session.keep_within(SCHOOL, list(schools))
    if len(schools) > 1:
        called = {key: one.name for key, one in schools.items()}
        st.selectbox(
            session.say("app.side.school"),
            list(schools),
            format_func=called.__getitem__,
            help=session.say("app.side.school_help"),
            key=SCHOOL,
        )


def _called(session: Session, classes: dict[str, ClassInfo]) -> dict[str, str]:
    """Return what classes are called; with their school where two schools may both have a 7B."""
    real = {s.school_id: s.name for s in workspace().schools(session.role) if not s.invented}
    called = {key: call_class(session, one) for key, one in classes.items()}
    several = len(real) > 1
    return {
        key: session.say("app.frame.of_school", label=text, school=real[classes[key].school_id])
        if several and classes[key].school_id in real
        else text
        for key, text in called.items()
    }


def _choose_class(session: Session) -> None:
    classes = {c.class_id: c for c in workspace().classes(session.role)}
    session.keep_within(CLASS, list(classes))
    if not classes:
        return
    say = session.say
    called = _called(session, classes)
    st.selectbox(say("app.side.class"), list(classes), format_func=called.__getitem__, key=CLASS)
    rounds = {r.key: r for r in workspace().rounds(session.role, session.class_id)}
    newest_first = list(rounds)[::-1]
    session.keep_within(ROUND, newest_first)
    if rounds:
        days = {key: session.date(one.held_on) for key, one in rounds.items()}
        st.session_state[ROUND] = st.selectbox(
            say("app.side.round"),
            newest_first,
            index=newest_first.index(session.round),
            format_func=days.__getitem__,
            key=f"{ROUND}_of_{session.class_id}",  # else the day of the last class stays on screen
        )
