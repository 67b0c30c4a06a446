"""Moving pupils by hand, by mouse or keyboard, with the effect shown at once."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.arrangements.groups import evaluate_groups
from skolemiljo_analytics.arrangements.moving import move_pupil, swap_pupils
from skolemiljo_analytics.arrangements.records import Groups
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.faces.web.grouping import GroupState, Proposals
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording import Labels
from skolemiljo_analytics.wording.arrangements import say_refusal

__all__ = ["ask_move"]


def ask_move(
    session: Session, state: GroupState, made: Proposals, number: int, *, label: Labels
) -> None:
    """Draw the form that moves a pupil or lets two change places, and the way back."""
    say, groups = session.say, state.shown(number)
    called = {label(p): p for members in groups for p in members}
    places = {say("groups.group", number=k): k - 1 for k in range(1, len(groups) + 1)}
    with st.form("group_move", border=True):
        left, right = st.columns(2)
        who = left.selectbox(
            say("groups.move.who"),
            sorted(called),
            index=None,
            placeholder=say("groups.rules.nobody"),
            key="group_move_who",
        )
        to = right.selectbox(
            say("groups.move.to"),
            [*places, *sorted(called)],
            index=None,
            placeholder=say("groups.move.nowhere"),
            help=say("groups.move.to_help"),
            key="group_move_to",
        )
        sent = st.form_submit_button(say("groups.move.do"), icon=":material/swap_horiz:")
    if sent and who and to and who != to:
        pupil = called[who]
        moved = (
            move_pupil(groups, pupil, places[to])
            if to in places
            else swap_pupils(groups, pupil, called[to])
        )
        _take(session, state, made, number, groups=moved)
    if groups != made.found[number].groups and st.button(
        say("groups.move.undo"), icon=":material/undo:"
    ):
        state.undo(number)
        st.rerun()


def _take(
    session: Session, state: GroupState, made: Proposals, number: int, *, groups: Groups
) -> None:
    """Take the change, unless it would divide by gender or leave somebody alone."""
    try:
        evaluate_groups(made.request, groups)
    except ArrangementRefusedError as error:
        (why,) = say_refusal(error, (), str, session.language)
        st.error(plain(why))
        return
    state.move(number, groups)
    st.rerun()
