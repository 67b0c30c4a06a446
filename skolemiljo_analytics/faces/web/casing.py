"""The forms of a case: what was told, what is decided, back to the one it concerns, follow-up."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.records import (
    Account,
    BackToAffected,
    Case,
    Closing,
    Evaluation,
    ExpectedChange,
    Figure,
    Outcome,
    PlanItem,
    Source,
)
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.proposals.catalogue import load_catalogue
from skolemiljo_analytics.proposals.records import Level
from skolemiljo_analytics.vocabulary import Scope
from skolemiljo_analytics.wording import say_error, say_finding
from skolemiljo_analytics.workflows.class_map import find_labeller

__all__ = ["ask_account", "ask_back", "ask_closing", "ask_decision", "ask_evaluation"]

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
        day = st.date_input(say("casework.account.day"), value=session.today, format=_DAY)
        source = st.selectbox(
            say("casework.account.source"),
            _SOURCES,
            format_func=lambda one: say(f"casework.source.{one}"),
        )
        sent = st.form_submit_button(say("casework.account.save"))
    if sent and happened:
        workspace().tell(session.role, case, Account(happened, said, reacted, day, source))
        _noted(session)
    elif sent:
        st.error(say("casework.account.missing"))


def ask_decision(session: Session, case: Case) -> None:
    """Ask for one decision: the law's five items, the change expected, who was heard."""
    say = session.say
    checked = _checked(session)
    with st.form("decision", border=False):
        st.markdown(say("casework.decision.rests" if checked else "casework.decision.none_checked"))
        label = find_labeller(workspace(), session.role, session.class_id, session.language)
        findings = [
            one.id
            for one in checked
            if st.checkbox(
                plain(say_finding(one, session.language, label).claim), key=f"rests_{one.id}"
            )
        ]
        item = _ask_item(session, tuple(findings))
        sent = st.form_submit_button(say("casework.decision.save"), type="primary")
    if not sent:
        return
    if not all((item.problem, item.action, item.responsible, item.heard, item.expected.words)):
        st.error(say("casework.decision.incomplete"))
        return
    try:
        workspace().decide(session.role, case, item)
    except CaseRefusedError as error:
        st.error(say_error(error, session.language))
        return
    _noted(session)


def _checked(session: Session) -> tuple[Finding, ...]:
    holds = {c.finding for c in workspace().checks(*session.where) if c.holds}
    findings = workspace().findings(*session.where)
    return tuple(f for f in findings if f.id in holds and f.scope is not Scope.PAIR)


def _ask_item(session: Session, findings: tuple[str, ...]) -> PlanItem:
    say = session.say
    actions = {a.id: a.text("title", session.language) for a in load_catalogue().actions}
    problem = st.text_area(say("casework.decision.problem")).strip()
    chosen = st.selectbox(
        say("casework.decision.catalogue"),
        ["", *actions],
        format_func=lambda one: actions.get(one, say("casework.decision.own")),
    )
    action = st.text_area(say("casework.decision.action")).strip()
    level = st.selectbox(
        say("casework.decision.level"),
        list(Level)[::-1],
        format_func=lambda one: say(f"actions.level.{one}"),
    )
    return PlanItem(
        0,
        problem,
        action or actions.get(chosen, ""),
        level,
        st.date_input(say("casework.decision.starts"), value=session.today, format=_DAY),
        st.text_input(say("casework.decision.who"), max_chars=80).strip(),
        st.date_input(say("casework.decision.evaluate"), value=session.today, format=_DAY),
        _ask_expected(session),
        st.text_area(say("casework.decision.heard")).strip(),
        st.text_area(say("casework.decision.objections")).strip(),
        session.round,
        findings,
        chosen,
    )


def _ask_expected(session: Session) -> ExpectedChange:
    say = session.say
    st.markdown(f"**{say('casework.expected.title')}**")
    words = st.text_area(say("casework.expected.words")).strip()
    figure = st.selectbox(
        say("casework.expected.figure"),
        list(Figure)[::-1],
        format_func=lambda one: say(f"casework.expected.{one}"),
    )
    portrait = workspace().portrait(*session.where)
    keys = [r.key for r in portrait.relations] + [s.key for s in portrait.scales]
    texts = {r.key: r.question.text or r.key for r in portrait.relations}
    question = st.selectbox(
        say("casework.expected.question"),
        ["", *keys],
        format_func=lambda key: texts.get(key, key) or say("casework.expected.no_question"),
    )
    upward = st.radio(
        say("casework.expected.way"),
        (True, False),
        format_func=lambda up: say(f"casework.expected.{'up' if up else 'down'}"),
        horizontal=True,
    )
    amount = st.number_input(say("casework.expected.amount"), min_value=0.0, value=1.0, step=0.5)
    when = st.text_input(say("casework.expected.when"), max_chars=80).strip()
    return ExpectedChange(figure, question, upward, amount, when, words)


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
        day = st.date_input(say("casework.back.day"), value=session.today, format=_DAY)
        experience = st.text_area(say("casework.back.experience")).strip()
        wishes = st.text_area(say("casework.back.wishes")).strip()
        agreed = st.text_area(say("casework.back.agreed")).strip()
        sent = st.form_submit_button(say("casework.back.save"))
    if sent and pupil and experience:
        made = BackToAffected(pupil, day, experience, wishes, agreed)
        workspace().go_back(session.role, case, made)
        _noted(session)
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
        day = st.date_input(say("casework.evaluation.day"), value=session.today, format=_DAY)
        later = st.date_input(say("casework.evaluation.next"), value=None, format=_DAY)
        sent = st.form_submit_button(say("casework.evaluation.save"))
    if sent and grounds:
        made = Evaluation(day, outcome, grounds, tuple(without), later)
        workspace().evaluate(session.role, case, made)
        _noted(session)
    elif sent:
        st.error(say("casework.evaluation.missing"))


def ask_closing(session: Session, case: Case) -> None:
    """Ask how the case is closed, or say what must be done first."""
    say = session.say
    with st.form("closing", border=False):
        note = st.text_area(say("casework.closing.note")).strip()
        sent = st.form_submit_button(say("casework.closing.save"))
    if not sent:
        return
    if not note:
        st.error(say("casework.closing.missing"))
        return
    try:
        workspace().close_case(session.role, case, Closing(session.today, note))
    except CaseRefusedError as error:
        st.error(say_error(error, session.language))
        return
    _noted(session)


def _noted(session: Session) -> None:
    session.leave_notice(session.say("casework.noted"))
    st.rerun()
