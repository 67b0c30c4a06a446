"""Proposals side by side, and one of them in full: groups, goals, wishes that were not met."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.arrangements.groups import evaluate_groups
from skolemiljo_analytics.arrangements.records import Arrangement, Groups, Request
from skolemiljo_analytics.faces.web.grouping import GroupState, Proposals
from skolemiljo_analytics.faces.web.moving_groups import ask_move
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.tables import show_table
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording import Labels
from skolemiljo_analytics.wording.arrangements import say_broken, say_goal, say_unmet
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.arrange import (
    called,
    tabulate_alternatives,
    tabulate_groups,
)

__all__ = ["show_kept", "show_proposals"]


def show_proposals(session: Session, state: GroupState, made: Proposals, label: Labels) -> None:
    """Draw what was proposed."""
    say = session.say
    for warning in dict.fromkeys(w for one in made.found for w in one.warnings):
        st.warning(say(f"groups.warning.{warning}"))
    number = 0
    if len(made.found) > 1:
        number = st.radio(
            say("groups.alternatives"),
            range(len(made.found)),
            format_func=lambda k: say("groups.alternative", number=k + 1),
            horizontal=True,
            help=say("groups.alternatives_text"),
        )
    groups = state.shown(number)
    now = made.found[number]
    if groups != now.groups:
        now = evaluate_groups(made.request, groups)
    _show_groups(session, groups, label)
    with st.expander(say("groups.move.title"), icon=":material/open_with:"):
        ask_move(session, state, made, number, label=label)
    _show_effect(session, now, made.request, label)
    _take_along(session, groups, label)
    _keep(session, groups, made)
    if len(made.found) > 1:
        with st.expander(say("groups.alternatives"), icon=":material/compare:"):
            show_table(tabulate_alternatives(made.found, made.request, session.language))


def _show_groups(session: Session, groups: Groups, label: Labels) -> None:
    columns = st.columns(min(4, len(groups)))
    for k, members in enumerate(groups):
        with columns[k % len(columns)], st.container(border=True):
            title = session.say.plural("groups.group_size", len(members), number=k + 1)
            st.markdown(f"#### {title}")
            st.markdown("\n".join(f"- {plain(name)}" for name in called(members, label)))


def _show_effect(session: Session, now: Arrangement, request: Request, label: Labels) -> None:
    say, tongue = session.say, session.language
    st.subheader(say("groups.reached"), anchor=False)
    for result in now.results:
        text = say_goal(result, request, tongue)
        st.markdown(f"**{text.title}**  \n{text.reached} {text.proof}")
    broken = say_broken(now, request.rules, label, tongue)
    if broken:
        lines = "".join(f"\n- {plain(line)}" for line in broken)
        st.warning(f"{say('groups.broken.title')}\n{lines}")
    st.subheader(say("groups.unmet.title"), anchor=False)
    for line in say_unmet(now, label, tongue):
        st.markdown(plain(line))


def _take_along(session: Session, groups: Groups, label: Labels) -> None:
    say = session.say
    st.caption(say("groups.secret"))
    table = tabulate_groups(groups, label, session.language)
    st.download_button(
        say("groups.download"),
        table.to_csv(index=False).encode("utf-8-sig"),
        file_name=say("groups.download_name"),
        mime="text/csv",
        icon=":material/download:",
    )


def _keep(session: Session, groups: Groups, made: Proposals) -> None:
    """Offer to remember groups that are taken into use."""
    say = session.say
    if not session.may(Fetch.DECISIONS):
        return
    if st.button(say("groups.keep"), help=say("groups.keep_help"), icon=":material/bookmark:"):
        workspace().keep_groups(
            session.role, session.class_id, groups, kind=made.kind, on=session.today
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
            rows = (", ".join(called(members, label)) for members in one.groups)
            st.markdown("\n".join(f"{k}. {plain(row)}" for k, row in enumerate(rows, start=1)))
            if session.may(Fetch.DECISIONS) and st.button(
                say("groups.forget", kind=kind, day=day), key=f"group_forget_{one.number}"
            ):
                workspace().forget_groups(session.role, session.class_id, one.number)
                st.rerun()
