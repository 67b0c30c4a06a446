"""*Årshjul*: when to ask, what is to be evaluated, and the school's own days; as a calendar too."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from skolemiljo_analytics.casework.year import YearEvent, YearKind, school_year_of
from skolemiljo_analytics.errors import StoreError
from skolemiljo_analytics.faces.web.frame import begin_school, school_shown
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.views.year_wheel import describe_year, draw_year_wheel
from skolemiljo_analytics.wording.year import say_span, say_year_event, suggested_events
from skolemiljo_analytics.workflows.access import Fetch
from skolemiljo_analytics.workflows.documents.making import calendar_file

_DAY = "DD.MM.YYYY"


def show() -> None:
    """Draw the page: the wheel, the list beside it, and forms for those who may write."""
    session = Session()
    say = session.say
    begin_school(session, "year_wheel")
    st.markdown(say("year.lead"))
    this = school_year_of(session.today)
    year = st.radio(
        say("year.which"),
        (this, this + 1),
        format_func=lambda one: f"{one}/{(one + 1) % 100:02}",
        horizontal=True,
    )
    events = workspace().year(session.role, year, _school(session))
    drawn, beside = st.columns([3, 2], gap="medium")
    with drawn, st.container(key="wide_picture_year"):  # a telephone has the list
        figure = draw_year_wheel(events, year, today=session.today, language=session.language)
        st.pyplot(figure, alt=describe_year(events, session.language))
    with beside:
        _list(session, events)
        _warn(session, events)
        _file(session, year)
    if session.may(Fetch.CALENDAR) and workspace().schools(session.role):
        _write(session, events, year)


def _school(session: Session) -> str | None:
    shown = school_shown(session)
    return shown.school_id if shown else None


def _warn(session: Session, events: tuple[YearEvent, ...]) -> None:
    """Say which of the school's own days may name a pupil, before the calendar goes to many."""
    own = [one.title for one in events if one.kind is YearKind.OWN]
    if not own or not session.may(Fetch.CALENDAR):
        return
    named = workspace().naming(session.role, own, _school(session))
    if named:
        lines = "".join(f"\n- {plain(title)}" for title in dict.fromkeys(named))
        st.warning(f"{session.say('year.named')}\n{lines}", icon=":material/person_alert:")


def _file(session: Session, year: int) -> None:
    say = session.say
    st.download_button(
        say("year.download"),
        data=partial(
            calendar_file,
            workspace(),
            session.role,
            year=year,
            school_id=_school(session),
            language=session.language,
        ),
        file_name=f"arshjul-{year}.ics",
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
        help=say("year.download_help"),
    )


def _list(session: Session, events: tuple[YearEvent, ...]) -> None:
    """List the events by day; a telephone reads this rather than the wheel."""
    say = session.say
    st.subheader(say("year.list"), anchor=False)
    st.markdown(
        "\n".join(
            f"- **{plain(say_span(one, session.language))}**: "
            f"{plain(say_year_event(one, session.language))} ({say(f'year.kind.{one.kind}')})"
            for one in events
        )
    )
    st.caption(say("year.windows"))


def _write(session: Session, events: tuple[YearEvent, ...], year: int) -> None:
    """Offer the school's own days: a new one, the first day of school, suggestions, taking out."""
    say = session.say
    own = [one for one in events if one.event_id]
    with st.expander(say("year.add"), icon=":material/add:"):
        _add(session)
    with st.expander(say("year.first"), icon=":material/school:"):
        _first(session, events)
    if not any(one.kind is YearKind.OWN for one in own):
        st.caption(say("year.suggest_text"))
        if st.button(say("year.suggest"), icon=":material/playlist_add:"):
            for one in suggested_events(year, session.language):
                workspace().add_event(session.role, one, _school(session))
            _noted(session)
    if own:
        with st.expander(say("year.remove"), icon=":material/delete:"):
            _remove(session, own)


def _add(session: Session) -> None:
    """Ask for a day; words that may name a pupil are asked about once more, and may be kept."""
    say = session.say
    written = len(workspace().own_events(session.role, _school(session)))
    with st.form(f"add_event_{written}", border=False):
        title = st.text_input(say("year.words"), max_chars=80, help=say("year.words_help"))
        meant = _ask_named(session, title)
        first = st.date_input(say("year.from"), value=session.today, format=_DAY)
        last = st.date_input(say("year.until"), value=None, format=_DAY)
        sent = st.form_submit_button(say("year.save"))
    if sent and meant:
        _keep(session, YearKind.OWN, (first, last or first), title)


def _ask_named(session: Session, title: str) -> bool:
    """Tell whether the words may be kept: they name nobody, or somebody has said they do not."""
    if not workspace().naming(session.role, [title], _school(session)):
        return True
    st.warning(session.say("year.names_pupil"), icon=":material/person_alert:")
    return st.checkbox(session.say("year.names_nobody"), key=f"names_nobody_{title}")


def _first(session: Session, events: tuple[YearEvent, ...]) -> None:
    say = session.say
    now = next((one.starts_on for one in events if one.kind is YearKind.START), session.today)
    with st.form("first_day", border=False):
        st.markdown(say("year.first_text"))
        day = st.date_input(say("year.first_day"), value=now, format=_DAY)
        sent = st.form_submit_button(say("year.save_first"))
    if sent:
        _keep(session, YearKind.START, (day, day), "")


def _keep(session: Session, kind: YearKind, days: tuple[dt.date, dt.date], title: str) -> None:
    """Write an event, or say what is missing."""
    try:
        workspace().add_event(session.role, YearEvent(kind, *days, title), _school(session))
    except (ValueError, StoreError):
        st.error(session.say("year.missing"))
        return
    _noted(session)


def _remove(session: Session, own: list[YearEvent]) -> None:
    say = session.say
    called = {
        one.event_id: f"{say_span(one, session.language)}: {say_year_event(one, session.language)}"
        for one in own
    }
    with st.form("remove_event", border=False):
        chosen = st.selectbox(say("year.which_event"), list(called), format_func=called.__getitem__)
        sent = st.form_submit_button(say("year.remove_it"))
    if sent and chosen:
        workspace().remove_event(session.role, chosen, _school(session))
        _noted(session)


def _noted(session: Session) -> None:
    session.leave_notice(session.say("year.noted"))
    st.rerun()


if __name__ == "__main__":
    show()
