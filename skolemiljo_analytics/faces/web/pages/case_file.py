"""*Sak*: the five steps of one case, one at a time, and the law's track beside them."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.records import Case, LegalTrack
from skolemiljo_analytics.casework.steps import CaseStep, next_step, steps_taken
from skolemiljo_analytics.faces.web.case_law import show_first_duty, show_law
from skolemiljo_analytics.faces.web.case_steps import show_step
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording.casework import say_closed_despite

_TRACKS = tuple(LegalTrack)
_OPEN = "opening_case"


def show() -> None:
    """Draw the page: one case with its steps, or the form that opens one."""
    session = Session()
    begin_class(session, "case_file")
    cases = workspace().cases(session.role, session.class_id)
    if not cases:
        st.markdown(session.say("casework.case.lead"))
        _open(session)
        return
    case = _choose(session, cases)
    if case is None:
        _open(session)
        return
    show_first_duty(session, case)
    steps, law = st.columns([2.4, 1], gap="large")
    with steps:
        _steps(session, case)
    with law:
        show_law(session, case)


def _choose(session: Session, cases: tuple[Case, ...]) -> Case | None:
    """Ask which case; the newest first, and last the way to a new one."""
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
    called[_OPEN] = say("casework.case.open_new")
    newest_first = [*list(called)[-2::-1], _OPEN]
    session.keep_within("which_case", newest_first)
    chosen = st.selectbox(
        say("casework.case.which"),
        newest_first,
        format_func=called.__getitem__,
        key="which_case",
    )
    return next((one for one in cases if one.id == chosen), None)


def _open(session: Session) -> None:
    say = session.say
    with st.form("open_case", border=True):
        st.subheader(say("casework.case.open_new"), anchor=False)
        track = st.radio(
            say("casework.case.track"),
            _TRACKS,
            format_func=lambda one: say(f"casework.track.{one}"),
            captions=[say(f"casework.track.{one}_when") for one in _TRACKS],
        )
        left, right = st.columns(2)
        opened = left.date_input(
            say("casework.case.opened"), value=session.today, format="DD.MM.YYYY"
        )
        reported = right.date_input(
            say("casework.case.reported"),
            value=None,
            max_value=session.today,
            format="DD.MM.YYYY",
        )
        sent = st.form_submit_button(say("casework.case.open"), type="primary")
    if sent:
        made = workspace().open_case(
            session.role, session.class_id, track, opened_on=opened, reported_on=reported
        )
        session.choose_later("which_case", made)
        session.leave_notice(say("casework.noted"))
        st.rerun()


def _steps(session: Session, case: Case) -> None:
    """Draw the five steps as one row, and the one chosen below; the next one is chosen first."""
    say = session.say
    looked = workspace().looked(session.role, case)
    taken, following = steps_taken(case, looked=looked), next_step(case, looked=looked)
    if case.closing is not None:
        day = session.date(case.closing.day)
        st.success(say("casework.closing.closed", day=day, note=plain(case.closing.note)))
        if case.closing.despite:
            said = say_closed_despite(case, session.language)
            st.warning(plain(said), icon=":material/gavel:")
    chosen = st.segmented_control(
        say("casework.step.which"),
        list(CaseStep),
        required=True,
        default=following or CaseStep.FOLLOW_UP,
        format_func=lambda one: (
            say(f"casework.step.{one}_short") + (" :material/check:" if one in taken else "")
        ),
        key=f"step_of_{case.id}_{following}",
        wrap=True,
    )
    if following is not None and chosen is not following:
        st.caption(say("casework.step.next", step=say(f"casework.step.{following}")))
    show_step(session, case, CaseStep(chosen or CaseStep.TOLD))


if __name__ == "__main__":
    show()
