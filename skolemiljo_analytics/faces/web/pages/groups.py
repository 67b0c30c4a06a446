"""*Grupper*: groups, tables and partners; what was reached, and whose wish was not met."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.faces.web.asking_groups import ask_groups
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.grouping import GroupState
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.showing_groups import show_kept, show_proposals
from skolemiljo_analytics.workflows.arrange import find_questions
from skolemiljo_analytics.workflows.class_map import find_labeller


def show() -> None:
    """Draw the page."""
    session = Session()
    begin_class(session, "groups")
    st.markdown(session.say("groups.lead"))
    graph = workspace().graph(*session.where)
    questions = find_questions(graph)
    if not questions:
        st.info(session.say("groups.no_question"))
        return
    state = GroupState(session)
    label = find_labeller(workspace(), session.role, session.class_id, session.language)
    ask_groups(session, state, graph, label)
    if state.proposals is not None:
        show_proposals(session, state, state.proposals, label)
    show_kept(session, label)
    st.caption(session.say("groups.law"))


if __name__ == "__main__":
    show()
