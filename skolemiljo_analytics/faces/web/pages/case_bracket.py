"""*Parentes*: who is kept apart for now, and what of the pattern stands without them."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.brackets import Without
from skolemiljo_analytics.errors import CaseRefusedError
from skolemiljo_analytics.faces.web.expecting import choose_pupils
from skolemiljo_analytics.faces.web.frame import begin_class
from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.wording import say_error
from skolemiljo_analytics.wording.casework import say_figure_without, say_pattern_without


def show() -> None:
    """Draw the page."""
    session = Session()
    begin_class(session, "case_bracket")
    st.markdown(session.say("casework.bracket.lead"))
    bracketed = workspace().brackets(session.role, session.class_id)
    _choose(session, tuple(one.pupil for one in bracketed))
    if not bracketed:
        st.info(session.say("casework.bracket.nobody"))
        return
    st.page_link(path_of("class_map"), icon=":material/hub:")
    try:
        with st.spinner(session.say("app.frame.reckoning")):
            found = workspace().without_bracketed(*session.where)
    except CaseRefusedError as error:
        st.info(say_error(error, session.language))
        return
    _compare(session, found)


def _choose(session: Session, bracketed: tuple[PupilId, ...]) -> None:
    say = session.say
    with st.form("brackets", border=True):
        label = say("casework.bracket.choose")
        chosen = choose_pupils(session, label, key="bracketed", chosen=bracketed)
        sent = st.form_submit_button(say("casework.bracket.save"), type="primary")
    if sent:
        workspace().put_in_brackets(session.role, session.class_id, chosen)
        session.leave_notice(say("casework.bracket.saved"))
        st.rerun()


def _compare(session: Session, found: Without) -> None:
    say = session.say
    st.subheader(say("casework.without.title"), anchor=False)
    st.markdown(say("casework.without.lead", n=found.n_bracketed, left=found.n_left))
    lines = [
        say_pattern_without(one, say(f"findings.{one.code}.title"), session.language)
        for one in found.patterns
    ]
    _list(lines or [say("casework.without.nothing")])
    st.subheader(say("casework.figure.title"), anchor=False)
    st.markdown(say("casework.figure.lead", n=found.n_bracketed, draws=found.draws))
    for question in dict.fromkeys(one.question for one in found.figures):
        st.markdown(f"**{plain(question)}**")
        _list(
            [
                say_figure_without(one, session.language)
                for one in found.figures
                if one.question == question
            ]
        )
    st.caption(say("casework.without.cannot"))


def _list(lines: list[str]) -> None:
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


if __name__ == "__main__":
    show()
