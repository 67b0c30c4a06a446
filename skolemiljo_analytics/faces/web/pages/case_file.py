"""*Sak*: the five steps of one case, and the law's track beside them."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.law import deadlines
from skolemiljo_analytics.casework.records import Case, LegalTrack, PlanItem, Stage
from skolemiljo_analytics.errors import NotAvailableError
from skolemiljo_analytics.faces.web.casing import (
    ask_account,
    ask_back,
    ask_closing,
    ask_decision,
    ask_evaluation,
)
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording import say_reason
from skolemiljo_analytics.wording.casework import say_change_seen, say_deadline
from skolemiljo_analytics.workflows.access import Fetch

_TRACKS = tuple(LegalTrack)
_STAGES = tuple(Stage)


def show() -> None:
    """Draw the page: one case with its steps, or the form that opens one."""
    session = Session()
    begin_class(session, "case_file")
    st.markdown(session.say("casework.case.lead"))
    cases = workspace().cases(session.role, session.class_id)
    if cases:
        case = _choose(session, cases)
        _law(session, case)
        _told(session, case)
        _look(session)
        _decided(session, case)
        _back(session, case)
        _follow_up(session, case)
    with st.expander(session.say("casework.case.open_new"), expanded=not cases):
        _open(session)


def _choose(session: Session, cases: tuple[Case, ...]) -> Case:
    say = session.say
    called = {
        one.id: say(
            "casework.case.called",
            n=n,
            day=session.date(one.opened_on),
            track=say(f"casework.track.{one.track}"),
        )
        for n, one in enumerate(cases, start=1)
    }
    newest_first = list(called)[::-1]
    chosen = st.selectbox(say("casework.case.which"), newest_first, format_func=called.__getitem__)
    return next(one for one in cases if one.id == chosen)


def _open(session: Session) -> None:
    say = session.say
    with st.form("open_case", border=False):
        track = st.radio(
            say("casework.case.track"),
            _TRACKS,
            format_func=lambda one: say(f"casework.track.{one}"),
        )
        opened = st.date_input(
            say("casework.case.opened"), value=session.today, format="DD.MM.YYYY"
        )
        reported = st.date_input(say("casework.case.reported"), value=None, format="DD.MM.YYYY")
        sent = st.form_submit_button(say("casework.case.open"))
    if sent:
        workspace().open_case(
            session.role,
            session.class_id,
            track,
            opened_on=opened,
            reported_on=reported,
        )
        session.leave_notice(say("casework.noted"))
        st.rerun()


def _law(session: Session, case: Case) -> None:
    """Show the four stages and the duties with their days."""
    say = session.say
    stages = [say(f"casework.stage.{one}") for one in Stage]
    now = say(f"casework.stage.{case.stage}")
    st.markdown(" → ".join(f"**{one}**" if one == now else one for one in stages))
    lines = [say_deadline(one, session.today, session.language) for one in deadlines(case)]
    if lines:
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    if case.closing is not None:
        day = session.date(case.closing.day)
        st.success(say("casework.closing.closed", day=day, note=plain(case.closing.note)))
        return
    with st.form(f"stage_{case.id}", border=False):
        stage = st.selectbox(
            say("casework.stage.move"),
            _STAGES,
            index=_STAGES.index(case.stage),
            format_func=lambda one: say(f"casework.stage.{one}"),
        )
        told = st.date_input(
            say("casework.case.reported"), value=case.reported_on, format="DD.MM.YYYY"
        )
        if st.form_submit_button(say("casework.stage.save")):
            workspace().move_case(session.role, case, stage=stage, reported_on=told)
            session.leave_notice(say("casework.noted"))
            st.rerun()


def _told(session: Session, case: Case) -> None:
    say = session.say
    st.subheader(say("casework.step.told"), anchor=False)
    for one in case.accounts:
        with st.container(border=True):
            st.caption(f"{session.date(one.day)} · {say(f'casework.source.{one.source}')}")
            for part in (one.happened, one.said, one.reacted):
                if part:
                    st.markdown(plain(part))
    if case.closing is None:
        with st.expander(say("casework.account.add")):
            ask_account(session, case)


def _look(session: Session) -> None:
    st.subheader(session.say("casework.step.look"), anchor=False)
    st.markdown(session.say("casework.step.look_text"))
    for key in ("case_bracket", "case_before", "case_questions"):
        st.page_link(path_of(key))


def _decided(session: Session, case: Case) -> None:
    say = session.say
    st.subheader(say("casework.step.decided"), anchor=False)
    for item in case.plan:
        with st.container(border=True):
            _item(session, item)
    if case.closing is None:
        with st.expander(say("casework.decision.add")):
            ask_decision(session, case)


def _item(session: Session, item: PlanItem) -> None:
    say = session.say
    st.markdown(f"**{item.number}. {plain(item.action)}**  \n{plain(item.problem)}")
    st.markdown(
        say(
            "casework.decision.plan",
            who=plain(item.responsible),
            start=session.date(item.starts_on),
            evaluate=session.date(item.evaluate_on),
        )
    )
    st.markdown(say("casework.decision.expects", words=plain(item.expected.words)))
    st.markdown(say("casework.decision.heard_said", heard=plain(item.heard)))
    if item.objections:
        st.markdown(say("casework.decision.objections_said", text=plain(item.objections)))


def _back(session: Session, case: Case) -> None:
    """Show step 4 to those who may see it; to others only that it was done, and when."""
    say = session.say
    st.subheader(say("casework.step.back"), anchor=False)
    for day in case.back_days:
        st.markdown(say("casework.back.done", day=session.date(day)))
    for one in case.backs:
        with st.container(border=True):
            for part in (one.experience, one.wishes, one.agreed):
                if part:
                    st.markdown(plain(part))
    if not session.may(Fetch.AFFECTED):
        st.caption(say("casework.back.restricted"))
    elif case.closing is None:
        with st.expander(say("casework.back.add")):
            ask_back(session, case)


def _follow_up(session: Session, case: Case) -> None:
    say = session.say
    st.subheader(say("casework.step.follow_up"), anchor=False)
    for item in case.plan:
        _change(session, case, item)
    for one in case.evaluations:
        with st.container(border=True):
            st.caption(session.date(one.day))
            st.markdown(f"**{say(f'casework.outcome.{one.outcome}')}**  \n{plain(one.grounds)}")
    if case.closing is None:
        with st.expander(say("casework.evaluation.add")):
            ask_evaluation(session, case)
        with st.expander(say("casework.closing.add")):
            ask_closing(session, case)


def _change(session: Session, case: Case, item: PlanItem) -> None:
    """Say what the round now shown tells of the change that was expected."""
    if not item.expected.question or item.round_key >= session.round:
        return
    try:
        seen = workspace().change_seen(session.role, case, item, session.round)
        text = say_change_seen(seen, session.language)
    except NotAvailableError as error:
        text = session.say(
            "casework.change.cannot", reason=say_reason(error.reason, session.language)
        )
    st.markdown(f"{item.number}. {plain(item.expected.words)}  \n{plain(text)}")


if __name__ == "__main__":
    show()
