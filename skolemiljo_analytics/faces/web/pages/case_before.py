"""*Før kartet*: what the adults expect, locked; afterwards what surprised, in both directions."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.expectation import Expectation
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.faces.web.expecting import ask_expectation
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.sketching import show_sketch
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording import say_reason
from skolemiljo_analytics.wording.casework import say_surprises
from skolemiljo_analytics.workflows.class_map import find_labeller


def show() -> None:
    """Draw the page."""
    session = Session()
    begin_class(session, "case_before")
    st.markdown(session.say("casework.before.lead"))
    locked = workspace().expectations(*session.where)
    for number, expected in enumerate(locked):
        _locked(session, expected, number)
    if locked:
        st.page_link(path_of("class_map"), icon=":material/hub:")
        if st.toggle(session.say("casework.before.another")):
            ask_expectation(session, number=len(locked))
        return
    if workspace().map_opened(*session.where):
        st.warning(session.say("casework.before.seen"))
    ask_expectation(session, number=0)


def _locked(session: Session, expected: Expectation, number: int) -> None:
    """Show what was drawn and written beside what surprised."""
    say = session.say
    at = expected.locked_at.astimezone()
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(say("casework.before.expected"), anchor=False)
        day, clock = session.date(at.date()), f"{at:%H.%M}"
        st.caption(
            say("casework.before.by", who=plain(expected.written_by), day=day, clock=clock)
            + (" " + say("casework.before.seen_first") if expected.map_seen else "")
        )
        show_sketch(session, expected, number=number)
        if expected.sketch:
            st.markdown(plain(expected.sketch))
    with right:
        _surprises(session, expected)


def _surprises(session: Session, expected: Expectation) -> None:
    say = session.say
    label = find_labeller(workspace(), session.role, session.class_id, session.language)
    st.subheader(say("casework.surprise.title"), anchor=False)
    st.markdown(say("casework.surprise.lead"))
    try:
        with st.spinner(say("app.frame.reckoning")):
            found = workspace().surprises(session.role, session.class_id, expected)
    except NotAvailableError as error:
        reason = say_reason(error.reason, session.language)
        st.info(say("casework.surprise.cannot", reason=reason))
        return
    for one in say_surprises(found, label, session.language):
        st.markdown(f"**{one.title}**")
        _list(one.lines)
    if found.say is None:
        st.caption(say("casework.surprise.say_not_asked"))
    asked = " / ".join(f"«{plain(q)}»" for q in found.questions)
    st.caption(say("casework.surprise.asked", questions=asked))


def _list(lines: tuple[str, ...]) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


if __name__ == "__main__":
    show()
