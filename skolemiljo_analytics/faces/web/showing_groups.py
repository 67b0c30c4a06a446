"""Proposals side by side, and one of them in full: groups, goals, wishes that were not met."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.arrangements.records import Arrangement, Groups, Request
from skolemiljo_analytics.faces.web import seating
from skolemiljo_analytics.faces.web.grouping import GroupState, Proposals
from skolemiljo_analytics.faces.web.moving_groups import ask_move, take_told, undo
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.sheets import offer_sheet
from skolemiljo_analytics.faces.web.tables import show_table
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.views.seating import board_data
from skolemiljo_analytics.wording import Labels
from skolemiljo_analytics.wording.arrangements import say_broken, say_goals, say_unmet
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.arrange import (
    called,
    tabulate_alternatives,
)
from skolemiljo_analytics.workflows.seating import find_effect, judge, kept_rows, places_of

__all__ = ["show_kept", "show_proposals"]


def show_proposals(session: Session, state: GroupState, made: Proposals, label: Labels) -> None:
    """Draw what was proposed."""
    say = session.say
    for warning in dict.fromkeys(w for one in made.found for w in one.warnings):
        st.warning(say(f"groups.warning.{warning}"))
    number = 0
    if len(made.found) > 1:
        number = st.radio(
            say("groups.alternatives_pick"),
            range(len(made.found)),
            format_func=lambda k: say("groups.alternative", number=k + 1),
            horizontal=True,
            help=say("groups.alternatives_text"),
        )
    places, now = state.shown(number), made.found[number]
    if places != places_of(now):
        now = judge(made.request, places)
    _show_board(session, state, made, number, label=label)
    _keep(session, places, made)
    with st.expander(say("groups.move.title"), icon=":material/open_with:"):
        ask_move(session, state, made, number, label=label)
    _show_effect(session, now, made.request, label)
    offer_sheet(session, places, made.request.room, label)
    if len(made.found) > 1:
        with st.expander(say("groups.alternatives"), icon=":material/compare:"):
            show_table(tabulate_alternatives(made.found, made.request, session.language))


def _show_board(
    session: Session, state: GroupState, made: Proposals, number: int, *, label: Labels
) -> None:
    """Draw the groups or the room; what is moved there is taken at once, or refused."""
    places, tongue = state.shown(number), session.language
    effect = find_effect(made.request, made.found[number], places, tongue)
    data = board_data(places, label, tongue, room=made.request.room, effect=effect)
    seating.mount(
        f"group_board_{number}", data, lambda told: take_told(session, state, number, told)
    )
    if refused := state.refused:
        st.error(plain(refused))
    undo(session, state, number)


def _show_effect(session: Session, now: Arrangement, request: Request, label: Labels) -> None:
    say, tongue = session.say, session.language
    st.subheader(say("groups.reached"), anchor=False)
    for text in say_goals(now.results, request, tongue):
        st.markdown(f"**{text.title}**  \n{text.reached} {text.proof}")
    broken = say_broken(now, request.rules, label, tongue)
    if broken:
        lines = "".join(f"\n- {plain(line)}" for line in broken)
        st.warning(f"{say('groups.broken.title')}\n{lines}")
    st.subheader(say("groups.unmet.title"), anchor=False)
    for line in say_unmet(now, label, tongue):
        st.markdown(plain(line))


def _keep(session: Session, groups: Groups, made: Proposals) -> None:
    """Offer to remember groups that are taken into use."""
    say = session.say
    if not session.may(Fetch.DECISIONS):
        return
    room = made.request.room
    words = say("groups.keep" if room is None else "groups.keep_seats")
    if st.button(words, help=say("groups.keep_help"), icon=":material/bookmark:", type="primary"):
        workspace().keep_groups(
            session.role, session.class_id, groups, kind=made.kind, on=session.today, room=room
        )
        session.leave_notice(say("groups.kept_notice"))
        st.rerun()


def show_kept(session: Session, label: Labels) -> None:
    """Draw the groups kept before, newest first; each may be forgotten."""
    say = session.say
    kept = workspace().kept_groups(session.role, session.class_id)
    if not kept:
        return
    with st.expander(f"{say('groups.kept')} ({len(kept)})", icon=":material/history:"):
        st.markdown(say("groups.kept_text"))
        for one in kept:
            day, kind = session.date(one.kept_on), say(f"groups.kind.{one.kind}")
            st.markdown(f"**{kind}, {day}**")
            rows = (", ".join(called(members, label)) for members in kept_rows(one))
            st.markdown("\n".join(f"{k}. {plain(row)}" for k, row in enumerate(rows, start=1)))
            if session.may(Fetch.DECISIONS) and st.button(
                say("groups.forget", kind=kind, day=day), key=f"group_forget_{one.number}"
            ):
                workspace().forget_groups(session.role, session.class_id, one.number)
                st.rerun()
