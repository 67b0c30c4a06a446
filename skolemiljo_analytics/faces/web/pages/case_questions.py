"""*Fjorten spørsmål*: one question at a time, and the versions the adults have approved."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.questions import (
    QUESTIONS,
    REQUIRED,
    AnswersVersion,
    PortraitQuestion,
    next_question,
)
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.faces.web.answering import (
    ask_answer,
    read_version,
    show_changes,
    show_data,
)
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording import say_error

_WHICH = "which_question"
_SEEN = "answers_seen_{}"  # what this reader's screen showed last, so that nothing is written over


def show() -> None:
    """Draw the page."""
    session = Session()
    begin_class(session, "case_questions")
    st.markdown(session.say("casework.questions.lead"))
    versions = workspace().answers(session.role, session.class_id)
    newest = versions[-1] if versions else AnswersVersion(0, session.round, (), "")
    seen = st.session_state.get(_SEEN.format(session.class_id), newest)
    _state(session, newest)
    _ask(session, newest, seen)
    if versions and not newest.approved:
        _approve(session, seen)
    _versions(session, versions)
    st.session_state[_SEEN.format(session.class_id)] = newest


def _state(session: Session, newest: AnswersVersion) -> None:
    """Say which version this is, how much is answered, and what must be."""
    say = session.say
    parts = [say("casework.questions.answered", n=len(newest.answers), of=len(QUESTIONS))]
    if newest.number:
        key = "approved" if newest.approved else "draft"
        day = session.date(newest.approved_at.date()) if newest.approved_at else ""
        who = plain(newest.approved_by)
        parts.insert(0, say(f"casework.questions.{key}", n=newest.number, who=who, day=day))
    st.markdown(" ".join(parts))
    if newest.missing and newest.number:
        st.warning(say("casework.questions.incomplete"), icon=":material/pending:")
    elif newest.missing:
        st.caption(say("casework.questions.incomplete"))  # nothing is begun: no reason to warn


def _ask(session: Session, newest: AnswersVersion, seen: AnswersVersion) -> None:
    say = session.say
    called = {one: _called(session, one, newest) for one in QUESTIONS}
    question = st.selectbox(
        say("casework.questions.which"),
        QUESTIONS,
        format_func=called.__getitem__,
        key=_WHICH,
    )
    asked, written = st.columns([1, 1.3], gap="large")
    with asked:
        st.subheader(say(f"casework.{question}.title"), anchor=False)
        st.markdown(say(f"casework.{question}.ask"))
        show_data(session, question)
    with written, st.form(f"answer_{question}", border=True):
        answer = ask_answer(session, question, newest.of(question))
        who = st.text_input(say("casework.who"), value=newest.written_by, max_chars=80).strip()
        sent = st.form_submit_button(say("casework.questions.save"), type="primary")
    if not sent:
        return
    answers = newest.with_answer(answer)
    if not (who and answers):
        st.error(say("casework.questions.nothing"))
        return
    try:
        workspace().write_answers(*session.where, answers=answers, written_by=who, seen=seen)
    except CaseRefusedError as error:
        st.error(say_error(error, session.language))
        return
    session.choose_later(_WHICH, next_question(question))
    session.leave_notice(say("casework.questions.saved"))
    st.rerun()


def _called(session: Session, question: PortraitQuestion, newest: AnswersVersion) -> str:
    """Return what a question is called in the list: its title, and whether it is answered."""
    title = f"{question.upper()} {session.say(f'casework.{question}.title')}"
    if not newest.of(question).is_empty:
        return session.say("casework.questions.is_answered", title=title)
    required = question in REQUIRED
    return session.say("casework.questions.required", title=title) if required else title


def _approve(session: Session, seen: AnswersVersion) -> None:
    say = session.say
    with st.form("approve", border=True):
        st.markdown(say("casework.questions.approve_help"))
        who = st.text_input(say("casework.questions.approve_who"), max_chars=80).strip()
        sent = st.form_submit_button(say("casework.questions.approve"))
    if sent and who:
        try:
            workspace().approve_answers(session.role, session.class_id, who, seen=seen)
        except CaseRefusedError as error:
            st.error(say_error(error, session.language))
            return
        session.leave_notice(say("casework.questions.approved_now"))
        st.rerun()
    elif sent:
        st.error(say("casework.questions.approve_missing"))


def _versions(session: Session, versions: tuple[AnswersVersion, ...]) -> None:
    """Let the newest version be read whole, and set beside an earlier one."""
    if not versions:
        return
    say = session.say
    with st.expander(say("casework.questions.read"), icon=":material/article:"):
        read_version(session, versions[-1])
    if len(versions) < 2:
        return
    st.subheader(say("casework.questions.compare"), anchor=False)
    numbers = [one.number for one in versions[:-1]][::-1]
    chosen = st.selectbox(
        say("casework.questions.compare_with"),
        numbers,
        format_func=lambda n: say("casework.questions.version", n=n),
    )
    before = next(one for one in versions if one.number == chosen)
    show_changes(session, before, versions[-1])


if __name__ == "__main__":
    show()
