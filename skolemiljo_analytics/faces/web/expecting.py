"""What the adults expect before the map: the form, and the reminder on the map's own page."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from skolemiljo_analytics.casework.expectation import Expectation
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.sketching import draw_sketch
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.class_map import find_labeller

__all__ = ["ask_expectation", "choose_pupils", "invite_expectation", "note_map_opened"]


def invite_expectation(session: Session) -> None:
    """Offer to write what one expects, on a map nobody has opened yet."""
    if not session.may(Fetch.CASE) or workspace().map_opened(*session.where):
        return
    if not workspace().expectations(*session.where):
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
            key="note_invite",
        ):
            st.markdown(session.say("casework.before.invite"), width="content")
            st.page_link(path_of("case_before"), icon=":material/edit_note:")


def note_map_opened(session: Session) -> None:
    """Note that the map has been opened, so that a later expectation says so."""
    workspace().open_map(*session.where)


def choose_pupils(
    session: Session, label: str, *, key: str, chosen: tuple[PupilId, ...] = ()
) -> tuple[PupilId, ...]:
    """Ask for any number of the pupils of the round, by name, in the order of the class list.

    Whoever is chosen already stays in the list, also after leaving the class.
    Every name is a button to press: in an open list of many choices, Tab would take one more
    name each time it is pressed.
    """
    name = find_labeller(workspace(), session.role, session.class_id, session.language)
    there = workspace().roster(session.role, session.class_id, session.round).ids
    everybody = workspace().roster(session.role, session.class_id).ids
    pupils = tuple(p for p in everybody if p in there or p in chosen)
    picked = st.pills(
        label,
        pupils,
        selection_mode="multi",
        default=[p for p in pupils if p in chosen],
        format_func=name,
        key=key,
    )
    return tuple(p for p in pupils if p in picked)


def ask_expectation(session: Session, *, number: int) -> None:
    """Ask what the adults expect, drawn and written, and lock it; `number` begins a new sketch."""
    say = session.say
    st.markdown(say("casework.before.draw"))
    drawn = draw_sketch(session, number=number)
    with st.form("expect", border=False):
        words = st.text_area(say("casework.before.sketch")).strip()
        who = st.text_input(say("casework.who"), max_chars=80).strip()
        sent = st.form_submit_button(say("casework.before.lock"), type="primary")
    if not sent:
        return
    if not who or (drawn.is_empty and not words):
        st.error(say("casework.before.incomplete"))
        return
    now = datetime.now(UTC)
    expected = Expectation(
        session.round, drawn.groupings, drawn.outside, drawn.decides, words, who, now
    )
    workspace().expect(session.role, session.class_id, expected)
    session.leave_notice(say("casework.before.locked"))
    st.rerun()
