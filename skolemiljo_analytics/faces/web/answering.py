"""One of the fourteen questions: what data say beside what the adults write, and versions read."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.casework.formal import FormalPart, Mark, PointMark, points_of
from skolemiljo_analytics.casework.questions import (
    QUESTIONS,
    Answer,
    AnswersVersion,
    PortraitQuestion,
    compare_versions,
    what_data_say,
)
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.wording import say_finding
from skolemiljo_analytics.wording.casework import say_answer
from skolemiljo_analytics.wording.formal import pupil_statements, say_pupils
from skolemiljo_analytics.workflows.class_map import class_labeller
from skolemiljo_analytics.workflows.formal_points import pupils_on_points

__all__ = ["ask_answer", "read_version", "show_changes", "show_data"]

_PARTS = ("adults", "observed", "survey")


def show_data(session: Session, question: PortraitQuestion) -> None:
    """Say what the answers of the round tell of a question, and for P5 how to ask the pupils."""
    _say_data(session, question)
    if question is PortraitQuestion.P5:
        _offer_statements(session)


def _say_data(session: Session, question: PortraitQuestion) -> None:
    """Say what the answers of the round tell of a question, or that no number can."""
    say = session.say
    st.markdown(f"**{say('casework.questions.data')}**")
    with st.spinner(say("app.frame.reckoning")):
        found = what_data_say(question, workspace().findings(*session.where))
    if found is None:
        st.caption(say("casework.questions.no_data"))
        return
    label = class_labeller(workspace(), session.role, session.class_id, session.language)
    texts = [say_finding(one, session.language, label) for one in found]
    lines = [f"- {plain(t.claim)} {plain(t.fact)} *{plain(t.strength)}*" for t in texts]
    st.markdown("\n".join(lines) or say("casework.questions.nothing_found"))


def _offer_statements(session: Session) -> None:
    """Offer the points in the pupils' words, to be put into the form of the next round."""
    with st.expander(session.say("casework.formal.pupils.ask"), icon=":material/quiz:"):
        st.markdown(session.say("casework.formal.pupils.text"))
        st.code("\n".join(pupil_statements(session.language)), language=None, wrap_lines=True)


def ask_answer(session: Session, question: PortraitQuestion, there: Answer) -> Answer:
    """Ask for the three parts of an answer; for P5 the seventeen points come first."""
    say = session.say
    marks = _ask_points(session, there) if question is PortraitQuestion.P5 else ()
    parts = {
        part: st.text_area(
            say(f"casework.questions.{part}"),
            value=getattr(there, part),
            key=f"{question}_{part}",
        ).strip()
        for part in _PARTS
    }
    return Answer(question, **parts, points=marks)


def _ask_points(session: Session, there: Answer) -> tuple[PointMark, ...]:
    say = session.say
    st.markdown(say("casework.formal.lead"))
    marked = {one.point: one.mark for one in there.points}
    answered = pupils_on_points(workspace().portrait(*session.where))
    found = []
    for part in FormalPart:
        st.markdown(f"**{say(f'casework.formal.part.{part}')}**")
        for point in points_of(part):
            mark = st.segmented_control(
                say(f"casework.formal.{point}"),
                list(Mark),
                default=marked.get(point),
                format_func=lambda one: say(f"casework.formal.mark.{one}"),
                key=f"p5_{point}",
            )
            if point in answered:
                st.caption(plain(say_pupils(answered[point], session.language)))
            if mark is not None:
                found.append(PointMark(point, Mark(mark)))
    return tuple(found)


def read_version(session: Session, version: AnswersVersion) -> None:
    """Write all that is answered in a version, in the guide's order."""
    for question in QUESTIONS:
        lines = say_answer(version.of(question), session.language)
        if lines:
            title = session.say(f"casework.{question}.title")
            st.markdown(f"**{question.upper()} {title}**  \n" + _lines(lines))


def show_changes(session: Session, before: AnswersVersion, after: AnswersVersion) -> None:
    """Set two versions side by side, question by question, where they differ."""
    say = session.say
    changes = compare_versions(before, after)
    if not changes:
        st.markdown(say("casework.questions.same"))
    for change in changes:
        st.markdown(f"**{change.question.upper()} {say(f'casework.{change.question}.title')}**")
        for column, version, answer in zip(
            st.columns(2), (before, after), (change.before, change.after), strict=True
        ):
            with column.container(border=True, height="stretch"):
                st.caption(say("casework.questions.version", n=version.number))
                st.markdown(_lines(say_answer(answer, session.language)) or "–")


def _lines(lines: tuple[str, ...]) -> str:
    return "  \n".join(plain(line) for line in lines)
