"""*Hjem*: which class, who answered, how far one has come, and the next thing to do."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.faces.web.frame import school_shown
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording import say_reading
from skolemiljo_analytics.wording.casework import say_deadline
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.progress import Due, Progress, Step, find_progress

_PAGE_OF = {
    Step.EXPECT: "case_before",
    Step.SEE: "class_map",
    Step.CHECK: "portrait",
    Step.ANSWER: "case_questions",
    Step.DECIDE: "proposals",
}
_OF_SCHOOL = ("documents", "year_wheel")


def show() -> None:
    """Draw the page."""
    session = Session()
    notice = session.take_notice()
    if notice:
        st.success(notice, icon=":material/check:")
    schools = workspace().schools(session.role)
    if not schools:
        _welcome(session)
        return
    school = school_shown(session)
    st.title(plain(school.name if school else ""), anchor=False)
    if not session.may(Fetch.CLASSES):
        _leadership(session)
    elif session.round:
        _class(session)
    else:
        st.info(session.say("app.home.no_round"))
    for name in (school.name for school in schools if school.invented):
        _invented(session, name)


def _welcome(session: Session) -> None:
    say = session.say
    st.title(say("app.home.welcome"), anchor=False)
    st.markdown(say("app.home.what"))
    if not session.may(Fetch.IMPORT):
        st.info(say("app.home.ask_team"))
        return
    tried, own = st.columns(2, gap="medium")
    with tried.container(border=True, height="stretch"):
        st.subheader(say("app.home.try"), anchor=False)
        st.markdown(say("app.home.try_text"))
        if st.button(say("app.home.try_button"), type="primary"):
            with st.spinner(say("app.home.trying")):
                workspace().install_demo(session.role)
            st.rerun()
    with own.container(border=True, height="stretch"):
        st.subheader(say("app.home.own"), anchor=False)
        st.markdown(say("app.home.own_text"))
        st.page_link(path_of("read_in"), icon=":material/upload_file:")


def _class(session: Session) -> None:
    """Say who answered first, then what is due, then the way through with the next step marked."""
    say = session.say
    where = workspace()
    rounds = {r.key: r for r in where.rounds(session.role, session.class_id)}
    chosen = rounds[session.round]
    label = next(c.label for c in where.classes(session.role) if c.class_id == session.class_id)
    day = session.date(chosen.held_on)
    answered = say("app.home.answered", answered=chosen.n_answered, asked=chosen.n_asked)
    st.markdown(
        f"**{say('app.home.round', label=plain(label), day=day)}** · {answered} "
        + say(f"app.purpose.{chosen.purpose}")
    )
    progress = find_progress(where, *session.where, today=session.today)
    _due(session, progress.due)
    if progress.next is not None:
        _next(session, progress.next, _PAGE_OF[progress.next])
    with st.container(border=True, gap=None, key="way"):
        for step in Step:
            _step(session, step, progress)
    _case(session, progress)


def _due(session: Session, due: tuple[Due, ...]) -> None:
    """Show what is late or near; nothing where nothing is."""
    if not due:
        return
    lines = []
    for one in due:
        duty = say_deadline(one.deadline, session.language)
        key = "app.home.due_case" if one.case else "app.home.due_choice"
        late = f" **{session.say('casework.duty.late')}**" if one.late else ""
        lines.append(f"- {plain(session.say(key, n=one.case, duty=duty))}{late}")
    show = st.warning if any(one.late for one in due) else st.info
    title = session.say("app.home.due")
    show(f"**{title}**\n\n" + "\n".join(lines), icon=":material/event:")


def _next(session: Session, step: str, page: str) -> None:
    """Show the one thing to do now: what, why, and the way there."""
    say = session.say
    with st.container(
        border=True,
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        key="next_step",
    ):
        with st.container(gap=None, width="content"):
            st.caption(say("app.home.begin" if step == "leadership" else "app.home.next"))
            st.subheader(say(f"app.home.{step}"), anchor=False)
            st.markdown(say(f"app.home.{step}_text"))
        st.page_link(path_of(page), icon=":material/arrow_forward:")


def _step(session: Session, step: Step, progress: Progress) -> None:
    """Draw a step as one line of the way through: what it is, how far it has come, its page."""
    say = session.say
    mark = ""
    if step in progress.done:
        mark = f" :green-badge[:material/check: {say('app.home.done')}]"
    elif step is progress.next:
        mark = f" :blue-badge[{say('app.home.next')}]"
    elif step in progress.passed:
        mark = f" :gray-badge[{say('app.home.passed')}]"
    _line(say(f"app.home.{step}"), _PAGE_OF[step], mark)


def _line(words: str, page: str, mark: str = "") -> None:
    """Draw one line of a list of ways on."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.markdown(f"{plain(words)}{mark}", width="content")
        st.page_link(path_of(page), icon=":material/chevron_right:", icon_position="right")


def _case(session: Session, progress: Progress) -> None:
    say = session.say
    st.subheader(say("app.home.case"), anchor=False)
    opened = say.plural("app.home.cases_open", progress.open_cases) if progress.open_cases else ""
    st.markdown(f"{say('app.home.case_text')} {opened}")
    st.page_link(path_of("case_file"), icon=":material/folder_open:")


def _leadership(session: Session) -> None:
    """Show how well-being goes first, then what else there is for the leadership of a school."""
    _next(session, "leadership", "trend")
    with st.container(border=True, gap=None, key="way"):
        for page in _OF_SCHOOL:
            _line(session.say(f"app.home.{page}"), page)
    if session.may(Fetch.WAITING):
        _waiting(session)


def _waiting(session: Session) -> None:
    """Say how much waits at the school, and what leadership can do about it."""
    say, school = session.say, school_shown(session)
    found = workspace().waiting(session.role, school.school_id if school else None)
    st.subheader(say("app.waiting.title"), anchor=False)
    for key, reading in (("overdue", found.overdue), ("affected", found.affected)):
        number = plain(say_reading(reading, session.language))
        st.markdown(f"**{say(f'app.waiting.{key}')}: {number}**")
        if reading.value != 0:
            st.markdown(say(f"app.waiting.{key}_text"))
    st.caption(say("app.waiting.hidden", policy=plain(found.policy)))


def _invented(session: Session, name: str) -> None:
    """Say which school is invented, by its name: a real one may stand beside it."""
    say = session.say
    with st.container(border=True):
        st.markdown(say("app.home.invented", school=plain(name)))
        if session.may(Fetch.IMPORT):
            st.markdown(say("app.home.invented_beside"))
            st.page_link(
                path_of("read_in"), label=say("app.home.own"), icon=":material/upload_file:"
            )
        if session.may(Fetch.ERASE) and st.button(say("app.home.remove"), icon=":material/delete:"):
            workspace().remove_demo(session.role)
            session.leave_notice(say("app.home.removed"))
            st.rerun()


if __name__ == "__main__":
    show()
