"""A finding as a card: what it says, how sure it is, other readings, and who has checked it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.findings import Finding
from skolemiljo_analytics.proposals.records import Check
from skolemiljo_analytics.vocabulary import Strength
from skolemiljo_analytics.wording import FindingText, Labels, Translator, say_finding

__all__ = ["ask_check", "show_card"]

_COLOURS = {
    Strength.CLEAR: "green",
    Strength.PROBABLE: "blue",
    Strength.POSSIBLE: "orange",
    Strength.CANNOT_SAY: "gray",
    None: "gray",
}
_DOUBTS = ("answered", "silence", "chance", "stability", "agreement", "numbers")


def show_card(session: Session, finding: Finding, label: Labels, check: Check | None) -> None:
    """Draw one finding with everything that goes with it."""
    say = session.say
    text = say_finding(finding, session.language, label)
    with st.container(border=True):
        badge = f":{_COLOURS[finding.strength]}-badge[{plain(text.strength)}]"
        st.markdown(f"#### {plain(text.title)} {badge}")
        st.markdown(plain(text.claim))
        st.markdown(plain(text.fact))
        if text.conclusion:
            st.markdown(f"**{plain(text.conclusion)}**")
        with st.container(horizontal=True, key=f"row_{finding.id}"):
            with st.expander(say("app.card.how_sure"), icon=":material/balance:"):
                _doubts(text, say)
                _readings(text, say)
            if check is None:
                _mark(session, finding)
        if check is not None:
            _checked(session, check)


def _doubts(text: FindingText, say: Translator) -> None:
    st.markdown(f"**{plain(text.strength)}**  \n{plain(text.strength_help)}")
    for part in _DOUBTS:
        sentence = getattr(text, part)
        if sentence:
            st.markdown(f"**{say(f'app.card.{part}')}**  \n{plain(sentence)}")


def _readings(text: FindingText, say: Translator) -> None:
    _list(say("app.card.readings"), text.other_readings)
    _list(say("app.card.cannot"), text.cannot_show)
    _list(say("app.card.back"), text.questions_back)


def _list(heading: str, sentences: Iterable[str]) -> None:
    st.markdown(f"**{heading}**\n\n" + "\n".join(f"- {plain(s)}" for s in sentences))


def _checked(session: Session, check: Check) -> None:
    key = "app.check.holds" if check.holds else "app.check.not_holds"
    day = session.date(check.checked_on)
    st.markdown(session.say(key, who=plain(check.checked_by), day=day, how=plain(check.how)))


def _mark(session: Session, finding: Finding) -> None:
    """Let an adult say that the finding has been checked."""
    with st.popover(session.say("app.check.mark"), icon=":material/fact_check:"):
        made = ask_check(session, finding)
    if made is not None:
        workspace().check_finding(session.role, session.class_id, session.round, made)
        session.leave_notice(session.say("app.check.noted"))
        st.rerun()


def ask_check(session: Session, finding: Finding) -> Check | None:
    """Ask who has checked a finding, when and how; return the answer once it is complete."""
    say = session.say
    with st.form(f"check_{finding.id}", border=False):
        st.markdown(say("app.check.why"))
        who = st.text_input(say("app.check.who"), max_chars=80)
        day = st.date_input(say("app.check.when"), value=session.today, format="DD.MM.YYYY")
        how = st.text_input(say("app.check.how"), max_chars=300, help=say("app.check.how_help"))
        holds = st.radio(
            say("app.check.question"),
            (True, False),
            format_func=lambda yes: say("app.check.yes" if yes else "app.check.no"),
        )
        sent = st.form_submit_button(say("app.check.save"), type="primary")
    if sent and not (who.strip() and how.strip()):
        st.error(say("app.check.incomplete"))
        return None
    return Check(finding.id, who.strip(), day, how.strip(), holds) if sent else None
