"""The first steps of an import on the page: how it went, files as understood, outcomes of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.tables.problems import Problem
from skolemiljo_analytics.tables.report import ColumnReading, ColumnRole, FileReading
from skolemiljo_analytics.wording.problems import (
    say_column_role,
    say_decision,
    say_file_kind,
    say_problem,
    say_silence_of,
)
from skolemiljo_analytics.workflows.uploading import (
    CORRECTABLE,
    KINDS,
    count_outcomes,
    count_silence,
    count_unsure,
    essential_columns,
    fits_badly,
    unconfirmed,
)

if TYPE_CHECKING:
    from skolemiljo_analytics.readers.reading import Reading

__all__ = ["show_files", "show_notes", "show_outcomes", "show_verdict"]


def show_verdict(session: Session, reading: Reading, left: int) -> None:
    """Say first how it went: stopped and why, something left to decide, or all understood."""
    say = session.say
    refused = reading.report.refused
    for at, problem in enumerate(refused):
        st.error(plain(say_problem(problem, session.language)), icon=":material/block:")
        _offer_to_leave_out(session, problem, at)
    if fits_badly(reading.report):
        st.warning(say("readers.fits_badly"), icon=":material/contact_page:")
    if unconfirmed(reading):
        st.info(say("app.read.confirm_first"), icon=":material/help:")
    elif left:
        st.info(say("app.read.left", n=left), icon=":material/help:")
    elif not refused and not reading.report.mentions and not reading.report.respondents:
        st.info(say("app.read.only_list"), icon=":material/help:")
    elif not refused:
        st.success(say("app.read.understood_all"), icon=":material/check_circle:")


def _offer_to_leave_out(session: Session, problem: Problem, at: int) -> None:
    """Offer the first lawful way on where a question may not be asked: leave its column out."""
    if problem.code != "unlawful_question" or not problem.column:
        return
    if st.button(session.say("app.read.leave_out"), key=f"leave_out_{at}"):
        session.say_of_column((problem.file, problem.column), ColumnRole.IGNORE)
        st.rerun()


def show_files(session: Session, reading: Reading) -> None:
    """Show what each sheet was taken for; a wrong guess can be corrected, also column by column."""
    say = session.say
    st.subheader(say("app.read.understood"), anchor=False)
    for file in reading.report.files:
        kind = say_file_kind(file.kind, session.language)
        with st.container(border=True):
            where = f"{file.file} · {file.sheet}" if file.sheet else file.file
            st.markdown(f"**{plain(where)}**  \n{plain(kind)}")
            _summarise(session, file)
            with st.expander(say("app.read.columns"), icon=":material/view_column:"):
                _kind(session, file)
                for at, column in enumerate(file.columns):
                    _column(session, file, column, at)


def _summarise(session: Session, file: FileReading) -> None:
    """Say in one line which columns are used for what."""
    used = (
        f"{say_column_role(column.role, session.language)}: «{column.name}»"
        for column in essential_columns(file)
    )
    line = " · ".join(used)
    if line:
        st.caption(plain(line))


def _kind(session: Session, file: FileReading) -> None:
    """Ask what the file is, where the guess is wrong."""
    called = {kind: say_file_kind(kind, session.language) for kind in KINDS}
    chosen = st.selectbox(
        session.say("app.read.kind"),
        KINDS,
        index=KINDS.index(file.kind) if file.kind in KINDS else None,
        format_func=called.__getitem__,
        placeholder=session.say("app.read.kind_unknown"),
        key=f"kind_{file.file}_{file.sheet}_{file.kind}",
    )
    if chosen is not None and chosen is not file.kind:
        session.say_of_file(file.file, chosen)
        st.rerun()


def _column(session: Session, file: FileReading, column: ColumnReading, at: int) -> None:
    role = say_column_role(column.role, session.language)
    options = CORRECTABLE.get(file.kind, ())
    if column.role not in options:
        st.markdown(f"{plain(column.name)}  \n**{plain(role)}**")
        return
    called = {one: say_column_role(one, session.language) for one in options}
    chosen = st.selectbox(
        plain(column.name),
        options,
        index=options.index(column.role),
        format_func=called.__getitem__,
        key=f"role_{file.file}_{file.sheet}_{at}_{column.role}_{column.name}",
    )
    if chosen is not column.role:
        session.say_of_column((file.file, column.name), chosen)
        st.rerun()


def show_outcomes(session: Session, reading: Reading) -> None:
    """Count every outcome."""
    say = session.say
    report = reading.report
    st.subheader(say("app.read.outcomes"), anchor=False)
    if not fits_badly(report):
        silent = len(report.not_answered)
        st.markdown(say("app.read.pupils", pupils=len(report.roster), silent=silent))
    if answered := count_silence(report):
        with st.expander(say("app.read.silence"), icon=":material/how_to_vote:"):
            for one in answered:
                st.markdown(f"- {plain(say_silence_of(one, session.language))}")
    lines = [
        f"- **{n}** {plain(say_decision(decision, session.language))}"
        for decision, n in count_outcomes(report)
    ]
    unsure = count_unsure(report)
    if unsure:
        lines.append(f"- **{unsure}** {say('readers.decision.unsure')}")
    st.markdown("\n".join(lines))


def show_notes(session: Session, reading: Reading) -> None:
    """Say everything worth knowing in plain words."""
    notes = [p for p in reading.report.problems if p not in reading.report.refused]
    if notes:
        with st.expander(session.say("app.read.notes", n=len(notes)), icon=":material/info:"):
            for problem in notes:
                st.markdown(f"- {plain(say_problem(problem, session.language))}")
