"""What the adults expect before the map: the form, and the reminder on the map's own page."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from skolemiljo_analytics.casework.expectation import Expectation
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.class_map import find_labeller

__all__ = ["ask_expectation", "choose_pupils", "invite_expectation", "note_map_opened"]

_MOST_GROUPINGS = 6


def invite_expectation(session: Session) -> None:
    """Offer to write what one expects, on a map nobody has opened yet."""
    if not session.may(Fetch.CASE) or workspace().map_opened(*session.where):
        return
    if not workspace().expectations(*session.where):
        st.info(session.say("casework.before.invite"), icon=":material/edit_note:")
        st.page_link(path_of("case_before"), icon=":material/edit_note:")


def note_map_opened(session: Session) -> None:
    """Note that the map has been opened, so that a later expectation says so."""
    workspace().open_map(*session.where)


def choose_pupils(
    session: Session, label: str, *, key: str, chosen: tuple[PupilId, ...] = ()
) -> tuple[PupilId, ...]:
    """Ask for any number of pupils of the class, by name, in the order of the class list."""
    name = find_labeller(workspace(), session.role, session.class_id, session.language)
    pupils = workspace().roster(session.role, session.class_id).ids
    picked = st.multiselect(
        label,
        pupils,
        default=[p for p in pupils if p in chosen],
        format_func=name,
        placeholder=session.say("casework.pupils"),
        key=key,
    )
    return tuple(p for p in pupils if p in picked)


def ask_expectation(session: Session) -> None:
    """Ask what the adults expect, and lock it."""
    say = session.say
    with st.form("expect", border=True):
        groupings = tuple(
            choose_pupils(session, say("casework.before.grouping_n", n=n), key=f"grouping_{n}")
            for n in range(1, _MOST_GROUPINGS + 1)
        )
        outside = choose_pupils(session, say("casework.before.outside"), key="expect_outside")
        decides = choose_pupils(session, say("casework.before.decides"), key="expect_decides")
        sketch = st.text_area(say("casework.before.sketch")).strip()
        who = st.text_input(say("casework.who"), max_chars=80).strip()
        sent = st.form_submit_button(say("casework.before.lock"), type="primary")
    if not sent:
        return
    wrote = any(groupings) or outside or decides or sketch
    if not (who and wrote):
        st.error(say("casework.before.incomplete"))
        return
    placed = tuple(one for one in groupings if one)
    now = datetime.now(UTC)
    expected = Expectation(session.round, placed, outside, decides, sketch, who, now)
    workspace().expect(session.role, session.class_id, expected)
    session.leave_notice(say("casework.before.locked"))
    st.rerun()
