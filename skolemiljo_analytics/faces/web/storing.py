"""The last step of an import: what it would change, what a person must say first, and storing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from skolemiljo_analytics.faces.web.pages import path_of
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import CLASS, Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.views.labels import NameLabeller
from skolemiljo_analytics.vocabulary import PupilId
from skolemiljo_analytics.workflows.importing import ImportDecisions, ImportPlan
from skolemiljo_analytics.workflows.read_class import SchoolClass, class_of
from skolemiljo_analytics.workflows.uploading import decisions_to_keep

if TYPE_CHECKING:
    from skolemiljo_analytics.names import NameKey
    from skolemiljo_analytics.readers.reading import Reading

__all__ = ["store_class"]


def store_class(session: Session, reading: Reading) -> None:
    """Say what storing would do, ask what is still open, and store when the person says so."""
    say = session.say
    school_class = class_of(reading)
    st.subheader(say("app.store.title"), anchor=False)
    school = _ask_school(session)
    if not school:
        st.caption(say("app.store.school_first"))
        return
    plan = workspace().plan_import(session.role, school_class, school=school)
    _show_plan(session, plan)
    decisions = _ask(session, school_class, plan)
    plan = workspace().plan_import(session.role, school_class, school=school, decisions=decisions)
    if plan.open_questions:
        st.info(say("app.store.open", n=plan.open_questions))
    elif st.button(say("app.store.store"), type="primary"):
        stored = workspace().import_class(
            session.role,
            school_class,
            school=school,
            decisions=replace(decisions, names=decisions_to_keep(reading)),
        )
        session.choose_later(CLASS, stored.class_id)
        session.forget_import()
        session.leave_notice(say("app.store.stored", label=plain(stored.label)))
        st.switch_page(path_of("home"))


def _ask_school(session: Session) -> str:
    """Ask for the school's name; the one that is there is suggested."""
    own = [school.name for school in workspace().schools(session.role) if not school.invented]
    name = st.text_input(
        session.say("app.store.school"), value=own[0] if own else "", max_chars=80, key="school"
    )
    return name.strip()


def _show_plan(session: Session, plan: ImportPlan) -> None:
    say = session.say
    st.markdown(say("app.store.class", label=plain(plan.label)))
    st.markdown(say("app.store.pupils", new=len(plan.new), kept=len(plan.kept)))
    if plan.rounds_new:
        st.markdown(say("app.store.rounds", rounds=", ".join(plan.rounds_new)))
    if plan.rounds_same:
        st.markdown(say("app.store.same", rounds=", ".join(plan.rounds_same)))


def _ask(session: Session, school_class: SchoolClass, plan: ImportPlan) -> ImportDecisions:
    """Ask the store's questions: rounds there with other answers, unclear and missing pupils."""
    say = session.say
    use_new = bool(plan.rounds_changed) and st.checkbox(
        say("app.store.replace", rounds=", ".join(plan.rounds_changed))
    )
    if not (plan.unclear or plan.not_on_list):
        return ImportDecisions(replace=use_new)
    stored = workspace().names(session.role, plan.class_id)
    return ImportDecisions(
        use_new,
        _ask_all_same(session, school_class, stored, plan),
        _ask_all_left(session, stored, plan),
    )


def _ask_all_same(
    session: Session, new_class: SchoolClass, stored: NameKey, plan: ImportPlan
) -> dict[PupilId, PupilId | None]:
    """Ask who the unclear pupils are; those not answered for are left out."""
    say = session.say
    found: dict[PupilId, PupilId | None] = {}
    hidden = {entry.pupil for entry in new_class.roster.pupils if entry.protected}
    here = NameLabeller(new_class.names, protected=hidden, language=session.language, whole=True)
    there = NameLabeller(stored, language=session.language, whole=True)
    for one in plan.unclear:
        new = say("app.store.new_pupil")
        options = {plain(there(c)): c for c in one.candidates if c in stored}
        chosen = st.radio(
            say("app.store.same_as", name=plain(here(one.pupil))),
            [*options, new],
            index=None,
            key=f"same_{one.pupil}",
        )
        if chosen is not None:
            found[one.pupil] = options.get(chosen)
    return found


def _ask_all_left(
    session: Session, stored: NameKey, plan: ImportPlan
) -> dict[PupilId, date | None]:
    """Ask of those missing from the list if they have left; those not answered for are left out."""
    say = session.say
    found: dict[PupilId, date | None] = {}
    there = NameLabeller(stored, language=session.language, whole=True)
    gone, still = say("app.store.has_left"), say("app.store.still_here")
    for pupil in plan.not_on_list:
        name = plain(there(pupil)) if pupil in stored else "–"
        question = say("app.store.not_on_list", name=name)
        chosen = st.radio(question, [gone, still], index=None, key=f"left_{pupil}")
        if chosen == gone:
            found[pupil] = _ask_last_day(session, pupil)
        elif chosen == still:
            found[pupil] = None
    return found


def _ask_last_day(session: Session, pupil: PupilId) -> date:
    day: date = st.date_input(
        session.say("app.store.last_day"),
        value=session.today,
        format="DD.MM.YYYY",
        key=f"day_{pupil}",
    )
    return day
