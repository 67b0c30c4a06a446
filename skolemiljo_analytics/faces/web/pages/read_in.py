"""*Les inn*: purpose first, then files; what was understood, what a person must decide; import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.asking_names import ask_next_question, offer_to_take_back
from skolemiljo_analytics.faces.web.frame import begin
from skolemiljo_analytics.faces.web.importing import (
    show_files,
    show_notes,
    show_outcomes,
    show_verdict,
)
from skolemiljo_analytics.faces.web.keeping import (
    ask_class,
    confirm_questions,
    offer_mapping,
    offer_questions,
)
from skolemiljo_analytics.faces.web.observing import list_observations
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.settings import UPLOAD_MEGABYTES
from skolemiljo_analytics.faces.web.storing import store_class
from skolemiljo_analytics.readers.sources import Source, with_own_names
from skolemiljo_analytics.tables.records import SuspicionGrounds
from skolemiljo_analytics.vocabulary import Purpose
from skolemiljo_analytics.workflows.open_questions import (
    OpenQuestion,
    label_pupils,
    open_questions,
)
from skolemiljo_analytics.workflows.uploading import Upload, read_upload, unconfirmed

if TYPE_CHECKING:
    from skolemiljo_analytics.readers.reading import Reading

TYPES = ["csv", "tsv", "txt", "xlsx", "xlsm", "ods", "json", "toml"]


def show() -> None:
    """Draw the page: each step appears when the one before is done."""
    session = Session()
    begin(session, "read_in")
    st.markdown(session.say("app.read.lead"))
    purpose = _ask_purpose(session)
    if purpose is None:
        st.info(session.say("app.read.after"), icon=":material/upload_file:")
        return
    grounds = _ask_grounds(session) if purpose is Purpose.SUSPICION else None
    if purpose is Purpose.SUSPICION and grounds is None:
        return
    upload = _ask_files(session, purpose, grounds)
    if upload is None:
        return
    reading = session.once("reading", lambda: _read(session, upload), of=upload)
    questions = open_questions(reading.report, reading.cells)
    show_verdict(session, reading, len(questions))
    show_files(session, reading)
    ask_class(session, reading)
    confirm_questions(session, reading)
    if reading.report.mentions:
        show_outcomes(session, reading)
    show_notes(session, reading)
    _show_seen(session, reading)
    _decide_or_store(session, upload, reading, questions)
    if reading.report.mentions:
        offer_mapping(session, reading)


def _decide_or_store(
    session: Session, upload: Upload, reading: Reading, questions: tuple[OpenQuestion, ...]
) -> None:
    """Ask the next open question; with none left and nothing refused, offer to store."""
    if questions:
        ask_next_question(session, upload, reading, questions)
    offer_to_take_back(session, upload)
    if questions:
        offer_questions(session, reading)
    elif unconfirmed(reading):
        st.info(session.say("app.read.confirm_first"))
    elif not reading.report.refused:
        store_class(session, reading)


def _read(session: Session, upload: Upload) -> Reading:
    """Read the files, with a bar that says how far a large import has come."""
    say = session.say
    bar = st.progress(0.0, text=say("app.read.reading"))

    def tell(what: str, at: int, of: int) -> None:
        bar.progress(min(at / of, 1.0), text=say(f"app.read.{what}", at=at, of=of))

    try:
        return read_upload(upload, tell, known=workspace().kept_names(session.role))
    finally:
        bar.empty()


def _show_seen(session: Session, reading: Reading) -> None:
    """Show the observations among the files before anything is stored."""
    record = reading.records.get(reading.class_id)
    if record is not None and record.observations:
        st.subheader(session.say("readers.seen.title"), anchor=False)
        list_observations(session, record.observations, label_pupils(reading, session.language))


def _ask_purpose(session: Session) -> Purpose | None:
    say = session.say
    st.subheader(say("app.read.purpose"), anchor=False)
    return st.radio(
        say("app.read.purpose_question"),
        list(Purpose),
        index=None,
        format_func=lambda one: say(f"app.read.purpose_{one}"),
        captions=[say(f"app.read.purpose_{one}_text") for one in Purpose],
        key="import_purpose",
    )


def _ask_grounds(session: Session) -> SuspicionGrounds | None:
    """Ask for the grounds of a concrete suspicion; they are recorded before answers are read."""
    say = session.say
    st.markdown(say("app.read.grounds"))
    suspected = st.date_input(
        say("app.read.suspected_on"), value=None, format="DD.MM.YYYY", key="suspected_on"
    )
    why = st.text_area(say("app.read.why_not_otherwise"), key="why_not_otherwise")
    who = st.text_input(say("app.read.decided_by"), key="decided_by", max_chars=80)
    day = st.date_input(
        say("app.read.decided_on"), value=session.today, format="DD.MM.YYYY", key="decided_on"
    )
    if not (suspected and why.strip() and who.strip() and day):
        st.info(say("app.read.grounds_needed"))
        return None
    return SuspicionGrounds(suspected, why.strip(), who.strip(), day)


def _ask_files(
    session: Session, purpose: Purpose, grounds: SuspicionGrounds | None
) -> Upload | None:
    say = session.say
    st.subheader(say("app.read.files"), anchor=False)
    files = st.file_uploader(
        say("app.read.files_label"),
        type=TYPES,
        accept_multiple_files=True,
        help=say("app.read.files_help"),
        key="import_files",
    )
    st.caption(say("app.read.limit", megabytes=UPLOAD_MEGABYTES))
    if not files:
        return None
    given = with_own_names([Source(file.name, file.getvalue()) for file in files])
    contents = {source.name: source.data for source in given}
    return Upload(
        contents,
        purpose,
        grounds,
        session.said_of_class,
        kinds=session.said_of_files,
        roles=session.said_of_columns,
        questions=session.said_of_questions,
        decisions=session.said_of_names,
    )


if __name__ == "__main__":
    show()
