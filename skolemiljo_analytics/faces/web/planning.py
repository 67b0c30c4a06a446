"""The form of a decision: the law's five items, the change expected, who was heard, objections."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.following import FEWEST_TOLD, Readable, what_rounds_can_tell
from skolemiljo_analytics.casework.records import Case, ExpectedChange, Figure, PlanItem
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.faces.web.casing import noted
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.proposals.catalogue import load_catalogue
from skolemiljo_analytics.proposals.records import Level
from skolemiljo_analytics.wording import say_error, say_finding
from skolemiljo_analytics.wording.casework import say_readable
from skolemiljo_analytics.workflows.choosing import Draft, draft_decision, findings_that_hold
from skolemiljo_analytics.workflows.class_map import find_labeller

__all__ = ["ask_decision", "ask_expected"]

_DAY = "DD.MM.YYYY"
_TWO_LINES = 84  # pixels; the reader may draw a field larger
_LEVELS = tuple(reversed(Level))


def ask_decision(session: Session, case: Case) -> None:
    """Ask for one decision; choosing from the catalogue fills in what the catalogue knows."""
    say = session.say
    actions = {a.id: a.text("title", session.language) for a in load_catalogue().actions}
    chosen = st.selectbox(
        say("casework.decision.catalogue"),
        ["", *actions],
        format_func=lambda one: actions.get(one, say("casework.decision.own")),
    )
    draft = draft_decision(chosen, session.today, session.language)
    with st.form(f"decision_{len(case.plan)}_{chosen}", border=False):
        findings = _ask_findings(session)
        item = _ask_item(session, draft, findings)
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
    noted(session)


def _ask_findings(session: Session) -> tuple[Finding, ...]:
    """Ask which checked findings it rests on; without any, point to where they are checked."""
    say = session.say
    held = findings_that_hold(workspace(), *session.where)
    st.markdown(say("casework.decision.rests" if held else "casework.decision.none_checked"))
    if not held:
        st.page_link(path_of("portrait"))
    label = find_labeller(workspace(), session.role, session.class_id, session.language)
    return tuple(
        one
        for one in held
        if st.checkbox(
            plain(say_finding(one, session.language, label).claim), key=f"rests_{one.id}"
        )
    )


def _ask_item(session: Session, draft: Draft, findings: tuple[Finding, ...]) -> PlanItem:
    """Ask for the law's five items first, then the change, then who was heard."""
    say, key = session.say, draft.catalogue_id
    problem = st.text_area(say("casework.decision.problem"), height=_TWO_LINES).strip()
    action = st.text_area(
        say("casework.decision.action"), value=draft.action, key=f"action_{key}"
    ).strip()
    left, right = st.columns(2)
    responsible = left.text_input(
        say("casework.decision.who"), value=draft.responsible, max_chars=80, key=f"who_{key}"
    ).strip()
    level = right.selectbox(
        say("casework.decision.level"),
        _LEVELS,
        index=_LEVELS.index(draft.level),
        format_func=lambda one: say(f"actions.level.{one}"),
        key=f"level_{key}",
    )
    starts = left.date_input(say("casework.decision.starts"), value=session.today, format=_DAY)
    evaluate = right.date_input(
        say("casework.decision.evaluate"),
        value=draft.evaluate_on,
        format=_DAY,
        key=f"evaluate_{key}",
    )
    return PlanItem(
        0,
        problem,
        action,
        level,
        starts,
        responsible,
        evaluate,
        ask_expected(session),
        st.text_area(say("casework.decision.heard"), height=_TWO_LINES).strip(),
        st.text_area(say("casework.decision.objections"), height=_TWO_LINES).strip(),
        session.round,
        tuple(one.id for one in findings),
        key,
    )


def ask_expected(session: Session, key: str = "casework.expected.words") -> ExpectedChange:
    """Ask what one expects to see, and which number, if any, a later round can be held to."""
    say = session.say
    st.markdown(f"**{say('casework.expected.title')}**")
    words = st.text_area(say(key), help=say("app.choose.expected_help"), height=_TWO_LINES).strip()
    with st.expander(say("casework.expected.number"), icon=":material/timeline:"):
        return _ask_number(session, words)


def _ask_number(session: Session, words: str) -> ExpectedChange:
    """Ask which number of a later round is to show it; the adults' own eyes need none."""
    say = session.say
    readable = what_rounds_can_tell(workspace().portrait(*session.where))
    called = {say_readable(one, session.language): one for one in readable}
    seen = say("casework.expected.observation")
    chosen = st.selectbox(say("casework.expected.figure"), [seen, *called])
    way, much, which = st.columns(3)
    upward = way.radio(
        say("casework.expected.way"),
        (True, False),
        format_func=lambda up: say(f"casework.expected.{'up' if up else 'down'}"),
        horizontal=True,
    )
    amount = much.number_input(say("casework.expected.amount"), min_value=0.0, value=1.0, step=0.5)
    when = which.text_input(say("casework.expected.when"), max_chars=80).strip()
    st.caption(say("casework.expected.threshold", n=FEWEST_TOLD))
    return _expected(called.get(chosen), words, when, (upward, amount))


def _expected(
    one: Readable | None, words: str, when: str, moves: tuple[bool, float]
) -> ExpectedChange:
    if one is None:
        return ExpectedChange(Figure.OBSERVATION, when=when, words=words)
    return ExpectedChange(one.figure, one.question, *moves, when, words)
