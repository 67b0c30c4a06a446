"""What an import is remembered by: polarity said by a person, the mapping, the table to fill in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.vocabulary import Polarity
from skolemiljo_analytics.workflows.uploading import (
    mapping_to_keep,
    questions_to_confirm,
    questions_to_fill_in,
    unconfirmed,
)

if TYPE_CHECKING:
    from skolemiljo_analytics.readers.reading import Reading
    from skolemiljo_analytics.tables.mapping import MappedQuestion

__all__ = ["ask_class", "confirm_questions", "offer_mapping", "offer_questions"]

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ask_class(session: Session, reading: Reading) -> None:
    """Ask which class it is about, where the list has several."""
    classes = list(reading.records)
    if len(classes) < 2:
        return
    unknown = any(p.code == "class_unknown" for p in reading.report.problems)
    st.selectbox(
        session.say("app.read.which_class"),
        classes,
        index=None if unknown else classes.index(reading.class_id),
        placeholder=session.say("app.read.which_class_none"),
        key="import_class",
    )


def confirm_questions(session: Session, reading: Reading) -> None:
    """Show the polarity guessed for each question about classmates; a person confirms it.

    Where the question's own words do not say, nothing is chosen beforehand.
    """
    for one in questions_to_confirm(reading):
        _confirm(session, one, sure=one.question.key not in unconfirmed(reading))


def _confirm(session: Session, one: MappedQuestion, *, sure: bool) -> None:
    say, guessed = session.say, one.question.polarity
    called = {polarity: say(f"readers.polarity.{polarity}") for polarity in Polarity}
    st.markdown(f"**{plain(one.question.text)}**")
    chosen = st.radio(
        say("readers.polarity.ask"),
        list(Polarity),
        index=list(Polarity).index(guessed) if sure else None,
        format_func=called.__getitem__,
        horizontal=True,
        key=f"polarity_{one.question.key}_{sure}",
    )
    if chosen is not None and (chosen is not guessed or not sure):
        session.say_of_question(replace(one, question=replace(one.question, polarity=chosen)))
        st.rerun()


def offer_mapping(session: Session, reading: Reading) -> None:
    """Offer the mapping as a file to lay among the files of the next round."""
    st.subheader(session.say("readers.keep.title"), anchor=False)
    st.markdown(session.say("readers.keep.lead"))
    st.download_button(
        session.say("readers.keep.mapping"),
        mapping_to_keep(reading),
        file_name="runder.toml",
        mime="application/toml",
        on_click="ignore",
    )


def offer_questions(session: Session, reading: Reading) -> None:
    """Offer what is left to decide as a workbook that can be filled in and given back."""
    st.download_button(
        session.say("readers.keep.questions"),
        questions_to_fill_in(reading),
        file_name="beslutninger.xlsx",
        mime=_WORKBOOK,
        on_click="ignore",
    )
