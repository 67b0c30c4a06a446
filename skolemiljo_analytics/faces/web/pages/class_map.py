"""*Klassekart*: the class as a map; select a pupil to read what was asked and answered."""

from __future__ import annotations

from typing import Any

import streamlit as st

from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.faces.web import classmap
from skolemiljo_analytics.faces.web.expecting import invite_expectation, note_map_opened
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.tables import show_table
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.faces.web.waiting import instead_of_map
from skolemiljo_analytics.views.layouts import Layout
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.wording.errors import say_error
from skolemiljo_analytics.workflows.class_map import (
    map_of_class,
    place_in_round,
    pupil_facts,
    tabulate_map,
)


def show() -> None:
    """Draw the page."""
    session = Session()
    begin_class(session, "class_map")
    with st.container():  # always there, so that the map stays in place when the invitation goes
        invite_expectation(session)
    everybody = workspace().graph(*session.where).pupils
    with instead_of_map(session, first=not session.has_made("layout", of=everybody)):
        layout = session.once("layout", lambda: _place(session), of=everybody)
        data = map_of_class(workspace(), *session.where, layout=layout, language=session.language)
    note_map_opened(session)
    drawn, beside = st.columns([3, 1], gap="medium")
    with drawn:
        selected, question = classmap.mount(data)
    session.pupil = selected
    with beside:
        _facts(session, data, selected)
    with st.expander(session.say("app.map.table"), icon=":material/table:"):
        _table(session, question)


def _table(session: Session, question: str) -> None:
    """Show the map's content as a table; where too few answered, say that instead."""
    try:
        table = tabulate_map(
            workspace(), *session.where, relation=question, language=session.language
        )
    except NotAvailableError as too_few:
        st.markdown(plain(say_error(too_few, session.language)))
    else:
        show_table(table)


def _place(session: Session) -> Layout:
    return place_in_round(workspace(), *session.where, language=session.language)


def _facts(session: Session, data: dict[str, Any], selected: PupilId | None) -> None:
    say = session.say
    facts = pupil_facts(data, selected)
    if facts is None:
        st.markdown(say("app.map.select"))
    else:
        st.subheader(plain(facts.label), anchor=False)
        for question, fact in facts.lines:
            st.markdown(f"**{plain(question)}**  \n{plain(fact)}")
        st.caption(say("app.map.facts_are"))
    with st.popover(say("app.map.how"), icon=":material/help:"):
        st.markdown(say("app.map.how_text"))


if __name__ == "__main__":
    show()
