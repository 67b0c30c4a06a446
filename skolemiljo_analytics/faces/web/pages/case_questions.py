"""*Fjorten spørsmål*: what data say, what the adults write, and the versions they have approved."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.questions import (
    QUESTIONS,
    REQUIRED,
    Answer,
    AnswersVersion,
    PortraitQuestion,
    compare_versions,
    what_data_say,
)
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.wording import say_finding
from skolemiljo_analytics.workflows.class_map import find_labeller

_PARTS = ("adults", "observed", "survey")


def show() -> None:
    """Draw the page."""
    session = Session()
    begin_class(session, "case_questions")
    st.markdown(session.say("casework.questions.lead"))
    versions = workspace().answers(session.role, session.class_id)
    newest = versions[-1] if versions else AnswersVersion(0, session.round, (), "")
    _state(session, newest)
    with st.spinner(session.say("app.frame.reckoning")):
        findings = workspace().findings(*session.where)
    _form(session, newest, findings)
    if versions and not newest.approved:
        _approve(session)
    _versions(session, versions)


def _state(session: Session, newest: AnswersVersion) -> None:
    say = session.say
    if newest.number:
        key = "approved" if newest.approved else "draft"
        day = session.date(newest.approved_at.date()) if newest.approved_at else ""
        st.markdown(
            say(
                f"casework.questions.{key}", n=newest.number, who=plain(newest.approved_by), day=day
            )
        )
    if newest.missing:
        st.warning(say("casework.questions.incomplete"), icon=":material/pending:")


def _form(session: Session, newest: AnswersVersion, findings: tuple[Finding, ...]) -> None:
    say = session.say
    with st.form("answers", border=False):
        answers = [_question(session, q, newest.of(q), findings) for q in QUESTIONS]
        who = st.text_input(say("casework.who"), value=newest.written_by, max_chars=80).strip()
        sent = st.form_submit_button(say("casework.questions.save"), type="primary")
    if not sent:
        return
    if not who or all(one.is_empty for one in answers):
        st.error(say("casework.questions.nothing"))
        return
    workspace().write_answers(*session.where, answers=answers, written_by=who)
    session.leave_notice(say("casework.questions.saved"))
    st.rerun()


def _question(
    session: Session, question: PortraitQuestion, there: Answer, findings: tuple[Finding, ...]
) -> Answer:
    say = session.say
    title = say(f"casework.{question}.title")
    if question in REQUIRED:
        title = say("casework.questions.required", title=title)
    with st.expander(f"{question.upper()} {title}"):
        st.markdown(say(f"casework.{question}.ask"))
        _data(session, question, findings)
        parts = {
            part: st.text_area(
                say(f"casework.questions.{part}"),
                value=getattr(there, part),
                key=f"{question}_{part}",
            ).strip()
            for part in _PARTS
        }
    return Answer(question, **parts)


def _data(session: Session, question: PortraitQuestion, findings: tuple[Finding, ...]) -> None:
    say = session.say
    found = what_data_say(question, findings)
    if found is None:
        st.caption(say("casework.questions.no_data"))
        return
    label = find_labeller(workspace(), session.role, session.class_id, session.language)
    st.markdown(f"**{say('casework.questions.data')}**")
    texts = [say_finding(one, session.language, label) for one in found]
    lines = [f"{plain(t.claim)} {plain(t.fact)} *{plain(t.strength)}*" for t in texts]
    st.markdown("\n".join(f"- {line}" for line in lines) or say("casework.questions.nothing_found"))


def _approve(session: Session) -> None:
    say = session.say
    with st.form("approve", border=True):
        st.markdown(say("casework.questions.approve_help"))
        who = st.text_input(say("casework.questions.approve_who"), max_chars=80).strip()
        sent = st.form_submit_button(say("casework.questions.approve"))
    if sent and who:
        workspace().approve_answers(session.role, session.class_id, who)
        session.leave_notice(say("casework.questions.approved_now"))
        st.rerun()
    elif sent:
        st.error(say("casework.questions.approve_missing"))


def _versions(session: Session, versions: tuple[AnswersVersion, ...]) -> None:
    """Compare the newest version with an earlier one."""
    if len(versions) < 2:
        return
    say = session.say
    st.subheader(say("casework.questions.compare"), anchor=False)
    numbers = [one.number for one in versions[:-1]][::-1]
    chosen = st.selectbox(
        say("casework.questions.compare_with"),
        numbers,
        format_func=lambda n: say("casework.questions.version", n=n),
    )
    before = next(one for one in versions if one.number == chosen)
    changes = compare_versions(before, versions[-1])
    if not changes:
        st.markdown(say("casework.questions.same"))
    for one in changes:
        st.markdown(f"**{one.question.upper()} {say(f'casework.{one.question}.title')}**")
        for key, answer in (("was", one.before), ("is_now", one.after)):
            text = " / ".join(t for t in (answer.adults, answer.observed, answer.survey) if t)
            st.markdown(f"{say(f'casework.questions.{key}')} {plain(text) or '–'}")


if __name__ == "__main__":
    show()
