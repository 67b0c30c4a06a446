"""Moving pupils by hand, by mouse or keyboard, with the effect shown at once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from skolemiljo_analytics.arrangements.records import Groups
from skolemiljo_analytics.errors import ArrangementRefusedError
from skolemiljo_analytics.faces.web.grouping import GroupState, Proposals
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.wording import Labels
from skolemiljo_analytics.wording.arrangements import say_refusal
from skolemiljo_analytics.workflows.seating import judge, places_of, put

__all__ = ["ask_move", "take_told", "undo"]


def ask_move(
    session: Session, state: GroupState, made: Proposals, number: int, *, label: Labels
) -> None:
    """Draw the form that moves a pupil or lets two change places."""
    say, places, seats = session.say, state.shown(number), made.request.room is not None
    called = {label(p): p for members in places for p in members}
    word = "groups.board.seat" if seats else "groups.group"
    spots = {say(word, number=k + 1): k for k, one in enumerate(places) if not (seats and one)}
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
            say("groups.move.to_seat" if seats else "groups.move.to"),
            [*spots, *sorted(called)],
            index=None,
            placeholder=say("groups.move.nowhere"),
            help=None if seats else say("groups.move.to_help"),
            key="group_move_to",
        )
        sent = st.form_submit_button(say("groups.move.do"), icon=":material/swap_horiz:")
    if sent and who and to and who != to:
        target = spots[to] if to in spots else called[to]
        _take(session, state, number, put(places, called[who], target, seats=seats))
        st.rerun()


def take_told(session: Session, state: GroupState, number: int, told: dict[str, Any]) -> None:
    """Take what was moved on the board; called before the page is drawn again."""
    places = state.put(number, told)
    if places is not None:
        _take(session, state, number, places)


def undo(session: Session, state: GroupState, number: int) -> None:
    """Offer the way back, where anything was moved."""
    made = state.proposals
    if made is None or state.shown(number) == places_of(made.found[number]):
        return
    if st.button(session.say("groups.move.undo"), icon=":material/undo:"):
        state.undo(number)
        st.rerun()


def _take(session: Session, state: GroupState, number: int, places: Groups) -> None:
    """Take the change, unless it would divide by gender or leave somebody alone."""
    made = state.proposals
    if made is None:
        return
    try:
        judge(made.request, places)
    except ArrangementRefusedError as error:
        (state.refused,) = say_refusal(error, (), str, session.language)
        return
    state.move(number, places)
