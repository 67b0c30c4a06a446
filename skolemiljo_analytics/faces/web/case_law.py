"""The law's track beside a case: the four stages, the duties with their days, what is late."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.law import Deadline, deadlines, duties_left
from skolemiljo_analytics.casework.records import Case, Stage
from skolemiljo_analytics.faces.web.casing import noted
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording.casework import say_deadline, say_paragraph

__all__ = ["show_first_duty", "show_law"]

_STAGES = tuple(Stage)


def show_first_duty(session: Session, case: Case) -> None:
    """Say above the steps what the law asks first: a telephone has the track far below them."""
    left = () if case.closing is not None else duties_left(case)
    if not left:
        return
    with st.container(key="note_duty"):
        st.markdown(f"**{session.say('casework.law.first')}** {_words(session, left[0])}")


def show_law(session: Session, case: Case) -> None:
    """Draw the track; a closed case has no form to move it."""
    say = session.say
    with st.container(border=True):
        st.markdown(f"#### {say('casework.law.title')}")
        st.markdown(_stages(session, case))
        for one in deadlines(case):
            st.markdown(_duty(session, one))
        if case.closing is None:
            with st.expander(say("casework.stage.change")):
                _move(session, case)


def _stages(session: Session, case: Case) -> str:
    say = session.say
    lines = []
    for one in Stage:
        called = say(f"casework.stage.{one}")
        here = one is case.stage and case.closing is None
        lines.append(
            f"- **{called}** :blue-badge[{say('casework.stage.now')}]" if here else f"- {called}"
        )
    return "\n".join(lines)


def _duty(session: Session, one: Deadline) -> str:
    return f"{_words(session, one)}  \n:small[{plain(say_paragraph(one, session.language))}]"


def _words(session: Session, one: Deadline) -> str:
    """Say a duty, with a mark where it is done or late."""
    say = session.say
    mark = ""
    if one.done:
        mark = f" :green-badge[:material/check: {say('casework.duty.done')}]"
    elif one.is_late(session.today):
        mark = f" :red-badge[:material/event_busy: {say('casework.duty.late')}]"
    return plain(say_deadline(one, session.language)) + mark


def _move(session: Session, case: Case) -> None:
    say = session.say
    with st.form(f"stage_{case.id}", border=False):
        stage = st.selectbox(
            say("casework.stage.move"),
            _STAGES,
            index=_STAGES.index(case.stage),
            format_func=lambda one: say(f"casework.stage.{one}"),
        )
        told = st.date_input(
            say("casework.case.reported"),
            value=case.reported_on,
            max_value=max(session.today, case.reported_on or session.today),
            format="DD.MM.YYYY",
        )
        if st.form_submit_button(say("casework.stage.save")):
            workspace().move_case(session.role, case, stage=stage, reported_on=told)
            noted(session)
