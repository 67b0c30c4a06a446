"""*Trivsel over tid*: grade and school for leadership, own class for its adults."""

from __future__ import annotations

import streamlit as st

from skolemiljo_analytics.faces.web.comparing import ask_comparison
from skolemiljo_analytics.faces.web.frame import begin_school
from skolemiljo_analytics.faces.web.pictures import show_picture
from skolemiljo_analytics.faces.web.place import workspace
from skolemiljo_analytics.faces.web.session import Session
from skolemiljo_analytics.faces.web.tables import show_table
from skolemiljo_analytics.faces.web.text import plain
from skolemiljo_analytics.workflows.official import compare_with
from skolemiljo_analytics.workflows.wellbeing import (
    ScaleOverTime,
    draw_over_time,
    read_wellbeing,
)


def show() -> None:
    """Draw the page."""
    session = Session()
    school = begin_school(session, "trend")
    st.markdown(session.say("app.trend.lead"))
    with st.spinner(session.say("app.frame.reckoning")):
        scales = read_wellbeing(
            workspace(), session.role, session.class_id, session.language, school_id=school
        )
    if not scales:
        st.info(session.say("app.trend.nothing"))
    drawn = st.container()  # above the question of what to compare with, which is for the few
    compared = ask_comparison(session)
    with drawn:
        for scale in scales:
            _scale(session, compare_with(scale, compared, session.language))


def _scale(session: Session, scale: ScaleOverTime) -> None:
    say = session.say
    st.subheader(plain(scale.title), anchor=False)
    if scale.all_hidden:
        st.info(say("app.trend.hidden"), icon=":material/visibility_off:")
    else:
        _newest(session, scale)
    with st.expander(say("app.trend.all"), icon=":material/table:"):
        show_table(scale.table)
    with st.expander(say("app.trend.how"), icon=":material/help:"):
        st.markdown(say("app.trend.how_text", lowest=scale.lowest, highest=scale.highest))
        st.markdown("\n".join(f"- {plain(item)}" for item in scale.items))
        st.caption(say("app.trend.policy", policy=plain(scale.policy)))


def _newest(session: Session, scale: ScaleOverTime) -> None:
    """Draw the lines, and say beside them how it was when last asked."""
    say = session.say
    drawn, beside = st.columns([3, 2], gap="medium", vertical_alignment="center")
    with drawn:
        show_picture(
            lambda narrow: draw_over_time(scale, session.language, narrow=narrow),
            alt=scale.description,
        )
    with beside:
        st.markdown(f"**{say('app.trend.latest')}**")
        show_table(scale.latest)
        st.caption(say("app.trend.latest_text"))


if __name__ == "__main__":
    show()
