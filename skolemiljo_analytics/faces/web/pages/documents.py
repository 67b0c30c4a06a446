"""*Dokumenter*: what leaves the building, by who is to read it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from skolemiljo_analytics.errors import TemplateError
from skolemiljo_analytics.faces.web.downloads import TYPES
from skolemiljo_analytics.faces.web.frame import begin_school
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.preview import show_document
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.vocabulary import Language, Role
from skolemiljo_analytics.wording import say_error
from skolemiljo_analytics.workflows.documents import About, DocumentKind, KindInfo, Shelf
from skolemiljo_analytics.workflows.documents.making import (
    Wanted,
    boxes,
    document_file_name,
    kinds_for,
    prepare_document,
    render_document,
    tellable,
)


def show() -> None:
    """Draw the page: who is to read it, then the documents for them."""
    session = Session()
    say = session.say
    school = begin_school(session, "documents")
    st.markdown(say("app.documents.lead"))
    kinds = kinds_for(workspace(), session.role, session.class_id, session.round)
    shelves = [shelf for shelf in Shelf if any(one.shelf is shelf for one in kinds)]
    shelf = st.radio(
        say("app.documents.readers"),
        shelves,
        format_func=lambda one: say(f"app.documents.shelf.{one}"),
        horizontal=True,
    )
    for boxed in boxes([info for info in kinds if info.shelf is shelf]):
        with st.container(border=True):
            info = _choose_form(session, boxed)
            title = f"**{say(f'documents.kind.{info.kind}')}**  \n" if len(boxed) == 1 else ""
            st.markdown(title + say(f"documents.kind.{info.kind}.what"))
            _document(session, info, school)
    _check_template(session)
    with st.expander(say("app.documents.template"), icon=":material/palette:"):
        _template(session)


def _choose_form(session: Session, boxed: tuple[KindInfo, ...]) -> KindInfo:
    """Return the document of a box; a meeting has an agenda and minutes to choose between."""
    if len(boxed) == 1:
        return boxed[0]
    say = session.say
    chosen: KindInfo = st.radio(
        say("app.documents.form"),
        boxed,
        format_func=lambda info: say(f"documents.kind.{info.kind}"),
        horizontal=True,
        label_visibility="collapsed",
        key=f"form_{boxed[0].kind}",
    )
    return chosen


def _document(session: Session, info: KindInfo, school: str | None) -> None:
    """Ask what must be chosen for a document, and offer ways to get it."""
    say, kind = session.say, info.kind
    wanted = Wanted(kind, *session.where[1:])
    if info.about is About.SCHOOL:
        wanted = Wanted(kind, school_id=school)
    if info.about is About.CASE:
        case_id = _choose_case(session, info)
        if not case_id:
            return
        wanted = replace(wanted, case_id=case_id)
    if not info.nameless:
        names = st.checkbox(
            say("app.report.names"), help=say("app.report.names_help"), key=f"names_{kind}"
        )
        wanted = replace(wanted, names=names)
    if info.shelf is Shelf.OUTSIDE and info.about is About.ROUND:
        wanted = replace(wanted, left_out=_leave_out(session, wanted))
    _get(session, wanted)


def _choose_case(session: Session, info: KindInfo) -> str:
    say = session.say
    cases = workspace().cases(session.role, session.class_id)
    called = {
        one.id: say(
            "casework.case.called",
            n=n,
            day=session.date(one.opened_on),
            track=say(f"casework.track.{one.track}"),
        )
        for n, one in enumerate(cases, start=1)
        if info.takes(one.track)
    }
    if not called:
        st.caption(say("app.documents.no_case"))
        return ""
    chosen: str = st.selectbox(
        say("casework.case.which"),
        list(called),
        format_func=called.__getitem__,
        key=f"case_{info.kind}",
    )
    return chosen


def _leave_out(session: Session, wanted: Wanted) -> tuple[str, ...]:
    """Let the adults take out a sentence they do not want to tell."""
    say = session.say
    patterns = tellable(workspace(), session.role, wanted)
    if not patterns:
        st.caption(say("app.documents.nothing_to_tell"))
        return ()
    reader = "parents" if wanted.kind is DocumentKind.PARENTS_SHEET else "class"
    chosen: list[str] = st.multiselect(
        say("app.documents.leave_out"),
        patterns,
        format_func=lambda code: say(f"sheets.{reader}.pattern.{code}"),
        placeholder=say("app.documents.leave_out_none"),
        key=f"leave_{wanted.kind}",
    )
    return tuple(chosen)


def _get(session: Session, wanted: Wanted) -> None:
    """Offer the files, made by the click, and the words on the screen."""
    say = session.say
    with st.container(horizontal=True, vertical_alignment="center"):
        for kind, mime in TYPES.items():
            st.download_button(
                say(f"app.report.{kind}"),
                data=partial(_make, session.role, wanted, kind, session.language),
                file_name=document_file_name(
                    workspace(), session.role, wanted, format=kind, language=session.language
                ),
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"get_{wanted.kind}_{kind}",
            )
        seen = st.toggle(say("app.documents.look"), key=f"look_{wanted.kind}")
    if not seen:
        return
    with st.spinner(say("app.frame.reckoning")):
        made = prepare_document(workspace(), session.role, wanted, session.language)
    show_document(made)


def _make(role: Role, wanted: Wanted, kind: str, language: Language) -> bytes:
    return render_document(workspace(), role, wanted, format=kind, language=language)


def _check_template(session: Session) -> None:
    """Say what is wrong with the school's own template before somebody clicks in vain."""
    from skolemiljo_analytics.views.documents import check_template

    try:
        check_template()
    except TemplateError as error:
        st.error(plain(say_error(error, session.language)))


def _template(session: Session) -> None:
    from skolemiljo_analytics.views.documents import make_template

    say = session.say
    st.markdown(say("app.documents.template_text"))
    st.download_button(
        say("app.documents.template_get"),
        data=make_template,
        file_name="mal.docx",
        mime=TYPES["docx"],
        icon=":material/download:",
        on_click="ignore",
    )


if __name__ == "__main__":
    show()
