"""*Forslag*: at most five things the adults can do; choosing one asks who checked the finding."""

from __future__ import annotations

from datetime import date

import streamlit as st

from skolemiljo_analytics.faces.web.choosing import ask_choice
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.workflows.choosing import Offer, find_chosen, find_offers, find_planned


def show() -> None:
    """Draw the page: the proposal being chosen alone, else all of them and what was chosen."""
    session = Session()
    begin_class(session, "proposals")
    with st.spinner(session.say("app.frame.reckoning")):
        offers = find_offers(workspace(), *session.where, language=session.language)
    choosing = next((o for o in offers if o.proposal.action.id == session.choosing), None)
    if choosing is not None:
        ask_choice(session, choosing)
        return
    st.markdown(session.say("app.proposals.lead"))
    if not offers:
        st.info(session.say("app.proposals.none"))
        st.page_link(path_of("portrait"), icon=":material/arrow_forward:")
    for offer in offers:
        _card(session, offer)
    _chosen(session)


def _card(session: Session, offer: Offer) -> None:
    say, text = session.say, offer.text
    with st.container(border=True):
        st.markdown(f"#### {plain(text.action.title)}")
        st.markdown(plain(text.action.description))
        st.caption(plain(text.because))
        who, when = plain(text.action.responsible), plain(text.action.evaluate)
        st.markdown(f":material/person: {who} \u2002 :material/event: {when}")
        with st.container(horizontal=True, key=f"row_{text.action.id}"):
            with st.expander(say("app.proposals.more"), icon=":material/balance:"):
                _more(session, offer)
            chosen = st.button(
                say("app.proposals.choose"),
                key=f"choose_{text.action.id}",
                icon=":material/check:",
                type="primary",
            )
        if chosen:
            session.choosing = text.action.id
            st.rerun()


def _more(session: Session, offer: Offer) -> None:
    text = offer.text
    st.markdown(f"**{session.say('app.proposals.against')}**  \n{plain(text.counter)}")
    for part in (text.tried, text.beside, text.action.must_agree, text.action.evidence):
        if part:
            st.markdown(plain(part))
    st.markdown(f"**{session.say('app.proposals.sources')}**")
    for source in text.action.sources:
        st.text(source)


def _chosen(session: Session) -> None:
    """Show what is decided for the class, and where it is followed up."""
    say = session.say
    chosen = find_chosen(workspace(), session.role, session.class_id, session.language)
    planned = find_planned(workspace(), session.role, session.class_id)
    if not (chosen or planned):
        return
    st.subheader(say("app.proposals.chosen"), anchor=False)
    for title, one in chosen:
        dates = (one.starts_on, one.evaluate_on)
        _decided(session, title, one.responsible, dates, expects=one.expected_change)
        _by(session, one.decided_by, one.decided_on)
    for item in planned:
        dates = (item.starts_on, item.evaluate_on)
        _decided(session, item.action, item.responsible, dates, expects=item.expected.words)
        if item.decided_by:
            _by(session, item.decided_by, item.decided_on)
    if planned:
        st.markdown(say("app.proposals.follow"))
        st.page_link(path_of("case_file"), icon=":material/folder_open:")
    st.page_link(path_of("documents"), icon=":material/description:")


def _decided(
    session: Session, title: str, who: str, dates: tuple[date, date], *, expects: str
) -> None:
    say = session.say
    start, evaluate = (session.date(day) for day in dates)
    with st.container(border=True):
        st.markdown(f"#### {plain(title)}")
        st.markdown(say("app.proposals.plan", who=plain(who), start=start, evaluate=evaluate))
        st.markdown(say("app.proposals.expects", change=plain(expects)))


def _by(session: Session, who: str, day: date | None) -> None:
    st.caption(session.say("app.proposals.by", who=plain(who), day=session.date(day)))


if __name__ == "__main__":
    show()
