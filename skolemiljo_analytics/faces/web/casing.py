"""The forms of a case: what was told, back to the one it concerns, evaluation and closing."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.law import duties_left
from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Case,
    Closing,
    Evaluation,
    Outcome,
    Source,
    closing_obstacles,
)
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording import say_error
from skolemiljo_analytics.wording.casework import say_duty_left
from skolemiljo_analytics.workflows.class_map import find_labeller

__all__ = ["ask_account", "ask_back", "ask_closing", "ask_evaluation", "noted"]

_DAY = "DD.MM.YYYY"
_SOURCES = tuple(Source)
_OUTCOMES = tuple(Outcome)


def ask_account(session: Session, case: Case) -> None:
    """Ask what somebody told: hva-questions, and no verdict."""
    say = session.say
    with st.form("account", border=False, clear_on_submit=True):
        happened = st.text_area(say("casework.account.happened")).strip()
        said = st.text_area(say("casework.account.said")).strip()
        reacted = st.text_area(say("casework.account.reacted")).strip()
        when, who = st.columns(2)
        day = when.date_input(
            say("casework.account.day"), value=session.today, max_value=session.today, format=_DAY
        )
        source = who.selectbox(
            say("casework.account.source"),
            _SOURCES,
            format_func=lambda one: say(f"casework.source.{one}"),
        )
        sent = st.form_submit_button(say("casework.account.save"), type="primary")
    if sent and happened:
        workspace().tell(session.role, case, Account(happened, said, reacted, day, source))
        noted(session)
    elif sent:
        st.error(say("casework.account.missing"))


def ask_back(session: Session, case: Case) -> None:
    """Ask what the one it concerns says now; for the school-environment team alone."""
    say = session.say
    label = find_labeller(workspace(), session.role, session.class_id, session.language)
    with st.form("back", border=False, clear_on_submit=True):
        pupil = st.selectbox(
            say("casework.back.pupil"),
            workspace().roster(session.role, session.class_id).ids,
            index=None,
            format_func=label,
            placeholder=say("casework.back.choose"),
        )
        day = st.date_input(
            say("casework.back.day"), value=session.today, max_value=session.today, format=_DAY
        )
        experience = st.text_area(say("casework.back.experience")).strip()
        wishes = st.text_area(say("casework.back.wishes")).strip()
        agreed = st.text_area(say("casework.back.agreed")).strip()
        sent = st.form_submit_button(say("casework.back.save"), type="primary")
    if sent and pupil and experience:
        made = BackToAffected(pupil, day, experience, wishes, agreed)
        workspace().go_back(session.role, case, made)
        noted(session)
    elif sent:
        st.error(say("casework.back.missing"))


def ask_evaluation(session: Session, case: Case) -> None:
    """Ask for one of the plan's three outcomes, and what had no effect."""
    say = session.say
    with st.form("evaluation", border=False):
        outcome = st.radio(
            say("casework.evaluation.outcome"),
            _OUTCOMES,
            format_func=lambda one: say(f"casework.outcome.{one}"),
        )
        grounds = st.text_area(say("casework.evaluation.grounds")).strip()
        without = [
            item.number
            for item in case.plan
            if st.checkbox(
                say("casework.evaluation.without_effect", action=plain(item.action)),
                key=f"without_{item.number}",
            )
        ]
        now, then = st.columns(2)
        day = now.date_input(
            say("casework.evaluation.day"),
            value=session.today,
            max_value=session.today,
            format=_DAY,
        )
        later = then.date_input(say("casework.evaluation.next"), value=None, format=_DAY)
        sent = st.form_submit_button(say("casework.evaluation.save"), type="primary")
    if sent and grounds:
        made = Evaluation(day, outcome, grounds, tuple(without), later)
        workspace().evaluate(session.role, case, made)
        noted(session)
    elif sent:
        st.error(say("casework.evaluation.missing"))


def ask_closing(session: Session, case: Case) -> None:
    """Ask how the case is closed; what must be done first stands instead of the form."""
    say = session.say
    obstacles = closing_obstacles(case)
    if obstacles:
        errors = [CaseRefusedError(one) for one in obstacles]
        lines = [f"- {plain(say_error(one, session.language))}" for one in errors]
        st.markdown(say("casework.closing.first") + "\n\n" + "\n".join(lines))
        return
    left = duties_left(case)
    if left:
        lines = [f"- {plain(say_duty_left(one, session.language))}" for one in left]
        title = say("casework.closing.left")
        st.warning(f"**{title}**\n\n" + "\n".join(lines), icon=":material/gavel:")
    with st.form("closing", border=False):
        note = st.text_area(say("casework.closing.note")).strip()
        despite = st.text_area(say("casework.closing.despite")).strip() if left else ""
        sent = st.form_submit_button(say("casework.closing.save"), type="primary")
    if sent and note and (despite or not left):
        workspace().close_case(session.role, case, Closing(session.today, note, despite))
        noted(session)
    elif sent:
        st.error(say("casework.closing.missing_reason" if note else "casework.closing.missing"))


def noted(session: Session) -> None:
    """Say that it is stored, and draw the page again."""
    session.leave_notice(session.say("casework.noted"))
    st.rerun()
