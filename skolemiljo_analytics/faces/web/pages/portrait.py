"""*Portrett*: who answered first; then findings with their doubt, the class before the pupil."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.faces.web.cards import show_card
from skolemiljo_analytics.faces.web.downloads import offer_report
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.observing import show_observations
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.tables import show_table
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.wording import say_gate
from skolemiljo_analytics.workflows.portrait_reading import (
    PortraitReading,
    python_lines,
    read_portrait,
)


def show() -> None:
    """Draw the page."""
    session = Session()
    begin_class(session, "portrait")
    with st.spinner(session.say("app.frame.reckoning")):
        read = read_portrait(workspace(), *session.where, language=session.language)
    _participation(session, read)
    _section(session, read, "class", read.of_class)
    _section(session, read, "resources", read.resources)
    _wellbeing(session, read)
    _one_pupil(session, read)
    show_observations(session, read.label)
    _take_along(session)


def _participation(session: Session, read: PortraitReading) -> None:
    say = session.say
    st.subheader(say("app.portrait.who"), anchor=False)
    gates = list(dict.fromkeys(who.gate for _, who in read.participation))
    for question, who in read.participation:
        line = say("app.portrait.answered", n=who.n_answered, asked=who.n_asked)
        nobody = say.plural("app.portrait.nobody", who.n_nobody) if who.n_nobody else ""
        st.markdown(f"{plain(question)}  \n**{line}** {nobody}")
        if len(gates) > 1:
            st.caption(say_gate(who.gate, session.language))
    if len(gates) == 1:
        st.caption(say_gate(gates[0], session.language))


def _wellbeing(session: Session, read: PortraitReading) -> None:
    if read.scales is None:
        return
    st.subheader(session.say("app.portrait.wellbeing"), anchor=False)
    show_table(read.scales)


def _section(
    session: Session, read: PortraitReading, key: str, findings: tuple[Finding, ...]
) -> None:
    if not findings:
        return
    st.subheader(session.say(f"app.portrait.{key}"), anchor=False)
    st.markdown(session.say(f"app.portrait.{key}_text"))
    for finding in findings:
        show_card(session, finding, read.class_label, read.checks.get(finding.id))


def _one_pupil(session: Session, read: PortraitReading) -> None:
    """Open what concerns one pupil only when somebody asks for that pupil."""
    if not read.by_pupil:
        return
    st.subheader(session.say("app.portrait.pupil"), anchor=False)
    st.markdown(session.say("app.portrait.pupil_text"))
    called = {read.label(pupil): pupil for pupil in read.by_pupil}
    chosen = st.selectbox(
        session.say("app.portrait.choose_pupil"),
        list(called),
        index=None,
        placeholder=session.say("app.portrait.no_pupil"),
    )
    for finding in read.by_pupil[called[chosen]] if chosen else ():
        show_card(session, finding, read.label, read.checks.get(finding.id))


def _take_along(session: Session) -> None:
    say = session.say
    st.subheader(say("app.portrait.take"), anchor=False)
    offer_report(session)
    with st.expander(say("app.portrait.code"), icon=":material/code:"):
        st.markdown(say("app.portrait.code_text"))
        portrait = workspace().portrait(session.role, session.class_id, session.round)
        lines = python_lines(
            session.class_id, session.round, portrait.previous_wave, purpose=portrait.purpose
        )
        st.code(lines, language="python")


if __name__ == "__main__":
    show()
