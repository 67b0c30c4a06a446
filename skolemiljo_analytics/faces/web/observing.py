"""Observations on the page: what adults have seen, by date; beside the answers, not among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.tables.records import Observation
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.workflows.access import Fetch

__all__ = ["list_observations", "show_observations"]

Label = Callable[[PupilId], str]


def show_observations(session: Session, label: Label) -> None:
    """Offer the class's observations; they are fetched, and that is noted, only when asked for."""
    if not session.may(Fetch.RAW_ANSWERS):
        return
    st.subheader(session.say("readers.seen.title"), anchor=False)
    if not st.toggle(session.say("readers.seen.show"), key="show_observations"):
        return
    found = workspace().observations(session.role, session.class_id)
    if not found:
        st.info(session.say("readers.seen.none"))
    else:
        _say_why_not_beside(session)
    list_observations(session, found, label)


def _say_why_not_beside(session: Session) -> None:
    """Say why the observations do not stand beside the answers, where they do not."""
    reason = workspace().seen_unchosen(*session.where).reason
    if reason is not None:
        why = session.say(f"terms.reason.{reason}")
        st.caption(plain(session.say("readers.seen.not_beside", reason=why)))


def list_observations(session: Session, found: Iterable[Observation], label: Label) -> None:
    """Write each observation as it stands: day, place, who, what, and who saw it."""
    for one in found:
        who = ", ".join(label(pupil) for pupil in one.pupils)
        head = " · ".join(part for part in (session.date(one.seen_on), one.place, who) if part)
        with st.container(border=True):
            st.markdown(f"**{plain(head)}**")
            st.text(one.text)
            if one.observer:
                st.caption(plain(session.say("readers.seen.by", observer=one.observer)))
