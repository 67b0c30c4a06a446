"""The first steps of an import on the page: files as understood, names to decide."""

from __future__ import annotations

from typing import Any

import streamlit as st

from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.tables.report import ColumnReading, FileKind, FileReading
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.wording.problems import (
    say_column_role,
    say_decision,
    say_file_kind,
    say_problem,
    say_why,
)
from skolemiljo_analytics.workflows.uploading import (
    CORRECTABLE,
    OpenQuestion,
    Upload,
    count_outcomes,
    count_unsure,
)

__all__ = ["ask_next_question", "show_files", "show_outcomes"]

_NOBODY = ""


def show_files(session: Session, reading: Any) -> None:
    """Show what each sheet was taken for; a wrong guess can be corrected column by column."""
    say = session.say
    st.subheader(say("app.read.understood"), anchor=False)
    for file in reading.report.files:
        kind = say_file_kind(file.kind, session.language)
        with st.container(border=True):
            where = f"{file.file} · {file.sheet}" if file.sheet else file.file
            st.markdown(f"**{plain(where)}**  \n{plain(kind)}")
            with st.expander(say("app.read.columns"), icon=":material/view_column:"):
                for column in file.columns:
                    _column(session, file, column)
    for problem in reading.report.refused:
        st.error(plain(say_problem(problem, session.language)), icon=":material/block:")


def _column(session: Session, file: FileReading, column: ColumnReading) -> None:
    role = say_column_role(column.role, session.language)
    if file.kind is not FileKind.ANSWERS or column.role not in CORRECTABLE:
        st.markdown(f"{plain(column.name)}  \n**{plain(role)}**")
        return
    place = (file.file, column.name)
    called = {one: say_column_role(one, session.language) for one in CORRECTABLE}
    chosen = st.selectbox(
        plain(column.name),
        CORRECTABLE,
        index=CORRECTABLE.index(column.role),
        format_func=called.__getitem__,
        key=f"role_{place}",
    )
    if chosen is not column.role:
        session.say_of_column(place, chosen)
        st.rerun()


def show_outcomes(session: Session, reading: Any) -> None:
    """Count every outcome, and say everything worth knowing in plain words."""
    say = session.say
    report = reading.report
    st.subheader(say("app.read.outcomes"), anchor=False)
    st.markdown(say("app.read.pupils", pupils=len(report.roster), silent=len(report.not_answered)))
    lines = [
        f"- **{n}** {plain(say_decision(decision, session.language))}"
        for decision, n in count_outcomes(report)
    ]
    unsure = count_unsure(report)
    if unsure:
        lines.append(f"- **{unsure}** {say('readers.decision.unsure')}")
    st.markdown("\n".join(lines))
    notes = [p for p in report.problems if p not in report.refused]
    if notes:
        with st.expander(say("app.read.notes", n=len(notes)), icon=":material/info:"):
            for problem in notes:
                st.markdown(f"- {plain(say_problem(problem, session.language))}")


def ask_next_question(
    session: Session, upload: Upload, reading: Any, questions: tuple[OpenQuestion, ...]
) -> None:
    """Ask one question: the text as written, and who may be meant with the reason why."""
    say = session.say
    question = questions[0]
    st.subheader(say("app.read.decide", n=len(questions)), anchor=False)
    with st.form("decide", border=True):
        st.markdown(_ask_of(session, reading, question))
        st.text(question.text)
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
        st.markdown(plain(say_why(question.reason, session.language)))
        label = NameLabeller(reading.names, language=session.language, whole=True)
        chosen = st.radio(
            say("app.read.who"),
            [pupil for pupil, _ in question.candidates] + [_NOBODY],
            index=None,
            format_func=lambda p: plain(label(p)) if p else say("app.read.none"),
            captions=_reasons(session, question),
        )
        sent = st.form_submit_button(say("app.read.settle"), type="primary")
        if sent and chosen is None:
            st.warning(say("app.read.choose_one"))
    if sent and chosen is not None:
        session.said_of_names = upload.decide(
            question, PupilId(chosen) if chosen else None
        ).decisions
        st.rerun()


def _ask_of(session: Session, reading: Any, question: OpenQuestion) -> str:
    """Say what is asked; whose answer it is, where that is what decides."""
    if question.is_writer:
        return session.say("app.read.writer")
    if question.respondent is None:
        return session.say("app.read.mention")
    label = NameLabeller(reading.names, language=session.language, whole=True)
    return session.say("app.read.mention_by", writer=plain(label(question.respondent)))


def _reasons(session: Session, question: OpenQuestion) -> list[str]:
    """Return why each may be meant; nothing where it only repeats why the question is asked."""
    whys = ("" if why == question.reason else why for _, why in question.candidates)
    return [say_why(why, session.language) if why else "" for why in whys] + [""]
