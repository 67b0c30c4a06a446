"""What stands under each of the five steps of a case: what is written, and the next thing to do."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.following import ChangeSeen, what_rounds_can_tell
from skolemiljo_analytics.casework.records import Account, Case, Evaluation, PlanItem
from skolemiljo_analytics.casework.steps import CaseStep, levels_of, only_individual
from skolemiljo_analytics.faces.web.casing import (
    ask_account,
    ask_back,
    ask_closing,
    ask_evaluation,
)
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.planning import ask_decision
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.vocabulary import Reason
from skolemiljo_analytics.wording import say_reason
from skolemiljo_analytics.wording.casework import say_change_seen, say_expected
from skolemiljo_analytics.workflows.access import Fetch

__all__ = ["show_step"]


def show_step(session: Session, case: Case, step: CaseStep) -> None:
    """Draw one step under its name."""
    say = session.say
    st.subheader(say(f"casework.step.{step}"), anchor=False)
    st.markdown(say(f"casework.step.{step}_text"))
    {
        CaseStep.TOLD: _told,
        CaseStep.LOOK: _look,
        CaseStep.DECIDED: _decided,
        CaseStep.BACK: _back,
        CaseStep.FOLLOW_UP: _follow_up,
    }[step](session, case)


def _told(session: Session, case: Case) -> None:
    for one in case.accounts:
        _account(session, one)
    if case.closing is None:
        with st.expander(session.say("casework.account.add"), expanded=not case.accounts):
            ask_account(session, case)


def _account(session: Session, one: Account) -> None:
    say = session.say
    with st.container(border=True):
        st.caption(f"{session.date(one.day)} · {say(f'casework.source.{one.source}')}")
        for part in ("happened", "said", "reacted"):
            if getattr(one, part):
                asked = say(f"casework.account.{part}")
                st.markdown(f"**{asked}**  \n{plain(getattr(one, part))}")


def _look(session: Session, case: Case) -> None:
    """Say how far each part of step 2 has come, beside the way to its page."""
    say, place = session.say, (session.role, case.class_id)
    bracketed = workspace().brackets(*place)
    expected = workspace().expectations(*session.where)
    versions = workspace().answers(*place)
    approved = [one for one in versions if one.approved]
    for key, state in (
        ("case_bracket", say.plural("casework.look.bracketed", len(bracketed))),
        ("case_before", say.plural("casework.look.expected", len(expected))),
        ("case_questions", say.plural("casework.look.versions", len(approved))),
    ):
        with st.container(
            border=True,
            horizontal=True,
            horizontal_alignment="distribute",
            vertical_alignment="center",
        ):
            st.markdown(f"**{say(f'app.page.{key}')}**  \n{state}")
            st.page_link(path_of(key), icon=":material/arrow_forward:")


def _decided(session: Session, case: Case) -> None:
    """Show the plan by level, the school first; say so when it works with one pupil alone."""
    say = session.say
    for level in levels_of(case):
        st.markdown(f"**{say('casework.decision.on_level', level=say(f'actions.level.{level}'))}**")
        for item in case.plan:
            if item.level is level:
                _item(session, item)
    if only_individual(case):
        st.warning(say("casework.decision.only_individual"), icon=":material/groups:")
    if case.plan:
        st.page_link(path_of("documents"), icon=":material/description:")
    if case.closing is None:
        with st.expander(say("casework.decision.add"), expanded=not case.plan):
            ask_decision(session, case)


def _item(session: Session, item: PlanItem) -> None:
    say = session.say
    with st.container(border=True):
        st.markdown(f"**{item.number}. {plain(item.action)}**  \n{plain(item.problem)}")
        st.markdown(
            say(
                "casework.decision.plan",
                who=plain(item.responsible),
                start=session.date(item.starts_on),
                evaluate=session.date(item.evaluate_on),
            )
        )
        number = say_expected(item.expected, _words(session, item), session.language)
        st.markdown(
            say("casework.decision.expects", words=plain(item.expected.words))
            + (f"  \n{plain(number)}" if number else "")
        )
        st.markdown(say("casework.decision.heard_said", heard=plain(item.heard)))
        if item.objections:
            st.markdown(say("casework.decision.objections_said", text=plain(item.objections)))
        n = len(item.findings)
        told = say("casework.decision.on_told")
        st.caption(say.plural("casework.decision.on_findings", n) if n else told)


def _words(session: Session, item: PlanItem) -> str:
    readable = what_rounds_can_tell(workspace().portrait(*session.where))
    called = {one.question: one.words for one in readable}
    return called.get(item.expected.question, item.expected.question)


def _back(session: Session, case: Case) -> None:
    """Show step 4 to those who may see it; to others only that it was done, and when."""
    say = session.say
    for day in case.back_days:
        st.markdown(say("casework.back.done", day=session.date(day)))
    for one in case.backs:
        with st.container(border=True):
            for part in ("experience", "wishes", "agreed"):
                if getattr(one, part):
                    asked = say(f"casework.back.{part}")
                    st.markdown(f"**{asked}**  \n{plain(getattr(one, part))}")
    if not session.may(Fetch.AFFECTED):
        st.info(say("casework.back.restricted"), icon=":material/lock:")
    elif case.closing is None:
        with st.expander(say("casework.back.add"), expanded=not case.back_days):
            ask_back(session, case)


def _follow_up(session: Session, case: Case) -> None:
    say = session.say
    for item, seen in workspace().changes_seen(session.role, case, session.round):
        _change(session, item, seen)
    for one in case.evaluations:
        _evaluation(session, one)
    if case.closing is None:
        with st.expander(say("casework.evaluation.add"), expanded=not case.evaluations):
            ask_evaluation(session, case)
        with st.expander(say("casework.closing.add"), expanded=bool(case.evaluations)):
            ask_closing(session, case)


def _change(session: Session, item: PlanItem, seen: ChangeSeen | Reason) -> None:
    """Say what the round now shown tells of the change that was expected."""
    say = session.say
    if isinstance(seen, ChangeSeen):
        text = say_change_seen(seen, session.language)
    else:
        text = say("casework.change.cannot", reason=say_reason(seen, session.language))
    with st.container(border=True):
        st.markdown(f"**{item.number}. {plain(item.expected.words)}**  \n{plain(text)}")


def _evaluation(session: Session, one: Evaluation) -> None:
    say = session.say
    with st.container(border=True):
        st.caption(session.date(one.day))
        st.markdown(f"**{say(f'casework.outcome.{one.outcome}')}**  \n{plain(one.grounds)}")
        if one.without_effect:
            numbers = ", ".join(str(n) for n in one.without_effect)
            st.markdown(say("casework.evaluation.no_effect", numbers=numbers))
        if one.next_on:
            st.caption(say("casework.evaluation.again", day=session.date(one.next_on)))
