"""The review queue on the page: one name at a time, the cell it stands in, who may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.wording.problems import say_why
from skolemiljo_analytics.workflows.open_questions import (
    OpenQuestion,
    label_pupils,
    others_to_choose,
)
from skolemiljo_analytics.workflows.uploading import Upload

if TYPE_CHECKING:
    from skolemiljo_analytics.readers.reading import Reading

__all__ = ["ask_next_question", "offer_to_take_back"]

_NOBODY = ""


def ask_next_question(
    session: Session, upload: Upload, reading: Reading, questions: tuple[OpenQuestion, ...]
) -> None:
    """Ask one question: the text as written, and who may be meant with the reason why."""
    say = session.say
    question = questions[0]
    st.subheader(say("app.read.decide", n=len(questions)), anchor=False)
    with st.form("decide", border=True):
        _show(session, reading, question)
        chosen, other = _ask_who(session, reading, question)
        sent = st.form_submit_button(say("app.read.settle"), type="primary")
        one = (chosen is None) is not (other is None)
        if sent and not one:
            st.warning(say("app.read.choose_one"))
    if sent and one:
        pupil = other or chosen
        session.said_of_names = upload.decide(question, PupilId(pupil) if pupil else None).decisions
        st.rerun()


def offer_to_take_back(session: Session, upload: Upload) -> None:
    """Offer to ask about the last decided name again."""
    if upload.decisions and st.button(session.say("app.read.undo"), icon=":material/undo:"):
        session.said_of_names = upload.take_back().decisions
        st.rerun()


def _show(session: Session, reading: Reading, question: OpenQuestion) -> None:
    """Show the name as written, the cell it stands in, where, and why it is not certain."""
    say = session.say
    st.markdown(_ask_of(session, reading, question))
    st.text(question.text)
    if question.cell:
        st.caption(say("app.read.cell"))
        st.text(question.cell)
    file, sheet, row, column, _ = question.places[0]
    st.caption(
        plain(
            say.plural(
                "app.read.place",
                len(question.places),
                file=file,
                sheet=sheet,
                row=row,
                column=column,
            )
        )
    )
    if not _one_likely(question):
        st.markdown(say("app.read.why", why=plain(say_why(question.reason, session.language))))


def _ask_who(
    session: Session, reading: Reading, question: OpenQuestion
) -> tuple[str | None, str | None]:
    """Ask who is meant: one of the likely or nobody, or somebody else of the class."""
    say = session.say
    label = label_pupils(reading, session.language)
    place = "_".join(map(str, question.places[0]))
    chosen = st.radio(
        say("app.read.who"),
        [pupil for pupil, _ in question.candidates] + [_NOBODY],
        index=None,
        format_func=lambda p: plain(label(p)) if p else say("app.read.none"),
        captions=_reasons(session, question),
        key=f"who_{place}",
    )
    other = st.selectbox(
        say("app.read.other"),
        others_to_choose(reading, question),
        index=None,
        format_func=label,
        placeholder=say("app.read.other_none"),
        key=f"other_{place}",
    )
    return chosen, other


def _ask_of(session: Session, reading: Reading, question: OpenQuestion) -> str:
    """Say what is asked; whose answer it is, where that is what decides."""
    if question.is_writer:
        return session.say("app.read.writer")
    if question.respondent is None:
        return session.say("app.read.mention")
    label = label_pupils(reading, session.language)
    return session.say("app.read.mention_by", writer=plain(label(question.respondent)))


def _one_likely(question: OpenQuestion) -> bool:
    """Tell whether one pupil is proposed, so that the reason belongs beside the name."""
    whys = [why for _, why in question.candidates]
    all_alike = len(whys) > 1 and set(whys) == {question.reason}
    return bool(whys) and whys[0] == question.reason and not all_alike


def _reasons(session: Session, question: OpenQuestion) -> list[str]:
    """Return why each may be meant; nothing where all only repeat why the question is asked."""
    whys = [why for _, why in question.candidates]
    if len(whys) > 1 and set(whys) == {question.reason}:
        whys = [""] * len(whys)
    return [say_why(why, session.language) if why else "" for why in whys] + [""]
