"""The form that turns a proposal into a decision: checked by whom, done by whom, evaluated when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from skolemiljo_analytics.casework.records import ExpectedChange, PlanItem
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.planning import ask_expected
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.proposals.records import Check
from skolemiljo_analytics.wording import say_error, say_finding
from skolemiljo_analytics.workflows.choosing import (
    Offer,
    choose_offer,
    draft_decision,
    evaluation_day,
)
from skolemiljo_analytics.workflows.class_map import find_labeller

__all__ = ["ask_choice"]

_TWO_LINES = 84  # pixels; the reader may draw a field larger


@dataclass(frozen=True)
class _Answers:
    """What the form was filled in with."""

    confirmed: tuple[Finding, ...]
    checked_by: str
    checked_on: date
    how: str
    problem: str
    responsible: str
    starts_on: date
    evaluate_on: date
    expected: ExpectedChange
    heard: str
    objections: str
    decided_by: str

    @property
    def complete(self) -> bool:
        texts = (
            self.problem,
            self.responsible,
            self.expected.words,
            self.heard,
            self.decided_by,
        )
        checked = not self.confirmed or (self.checked_by and self.how)
        return bool(all(texts) and checked)


def ask_choice(session: Session, offer: Offer) -> None:
    """Draw the form for one proposal, alone on the page, and record it when it is complete."""
    say = session.say
    if st.button(say("app.choose.back"), icon=":material/arrow_back:"):
        session.choosing = ""
        st.rerun()
    st.subheader(plain(offer.text.action.title), anchor=False)
    st.markdown(plain(offer.text.action.description))
    starts_on = st.date_input(
        say("app.choose.starts"),
        value=session.today,
        format="DD.MM.YYYY",
        key="starts_on",
        width=280,
    )
    with st.form("choose", border=True):
        answers = _ask(session, offer, starts_on)
        sent = st.form_submit_button(say("app.choose.save"), type="primary")
    if sent:
        _record(session, offer, answers)


def _ask(session: Session, offer: Offer, starts_on: date) -> _Answers:
    say = session.say
    st.markdown(f"#### {say('app.choose.check')}")
    st.markdown(plain(offer.text.law))
    confirmed = _ask_confirmed(session, offer)
    who, how, when = _ask_check(session) if offer.unchecked else ("", "", session.today)
    st.markdown(f"#### {say('app.choose.plan')}")
    problem = st.text_area(
        say("app.choose.problem"), help=say("app.choose.problem_help"), height=_TWO_LINES
    )
    left, right = st.columns(2)
    return _Answers(
        confirmed,
        who,
        when,
        how,
        problem.strip(),
        left.text_input(
            say("app.choose.responsible"), value=offer.text.action.responsible, max_chars=80
        ).strip(),
        starts_on,
        right.date_input(
            say("app.choose.evaluate"),
            value=evaluation_day(offer.proposal.action, starts_on),
            format="DD.MM.YYYY",
            help=plain(offer.text.action.evaluate),
        ),
        ask_expected(session, "app.choose.expected"),
        st.text_area(say("casework.decision.heard"), height=_TWO_LINES).strip(),
        st.text_area(say("casework.decision.objections"), height=_TWO_LINES).strip(),
        st.text_input(say("app.choose.by"), max_chars=80).strip(),
    )


def _ask_check(session: Session) -> tuple[str, str, date]:
    """Ask who has checked what the proposal rests on, how and when."""
    say = session.say
    left, right = st.columns(2)
    who = left.text_input(say("app.check.who"), max_chars=80).strip()
    when = right.date_input(say("app.check.when"), value=session.today, format="DD.MM.YYYY")
    how = st.text_input(say("app.check.how"), max_chars=300, help=say("app.check.how_help"))
    return who, how.strip(), when


def _ask_confirmed(session: Session, offer: Offer) -> tuple[Finding, ...]:
    """Show what the proposal rests on; ask of each unchecked finding if it has been checked."""
    say = session.say
    label = find_labeller(workspace(), session.role, session.class_id, session.language)
    confirmed = []
    if offer.unchecked:
        st.markdown(say("app.choose.confirm"))
    for finding in offer.findings:
        claim = plain(say_finding(finding, session.language, label).claim)
        if finding in offer.refuted:
            st.markdown(say("app.choose.refuted", claim=claim))
        elif finding not in offer.unchecked:
            st.markdown(say("app.choose.already", claim=claim))
        elif st.checkbox(claim, key=f"holds_{finding.id}"):
            confirmed.append(finding)
    return tuple(confirmed)


def _record(session: Session, offer: Offer, answers: _Answers) -> None:
    say = session.say
    rests_on = [*offer.confirmed, *answers.confirmed]
    if not rests_on:
        st.error(say("app.choose.unchecked"))
    elif not answers.complete:
        st.error(say("app.choose.incomplete"))
    else:
        checks = tuple(
            Check(f.id, answers.checked_by, answers.checked_on, answers.how)
            for f in answers.confirmed
        )
        item = _item(session, offer, rests_on, answers)
        try:
            choose_offer(workspace(), *session.where, item=item, checks=checks)
        except CaseRefusedError as error:
            st.error(say_error(error, session.language))
            return
        session.choosing = ""
        session.leave_notice(say("app.choose.noted"))
        st.rerun()


def _item(session: Session, offer: Offer, rests_on: list[Finding], answers: _Answers) -> PlanItem:
    action = offer.text.action
    draft = draft_decision(offer.proposal.action.id, answers.starts_on, session.language)
    return PlanItem(
        0,
        answers.problem,
        action.title,
        draft.level,
        answers.starts_on,
        answers.responsible,
        answers.evaluate_on,
        answers.expected,
        answers.heard,
        answers.objections,
        session.round,
        tuple(f.id for f in rests_on),
        draft.catalogue_id,
        answers.decided_by,
        session.today,
    )
