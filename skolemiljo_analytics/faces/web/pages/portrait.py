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
from skolemiljo_analytics.portrait.records import Participation
from skolemiljo_analytics.wording import say_gate
from skolemiljo_analytics.wording.phrases import say_deleted_round
from skolemiljo_analytics.workflows.earlier import DeletedRound
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
    """Say in two lines who answered and what that allows; each question is one click away."""
    say = session.say
    st.subheader(say("app.portrait.who"), anchor=False)
    if not read.participation:
        return
    line = _counts(session, read.least_answered, read.most_answered)
    gate, questions = say_gate(read.least_answered.gate, session.language), len(read.participation)
    if read.n_at_lowest_gate < questions:
        gate = say("app.portrait.gate_some", gate=gate, n=read.n_at_lowest_gate, of=questions)
    st.markdown(f"**{line}** {gate}")
    if read.deleted_before:
        st.info(plain(_say_gone(session, read.deleted_before)), icon=":material/history:")
    with st.expander(say("app.portrait.each"), icon=":material/checklist:"):
        _each_question(session, read)


def _say_gone(session: Session, gone: DeletedRound) -> str:
    return say_deleted_round(
        gone.held_on, gone.deleted_on, compared=gone.compared, language=session.language
    )


def _counts(session: Session, least: Participation, most: Participation) -> str:
    """Say how many answered, from the question fewest answered to the one most did."""
    few, asked = least.n_answered, least.n_asked
    if (few, asked) == (most.n_answered, most.n_asked):
        return session.say("app.portrait.answered_each", n=few, asked=asked)
    key = "between" if asked == most.n_asked else "from"
    counts = {"few": few, "asked": asked, "most": most.n_answered, "most_asked": most.n_asked}
    return session.say(f"app.portrait.answered_{key}", **counts)


def _each_question(session: Session, read: PortraitReading) -> None:
    say = session.say
    for question, who in read.participation:
        line = say("app.portrait.answered", n=who.n_answered, asked=who.n_asked)
        nobody = say.plural("app.portrait.nobody", who.n_nobody) if who.n_nobody else ""
        st.markdown(f"{plain(question)}  \n**{line}** {nobody}")
        if read.n_at_lowest_gate < len(read.participation):
            st.caption(say_gate(who.gate, session.language))


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
